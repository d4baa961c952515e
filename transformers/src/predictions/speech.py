import boto3

polly = boto3.client("polly")


def handler(event, context):
    speech = {"Text": event["text"], "VoiceId": event["voiceID"], "OutputFormat": "mp3"}
    url = polly.generate_presigned_url("synthesize_speech", Params=speech, ExpiresIn=3600)
    return {"url": url}
