// The HTTP API: which routes there are, who may call them, how often, and what is logged of it.
import { OPEN_ROUTES, ROUTES } from "../sources.mjs";
import { areCheckedTogether, att, every, functions, is, isWorker, list, ref, references, same, variables } from "../shape.mjs";

// whoever may GET may ask for the head alone
const HEADS = ROUTES.filter((route) => route.startsWith("GET ")).map((route) => route.replace("GET", "HEAD"));
// of all that is described only these may be open, and only when asked for
const OPEN = [
  { url: "NotifyUrl", rate: "NotifyRate", burst: "NotifyBurst",
    routes: ["GET /v1/notify/{id}/{secret}", "HEAD /v1/notify/{id}/{secret}", "POST /v1/notify/{id}/{secret}"] },
  { url: "ShareUrl", rate: "ShareRate", burst: "ShareBurst", routes: ["GET /v1/shared/{token}", "HEAD /v1/shared/{token}"] },
];
// neither paths, queries, headers nor what else a caller writes: there are secrets in some of them
const LOGGED = ["requestTime", "requestId", "routeKey", "status", "responseLength", "responseLatency", "integration.requestId",
  "integrationLatency", "identity.userArn", "identity.sourceIp", "authorizer.claims.sub", "authorizer.error", "error.responseType"];

const API = "AWS::ApiGatewayV2::Api";
const routes = (t) => every(t, "AWS::ApiGatewayV2::Route");
const stages = (t) => every(t, "AWS::ApiGatewayV2::Stage");
const isOpen = ([, r]) => OPEN.some((o) => o.routes.includes(r.RouteKey));
const opened = (t) => OPEN.filter((o) => t.values[o.url] !== "").flatMap((o) => o.routes);
const tokens = (t) => t.values.JwtIssuer !== "" && t.values.JwtAudience !== "";
const parameter = (t, value) => ref(value) in t.Parameters;

