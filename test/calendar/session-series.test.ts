import fc from "fast-check";
import { toIcs, toIcsByPerson } from "coachkit/calendar";
import type { Plan } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { clientModel } from "./client-model.js";
import { contentLines } from "./read-ics.js";
import { anySeriesPlan, expectedOf, people, published } from "./sample-change.js";
import { exportOf, planOf, sessionOf } from "./sample-export.js";

const fileOf = (plan: Plan, more: Parameters<typeof exportOf>[1] = {}): string => toIcs(exportOf([], { plan, seriesFrom: published, ...more }));
const timed = (ics: string): readonly string[] => contentLines(ics).filter((line) => /^(DTSTART;|RRULE:FREQ=W|EXDATE|RECURRENCE-ID|UID)/u.test(line));
const shown = (...files: readonly string[]): readonly string[] => {
  const client = clientModel();
  files.forEach(client.take);
  return client.shown().map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort();
};

test("a weekly touchpoint is one event with its rule, and what a holiday moved an override of it", () => {
  expect(timed(fileOf(published))).toEqual([
    "UID:w0@coaching.example.com", "DTSTART;TZID=Europe/Berlin:20270928T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8",
    "UID:w0@coaching.example.com", "DTSTART;TZID=Europe/Berlin:20271020T090000", "RECURRENCE-ID;TZID=Europe/Berlin:20271019T090000",
  ]);
});

test("without it, each session is an event of its own", () => { expect(toIcs(exportOf([], { plan: published }))).not.toMatch(/RRULE:FREQ=WEEKLY|RECURRENCE-ID/u); });

test("a session that is gone is left out of the rule, which stays as it was", () => {
  expect(timed(fileOf({ ...published, sessions: published.sessions.filter(({ id }) => id !== "w0" && id !== "w3") }))).toEqual([
    "UID:w0@coaching.example.com", "DTSTART;TZID=Europe/Berlin:20270928T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=8", "EXDATE;TZID=Europe/Berlin:20270928T090000", "EXDATE;TZID=Europe/Berlin:20271019T090000",
  ]);
});

test("SEQUENCE is the highest of the series, in all its events", () => {
  const lines = contentLines(fileOf(published, { sequences: [{ sessionId: "w5", sequence: 3 }, { sessionId: "w1", sequence: 1 }] }));
  expect(lines.filter((line) => line.startsWith("SEQUENCE"))).toEqual(["SEQUENCE:3", "SEQUENCE:3"]);
});

test("the text of a series names no week; that of an override does", () => {
  expect(contentLines(fileOf(published)).filter((line) => line.startsWith("DESCRIPTION")).map((line) => /week \d/u.exec(line)?.[0])).toEqual([undefined, "week 3"]);
});

describe("sessions are events of their own", () => {
  const each = (...sessions: Parameters<typeof sessionOf>[0][]): readonly string[] => {
    const plan = planOf(sessions.map((session) => sessionOf(session)));
    return contentLines(toIcs(exportOf([], { plan, seriesFrom: plan }))).filter((line) => /^RRULE:FREQ=WEEKLY|^RECURRENCE-ID/u.test(line));
  };
  const weeks = ["2027-10-05", "2027-10-12", "2027-10-19"] as const;
  test.each([
    ["where they keep no rhythm", ["2027-10-05", "2027-10-13", "2027-10-21"].map((date) => ({ date }))],
    ["where the people differ", weeks.map((date, index) => ({ date, participantIds: [`p${String(index)}`] }))],
    ["where the zone's clock follows no yearly rule", weeks.map((date) => ({ date, timeZone: "Africa/Casablanca" }))],
    ["in UTC", weeks.map((date) => ({ date, timeZone: "Etc/UTC" }))],
    ["where one lies in an hour that the clock shows twice", ["2027-10-17", "2027-10-24", "2027-10-31"].map((date) => ({ date, startTime: "02:30" }))],
    ["where one lies in an hour that the clock skips", ["2027-03-14", "2027-03-21", "2027-03-28"].map((date) => ({ date, startTime: "02:30" }))],
    ["where the clock changes within one", ["2027-10-16", "2027-10-23", "2027-10-30"].map((date) => ({ date, startTime: "23:00", durationMinutes: 480 }))],
    ["where they are offered only", weeks.map((date) => ({ date, isScheduled: false }))],
  ])("%s", (_, sessions) => { expect(each(...sessions)).toEqual([]); });
  test("and in a rhythm they are a series", () => { expect(each(...weeks.map((date) => ({ date })))).toEqual(["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"]); });
});

test("whatever becomes of a published series, a client that imports the file shows the plan, for all and for each person", () => {
  fc.assert(fc.property(anySeriesPlan, (plan) => {
    for (const personId of people) expect(shown(fileOf(plan, { personId, contacts: people.map((id) => ({ personId: id, name: id })) }))).toEqual(expectedOf(plan, personId));
    expect(shown(fileOf(plan))).toEqual(plan.sessions.filter(({ isScheduled }) => isScheduled).map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort());
  }), { numRuns: 60 });
});

test("a client that imports one file after the other keeps no ghost when each is given the plan before, with and without series", () => {
  fc.assert(fc.property(fc.array(anySeriesPlan, { minLength: 1, maxLength: 4 }), fc.boolean(), (plans, isSeries) => {
    for (const personId of ["ada", "cem", "kim", undefined]) {
      const all = [published, ...plans];
      const files = all.map((plan, index) => {
        const before = all[index - 1];
        const sequences = published.sessions.map(({ id }) => ({ sessionId: id, sequence: index }));
        return toIcs(exportOf([], { plan, sequences, stampedAt: `2027-09-0${String(index + 1)}T12:00:00Z`, contacts: people.map((id) => ({ personId: id, name: id })), ...(isSeries ? { seriesFrom: published } : {}), ...(before === undefined ? {} : { before }), ...(personId === undefined ? {} : { personId }) }));
      });
      const last = plans.at(-1)!;
      const expected = personId === undefined ? last.sessions.filter(({ isScheduled }) => isScheduled).map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort() : expectedOf(last, personId);
      expect(shown(...files)).toEqual(expected);
      expect(shown(...files.flatMap((file) => [file, file]))).toEqual(expected);
    }
  }), { numRuns: 40 });
});

test("what is gone is cancelled in the file of those who had it", () => {
  const [stays, goes] = [sessionOf({ date: "2027-09-27", id: "stays" }), sessionOf({ date: "2027-09-28", id: "goes", participantIds: ["ben"] })];
  const input = exportOf([stays], { before: planOf([stays, goes]), sequences: [{ sessionId: "goes", sequence: 1 }] });
  const statesOf = (ics: string): readonly string[] => contentLines(ics).filter((line) => /^(UID|SEQUENCE|STATUS)/u.test(line));
  expect(statesOf(toIcs(input))).toEqual(["UID:stays@coaching.example.com", "SEQUENCE:0", "STATUS:CONFIRMED", "UID:goes@coaching.example.com", "SEQUENCE:1", "STATUS:CANCELLED"]);
  expect(statesOf(toIcs({ ...input, personId: "ada" }))).toEqual(["UID:stays@coaching.example.com", "SEQUENCE:0", "STATUS:CONFIRMED"]);
  expect(toIcsByPerson(input).map(({ personId, ics }) => [personId, ics === toIcs({ ...input, personId })])).toEqual([["kim", true], ["ada", true], ["ben", true]]);
});
