use burgeon_cloudformation::iam::Policy;
use burgeon_cloudformation::{Resource, Value, list, map};

/// A role that a service assumes, with one inline policy of this name; without it if the policy is
/// empty.
pub fn role(service: &str, policy_name: &str, policy: Policy) -> Resource {
    let policies = (!policy.is_empty()).then(|| {
        list![map! { "PolicyName" => policy_name, "PolicyDocument" => Value::from(policy) }]
    });
    Resource::new("AWS::IAM::Role")
        .property("AssumeRolePolicyDocument", Value::from(Policy::assume_role(service)))
        .optional("Policies", policies)
}
