"""Starts an export of a table to a bucket."""

import os

import boto3


def handler(event, context):
    export = boto3.client("dynamodb").export_table_to_point_in_time(
        TableArn=os.environ["TABLE_ARN"],
        S3Bucket=os.environ["BUCKET"],
        ExportFormat="DYNAMODB_JSON",
    )
    return {"exportArn": export["ExportDescription"]["ExportArn"]}
