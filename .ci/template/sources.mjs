// What the program says of itself: names of settings, words that they take, its routes, and calls to AWS, read from its source.
import { readdirSync, readFileSync } from "node:fs";

const main = new URL("../../src/main/java/org/backlinks/", import.meta.url);
const read = (folder) => readdirSync(new URL(`${folder}/`, main)).filter((f) => f.endsWith(".java"))
  .map((f) => readFileSync(new URL(`${folder}/${f}`, main), "utf8")).join("\n");
const words = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((m) => m[1]))];

const ops = read("ops");
const store = read("store");

export const SETTINGS = words(ops, /"((?:MAJESTIC|BACKLINKS)_[A-Z_]+)"/g);
export const WORDS = words(ops, /"([A-Za-z,]+)"/g);

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
export const SECRET_ACTIONS = words(readFileSync(new URL("majestic/Secrets.java", main), "utf8"), /\bclient\.get\(\)\s*\.(\w+)\(/g)
  .map((call) => `secretsmanager:${call[0].toUpperCase()}${call.slice(1)}`);

const described = JSON.parse(readFileSync(new URL("../../src/main/resources/openapi.json", import.meta.url), "utf8"));
const operations = Object.entries(described.paths).flatMap(([path, item]) => Object.entries(item)
  .filter(([method]) => /^(get|put|post|delete|patch|head|options)$/.test(method))
  .map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, open: (operation.security ?? described.security)?.length === 0 })));
/** Routes as the interface is described: for callers, and those that need no authorization. */
export const ROUTES = operations.filter((o) => !o.open).map((o) => o.key);
export const OPEN_ROUTES = operations.filter((o) => o.open).map((o) => o.key);

/** The metrics of namespace Backlinks. */
export const METRICS = [
  "Calls", "Polls", "AnalysisCharged", "RetrievalCharged", "AnalysisLeft", "RetrievalLeft", "Reused", "Joined", "Queued", "Failures",
  "BudgetRefusals", "CommandGone", "OldestDue", "Rows", "Bytes", "UpstreamTime", "TableTime", "Duration",
];
/** Those that the program writes. */
export const WRITTEN = words(ops, /^ +[A-Z_]+\("([A-Z][A-Za-z]+)"/gm);
