//! CloudFormation's and IAM's quotas, where they come from, and nothing else.
//!
//! Templates: "CloudFormation quotas" in the AWS CloudFormation User Guide
//! (`cloudformation-limits`). Policies: "IAM and AWS STS quotas" in the IAM User Guide
//! (`reference_iam-quotas`). None of them can be raised for one template.

/// Resources a template may declare.
pub const RESOURCES: usize = 500;

/// Parameters a template may declare.
pub const PARAMETERS: usize = 200;

/// Outputs a template may declare.
pub const OUTPUTS: usize = 200;

/// Mappings a template may declare.
pub const MAPPINGS: usize = 200;

/// Attributes one mapping may declare.
pub const MAPPING_ATTRIBUTES: usize = 200;

/// Bytes of a template that is read from S3, as nested stacks and packaged templates are.
///
/// The guide says "1 MB"; the service's own refusal says "may not exceed 1000000 bytes".
pub const TEMPLATE_BYTES: usize = 1_000_000;

/// Bytes of a template's description.
pub const DESCRIPTION_BYTES: usize = 1_024;

/// Characters of a logical id of any kind.
pub const LOGICAL_ID_CHARACTERS: usize = 255;

/// Characters of all inline policies of one role together, white space not counted.
pub const ROLE_INLINE_POLICY_CHARACTERS: usize = 10_240;

/// Characters of one managed policy, white space not counted.
pub const MANAGED_POLICY_CHARACTERS: usize = 6_144;

/// Characters of a role's trust policy, unless the account's quota was raised.
pub const TRUST_POLICY_CHARACTERS: usize = 2_048;

/// Managed policies a role may carry, unless the account's quota was raised.
pub const MANAGED_POLICIES_PER_ROLE: usize = 10;
