// What the schema validator does not know: our own rules for template.yaml. A rule returns its complaints.
const EVENTS = {
  HttpApi: { required: ["ApiId", "Method", "Path"], optional: ["Auth", "PayloadFormatVersion", "TimeoutInMillis"] },
  Schedule: { required: ["Schedule"], optional: ["Description", "Enabled", "Input", "Name", "RetryPolicy"] },
  DynamoDB: {
    required: ["Stream", "StartingPosition"],
    optional: ["BatchSize", "BisectBatchOnFunctionError", "DestinationConfig", "FilterCriteria", "FunctionResponseTypes",
      "MaximumBatchingWindowInSeconds", "MaximumRecordAgeInSeconds", "MaximumRetryAttempts", "ParallelizationFactor"],
  },
};
// the validator lets a misspelt property of these types pass
const PROPERTIES = {
  "AWS::Serverless::Function": ["Description", "Timeout", "Policies", "Events"],
  "AWS::Serverless::HttpApi": ["Auth"],
};
// of both functions
const SHARED = ["CodeUri", "Handler", "Runtime", "Architectures", "MemorySize", "Environment"];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const ACTIONS = ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem", "Query"].map((a) => `dynamodb:${a}`);
const ARCHITECTURES = ["arm64", "x86_64"];

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const ref = (value) => value?.Ref;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const every = (template, type) => Object.entries(template.Resources).filter(([, r]) => r.Type === type);
const functions = (template) => every(template, "AWS::Serverless::Function").map(([name, r]) => [name, { ...template.Globals?.Function, ...r.Properties }]);
const policies = (template) => every(template, "AWS::IAM::ManagedPolicy").map(([name, r]) => [name, r.Properties?.PolicyDocument ?? {}]);
const isWorker = (f) => Object.values(f.Events ?? {}).every((e) => e.Type !== "HttpApi");
const tables = (template) => every(template, "AWS::DynamoDB::Table").map(([name, r]) => [name, r.Properties ?? {}, r]);
const events = (template) => functions(template).flatMap(([, f]) => Object.entries(f.Events ?? {}));
const statements = (template) => policies(template).flatMap(([, p]) => list(p.Statement));
const intrinsics = (value) =>
  value === null || typeof value !== "object" ? [] :
    Object.entries(value).flatMap(([key, v]) => [...(key === "Ref" || key.startsWith("Fn::") ? [key] : []), ...intrinsics(v)]);

