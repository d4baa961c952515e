//! Language models of Amazon Bedrock.
//!
//! Source of truth: Amazon Bedrock's API reference, `modelId`; its user guide, "Geographic
//! cross-Region inference", "Global cross-Region inference" and "Prerequisites for inference
//! profiles".

/// The prefixes of the ids of inference profiles, with the regions that they route requests to in
/// addition to their own.
const PROFILES: [(&str, &[&str]); 8] = [
    // Models that can be invoked in every region have no region in their ARN.
    ("global", &[""]),
    ("us", &["us-*"]),
    ("us-gov", &["us-gov-*"]),
    ("eu", &["eu-*"]),
    ("apac", &["ap-*"]),
    ("jp", &["ap-northeast-1", "ap-northeast-3"]),
    ("au", &["ap-southeast-2", "ap-southeast-4"]),
    ("ca", &["ca-*"]),
];

/// The IAM action for invoking a model without streaming.
pub(crate) const INVOKE: &str = "bedrock:InvokeModel";

/// The IAM action for invoking a model with a streamed response.
pub(crate) const INVOKE_STREAMING: &str = "bedrock:InvokeModelWithResponseStream";

/// Whether a text can be the id of a model, or of an inference profile.
pub(crate) fn is_model_id(text: &str) -> bool {
    let is_in = |b: u8| b.is_ascii_alphanumeric() || b"-.:_".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(is_in)
        && !text.contains("..")
}

/// The resources that a role must be allowed to invoke a model, as ARNs with CloudFormation's pseudo
/// parameters: the model, or the inference profile with the model in each of its regions.
pub(crate) fn arns(id: &str) -> Vec<String> {
    let model = |region: &str, model: &str| {
        format!("arn:${{AWS::Partition}}:bedrock:{region}::foundation-model/{model}")
    };
    let profile = id.split_once('.').and_then(|(prefix, behind)| {
        let (_, regions) = PROFILES.into_iter().find(|(known, _)| *known == prefix)?;
        Some((behind, regions))
    });
    match profile {
        None => vec![model("${AWS::Region}", id)],
        Some((behind, regions)) => {
            let own = format!(
                "arn:${{AWS::Partition}}:bedrock:${{AWS::Region}}:${{AWS::AccountId}}\
                 :inference-profile/{id}"
            );
            let all = std::iter::once(&"${AWS::Region}").chain(regions);
            std::iter::once(own).chain(all.map(|region| model(region, behind))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_invoked_in_the_region_of_the_api() {
        let arn = "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/amazon.nova:0";
        assert_eq!(arns("amazon.nova:0"), [arn]);
    }

    #[test]
    fn a_profile_is_invoked_with_the_models_of_its_regions() {
        let found = arns("eu.amazon.nova:0");
        assert!(found[0].ends_with("${AWS::AccountId}:inference-profile/eu.amazon.nova:0"));
        assert!(found[1].ends_with(":bedrock:${AWS::Region}::foundation-model/amazon.nova:0"));
        assert!(found[2].ends_with(":bedrock:eu-*::foundation-model/amazon.nova:0"));
        assert_eq!(found.len(), 3);
        assert!(arns("global.a.b")[2].ends_with(":bedrock:::foundation-model/a.b"));
    }

    #[test]
    fn ids_are_distinguished_from_paths() {
        for id in ["anthropic.claude-3-haiku-20240307-v1:0", "us.amazon.nova-lite-v1:0"] {
            assert!(is_model_id(id), "{id}");
        }
        for text in ["", "claude/../x", "a..b", ".a", "a b", "a$b", "a#b"] {
            assert!(!is_model_id(text), "{text}");
        }
    }
}
