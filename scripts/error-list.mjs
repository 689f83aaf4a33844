/**
 * Reads every fault from the source and writes `docs/errors.md` (`--update`), or fails when it is stale.
 * Also fails when a code does not begin with the name of its file, stands twice, is not plain text, or is named in no test.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import ts from "typescript";

const page = "docs/errors.md";
const inputChecks = "src/error/check.ts";
const filesUnder = (folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => `${folder}/${file.replaceAll("\\", "/")}`).sort();

/** Codes that come from the schemas; their texts are made from the values at hand. Checked below against the source. */
const inputFamily = {
  invalid_type: "A value is missing, or of another kind than the documentation says.",
  too_big: "A number, text or list is larger than allowed. `params`: `maximum`, `origin`.",
  too_small: "A number, text or list is smaller than needed. `params`: `minimum`, `origin`.",
  invalid_value: "The value is none of the listed ones. `params`: `values`.",
  invalid_key: "A key of a record does not have the form that it needs.",
  invalid_union: "The value has none of the allowed shapes. `params`: `discriminator`, the key that tells them apart.",
  not_multiple_of: "A number is no multiple of another. `params`: `divisor`.",
  invalid_format: "A text does not have the form that its key needs: a date, an id, a time zone.",
  unrecognized_keys: "A key that nobody knows, often a misspelled one. `params`: `key`.",
};

const complaints = [];
const faults = [];
const inputCodes = new Set();

const textOf = (node) => {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
};

/** `{ code, message, hint }` written out, not a schema of it nor a copy of another issue. */
function readFault(node, source, file) {
  const parts = new Map(node.properties.filter(ts.isPropertyAssignment).map((property) => [property.name.getText(source), property.initializer]));
  const code = parts.get("code");
  if (code === undefined || (!parts.has("message") && !parts.has("hint")) || ts.isPropertyAccessExpression(code) || ts.isCallExpression(code)) return;
  const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
  const [codeText, message, hint] = ["code", "message", "hint"].map((key) => textOf(parts.get(key)));
  if (file === inputChecks) {
    if (message === undefined || codeText === undefined) return;
  } else if (codeText === undefined || message === undefined || hint === undefined) {
    complaints.push(`${place}: write code, message and hint of a fault as plain texts, so that they can be found`);
    return;
  }
  faults.push({ file, place, room: file.split("/")[1], code: codeText, message, hint });
}

function visit(node, source, file) {
  if (ts.isObjectLiteralExpression(node)) readFault(node, source, file);
  if (file === inputChecks) {
    if (ts.isCaseClause(node) && ts.isStringLiteral(node.expression)) inputCodes.add(node.expression.text);
    else if (ts.isStringLiteralLike(node) && /^input\.[a-z_]+$/u.test(node.text)) inputCodes.add(node.text.slice("input.".length));
  }
  ts.forEachChild(node, (child) => visit(child, source, file));
}

for (const file of filesUnder("src")) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  visit(source, source, file);
}

for (const { file, place, code } of faults) {
  const home = file === inputChecks ? "input" : basename(file, ".ts");
  if (!new RegExp(`^${home}\\.[a-z][a-z0-9_]*$`, "u").test(code)) complaints.push(`${place}: “${code}” should be “${home}.<snake_case>”`);
}
const twice = (list) => [...new Set(list.filter((entry, index) => list.indexOf(entry) !== index))];
const placesOf = (code) => faults.filter((fault) => fault.code === code).map(({ place }) => place).join(", ");
for (const code of twice(faults.map(({ code }) => code))) complaints.push(`“${code}” stands twice: ${placesOf(code)}`);
for (const name of twice([...new Set(faults.map(({ file }) => file))].map((file) => basename(file)))) complaints.push(`two rooms have faults in a file ${name}: rename one, a code must say where it comes from`);
const own = new Set(faults.map(({ code }) => code));
/** Reaches us through the `default` branch of the texts. */
inputCodes.add("invalid_key");
const family = [...inputCodes].filter((code) => !own.has(`input.${code}`)).sort();
for (const code of family) if (!(code in inputFamily)) complaints.push(`${inputChecks}: explain input.${code} in scripts/error-list.mjs`);
for (const code of Object.keys(inputFamily)) if (!family.includes(code)) complaints.push(`scripts/error-list.mjs explains input.${code}, which is nowhere in ${inputChecks}`);

const tests = filesUnder("test").map((file) => readFileSync(file, "utf8")).join("\n");
for (const code of [...own, ...family.map((name) => `input.${name}`)]) if (!new RegExp(`${code.replace(".", "\\.")}(?![a-z0-9_])`, "u").test(tests)) complaints.push(`“${code}” is named in no test: throw it once, by code and path`);

const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (list) => ["| code | what is wrong | what to do |", "|---|---|---|", ...list.map(({ code, message, hint }) => `| \`${code}\` | ${cell(message)} | ${cell(hint)} |`)];
const byCode = (left, right) => (left.code < right.code ? -1 : 1);
const rooms = [...new Set(faults.map(({ room }) => room))].filter((room) => room !== "error").sort();
const text = [
  "# Errors",
  "",
  "Written by `npm run errors:update` from the source; do not edit by hand.",
  "",
  "Bad input throws one `CoachingError` whose `issues` name every fault found, each with `code`, `path`, `message`, `hint` and `params`. Act on the code, never on the text: codes keep their meaning within a major version, texts do not. `{name}` in a text is filled from `params`, so that a host can say the same in its own language. A question without an answer is no error but data with a `reason`, and an infeasible plan is data too.",
  "",
  "## Every input: `input.*`",
  "",
  "The shape of an input is checked before anything else. A key that needs more than its kind (a date, a fraction) brings its own text under these codes.",
  "",
  "| code | when |",
  "|---|---|",
  ...Object.entries(inputFamily).sort().map(([code, when]) => `| \`input.${code}\` | ${when} |`),
  "",
  "What is refused whatever the key:",
  "",
  ...table(faults.filter(({ room }) => room === "error").sort(byCode)),
  ...rooms.flatMap((room) => ["", `## ${room}`, "", ...table(faults.filter((fault) => fault.room === room).sort(byCode))]),
  "",
].join("\n");

if (process.argv.includes("--update")) writeFileSync(page, text);
else if (!existsSync(page) || readFileSync(page, "utf8") !== text) complaints.push(`${page} is stale: run npm run errors:update`);
if (complaints.length > 0) {
  console.error(complaints.join("\n"));
  process.exitCode = 1;
} else console.log(`${faults.length + family.length} error codes: listed, each named in a test`);
