import { assignSessions, type Coach, type Participant, type Plan, type PlanChange, type PlanInput, replanSessions } from "coachkit/plan";
import { blendedTwelveWeek, type Program, type Touchpoint } from "coachkit/program";
import type { WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const berlin: WorkingHours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const cohort: PlanInput["cohort"] = { id: "summer", startDate: "2027-06-07", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
const person = (id: string, more: Partial<Participant> = {}): Participant => ({ id, hours: berlin, languages: ["en"], ...more });
const kim: Coach = { id: "kim", hours: berlin, languages: ["en"], weeklyAvailableMinutes: 600 };
const touchpoint = (more: Partial<Touchpoint> = {}): Touchpoint => ({ id: "prompt", title: "Prompt", modality: "micro", durationMinutes: 5, timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 3, weekdays: ["TU"], startTime: "10:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "ai", isScheduled: true, ...more });
const inputOf = (touchpoints: readonly Touchpoint[], ids = "a", coaches: readonly Coach[] = []): PlanInput => ({ program: { ...blendedTwelveWeek, touchpoints } satisfies Program, cohort, participants: [...ids].map((id) => person(id)), coaches });
const warned = ({ sessions }: Plan): readonly string[] => sessions.map(({ occurrenceId, startsAt, warnings }) => [occurrenceId.split("/").slice(2).join("/"), startsAt.slice(5, 16), ...warnings.map(({ reason, personId }) => (personId === null ? reason : `${reason} ${personId}`))].join(" "));
const farAway: PlanChange = { kind: "holiday-added", holiday: { date: "2027-12-24", name: "Day off" } };

describe("the warnings of what stays are those of the plan as it is then", () => {
  const away: PlanChange = { kind: "participant-on-leave", participantId: "a", fromDate: "2027-06-15", toDate: "2027-06-21" };

  test("also where another session was moved upon it", () => {
    const input = inputOf([touchpoint()]);
    const { plan, input: changed } = replanSessions({ plan: assignSessions(input), input, changes: [away] });
    // two at one time: week 1 is booked first, so it is week 2 that lies upon it
    expect(warned(plan)).toEqual(["prompt/w01-1 06-22T08:00", "prompt/w02-1 06-22T08:00 overlaps a", "prompt/w03-1 06-29T08:00"]);
    expect(plan).toEqual(assignSessions(changed));
  });

  test("and go when what was in the way has gone", () => {
    const input = inputOf([touchpoint({ audience: { kind: "everyone" }, clock: "cohort", ledBy: "peer" }), touchpoint({ id: "call", ledBy: "participant", timing: { kind: "weeks", weeks: [2], weekdays: ["TU"], startTime: "10:00" } })], "ab");
    const plan = assignSessions(input);
    expect(plan.sessions.flatMap(({ warnings }) => warnings.map(({ reason }) => reason))).toEqual(["overlaps", "overlaps"]);
    const call = plan.sessions.find(({ participantIds, touchpointId }) => touchpointId === "call" && participantIds.includes("a"));
    const moved = replanSessions({ plan, input, changes: [{ kind: "session-moved", sessionId: plan.sessions.find(({ occurrenceId }) => occurrenceId.endsWith("prompt/w02-1"))?.id ?? "", date: "2027-06-22", startTime: "12:00" }] });
    expect(moved.plan.sessions.find(({ id }) => id === call?.id)?.warnings).toEqual([]);
  });

  test("also of a session that somebody else was put upon by hand", () => {
    const input = inputOf([touchpoint({ ledBy: "participant" })]);
    const plan = assignSessions(input);
    const { plan: after, input: changed } = replanSessions({ plan, input, changes: [{ kind: "session-moved", sessionId: plan.sessions[0]?.id ?? "", date: "2027-06-22", startTime: "10:00" }] });
    expect(warned(after)).toEqual(["prompt/w01-1 06-22T08:00 moved-from-preferred-start", "prompt/w02-1 06-22T08:00 overlaps a", "prompt/w03-1 06-29T08:00"]);
    expect(replanSessions({ plan: after, input: changed, changes: [farAway] }).plan).toEqual(after);
  });

  test("what is frozen keeps what was said of it", () => {
    const input = inputOf([touchpoint()]);
    const plan = assignSessions(input);
    const said: Plan = { ...plan, sessions: plan.sessions.map((session) => ({ ...session, warnings: [{ reason: "overlaps", personId: "a" }] })) };
    const { plan: after } = replanSessions({ plan: said, input, changes: [farAway], frozenBeforeAt: "2027-06-16T00:00:00Z" });
    expect(after.sessions.map(({ warnings }) => warnings.length)).toEqual([1, 0, 0]);
  });

  test("a group that has grown again is not too small any more", () => {
    const input = inputOf([touchpoint({ audience: { kind: "groups", minimumCount: 2, maximumCount: 2 }, clock: "cohort", ledBy: "coach", timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "10:00" } })], "ab", [kim]);
    const left = replanSessions({ plan: assignSessions(input), input, changes: [{ kind: "participant-left", participantId: "a", fromDate: "2027-06-01" }] });
    const joined = replanSessions({ plan: left.plan, input: left.input, changes: [{ kind: "participant-joined", participant: person("z") }] });
    expect([left, joined].map(({ plan }) => warned(plan))).toEqual([["prompt/w01-1 06-15T08:00 group-too-small"], ["prompt/w01-1 06-15T08:00"]]);
  });
});
