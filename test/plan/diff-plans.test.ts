import * as fc from "fast-check";
import { assignSessions, diffPlans, Plan, PlanDiff, type PlanInput, type Session } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { planInput } from "./calls.js";

const session: Session = {
  id: "pilot/spring/talk/w01-1/ada", occurrenceId: "pilot/spring/talk/w01-1", touchpointId: "talk", title: "Talk", week: 1, coachId: "kim", participantIds: ["ada", "ben"],
  date: "2027-03-30", startTime: "10:00", timeZone: "Europe/Berlin", startsAt: "2027-03-30T08:00:00Z", endsAt: "2027-03-30T09:00:00Z", durationMinutes: 60, isScheduled: true, warnings: [],
};
const assigned = (...ids: readonly string[]) => ids.map((participantId) => ({ participantId, coachId: "kim", reason: null }));
const before: Plan = { kind: "plan", schemaVersion: 1, programId: "pilot", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: assigned("ada", "ben"), warnings: [], zoneData: "2025c" };
const anHourLater = { startTime: "11:00", startsAt: "2027-03-30T09:00:00Z", endsAt: "2027-03-30T10:00:00Z" };
const nobody = { personId: null, date: null, sessionId: null };

describe("a session with the same id", () => {
  test.each([
    ["is kept when nothing changed", {}, [], []],
    ["is kept when only its warnings changed", { warnings: [{ reason: "overlaps", personId: "ada" }] }, [], []],
    ["is kept when its people stand in another order", { participantIds: ["ben", "ada"] }, [], []],
    ["moved to another wall time", anHourLater, ["slot: "], []],
    ["moved to another date", { date: "2027-03-31", startsAt: "2027-03-31T08:00:00Z", endsAt: "2027-03-31T09:00:00Z" }, ["slot: "], []],
    ["moved to another zone at the same instant", { timeZone: "Europe/Paris" }, ["slot: "], []],
    ["moved since the law of its zone changed", { startsAt: "2027-03-30T09:00:00Z", endsAt: "2027-03-30T10:00:00Z" }, ["zone-data: "], []],
    ["moved with another coach: it stands once", { ...anHourLater, coachId: "lea" }, ["coach: coach"], []],
    ["changed its coach", { coachId: "lea" }, [], ["coach: coach"]],
    ["changed its people", { participantIds: ["ada"] }, [], ["participants: participants"]],
    ["changed its title and its week", { title: "Long talk", week: 2 }, [], ["title: title week"]],
    ["changed its length", { endsAt: "2027-03-30T09:30:00Z", durationMinutes: 90 }, [], ["length: length"]],
    ["is offered only from now on", { isScheduled: false }, [], ["scheduled: scheduled"]],
  ] as const)("%s", (_, more, moved, changed) => {
    const after: Session = { ...session, ...more };
    const diff = diffPlans({ before, after: { ...before, sessions: [after] } });
    const text = (list: PlanDiff["moved"]) => list.map(({ fields, cause }) => `${cause.reason}: ${fields.join(" ")}`);
    expect([text(diff.moved), text(diff.changed), diff.added, diff.cancelled, diff.keptCount]).toEqual([moved, changed, [], [], moved.length + changed.length === 0 ? 1 : 0]);
    for (const one of [...diff.moved, ...diff.changed]) expect([one.before, one.after]).toEqual([session, after]);
  });

  test("says who left or joined the whole plan", () => {
    const left = diffPlans({ before, after: { ...before, sessions: [{ ...session, participantIds: ["ada"] }], coachAssignments: assigned("ada") } });
    expect(left.changed.map(({ cause }) => cause)).toEqual([{ ...nobody, reason: "participant-left", personId: "ben" }]);
    const joined = diffPlans({ before, after: { ...before, sessions: [{ ...session, participantIds: ["ada", "ben", "cem"] }], coachAssignments: assigned("ada", "ben", "cem") } });
    expect(joined.changed.map(({ cause }) => cause)).toEqual([{ ...nobody, reason: "participant-joined", personId: "cem" }]);
  });
});

