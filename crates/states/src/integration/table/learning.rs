//! Machine learning.

use super::super::Pattern::{RequestResponse, Sync};
use super::{Action, Grant, Target};

#[rustfmt::skip]
pub(super) const ACTIONS: &[Action] = &[
    Action {
        service: "bedrock", name: "createModelCustomizationJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["bedrock:CreateModelCustomizationJob"], Target::Any), Grant(&["iam:PassRole"], Target::Named("RoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["bedrock:GetModelCustomizationJob", "bedrock:StopModelCustomizationJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForBedrockRule"))],
    },
    Action {
        service: "bedrock", name: "invokeModel", patterns: &[RequestResponse],
        call: &[Grant(&["bedrock:InvokeModel"], Target::Named("ModelId", "bedrock:{region}::foundation-model/{}"))],
        sync: &[],
    },
    Action {
        service: "sagemaker", name: "createEndpoint", patterns: &[RequestResponse],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateEndpoint"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "sagemaker", name: "createEndpointConfig", patterns: &[RequestResponse],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateEndpointConfig"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "sagemaker", name: "createHyperParameterTuningJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateHyperParameterTuningJob"], Target::Any), Grant(&["iam:PassRole"], Target::Any)],
        sync: &[Grant(&["sagemaker:DescribeHyperParameterTuningJob", "sagemaker:StopHyperParameterTuningJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForSageMakerTuningJobsRule"))],
    },
    Action {
        service: "sagemaker", name: "createLabelingJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateLabelingJob"], Target::Any), Grant(&["iam:PassRole"], Target::Named("RoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["sagemaker:DescribeLabelingJob", "sagemaker:StopLabelingJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForSageMakerLabelingJobsRule"))],
    },
    Action {
        service: "sagemaker", name: "createModel", patterns: &[RequestResponse],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateModel"], Target::Any), Grant(&["iam:PassRole"], Target::Named("ExecutionRoleArn", "iam::{account}:role/{}"))],
        sync: &[],
    },
    Action {
        service: "sagemaker", name: "createProcessingJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateProcessingJob"], Target::Any), Grant(&["iam:PassRole"], Target::Named("RoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["sagemaker:DescribeProcessingJob", "sagemaker:StopProcessingJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForSageMakerProcessingJobsRule"))],
    },
    Action {
        service: "sagemaker", name: "createTrainingJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateTrainingJob"], Target::Any), Grant(&["iam:PassRole"], Target::Named("RoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["sagemaker:DescribeTrainingJob", "sagemaker:StopTrainingJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForSageMakerTrainingJobsRule"))],
    },
    Action {
        service: "sagemaker", name: "createTransformJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["sagemaker:AddTags", "sagemaker:CreateTransformJob"], Target::Any)],
        sync: &[Grant(&["sagemaker:DescribeTransformJob", "sagemaker:StopTransformJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForSageMakerTransformJobsRule"))],
    },
    Action {
        service: "sagemaker", name: "updateEndpoint", patterns: &[RequestResponse],
        call: &[Grant(&["sagemaker:UpdateEndpoint"], Target::Any)],
        sync: &[],
    },
];
