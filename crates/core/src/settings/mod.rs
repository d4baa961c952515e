//! What stands in `burgeon.yaml`. Everything has a default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::appsync::AuthorizationMode;

/// The settings of one API.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The API's name, and the prefix of what it exports.
    pub name: String,
    /// Who is let in, and how callers prove who they are.
    pub auth: Auth,
    /// Where models keep their items.
    pub storage: Storage,
    /// Versioned data sources for offline clients; absent: off.
    pub conflict_resolution: Option<ConflictResolution>,
    /// What differs for single models, by the model's name.
    pub models: BTreeMap<String, ModelSettings>,
    /// How DynamoDB tables are set up.
    pub tables: Tables,
    /// What AppSync writes to CloudWatch Logs; absent: nothing.
    pub logging: Option<Logging>,
    /// Whether AppSync traces requests with X-Ray.
    pub x_ray: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "api".to_owned(),
            auth: Auth::default(),
            storage: Storage::default(),
            conflict_resolution: None,
            models: BTreeMap::new(),
            tables: Tables::default(),
            logging: None,
            x_ray: false,
        }
    }
}

/// The API's authorization modes and what each needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Auth {
    /// The mode of requests to whatever names no other.
    pub default: AuthorizationMode,
    /// Further modes.
    pub additional: Vec<AuthorizationMode>,
    /// Opens every model without rules to the API key, for development.
    pub sandbox: bool,
    /// Settings of the API key.
    pub api_key: ApiKey,
    /// The Cognito user pool.
    pub user_pools: Option<UserPools>,
    /// The roles of IAM callers.
    pub iam: Iam,
    /// The OpenID Connect provider.
    pub oidc: Option<Oidc>,
    /// The Lambda authorizer.
    pub function: Option<AuthorizerFunction>,
}

impl Auth {
    /// Whether callers may use this mode at all.
    pub fn offers(&self, mode: AuthorizationMode) -> bool {
        self.default == mode || self.additional.contains(&mode)
    }
}

/// Settings of the API key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ApiKey {
    /// Days from deployment until the key expires, 1 to 365.
    pub expires_in_days: u16,
}

impl Default for ApiKey {
    fn default() -> Self {
        Self { expires_in_days: 7 }
    }
}

/// The Cognito user pool that signs callers in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPools {
    /// The pool's id, `<region>_<id>`.
    pub user_pool_id: String,
}

/// The roles of callers who sign with IAM.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Iam {
    /// The role of signed-in users of the identity pool.
    pub authenticated_role: Option<String>,
    /// The role of guests of the identity pool.
    pub unauthenticated_role: Option<String>,
    /// Lets in every IAM identity of the account that is not of the identity pool.
    pub allow_all_identities: bool,
}

/// The OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Oidc {
    /// The issuer's address, as it stands in the tokens.
    pub issuer: String,
    /// The client that tokens must be meant for; a regular expression.
    #[serde(default)]
    pub client_id: Option<String>,
}

/// The Lambda function that authorizes callers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorizerFunction {
    /// The function's name.
    pub name: String,
    /// Seconds for which an answer is kept, 0 to 3,600.
    #[serde(default)]
    pub ttl_seconds: Option<u16>,
}

/// Where models keep their items.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Storage {
    /// The kind of store.
    pub engine: Engine,
}

/// A kind of store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Engine {
    /// A DynamoDB table a model.
    #[default]
    Dynamodb,
    /// A table of a PostgreSQL database.
    Postgres,
    /// A table of a MySQL database.
    Mysql,
}

/// How concurrent changes of offline clients are brought together.
///
/// Source of truth: AppSync's developer guide, "Conflict detection and resolution".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConflictResolution {
    /// How a conflict is noticed.
    pub detection: ConflictDetection,
    /// What is done about it.
    pub handler: ConflictHandler,
}

/// How a conflict is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConflictDetection {
    /// By the version counter of each item.
    Version,
}

/// What is done about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConflictHandler {
    /// Both changes are merged field by field.
    Automerge,
    /// The late change is refused.
    OptimisticConcurrency,
}

/// What differs for one model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ModelSettings {
    /// Another store than the API's.
    pub storage: Option<Storage>,
    /// Other table settings than the API's.
    pub table: Option<Tables>,
}

/// How DynamoDB tables are set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Tables {
    /// How capacity is paid for.
    pub billing: Billing,
    /// What the table's stream carries; absent: no stream.
    pub stream: Option<StreamView>,
    /// Whether the table is encrypted with a KMS key of the account in place of DynamoDB's own.
    pub encryption: Encryption,
    /// Whether every second of the last 35 days can be restored.
    pub point_in_time_recovery: bool,
    /// Whether DynamoDB refuses to delete the table.
    pub deletion_protection: bool,
    /// What becomes of the table when its stack is deleted or the resource replaced.
    pub on_delete: OnDelete,
    /// How many global secondary indexes a table may have: the account's quota.
    pub index_quota: usize,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            billing: Billing::OnDemand,
            stream: Some(StreamView::NewAndOldImages),
            encryption: Encryption::AwsOwnedKey,
            point_in_time_recovery: false,
            deletion_protection: false,
            on_delete: OnDelete::Retain,
            index_quota: 20,
        }
    }
}

/// How a table's capacity is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Billing {
    /// By the request.
    OnDemand,
    /// By capacity units set aside, for the table and each of its indexes.
    Provisioned {
        /// Read capacity units.
        read: u32,
        /// Write capacity units.
        write: u32,
    },
}

/// What a DynamoDB stream carries of each change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StreamView {
    /// Keys only.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

/// The key that a table is encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Encryption {
    /// DynamoDB's own, at no charge.
    AwsOwnedKey,
    /// The account's `aws/dynamodb` KMS key.
    AwsManagedKey,
}

/// What becomes of a resource when its stack is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnDelete {
    /// It stays.
    Retain,
    /// It goes, with its items.
    Delete,
}

/// What AppSync writes to CloudWatch Logs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Logging {
    /// Which fields' resolvers are logged.
    pub field_level: FieldLogLevel,
    /// Whether headers, context and evaluated templates are left out.
    pub exclude_verbose_content: bool,
    /// Days for which the log is kept.
    pub retention_days: u16,
}

impl Default for Logging {
    fn default() -> Self {
        Self { field_level: FieldLogLevel::Error, exclude_verbose_content: true, retention_days: 7 }
    }
}

/// Which fields' resolvers AppSync logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FieldLogLevel {
    /// None.
    None,
    /// Those that fail.
    Error,
    /// All.
    All,
}

impl Settings {
    /// The store of a model.
    pub fn engine_of(&self, model: &str) -> Engine {
        self.models.get(model).and_then(|own| own.storage.as_ref()).unwrap_or(&self.storage).engine
    }

    /// The table settings of a model.
    pub fn table_of(&self, model: &str) -> &Tables {
        self.models.get(model).and_then(|own| own.table.as_ref()).unwrap_or(&self.tables)
    }
}
