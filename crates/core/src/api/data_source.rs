use crate::Name;

/// Where a resolver's step sends its request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataSource {
    /// Nowhere: AppSync answers the request template's payload.
    None,
    /// The DynamoDB table of a model, by what the model is stored as.
    Table(Name),
}

impl DataSource {
    /// The name by which the manifest and the templates know it.
    pub fn name(&self) -> String {
        match self {
            Self::None => "NONE_DS".to_owned(),
            Self::Table(model) => format!("{model}Table"),
        }
    }

    /// AppSync's word for its kind.
    ///
    /// Source of truth: AppSync's API reference, `DataSource.type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Table(_) => "AMAZON_DYNAMODB",
        }
    }

    /// What the model is stored as whose stack it stands in, if it belongs to one.
    pub fn model(&self) -> Option<&Name> {
        match self {
            Self::None => None,
            Self::Table(model) => Some(model),
        }
    }
}
