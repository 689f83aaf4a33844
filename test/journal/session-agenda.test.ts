import type { AgendaQuestion, AgreedAction, JournalEntry } from "coachkit/journal";
import { sessionAgenda } from "coachkit/journal";
import type { HomeworkAttempt } from "coachkit/homework";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const entryOn = (day: number, more: Partial<JournalEntry> = {}): JournalEntry => ({ id: `e${String(day)}`, participantId: "ana", writtenAt: `2027-10-${String(day).padStart(2, "0")}T16:00:00Z`, answers: [], sharedWith: "coach", ...more });
const doneOn = (day: number, rating: number): HomeworkAttempt => ({ id: `a${String(day)}`, itemId: "h", participantId: "ana", reportedAt: `2027-10-${String(day).padStart(2, "0")}T09:00:00Z`, status: "completed", coachRating: { rating, ratingCount: 5 } });
const notDone = (day: number, reason: "too-hard" | "no-time" | "blocked"): HomeworkAttempt => ({ id: `n${String(day)}`, itemId: "h", participantId: "ana", reportedAt: `2027-10-${String(day).padStart(2, "0")}T09:00:00Z`, status: "not-done", reason });
const action = (id: string, more: { readonly agreedAt?: string; readonly dueDate?: string; readonly status?: "open" | "dropped" } = {}): AgreedAction => ({ id, title: id, agreedAt: "2027-10-04T08:00:00Z", status: "open", ...more });
const doneAction = (id: string, doneAt: string): AgreedAction => ({ id, title: id, agreedAt: "2027-10-04T08:00:00Z", status: "done", doneAt });
const question = (more: Partial<AgendaQuestion> = {}): AgendaQuestion => ({ participantId: "ana", durationMinutes: 45, at: "2027-10-20T08:00:00Z", entries: [], attempts: [], openHomework: [], actions: [], ...more });
const kinds = (more: Partial<AgendaQuestion>): readonly string[] => sessionAgenda(question(more)).points.map(({ kind }) => kind);
const pointOf = (kind: string, more: Partial<AgendaQuestion>) => sessionAgenda(question(more)).points.find((point) => point.kind === kind);

test("without records a session checks in and agrees on the next step", () => {
  expect(sessionAgenda(question()).points).toMatchObject([{ kind: "check-in", durationMinutes: 12 }, { kind: "next-step", durationMinutes: 33 }]);
});

test("every kind of record has its point, in the order of a session", () => {
  const all = { entries: [entryOn(5)], attempts: [doneOn(6, 5), doneOn(7, 1), notDone(8, "no-time")], openHomework: [{ itemId: "h2", servedAt: "2027-10-09T08:00:00Z" }], actions: [action("ask-first")] };
  expect(kinds(all)).toEqual(["check-in", "agreed-actions", "went-well", "was-hard", "not-done", "journal", "open-homework", "next-step"]);
});

describe("a record goes where it belongs", () => {
  test.each<[string, Partial<AgendaQuestion>, string, object]>([
    ["an outcome of three quarters went well", { attempts: [doneOn(5, 4)] }, "went-well", { attemptIds: ["a5"] }],
    ["an outcome of a quarter was hard", { attempts: [doneOn(5, 2)] }, "was-hard", { attemptIds: ["a5"] }],
    ["not done because it was too hard", { attempts: [notDone(5, "too-hard")] }, "was-hard", { attemptIds: ["n5"] }],
    ["not done because something blocked it", { attempts: [notDone(5, "blocked")] }, "was-hard", { attemptIds: ["n5"] }],
    ["not done for want of time", { attempts: [notDone(5, "no-time")] }, "not-done", { attemptIds: ["n5"] }],
    ["an entry that found it too hard", { entries: [entryOn(5, { difficulty: "too-hard" })] }, "was-hard", { entryIds: ["e5"] }],
    ["an action that is done", { actions: [doneAction("x", "2027-10-06T08:00:00Z")] }, "went-well", { actionIds: ["x"] }],
    ["open actions, those due first before the others", { actions: [action("none"), action("late", { dueDate: "2027-11-01" }), action("soon", { dueDate: "2027-10-05" }), action("gone", { status: "dropped" })] }, "agreed-actions", { actionIds: ["soon", "late", "none"] }],
  ])("%s", (_, more, kind, refs) => { expect(pointOf(kind, more)).toMatchObject(refs); });

  test("an outcome of one half is neither", () => { expect(kinds({ attempts: [doneOn(5, 3)] })).toEqual(["check-in", "next-step"]); });
});

