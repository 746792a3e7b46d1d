"""A Lambda function that asks Backlinks for the pages that link to a target.

Its event is {"target": ...}, or {"id": ...} of a report that was pending. Its answer has the source addresses, or the id of
a pending report and the seconds after which to look again.
"""

import json
import os

import boto3

client = boto3.client("lambda")


def invoke(payload):
    response = client.invoke(FunctionName=os.environ["BACKLINKS_FUNCTION"], Payload=json.dumps(payload))
    answer = json.load(response["Payload"])
    if "FunctionError" in response or "schema" not in answer:
        # A problem: "type" says which one, "retryable" whether to ask again.
        raise RuntimeError(json.dumps(answer))
    return answer


def sources_of(page):
    return [link.get("source", {}).get("url") for link in page["backlinks"]]


def handler(event, context):
    if "id" in event:
        report = invoke({"action": "get", "id": event["id"]})
    else:
        report = invoke({"target": event["target"], "maxBacklinks": 2000})
    if report["state"] == "pending":
        return {"state": "pending", "id": report["id"], "retryAfter": report["retryAfter"]}
    if report["state"] == "failed":
        raise RuntimeError(report["problem"]["detail"])
    sources = sources_of(report)
    while "next" in report["page"]:
        report = invoke({"action": "get", "id": report["id"], "cursor": report["page"]["next"]})
        sources += sources_of(report)
    return {"state": "ready", "sources": sources}
