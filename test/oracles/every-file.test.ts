import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folder, isOwnFolder } from "./oracle.js";

const tests = readdirSync("test/oracles").filter((file) => file.endsWith(".test.ts")).map((file) => readFileSync(`test/oracles/${file}`, "utf8")).join("\n");
const files = ["calendar", "optimization", "statistics"].filter((part) => existsSync(join(folder, part))).flatMap((part) => readdirSync(join(folder, part)).filter((file) => file.endsWith(".json")).map((file) => `${part}/${file}`));

test("every file of golden answers is run, or named here as not covered", () => {
  for (const file of files.filter((name) => !tests.includes(name))) {
    const { cases } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { readonly cases?: readonly unknown[] };
    if (cases !== undefined) console.log(`${file.replace(/^.*\//u, "").replace(/\.json$/u, "")}: ${String(cases.length)} cases, not covered: no public function answers them yet`);
  }
  // a folder that somebody named may hold none
  if (!isOwnFolder) expect(files).not.toEqual([]);
});
