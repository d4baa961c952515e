//! The requests to the services.
//!
//! Source of truth: the API references of Amazon Rekognition, Translate and Polly.

use std::collections::BTreeSet;

use askama::Template;
use burgeon_core::api::{DataSource, HttpEndpoint};
use burgeon_core::deployment::{ENVIRONMENT_SUFFIX, StackParameter, Variable, with_suffix};
use burgeon_core::resolver::{MappingTemplate, Needs, Permission, Request};
use burgeon_core::steps::RAISE_ERROR;

use super::action::Action;
use super::speech;
use burgeon_core::mapping_template as template;

/// The parameter of the root stack with the bucket that pictures are read from, where the settings
/// do not name one.
static PICTURES_PARAMETER: StackParameter = StackParameter {
    name: "pictures_bucket",
    id: "PicturesBucket",
    description: "The S3 bucket with the pictures that queries read",
    sample: "pictures",
};

/// The same, as templates read it.
const PICTURES_BUCKET: Variable = Variable::Parameter(&PICTURES_PARAMETER);

/// A request to the service of an action.
#[derive(Debug, Clone, Template)]
#[template(path = "predictions/request.vtl", escape = "none")]
pub(super) struct PredictionsRequest {
    /// The action.
    pub(super) action: Action,
    /// Whether it is the first, which receives the arguments of the query.
    pub(super) is_first: bool,
    /// Whether its answer is the field's value, and that a list.
    pub(super) ends_list: bool,
    /// The bucket with the pictures: letters, digits, `-` and `.`, and `${env}`; absent: a
    /// parameter of the stack names it.
    pub(super) bucket: Option<String>,
}

impl PredictionsRequest {
    /// The bucket's name, as the inside of a string of VTL.
    fn bucket_parts(&self) -> String {
        match &self.bucket {
            Some(bucket) => with_suffix(bucket, Variable::EnvironmentSuffix.name()),
            None => PICTURES_BUCKET.placeholder(),
        }
    }

    /// The deployment variables in the bucket's name.
    fn bucket_variables(&self) -> BTreeSet<Variable> {
        let used = self.bucket_parts();
        let known = [Variable::Environment, Variable::EnvironmentSuffix, PICTURES_BUCKET];
        known.into_iter().filter(|variable| used.contains(&variable.placeholder())).collect()
    }

    /// The ARN of the pictures.
    fn pictures(&self) -> String {
        let bucket = match &self.bucket {
            Some(bucket) => with_suffix(bucket, ENVIRONMENT_SUFFIX),
            None => PICTURES_PARAMETER.in_sub(),
        };
        format!("arn:${{AWS::Partition}}:s3:::{bucket}/public/*")
    }

    /// The operation, as the service's JSON protocol names it.
    fn target(&self) -> &'static str {
        match self.action {
            Action::IdentifyText => "RekognitionService.DetectText",
            Action::IdentifyLabels => "RekognitionService.DetectLabels",
            Action::TranslateText => "AWSShineFrontendService_20170701.TranslateText",
            Action::ConvertTextToSpeech => "",
        }
    }

    fn reads_picture(&self) -> bool {
        matches!(self.action, Action::IdentifyText | Action::IdentifyLabels)
    }
}

impl Request for PredictionsRequest {
    fn data_source(&self) -> DataSource {
        let signed_for = match self.action {
            Action::IdentifyText | Action::IdentifyLabels => "rekognition",
            Action::TranslateText => "translate",
            Action::ConvertTextToSpeech => return speech::data_source(),
        };
        let origin = format!("https://{signed_for}.${{aws_region}}.amazonaws.com");
        DataSource::Http(HttpEndpoint { origin, signed_for: Some(signed_for) })
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let of_service = match self.action {
            Action::IdentifyText => include_str!("text.vtl"),
            Action::IdentifyLabels => include_str!("labels.vtl"),
            Action::TranslateText => "#set( $answer = $body.TranslatedText )\n",
            Action::ConvertTextToSpeech => {
                let output = "$util.toJson($ctx.result.url)\n".to_owned();
                return MappingTemplate { statements: RAISE_ERROR.to_owned(), output };
            }
        };
        let statements = format!("{RAISE_ERROR}{}{of_service}", include_str!("status.vtl"));
        let output = match self.ends_list {
            // Translations contain other commas.
            true => {
                "#if( \"$!answer\" == \"\" )\n[]\n#else\n$util.toJson($answer.split(\"[,、，] *\"))\n#end\n"
            }
            false => "$util.toJson($answer)\n",
        };
        MappingTemplate { statements, output: output.to_owned() }
    }

    fn needs(&self) -> Needs {
        let allow = |action, resource: &str| Permission { action, resource: resource.to_owned() };
        // The services do not restrict these to resources.
        let action = match self.action {
            Action::IdentifyText => Some("rekognition:DetectText"),
            Action::IdentifyLabels => Some("rekognition:DetectLabels"),
            Action::TranslateText => Some("translate:TranslateText"),
            Action::ConvertTextToSpeech => None,
        };
        let mut permissions: BTreeSet<Permission> =
            action.into_iter().map(|action| allow(action, "*")).collect();
        let mut variables = BTreeSet::new();
        if self.reads_picture() {
            permissions.insert(allow("s3:GetObject", &self.pictures()));
            variables.extend(self.bucket_variables());
        }
        Needs { permissions, variables, ..Needs::default() }
    }
}
