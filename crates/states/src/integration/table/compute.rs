//! Compute services: containers, builds, functions and transcoding.

use super::super::Pattern::{RequestResponse, Sync, WaitForTaskToken};
use super::{Action, Grant, Target};

#[rustfmt::skip]
pub(super) const ACTIONS: &[Action] = &[
    Action {
        service: "batch", name: "submitJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["batch:SubmitJob"], Target::Named("JobDefinition", "batch:{region}:{account}:job-definition/{}")), Grant(&["batch:SubmitJob"], Target::Named("JobQueue", "batch:{region}:{account}:job-queue/{}"))],
        sync: &[Grant(&["batch:DescribeJobs", "batch:TerminateJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForBatchJobsRule"))],
    },
    Action {
        service: "codebuild", name: "batchDeleteBuilds", patterns: &[RequestResponse],
        call: &[Grant(&["codebuild:BatchDeleteBuilds"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "codebuild", name: "batchGetReports", patterns: &[RequestResponse],
        call: &[Grant(&["codebuild:BatchGetReports"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "codebuild", name: "deleteBuildBatch", patterns: &[RequestResponse],
        call: &[Grant(&["codebuild:DeleteBuildBatch"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "codebuild", name: "retryBuildBatch", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["codebuild:RetryBuildBatch"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}"))],
        sync: &[Grant(&["codebuild:BatchGetBuildBatches", "codebuild:StopBuildBatch"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}")), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForCodeBuildStartBuildBatchRule"))],
    },
    Action {
        service: "codebuild", name: "startBuild", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["codebuild:StartBuild"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}"))],
        sync: &[Grant(&["codebuild:BatchGetBuilds", "codebuild:StopBuild"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}")), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForCodeBuildStartBuildRule"))],
    },
    Action {
        service: "codebuild", name: "startBuildBatch", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["codebuild:StartBuildBatch"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}"))],
        sync: &[Grant(&["codebuild:BatchGetBuildBatches", "codebuild:StopBuildBatch"], Target::Named("ProjectName", "codebuild:{region}:{account}:project/{}")), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventForCodeBuildStartBuildBatchRule"))],
    },
    Action {
        service: "codebuild", name: "stopBuild", patterns: &[RequestResponse],
        call: &[Grant(&["codebuild:StopBuild"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "codebuild", name: "stopBuildBatch", patterns: &[RequestResponse],
        call: &[Grant(&["codebuild:StopBuildBatch"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "ecs", name: "runTask", patterns: &[RequestResponse, Sync, WaitForTaskToken],
        call: &[Grant(&["ecs:RunTask"], Target::Named("TaskDefinition", "ecs:{region}:{account}:task-definition/{}")), Grant(&["iam:PassRole"], Target::Any)],
        sync: &[Grant(&["ecs:DescribeTasks", "ecs:StopTask"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForECSTaskRule"))],
    },
    Action {
        service: "eks", name: "call", patterns: &[RequestResponse],
        call: &[],
        sync: &[],
    },
    Action {
        service: "eks", name: "createCluster", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["eks:CreateCluster"], Target::Any), Grant(&["iam:PassRole"], Target::Named("RoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["eks:DeleteCluster", "eks:DescribeCluster"], Target::Any)],
    },
    Action {
        service: "eks", name: "createFargateProfile", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["eks:CreateFargateProfile"], Target::Any), Grant(&["iam:PassRole"], Target::Named("PodExecutionRoleArn", "iam::{account}:role/{}"))],
        sync: &[Grant(&["eks:DescribeFargateProfile"], Target::Any)],
    },
    Action {
        service: "eks", name: "createNodegroup", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["ec2:DescribeSubnets", "eks:CreateNodegroup"], Target::Any), Grant(&["iam:PassRole"], Target::Named("NodeRole", "iam::{account}:role/{}"))],
        sync: &[Grant(&["eks:DescribeNodegroup"], Target::Any)],
    },
    Action {
        service: "eks", name: "deleteCluster", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["eks:DeleteCluster"], Target::Named("Name", "eks:{region}:{account}:cluster/{}"))],
        sync: &[Grant(&["eks:DescribeCluster"], Target::Named("Name", "eks:{region}:{account}:cluster/{}"))],
    },
    Action {
        service: "eks", name: "deleteFargateProfile", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["eks:DeleteFargateProfile"], Target::Any)],
        sync: &[Grant(&["eks:DescribeFargateProfile"], Target::Any)],
    },
    Action {
        service: "eks", name: "deleteNodegroup", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["eks:DeleteNodegroup"], Target::Any)],
        sync: &[Grant(&["eks:DescribeNodegroup"], Target::Any)],
    },
    Action {
        service: "eks", name: "runJob", patterns: &[RequestResponse, Sync],
        call: &[],
        sync: &[],
    },
    Action {
        service: "lambda", name: "invoke", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["lambda:InvokeFunction"], Target::Named("FunctionName", "lambda:{region}:{account}:function:{}"))],
        sync: &[],
    },
    Action {
        service: "mediaconvert", name: "createJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["mediaconvert:CreateJob"], Target::Named("Queue", "mediaconvert:{region}:{account}:queues/{}")), Grant(&["iam:PassRole"], Target::Named("Role", "iam::{account}:role/{}"))],
        sync: &[Grant(&["mediaconvert:CancelJob", "mediaconvert:GetJob"], Target::Fixed("mediaconvert:{region}:{account}:jobs/*")), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForMediaConvertJobRule"))],
    },
];
