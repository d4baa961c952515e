//! The permissions of the roles of an identity pool.

use burgeon_cloudformation::{Duplicate, LogicalId, Resource, Template, Value, list};

use super::role_policies::RolePolicies;

/// Adds managed policies to roles that exist already.
pub(super) fn add(template: &mut Template, roles: &[RolePolicies]) -> Result<(), Duplicate> {
    for RolePolicies { word, role, policies } in roles {
        for (position, policy) in policies.iter().enumerate() {
            let id = LogicalId::from_name(&format!("{word}RolePolicy{:02}", position + 1));
            let described = Resource::new("AWS::IAM::ManagedPolicy")
                .property("Description", "What rules let the role of an identity pool call")
                .property("PolicyDocument", Value::from(policy))
                .property("Roles", list![role.as_str()]);
            template.add_resource(id, described)?;
        }
    }
    Ok(())
}
