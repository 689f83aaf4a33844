import { assignSessions, type Coach, type Participant, type Plan, type PlanChange, type PlanInput, replanSessions, type ReplanInput } from "coachkit/plan";
import { blendedTwelveWeek, type Program, type Touchpoint } from "coachkit/program";
import type { WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const berlin: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const cohort: PlanInput["cohort"] = { id: "summer", startDate: "2027-06-07", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
const person = (id: string, more: Partial<Participant> = {}): Participant => ({ id, hours: berlin, languages: ["en"], ...more });
const kim = (weeklyAvailableMinutes: number): Coach => ({ id: "kim", hours: berlin, languages: ["en"], weeklyAvailableMinutes });
const only = (touchpoint: Partial<Touchpoint> = {}): Program => ({
  ...blendedTwelveWeek,
  touchpoints: [{ id: "talk", title: "Talk", modality: "group", durationMinutes: 60, timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "10:00" }, clock: "cohort", audience: { kind: "groups", minimumCount: 2, maximumCount: 2 }, ledBy: "coach", isScheduled: true, ...touchpoint }],
});
const inputOf = (ids: string, touchpoint: Partial<Touchpoint>, coaches: readonly Coach[]): PlanInput => ({ program: only(touchpoint), cohort, participants: [...ids].map((id) => person(id)), coaches });
const holiday = (date: string): PlanChange => ({ kind: "holiday-added", holiday: { date, name: "Day off" } });
const farAway = holiday("2027-12-24");
const leaves = (participantId: string): PlanChange => ({ kind: "participant-left", participantId, fromDate: "2027-06-01" });
const joins = (id: string): PlanChange => ({ kind: "participant-joined", participant: person(id) });
const met = ({ sessions }: Plan): readonly string[] => sessions.map(({ participantIds }) => participantIds.join("+"));
const missing = ({ unassigned }: Plan): readonly string[] => unassigned.map(({ participantIds, reason }) => `${participantIds.join("+")} ${reason}`);
/** The plan before, and after each call of changes. */
function plansOf(input: PlanInput, calls: readonly (readonly PlanChange[])[], more: Partial<ReplanInput> = {}): readonly Plan[] {
  const plans = [assignSessions(input)];
  let from: { readonly plan: Plan; readonly input: PlanInput } = { plan: assignSessions(input), input };
  for (const changes of calls) plans.push((from = replanSessions({ plan: from.plan, input: from.input, changes, ...more })).plan);
  return plans;
}

describe("a group that found no place", () => {
  const full = inputOf("abde", {}, [kim(60)]);

  test("stays listed as it was when something else changes, and after that too", () => {
    const [before, ...after] = plansOf(full, [[farAway], [farAway]]);
    expect(before && [met(before), missing(before)]).toEqual([["a+b"], ["d+e coach-full"]]);
    expect(after).toEqual([before, before]);
  });

  test("stays listed also where no group of its touchpoint meets, in the order of its members", () => {
    // grouped by zone first: b and d come before a and e
    const mixed: PlanInput = { ...full, coaches: [], participants: ["a", "b", "d", "e"].map((id) => person(id, "ae".includes(id) ? {} : { hours: { ...berlin, timeZone: "Europe/Athens" } })) };
    const crossed: PlanInput = { ...mixed, program: only({ audience: { kind: "groups", minimumCount: 4, maximumCount: 4 } }) };
    for (const [input, groups] of [[mixed, ["b+d no-coach", "a+e no-coach"]], [crossed, ["b+d+a+e no-coach"]]] as const) {
      const [before, ...after] = plansOf(input, [[farAway], [farAway]]);
      expect(before && missing(before).toSorted()).toEqual(groups.toSorted());
      expect(after.map(missing)).toEqual([before && missing(before), before && missing(before)]);
    }
  });

  test("meets as soon as there is room for it", () => {
    const [, after] = plansOf(full, [[leaves("a"), leaves("b")]]);
    expect(after && [met(after), missing(after)]).toEqual([["d+e"], []]);
  });

  test("goes without those who leave, and who joins comes to one that meets rather than to it", () => {
    const three = inputOf("abde", { audience: { kind: "groups", minimumCount: 2, maximumCount: 3 } }, [kim(60)]);
    const [, left, joined] = plansOf(three, [[leaves("d")], [joins("z")]]);
    expect([left && missing(left), joined && met(joined), joined && missing(joined)]).toEqual([["e coach-full"], ["a+b+z"], ["e coach-full"]]);
  });

  test("stays listed where peers rotate, too", () => {
    const rounds = inputOf("abde", { timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 2, weekdays: ["TU"], startTime: "10:00" }, audience: { kind: "groups", minimumCount: 2, maximumCount: 2, rotation: "pairs" } }, [kim(60)]);
    const [before, ...after] = plansOf(rounds, [[farAway], [farAway]]);
    expect(before?.unassigned.map(({ reason }) => reason)).toEqual(["coach-full", "coach-full"]);
    expect(after).toEqual([before, before]);
  });
});

