// template.yaml as CloudFormation would see it for given parameters: conditions decided, what they leave out gone.
import { parse, Pair, Scalar, YAMLMap } from "yaml";

const SCALARS = { "!Ref": "Ref", "!GetAtt": "Fn::GetAtt", "!Sub": "Fn::Sub", "!Condition": "Condition" };
const LISTS = ["Sub", "If", "Equals", "Not", "And", "Or", "Split", "Join"];

const wrapped = (key, value) => {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(key), value));
  return map;
};
const customTags = [
  ...Object.entries(SCALARS).map(([tag, key]) => ({ tag, resolve: (text) => ({ [key]: text }) })),
  ...LISTS.map((name) => ({ tag: `!${name}`, collection: "seq", resolve: (items) => wrapped(`Fn::${name}`, items) })),
];

/** What is put in for parameters, so that every condition is seen both ways. */
export const WORLDS = {
  defaults: {},
  tokens: { JwtIssuer: "https://issuer.example.com/", JwtAudience: "backlinks,others" },
  "an issuer alone": { JwtIssuer: "https://issuer.example.com/" },
  notified: { NotifyUrl: "https://api.example.com" },
  "tokens and notified": { JwtIssuer: "https://issuer.example.com/", JwtAudience: "backlinks", NotifyUrl: "https://api.example.com/links" },
  "shared": { ShareUrl: "https://links.example.com" },
  "all given": {
    MajesticKeyArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:majestic/key-AbCdEf", AlarmEmail: "team@example.com",
    DayBudgetAnalysis: "500000", DayBudgetRetrieval: "1000000", MinRemainingAnalysis: "0", MinRemainingRetrieval: "5000",
    NotifyUrl: "https://api.example.com", ShareUrl: "https://api.example.com/", MajesticTimeout: "PT7M", FunctionConcurrency: "20", WorkerCalls: "50",
    StateMachineArns: "arn:aws:states:eu-west-1:123456789012:stateMachine:audit,arn:aws:states:eu-west-1:123456789012:stateMachine:weekly",
    DurableFunctionArns: "arn:aws:lambda:eu-west-1:123456789012:function:audit,arn:aws:lambda:eu-west-1:123456789012:function:weekly",
    CallbackQueueUrls: "https://sqs.eu-west-1.amazonaws.com/123456789012/done,https://sqs.eu-west-1.amazonaws.com/123456789012/done.fifo",
    CallbackQueueArns: "arn:aws:sqs:eu-west-1:123456789012:done,arn:aws:sqs:eu-west-1:123456789012:done.fifo",
    EventBusArn: "arn:aws:events:eu-west-1:123456789012:event-bus/links", UseRequestQueue: "yes", RequestQueueConcurrency: "2",
  },
  "task tokens alone": { StateMachineArns: "arn:aws:states:eu-west-1:123456789012:stateMachine:audit" },
  "durable callbacks alone": { DurableFunctionArns: "arn:aws:lambda:eu-west-1:123456789012:function:audit" },
  "callback queues alone": {
    CallbackQueueUrls: "https://sqs.eu-west-1.amazonaws.com/123456789012/done", CallbackQueueArns: "arn:aws:sqs:eu-west-1:123456789012:done",
  },
  "events alone": { EventBusArn: "arn:aws:events:eu-west-1:123456789012:event-bus/default" },
  "a request queue alone": { UseRequestQueue: "yes" },
  "a budget of retrieval units alone": { DayBudgetRetrieval: "5000" },
  "a budget of 0, much memory": { DayBudgetAnalysis: "0", WorkerCalls: "50", MemorySize: "2048" },
};

export function worlds(text) {
  const raw = parse(text, { customTags });
  return Object.entries(WORLDS).map(([world, given]) => [world, decided(raw, given)]);
}

/** Decides parts of a template for given parameters. */
function reader(raw, given) {
  const values = Object.fromEntries(Object.entries(raw.Parameters ?? {}).map(([name, p]) => [name, String(given[name] ?? p.Default ?? "")]));
  Object.keys(given).filter((name) => !(name in values)).forEach((name) => { throw new Error(`no parameter ${name}`); });
  const holds = (condition) => {
    const [key, args] = Object.entries(condition)[0];
    switch (key) {
      case "Condition": {
        const named = raw.Conditions?.[args];
        if (!named) throw new Error(`no condition ${args}`);
        return holds(named);
      }
      case "Fn::Not": return !holds(args[0]);
      case "Fn::And": return args.every(holds);
      case "Fn::Or": return args.some(holds);
      case "Fn::Equals": return plain(args[0]) === plain(args[1]);
      default: throw new Error(`no condition: ${key}`);
    }
  };
  const plain = (value) => {
    if (value?.Ref !== undefined && !(value.Ref in values)) throw new Error(`a condition on ${value.Ref}`);
    return value?.Ref === undefined ? String(value) : values[value.Ref];
  };
  const gone = (value) => value?.Ref === "AWS::NoValue";
  const walk = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (value["Fn::If"]) {
      const [condition, yes, no] = value["Fn::If"];
      return walk(holds({ Condition: condition }) ? yes : no);
    }
    if (Array.isArray(value)) return value.map(walk).filter((v) => !gone(v));
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, walk(v)]).filter(([, v]) => !gone(v)));
  };
  return { values, holds, walk };
}

function decided(raw, given) {
  const { values, holds, walk } = reader(raw, given);
  const there = (parts) => Object.fromEntries(Object.entries(parts ?? {})
    .filter(([, part]) => part.Condition === undefined || holds({ Condition: part.Condition })).map(([name, part]) => [name, walk(part)]));
  return {
    ...walk({ Globals: raw.Globals ?? {} }), Resources: there(raw.Resources), Outputs: there(raw.Outputs), Parameters: raw.Parameters ?? {}, values, raw,
    conditions: Object.fromEntries(Object.entries(raw.Conditions ?? {}).map(([name, condition]) => [name, holds(condition)])),
    /** A part of the raw template, decided with some parameters changed. */
    decidedWith: (changed, part) => reader(raw, { ...given, ...changed }).walk(part),
  };
}
