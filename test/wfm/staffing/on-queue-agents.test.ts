import { type AgentSchedule, type AgentShift, onQueueAgents, type OnQueueQuestion, SCHEDULE_LIMITS, STAFFING_LIMITS } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const at = (clock: string): string => `2026-03-02T${clock}:00Z`;
const span = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });
const shift = (from: string, to: string, ...breaks: readonly (readonly [string, string])[]): AgentShift => ({ ...span(from, to), breaks: breaks.map(([start, end]) => span(start, end)) });
const agent = (agentId: string, shifts: readonly AgentShift[], shareFraction = 1): AgentSchedule => ({ agentId, skills: [{ skillId: "calls", shareFraction }], shifts });
const question = (...agents: readonly AgentSchedule[]): OnQueueQuestion => ({ startsAt: at("08:00"), intervalMinutes: 30, intervalCount: 4, skillIds: ["calls"], agents, unplannedShrinkageFraction: 0 });
const figures = (asked: OnQueueQuestion, skill = 0) => {
  const intervals = onQueueAgents(asked)[skill]?.intervals ?? [];
  return { scheduled: intervals.map(({ scheduledFte }) => scheduledFte), onQueue: intervals.map(({ onQueueFte }) => onQueueFte) };
};

describe("onQueueAgents", () => {
  test("an agent from eight to half past nine is one agent in three half-hours, and none in the fourth", () => { expect(figures(question(agent("ada", [shift("08:00", "09:30")])))).toEqual({ scheduled: [1, 1, 1, 0], onQueue: [1, 1, 1, 0] }); });
  test.each([
    ["a late start counts by its part", [shift("08:15", "09:00")], [0.5, 1, 0, 0], [0.5, 1, 0, 0]],
    ["a shift inside one half-hour", [shift("08:06", "08:21")], [0.5, 0, 0, 0], [0.5, 0, 0, 0]],
    ["a break is paid and off the queue", [shift("08:00", "10:00", ["08:30", "08:45"])], [1, 1, 1, 1], [1, 0.5, 1, 1]],
    ["a break over a border takes from both", [shift("08:00", "10:00", ["08:15", "09:15"])], [1, 1, 1, 1], [0.5, 0, 0.5, 1]],
    ["two shifts, given in any order", [shift("09:30", "10:00"), shift("08:00", "08:30")], [1, 0, 0, 1], [1, 0, 0, 1]],
    ["shifts that touch do not overlap", [shift("08:00", "09:00"), shift("09:00", "10:00")], [1, 1, 1, 1], [1, 1, 1, 1]],
    ["what lies before and after is left out", [shift("06:00", "12:00", ["07:45", "08:15"], ["09:45", "10:30"])], [1, 1, 1, 1], [0.5, 1, 1, 0.5]],
    ["shifts that lie before and after are none of these", [shift("05:00", "07:30"), shift("10:00", "12:00")], [0, 0, 0, 0], [0, 0, 0, 0]],
    ["an empty shift", [shift("08:00", "08:00")], [0, 0, 0, 0], [0, 0, 0, 0]],
  ])("%s", (_, shifts, scheduled, onQueue) => { expect(figures(question(agent("ada", shifts)))).toEqual({ scheduled, onQueue }); });
  test("shares split an agent among skills; a slower one counts less", () => {
    const agents = [{ agentId: "ada", skills: [{ skillId: "calls", shareFraction: 0.7 }, { skillId: "chats", shareFraction: 0.3 }], shifts: [shift("08:00", "08:30")] }, agent("bo", [shift("08:00", "08:30")], 0.8)];
    const asked = { ...question(...agents), skillIds: ["calls", "chats"] };
    expect([figures(asked).onQueue[0], figures(asked, 1).onQueue[0]]).toEqual([1.5, 0.3]);
  });
  test("unplanned shrinkage takes from who is on the queue, not from who is paid", () => { expect(figures({ ...question(agent("ada", [shift("08:00", "09:00", ["08:00", "08:15"])])), unplannedShrinkageFraction: 0.1 })).toEqual({ scheduled: [1, 1, 0, 0], onQueue: [0.45, 0.9, 0, 0] }); });
  test("without agents nobody is there", () => { expect(figures(question())).toEqual({ scheduled: [0, 0, 0, 0], onQueue: [0, 0, 0, 0] }); });
  test("a night shift over the change of the clocks is as long as it is: 22:00 to 06:00 in Berlin is seven hours in March and nine in October", () => {
    const hoursOf = (startsAt: string, endsAt: string): number => {
      const night = { ...question(agent("ada", [{ startsAt, endsAt, breaks: [] }])), startsAt: `${startsAt.slice(0, 11)}00:00:00Z`, intervalCount: 96 };
      return figures(night).scheduled.reduce((sum, fte) => sum + fte, 0) / 2;
    };
    expect([hoursOf("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"), hoursOf("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]).toEqual([7, 9]);
  });
  test("names each fault of a schedule", () => {
    const fine = agent("ada", [shift("08:00", "10:00")]);
    const one = (...shifts: readonly AgentShift[]) => () => onQueueAgents(question(fine, agent("bo", shifts)));
    const at1 = ["agents", 1, "shifts"];
    refuses(() => onQueueAgents(question(fine, fine)), { code: "agent-schedules.duplicate_agent", path: ["agents", 1, "agentId"] });
    refuses(one(shift("10:00", "08:00", ["09:00", "09:15"])), { code: "agent-schedules.shift_ends_before_start", path: [...at1, 0, "endsAt"] });
    refuses(one(shift("09:00", "10:00"), shift("08:00", "09:01")), { code: "agent-schedules.shifts_overlap", path: [...at1, 0, "startsAt"] });
    refuses(one(shift("08:00", "09:00", ["07:59", "08:10"], ["08:50", "09:01"])), { code: "agent-schedules.break_outside_shift", path: [...at1, 0, "breaks", 0] }, { code: "agent-schedules.break_outside_shift", path: [...at1, 0, "breaks", 1] });
    refuses(one(shift("08:00", "09:00", ["08:30", "08:45"], ["08:15", "08:31"])), { code: "agent-schedules.breaks_overlap", path: [...at1, 0, "breaks", 0, "startsAt"] });
    refuses(one(shift("08:00", "09:00", ["08:30", "08:15"])), { code: "time-span.ends_before_start", path: [...at1, 0, "breaks", 0, "endsAt"] });
  });
  test("names each fault of skills and shares", () => {
    const withSkills = (...skills: readonly [string, number][]) => () => onQueueAgents({ ...question({ agentId: "ada", skills: skills.map(([skillId, shareFraction]) => ({ skillId, shareFraction })), shifts: [] }), skillIds: ["calls", "chats"] });
    refuses(withSkills(["mail", 1]), { code: "agent-schedules.unknown_skill", path: ["agents", 0, "skills", 0, "skillId"] });
    refuses(withSkills(["calls", 0.3], ["calls", 0.3]), { code: "agent-schedules.duplicate_skill", path: ["agents", 0, "skills", 1, "skillId"] });
    refuses(withSkills(["calls", 0.71], ["chats", 0.3]), { code: "agent-schedules.shares_above_one", path: ["agents", 0, "skills"], params: { total: 1.01 } });
    expect(withSkills(["calls", 0.7], ["chats", 0.3])).not.toThrow();
    refuses(withSkills(["calls", 0.355]), { code: "input.invalid_format", path: ["agents", 0, "skills", 0, "shareFraction"] });
    refuses(() => onQueueAgents({ ...question(), skillIds: ["calls", "calls"] }), { code: "on-queue-agents.duplicate_skill", path: ["skillIds", 1] });
  });
  test("refuses more than it takes", () => {
    const many = <Value>(count: number, value: Value): readonly Value[] => new Array<Value>(count).fill(value);
    refuses(() => onQueueAgents({ ...question(), intervalCount: STAFFING_LIMITS.staffingIntervals + 1 }), { code: "input.too_big", path: ["intervalCount"] });
    refuses(() => onQueueAgents({ ...question(), skillIds: Array.from({ length: STAFFING_LIMITS.skills + 1 }, (_, index) => `skill-${String(index)}`) }), { code: "input.too_big", path: ["skillIds"] });
    refuses(() => onQueueAgents(question(agent("ada", many(SCHEDULE_LIMITS.shifts + 1, shift("08:00", "08:00"))))), { code: "input.too_big", path: ["agents", 0, "shifts"] });
    refuses(() => onQueueAgents(question(agent("ada", [shift("08:00", "09:00", ...many(SCHEDULE_LIMITS.breaks + 1, ["08:00", "08:00"] as const))]))), { code: "input.too_big", path: ["agents", 0, "shifts", 0, "breaks"] });
    refuses(() => onQueueAgents(question({ agentId: "ada", skills: many(SCHEDULE_LIMITS.skills + 1, { skillId: "calls", shareFraction: 0.01 }), shifts: [] })), { code: "input.too_big", path: ["agents", 0, "skills"] });
    refuses(() => onQueueAgents({ ...question(), startsAt: "2199-12-31T23:00:00Z" }), { code: "on-queue-agents.beyond_time", path: ["intervalCount"] });
  });
  test("one bad record among ten thousand agents is named", () => {
    const agents = Array.from({ length: 10_000 }, (_, index) => agent(`agent-${String(index)}`, [shift("08:00", index === 8765 ? "07:00" : "10:00")]));
    refuses(() => onQueueAgents(question(...agents)), { code: "agent-schedules.shift_ends_before_start", path: ["agents", 8765, "shifts", 0, "endsAt"] });
  });
  test("refuses more agents than there may be", () => {
    const agents = Array.from({ length: SCHEDULE_LIMITS.agents + 1 }, (_, index) => ({ ...agent("", []), agentId: `agent-${String(index)}` }));
    refuses(() => onQueueAgents(question(...agents)), { code: "input.too_big", path: ["agents"] });
  });

  const minute = fc.integer({ min: 0, max: 120 });
  const clock = (minutes: number): string => `${String(8 + Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const worker = fc.record({ ends: fc.uniqueArray(minute, { minLength: 4, maxLength: 4 }), hundredths: fc.integer({ min: 1, max: 100 }) });
  const crew = (workers: readonly { ends: number[]; hundredths: number }[]): readonly AgentSchedule[] => workers.map(({ ends, hundredths }, index) => {
    const [a = 0, b = 0, c = 0, d = 0] = ends.toSorted((left, right) => left - right);
    return agent(`agent-${String(index)}`, [shift(clock(a), clock(d), [clock(b), clock(c)])], hundredths / 100);
  });
  test("law: the agents of all staffing intervals, weighted by time, are the minutes of the shifts", () => {
    fc.assert(fc.property(fc.array(worker, { maxLength: 20 }), fc.constantFrom(5, 10, 15, 20, 30, 60), (workers, intervalMinutes) => {
      const { scheduled, onQueue } = figures({ ...question(...crew(workers)), intervalMinutes: intervalMinutes as 5, intervalCount: 120 / intervalMinutes });
      const minutesOf = (ftes: readonly number[]): number => ftes.reduce((sum, fte) => sum + fte * intervalMinutes, 0);
      const sums = workers.map(({ ends, hundredths }) => {
        const [a = 0, b = 0, c = 0, d = 0] = ends.toSorted((left, right) => left - right);
        return [((d - a) * hundredths) / 100, ((d - a - (c - b)) * hundredths) / 100] as const;
      });
      expect(minutesOf(scheduled)).toBeCloseTo(sums.reduce((sum, [paid]) => sum + paid, 0), 9);
      expect(minutesOf(onQueue)).toBeCloseTo(sums.reduce((sum, [, free]) => sum + free, 0), 9);
    }));
  });
  test("law: the order of agents changes no digit", () => {
    fc.assert(fc.property(fc.array(worker, { maxLength: 30 }), (workers) => { expect(onQueueAgents(question(...crew(workers).toReversed()))).toEqual(onQueueAgents(question(...crew(workers)))); }));
  });
});
