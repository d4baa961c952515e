use super::authorizer::Authorizer;
use super::when;
use crate::Name;
use crate::policy::{Caller, Claim, ModelPolicy, Operation, OwnershipClaim, Policy};

/// What a refused write returns of the current item: only what the caller may read by its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConflictPayload {
    /// Who may read the item.
    readers: Policy,
    /// The fields that not all of them may read, and who may.
    fields: Vec<(Name, Policy)>,
    /// The fields with names of several claims, of which the last one is shown.
    namings: Vec<OwnershipClaim>,
}

impl ConflictPayload {
    /// What a model's policy lets callers read.
    pub fn of(policy: &ModelPolicy) -> Self {
        let guarded = |field: &Name| Some((field.clone(), policy.of_field(field)?));
        let is_joined = |naming: &&OwnershipClaim| matches!(&naming.claim, Claim::Identity(claims) if claims.len() > 1);
        let mut namings: Vec<OwnershipClaim> = Vec::new();
        for naming in policy.ruled_callers().filter_map(Caller::naming).filter(is_joined) {
            if !namings.iter().any(|known| known.field == naming.field) {
                namings.push(naming.clone());
            }
        }
        Self {
            readers: policy.of(Operation::Get),
            fields: policy.fields().iter().filter_map(guarded).collect(),
            namings,
        }
    }

    /// Statements that raise the refusal with the item, if the caller may read it.
    pub(crate) fn statements(&self) -> String {
        let authorizer = Authorizer::lenient(&self.readers);
        let Some(open) = authorizer.is_open_for("ctx.result") else { return String::new() };
        let mut payload = String::new();
        for (field, readers) in &self.fields {
            let authorizer = Authorizer::strict(readers);
            let hide = format!("$util.qr($ctx.result.remove(\"{field}\"))\n");
            payload +=
                &authorizer.with_claims(super::unless(authorizer.is_open_for("ctx.result"), &hide));
        }
        self.namings.iter().for_each(|naming| payload += &shortened(naming));
        payload += "$util.error($ctx.error.message, $ctx.error.type, $ctx.result)\n";
        let is_there = format!("!$util.isNull($ctx.result) && ({open})");
        when(super::IS_REFUSED, &authorizer.with_claims(when(&is_there, &payload)))
    }
}

fn shortened(OwnershipClaim { field, is_list, .. }: &OwnershipClaim) -> String {
    let value = format!("$ctx.result.get(\"{field}\")");
    let last = ".replaceAll(\"^[\\s\\S]*::\", \"\")";
    let shorten = match is_list {
        true => format!(
            "#set( $shown = [] )\n#foreach( $name in {value} )\n  \
             $util.qr($shown.add($name{last}))\n#end\n\
             $util.qr($ctx.result.put(\"{field}\", $shown))\n"
        ),
        false => format!("$util.qr($ctx.result.put(\"{field}\", {value}{last}))\n"),
    };
    when(&format!("!$util.isNull({value})"), &shorten)
}
