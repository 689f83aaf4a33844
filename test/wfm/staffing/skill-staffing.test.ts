import { type AgentSchedule, erlangA, erlangC, leastAgents, onQueueAgents, type PlacedSession, type ServiceTarget, type SkillForecast, skillStaffing, type SkillStaffingRequest } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const target: ServiceTarget = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
const at = (clock: string): string => `2026-03-02T${clock}:00Z`;
const halfHours = ["08:00", "08:30", "09:00", "09:30"];
const forecast = (contacts: readonly number[], changes: Partial<SkillForecast> = {}): SkillForecast => ({
  skillId: "calls", target, intervals: contacts.map((offeredContacts, index) => ({ startsAt: at(halfHours[index] ?? ""), offeredContacts, handleTimeSeconds: 180 })), ...changes,
});
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `agent-${String(index).padStart(2, "0")}`);
const crew = (count: number, skills = [{ skillId: "calls", shareFraction: 1 }]): readonly AgentSchedule[] => ids(count).map((agentId) => ({ agentId, skills, shifts: [{ startsAt: at("08:00"), endsAt: at("10:00"), breaks: [] }] }));
const session = (agentIds: readonly string[], from: string, to: string, transitionMinutes = 0): PlacedSession => ({ requestId: `${agentIds.join()} ${from}`, modalityId: "one-to-one", agentIds, coachId: null, startsAt: at(from), endsAt: at(to), transitionMinutes });
/** Science's day: four half-hours, 14 agents. */
const request: SkillStaffingRequest = { timeZone: "UTC", skills: [forecast([100, 80, 60, 90])], agents: crew(14), shrinkageFraction: 0, requiredAgents: "whole" };
const first = (asked: SkillStaffingRequest) => {
  const [skill] = skillStaffing(asked).skills;
  if (skill === undefined) throw new Error("no skill");
  return skill;
};

