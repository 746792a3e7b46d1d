// Short words for what rules look at in a decided template.
export const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
export const ref = (value) => value?.Ref;
export const att = (value, name) => {
  const [target, attribute] = String(value?.["Fn::GetAtt"] ?? "").split(".");
  return attribute === name ? target : undefined;
};
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
export const every = (t, type) => Object.entries(t.Resources).filter(([, r]) => r.Type === type).map(([name, r]) => [name, r.Properties ?? {}, r]);
export const is = (t, name, type) => t.Resources[name]?.Type === type;

/** Globals and a function's own properties, as SAM puts them together. */
export const functions = (t) => every(t, "AWS::Serverless::Function").map(([name, own]) => [name, { ...t.Globals?.Function, ...own }]);
export const isWorker = (f) => Object.values(f.Events ?? {}).some((e) => e.Type === "Schedule");
export const events = (t) => functions(t).flatMap(([, f]) => Object.entries(f.Events ?? {}));
export const variables = (f) => f.Environment?.Variables ?? {};
export const mappings = (t) => every(t, "AWS::Lambda::EventSourceMapping");
export const tables = (t) => every(t, "AWS::DynamoDB::Table");

/** Whether the template's own rules look at two parameters together, so that one without the other is refused. */
export const areCheckedTogether = (t, ...parameters) => Object.values(t.raw.Rules ?? {}).some((r) => list(r.Assertions).some((a) => {
  const named = references(a.Assert).map(([, name]) => name);
  return parameters.every((parameter) => named.includes(parameter));
}));

/** All names that a value refers to, as [kind, target, attribute]. */
export function references(value) {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, v]) => {
    if (key === "Ref") return [["Ref", v]];
    if (key === "Fn::GetAtt") return [["GetAtt", ...(Array.isArray(v) ? v : String(v).split(/\.(.*)/))].slice(0, 3)];
    if (key === "Fn::Sub") {
      const [text, own] = list(v);
      const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map((m) => m[1]).filter((name) => !(own && name in own));
      return [...names.map((name) => (name.includes(".") ? ["GetAtt", ...name.split(/\.(.*)/).slice(0, 2)] : ["Ref", name])), ...references(own ?? null)];
    }
    return references(v);
  });
}
