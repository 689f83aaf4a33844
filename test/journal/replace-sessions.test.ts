import type { JournalEntry, JournalSlots } from "coachkit/journal";
import { gibbsTemplate, oridTemplate, replaceSessions } from "coachkit/journal";
import type { Plan, Session } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const dayAfter = (days: number): string => new Date(Date.UTC(2027, 9, 4) + days * 86_400_000).toISOString().slice(0, 10);
/** A one-to-one of an hour at 08:00 UTC, so many days after Monday 2027-10-04. */
const sessionOn = (days: number, more: Partial<Session> = {}): Session => ({
  id: `s${String(days)}`, occurrenceId: `o${String(days)}`, touchpointId: "one-to-one", title: "One-to-one", week: null, coachId: "kim", participantIds: ["ana"], date: dayAfter(days), startTime: "10:00",
  timeZone: "Europe/Berlin", startsAt: `${dayAfter(days)}T08:00:00Z`, endsAt: `${dayAfter(days)}T09:00:00Z`, durationMinutes: 60, isScheduled: true, warnings: [], ...more,
});
const planOf = (...sessions: readonly Session[]): Plan => ({ kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" });
const answers = oridTemplate.prompts.map(({ id }) => ({ promptId: id, wordCount: 30 }));
/** An entry for the session on that day, handed in on the fifth. */
const entryFor = (days: number, more: Partial<JournalEntry> = {}): JournalEntry => ({ id: `e${String(days)}`, participantId: "ana", writtenAt: `${dayAfter(5)}T08:00:00Z`, templateId: "orid", answers, sharedWith: "coach", occurrenceId: `o${String(days)}`, ...more });
const rule = { touchpointId: "one-to-one", role: "substitute", templateId: "orid", leastCompletenessFraction: 0.75, handInHours: 24 } as const;
const slotsOf = (sessions: readonly Session[], entries: readonly JournalEntry[], more: Partial<JournalSlots> = {}): JournalSlots => ({ plan: planOf(...sessions), entries, templates: [oridTemplate, gibbsTemplate], rules: [rule], at: `${dayAfter(6)}T10:00:00Z`, ...more });
const reasonsOf = (slots: JournalSlots): readonly string[] => replaceSessions(slots).kept.map(({ reason }) => reason);

test("an entry handed in in time takes the session's place, and the coach's hour is free", () => {
  const { plan, replaced, kept, freeEntries, releasedCoachMinutes, assumptions } = replaceSessions(slotsOf([sessionOn(7)], [entryFor(7)]));
  expect(plan.sessions).toEqual([]);
  expect(plan.unassigned).toEqual([{ occurrenceId: "o7", touchpointId: "one-to-one", week: null, participantIds: ["ana"], reason: "replaced-by-journal", startsAt: `${dayAfter(7)}T08:00:00Z` }]);
  expect(replaced).toEqual([{ sessionId: "s7", participantId: "ana", entryId: "e7", releasedCoachMinutes: 60 }]);
  expect([kept, freeEntries, releasedCoachMinutes]).toEqual([[], [], 60]);
  expect(assumptions).toEqual({ longestRunCount: 1, longestLiveGapDays: 35 });
});

test("an add-on stands beside its session: nothing is freed, nothing leaves the plan", () => {
  const slots = slotsOf([sessionOn(7)], [entryFor(7)], { rules: [{ ...rule, role: "add-on" }] });
  expect(replaceSessions(slots)).toMatchObject({ plan: slots.plan, replaced: [], kept: [], freeEntries: [], addOns: [{ sessionId: "s7", entryId: "e7", releasedCoachMinutes: 0 }], releasedCoachMinutes: 0 });
});

describe("a session stays", () => {
  const [due, late] = [`${dayAfter(6)}T08:00:00Z`, `${dayAfter(6)}T08:00:01Z`];
  test.each<[string, JournalSlots, string]>([
    ["as long as an entry may still come", slotsOf([sessionOn(7)], [], { at: due }), "awaits-entry"],
    ["when none came in time", slotsOf([sessionOn(7)], [], { at: late }), "no-entry"],
    ["when the entry came too late to give the slot away", slotsOf([sessionOn(7)], [entryFor(7, { writtenAt: late })]), "late"],
    ["when the entry answers too little", slotsOf([sessionOn(7)], [entryFor(7, { answers: answers.slice(0, 2) })]), "incomplete"],
    ["when the entry follows another template", slotsOf([sessionOn(7)], [entryFor(7, { templateId: "gibbs" })]), "other-template"],
    ["when the coach may not read the entry, which leaves no trace", slotsOf([sessionOn(7)], [entryFor(7, { sharedWith: "nobody" })]), "no-entry"],
    ["when it has begun", slotsOf([sessionOn(7)], [entryFor(7)], { at: `${dayAfter(7)}T08:00:00Z` }), "already-past"],
    ["when others attend", slotsOf([sessionOn(7, { participantIds: ["ana", "ben"] })], [entryFor(7)]), "others-attend"],
  ])("%s", (_, slots, reason) => {
    expect(reasonsOf(slots)[0]).toBe(reason);
    expect(replaceSessions(slots).plan).toEqual(slots.plan);
  });

  test("an entry at the last moment is in time, and three prompts of four are three quarters", () => {
    expect(replaceSessions(slotsOf([sessionOn(7)], [entryFor(7, { writtenAt: due, answers: answers.slice(0, 3) })])).replaced).toHaveLength(1);
    expect(replaceSessions(slotsOf([sessionOn(7)], [], { at: due })).kept[0]?.dueAt).toBe(due);
  });
});

describe("people stay in live contact", () => {
  const weekly = [7, 14, 21, 28].map((days) => sessionOn(days));
  const all = [7, 14, 21, 28].map((days) => entryFor(days));

  test("one session in a row is replaced unless the host allows more", () => {
    expect(replaceSessions(slotsOf(weekly, all)).replaced.map(({ sessionId }) => sessionId)).toEqual(["s7", "s21"]);
    expect(reasonsOf(slotsOf(weekly, all))).toEqual(["too-many-in-a-row", "too-many-in-a-row"]);
    expect(replaceSessions(slotsOf(weekly, all, { guards: { longestRunCount: 2 } })).replaced.map(({ sessionId }) => sessionId)).toEqual(["s7", "s14", "s28"]);
  });

  test("applied week by week, each entry written in its week, the answer is the same", () => {
    let plan = planOf(...weekly);
    for (const week of [1, 2, 3, 4]) plan = replaceSessions(slotsOf([], [entryFor(7 * week, { writtenAt: `${dayAfter(7 * week - 2)}T08:00:00Z` })], { plan, at: `${dayAfter(7 * week - 1)}T00:00:00Z` })).plan;
    expect(plan).toEqual(replaceSessions(slotsOf(weekly, all)).plan);
  });

  test("what was replaced counts where its session stood, however early its entry was written, and also when the entry is gone", () => {
    const once = replaceSessions(slotsOf(weekly, [entryFor(14)])).plan;
    expect(once.unassigned.map(({ startsAt }) => startsAt)).toEqual([`${dayAfter(14)}T08:00:00Z`]);
    expect(replaceSessions(slotsOf([], [entryFor(21)], { plan: once })).kept.map(({ sessionId, reason }) => [sessionId, reason])).toEqual([["s7", "no-entry"], ["s21", "too-many-in-a-row"], ["s28", "awaits-entry"]]);
  });

  test("applied twice it changes nothing more, and the entry is known to have replaced a session", () => {
    const once = replaceSessions(slotsOf(weekly, all));
    const twice = replaceSessions(slotsOf([], all, { plan: once.plan }));
    expect(twice.plan).toEqual(once.plan);
    expect(twice.freeEntries).toEqual([{ entryId: "e7", reason: "already-replaced" }, { entryId: "e14", reason: "session-stays" }, { entryId: "e21", reason: "already-replaced" }, { entryId: "e28", reason: "session-stays" }]);
  });

  test("a session stays when without it more than 35 days would pass between two with a coach", () => {
    const around = (days: number): readonly Session[] => [sessionOn(7), sessionOn(21), sessionOn(7 + days)];
    expect(replaceSessions(slotsOf(around(35), [entryFor(21)])).replaced).toHaveLength(1);
    expect(reasonsOf(slotsOf(around(36), [entryFor(21)]))).toEqual(["no-entry", "long-live-gap", "awaits-entry"]);
    expect(replaceSessions(slotsOf(around(36), [entryFor(21)], { guards: { longestLiveGapDays: 40 } })).replaced).toHaveLength(1);
  });

  test("a live session of another touchpoint with a coach counts, one without a coach does not", () => {
    const far = [sessionOn(7), sessionOn(21), sessionOn(49)];
    const between = (coachId: string | null): Session => sessionOn(35, { touchpointId: "group", coachId, participantIds: ["ana", "ben"] });
    expect(replaceSessions(slotsOf([...far, between("kim")], [entryFor(21)])).replaced).toHaveLength(1);
    expect(replaceSessions(slotsOf([...far, between(null)], [entryFor(21)])).replaced).toHaveLength(0);
  });

  test("each participant has a row of one's own", () => {
    const bens = [sessionOn(8, { participantIds: ["ben"], occurrenceId: "o7", id: "b" })];
    expect(replaceSessions(slotsOf([...weekly, ...bens], [...all, entryFor(7, { id: "eb", participantId: "ben" })])).replaced.map(({ participantId }) => participantId)).toEqual(["ana", "ben", "ana"]);
  });
});

describe("of several entries for one session", () => {
  const written = (id: string, hour: string, more: Partial<JournalEntry> = {}): JournalEntry => entryFor(7, { id, writtenAt: `${dayAfter(5)}T${hour}:00:00Z`, ...more });

  test("the first that will do counts, a draft before it does not stand in its way", () => {
    const { replaced, freeEntries } = replaceSessions(slotsOf([sessionOn(7)], [written("last", "12"), written("good", "10"), written("draft", "08", { answers: answers.slice(0, 1) })]));
    expect(replaced.map(({ entryId }) => entryId)).toEqual(["good"]);
    expect(freeEntries).toEqual([{ entryId: "last", reason: "another-entry-counts" }, { entryId: "draft", reason: "another-entry-counts" }]);
  });

  test("where none will do, the last one says why", () => {
    const drafts = [written("first", "08", { templateId: "gibbs" }), written("second", "09", { answers: answers.slice(0, 1) })];
    expect(replaceSessions(slotsOf([sessionOn(7)], drafts)).kept).toMatchObject([{ entryId: "second", reason: "incomplete" }]);
  });

  test("one that nobody else may read is as if it were not there", () => {
    const secret = written("secret", "07", { sharedWith: "nobody" });
    for (const role of ["substitute", "add-on"] as const) {
      const more = { rules: [{ ...rule, role }] };
      expect(replaceSessions(slotsOf([sessionOn(7)], [secret, written("good", "10")], more))).toEqual(replaceSessions(slotsOf([sessionOn(7)], [written("good", "10")], more)));
    }
  });
});

test("entries that stand for no session are listed with the reason", () => {
  const { occurrenceId: _, ...free } = entryFor(9, { id: "free" });
  const entries = [entryFor(7), entryFor(7, { id: "second", writtenAt: `${dayAfter(5)}T09:00:00Z` }), free, entryFor(10, { id: "unknown" }), entryFor(7, { id: "bens", participantId: "ben" }), entryFor(11, { id: "huddle" })];
  expect(replaceSessions(slotsOf([sessionOn(7), sessionOn(11, { touchpointId: "huddle" })], entries)).freeEntries).toEqual([
    { entryId: "second", reason: "another-entry-counts" }, { entryId: "free", reason: "names-no-occurrence" }, { entryId: "unknown", reason: "no-such-session" }, { entryId: "bens", reason: "no-such-session" }, { entryId: "huddle", reason: "no-rule" },
  ]);
});

describe("what does not fit together is refused", () => {
  test.each<[string, Partial<JournalSlots>, string, readonly (string | number)[]]>([
    ["one entry twice", { entries: [entryFor(7), entryFor(7)] }, "journal-slot.duplicate_entry", ["entries", 1, "id"]],
    ["an entry from the future", { at: "2027-10-08T00:00:00Z" }, "journal-slot.written_in_future", ["entries", 0, "writtenAt"]],
    ["one template twice", { templates: [oridTemplate, oridTemplate] }, "journal-slot.duplicate_template", ["templates", 1, "id"]],
    ["two rules for a touchpoint", { rules: [rule, { ...rule, role: "add-on" }] }, "journal-slot.duplicate_rule", ["rules", 1, "touchpointId"]],
    ["a template that is not there", { templates: [gibbsTemplate] }, "journal-slot.unknown_template", ["rules", 0, "templateId"]],
  ])("%s", (_, more, code, path) => {
    refuses(() => replaceSessions(slotsOf([sessionOn(7)], [entryFor(7)], more)), { code, path });
  });
});
