// A Lambda function that asks Backlinks for the pages that link to a target.
// Its event is {"target": …}, or {"id": …} of a report that was pending. Its answer has the source addresses, or the id of a
// pending report and the seconds after which to look again.
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

const lambda = new LambdaClient();

async function invoke(payload) {
  const response = await lambda.send(
    new InvokeCommand({ FunctionName: process.env.BACKLINKS_FUNCTION, Payload: JSON.stringify(payload) }));
  const answer = JSON.parse(response.Payload.transformToString());
  if (response.FunctionError || !answer.schema) {
    // A problem: "type" says which one, "retryable" whether to ask again.
    throw Object.assign(new Error(answer.detail ?? answer.errorMessage), { problem: answer });
  }
  return answer;
}

const sourcesOf = (page) => page.backlinks.map((link) => link.source?.url);

export const handler = async ({ target, id }) => {
  let report = await invoke(id ? { action: "get", id } : { target, maxBacklinks: 2000 });
  if (report.state === "pending") return { state: "pending", id: report.id, retryAfter: report.retryAfter };
  if (report.state === "failed") throw new Error(report.problem.detail);
  const sources = sourcesOf(report);
  while (report.page.next) {
    report = await invoke({ action: "get", id: report.id, cursor: report.page.next });
    sources.push(...sourcesOf(report));
  }
  return { state: "ready", sources };
};
