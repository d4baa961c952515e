//! The resource types with tags, and their form.
//!
//! Source of truth: CloudFormation's registry schemas; `scripts/check-tags` compares them with this
//! table.

use crate::{Map, Resource, Value, map};

/// The property of a resource type for tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A list of maps with `Key` and `Value`, in the property `Tags`.
    List,
    /// A map of keys to values, in the property of this name.
    Map(&'static str),
}

/// The types with tags.
const FORMS: &[(&str, Form)] = &[
    ("AWS::ApiGatewayV2::Api", Form::Map("Tags")),
    ("AWS::AppSync::DomainName", Form::List),
    ("AWS::AppSync::GraphQLApi", Form::List),
    ("AWS::CloudFormation::Stack", Form::List),
    ("AWS::CloudWatch::Alarm", Form::List),
    ("AWS::Cognito::UserPool", Form::Map("UserPoolTags")),
    ("AWS::DynamoDB::Table", Form::List),
    ("AWS::Events::EventBus", Form::List),
    ("AWS::Events::Rule", Form::List),
    ("AWS::IAM::Role", Form::List),
    ("AWS::KMS::Key", Form::List),
    ("AWS::Kinesis::Stream", Form::List),
    ("AWS::KinesisFirehose::DeliveryStream", Form::List),
    ("AWS::Lambda::EventSourceMapping", Form::List),
    ("AWS::Lambda::Function", Form::List),
    ("AWS::Logs::LogGroup", Form::List),
    ("AWS::OpenSearchServerless::Collection", Form::List),
    ("AWS::OpenSearchService::Domain", Form::List),
    ("AWS::Pipes::Pipe", Form::Map("Tags")),
    ("AWS::S3::Bucket", Form::List),
    ("AWS::SNS::Topic", Form::List),
    ("AWS::SQS::Queue", Form::List),
    ("AWS::SSM::Parameter", Form::Map("Tags")),
    ("AWS::SecretsManager::Secret", Form::List),
    ("AWS::StepFunctions::StateMachine", Form::List),
];

impl Resource {
    /// Adds tags, if its type has any. Existing tags keep their values.
    pub fn add_tags<'a>(&mut self, tags: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let Some((_, form)) = FORMS.iter().find(|(kind, _)| *kind == self.kind()) else { return };
        match form {
            Form::List => self.add_listed_tags(tags),
            Form::Map(property) => self.add_mapped_tags(property, tags),
        }
    }

    fn add_listed_tags<'a>(&mut self, tags: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let mut list = match self.properties.get("Tags") {
            Some(Value::List(present)) => present.clone(),
            _ => vec![],
        };
        for (key, value) in tags {
            let name = Value::from(key);
            let is_present = |tag: &Value| match tag {
                Value::Map(tag) => tag.get("Key") == Some(&name),
                _ => false,
            };
            if !list.iter().any(is_present) {
                list.push(map! { "Key" => key, "Value" => value }.into());
            }
        }
        if !list.is_empty() {
            self.properties.insert("Tags", Value::List(list));
        }
    }

    fn add_mapped_tags<'a>(
        &mut self,
        property: &'static str,
        tags: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) {
        let mut map = match self.properties.get(property) {
            Some(Value::Map(present)) => present.clone(),
            _ => Map::new(),
        };
        for (key, value) in tags {
            if map.get(key).is_none() {
                map.insert(key.to_owned(), value);
            }
        }
        if !map.is_empty() {
            self.properties.insert(property, map);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list;

    #[test]
    fn tags_are_added_in_the_form_of_the_type_and_never_replace_one() {
        let tags = [("team", "shop"), ("stage", "prod")];
        let mut queue = Resource::new("AWS::SQS::Queue")
            .property("Tags", list![map! { "Key" => "stage", "Value" => "test" }]);
        queue.add_tags(tags);
        let expected = list![
            map! { "Key" => "stage", "Value" => "test" },
            map! { "Key" => "team", "Value" => "shop" },
        ];
        assert_eq!(queue.properties().get("Tags"), Some(&expected));

        let mut parameter = Resource::new("AWS::SSM::Parameter");
        parameter.add_tags(tags);
        let expected = map! { "team" => "shop", "stage" => "prod" };
        assert_eq!(parameter.properties().get("Tags"), Some(&Value::from(expected)));

        let mut resolver = Resource::new("AWS::AppSync::Resolver");
        resolver.add_tags(tags);
        assert!(resolver.properties().is_empty());

        let mut untagged = Resource::new("AWS::SQS::Queue");
        untagged.add_tags([]);
        assert!(untagged.properties().is_empty());
    }
}