describe("what was over before somebody joined", () => {
  const weekly: Partial<Touchpoint> = { timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 3, weekdays: ["TU"], startTime: "10:00" }, ledBy: "peer" };
  const frozenBeforeAt = "2027-06-23T00:00:00Z";
  test.each([
    ["of everyone", { kind: "everyone" }],
    ["of each", { kind: "each" }],
    ["of groups", { kind: "groups", minimumCount: 2, maximumCount: 3 }],
    ["of peers who rotate", { kind: "groups", minimumCount: 2, maximumCount: 3, rotation: "pairs" }],
  ] as const)("stays listed as such through later changes: %s", (_, audience) => {
    for (const more of [{ frozenBeforeAt }, {}]) {
      const input = inputOf("ab", { ...weekly, audience }, []);
      const joined = replanSessions({ plan: assignSessions(input), input, changes: [joins("z")], frozenBeforeAt });
      expect(missing(joined.plan)).toEqual(["z already-past", "z already-past"]);
      const once = replanSessions({ plan: joined.plan, input: joined.input, changes: [farAway], ...more });
      const twice = replanSessions({ plan: once.plan, input: once.input, changes: [farAway], ...more });
      expect([once.plan, twice.plan]).toEqual([joined.plan, joined.plan]);
      expect(replanSessions({ plan: twice.plan, input: twice.input, changes: [leaves("z")], ...more }).plan.unassigned).toEqual([]);
    }
  });
});

test("what a journal has replaced stays replaced through a replan", () => {
  const input = inputOf("ab", { audience: { kind: "each" } }, [kim(600)]);
  const before = assignSessions(input);
  const written = before.sessions.filter(({ participantIds }) => participantIds[0] === "a");
  const plan: Plan = { ...before, sessions: before.sessions.filter((session) => !written.includes(session)), unassigned: written.map(({ occurrenceId, touchpointId, week, participantIds, startsAt }) => ({ occurrenceId, touchpointId, week, participantIds, reason: "replaced-by-journal", startsAt })) };
  expect([met(plan), missing(plan)]).toEqual([["b"], ["a replaced-by-journal"]]);
  const once = replanSessions({ plan, input, changes: [farAway] });
  expect(once.plan).toEqual(plan);
  const moved = replanSessions({ plan: once.plan, input: once.input, changes: [holiday("2027-06-15")] });
  expect([met(moved.plan), missing(moved.plan)]).toEqual([["b"], ["a replaced-by-journal"]]);
  const later = replanSessions({ plan, input, changes: [{ kind: "start-date-moved", startDate: "2027-06-14" }] }).plan;
  expect([met(later), missing(later), later.unassigned[0]?.startsAt]).toEqual([["b"], ["a replaced-by-journal"], later.sessions[0]?.startsAt]);
});