describe("a session that is gone", () => {
  const missing = { occurrenceId: session.occurrenceId, touchpointId: "talk", week: 1 };
  const reasons = (after: Partial<Plan>) => diffPlans({ before, after: { ...before, sessions: [], ...after } }).cancelled.map(({ session: { id }, cause }) => [id, cause.reason, cause.personId]);
  test.each([
    ["has the reason of what is unassigned", { unassigned: [{ ...missing, participantIds: ["ben"], reason: "no-common-slot" }] }, "no-common-slot", null],
    ["has not the reason of other people's", { unassigned: [{ ...missing, participantIds: ["cem"], reason: "no-common-slot" }] }, "no-longer-planned", null],
    ["ends with those who left, also when nobody is left at all", { coachAssignments: [], unassigned: [{ ...missing, participantIds: [], reason: "no-participants" }] }, "participant-left", "ada"],
    ["does not end with one of two", { coachAssignments: assigned("ada") }, "no-longer-planned", null],
    ["is for nobody since the segments changed", { unassigned: [{ ...missing, participantIds: [], reason: "no-participants" }] }, "no-participants", null],
  ] as const)("%s", (_, after, reason, personId) => { expect(reasons(after)).toEqual([[session.id, reason, personId]]); });
});

test("what was without a session and has one now is added", () => {
  const other = { ...session, id: "pilot/spring/talk/w02-1/ada", occurrenceId: "pilot/spring/talk/w02-1" };
  const unassigned = [{ occurrenceId: other.occurrenceId, touchpointId: "talk", week: 2, participantIds: ["ada", "ben"], reason: "no-common-slot" as const }];
  expect(diffPlans({ before: { ...before, unassigned }, after: { ...before, sessions: [session, other] } })).toMatchObject({ added: [other], cancelled: [], keptCount: 1 });
});

describe("plans that cannot be compared are refused", () => {
  test.each([
    ["of another program", { programId: "other" }, ["diff-plans.other_plan at /after/programId"]],
    ["of another cohort", { cohortId: "autumn" }, ["diff-plans.other_plan at /after/cohortId"]],
    ["of neither", { programId: "other", cohortId: "autumn" }, ["diff-plans.other_plan at /after/programId", "diff-plans.other_plan at /after/cohortId"]],
    ["that are none", { kind: "schedule" }, ["input.invalid_value at /after/kind"]],
  ])("%s", (_, more, issues) => { expect(issuesOf(() => diffPlans({ before, after: { ...before, ...more } as Plan }))).toEqual(issues); });
});

describe("laws", () => {
  /** Plans that differ in start, holidays and people. */
  const drawn = fc.record({
    startDate: fc.constantFrom("2027-03-22", "2027-03-29", "2027-04-05"),
    holidays: fc.subarray(["2027-03-30", "2027-04-13", "2027-05-25"]).map((dates) => dates.map((date) => ({ date, name: "Day off" }))),
    people: fc.subarray(["ada", "ben", "cem", "dee", "eve"], { minLength: 1 }),
    coaches: fc.subarray(["kim", "lea"], { minLength: 1 }),
  }).map(({ startDate, holidays, people, coaches }): Plan => {
    const [first] = planInput.participants;
    const [coach] = planInput.coaches;
    if (first === undefined || coach === undefined) throw new Error("the call has people");
    const made: PlanInput = { ...planInput, cohort: { ...planInput.cohort, startDate, holidays }, participants: people.map((id) => ({ ...first, id })), coaches: coaches.map((id) => ({ ...coach, id })) };
    return assignSessions(made);
  });
  const byId = (sessions: readonly Session[]) => sessions.map((one) => ({ ...one, warnings: [] })).sort((left, right) => (left.id < right.id ? -1 : 1));

  test("a diff applied to the plan before gives the plan after; every session stands in one list at most", () => {
    fc.assert(fc.property(drawn, drawn, (one, other) => {
      const diff = diffPlans({ before: one, after: other });
      const gone = new Set(diff.cancelled.map(({ session: { id } }) => id));
      const now = new Map([...diff.moved, ...diff.changed].map(({ after }) => [after.id, after]));
      expect(byId([...one.sessions.filter(({ id }) => !gone.has(id)).map((kept) => now.get(kept.id) ?? kept), ...diff.added])).toEqual(byId(other.sessions));
      expect(diff.keptCount + gone.size + diff.moved.length + diff.changed.length).toBe(one.sessions.length);
      expect(PlanDiff.parse(diff)).toEqual(diff);
    }), { numRuns: 40 });
  });

  test("the way back adds what was cancelled, and a plan does not differ from itself", () => {
    fc.assert(fc.property(drawn, drawn, (one, other) => {
      const [there, back] = [diffPlans({ before: one, after: other }), diffPlans({ before: other, after: one })];
      expect(back.added.map(({ id }) => id).sort()).toEqual(there.cancelled.map(({ session: { id } }) => id).sort());
      expect(back.moved.map(({ before: { id } }) => id).sort()).toEqual(there.moved.map(({ before: { id } }) => id).sort());
      expect(diffPlans({ before: one, after: one })).toMatchObject({ added: [], cancelled: [], moved: [], changed: [], keptCount: one.sessions.length });
    }), { numRuns: 20 });
  });
});
