use indexmap::IndexMap;

use super::{Caller, Fields, Grant, Operation, Operations, Policy};
use crate::Name;
use crate::appsync::AuthorizationMode;
use crate::settings::Auth;

/// The policy of a model's objects, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModelPolicy {
    /// The callers that the settings allow, regardless of the rules.
    pub always_allowed: Vec<Caller>,
    /// Fields that rules cannot name, such as a generated foreign key of a type without rules. Every
    /// writer of the object may write them.
    pub unruled: Vec<Name>,
    rules: Option<Rules>,
}

/// The author's rules: operations by caller and field.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rules {
    fields: Vec<Name>,
    rows: IndexMap<Caller, Vec<Operations>>,
}

impl ModelPolicy {
    /// A model without rules: only the callers that the settings allow.
    pub fn of_settings(auth: &Auth) -> Self {
        let sandbox = auth.sandbox.then(|| Caller::anybody(AuthorizationMode::ApiKey));
        let always_allowed = sandbox.into_iter().chain(Caller::always_allowed(auth)).collect();
        Self { always_allowed, ..Self::default() }
    }

    /// A model with rules on these fields: the callers that [`allow`](Self::allow) adds, and those
    /// that the settings allow everywhere.
    pub fn of_rules(auth: &Auth, fields: impl IntoIterator<Item = Name>) -> Self {
        let rules = Rules { fields: fields.into_iter().collect(), rows: IndexMap::new() };
        let always_allowed = Caller::always_allowed(auth).into_iter().collect();
        Self { always_allowed, rules: Some(rules), ..Self::default() }
    }

    /// Whether the author declared rules.
    pub fn has_rules(&self) -> bool {
        self.rules.is_some()
    }

    /// Allows operations on every field. Returns whether these callers are new.
    pub fn allow(&mut self, caller: Caller, operations: Operations) -> bool {
        let Some(rules) = &mut self.rules else { return false };
        let row = vec![operations; rules.fields.len()];
        rules.rows.insert(caller, row).is_none()
    }

    /// Allows operations on every field, in place of what was allowed to these callers before.
    pub fn allow_instead(&mut self, caller: Caller, operations: Operations) {
        let Some(rules) = &mut self.rules else { return };
        let row = vec![operations; rules.fields.len()];
        rules.rows.insert(caller, row);
    }

    /// Removes everything that is allowed on a field, before the field's rules replace it.
    pub fn reset_field(&mut self, field: &Name) {
        let Some(rules) = &mut self.rules else { return };
        let Some(at) = rules.fields.iter().position(|name| name == field) else { return };
        rules.rows.values_mut().filter_map(|row| row.get_mut(at)).for_each(|operations| {
            *operations = Operations::NONE;
        });
    }

    /// Allows operations on one field, in place of what was allowed to these callers there.
    pub fn allow_field(&mut self, caller: Caller, field: &Name, operations: Operations) {
        let Some(rules) = &mut self.rules else { return };
        let Some(at) = rules.fields.iter().position(|name| name == field) else { return };
        let width = rules.fields.len();
        let row = rules.rows.entry(caller).or_insert_with(|| vec![Operations::NONE; width]);
        if let Some(here) = row.get_mut(at) {
            *here = operations;
        }
    }

    /// Every allowed caller, those of the settings first.
    pub fn callers(&self) -> impl Iterator<Item = &Caller> {
        self.always_allowed.iter().chain(self.ruled_callers())
    }

    /// Every caller in a rule, in the order of the rules.
    pub fn ruled_callers(&self) -> impl Iterator<Item = &Caller> {
        self.rules.iter().flat_map(|rules| rules.rows.keys())
    }

    /// The fields that rules can name: those that the author declared.
    pub fn fields(&self) -> &[Name] {
        self.rules.as_ref().map_or(&[], |rules| &rules.fields)
    }

    /// The operations that a caller in a rule may do with a field.
    pub fn operations(&self, caller: &Caller, field: &str) -> Operations {
        let found = self.rules.as_ref().and_then(|rules| {
            let at = rules.fields.iter().position(|name| name == field)?;
            rules.rows.get(caller)?.get(at).copied()
        });
        found.unwrap_or_default()
    }

    /// The callers whose rules allow an operation with one field at least, or, if `everywhere`, with all.
    pub fn ruled_callers_of(
        &self,
        operation: Operation,
        everywhere: bool,
    ) -> impl Iterator<Item = &Caller> {
        let rows = self.rules.iter().flat_map(|rules| &rules.rows);
        let allowed = move |row: &Vec<Operations>| {
            let mut each = row.iter().map(|operations| operations.contains(operation));
            if everywhere { each.all(|yes| yes) } else { each.any(|yes| yes) }
        };
        rows.filter(move |(_, row)| allowed(row)).map(|(caller, _)| caller)
    }

    /// The policy of an operation, with its restrictions to fields.
    pub fn for_operation(&self, operation: Operation) -> Policy {
        let mut policy = Policy::for_callers(self.always_allowed.iter().cloned());
        let everywhere = operation == Operation::Delete;
        let ruled = self.ruled_callers_of(operation, everywhere);
        match operation {
            Operation::Create => policy.grants.extend(ruled.map(|caller| Grant {
                caller: caller.clone(),
                writable: self.writable(caller, Operation::Create, None),
                removable: Fields::All,
            })),
            _ => policy.grants.extend(ruled.cloned().map(Grant::whole)),
        }
        policy
    }

