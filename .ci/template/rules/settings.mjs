// Parameters, the settings that they become, and the key, which becomes none.
import { RANGES, SETTINGS, WORDS } from "../sources.mjs";
import { areCheckedTogether, every, functions, is, list, ref, references, same, variables } from "../shape.mjs";

const WIRED = {
  BACKLINKS_TTL: "ReportTtl", BACKLINKS_WORKER_CALLS: "WorkerCalls", BACKLINKS_LOG_LEVEL: "LogLevel",
  BACKLINKS_DAY_BUDGET_ANALYSIS: "DayBudgetAnalysis", BACKLINKS_DAY_BUDGET_RETRIEVAL: "DayBudgetRetrieval",
  BACKLINKS_DAY_BUDGET_INDEX_ITEMS: "DayBudgetIndexItems",
  BACKLINKS_MIN_REMAINING_ANALYSIS: "MinRemainingAnalysis", BACKLINKS_MIN_REMAINING_RETRIEVAL: "MinRemainingRetrieval",
  MAJESTIC_COMMAND: "MajesticCommand", MAJESTIC_FORMAT: "MajesticFormat", MAJESTIC_TIMEOUT: "MajesticTimeout",
  MAJESTIC_DOWNLOAD_HOSTS: "DownloadHosts", MAJESTIC_NOTIFY_URL: "NotifyUrl",
  BACKLINKS_SHARE_URL: "ShareUrl",
  BACKLINKS_CALLBACK_QUEUES: "CallbackQueueUrls", BACKLINKS_EVENT_BUS: "EventBusArn",
};
const WORDED = ["MajesticCommand", "MajesticFormat", "LogLevel"];
const OTHERS = ["DISABLE_SIGNAL_HANDLERS"];
const KEYS = ["MAJESTIC_API_KEY", "MAJESTIC_ACCESS_TOKEN", "MAJESTIC_PRIVATE_KEY"];
const parameters = (t) => Object.entries(t.Parameters);

/** Why a parameter's own constraints refuse a value; nothing when they take it. */
function refused(p, value) {
  const text = String(value);
  if (p.AllowedValues && !p.AllowedValues.map(String).includes(text)) return "not among the allowed values";
  if (p.AllowedPattern && !new RegExp(p.AllowedPattern).test(text)) return "not of the pattern";
  if (p.Type === "Number" && !(Number(value) >= (p.MinValue ?? -Infinity) && Number(value) <= (p.MaxValue ?? Infinity))) return "out of bounds";
  return undefined;
}

const MACHINE = "arn:aws:states:eu-west-1:123456789012:stateMachine:audit";
const DURABLE = "arn:aws:lambda:eu-west-1:123456789012:function:audit";
const QUEUE_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/done";
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:done";
const BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/";

