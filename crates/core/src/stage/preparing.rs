use super::view;
use crate::schema::ExtendedType;
use crate::settings::Storage;
use crate::{Api, Name};

/// The backend while transformers [`prepare`](crate::Transformer::prepare): types can be added.
///
/// No model is declared yet, and none can be:
///
/// ```compile_fail,E0596
/// # use burgeon_core::stage::Preparing;
/// fn prepare(api: &mut Preparing<'_>) {
///     api.models.clear();
/// }
/// ```
#[derive(Debug)]
pub struct Preparing<'a> {
    pub(super) api: &'a mut Api,
}

view!(Preparing);

impl Preparing<'_> {
    /// Adds a type, unless there is one of its name. The transformers read its directives like those
    /// of the author's types.
    pub fn add_type(&mut self, ty: ExtendedType) {
        self.api.add_type(ty);
    }

    /// Sets the store of a model whose type was added.
    ///
    /// Settings are the author's, and no other stage changes one. A model that a transformer adds has no
    /// settings by its author, and its store decides how `@model` reads the directive.
    pub fn set_storage(&mut self, model: &Name, storage: Storage) {
        let settings = self.api.settings.models.entry(model.to_string()).or_default();
        settings.storage = Some(storage);
    }
}
