// What the linter does not know: our own rules for openapi.json. A rule returns its complaints.
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];
// where the design lets unknown things through
const OPEN = ["Extra", "Tables", "OpenApi"];

function* walk(value, pointer = "#") {
  if (value === null || typeof value !== "object") return;
  yield [pointer, value];
  for (const [key, v] of Object.entries(value)) yield* walk(v, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
}
const inside = (document, pointer) => pointer.slice(2).split("/")
  .reduce((v, key) => v?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], document);
const isExample = (pointer) => /\/(example|examples|value|default)(\/|$)/.test(pointer);
const schemas = (document) => [...walk(document)].filter(([pointer, v]) => !isExample(pointer) && !Array.isArray(v) && (v.type || v.properties || v.oneOf));
const operations = (document) => Object.entries(document.paths)
  .flatMap(([path, item]) => METHODS.filter((m) => item[m]).map((m) => [`${m} ${path}`, item[m], item]));

export const rules = {
  "every reference leads somewhere": (d) => [...walk(d)].filter(([, v]) => typeof v.$ref === "string" && inside(d, v.$ref) === undefined)
    .map(([pointer, v]) => `${pointer}: ${v.$ref}`),

  "no component is unused": (d) => {
    const used = new Set([...walk(d)].flatMap(([, v]) => [v.$ref, ...Object.values(v.mapping ?? {})]));
    const secured = new Set([...walk(d)].flatMap(([, v]) => (Array.isArray(v.security) ? v.security.flatMap(Object.keys) : [])));
    return Object.entries(d.components).flatMap(([kind, all]) => Object.keys(all)
      .filter((name) => (kind === "securitySchemes" ? !secured.has(name) : !used.has(`#/components/${kind}/${name}`)))
      .map((name) => `${kind}/${name}`));
  },

  "objects are closed": (d) => schemas(d)
    .filter(([, s]) => s.type === "object" && s.additionalProperties !== false)
    .filter(([pointer]) => !OPEN.some((name) => pointer.startsWith(`#/components/schemas/${name}`)) && !/\/(then|else)\//.test(pointer))
    .map(([pointer]) => pointer),

  "every schema and every property is described": (d) => [
    ...Object.entries(d.components.schemas).filter(([, s]) => !s.description).map(([name]) => name),
    ...schemas(d).filter(([pointer]) => !/\/(then|else|if|not|allOf|oneOf|anyOf)(\/|$)/.test(pointer))
      .flatMap(([pointer, s]) => Object.entries(s.properties ?? {})
        .filter(([, p]) => typeof p === "object" && !p.$ref && !p.description).map(([name]) => `${pointer}: ${name}`)),
  ],

  "every operation says how it fails": (d) => operations(d).flatMap(([name, o, item]) => [
    ...(o.responses?.[500] ? [] : [`${name}: no 500`]),
    ...(item["x-other-methods"]?.$ref === "#/components/responses/MethodNotAllowed" ? [] : [`${name}: nothing said of other methods`]),
    ...(o.requestBody && !o.responses?.[415] ? [`${name}: no 415`] : []),
  ]),

  "only the call back and shared pages are open": (d) => operations(d)
    .filter(([name, o]) => (o.security?.length === 0) !== / \/v1\/(notify|shared)\//.test(name))
    .map(([name]) => name).concat(d.security?.length ? [] : ["callers need not be known"]),

  "problems are told by type and status": (d) => Object.entries(d.components.responses)
    .filter(([, r]) => r.content?.["application/problem+json"])
    .filter(([, r]) => {
      const own = r.content["application/problem+json"].schema?.allOf?.[1]?.properties;
      return !(own?.status?.const >= 400) || !own.type?.enum?.length;
    })
    .map(([name]) => name),

  "ids and days have patterns": (d) => ["ReportId", "Instant", "Day", "Cursor"].filter((name) => !d.components.schemas[name]?.pattern),
};
