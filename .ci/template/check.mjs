// Checks template.yaml offline: by AWS's schemas, by our own rules with every condition both ways, and that they find the
// faults planted in copies of it.
import { readFileSync } from "node:fs";
import { RegoEngine } from "@aws/cloudformation-validate";
import { faults } from "./faults.mjs";
import { WORLDS, worlds } from "./read.mjs";
import { rules } from "./rules/index.mjs";

const file = "template.yaml";
const template = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const engine = new RegoEngine();

function bySchema(text) {
  const report = engine.validateStandard({ path: file, readBytes: () => Buffer.from(text) }, { severityLevel: "WARN" });
  const found = report.diagnostics.map((d) => `${d.ruleId} line ${d.startLine}: ${d.message}`);
  return report.status === "OK" || found.length ? found : [`the validator says ${report.status}`];
}

function read(text) {
  try {
    return worlds(text);
  } catch (e) {
    return [["any parameters", e]];
  }
}

/** A complaint that is the same with all parameters is made once. */
function byRule(rule, seen) {
  const complaints = new Map();
  for (const [world, t] of seen) {
    let found;
    try {
      if (t instanceof Error) throw t;
      found = rule(t);
    } catch (e) {
      found = [e.message.split("\n")[0]];
    }
    found.forEach((c) => complaints.set(c, [...(complaints.get(c) ?? []), world]));
  }
  return [...complaints].map(([c, where]) => (where.length === seen.length ? c : `${c} (${where.join("; ")})`));
}

/** Every condition must hold with some of the tried parameters, and must not hold with others. */
function conditionsSeenOneWay(seen) {
  const decided = seen.map(([, t]) => t.conditions ?? {});
  const names = new Set(decided.flatMap(Object.keys));
  return [...names].filter((name) => new Set(decided.map((c) => c[name])).size < 2).map((name) => `${name}: always ${decided[0][name]}`);
}

/** Where a part of the template (a parameter, resource, output) begins and ends. */
function place(part) {
  const from = template.lastIndexOf(`\n  ${part}:\n`);
  const length = template.slice(from + 1).search(/\n {0,2}\S/);
  return from < 0 || !part ? [0, template.length] : [from, length < 0 ? template.length : from + 1 + length];
}

function plant([, from, to, part = ""]) {
  const [start, end] = place(part);
  const within = template.slice(start, end);
  if (within.split(from).length !== 2) throw new Error("the text to change is not there exactly once");
  return template.slice(0, start) + within.replace(from, () => to) + template.slice(end);
}

function found(fault) {
  const text = plant(fault);
  const seen = read(text);
  for (const [name, rule] of Object.entries(rules)) {
    const complaints = byRule(rule, seen);
    if (complaints.length) return `${name}: ${complaints[0]}`;
  }
  return conditionsSeenOneWay(seen)[0] ?? bySchema(text)[0];
}

let checks = 0;
let failed = 0;
function check(name, complaints, note = "") {
  checks++;
  if (complaints.length) failed++;
  console.log(`${complaints.length ? "FAILED" : "ok"}  ${name}${note}`);
  complaints.forEach((c) => console.log(`        ${c}`));
}

check("AWS's schemas", bySchema(template));
const seen = read(template);
for (const [name, rule] of Object.entries(rules)) check(name, byRule(rule, seen));
check("every condition is seen both ways", conditionsSeenOneWay(seen));
for (const fault of faults) {
  try {
    const by = found(fault);
    check(`planted: ${fault[0]}`, by ? [] : ["not found"], by ? ` -> ${by}` : "");
  } catch (e) {
    check(`planted: ${fault[0]}`, [e.message]);
  }
}
console.log(`Template checks: ${checks}, failed: ${failed}, of them planted faults: ${faults.length}; parameters tried: ${Object.keys(WORLDS).length}`);
process.exitCode = failed || !faults.length ? 1 : 0;
