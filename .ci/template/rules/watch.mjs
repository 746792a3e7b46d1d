// What is seen of the running thing: traces, logs, alarms, the dashboard.
import { METRICS } from "../sources.mjs";
import { att, every, functions, is, isWorker, list, mappings, ref, references, same, tables } from "../shape.mjs";

const OTHERS = {
  "AWS/Lambda": ["Invocations", "Errors", "Throttles", "ConcurrentExecutions", "Duration", "PostRuntimeExtensionsDuration"],
  "AWS/DynamoDB": ["ReadThrottleEvents", "WriteThrottleEvents", "ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"],
  "AWS/SQS": ["ApproximateNumberOfMessagesVisible"],
  "AWS/ApiGateway": ["Count", "4xx", "5xx", "Latency"],
};
const known = (namespace, metric) => (namespace === "Backlinks" ? METRICS : OTHERS[namespace] ?? []).includes(metric);

/** An alarm as what it looks at, and the rest. */
const looks = (a) => (a.Metrics ? list(a.Metrics).filter((m) => m.MetricStat).map((m) => ({ ...m.MetricStat.Metric, stat: m.MetricStat.Stat })) : [{ ...a, stat: a.Statistic }]);
const dimensions = (m) => Object.fromEntries(list(m.Dimensions).map((d) => [d.Name, d.Value]));
const alarms = (t) => every(t, "AWS::CloudWatch::Alarm");
const composites = (t) => every(t, "AWS::CloudWatch::CompositeAlarm");

/** Queues in which messages lie only when something went wrong. */
const lostAndFound = (t) => every(t, "AWS::SQS::Queue").filter(([name]) => !mappings(t).some(([, m]) => att(m.EventSourceArn, "Arn") === name));

const above = (threshold) => (a) => a.ComparisonOperator === "GreaterThanOrEqualToThreshold" && same(a.Threshold, threshold);
const below = (threshold) => (a) => a.ComparisonOperator === "LessThanThreshold" && same(a.Threshold, threshold);

