import { readFileSync } from "node:fs";
import { usualFollowupPolicy } from "coachkit/followup";
import { expect, test } from "vitest";

const list = (cell: string): readonly string[] => (cell === "" ? [] : cell.split(", "));

test("the table in docs/follow-up.md is the table of the usual policy", () => {
  const rows = readFileSync("docs/follow-up.md", "utf8").split("\n").filter((line) => /^\| [a-z]/u.test(line)).slice(1).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  expect(rows.map(([kind = "", from = "", to = "", roles = "", requires = ""]) => ({ kind, from: list(from), to, roles: list(roles), requires: list(requires) })))
    .toEqual(usualFollowupPolicy.transitions.map(({ kind, from, to, roles, requires }) => ({ kind, from, to, roles, requires })));
});