describe("skillStaffing", () => {
  test("100, 80, 60 and 90 contacts need 14, 11, 9 and 12 of 14 agents; the day's service level is weighted by contacts", () => {
    const { model, serviceLevelDefinition, intervals, days } = first(request);
    expect([model, serviceLevelDefinition]).toEqual(["erlang-c", "answered-in-time-of-offered"]);
    expect(intervals.map(({ offeredErlangs, requiredFte, staffing }) => [offeredErlangs, requiredFte, staffing.surplusFte])).toEqual([[10, 14, 0], [8, 11, 3], [6, 9, 5], [9, 12, 2]]);
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({ date: "2026-03-02", intervalCount: 4, offeredContacts: 330, requiredAgentHours: 23, scheduledAgentHours: 28, staffing: { onQueueAgentHours: 28, unstableCount: 0, abandonedContacts: 0 } });
    expect(days[0]?.staffing.serviceLevelFraction.toFixed(6)).toBe("0.947032");
  });
  test("six sessions that take the staff to 14, 12, 10, 14 take the service level from .947032 to .918667", () => {
    const coaching = [session(ids(2), "08:30", "09:00"), session(ids(4), "09:00", "09:30")];
    const { intervals, days } = first({ ...request, coaching });
    expect(intervals.map(({ staffing }) => staffing.onQueueFte)).toEqual([14, 12, 10, 14]);
    expect(intervals.map(({ withoutCoaching }) => withoutCoaching?.onQueueFte)).toEqual([14, 14, 14, 14]);
    expect([days[0]?.staffing.serviceLevelFraction.toFixed(6), days[0]?.withoutCoaching?.serviceLevelFraction.toFixed(6)]).toEqual(["0.918667", "0.947032"]);
    expect(Number(days[0]?.staffing.lateContacts) - Number(days[0]?.withoutCoaching?.lateContacts)).toBeCloseTo(0.169777 + 0.426385 + 1.002159 + 1.875018 + 2.202589 + 3.684711, 5);
  });
  test("no contacts are served at 1, without agents too; a day without any at 1", () => {
    const { intervals, days } = first({ ...request, skills: [forecast([0, 0])], agents: [] });
    expect(intervals[0]).toEqual({ startsAt: at("08:00"), offeredContacts: 0, offeredErlangs: 0, scheduledFte: 0, requiredFte: 0, staffing: { onQueueFte: 0, surplusFte: 0, isStable: true, serviceLevelFraction: 1, lateContacts: 0, abandonedContacts: 0, meanWaitSeconds: 0, occupancyFraction: 0 } });
    expect(days[0]?.staffing.serviceLevelFraction).toBe(1);
  });
  test("no more agents than load: unstable, said so, and nothing answered in time; with callers who hang up it comes to rest", () => {
    const { intervals, days } = first({ ...request, agents: crew(10) });
    expect(intervals[0]?.staffing).toMatchObject({ isStable: false, serviceLevelFraction: 0, lateContacts: 100, meanWaitSeconds: null, surplusFte: -4 });
    expect(days[0]?.staffing.unstableCount).toBe(1);
    const impatient = first({ ...request, agents: crew(10), skills: [forecast([100, 80], { target: { ...target, model: "erlang-a", patienceSeconds: 90 } })] });
    expect([impatient.model, impatient.intervals[0]?.staffing.isStable]).toEqual(["erlang-a", true]);
    expect(impatient.days[0]?.staffing.abandonedContacts).toBeGreaterThan(1);
  });
  test("a session takes its agents off for the transition too, but not where they are on a break or off shift", () => {
    const [one, ...others] = crew(3);
    const ada = { ...(one as AgentSchedule), shifts: [{ startsAt: at("08:00"), endsAt: at("09:00"), breaks: [{ startsAt: at("08:30"), endsAt: at("08:40") }] }] };
    const staffed = (coaching: readonly PlacedSession[]) => first({ ...request, agents: [ada, ...others], coaching }).intervals.map(({ staffing }) => Math.round(staffing.onQueueFte * 30));
    expect(staffed([])).toEqual([90, 80, 60, 60]);
    expect(staffed([session(["agent-00"], "08:00", "08:20", 5)])).toEqual([65, 80, 60, 60]);
    expect(staffed([session(["agent-00"], "08:20", "08:45", 10)])).toEqual([80, 65, 60, 60]);
    expect(staffed([session(["agent-00"], "08:50", "09:20")])).toEqual([90, 70, 60, 60]);
    // back to back: the transition ends where the next session starts
    expect(staffed([session(["agent-00"], "08:00", "08:10", 10), session(["agent-00"], "08:10", "08:20", 10)])).toEqual([60, 80, 60, 60]);
  });
  test("coaching in the shrinkage counts once: taken out where its sessions are given, and left in where they are not", () => {
    const shrunk = { ...request, agents: crew(20), shrinkageFraction: 0.3, coachingShrinkageFraction: 0.1 };
    expect(skillStaffing(shrunk).assumptions).toEqual({ appliedShrinkageFraction: 0.3, coachingShrinkageTakenOutFraction: 0 });
    expect(first(shrunk).intervals[0]?.staffing.onQueueFte).toBeCloseTo(14, 12);
    const coaching = [session(ids(2), "08:00", "08:30")];
    expect(first({ ...shrunk, coaching: [] }).intervals[0]?.staffing.onQueueFte).toBe(16);
    expect(skillStaffing({ ...shrunk, coaching }).assumptions).toEqual({ appliedShrinkageFraction: 0.2, coachingShrinkageTakenOutFraction: 0.1 });
    const { staffing, withoutCoaching } = first({ ...shrunk, coaching }).intervals[0] ?? {};
    expect([withoutCoaching?.onQueueFte, staffing?.onQueueFte]).toEqual([16, 14]);
  });
  test("shrinkage leaves no binary dust: 25 agents at 0.56 are 11, of whom none is missing, and 11 less a session of 0.7 is 10.3", () => {
    // 25 × (1 − 0.56) is 10.999999999999998
    const { intervals } = first({ ...request, agents: crew(25), shrinkageFraction: 0.56 });
    expect(intervals[1]).toMatchObject({ requiredFte: 11, staffing: { onQueueFte: 11, surplusFte: 0 } });
    expect(first({ ...request, agents: crew(25, [{ skillId: "calls", shareFraction: 0.7 }]), shrinkageFraction: 0.3, coaching: [session(["agent-00"], "08:00", "08:15")] }).intervals[0]?.staffing).toMatchObject({ onQueueFte: 11.9, surplusFte: -2.1 });
    expect(onQueueAgents({ startsAt: at("08:00"), intervalMinutes: 30, intervalCount: 1, skillIds: ["calls"], agents: crew(25), unplannedShrinkageFraction: 0.56 })[0]?.intervals[0]?.onQueueFte).toBe(11);
  });
  test("law: what is taken out of the shrinkage is what coaching takes when it takes its share of the time outside of breaks", () => {
    // a twelfth of what the breaks leave is coached
    const agents = ids(12).map((agentId): AgentSchedule => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ startsAt: at("08:00"), endsAt: at("09:00"), breaks: [{ startsAt: at("08:00"), endsAt: at("08:12") }] }] }));
    const shrunk = { ...request, skills: [forecast([10, 10])], agents, shrinkageFraction: 0.25, coachingShrinkageFraction: 1 / 12 };
    const hours = (asked: SkillStaffingRequest) => first(asked).days[0]?.staffing.onQueueAgentHours;
    // 12 agents × 48 minutes ÷ 12
    const coaching = ids(2).map((agentId) => session([agentId], "08:20", "08:44"));
    expect(hours({ ...shrunk, coaching })).toBeCloseTo(hours(shrunk) ?? NaN, 9);
  });
  test("skills share their agents, and a session takes from each by its share", () => {
    const agents = crew(10, [{ skillId: "calls", shareFraction: 0.7 }, { skillId: "chats", shareFraction: 0.3 }]);
    const { skills } = skillStaffing({ ...request, agents, skills: [forecast([50, 50]), forecast([10, 10], { skillId: "chats" })], coaching: [session(["agent-03"], "08:00", "08:30")] });
    expect(skills.map(({ intervals }) => intervals.map(({ staffing }) => Math.round(staffing.onQueueFte * 100)))).toEqual([[630, 700], [270, 300]]);
  });
  test("required agents may be fractional", () => {
    const { intervals } = first({ ...request, requiredAgents: "fractional" });
    expect(intervals[0]?.requiredFte.toFixed(4)).toBe("13.0372");
    expect(skillStaffing({ ...request, requiredAgents: "fractional" }).requiredAgents).toBe("fractional");
  });
  test.each([
    ["Europe/Berlin", "2026-03-28T23:00:00Z", [["2026-03-29", 46], ["2026-03-30", 48]]],
    ["Europe/Berlin", "2026-10-24T22:00:00Z", [["2026-10-25", 50], ["2026-10-26", 48]]],
    ["Australia/Lord_Howe", "2026-04-04T13:00:00Z", [["2026-04-05", 49], ["2026-04-06", 48]]],
    ["Australia/Lord_Howe", "2026-10-03T13:30:00Z", [["2026-10-04", 47], ["2026-10-05", 48]]],
    ["Asia/Kathmandu", "2026-06-30T18:15:00Z", [["2026-07-01", 48], ["2026-07-02", 48]]],
  ] as const)("days of %s from %s have as many half-hours as their clocks show", (timeZone, start, expected) => {
    const count = expected.reduce((sum, [, halves]) => sum + halves, 0);
    const startsAt = (index: number): string => new Date(Date.parse(start) + index * 1_800_000).toISOString();
    const intervals = Array.from({ length: count }, (_, index) => ({ startsAt: startsAt(index), offeredContacts: 10, handleTimeSeconds: 180 }));
    const agents = [{ agentId: "ada", skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ startsAt: startsAt(0), endsAt: startsAt(count), breaks: [] }] }];
    const { days } = first({ ...request, timeZone, agents, skills: [{ skillId: "calls", target, intervals }] });
    expect(days.map(({ date, intervalCount }) => [date, intervalCount])).toEqual(expected);
    expect(days.map(({ scheduledAgentHours }) => scheduledAgentHours)).toEqual(expected.map(([, halves]) => halves / 2));
  });
  test("names coaching that takes more than the shrinkage that contains it", () => { refuses(() => skillStaffing({ ...request, shrinkageFraction: 0.1, coachingShrinkageFraction: 0.11 }), { code: "skill-staffing-request.coaching_above_shrinkage", path: ["coachingShrinkageFraction"] }); });
  test("names what is wrong with sessions", () => {
    const withSessions = (...coaching: readonly PlacedSession[]) => () => skillStaffing({ ...request, coaching });
    refuses(withSessions(session(["nobody"], "08:00", "08:30")), { code: "skill-staffing-request.unknown_agent", path: ["coaching", 0, "agentIds", 0] });
    refuses(withSessions(session(["agent-00"], "08:30", "08:00")), { code: "skill-staffing-request.session_ends_before_start", path: ["coaching", 0, "endsAt"] });
    refuses(withSessions(session(["agent-01", "agent-00"], "08:29", "09:00"), session(["agent-00"], "08:00", "08:30")), { code: "skill-staffing-request.sessions_overlap", path: ["coaching", 0, "agentIds", 1] });
    refuses(withSessions(session(["agent-00", "agent-00"], "08:00", "08:30")), { code: "skill-staffing-request.sessions_overlap", path: ["coaching", 0, "agentIds", 1] });
    expect(withSessions(session(["agent-00"], "08:30", "09:00"), session(["agent-00"], "08:00", "08:30"))).not.toThrow();
  });
  test("names an unknown skill, a faulty forecast, an unknown time zone and a target that nobody reaches", () => {
    refuses(() => skillStaffing({ ...request, agents: crew(1, [{ skillId: "mail", shareFraction: 1 }]) }), { code: "agent-schedules.unknown_skill", path: ["agents", 0, "skills", 0, "skillId"] });
    refuses(() => skillStaffing({ ...request, skills: [forecast([1])] }), { code: "staffing-grid.length_unknown", path: ["skills", 0, "intervals"] });
    refuses(() => skillStaffing({ ...request, timeZone: "Europe/Atlantis" }), { code: "known-time-zone.unknown_zone", path: ["timeZone"] });
    refuses(() => skillStaffing({ ...request, skills: [forecast([1_000_000, 0], { target: { ...target, maximumOccupancyFraction: 0.05 } })] }), { code: "least-agents.beyond_limit", path: ["skills", 0, "target"] });
  });

  const contacts = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 4 });
  test("law: every figure is that of the public functions asked one by one", () => {
    fc.assert(fc.property(contacts, fc.integer({ min: 0, max: 25 }), fc.constantFrom("erlang-c", "erlang-a"), fc.double({ min: 0, max: 0.5, noNaN: true }), (offered, count, model, shrinkageFraction) => {
      const own: ServiceTarget = model === "erlang-a" ? { ...target, model, patienceSeconds: 90 } : target;
      const agents = crew(count);
      const there = onQueueAgents({ startsAt: at("08:00"), intervalMinutes: 30, intervalCount: offered.length, skillIds: ["calls"], agents, unplannedShrinkageFraction: shrinkageFraction })[0]?.intervals ?? [];
      const { intervals } = first({ ...request, agents, shrinkageFraction, skills: [forecast(offered, { target: own })] });
      for (const [index, { offeredErlangs, requiredFte, scheduledFte, staffing }] of intervals.entries()) {
        const agentFte = there[index]?.onQueueFte ?? NaN;
        const queue = { offeredErlangs, agentFte, handleTimeSeconds: 180, answerWithinSeconds: 20 };
        expect([scheduledFte, requiredFte]).toEqual([count, leastAgents({ offeredErlangs, handleTimeSeconds: 180, target: own, agents: "whole" }).agentFte]);
        expect(staffing.onQueueFte).toBeCloseTo(agentFte, 9);
        expect(staffing.serviceLevelFraction).toBeCloseTo((model === "erlang-a" ? erlangA({ ...queue, patienceSeconds: 90 }) : erlangC(queue)).serviceLevelFraction, 9);
      }
    }));
  });
  test("law: the order of agents and of sessions changes no digit", () => {
    const coaching = [session(["agent-00", "agent-01"], "08:10", "08:35", 5), session(["agent-00"], "09:00", "09:25"), session(["agent-02"], "08:50", "09:10", 3)];
    fc.assert(fc.property(fc.shuffledSubarray([...request.agents], { minLength: 14, maxLength: 14 }), fc.shuffledSubarray(coaching, { minLength: 3, maxLength: 3 }), (agents, sessions) => { expect(skillStaffing({ ...request, agents, coaching: sessions })).toEqual(skillStaffing({ ...request, coaching })); }));
  });
});
