// What is named is there, whatever the conditions say.
import { att, every, functions, isWorker, list, mappings, ref, references, same } from "../shape.mjs";

const PSEUDO = ["AccountId", "NoValue", "Partition", "Region", "StackId", "StackName", "URLSuffix"].map((name) => `AWS::${name}`);
const ATTRIBUTES = {
  "AWS::Serverless::Function": ["Arn"], "AWS::IAM::Role": ["Arn"], "AWS::SQS::Queue": ["Arn", "QueueName"], "AWS::Logs::LogGroup": ["Arn"],
  "AWS::DynamoDB::Table": ["Arn", "StreamArn"], "AWS::ApiGatewayV2::Api": ["ApiEndpoint"], "AWS::CloudWatch::Alarm": ["Arn"],
};
const OUTPUTS = ["Url", "FunctionArn", "WorkerArn", "TableName", "AlarmTopicArn", "InvokeExample"];

export const referenceRules = {
  "every name leads somewhere": (t) => {
    const where = (part, named) => references(part).flatMap(([kind, target, attribute]) => {
      const resource = t.Resources[target];
      const right = kind === "Ref" ? resource || target in t.Parameters || PSEUDO.includes(target) : ATTRIBUTES[resource?.Type]?.includes(attribute);
      return right ? [] : [`${named}: ${kind} ${target}${attribute ? `.${attribute}` : ""}`];
    });
    return [
      ...where(t.Globals, "shared"),
      ...Object.entries(t.Resources).flatMap(([name, r]) => [...where(r.Properties ?? null, name), ...[r.DependsOn ?? []].flat().filter((d) => !t.Resources[d]).map((d) => `${name}: ${d}`)]),
      ...Object.entries(t.Outputs).flatMap(([name, o]) => where(o, name)),
    ];
  },

  "a stack without a day budget says so": (t) => {
    const budgets = ["DayBudgetAnalysis", "DayBudgetRetrieval"];
    const warning = t.Outputs.CostWarning;
    if (budgets.some((budget) => t.values[budget] !== "")) return warning ? ["CostWarning: there is a budget"] : [];
    return warning ? budgets.filter((budget) => !String(warning.Value).includes(budget)).map((budget) => `CostWarning: does not name ${budget}`) : ["no CostWarning"];
  },

  "outputs say where everything is": (t) => {
    const [caller] = functions(t).find(([, f]) => !isWorker(f)) ?? [];
    const example = String(t.Outputs.InvokeExample?.Value?.["Fn::Sub"]);
    const own = every(t, "AWS::SecretsManager::Secret").length > 0;
    const requests = mappings(t).map(([, m]) => att(m.EventSourceArn, "Arn"));
    return [
      ...[...OUTPUTS, ...(own ? ["SecretArn", "PutKey"] : []), ...requests.map(() => "RequestQueueUrl")].filter((o) => !t.Outputs[o]?.Value).map((o) => `no ${o}`),
      ...(same(list(t.Outputs.RequestQueueUrl).map((o) => ref(o.Value)), requests) ? [] : ["RequestQueueUrl"]),
      ...Object.entries(t.Outputs).filter(([, o]) => !o.Description).map(([name]) => `${name}: not described`),
      ...(example.includes("aws lambda invoke") && example.includes(`\${${caller}}`) && JSON.parse(/--payload '(.*?)'/.exec(example)?.[1] ?? "null")?.target ? [] : ["InvokeExample"]),
    ];
  },
};
