//! Amazon EMR in its three forms.

use super::super::Pattern::{RequestResponse, Sync};
use super::{Action, Grant, Target};

#[rustfmt::skip]
pub(super) const ACTIONS: &[Action] = &[
    Action {
        service: "elasticmapreduce", name: "addStep", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["elasticmapreduce:AddJobFlowSteps"], Target::Any)],
        sync: &[Grant(&["elasticmapreduce:CancelSteps", "elasticmapreduce:DescribeStep"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForEMRAddJobFlowStepsRule"))],
    },
    Action {
        service: "elasticmapreduce", name: "cancelStep", patterns: &[RequestResponse],
        call: &[Grant(&["elasticmapreduce:CancelSteps"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "elasticmapreduce", name: "createCluster", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["elasticmapreduce:AddTags", "elasticmapreduce:RunJobFlow"], Target::Any), Grant(&["iam:PassRole"], Target::Any)],
        sync: &[Grant(&["elasticmapreduce:DescribeCluster", "elasticmapreduce:TerminateJobFlows"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForEMRRunJobFlowRule"))],
    },
    Action {
        service: "elasticmapreduce", name: "modifyInstanceFleetByName", patterns: &[RequestResponse],
        call: &[Grant(&["elasticmapreduce:ListInstanceFleets", "elasticmapreduce:ModifyInstanceFleet"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "elasticmapreduce", name: "modifyInstanceGroupByName", patterns: &[RequestResponse],
        call: &[Grant(&["elasticmapreduce:ListInstanceGroups", "elasticmapreduce:ModifyInstanceGroups"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "elasticmapreduce", name: "setClusterTerminationProtection", patterns: &[RequestResponse],
        call: &[Grant(&["elasticmapreduce:SetTerminationProtection"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "elasticmapreduce", name: "terminateCluster", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["elasticmapreduce:TerminateJobFlows"], Target::Any)],
        sync: &[Grant(&["elasticmapreduce:DescribeCluster"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForEMRTerminateJobFlowsRule"))],
    },
    Action {
        service: "emr-containers", name: "createVirtualCluster", patterns: &[RequestResponse],
        call: &[Grant(&["emr-containers:CreateVirtualCluster"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "emr-containers", name: "deleteVirtualCluster", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-containers:DeleteVirtualCluster"], Target::Any)],
        sync: &[Grant(&["emr-containers:DescribeVirtualCluster"], Target::Any)],
    },
    Action {
        service: "emr-containers", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-containers:StartJobRun"], Target::Any)],
        sync: &[Grant(&["emr-containers:CancelJobRun", "emr-containers:DescribeJobRun"], Target::Any)],
    },
    Action {
        service: "emr-serverless", name: "cancelJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:CancelJobRun"], Target::Any)],
        sync: &[Grant(&["emr-serverless:GetJobRun"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessJobRule"))],
    },
    Action {
        service: "emr-serverless", name: "createApplication", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:CreateApplication"], Target::Any)],
        sync: &[Grant(&["emr-serverless:GetApplication"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessApplicationRule"))],
    },
    Action {
        service: "emr-serverless", name: "deleteApplication", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:DeleteApplication"], Target::Any)],
        sync: &[Grant(&["emr-serverless:GetApplication"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessApplicationRule"))],
    },
    Action {
        service: "emr-serverless", name: "startApplication", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:StartApplication"], Target::Any)],
        sync: &[Grant(&["emr-serverless:GetApplication"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessApplicationRule"))],
    },
    Action {
        service: "emr-serverless", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:StartJobRun"], Target::Any), Grant(&["iam:PassRole"], Target::Named("ExecutionRoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["emr-serverless:CancelJobRun", "emr-serverless:GetJobRun"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessJobRule"))],
    },
    Action {
        service: "emr-serverless", name: "stopApplication", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["emr-serverless:StopApplication"], Target::Any)],
        sync: &[Grant(&["emr-serverless:GetApplication"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForEMRServerlessApplicationRule"))],
    },
];
