use std::collections::HashSet;

use burgeon_compilation::access::{Access, Action, Kind, OperationAccess, OtherAction, TypeAccess};
use burgeon_core::Name;
use burgeon_core::api::{Caller, Coordinate, Model};
use burgeon_core::schema::ObjectType;
use indexmap::IndexMap;

use super::{Reader, split};

impl Reader<'_> {
    /// The readers of the fields of a type that is not a model.
    pub(super) fn object(&self, object: &ObjectType) -> TypeAccess {
        let mut readable: IndexMap<Caller, Vec<Name>> = IndexMap::new();
        for field in object.fields.values() {
            for caller in self.callers(object, field) {
                readable.entry(caller).or_default().push(field.name.clone());
            }
        }
        let allowed = readable.into_iter().map(|(caller, names)| {
            let fields = split(object.fields.keys(), |name| names.contains(name));
            Access { caller, fields }
        });
        let operation = Action::Other(OtherAction::Read);
        let allowed = allowed.collect();
        let fields = object.fields.keys().cloned().collect();
        let operations = vec![OperationAccess { operation, by: vec![], fields, allowed }];
        TypeAccess { name: object.name.clone(), kind: Kind::Object, operations, relations: vec![] }
    }

    /// The access to the fields of a root type, without the operations of models.
    pub(super) fn root(&self, object: &ObjectType) -> TypeAccess {
        let of_models = self.api.models.values().flat_map(Model::operations);
        let of_models: HashSet<Coordinate> = of_models
            .map(|(_, root, field)| Coordinate::new(self.api.root_name(root), field.clone()))
            .collect();
        let own = object.fields.values().filter_map(|field| {
            let at = Coordinate::new(object.name.clone(), field.name.clone());
            if of_models.contains(&at) {
                return None;
            }
            let fields = split([&field.name], |_| true);
            let callers = self.callers(object, field).into_iter();
            let allowed = callers.map(|caller| Access { caller, fields: fields.clone() }).collect();
            let operation = Action::Other(OtherAction::Call);
            let fields = vec![field.name.clone()];
            Some(OperationAccess { operation, by: vec![at], fields, allowed })
        });
        TypeAccess {
            name: object.name.clone(),
            kind: Kind::Root,
            operations: own.collect(),
            relations: vec![],
        }
    }
}
