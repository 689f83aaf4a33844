import { existsSync, readdirSync } from "node:fs";
import * as sdk from "coachkit";
import { describe, expect, test } from "vitest";

/** Each room keeps one good call per public function in `test/<room>/calls.ts`. */
const calls: Record<string, readonly unknown[]> = {};
for (const room of readdirSync("src", { withFileTypes: true })) {
  if (!existsSync(`test/${room.name}/calls.ts`)) continue;
  const module = (await import(`./${room.name}/calls.ts`)) as { readonly calls: Readonly<Record<string, readonly unknown[]>> };
  for (const [name, args] of Object.entries(module.calls)) calls[`${room.name}.${name}`] = args;
}

/** Functions that do not answer in JSON, each with its reason. */
const notData: Readonly<Record<string, string>> = {
  "calendar.decodeIcs": "takes bytes, which JSON has not: the way from a file to the text that is read",
  "calendar.streamIcs": "stream: an iterable of octets, for files that are sent as they are made",
  "calendar.toIcsBytes": "octets: a file as it is sent and stored",
  "calendar.toIcsBytesUnchecked": "octets, as above",
  "chart.shownChart": "display: carries the function that Deno's notebook kernel asks for under Symbol.for(\"Jupyter.display\"); without it the answer is the picture as JSON",
  "error.check": "machinery: answers what the schema answers",
  "error.faultAt": "machinery: makes the error",
  "error.pattern": "machinery: makes a schema",
  "error.repeated": "machinery: walks a list for rules",
  "error.rule": "machinery: makes a check of a schema",
  "nudge.streamNudges": "stream: an iterable of the nudges of one person after the other, for more people than one input may hold",
  "simulation.runSimulation": "executor: a promise, as tasks are computed elsewhere; its answer is that of simulateReturn",
};

type Call = (...args: readonly unknown[]) => unknown;
const functions = Object.entries(sdk)
  .filter(([, room]) => typeof room === "object")
  .flatMap(([room, members]) => Object.entries(members).filter(([name, value]) => typeof value === "function" && /^[a-z]/u.test(name)).map(([name, value]) => [`${room}.${name}`, value as Call] as const))
  .filter(([name]) => notData[name] === undefined);
const freeze = <T>(value: T): T => { if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) { Object.values(value).forEach(freeze); Object.freeze(value); } return value; };

test("every public function is called here", () => { expect(Object.keys(calls).sort()).toEqual(functions.map(([name]) => name).sort()); });

describe.each(functions)("%s", (name, call) => {
  // what the caller would do for us, such as a resolver, is no data and stays as it is
  const args = (calls[name] ?? []).map((one) => (typeof one === "function" ? one : freeze(structuredClone(one))));
  test("leaves its arguments alone and gives the same answer twice", () => { expect(call(...args)).toStrictEqual(call(...args)); });
  if (/Columns(Unchecked)?$/u.test(name)) return; // columnar: typed arrays, by their name
  test("answers in JSON", () => { const answer = call(...args); expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer); });
});