const SAMPLES = {
  StateMachineArns: [["", MACHINE, `${MACHINE},${MACHINE}2`], ["audit", `${MACHINE}*`, `${MACHINE}, ${MACHINE}`, `${MACHINE},`, DURABLE]],
  DurableFunctionArns: [["", DURABLE, `${DURABLE},${DURABLE}-2`], ["audit", "*", `${DURABLE}:7`, `${DURABLE}:*`, `${DURABLE};${DURABLE}`, MACHINE]],
  CallbackQueueUrls: [["", QUEUE_URL, `${QUEUE_URL},${QUEUE_URL}.fifo`], [QUEUE_ARN, "http://sqs.eu-west-1.amazonaws.com/123456789012/done", `${QUEUE_URL}, ${QUEUE_URL}`]],
  CallbackQueueArns: [["", QUEUE_ARN, `${QUEUE_ARN},${QUEUE_ARN}.fifo`], [QUEUE_URL, "arn:aws:sqs:eu-west-1:123456789012:*", `${QUEUE_ARN} ${QUEUE_ARN}`]],
  EventBusArn: [["", `${BUS}default`, `${BUS}team/links`], ["default", `${BUS}*`, `${BUS}a,${BUS}b`]],
  UseRequestQueue: [["no", "yes"], ["", "true"]],
  RequestQueueConcurrency: [["2", "1000"], ["1", "1001"]],
  ReportTtl: [["P1D", "P3650D"], ["", "P0D", "P3651D", "30", "PT1H"]],
  DayBudgetAnalysis: [["", "0", "5000", "999999999999999"], ["-1", "05", "1e6", "1000000000000000"]],
  DayBudgetRetrieval: [["", "0"], ["x"]],
  DayBudgetIndexItems: [["0", "1000", "999999999999999"], ["", "05", "x"]],
  MinRemainingAnalysis: [["", "0"], ["x"]],
  MinRemainingRetrieval: [["", "0"], ["x"]],
  NotifyUrl: [["", "https://x1.execute-api.eu-west-1.amazonaws.com", "https://links.example.com/base/"], ["http://a.example", "https://u@a.example", "a.example"]],
  ShareUrl: [["", "https://links.example.com"], ["http://a.example", "https://u@a.example", "a.example"]],
  JwtIssuer: [["", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC"], ["http://issuer.example"]],
  MajesticKeyArn: [["", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-AbCdEf"], ["ABCDEF0123456789", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*"]],
  MajesticTimeout: [["PT1S", "PT9S", "PT30S", "PT99S", "PT120S", "PT399S", "PT419S", "PT420S", "PT1M", "PT2M30S", "PT6M59S", "PT7M"],
    ["", "PT0S", "PT0.5S", "PT421S", "PT430S", "PT0M", "PT7M1S", "PT8M", "PT1H", "P1D", "30", "PT1M60S", "PT1M0S", "pt30s"]],
  WorkerCalls: [["1", "9", "10", "49", "50"], ["", "0", "51", "60", "100", "2.5", "03", "-1"]],
  FunctionConcurrency: [["", "1", "1000"], ["0", "-1", "2.5", "10000"]],
  DownloadHosts: [["downloads.majestic.com:443,b.example"], ["", "https://a.example", "a,,b"]],
};

/** A number, or the seconds of a duration of hours, minutes and seconds. */
function amount(text) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? [];
  return text.startsWith("PT") ? 3600 * hours + 60 * minutes + Number(seconds) : Number(text);
}

/** Compares what a parameter takes, of which the bounds are among its samples, with what the program takes. */
function ranges(t) {
  return Object.entries(RANGES).flatMap(([setting, { default: otherwise, min, max }]) => {
    const name = WIRED[setting];
    if (!otherwise || !min || !max) return [`${name}: the program's range of ${setting} is not found`];
    const taken = SAMPLES[name][0].map(amount);
    return [
      ...(String(t.Parameters[name]?.Default) === otherwise ? [] : [`${name}: the program's default is ${otherwise}`]),
      // the program may take less than the template does: tests are quicker with it
      ...(Math.min(...taken) >= amount(min) ? [] : [`${name}: the program takes ${min} and more`]),
      ...(Math.max(...taken) === amount(max) ? [] : [`${name}: the program takes up to ${max}`]),
    ];
  });
}

export const settingRules = {
  "every name in the environment is a setting of the program": (t) => functions(t).flatMap(([name, f]) =>
    Object.keys(variables(f)).filter((s) => !SETTINGS.includes(s) && !OTHERS.includes(s)).map((s) => `${name}: setting ${s}`)),

  "settings come from parameters and the table": (t) => functions(t).flatMap(([name, f]) => [
    ...(is(t, ref(variables(f).BACKLINKS_TABLE), "AWS::DynamoDB::Table") ? [] : [`${name}: BACKLINKS_TABLE`]),
    ...Object.entries(WIRED).filter(([setting, parameter]) => !(parameter in t.Parameters && same(variables(f)[setting], { Ref: parameter })))
      .map(([setting, parameter]) => `${name}: ${setting} is not ${parameter}`),
  ]),

  "callback queues have addresses to name and ARNs to be allowed, both given or none": (t) =>
    (areCheckedTogether(t, "CallbackQueueUrls", "CallbackQueueArns") ? [] : ["half of them is let pass"]),

  "the key is in a secret that nothing here fills": (t) => [
    ...functions(t).flatMap(([name, f]) => {
      const secret = ref(variables(f).MAJESTIC_SECRET);
      const own = t.values.MajesticKeyArn === "";
      return [
        ...((own ? is(t, secret, "AWS::SecretsManager::Secret") : secret === "MajesticKeyArn") ? [] : [`${name}: MAJESTIC_SECRET`]),
        ...KEYS.filter((k) => k in variables(f)).map((k) => `${name}: ${k} can be read in the function`),
      ];
    }),
    ...every(t, "AWS::SecretsManager::Secret").filter(([, s]) => s.SecretString !== undefined || s.GenerateSecretString !== undefined)
      .map(([name]) => `${name}: filled by CloudFormation, and again by each update`),
    ...(every(t, "AWS::SecretsManager::Secret").length === (t.values.MajesticKeyArn === "" ? 1 : 0) ? [] : ["secrets"]),
    ...parameters(t).filter(([, p]) => p.NoEcho).map(([name]) => `${name}: a secret that passes through CloudFormation`),
  ],

  "parameters are described, bounded, used, and in a group": (t) => {
    const used = references([t.raw.Conditions, t.raw.Globals, t.raw.Resources, t.raw.Outputs].filter(Boolean)).map(([, target]) => target);
    const groups = list(t.raw.Metadata?.["AWS::CloudFormation::Interface"]?.ParameterGroups).flatMap((g) => list(g.Parameters));
    return [
      ...parameters(t).flatMap(([name, p]) => [
        ...(p.Description ? [] : [`${name}: not described`]),
        ...(p.AllowedValues || p.AllowedPattern || p.MinValue !== undefined ? [] : [`${name}: takes anything`]),
        ...(p.Default === undefined ? [`${name}: no default`] : refused(p, p.Default) ? [`${name}: its default is ${refused(p, p.Default)}`] : []),
        ...(used.includes(name) ? [] : [`${name}: not used`]),
        ...(groups.filter((g) => g === name).length === 1 ? [] : [`${name}: not in one group`]),
      ]),
      ...groups.filter((g) => !(g in t.Parameters)).map((g) => `a group has ${g}`),
    ];
  },

  "what parameters take, the program reads": (t) => [
    ...WORDED.flatMap((name) => list(t.Parameters[name]?.AllowedValues).filter((v) => !WORDS.includes(v)).map((v) => `${name}: ${v}`)),
    ...Object.entries(SAMPLES).flatMap(([name, [good, bad]]) => {
      const p = t.Parameters[name];
      if (!p) return [`no ${name}`];
      return [...good.filter((v) => refused(p, v)).map((v) => `${name}: refuses "${v}"`), ...bad.filter((v) => !refused(p, v)).map((v) => `${name}: takes "${v}"`)];
    }),
    ...ranges(t),
    ...Object.entries(t.values).filter(([name, v]) => refused(t.Parameters[name], v)).map(([name, v]) => `${name}: refuses "${v}"`),
  ],
};
