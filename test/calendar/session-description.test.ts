import { type CalendarExport, toIcs } from "coachkit/calendar";
import { expect, test } from "vitest";
import { readIcs } from "./read-ics.js";
import { exportOf, sessionOf } from "./sample-export.js";

const contacts = [{ personId: "kim", name: "Kim Ota" }, { personId: "ben", name: "Ben Lee" }];
const described = (session: Partial<Parameters<typeof sessionOf>[0]>, more: Partial<CalendarExport> = {}): readonly string[] =>
  (readIcs(toIcs(exportOf([sessionOf({ date: "2027-09-27", ...session })], more)))[0]?.description ?? "").split("\n");
const company = (session: Partial<Parameters<typeof sessionOf>[0]>, more: Partial<CalendarExport> = {}): string | undefined => described(session, more).find((line) => line.startsWith("With: "));

test("whoever runs the program reads everything: scripts, and each task with its role", () => {
  expect(described({}, { contacts })).toEqual([
    "Sample program, week 1", "With: Kim Ota (coach), ada", "Agenda:", "- Progress on the goal (40 min)", "  Ask what was tried.", "  Listen.", "- Next step",
    "To prepare:", "- Note one situation (participant, 5 min)", "- Read the journal (coach)",
  ]);
});

test("a coach reads the script and the coach's tasks", () => {
  expect(described({}, { contacts, personId: "kim" })).toEqual(["Sample program, week 1", "With: one other person", "Agenda:", "- Progress on the goal (40 min)", "  Ask what was tried.", "  Listen.", "- Next step", "To prepare:", "- Read the journal"]);
});

test("a participant reads the agenda without the script, and the participant's tasks", () => {
  expect(described({}, { contacts, personId: "ada" })).toEqual(["Sample program, week 1", "With: Kim Ota (coach)", "Agenda:", "- Progress on the goal (40 min)", "- Next step", "To prepare:", "- Note one situation (5 min)"]);
});

test("where peers lead, participants read the script", () => { expect(described({ touchpointId: "huddle", coachId: null }, { personId: "ada" })).toEqual(["Sample program, week 1", "Agenda:", "- What I tried", "  Two minutes each."]); });

test("one who coaches in one session and takes part in another reads each in that role", () => {
  const sessions = [sessionOf({ date: "2027-09-27", id: "a", coachId: "kim", participantIds: ["ada"] }), sessionOf({ date: "2027-09-28", id: "b", coachId: "lee", participantIds: ["kim"] })];
  expect(readIcs(toIcs(exportOf(sessions, { personId: "kim" }))).map(({ description }) => description.includes("Listen."))).toEqual([true, false]);
});

test("a session of no week, with nothing to say, says the program", () => { expect(described({ touchpointId: "pulse", week: null, coachId: null }, { personId: "ada" })).toEqual(["Sample program"]); });

test.each([
  // who reads                      coach   participants                 personId   with
  ["all: names, else ids",           "kim",  ["ada", "ben"],              undefined, "With: Kim Ota (coach), ada, Ben Lee"],
  ["a participant: names, else how many", "kim", ["ada", "ben", "cem", "dan"], "ada", "With: Kim Ota (coach), Ben Lee and 2 more"],
  ["a participant, coach unnamed",   "lee",  ["ada"],                     "ada",     "With: your coach"],
  ["a participant, nobody named",    null,   ["ada", "cem", "dan"],       "ada",     "With: 2 others"],
  ["a participant alone",            null,   ["ada"],                     "ada",     undefined],
  ["a coach",                        "kim",  ["ada", "ben"],              "kim",     "With: Ben Lee and 1 more"],
] as const)("company for %s", (_, coachId, participantIds, personId, text) => {
  expect(company({ coachId, participantIds }, { contacts, ...(personId === undefined ? {} : { personId }) })).toBe(text);
});

test("thirty names are written, the others counted", () => {
  const participantIds = Array.from({ length: 35 }, (_, index) => `p${String(index)}`);
  expect(company({ coachId: null, participantIds })).toBe(`With: ${participantIds.slice(0, 30).join(", ")} and 5 more`);
});
