// Functions, what wakes them, and where goes what was given up.
import { att, events, every, functions, is, isWorker, list, mappings, ref, same, tables } from "../shape.mjs";

const EVENTS = {
  Schedule: { required: ["Schedule"], optional: ["Description", "Enabled", "Input", "Name", "RetryPolicy"] },
  DynamoDB: {
    required: ["Stream", "StartingPosition"],
    optional: ["BatchSize", "BisectBatchOnFunctionError", "DestinationConfig", "FilterCriteria", "FunctionResponseTypes",
      "MaximumBatchingWindowInSeconds", "MaximumRecordAgeInSeconds", "MaximumRetryAttempts", "ParallelizationFactor"],
  },
};
// the validator lets a misspelt property of a function pass
const SHARED = ["CodeUri", "Handler", "Runtime", "Architectures", "MemorySize", "Tracing", "Environment"];
const EACH = ["Description", "Timeout", "Role", "LoggingConfig", "EventInvokeConfig"];
const WORKERS = ["ReservedConcurrentExecutions", "Events"];
// A paid call begins only when twice MAJESTIC_TIMEOUT and 30 s are left: 330 s allow a MAJESTIC_TIMEOUT up to PT2M30S in a caller's
// own process, and the longest one, PT7M, needs 870 s of the worker.
const TIMEOUT = 330;
const WORKER_TIMEOUT = 900;
/** The MB that a process needs for its calls to Majestic at once. */
const neededMemory = (calls) => (calls <= 10 ? 512 : 1024);
const TWO_WEEKS = 1209600;
/** New reports, and callbacks and events that are new or changed. */
const WAKING = [
  { eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix: "report#" }] } } } },
  { eventName: ["INSERT", "MODIFY"], dynamodb: { Keys: { pk: { S: [{ prefix: "callback#" }, { prefix: "event#" }] } } } },
];
const MAPPING = ["EventSourceArn", "FunctionName", "BatchSize", "FunctionResponseTypes", "ScalingConfig"];
const MAX_RECEIVES = 50;

const queue = (t, config) => {
  const failed = config?.DestinationConfig?.OnFailure ?? {};
  const name = att(failed.Destination, "Arn");
  return failed.Type === "SQS" && is(t, name, "AWS::SQS::Queue") ? name : undefined;
};

