import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as root from "coachkit";
import { describe, expect, test } from "vitest";

const plan = createRequire(import.meta.url)("../rooms.cjs") as Readonly<Record<string, readonly string[]>>;
const planned = Object.keys(plan);
const built = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

/** The rows below the head `| room | may enter | what is in it |`. */
const [, table = ""] = /^\| room \| may enter \| what is in it \|\n\|---\|---\|---\|\n((?:\|.*\n)+)/mu.exec(readFileSync("docs/architecture.md", "utf8")) ?? [];
const rows = table.trimEnd().split("\n").map((line) => line.split("|").map((cell) => cell.trim()).slice(1, -1));

describe("the rooms", () => {
  test("are the folders of src", () => { expect(built.toSorted()).toEqual(planned.toSorted()); });
  test.each(planned)("%s enters only rooms that stand before it", (room) => {
    expect(plan[room]?.filter((other) => !planned.slice(0, planned.indexOf(room)).includes(other))).toEqual([]);
  });
  test.each(built)("%s has a door and stands on the root under its name, unless it needs Node", (room) => {
    expect(existsSync(`src/${room}/index.ts`)).toBe(true);
    expect(Object.keys(root).includes(room)).toBe(room !== "worker");
  });
  test("no room has a name that says nothing", () => {
    expect(planned.filter((room) => /^(utils?|common|helpers?|types|core|lib|services?|misc)$/u.test(room))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  test("shows the rooms in their order, and what each may enter, as the rule file has them", () => {
    expect(rows.map(([room, mayEnter]) => [room, mayEnter])).toEqual(Object.entries(plan).map(([room, others]) => [room, others.join(" ") || "–"]));
  });
  test("says what is in each room", () => {
    expect(rows.filter(([, , content = ""]) => content.length < 10)).toEqual([]);
  });
});
