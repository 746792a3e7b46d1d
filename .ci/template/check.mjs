// Checks template.yaml offline: by AWS's schemas, by our own rules, and that both find the faults planted in copies of it.
import { readFileSync } from "node:fs";
import { RegoEngine } from "@aws/cloudformation-validate";
import { parse } from "yaml";
import { faults } from "./faults.mjs";
import { rules } from "./rules.mjs";

const file = "template.yaml";
const template = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const engine = new RegoEngine();

const long = (tag, key) => ({ tag, resolve: (text) => ({ [key]: text }) });
const customTags = [long("!Ref", "Ref"), long("!GetAtt", "Fn::GetAtt"), long("!Sub", "Fn::Sub")];

function bySchema(text) {
  const report = engine.validateStandard({ path: file, readBytes: () => Buffer.from(text) }, { severityLevel: "WARN" });
  const found = report.diagnostics.map((d) => `${d.ruleId} line ${d.startLine}: ${d.message}`);
  return report.status === "OK" || found.length ? found : [`the validator says ${report.status}`];
}

function byRule(rule, text) {
  try {
    return rule(parse(text, { customTags }));
  } catch (e) {
    return [e.message.split("\n")[0]];
  }
}

function plant([, from, to]) {
  if (template.split(from).length !== 2) throw new Error("the text to change is not in the template exactly once");
  return template.replace(from, () => to);
}

function found(fault) {
  const text = plant(fault);
  return [...bySchema(text), ...Object.entries(rules).flatMap(([name, rule]) => byRule(rule, text).map((c) => `${name}: ${c}`))];
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
for (const [name, rule] of Object.entries(rules)) check(name, byRule(rule, template));
for (const fault of faults) {
  try {
    const by = found(fault);
    check(`planted: ${fault[0]}`, by.length ? [] : ["not found"], by.length ? ` -> ${by[0]}` : "");
  } catch (e) {
    check(`planted: ${fault[0]}`, [e.message]);
  }
}
console.log(`Template checks: ${checks}, failed: ${failed}, of them planted faults: ${faults.length}`);
process.exitCode = failed || !faults.length ? 1 : 0;