export const routeRules = {
  "routes are the program's, each once, behind the one API": (t) => {
    const said = routes(t).map(([, r]) => r.RouteKey);
    const wanted = [...new Set([...ROUTES, ...HEADS]), ...opened(t)];
    const integrations = every(t, "AWS::ApiGatewayV2::Integration");
    return [
      ...(same([...OPEN_ROUTES].sort(), OPEN.flatMap((o) => o.routes).filter((route) => !route.startsWith("HEAD /v1/notify/")).sort()) ? [] : [`described as open: ${OPEN_ROUTES}`]),
      ...(every(t, API).length === 1 && every(t, API)[0][1].ProtocolType === "HTTP" ? [] : ["not one HTTP API"]),
      // they bring their own authorization, or none
      ...functions(t).flatMap(([, f]) => Object.entries(f.Events ?? {})).filter(([, e]) => /Api$/.test(e.Type)).map(([name]) => `${name}: a route of SAM's`),
      ...every(t, "AWS::Lambda::Url").map(([name]) => `${name}: a way past the API`),
      ...said.filter((route, i) => said.indexOf(route) !== i).map((route) => `twice: ${route}`),
      ...said.filter((route) => !wanted.includes(route)).map((route) => `not the program's, or not now: ${route}`),
      ...wanted.filter((route) => !said.includes(route)).map((route) => `no ${route}`),
      ...routes(t).filter(([, r]) => !is(t, ref(r.ApiId), API)).map(([name]) => `${name}: ApiId`),
      ...routes(t).filter(([, r]) => !integrations.some(([i]) => same(r.Target, { "Fn::Sub": `integrations/\${${i}}` }))).map(([name]) => `${name}: target`),
      ...(integrations.length === 1 ? [] : ["not one integration"]),
      ...integrations.flatMap(([name, i]) => [
        ...(functions(t).some(([f, p]) => !isWorker(p) && f === att(i.IntegrationUri, "Arn")) ? [] : [`${name}: not the function for callers`]),
        // API Gateway waits 30 s at most, however long the function may run
        ...(i.IntegrationType === "AWS_PROXY" && i.PayloadFormatVersion === "2.0" && i.TimeoutInMillis === 30000 ? [] : [`${name}: form or time`]),
      ]),
    ];
  },

  "every route is authorized, but Majestic's own and shared reports, which are there only when asked for": (t) => {
    const authorizers = every(t, "AWS::ApiGatewayV2::Authorizer").map(([name]) => name);
    return [
      ...routes(t).filter((r) => !isOpen(r)).filter(([, r]) => !(tokens(t)
        ? r.AuthorizationType === "JWT" && authorizers.includes(ref(r.AuthorizerId))
        : r.AuthorizationType === "AWS_IAM" && r.AuthorizerId === undefined)).map(([name, r]) => `${name} is open, or to others: ${r.AuthorizationType}`),
      ...routes(t).filter(isOpen).filter(([, r]) => !(r.AuthorizationType === "NONE" && opened(t).includes(r.RouteKey))).map(([name]) => `${name}: closed to strangers, or open unasked`),
      ...(authorizers.length === (tokens(t) ? 1 : 0) ? [] : ["authorizers"]),
    ];
  },

  "tokens are held to issuer and audience, both given or none": (t) => [
    ...every(t, "AWS::ApiGatewayV2::Authorizer").filter(([, a]) => !(a.AuthorizerType === "JWT"
        && same(a.IdentitySource, ["$request.header.Authorization"]) && is(t, ref(a.ApiId), API)
        && same(a.JwtConfiguration, { Issuer: { Ref: "JwtIssuer" }, Audience: { "Fn::Split": [",", { Ref: "JwtAudience" }] } }))).map(([name]) => `${name}: not a token's`),
    ...(areCheckedTogether(t, "JwtIssuer", "JwtAudience") ? [] : ["half of them is let pass"]),
  ],

  "our own address is a parameter, and no function names its own API": (t) => functions(t).flatMap(([name, f]) => [
    ...(same(variables(f).MAJESTIC_NOTIFY_URL, { Ref: "NotifyUrl" }) ? [] : [`${name}: MAJESTIC_NOTIFY_URL`]),
    ...(same(variables(f).BACKLINKS_SHARE_URL, { Ref: "ShareUrl" }) ? [] : [`${name}: BACKLINKS_SHARE_URL`]),
    ...references(variables(f)).filter(([, target]) => is(t, target, API)).map(([, target]) => `${name}: a circle over ${target}`),
  ]),

  "the API lets through only so many": (t) => [
    ...(stages(t).length === 1 ? [] : ["not one stage"]),
    ...stages(t).flatMap(([name, s]) => [
      ...(s.StageName === "$default" && s.AutoDeploy === true && is(t, ref(s.ApiId), API) ? [] : [`${name}: not the one that deploys itself`]),
      ...(parameter(t, s.DefaultRouteSettings?.ThrottlingRateLimit) && parameter(t, s.DefaultRouteSettings?.ThrottlingBurstLimit) ? [] : [`${name}: not throttled`]),
      ...(same(Object.keys(s.RouteSettings ?? {}), opened(t)) ? [] : [`${name}: settings of routes`]),
      ...OPEN.flatMap((o) => o.routes.filter((route) => route in (s.RouteSettings ?? {}))
        .filter((route) => !same(s.RouteSettings[route], { ThrottlingRateLimit: { Ref: o.rate }, ThrottlingBurstLimit: { Ref: o.burst } }))
        .map((route) => `${name}: strangers may call ${route} often`)),
      // settings of a route that is not there yet fail
      ...(routes(t).filter(isOpen).every(([r]) => references(s.Description).some(([, target]) => target === r)) ? [] : [`${name}: made before its routes`]),
    ]),
    // anybody can call those routes, and each call starts the function
    ...OPEN.flatMap((o) => [[o.rate, "ThrottleRate", 100], [o.burst, "ThrottleBurst", 200]]).filter(([strangers, callers, most]) =>
      !(t.Parameters[strangers]?.MinValue === 1 && t.Parameters[strangers].MaxValue <= most && t.Parameters[strangers].Default < t.Parameters[callers]?.Default))
      .map(([strangers]) => `${strangers}: too much for strangers`),
  ],

  "the access log is JSON without a secret": (t) => stages(t).flatMap(([name, s]) => {
    const format = s.AccessLogSettings?.Format ?? "";
    const used = [...format.matchAll(/\$context\.([A-Za-z.]+)/g)].map((m) => m[1]);
    return [
      ...(is(t, att(s.AccessLogSettings?.DestinationArn, "Arn"), "AWS::Logs::LogGroup") ? [] : [`${name}: no access log`]),
      ...(format.includes("\n") || !Object.values(JSON.parse(format)).every((v) => typeof v === "string") ? [`${name}: not a line of texts`] : []),
      ...(format.replace(/\$context\.[A-Za-z.]+/g, "").includes("$") ? [`${name}: another variable`] : []),
      ...used.filter((v) => !LOGGED.includes(v)).map((v) => `${name}: logs ${v}`),
      ...["routeKey", "status", "requestId"].filter((v) => !used.includes(v)).map((v) => `${name}: does not log ${v}`),
    ];
  }),

  "nobody but this API is let in": (t) => {
    const [api] = every(t, API)[0] ?? [];
    const permissions = every(t, "AWS::Lambda::Permission");
    return [
      ...(permissions.length === 1 ? [] : ["not one permission"]),
      ...permissions.filter(([, p]) => !(p.Action === "lambda:InvokeFunction" && p.Principal === "apigateway.amazonaws.com"
          && functions(t).some(([f, d]) => !isWorker(d) && f === ref(p.FunctionName))
          && same(p.SourceArn, { "Fn::Sub": `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*` })))
        .map(([name]) => `${name}: lets others in`),
    ];
  },
};
