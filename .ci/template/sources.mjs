// What the program says of itself. A test of the program writes its settings, metrics and calls to AWS: see ProgramFactsTest.
import { existsSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

const FACTS = "target/program-facts.json";
if (!existsSync(new URL(FACTS, root))) {
  throw new Error(`${FACTS} is missing: run ./mvnw test -Dtest=ProgramFactsTest first`);
}
const facts = json(FACTS);

export const SETTINGS = Object.keys(facts.settings);
/** The words that a setting takes. */
export const WORDS = Object.values(facts.settings).flatMap((s) => s.words ?? []);
/** Settings that have a range: the default, the minimum and the maximum that the program takes. */
export const RANGES = Object.fromEntries(["MAJESTIC_TIMEOUT", "BACKLINKS_WORKER_CALLS"].map((name) => [name, facts.settings[name] ?? {}]));

/** The IAM actions of the calls that the program makes. */
export const TABLE_ACTIONS = facts.tableActions;
export const SECRET_ACTIONS = facts.secretActions;
/** Those of one service, which delivers callbacks or events. */
export const callbackActions = (service) => facts.callbackActions.filter((action) => action.startsWith(`${service}:`));

const described = json("src/main/resources/openapi.json");
const operations = Object.entries(described.paths).flatMap(([path, item]) => Object.entries(item)
  .filter(([method]) => /^(get|put|post|delete|patch|head|options)$/.test(method))
  .map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, open: (operation.security ?? described.security)?.length === 0 })));
/** Routes as the interface is described: for callers, and those that need no authorization. */
export const ROUTES = operations.filter((o) => !o.open).map((o) => o.key);
export const OPEN_ROUTES = operations.filter((o) => o.open).map((o) => o.key);

/** The metrics that the program writes, all of namespace Backlinks. */
export const METRICS = facts.metrics;
