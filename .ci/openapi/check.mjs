// Checks openapi.json offline: by a linter, by our own rules, and that both find the faults planted in copies of it.
import { readFileSync } from "node:fs";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { faults } from "./faults.mjs";
import { rules } from "./rules.mjs";

const file = "openapi.json";
const document = readFileSync(new URL(`../../src/main/resources/${file}`, import.meta.url), "utf8");
// schemas say themselves which objects are closed
const examples = { severity: "error", allowAdditionalProperties: true };
const config = await createConfig({
  extends: ["recommended-strict"],
  rules: {
    // it does not see what extensions refer to: a rule of ours does
    "no-unused-components": "off",
    "no-invalid-media-type-examples": examples,
    "no-invalid-parameter-examples": examples,
    "no-invalid-schema-examples": examples,
    "operation-4xx-problem-details-rfc7807": "error",
    "operation-description": "error",
    "operation-operationId": "error",
    "operation-tag-defined": "error",
    "parameter-description": "error",
    "path-parameters-defined": "error",
    "response-contains-header": { severity: "error", names: { 200: ["Cache-Control", "Vary"], 405: ["Allow"], 202: ["Location", "Retry-After"] } },
    "tag-description": "error",
  },
});

async function byLinter(text) {
  try {
    const found = await lintFromString({ source: text, absoluteRef: file, config });
    return found.map((p) => `${p.ruleId} ${p.location[0]?.pointer ?? ""}: ${p.message}`);
  } catch (e) {
    return [e.message.split("\n")[0]];
  }
}

function byRule(rule, text) {
  try {
    return rule(JSON.parse(text));
  } catch (e) {
    return [e.message.split("\n")[0]];
  }
}

function plant([, from, to]) {
  if (document.split(from).length !== 2) throw new Error("the text to change is not in the document exactly once");
  return document.replace(from, () => to);
}

async function found(fault) {
  const text = plant(fault);
  const ours = Object.entries(rules).flatMap(([name, rule]) => byRule(rule, text).map((c) => `${name}: ${c}`));
  return ours.length ? ours : byLinter(text);
}

let checks = 0;
let failed = 0;
function check(name, complaints, note = "") {
  checks++;
  if (complaints.length) failed++;
  console.log(`${complaints.length ? "FAILED" : "ok"}  ${name}${note}`);
  complaints.forEach((c) => console.log(`        ${c}`));
}

check("the linter", await byLinter(document));
for (const [name, rule] of Object.entries(rules)) check(name, byRule(rule, document));
for (const fault of faults) {
  try {
    const by = await found(fault);
    check(`planted: ${fault[0]}`, by.length ? [] : ["not found"], by.length ? ` -> ${by[0]}` : "");
  } catch (e) {
    check(`planted: ${fault[0]}`, [e.message]);
  }
}
console.log(`Interface checks: ${checks}, failed: ${failed}, of them planted faults: ${faults.length}`);
process.exitCode = failed || !faults.length ? 1 : 0;
