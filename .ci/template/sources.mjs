// What the program says of itself: names of settings, words that they take, its routes, and calls to AWS, read from its source.
import { readdirSync, readFileSync } from "node:fs";

const main = new URL("../../src/main/java/org/backlinks/", import.meta.url);
const file = (path) => readFileSync(new URL(path, main), "utf8");
const all = (folder) => readdirSync(new URL(`${folder}/`, main)).filter((f) => f.endsWith(".java")).map((f) => file(`${folder}/${f}`)).join("\n");
const words = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((m) => m[1]))];

const store = all("store");

export const SETTINGS = words(all("ops"), /"((?:MAJESTIC|BACKLINKS)_[A-Z_]+)"/g);
export const WORDS = words(file("ops/Settings.java"), /"([A-Za-z,]+)"/g);

const CALLS = {
  getItem: "GetItem", batchGetItem: "BatchGetItem", putItem: "PutItem", updateItem: "UpdateItem", deleteItem: "DeleteItem", query: "Query",
  // the parts of a transaction are granted, not the transaction
  transactWriteItems: undefined, Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem", ConditionCheck: "ConditionCheckItem",
};
const called = [
  ...words(store, /\b(?:dynamo|client)\s*\.\s*(\w+)\(/g),
  ...words(store, /\b(Put|Update|Delete|ConditionCheck)\.builder\(/g),
];
/** Actions that the program needs for what it calls; a call that is not known here stands by its own name. */
export const TABLE_ACTIONS = [...new Set(called.map((c) => (c in CALLS ? CALLS[c] : c)).filter(Boolean))].map((a) => `dynamodb:${a}`).sort();
export const SECRET_ACTIONS = words(file("majestic/Secrets.java"), /\bclient\.get\(\)\s*\.(\w+)\(/g)
  .map((call) => `secretsmanager:${call[0].toUpperCase()}${call.slice(1)}`);

const described = JSON.parse(file("../../../resources/openapi.json"));
const operations = Object.entries(described.paths).flatMap(([path, item]) => Object.entries(item)
  .filter(([method]) => /^(get|put|post|delete|patch|head|options)$/.test(method))
  .map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, open: (operation.security ?? described.security)?.length === 0 })));
/** Routes as the interface is described: for callers, and those that need no authorization. */
export const ROUTES = operations.filter((o) => !o.open).map((o) => o.key);
export const OPEN_ROUTES = operations.filter((o) => o.open).map((o) => o.key);

/** The metrics that the program writes, all of namespace Backlinks. */
export const METRICS = words(file("ops/Metrics.java"), /^ +[A-Z_]+\("([A-Z][A-Za-z]+)", "[A-Z]/gm);