    /// The policy of changing an object. Setting a field to null also requires the grant to delete
    /// it, which another rule may contain. That grant alone does not allow a change.
    ///
    /// `key` is the field of the key that identifies the object, which cannot be changed.
    pub fn of_update(&self, key: &Name) -> Policy {
        let mut policy = Policy::for_callers(self.always_allowed.iter().cloned());
        let updaters: Vec<&Caller> = self.ruled_callers_of(Operation::Update, false).collect();
        policy.grants.extend(updaters.iter().map(|caller| Grant {
            caller: (*caller).clone(),
            writable: self.writable(caller, Operation::Update, Some(key)),
            removable: self.allowed(caller, Operation::Delete),
        }));
        let removers = self.ruled_callers_of(Operation::Delete, false);
        let removers = removers.filter(|caller| !updaters.contains(caller));
        policy.grants.extend(removers.map(|caller| Grant {
            caller: caller.clone(),
            writable: Fields::Only(vec![]),
            removable: self.allowed(caller, Operation::Delete),
        }));
        policy
    }

    /// The readers of objects, by any read operation.
    pub fn of_reading(&self) -> Policy {
        Policy::for_callers(self.always_allowed.iter().chain(self.readers()).cloned())
    }

    /// The callers whose rules allow any way of reading a field, in the order of the rules.
    fn readers(&self) -> impl Iterator<Item = &Caller> {
        let reads = |row: &[Operations]| row.iter().any(|one| one.intersects(Operations::READ));
        let rows = self.rules.iter().flat_map(|rules| &rules.rows);
        rows.filter(move |(_, row)| reads(row)).map(|(caller, _)| caller)
    }

    /// The callers whose rules allow reading the object: first the readers of the field, then
    /// the others. Callers of a mode that may read the field anyway are not listed.
    pub fn readers_of_field(&self, field: &Name) -> (Vec<&Caller>, Vec<&Caller>) {
        let here = |caller: &Caller| self.operations(caller, field);
        let covered = |caller: &Caller| {
            let anybody = Caller::anybody(caller.mode);
            let by_token =
                [AuthorizationMode::UserPools, AuthorizationMode::Oidc].contains(&caller.mode);
            by_token && *caller != anybody && here(&anybody).contains_all(Operations::READ)
        };
        let readers = self.readers().filter(|caller| !covered(caller));
        readers.partition(|caller| here(caller).intersects(Operations::READ))
    }

    /// The readers of one field. `None` if every reader of the object may read it.
    pub fn of_field(&self, field: &Name) -> Option<Policy> {
        self.rules.as_ref()?.fields.contains(field).then_some(())?;
        let (allowed, denied) = self.readers_of_field(field);
        (!denied.is_empty())
            .then(|| Policy::for_callers(self.always_allowed.iter().chain(allowed).cloned()))
    }

    /// The fields that some readers of the object may not read, grouped by their rules.
    pub fn of_fields(&self) -> Vec<(Vec<Name>, Policy)> {
        self.grouped(|field| self.of_field(field))
    }

    /// The fields that only some callers of an operation may use in it, and these callers. Fields with
    /// the same callers are together.
    pub fn restricted_fields(&self, operation: Operation) -> Vec<(Vec<Name>, Policy)> {
        self.grouped(|field| self.users_of_field(field, operation))
    }

    fn grouped(&self, of: impl Fn(&Name) -> Option<Policy>) -> Vec<(Vec<Name>, Policy)> {
        let mut groups: Vec<(Vec<Name>, Policy)> = Vec::new();
        for field in self.fields() {
            let Some(policy) = of(field) else { continue };
            match groups.iter_mut().find(|(_, known)| *known == policy) {
                Some((fields, _)) => fields.push(field.clone()),
                None => groups.push((vec![field.clone()], policy)),
            }
        }
        groups
    }

    /// The callers of an operation that may use a field in it, unless all may.
    fn users_of_field(&self, field: &Name, operation: Operation) -> Option<Policy> {
        self.rules.as_ref()?.fields.contains(field).then_some(())?;
        let callers = self.ruled_callers_of(operation, false);
        let here = |caller: &&Caller| self.operations(caller, field).contains(operation);
        let (allowed, denied): (Vec<_>, Vec<_>) = callers.partition(here);
        (!denied.is_empty())
            .then(|| Policy::for_callers(self.always_allowed.iter().chain(allowed).cloned()))
    }

    fn allowed(&self, caller: &Caller, operation: Operation) -> Fields {
        let Some(rules) = &self.rules else { return Fields::Only(vec![]) };
        let row = rules.rows.get(caller).map_or(&[][..], Vec::as_slice);
        let allowed = rules.fields.iter().zip(row).filter(|(_, here)| here.contains(operation));
        let only: Vec<Name> = allowed.map(|(field, _)| field.clone()).collect();
        if only.len() == rules.fields.len() { Fields::All } else { Fields::Only(only) }
    }

    fn writable(&self, caller: &Caller, operation: Operation, key: Option<&Name>) -> Fields {
        let mut allowed = self.allowed(caller, operation);
        if let Fields::Only(only) = &mut allowed {
            for name in key.into_iter().chain(&self.unruled) {
                if !only.contains(name) {
                    only.push(name.clone());
                }
            }
        }
        allowed
    }
}
