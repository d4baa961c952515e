//! CloudFormation's and IAM's quotas.

pub use burgeon_quotas::cloudformation::*;
pub use burgeon_quotas::iam::*;
