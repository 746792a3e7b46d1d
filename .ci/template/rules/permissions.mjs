// What the functions may do: exactly what they do, on exactly what they do it with.
import { SECRET_ACTIONS, TABLE_ACTIONS, callbackActions } from "../sources.mjs";
import { att, every, functions, is, isWorker, list, mappings, ref, same, tables, variables } from "../shape.mjs";

// the actions of these services that there are, as far as a function could want them
const KNOWN = {
  dynamodb: ["BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeStream", "DescribeTable", "GetItem", "GetRecords",
    "GetShardIterator", "ListStreams", "PutItem", "Query", "Scan", "UpdateItem"],
  events: ["PutEvents"],
  lambda: ["InvokeFunction", "SendDurableExecutionCallbackFailure", "SendDurableExecutionCallbackHeartbeat", "SendDurableExecutionCallbackSuccess"],
  logs: ["CreateLogGroup", "CreateLogStream", "PutLogEvents"],
  secretsmanager: ["DescribeSecret", "GetSecretValue"],
  sqs: ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage", "SendMessage"],
  states: ["SendTaskFailure", "SendTaskHeartbeat", "SendTaskSuccess", "StartExecution"],
  xray: ["PutTelemetryRecords", "PutTraceSegments"],
};
// AWS knows no smaller resource for these
const WHOLE = ["dynamodb:ListStreams", "xray:PutTelemetryRecords", "xray:PutTraceSegments"];
// the ARNs that a parameter lists with commas between
const listed = (parameter) => ({ "Fn::Split": [",", { Ref: parameter }] });
// Lambda checks the ARN of an execution, which begins with the function's ARN and a version: each ARN gets ":*" at its end
const EXECUTIONS = {
  "Fn::Split": [",", { "Fn::Sub": ["${Arns}:*", { Arns: { "Fn::Join": [":*,", listed("DurableFunctionArns")] } }] }],
};
const TRUST = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };

const roles = (t) => every(t, "AWS::IAM::Role");
const statements = (role) => list(role?.Policies).flatMap((p) => list(p.PolicyDocument?.Statement));
const granted = (role) => statements(role).flatMap((s) => list(s.Action).flatMap((a) => list(s.Resource).map((r) => `${a} on ${JSON.stringify(r)}`))).sort();

/** What the worker needs to deliver callbacks and events: nothing, unless a parameter says to whom. */
function toDeliver(t, on) {
  const told = (parameter, resource, service) => (t.values[parameter] === "" ? [] : on(resource, ...callbackActions(service)));
  return [
    ...told("StateMachineArns", listed("StateMachineArns"), "states"),
    ...told("DurableFunctionArns", EXECUTIONS, "lambda"),
    ...told("CallbackQueueArns", listed("CallbackQueueArns"), "sqs"),
    ...told("EventBusArn", { Ref: "EventBusArn" }, "events"),
  ];
}

/** What a function needs, as action and resource. */
function needed(t, name, f) {
  const [table] = tables(t)[0] ?? [];
  const on = (resource, ...actions) => actions.map((a) => `${a} on ${JSON.stringify(resource)}`);
  const arn = (resource) => ({ "Fn::GetAtt": `${resource}.Arn` });
  const queues = [f.EventInvokeConfig, ...Object.values(f.Events ?? {}).map((e) => e.Properties)]
    .map((c) => att(c?.DestinationConfig?.OnFailure?.Destination, "Arn")).filter(Boolean);
  const stream = Object.values(f.Events ?? {}).some((e) => e.Type === "DynamoDB");
  return [
    ...on(arn(table), ...TABLE_ACTIONS.filter((a) => a !== "dynamodb:Query")),
    ...on({ "Fn::Sub": `\${${table}.Arn}/index/due` }, ...TABLE_ACTIONS.filter((a) => a === "dynamodb:Query")),
    ...on(variables(f).MAJESTIC_SECRET, ...SECRET_ACTIONS),
    ...on(arn(ref(f.LoggingConfig?.LogGroup)), "logs:CreateLogStream", "logs:PutLogEvents"),
    ...queues.flatMap((q) => on(arn(q), "sqs:SendMessage")),
    ...on("*", "xray:PutTraceSegments", "xray:PutTelemetryRecords"),
    ...(stream ? on({ "Fn::GetAtt": `${table}.StreamArn` }, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator") : []),
    ...(stream ? on("*", "dynamodb:ListStreams") : []),
    ...mappings(t).filter(([, m]) => ref(m.FunctionName) === name)
      .flatMap(([, m]) => on(m.EventSourceArn, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")),
    ...(isWorker(f) ? toDeliver(t, on) : []),
  ].sort();
}

export const permissionRules = {
  "each function has a role of its own, which nobody else takes": (t) => {
    const used = functions(t).map(([, f]) => att(f.Role, "Arn"));
    return [
      ...functions(t).filter(([, f]) => !is(t, att(f.Role, "Arn"), "AWS::IAM::Role")).map(([name]) => `${name}: no role of ours`),
      ...functions(t).filter(([, f]) => f.Policies !== undefined).map(([name]) => `${name}: policies beside its role`),
      ...(new Set(used).size === used.length ? [] : ["a role for two"]),
      ...roles(t).filter(([name]) => !used.includes(name)).map(([name]) => `${name}: for nobody`),
      ...roles(t).filter(([, r]) => !same(r.AssumeRolePolicyDocument, TRUST)).map(([name]) => `${name}: others may take it`),
      ...roles(t).filter(([, r]) => r.ManagedPolicyArns !== undefined).map(([name]) => `${name}: policies of others`),
      ...Object.entries(t.Resources).filter(([, r]) => /^AWS::IAM::(Managed)?Policy$/.test(r.Type)).map(([name]) => `${name}: a policy beside the roles`),
    ];
  },

  "actions exist, without a wildcard": (t) => roles(t).flatMap(([name, r]) => statements(r).flatMap((s) => [
    ...(s.NotAction || s.NotResource || s.Effect !== "Allow" ? [`${name}: statement ${JSON.stringify(s)}`] : []),
    ...list(s.Action).filter((a) => !KNOWN[a.split(":")[0]]?.includes(a.split(":")[1])).map((a) => `${name}: action ${a}`),
    ...(list(s.Resource).some((x) => JSON.stringify(x).includes("*") && !same(x, EXECUTIONS)) ? list(s.Action).filter((a) => !WHOLE.includes(a)).map((a) => `${name}: ${a} on anything`) : []),
  ])),

  "each role grants what its function does, and nothing else": (t) => functions(t).flatMap(([name, f]) => {
    const has = granted(t.Resources[att(f.Role, "Arn")]?.Properties);
    const needs = needed(t, name, f);
    return [
      ...needs.filter((n) => !has.includes(n)).map((n) => `${name} may not: ${n}`),
      ...has.filter((h) => !needs.includes(h)).map((h) => `${name} need not: ${h}`),
      ...has.filter((h, i) => has.indexOf(h) !== i).map((h) => `${name} twice: ${h}`),
      ...(isWorker(f) === needs.some((n) => n.startsWith("dynamodb:GetRecords")) ? [] : [`${name}: the stream is the worker's`]),
    ];
  }),
};