export const rules = {
  "one function for callers, one for what is due, one table": (t) => [
    ...(same(functions(t).map(([, f]) => isWorker(f)).sort(), [false, true]) ? [] : ["not one function of each kind"]),
    ...functions(t).filter(([, f]) => isWorker(f) !== (f.ReservedConcurrentExecutions !== undefined)).map(([name]) => `${name}: reserved concurrency`),
    ...functions(t).filter(([, f]) => isWorker(f) && t.Parameters?.[ref(f.ReservedConcurrentExecutions)]?.MinValue !== 1).map(([name]) => `${name}: workers without a bound`),
    ...(tables(t).length === 1 ? [] : ["not one table"]),
  ],

  "properties of functions and apis are known, and all there": (t) => Object.entries(PROPERTIES).flatMap(([type, known]) =>
    every(t, type).map(([name, r]) => [name, Object.keys(r.Properties ?? {})]).flatMap(([name, given]) => [
      ...given.filter((p) => ![...known, "ReservedConcurrentExecutions"].includes(p)).map((p) => `${name}: property ${p}`),
      ...known.filter((p) => !given.includes(p)).map((p) => `${name}: no ${p}`),
    ])).concat(
      Object.keys(t.Globals?.Function ?? {}).filter((p) => !SHARED.includes(p)).map((p) => `shared: property ${p}`),
      SHARED.filter((p) => !(p in (t.Globals?.Function ?? {}))).map((p) => `shared: no ${p}`)),

  "event types and their properties are known": (t) => events(t).flatMap(([name, { Type, Properties = {} }]) => {
    const known = EVENTS[Type];
    if (!known) return [`${name}: event type ${Type}`];
    const given = Object.keys(Properties);
    return [
      ...known.required.filter((p) => !given.includes(p)).map((p) => `${name}: no ${p}`),
      ...given.filter((p) => ![...known.required, ...known.optional].includes(p)).map((p) => `${name}: property ${p}`),
    ];
  }),

  "routes are of the declared HttpApi, each once": (t) => {
    const routes = events(t).filter(([, e]) => e.Type === "HttpApi").map(([name, e]) => ({ name, ...e.Properties }));
    const said = routes.map((r) => `${r.Method} ${r.Path}`);
    return [
      ...(routes.length ? [] : ["no route"]),
      ...routes.filter((r) => t.Resources[ref(r.ApiId)]?.Type !== "AWS::Serverless::HttpApi").map((r) => `${r.name}: ApiId`),
      ...routes.filter((r) => !METHODS.includes(r.Method)).map((r) => `${r.name}: method ${r.Method}`),
      ...routes.filter((r) => !/^\/v1(\/([a-z.]+|\{[a-z]+\}))+$/.test(r.Path)).map((r) => `${r.name}: path ${r.Path}`),
      ...said.filter((route, i) => said.indexOf(route) !== i).map((route) => `twice: ${route}`),
    ];
  },

  "callers are authorized by IAM": (t) => [
    ...every(t, "AWS::Serverless::HttpApi")
      .filter(([, { Properties: p }]) => p?.Auth?.EnableIamAuthorizer !== true || p.Auth.DefaultAuthorizer !== "AWS_IAM")
      .map(([name]) => `${name}: no IAM authorizer by default`),
    ...events(t).filter(([, e]) => e.Properties?.Auth).map(([name]) => `${name}: authorization of its own`),
  ],

  "each minute the function is woken": (t) =>
    events(t).some(([, e]) => e.Type === "Schedule" && e.Properties?.Schedule === "rate(1 minute)" && e.Properties.Enabled !== false)
      ? [] : ["no such schedule"],

  "new reports, and nothing else, wake the function, a bounded number of times": (t) => {
    const streams = events(t).filter(([, e]) => e.Type === "DynamoDB").map(([name, e]) => [name, e.Properties]);
    const pattern = (p) => JSON.parse(p.FilterCriteria?.Filters?.[0]?.Pattern ?? "{}");
    return [
      ...(streams.length === 1 ? [] : ["not one stream"]),
      ...streams.filter(([, p]) => !same(pattern(p), { eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix: "report#" }] } } } }))
        .map(([name]) => `${name}: filter`),
      ...streams.filter(([, p]) => !(p.MaximumRetryAttempts >= 0 && p.MaximumRecordAgeInSeconds > 0)).map(([name]) => `${name}: retried for ever`),
      ...streams.filter(([, p]) => !same(p.FunctionResponseTypes, ["ReportBatchItemFailures"])).map(([name]) => `${name}: failures not by item`),
    ];
  },

  "the policy is the table's actions, no wildcard": (t) => {
    const arns = tables(t).flatMap(([name, p]) => [
      { "Fn::GetAtt": `${name}.Arn` },
      ...list(p.GlobalSecondaryIndexes).map((i) => ({ "Fn::Sub": `\${${name}.Arn}/index/${i.IndexName}` })),
    ]);
    const granted = statements(t).flatMap((s) => list(s.Action));
    return [
      ...functions(t).flatMap(([, f]) => list(f.Policies)).filter((p) => !policies(t).some(([name]) => name === ref(p))).map((p) => `not a policy of ours: ${JSON.stringify(p)}`),
      ...statements(t).filter((s) => s.NotAction || s.NotResource || s.Effect !== "Allow").map((s) => `statement ${JSON.stringify(s)}`),
      ...granted.filter((a) => !ACTIONS.includes(a)).map((a) => `action ${a}`),
      ...ACTIONS.filter((a) => !granted.includes(a)).map((a) => `not granted: ${a}`),
      ...statements(t).flatMap((s) => list(s.Resource)).filter((r) => !arns.some((arn) => same(arn, r)))
        .map((r) => `resource ${JSON.stringify(r)}`),
    ];
  },

  "runtime, code and architectures": (t) => functions(t).flatMap(([name, f]) => {
    const parameter = t.Parameters?.[ref(list(f.Architectures)[0])];
    return [
      ...(f.Runtime === "provided.al2023" ? [] : [`${name}: runtime ${f.Runtime}`]),
      ...(f.Handler ? [] : [`${name}: no handler`]),
      ...(f.CodeUri === "target/function.zip" ? [] : [`${name}: code ${f.CodeUri}`]),
      ...(list(f.Architectures).length === 1 && parameter ? [] : [`${name}: architecture is no parameter`]),
      ...(same([...(parameter?.AllowedValues ?? [])].sort(), ARCHITECTURES) ? [] : [`${name}: architectures allowed`]),
      // API Gateway waits 30 s at most, Lambda 15 minutes
      ...(f.Timeout <= (isWorker(f) ? 900 : 30) ? [] : [`${name}: timeout ${f.Timeout}`]),
    ];
  }),

  "settings point at the table and hide the key": (t) => functions(t).flatMap(([name, f]) => {
    const settings = f.Environment?.Variables ?? {};
    const key = t.Parameters?.[ref(settings.MAJESTIC_API_KEY)];
    return [
      ...Object.keys(settings).filter((s) => !/^(MAJESTIC|BACKLINKS)_[A-Z_]+$|^DISABLE_SIGNAL_HANDLERS$/.test(s)).map((s) => `${name}: setting ${s}`),
      ...(t.Resources[ref(settings.BACKLINKS_TABLE)]?.Type === "AWS::DynamoDB::Table" ? [] : [`${name}: BACKLINKS_TABLE`]),
      ...(key?.NoEcho === true && key.Default === undefined ? [] : [`${name}: MAJESTIC_API_KEY can be read in the stack`]),
    ];
  }),

  "the table expires its items and outlives the stack": (t) => tables(t).flatMap(([name, p, resource]) => [
    ...(same(p.TimeToLiveSpecification, { AttributeName: "expiresAt", Enabled: true }) ? [] : [`${name}: time to live`]),
    ...(resource.DeletionPolicy === "Retain" && resource.UpdateReplacePolicy === "Retain" ? [] : [`${name}: not retained`]),
    ...(p.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true ? [] : [`${name}: no point in time recovery`]),
    ...(p.BillingMode === "PAY_PER_REQUEST" ? [] : [`${name}: not on demand`]),
    ...(p.StreamSpecification?.StreamViewType === "KEYS_ONLY" ? [] : [`${name}: stream`]),
  ]),

  "keys and indexes are as the program uses them": (t) => tables(t).flatMap(([name, p]) => {
    const keys = (schema) => list(schema).map((k) => `${k.AttributeName} ${k.KeyType}`);
    const types = list(p.AttributeDefinitions).map((a) => `${a.AttributeName} ${a.AttributeType}`).sort();
    const indexes = list(p.GlobalSecondaryIndexes).map((i) => [i.IndexName, keys(i.KeySchema), i.Projection?.ProjectionType]);
    return [
      ...(same(keys(p.KeySchema), ["pk HASH"]) ? [] : [`${name}: key`]),
      ...(same(types, ["dueAt N", "dueShard S", "pk S"]) ? [] : [`${name}: attributes`]),
      ...(same(indexes, [["due", ["dueShard HASH", "dueAt RANGE"], "KEYS_ONLY"]]) ? [] : [`${name}: indexes`]),
      // the local stack makes its table of these very lines
      ...[...intrinsics(p.KeySchema), ...intrinsics(p.AttributeDefinitions), ...intrinsics(p.GlobalSecondaryIndexes)]
        .map((i) => `${name}: ${i} in keys or indexes`),
    ];
  }),
};
