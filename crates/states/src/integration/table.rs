//! The integrations that Step Functions knows, and what each takes of IAM.

use super::Pattern::{self, RequestResponse, Sync, WaitForTaskToken};

/// An action of an integration.
pub(crate) struct Action {
    pub(crate) service: &'static str,
    pub(crate) name: &'static str,
    pub(crate) patterns: &'static [Pattern],
    /// What calling it takes.
    pub(crate) call: &'static [Grant],
    /// What waiting for the end of its job takes besides.
    pub(crate) sync: &'static [Grant],
}

/// Actions on something.
pub(crate) struct Grant(pub(crate) &'static [&'static str], pub(crate) Target);

/// What an action works on. ARNs stand without `arn:` and the partition.
pub(crate) enum Target {
    /// Everything: the action takes no resource, or nothing narrower is known before it runs.
    Any,
    /// What an argument names, by its ARN or by a name that stands for `{}`.
    Named(&'static str, &'static str),
    /// One ARN.
    Fixed(&'static str),
    /// A rule of EventBridge that Step Functions manages.
    Rule(&'static str),
    /// The queue of the argument `QueueUrl`.
    Queue,
    /// The executions of the machine of the argument `StateMachineArn`.
    Executions,
    /// The bucket of the argument `Bucket`.
    Bucket,
    /// The objects of the arguments `Bucket`, and `Key` or `Prefix`.
    Object,
}

/// Every action, by service and name.
#[rustfmt::skip]
pub(crate) const ACTIONS: &[Action] = &[
    Action {
        service: "apigateway", name: "invoke", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["execute-api:Invoke"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "athena", name: "getQueryExecution", patterns: &[RequestResponse],
        call: &[Grant(&["athena:GetQueryExecution"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "athena", name: "getQueryResults", patterns: &[RequestResponse],
        call: &[Grant(&["athena:GetQueryResults"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "athena", name: "startQueryExecution", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["athena:GetDataCatalog", "athena:StartQueryExecution"], Target::Any)],
        sync: &[Grant(&["athena:GetQueryExecution", "athena:StopQueryExecution"], Target::Any)],
    },
    Action {
        service: "athena", name: "stopQueryExecution", patterns: &[RequestResponse],
        call: &[Grant(&["athena:StopQueryExecution"], Target::Any)],
        sync: &[],
    },
    Action {
        service: "batch", name: "submitJob", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["batch:SubmitJob"], Target::Named("JobDefinition", "batch:{region}:{account}:job-definition/{}")), Grant(&["batch:SubmitJob"], Target::Named("JobQueue", "batch:{region}:{account}:job-queue/{}"))],
        sync: &[Grant(&["batch:DescribeJobs", "batch:TerminateJob"], Target::Any), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForBatchJobsRule"))],
    },
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
        service: "databrew", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["databrew:StartJobRun"], Target::Named("Name", "databrew:{region}:{account}:job/{}"))],
        sync: &[Grant(&["databrew:ListJobRuns", "databrew:StopJobRun"], Target::Named("Name", "databrew:{region}:{account}:job/{}"))],
    },
    Action {
        service: "dynamodb", name: "deleteItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:DeleteItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "getItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:GetItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "putItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:PutItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
        sync: &[],
    },
    Action {
        service: "dynamodb", name: "updateItem", patterns: &[RequestResponse],
        call: &[Grant(&["dynamodb:UpdateItem"], Target::Named("TableName", "dynamodb:{region}:{account}:table/{}"))],
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
    Action {
        service: "events", name: "putEvents", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["events:PutEvents"], Target::Named("Entries.EventBusName", "events:{region}:{account}:event-bus/{}"))],
        sync: &[],
    },
    Action {
        service: "glue", name: "startJobRun", patterns: &[RequestResponse, Sync],
        call: &[Grant(&["glue:StartJobRun"], Target::Named("JobName", "glue:{region}:{account}:job/{}"))],
        sync: &[Grant(&["glue:BatchStopJobRun", "glue:GetJobRun", "glue:GetJobRuns"], Target::Named("JobName", "glue:{region}:{account}:job/{}"))],
    },
    Action {
        service: "http", name: "invoke", patterns: &[RequestResponse],
        call: &[Grant(&["states:InvokeHTTPEndpoint"], Target::Any), Grant(&["events:RetrieveConnectionCredentials"], Target::Named("Authentication.ConnectionArn", "events:{region}:{account}:connection/{}")), Grant(&["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], Target::Fixed("secretsmanager:{region}:{account}:secret:events!connection/*"))],
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
    Action {
        service: "s3", name: "getObject", patterns: &[RequestResponse],
        call: &[Grant(&["s3:GetObject"], Target::Object)],
        sync: &[],
    },
    Action {
        service: "s3", name: "listObjectsV2", patterns: &[RequestResponse],
        call: &[Grant(&["s3:ListBucket"], Target::Bucket)],
        sync: &[],
    },
    Action {
        service: "s3", name: "putObject", patterns: &[RequestResponse],
        call: &[Grant(&["s3:PutObject"], Target::Object)],
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
    Action {
        service: "sns", name: "publish", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["sns:Publish"], Target::Named("TopicArn", "sns:{region}:{account}:{}"))],
        sync: &[],
    },
    Action {
        service: "sqs", name: "sendMessage", patterns: &[RequestResponse, WaitForTaskToken],
        call: &[Grant(&["sqs:SendMessage"], Target::Queue)],
        sync: &[],
    },
    Action {
        service: "states", name: "startExecution", patterns: &[RequestResponse, Sync, WaitForTaskToken],
        call: &[Grant(&["states:StartExecution"], Target::Named("StateMachineArn", "states:{region}:{account}:stateMachine:{}"))],
        sync: &[Grant(&["states:DescribeExecution", "states:StopExecution"], Target::Executions), Grant(&["events:DescribeRule", "events:PutRule", "events:PutTargets"], Target::Rule("StepFunctionsGetEventsForStepFunctionsExecutionRule"))],
    },
];