export const functionRules = {
  "one function for callers, one for what is due, one table": (t) => [
    ...(same(functions(t).map(([, f]) => isWorker(f)).sort(), [false, true]) ? [] : ["not one function of each kind"]),
    ...functions(t).filter(([, f]) => isWorker(f) && t.Parameters[ref(f.ReservedConcurrentExecutions)]?.MinValue !== 1).map(([name]) => `${name}: workers without a bound`),
    ...(tables(t).length === 1 ? [] : ["not one table"]),
  ],

  "callers are as many as FunctionConcurrency says, or as many as the account allows": (t) => {
    const wanted = t.values.FunctionConcurrency === "" ? undefined : { Ref: "FunctionConcurrency" };
    return functions(t).filter(([, f]) => !isWorker(f) && !same(f.ReservedConcurrentExecutions, wanted)).map(([name]) => `${name}: reserved concurrency`);
  },

  "memory is what was asked for, but never less than the calls at once need": (t) => {
    const sizes = list(t.Parameters.MemorySize?.AllowedValues).map(Number);
    const given = (size, calls) => ({ MemorySize: String(size), WorkerCalls: String(calls) });
    const memory = (size, calls) => {
      const decided = t.decidedWith(given(size, calls), t.raw.Globals.Function.MemorySize);
      return same(decided, { Ref: "MemorySize" }) ? size : decided;
    };
    const calls = Array.from({ length: 50 }, (_, i) => i + 1);
    return [
      ...(sizes.length ? [] : ["MemorySize: no sizes to choose from"]),
      ...functions(t).filter(([, f]) => !same(f.MemorySize, t.Globals.Function.MemorySize)).map(([name]) => `${name}: memory of its own`),
      ...sizes.flatMap((size) => calls.filter((n) => memory(size, n) !== Math.max(size, neededMemory(n))).slice(0, 1)
        .map((n) => `${memory(size, n)} MB for ${n} calls at once and a MemorySize of ${size}`)),
    ];
  },

  "properties of functions are known, and all there": (t) => {
    const shared = Object.keys(t.Globals?.Function ?? {});
    return [
      ...shared.filter((p) => !SHARED.includes(p)).map((p) => `shared: property ${p}`),
      ...SHARED.filter((p) => !shared.includes(p)).map((p) => `shared: no ${p}`),
      ...every(t, "AWS::Serverless::Function").flatMap(([name, own]) => {
        const known = isWorker(own) ? [...EACH, ...WORKERS] : EACH;
        const optional = isWorker(own) ? [] : ["ReservedConcurrentExecutions"];
        return [
          ...Object.keys(own).filter((p) => ![...known, ...optional].includes(p)).map((p) => `${name}: property ${p}`),
          ...known.filter((p) => !(p in own)).map((p) => `${name}: no ${p}`),
        ];
      }),
    ];
  },

  "runtime, code, architectures, time": (t) => functions(t).flatMap(([name, f]) => {
    const parameter = t.Parameters[ref(list(f.Architectures)[0])];
    return [
      ...(f.Runtime === "provided.al2023" ? [] : [`${name}: runtime ${f.Runtime}`]),
      ...(f.Handler ? [] : [`${name}: no handler`]),
      ...(f.CodeUri === "target/function.zip" ? [] : [`${name}: code ${f.CodeUri}`]),
      ...(list(f.Architectures).length === 1 && parameter ? [] : [`${name}: architecture is no parameter`]),
      ...(same([...(parameter?.AllowedValues ?? [])].sort(), ["arm64", "x86_64"]) ? [] : [`${name}: architectures allowed`]),
      ...(f.Timeout === (isWorker(f) ? WORKER_TIMEOUT : TIMEOUT) ? [] : [`${name}: timeout ${f.Timeout}`]),
    ];
  }),

  "event types and their properties are known": (t) => events(t).flatMap(([name, { Type, Properties = {} }]) => {
    const known = EVENTS[Type];
    if (!known) return [`${name}: event type ${Type}`];
    const given = Object.keys(Properties);
    return [
      ...known.required.filter((p) => !given.includes(p)).map((p) => `${name}: no ${p}`),
      ...given.filter((p) => ![...known.required, ...known.optional].includes(p)).map((p) => `${name}: property ${p}`),
    ];
  }),

  "each minute the worker is woken": (t) =>
    functions(t).some(([, f]) => Object.values(f.Events ?? {})
      .some((e) => e.Type === "Schedule" && e.Properties?.Schedule === "rate(1 minute)" && e.Properties.Enabled !== false))
      ? [] : ["no such schedule"],

  "new reports and changed callbacks, and nothing else, wake the worker, a bounded number of times": (t) => {
    const streams = events(t).filter(([, e]) => e.Type === "DynamoDB").map(([name, e]) => [name, e.Properties]);
    const patterns = (p) => list(p.FilterCriteria?.Filters).map((f) => JSON.parse(f.Pattern ?? "{}"));
    return [
      ...(streams.length === 1 ? [] : ["not one stream"]),
      ...streams.filter(([, p]) => !is(t, att(p.Stream, "StreamArn"), "AWS::DynamoDB::Table")).map(([name]) => `${name}: not the table's stream`),
      ...streams.filter(([, p]) => !same(patterns(p), WAKING)).map(([name]) => `${name}: filter`),
      ...streams.filter(([, p]) => !(p.MaximumRetryAttempts >= 0 && p.MaximumRecordAgeInSeconds > 0)).map(([name]) => `${name}: retried for ever`),
      ...streams.filter(([, p]) => !same(p.FunctionResponseTypes, ["ReportBatchItemFailures"])).map(([name]) => `${name}: failures not by item`),
    ];
  },

  "requests come from a queue when that is wanted, at most so many at once, and go to another queue when they always fail": (t) => {
    const wanted = t.values.UseRequestQueue === "yes";
    const [caller, f] = functions(t).find(([, g]) => !isWorker(g)) ?? [];
    const queues = Object.fromEntries(every(t, "AWS::SQS::Queue"));
    return [
      ...(mappings(t).length === (wanted ? 1 : 0) ? [] : ["how many queues of requests"]),
      ...(Object.values(queues).filter((q) => q.RedrivePolicy).length === mappings(t).length ? [] : ["a queue of requests that nobody reads"]),
      ...mappings(t).flatMap(([name, m]) => {
        const requests = queues[att(m.EventSourceArn, "Arn")];
        const lost = att(requests?.RedrivePolicy?.deadLetterTargetArn, "Arn");
        const atOnce = t.Parameters[ref(m.ScalingConfig?.MaximumConcurrency)];
        return [
          ...Object.keys(m).filter((p) => !MAPPING.includes(p)).map((p) => `${name}: property ${p}`),
          ...(ref(m.FunctionName) === caller ? [] : [`${name}: not the function for callers`]),
          ...(m.BatchSize === 10 ? [] : [`${name}: ${m.BatchSize} requests at once`]),
          ...(same(m.FunctionResponseTypes, ["ReportBatchItemFailures"]) ? [] : [`${name}: failures not by item`]),
          // AWS takes these numbers
          ...(atOnce?.MinValue === 2 && atOnce?.MaxValue === 1000 ? [] : [`${name}: processes without a bound`]),
          ...(requests ? [] : [`${name}: no queue of ours`]),
          // AWS advises six times the function's time-out
          ...(requests?.VisibilityTimeout === 6 * f.Timeout ? [] : [`${name}: a request is seen again too early, or too late`]),
          ...(requests?.RedrivePolicy?.maxReceiveCount === MAX_RECEIVES ? [] : [`${name}: how often a request is tried`]),
          ...(queues[lost] && lost !== att(m.EventSourceArn, "Arn") ? [] : [`${name}: failed requests get lost`]),
        ];
      }),
    ];
  },

  "what is given up goes to an encrypted queue": (t) => {
    const streams = events(t).filter(([, e]) => e.Type === "DynamoDB");
    return [
      ...functions(t).filter(([, f]) => !queue(t, f.EventInvokeConfig)).map(([name]) => `${name}: failed events get lost`),
      ...functions(t).map(([name, f]) => [name, f.EventInvokeConfig ?? {}])
        .filter(([, c]) => !(c.MaximumRetryAttempts >= 0 && c.MaximumEventAgeInSeconds >= 60)).map(([name]) => `${name}: events retried for as long as Lambda likes`),
      ...streams.filter(([, e]) => !queue(t, e.Properties)).map(([name]) => `${name}: failed records get lost`),
      ...every(t, "AWS::SQS::Queue").filter(([, q]) => q.SqsManagedSseEnabled !== true).map(([name]) => `${name}: not encrypted`),
      ...every(t, "AWS::SQS::Queue").filter(([, q]) => q.MessageRetentionPeriod !== TWO_WEEKS).map(([name]) => `${name}: not kept as long as can be`),
    ];
  },
};
