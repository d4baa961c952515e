use super::authorizer::Authorizer;
use super::when;
use crate::Name;
use crate::policy::{Caller, Claim, ModelPolicy, Operation, OwnershipClaim, Policy};

/// The part of the current item that a rejected write returns: what the caller may read by its key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConflictPayload {
    /// The readers of the item.
    readers: Policy,
    /// The fields that some readers may not read, and their readers.
    fields: Vec<(Name, Policy)>,
    /// The fields with names of several claims, of which the last one is shown.
    namings: Vec<OwnershipClaim>,
}

impl ConflictPayload {
    /// The readable part of an item under a model's policy.
    pub fn new(policy: &ModelPolicy) -> Self {
        let guarded = |field: &Name| Some((field.clone(), policy.of_field(field)?));
        let is_joined = |naming: &&OwnershipClaim| matches!(&naming.claim, Claim::Identity(claims) if claims.len() > 1);
        let mut namings: Vec<OwnershipClaim> = Vec::new();
        for naming in policy.ruled_callers().filter_map(Caller::naming).filter(is_joined) {
            if !namings.iter().any(|known| known.field == naming.field) {
                namings.push(naming.clone());
            }
        }
        Self {
            readers: policy.for_operation(Operation::Get),
            fields: policy.fields().iter().filter_map(guarded).collect(),
            namings,
        }
    }

    /// Statements that raise the refusal with the item, if the caller may read it.
    pub(crate) fn statements(&self) -> String {
        let authorizer = Authorizer::lenient(&self.readers);
        let Some(open) = authorizer.full_access_to("ctx.result") else { return String::new() };
        let mut payload = String::new();
        for (field, readers) in &self.fields {
            let authorizer = Authorizer::strict(readers);
            let hide = format!("$util.qr($ctx.result.remove(\"{field}\"))\n");
            payload += &authorizer
                .with_claims(super::unless(authorizer.full_access_to("ctx.result"), &hide));
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
