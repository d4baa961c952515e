//! The quotas of AWS that a compiled API has to keep, each with its unit and its source.
//!
//! A module holds the quotas of a service as constants, for the code that checks them; [`ALL`] holds
//! them as data, for the book.
//!
//! ```
//! assert_eq!(burgeon_quotas::cloudformation::RESOURCES, 500);
//! assert!(burgeon_quotas::ALL.iter().any(|quota| quota.name == "RESOURCES"));
//! ```
//!
//! **Invariant**: a quota of AWS is written down here and nowhere else, and only if something checks
//! it.

/// A quota of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quota {
    /// The service.
    pub service: &'static str,
    /// The name of its constant.
    pub name: &'static str,
    /// Its description, as a sentence.
    pub description: &'static str,
    /// The value.
    pub value: usize,
    /// The counted unit.
    pub unit: &'static str,
    /// The documentation of AWS.
    pub source: &'static str,
    /// Whether AWS raises it for an account.
    pub is_adjustable: bool,
}

/// Defines the constants of a service's module and its part of [`ALL`].
macro_rules! quotas {
    ($(
        $(#[doc = $module_doc:literal])*
        $module:ident $service:literal {
            $(
                #[doc = $description:literal]
                $name:ident = $value:literal $unit:literal, $source:literal $(, $adjustable:ident)?;
            )*
        }
    )*) => {
        $(
            $(#[doc = $module_doc])*
            pub mod $module {
                $(
                    #[doc = $description]
                    pub const $name: usize = $value;
                )*
            }
        )*

        /// All quotas, by service.
        pub const ALL: &[Quota] = &[
            $($(
                Quota {
                    service: $service,
                    name: stringify!($name),
                    description: $description,
                    value: $value,
                    unit: $unit,
                    source: $source,
                    is_adjustable: quotas!(@ $($adjustable)?),
                },
            )*)*
        ];
    };
    (@ adjustable) => { true };
    (@) => { false };
}

quotas! {
    /// The quotas of AWS AppSync.
    appsync "AppSync" {
        /// Iterations of one `#foreach` of a mapping template.
        LOOP_ITERATIONS = 1_000 "iterations",
            "AWS AppSync endpoints and quotas: iterations in a foreach loop in mapping templates";
        /// Requests of a batch that a Lambda function resolves at once.
        BATCH_SIZE = 2_000 "requests", "AppSync API reference: Resolver, maxBatchSize";
        /// Characters of the JavaScript code of a resolver or a function.
        CODE_CHARACTERS = 32_768 "characters", "AppSync API reference: Resolver, code";
    }

    /// The quotas of CloudFormation. None of them can be raised for one template.
    cloudformation "CloudFormation" {
        /// Resources of a template.
        RESOURCES = 500 "resources", "CloudFormation user guide: CloudFormation quotas";
        /// Parameters of a template.
        PARAMETERS = 200 "parameters", "CloudFormation user guide: CloudFormation quotas";
        /// Outputs of a template.
        OUTPUTS = 200 "outputs", "CloudFormation user guide: CloudFormation quotas";
        /// Mappings of a template.
        MAPPINGS = 200 "mappings", "CloudFormation user guide: CloudFormation quotas";
        /// Attributes of a mapping.
        MAPPING_ATTRIBUTES = 200 "attributes", "CloudFormation user guide: CloudFormation quotas";
        /// Bytes of a template that is read from S3, as nested stacks and packaged templates are. The service refuses one that is larger than 1000000 bytes.
        TEMPLATE_BYTES = 1_000_000 "bytes", "CloudFormation user guide: CloudFormation quotas";
        /// Bytes of the description of a template.
        DESCRIPTION_BYTES = 1_024 "bytes", "CloudFormation user guide: CloudFormation quotas";
        /// Characters of a logical id, of a resource or anything else.
        LOGICAL_ID_CHARACTERS = 255 "characters", "CloudFormation user guide: CloudFormation quotas";
    }

    /// The quotas of DynamoDB.
    dynamodb "DynamoDB" {
        /// Local secondary indexes of a table.
        LOCAL_INDEXES = 5 "indexes", "DynamoDB developer guide: Quotas in Amazon DynamoDB";
        /// Attributes that one `INCLUDE` projection names.
        PROJECTED_ATTRIBUTES = 20 "attributes", "DynamoDB API reference: Projection";
        /// Attributes that all `INCLUDE` projections of a table name together.
        PROJECTED_ATTRIBUTES_OF_TABLE = 100 "attributes", "DynamoDB developer guide: Quotas in Amazon DynamoDB";
        /// Bytes of the name of a key's attribute.
        KEY_NAME_BYTES = 255 "bytes", "DynamoDB developer guide: Quotas in Amazon DynamoDB";
        /// Bytes of the value of a partition key.
        PARTITION_KEY_BYTES = 2_048 "bytes", "DynamoDB developer guide: Quotas in Amazon DynamoDB";
        /// Bytes of the value of a sort key.
        SORT_KEY_BYTES = 1_024 "bytes", "DynamoDB developer guide: Quotas in Amazon DynamoDB";
    }

    /// The quotas of IAM.
    iam "IAM" {
        /// Characters of a managed policy, without white space.
        MANAGED_POLICY_CHARACTERS = 6_144 "characters", "IAM user guide: IAM and AWS STS quotas";
        /// Managed policies of a role.
        MANAGED_POLICIES_PER_ROLE = 10 "policies", "IAM user guide: IAM and AWS STS quotas", adjustable;
    }

    /// The quotas of Lambda.
    lambda "Lambda" {
        /// Characters of the name of a function.
        FUNCTION_NAME_CHARACTERS = 64 "characters", "Lambda API reference: FunctionName";
    }

    /// The quotas of Step Functions.
    step_functions "Step Functions" {
        /// Bytes of the definition of a state machine.
        DEFINITION_BYTES = 1_048_576 "bytes", "Step Functions developer guide: Service quotas";
        /// Bytes of the input of an execution.
        INPUT_BYTES = 262_144 "bytes", "Step Functions developer guide: Service quotas";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_has_each_constant_once_with_its_source() {
        let names: BTreeSet<_> = ALL.iter().map(|quota| (quota.service, quota.name)).collect();
        assert_eq!(names.len(), ALL.len());
        for quota in ALL {
            assert!(quota.value > 0 && quota.source.len() > 10, "{quota:?}");
            assert!(quota.description.trim().ends_with('.'), "{quota:?}");
        }
        let is_adjustable = |quota: &&Quota| quota.is_adjustable;
        let adjustable: Vec<_> = ALL.iter().filter(is_adjustable).map(|quota| quota.name).collect();
        assert_eq!(adjustable, ["MANAGED_POLICIES_PER_ROLE"]);
    }
}
