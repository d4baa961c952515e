//! A request template and its response template.

use std::sync::Arc;

use burgeon_core::api::DataSource;
use burgeon_core::resolver::CustomTemplates;
use burgeon_core::source::Source;
use burgeon_core::{Diagnostic, Settings};

use super::codes;
use super::data_sources::DataSources;
use super::file_name::{FileName, start_of};
use super::permissions::{Permissions, Undetermined, permissions};

/// A request template and its response template: at least one of the two.
#[derive(Default)]
pub(super) struct TemplatePair {
    request: Option<Arc<Source>>,
    response: Option<Arc<Source>>,
    /// The name of the data source, and the template whose file name contains it.
    data_source: Option<(String, Arc<Source>)>,
}

impl TemplatePair {
    /// Adds a template by its name.
    pub(super) fn add(&mut self, name: FileName, source: Arc<Source>) -> Result<(), Diagnostic> {
        if let Some(data_source) = name.data_source {
            match &self.data_source {
                Some((other, first)) if *other != data_source => {
                    let message = format!("`{other}` and `{data_source}` are named in one place");
                    return Err(Diagnostic::error(&codes::TWO_DATA_SOURCES, message)
                        .at(start_of(first), format!("names `{other}`"))
                        .at(start_of(&source), format!("names `{data_source}`"))
                        .help("name the same in both, or give one of them another number"));
                }
                _ => self.data_source = Some((data_source, source.clone())),
            }
        }
        let template = if name.is_request { &mut self.request } else { &mut self.response };
        match template.replace(source.clone()) {
            None => Ok(()),
            Some(other) => {
                let file = source.path.rsplit('/').next().unwrap_or_default();
                let message = format!("duplicate template `{file}`");
                Err(Diagnostic::error(&codes::DUPLICATE, message)
                    .at(start_of(&source), "this template")
                    .at(start_of(&other), "and this one, at the same place")
                    .help("give one of them another number"))
            }
        }
    }

    /// The name of the data source, if there is one.
    pub(super) fn data_source(&self) -> Option<&str> {
        self.data_source.as_ref().map(|(name, _)| name.as_str())
    }

    /// The templates with their data source and the permissions that they need.
    pub(super) fn templates(
        self,
        settings: &Settings,
        sources: &DataSources,
        number: Option<u32>,
    ) -> Result<CustomTemplates, Diagnostic> {
        let Some(data_source) = sources.named(self.data_source()) else {
            return Err(self.unknown_data_source(sources));
        };
        let needed = match (&self.request, &self.data_source) {
            (Some(request), Some((name, _))) => {
                let found = permissions(settings, &data_source, &request.text);
                found.map_err(|reason| undetermined(&reason, name, request, &data_source))?
            }
            (None, Some((name, response))) => return Err(no_request(name, response)),
            (_, None) => Permissions::default(),
        };
        let Permissions { uses, needs } = needed;
        let (request, response) = (self.request, self.response);
        Ok(CustomTemplates { number, data_source, uses, needs, request, response })
    }

    fn unknown_data_source(&self, sources: &DataSources) -> Diagnostic {
        let name = self.data_source().unwrap_or_default();
        let message = format!("there is no data source `{name}`");
        let fault = Diagnostic::error(&codes::UNKNOWN_DATA_SOURCE, message)
            .help(format!("declare it under `dataSources.{name}` in the settings"))
            .did_you_mean(name, sources.names());
        match &self.data_source {
            Some((_, template)) => fault.at(start_of(template), "named by this template"),
            None => fault,
        }
    }
}

fn no_request(name: &str, response: &Arc<Source>) -> Diagnostic {
    let message = format!("missing request template for `{name}`");
    Diagnostic::error(&codes::NO_REQUEST, message)
        .at(start_of(response), "makes something of an answer")
        .help("write the request into a file of this name that ends with `.req.vtl`")
}

fn undetermined(
    reason: &Undetermined,
    name: &str,
    request: &Arc<Source>,
    data_source: &DataSource,
) -> Diagnostic {
    let (message, help) = match reason {
        Undetermined::Computed => (
            format!("what is done to `{name}` cannot be read from the template"),
            "write `\"operation\"` as a text, and `\"index\"` where there is one",
        ),
        Undetermined::Unknown(operation) => (
            format!("what `{operation}` does to `{name}` is not known"),
            "write an operation that AppSync's templates have for it",
        ),
    };
    let help = match data_source {
        DataSource::Declared(..) => format!("{help}; or list `dataSources.{name}.permissions`"),
        _ => help.to_owned(),
    };
    Diagnostic::error(&codes::UNREAD_OPERATION, message)
        .at(start_of(request), "this template")
        .help(help)
}