/** [what, namespace, metric, dimensions, comparison, when nothing is told]. */
function dangers(t) {
  const [table] = tables(t)[0] ?? [];
  const name = (worker) => ({ FunctionName: { Ref: functions(t).find(([, f]) => isWorker(f) === worker)?.[0] } });
  const ours = { Table: { Ref: table } };
  const theirs = { TableName: { Ref: table } };
  const spent = (budget, metric) => (t.values[budget] === "" || t.values[budget] === "0" ? [] :
    [[`four fifths of ${budget}`, "Backlinks", metric, ours,
      (a) => above(80)(a) && list(a.Metrics).some((m) => same(m.Expression, { "Fn::Sub": `100 * charged / \${${budget}}` })), "notBreaching"]]);
  return [
    ...[false, true].flatMap((worker) => ["Errors", "Throttles"].map((metric) =>
      [`${metric} of ${worker ? "the worker" : "the function"}`, "AWS/Lambda", metric, name(worker), above(1), "notBreaching"])),
    ["no worker began", "AWS/Lambda", "Invocations", name(true), (a) => below(1)(a) && a.Period * a.EvaluationPeriods === 600, "breaching"],
    ["no worker runs", "AWS/Lambda", "ConcurrentExecutions", name(true), (a) => below(1)(a) && a.Period * a.EvaluationPeriods === 600, "breaching"],
    ["the oldest due", "Backlinks", "OldestDue", ours, above({ Ref: "AlarmOldestDue" }), "ignore"],
    ["analysis units left", "Backlinks", "AnalysisLeft", ours, below({ Ref: "AlarmAnalysisLeft" }), "ignore"],
    ["retrieval units left", "Backlinks", "RetrievalLeft", ours, below({ Ref: "AlarmRetrievalLeft" }), "ignore"],
    ...spent("DayBudgetAnalysis", "AnalysisCharged"), ...spent("DayBudgetRetrieval", "RetrievalCharged"),
    ["refusals by budget", "Backlinks", "BudgetRefusals", ours, above(1), "notBreaching"],
    ["the key refused", "Backlinks", "Failures", { ...ours, Type: "upstream-refused" }, above(1), "notBreaching"],
    ["internal failures", "Backlinks", "Failures", { ...ours, Type: "internal" }, above(1), "notBreaching"],
    ["rows that cannot be read", "Backlinks", "UnreadableReports", ours, above(1), "notBreaching"],
    ["reads throttled", "AWS/DynamoDB", "ReadThrottleEvents", theirs, above(1), "notBreaching"],
    ["writes throttled", "AWS/DynamoDB", "WriteThrottleEvents", theirs, above(1), "notBreaching"],
    ["writes to the index throttled", "AWS/DynamoDB", "WriteThrottleEvents", { ...theirs, GlobalSecondaryIndexName: "due" }, above(1), "notBreaching"],
    ["callbacks that wait", "Backlinks", "OldestCallback", ours, (a) => above(3600)(a) && a.Period * a.EvaluationPeriods === 900, "notBreaching"],
    ["callbacks that are dropped", "Backlinks", "CallbacksDropped", ours, above(1), "notBreaching"],
    ...mappings(t).map(() => ["requests of the queue that are refused", "Backlinks", "QueueRefused", ours, above(1), "notBreaching"]),
    ...lostAndFound(t).map(([queue]) =>
      [`something in ${queue}`, "AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName: { "Fn::GetAtt": `${queue}.QueueName` } }, above(1), "ignore"]),
  ];
}

const dashboards = (t) => every(t, "AWS::CloudWatch::Dashboard").map(([name, d]) => [name, list(d.DashboardBody?.["Fn::Sub"])[0]]);

export const watchRules = {
  "both functions are traced": (t) => functions(t).filter(([, f]) => f.Tracing !== "Active").map(([name]) => `${name}: not traced`),

  "logs are kept as long as the parameter says": (t) => {
    const groups = every(t, "AWS::Logs::LogGroup");
    const used = functions(t).map(([, f]) => ref(f.LoggingConfig?.LogGroup));
    return [
      ...functions(t).filter(([, f]) => !is(t, ref(f.LoggingConfig?.LogGroup), "AWS::Logs::LogGroup")).map(([name]) => `${name}: logs where Lambda likes, for ever`),
      ...(new Set(used).size === used.length ? [] : ["one log for two functions"]),
      ...groups.filter(([, g]) => !same(g.RetentionInDays, { Ref: "LogRetention" })).map(([name]) => `${name}: kept for ever`),
    ];
  },

  "there is an alarm for each danger": (t) => dangers(t).flatMap(([what, namespace, metric, wanted, compares, missing]) => {
    const about = alarms(t).filter(([, a]) => looks(a).some((m) => m.Namespace === namespace && m.MetricName === metric && same(dimensions(m), wanted)));
    if (about.length !== 1) return [`${about.length} alarms: ${what}`];
    const [[name, a]] = about;
    return [
      ...(compares(a) ? [] : [`${name}: threshold or time (${what})`]),
      ...(a.TreatMissingData === missing ? [] : [`${name}: ${a.TreatMissingData} when nothing is told (${what})`]),
    ];
  }),

  "alarms are told, but parts of others, and nothing rings for want of data but a worker that stopped": (t) => {
    const parts = composites(t).flatMap(([, c]) => references(c.AlarmRule).filter(([kind]) => kind === "GetAtt").map(([, target]) => target));
    const told = (a) => [a.AlarmActions, a.OKActions].every((to) => list(to).length > 0 && list(to).every((x) => is(t, ref(x), "AWS::SNS::Topic"))) && a.ActionsEnabled !== false;
    return [
      ...[...alarms(t), ...composites(t)].filter(([name, a]) => parts.includes(name) === told(a)).map(([name]) => `${name}: told to nobody, or twice`),
      ...[...alarms(t), ...composites(t)].filter(([, a]) => !a.AlarmDescription).map(([name]) => `${name}: says not what to do`),
      ...alarms(t).filter(([, a]) => a.TreatMissingData === "breaching" && !isIdle(t, a)).map(([name]) => `${name}: rings when nothing happens`),
      ...(same(parts.sort(), alarms(t).filter(([, a]) => isIdle(t, a)).map(([name]) => name).sort()) ? [] : ["what makes a worker stopped"]),
      ...composites(t).filter(([, c]) => !same(String(c.AlarmRule?.["Fn::Sub"]).replace(/\$\{\w+\.Arn\}/g, "$"), 'ALARM("$") AND ALARM("$")')).map(([name]) => `${name}: rule`),
      ...(every(t, "AWS::SNS::Subscription").filter(([, s]) => s.Protocol === "email" && same(s.Endpoint, { Ref: "AlarmEmail" })
        && is(t, ref(s.TopicArn), "AWS::SNS::Topic")).length === (t.values.AlarmEmail === "" ? 0 : 1) ? [] : ["who is mailed"]),
    ];
  },

  "metrics in alarms and on the dashboard are told by someone": (t) => {
    const text = dashboards(t).map(([, body]) => body).join("\n");
    const shown = [...text.matchAll(/\["([\w/]+)", "(\w+)"(?:, "Table", "([^"]+)")?/g)].map(([, namespace, metric, table]) => ({ namespace, metric, table }));
    const searched = [...text.matchAll(/\{Backlinks,Table,Type\} MetricName=\\"(\w+)\\"/g)].map(([, metric]) => metric);
    const [table] = tables(t)[0] ?? [];
    return [
      ...alarms(t).flatMap(([name, a]) => looks(a).filter((m) => !known(m.Namespace, m.MetricName)).map((m) => `${name}: ${m.Namespace} ${m.MetricName}`)),
      ...shown.filter((m) => !known(m.namespace, m.metric)).map((m) => `dashboard: ${m.namespace} ${m.metric}`),
      ...shown.filter((m) => m.namespace === "Backlinks" && m.table !== `\${${table}}`).map((m) => `dashboard: ${m.metric} of which table`),
      ...METRICS.filter((m) => !searched.includes(m) && !shown.some((s) => s.namespace === "Backlinks" && s.metric === m)).map((m) => `not on the dashboard: ${m}`),
    ];
  },

  "the dashboard can be read": (t) => [
    ...(dashboards(t).length === 1 ? [] : ["not one dashboard"]),
    ...dashboards(t).flatMap(([name, body]) => JSON.parse(body ?? "").widgets.flatMap((w, i) => {
      const right = w.x + w.width <= 24 && w.type === "metric" && w.properties.region === "${AWS::Region}" && w.properties.metrics.length > 0 && w.properties.title;
      return right ? [] : [`${name}: widget ${i}`];
    })),
  ],
};

function isIdle(t, a) {
  return looks(a).some((m) => m.Namespace === "AWS/Lambda" && ["Invocations", "ConcurrentExecutions"].includes(m.MetricName) && a.ComparisonOperator === "LessThanThreshold"
    && functions(t).some(([name, f]) => isWorker(f) && same(dimensions(m), { FunctionName: { Ref: name } })));
}