test("what came before the last session has been talked about, open actions have not", () => {
  const more = { lastSessionAt: "2027-10-10T08:00:00Z", entries: [entryOn(5), entryOn(12)], attempts: [doneOn(6, 5), doneOn(13, 5)], actions: [action("old"), doneAction("old-done", "2027-10-06T08:00:00Z"), doneAction("new-done", "2027-10-11T08:00:00Z")] };
  expect([pointOf("journal", more)?.entryIds, pointOf("went-well", more), pointOf("agreed-actions", more)?.actionIds]).toMatchObject([["e12"], { attemptIds: ["a13"], actionIds: ["new-done"] }, ["old"]]);
});

test("an entry that nobody else may read leaves no trace", () => {
  expect(sessionAgenda(question({ entries: [entryOn(5, { sharedWith: "nobody", difficulty: "too-hard" })] }))).toEqual(sessionAgenda(question()));
});

describe("what does not fit together is refused", () => {
  test.each<[string, Partial<AgendaQuestion>, string, readonly (string | number)[]]>([
    ["another's entry", { entries: [entryOn(5, { participantId: "ben" })] }, "agenda-question.others_record", ["entries", 0, "participantId"]],
    ["another's attempt", { attempts: [{ ...doneOn(5, 3), participantId: "ben" }] }, "agenda-question.others_record", ["attempts", 0, "participantId"]],
    ["an entry from the future", { entries: [entryOn(25)] }, "agenda-question.in_future", ["entries", 0, "writtenAt"]],
    ["an attempt from the future", { attempts: [doneOn(25, 3)] }, "agenda-question.in_future", ["attempts", 0, "reportedAt"]],
    ["a last session in the future", { lastSessionAt: "2027-10-25T00:00:00Z" }, "agenda-question.in_future", ["lastSessionAt"]],
    ["homework served in the future", { openHomework: [{ itemId: "h", servedAt: "2027-10-25T00:00:00Z" }] }, "agenda-question.in_future", ["openHomework", 0, "servedAt"]],
    ["an action agreed in the future", { actions: [action("x", { agreedAt: "2027-10-25T00:00:00Z" })] }, "agenda-question.in_future", ["actions", 0, "agreedAt"]],
    ["an action done in the future", { actions: [doneAction("x", "2027-10-25T00:00:00Z")] }, "agenda-question.in_future", ["actions", 0, "doneAt"]],
    ["one entry twice", { entries: [entryOn(5), entryOn(5)] }, "agenda-question.duplicate_id", ["entries", 1, "id"]],
    ["one attempt twice", { attempts: [doneOn(5, 3), doneOn(5, 3)] }, "agenda-question.duplicate_id", ["attempts", 1, "id"]],
    ["one homework open twice", { openHomework: [1, 2].map(() => ({ itemId: "h", servedAt: "2027-10-05T00:00:00Z" })) }, "agenda-question.duplicate_id", ["openHomework", 1, "itemId"]],
    ["one action twice", { actions: [action("x"), action("x")] }, "agenda-question.duplicate_id", ["actions", 1, "id"]],
    ["a session of five minutes", { durationMinutes: 5 }, "input.too_small", ["durationMinutes"]],
  ])("%s", (_, more, code, path) => { refuses(() => sessionAgenda(question(more)), { code, path }); });
});

test("the points add up to the session, and each has a minute at least", () => {
  const whole = { entries: [entryOn(5)], attempts: [doneOn(6, 5), doneOn(7, 1), notDone(8, "no-time")], actions: [action("x")] };
  fc.assert(fc.property(fc.double({ min: 10, max: 1440, noNaN: true }), fc.boolean(), (given, isFull) => {
    const durationMinutes = Math.round(given * 1000) / 1000;
    const minutes = sessionAgenda(question({ durationMinutes, ...(isFull ? whole : {}) })).points.map((point) => point.durationMinutes);
    expect(minutes.reduce((sum, one) => sum + one, 0)).toBeCloseTo(durationMinutes, 6);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(1);
  }));
});

test("the order of records says nothing", () => {
  const more = { entries: [entryOn(5), entryOn(6), entryOn(7)], attempts: [doneOn(6, 5), doneOn(7, 5), doneOn(8, 1)], actions: [action("x"), action("y"), action("z", { dueDate: "2027-10-05" })] };
  expect(sessionAgenda(question({ entries: more.entries.toReversed(), attempts: more.attempts.toReversed(), actions: more.actions.toReversed() }))).toEqual(sessionAgenda(question(more)));
});
