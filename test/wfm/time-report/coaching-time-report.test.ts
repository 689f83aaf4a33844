import { type ActualCoaching, type CoachingFigures, type CoachingTime, coachingTimeReport, type CoachingTimeQuestion } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { question } from "./site.js";

const report = coachingTimeReport(question);
const figures = ({ coachingMinutes, transitionMinutes, offScheduleMinutes, agentCost }: CoachingFigures) => [coachingMinutes, transitionMinutes, offScheduleMinutes, agentCost?.amount];
const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("the time that coaching takes", () => {
  test("is sessions × agents: 30 × 1 + 60 × 3 + 20 × 2 planned; 20 × 1 + 70 × 3 and 6 between contacts held, of 4 × 480 paid minutes", () => {
    expect(report.total.paidMinutes).toBe(1920);
    // what follows sessions: 5 × 1 + 10 × 3; the group's was none, the one-to-one's is as planned
    expect(figures(report.total.planned)).toEqual([250, 35, 20, "114.00"]);
    expect(figures(report.total.actual!)).toEqual([236, 5, 0, "96.40"]);
    expect(report.total.planned.shrinkageFraction).toBeCloseTo(230 / 1920, 12);
    expect(report.total.actual?.shrinkageFraction).toBeCloseTo(236 / 1920, 12);
  });
  test("by agent, team and modality", () => {
    expect(report.byAgent.map(({ agentId, teamId, planned, actual }) => [agentId, teamId, ...figures(planned).slice(0, 3), actual?.coachingMinutes])).toEqual([["ann", "north", 90, 15, 0, 90], ["bob", "north", 80, 10, 10, 70], ["cid", "south", 60, 10, 0, 6], ["dot", null, 20, 0, 10, 70]]);
    expect(report.byAgent[1]?.planned.shrinkageFraction).toBeCloseTo(70 / 480, 12);
    expect(report.byTeam.map(({ teamId, paidMinutes, planned, actual }) => [teamId, paidMinutes, planned.coachingMinutes, planned.agentCost?.amount, actual?.coachingMinutes])).toEqual([["north", 960, 170, "78.00", 160], ["south", 480, 60, "28.00", 6], [null, 480, 20, "8.00", 70]]);
    expect(report.byModality.map(({ modalityId, planned, actual, plannedLossContacts }) => [modalityId, planned.coachingMinutes, actual?.coachingMinutes, plannedLossContacts])).toEqual([["group", 180, 210, 2.25], ["huddle", 40, 0, 0], ["micro", 0, 6, 0], ["one-to-one", 30, 20, 0.5]]);
  });
  test("by coach, whose own time counts each session once, with what follows it", () => {
    expect(report.byCoach.map(({ coachId, planned, plannedLed, actualLed, plannedLossContacts }) => [coachId, planned.coachingMinutes, plannedLed.ledMinutes, plannedLed.coachCost?.amount, actualLed?.ledMinutes, plannedLossContacts])).toEqual([["eve", 30, 35, "35.58", 6, 0.5], ["fay", 180, 70, "71.17", 95, 2.25], [null, 40, 0, "0.00", 0, 0]]);
    expect(report.total.plannedLed).toEqual({ ledMinutes: 105, coachCost: eur("106.75") });
    expect(report.total.plannedLossContacts).toBe(2.75);
  });
  test("by staffing interval of the wall clock, split where a session crosses an edge", () => {
    const used = report.byStaffingInterval.filter(({ planned, actual }) => planned.coachingMinutes + planned.transitionMinutes + (actual?.coachingMinutes ?? 0) > 0);
    expect(used.map(({ wallTime, paidMinutes, planned, actual }) => [wallTime, paidMinutes, ...figures(planned).slice(0, 3), actual?.coachingMinutes])).toEqual([
      ["09:30", 120, 15, 0, 0, 15], ["10:00", 120, 15, 5, 0, 5], ["12:00", 120, 90, 0, 0, 90], ["12:30", 120, 90, 0, 0, 90], ["13:00", 120, 0, 30, 0, 30], ["14:00", 120, 0, 0, 0, 6], ["16:30", 120, 20, 0, 0, 0], ["17:00", 0, 20, 0, 20, 0],
    ]);
    expect(report.byStaffingInterval.at(-1)).toMatchObject({ startsAt: "2026-10-05T15:00:00Z", endsAt: "2026-10-05T15:30:00Z", date: "2026-10-05", planned: { shrinkageFraction: null } });
    expect(report.byStaffingInterval).toHaveLength(17);
  });
  test("by skill: 0.33 of bob's 70 minutes in his shift, 23.1, and of the 10 outside, 3.3, in whole minutes; who has 0.8 of one skill gives it all", () => {
    expect(report.bySkill.map(({ skillId, paidMinutes, planned }) => [skillId, paidMinutes, ...figures(planned).slice(0, 3)])).toEqual([["calls", 1762, 224, 32, 17], ["sales", 158, 26, 3, 3]]);
  });
  test("why it differs from the plan", () => {
    expect(report.variances.map(({ agentId, plannedMinutes, actualMinutes, differenceMinutes, causes }) => [agentId, plannedMinutes, actualMinutes, differenceMinutes, causes.map(({ reason, differenceMinutes: each }) => [reason, each])])).toEqual([
      ["ann", 90, 90, 0, [["shorter", -10], ["longer", 10]]], ["bob", 80, 70, -10, [["longer", 10], ["not-held", -20]]], ["cid", 60, 6, -54, [["absent", -60], ["micro-coaching", 6]]], ["dot", 20, 70, 50, [["unplanned", 70], ["not-held", -20]]],
    ]);
    expect(report.variances[1]?.causes[1]).toEqual({ requestId: "r3", reason: "not-held", notHeldReason: "given-back", differenceMinutes: -20 });
  });
  test("names what lies outside of shifts", () => {
    expect(report.offSchedule).toEqual(["bob", "dot"].map((agentId) => ({ agentId, requestId: "r3", basis: "planned", startsAt: "2026-10-05T14:50:00Z", offScheduleMinutes: 10 })));
  });
  test("without records, rates and losses tells the plan, and says what it does not tell", () => {
    const { actual: _actual, rates: _rates, losses: _losses, ...plan } = question;
    const told = coachingTimeReport(plan);
    expect([told.total.actual, told.total.planned.agentCost, told.total.plannedLed.coachCost, told.total.plannedLossContacts, told.byModality[0]?.plannedLossContacts]).toEqual([null, null, null, null, null]);
    expect([told.variances, told.assumptions]).toEqual([[], { actualTimes: "rounded-to-the-minute", skillMinutes: "by-share-largest-remainder", pricing: "no-rates", zoneData: "runtime" }]);
    expect(report.assumptions.pricing).toBe("hourly-rates-half-up");
  });
  test("a planned session without a record is not held", () => {
    const unrecorded = coachingTimeReport({ ...question, actual: { sessions: [], microCoaching: [] } });
    expect(unrecorded.total.actual?.coachingMinutes).toBe(0);
    expect(unrecorded.variances.flatMap(({ causes }) => causes.map(({ reason }) => reason))).toEqual(Array.from({ length: 6 }, () => "unrecorded"));
  });
  test("of nothing is nothing", () => {
    const none = coachingTimeReport({ agents: [], coachIds: [], sessions: [], timeZone: "UTC", staffingIntervalMinutes: 15, rates: question.rates });
    expect(none.total.planned).toEqual({ coachingMinutes: 0, transitionMinutes: 0, offScheduleMinutes: 0, shrinkageFraction: null, agentCost: eur("0.00") });
    expect([none.byAgent, none.bySkill, none.byStaffingInterval, none.byDay, none.byCoach]).toEqual([[], [], [], [], []]);
  });
});

describe("traps", () => {
  const one = (changes: Partial<CoachingTimeQuestion>): CoachingTimeQuestion => ({ agents: question.agents.slice(0, 1), coachIds: ["eve"], sessions: [], timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, ...changes });
  const shifts = (startsAt: string, endsAt: string) => [{ ...question.agents[0]!, shifts: [{ startsAt, endsAt, breaks: [] }] }];
  test("shares are taken of all minutes together: a thousand sessions of 25 minutes at one half each bring 12,500 to either skill, not 13,000 to one", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `a${String(index)}`);
    const { bySkill } = coachingTimeReport(one({
      agents: ids.map((agentId) => ({ agentId, skills: [{ skillId: "x", shareFraction: 0.5 }, { skillId: "y", shareFraction: 0.5 }], shifts: [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T15:00:00Z", breaks: [] }] })),
      sessions: ids.map((id) => ({ requestId: id, modalityId: "m", agentIds: [id], coachId: null, startsAt: "2026-10-05T08:00:00Z", endsAt: "2026-10-05T08:25:00Z", transitionMinutes: 0 })),
    }));
    expect(bySkill.map(({ planned }) => planned.coachingMinutes)).toEqual([12_500, 12_500]);
  });
  test("days on which the clock changes have 46 and 50 half hours, and a session in them its own length", () => {
    const spring = coachingTimeReport(one({ agents: shifts("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z") }));
    expect([spring.byStaffingInterval.length, spring.byDay.map(({ date, paidMinutes }) => [date, paidMinutes])]).toEqual([46, [["2026-03-29", 1380]]]);
    const autumn = coachingTimeReport(one({ agents: shifts("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), sessions: [{ ...question.sessions[0]!, startsAt: "2026-10-25T00:30:00Z", endsAt: "2026-10-25T01:30:00Z" }] }));
    expect(autumn.byStaffingInterval).toHaveLength(50);
    expect(autumn.byStaffingInterval.filter(({ planned }) => planned.coachingMinutes > 0).map(({ wallTime, startsAt, planned }) => [wallTime, startsAt, planned.coachingMinutes])).toEqual([["02:30", "2026-10-25T00:30:00Z", 30], ["02:00", "2026-10-25T01:00:00Z", 30]]);
  });
  test("a change of half an hour cuts an hour: Lord Howe sets its clock from 2:00 back to 1:30", () => {
    const { byStaffingInterval } = coachingTimeReport(one({ timeZone: "Australia/Lord_Howe", staffingIntervalMinutes: 60, agents: shifts("2026-04-04T14:00:00Z", "2026-04-04T16:30:00Z") }));
    expect(byStaffingInterval.map(({ wallTime, paidMinutes }) => [wallTime, paidMinutes])).toEqual([["01:00", 60], ["01:30", 30], ["02:00", 60]]);
  });
  test("a session over midnight counts for both days", () => {
    const { byDay } = coachingTimeReport(one({ agents: shifts("2026-10-05T20:00:00Z", "2026-10-06T04:00:00Z"), sessions: [{ ...question.sessions[0]!, startsAt: "2026-10-05T21:50:00Z", endsAt: "2026-10-05T22:20:00Z", transitionMinutes: 0 }] }));
    expect(byDay.map(({ date, paidMinutes, planned }) => [date, paidMinutes, planned.coachingMinutes])).toEqual([["2026-10-05", 120, 10], ["2026-10-06", 360, 20]]);
  });
  test("coaching between contacts is outside only beyond what is paid of its staffing interval", () => {
    const micro = (startsAt: string, minutes: number) => ({ agentId: "ann", coachId: null, modalityId: "micro", startsAt, minutes });
    const told = coachingTimeReport(one({ agents: shifts("2026-10-05T07:20:00Z", "2026-10-05T15:00:00Z"), actual: { sessions: [], microCoaching: [micro("2026-10-05T07:00:00Z", 10), micro("2026-10-05T15:00:00Z", 5), micro("2026-10-05T07:30:00Z", 30)] } }));
    expect(told.offSchedule.map(({ startsAt, offScheduleMinutes, requestId, basis }) => [startsAt, offScheduleMinutes, requestId, basis])).toEqual([["2026-10-05T15:00:00Z", 5, null, "actual"]]);
    expect(told.byStaffingInterval.map(({ wallTime, actual }) => [wallTime, actual?.coachingMinutes, actual?.offScheduleMinutes]).filter(([, minutes]) => minutes !== 0)).toEqual([["09:00", 10, 0], ["09:30", 30, 0], ["17:00", 5, 5]]);
  });
  test("what follows the last session of all counts in the staffing interval after it, as long as planned", () => {
    const told = coachingTimeReport(one({ sessions: question.sessions.slice(0, 1), actual: { sessions: [{ status: "held", requestId: "r1", modalityId: "m", agentIds: ["ann"], coachId: null, startsAt: "2026-10-05T15:00:00Z", endsAt: "2026-10-05T15:30:00Z" }], microCoaching: [] } }));
    expect(told.byStaffingInterval.slice(-2).map(({ wallTime, actual }) => [wallTime, actual?.coachingMinutes, actual?.transitionMinutes])).toEqual([["17:00", 30, 0], ["17:30", 0, 5]]);
  });
  test("two shifts that touch are one stretch of paid time, in any order", () => {
    const split = one({ agents: [{ ...question.agents[0]!, shifts: [{ startsAt: "2026-10-05T08:00:00Z", endsAt: "2026-10-05T15:00:00Z", breaks: [] }, { startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T08:00:00Z", breaks: [] }] }], sessions: question.sessions.slice(0, 1) });
    expect(coachingTimeReport(split).offSchedule).toEqual([]);
  });
  test("a cost is a sixtieth of so many hours, half a cent rounded up", () => {
    const cost = (amount: string, minutes: number) => coachingTimeReport(one({ sessions: [{ ...question.sessions[0]!, startsAt: "2026-10-05T08:00:00Z", endsAt: `2026-10-05T08:${String(minutes).padStart(2, "0")}:00Z`, transitionMinutes: 0 }], rates: { agentHourlyRate: eur(amount), coachHourlyRate: eur("0") } })).total.planned.agentCost?.amount;
    expect([cost("0.30", 1), cost("0.29", 1), cost("20.00", 50), cost("60.00", 59)]).toEqual(["0.01", "0.00", "16.67", "59.00"]);
  });
});

describe("what cannot be is refused", () => {
  const [first, second, third] = question.sessions;
  const refused = (changes: object, ...issues: Parameters<typeof refuses>[1][]): void => { refuses(() => coachingTimeReport({ ...question, ...changes }), ...issues); };
  const fault = (code: string, ...path: (string | number)[]) => ({ code, path });
  const held = question.actual.sessions[0]!;
  test("people who are not there", () => {
    refused({ sessions: [{ ...first, agentIds: ["zoe"] }, second, third] }, fault("time-report-rules.unknown_agent", "sessions", 0, "agentIds", 0));
    refused({ sessions: [first, { ...second, coachId: "gus" }, third] }, fault("time-report-rules.unknown_coach", "sessions", 1, "coachId"));
    refused({ actual: { sessions: [{ ...held, agentIds: ["ann", "zoe"], coachId: "gus" }], microCoaching: [{ ...question.actual.microCoaching[0], agentId: "yan" }] } }, fault("time-report-rules.unknown_agent", "actual", "sessions", 0, "agentIds", 1), fault("time-report-rules.unknown_coach", "actual", "sessions", 0, "coachId"), fault("time-report-rules.unknown_agent", "actual", "microCoaching", 0, "agentId"));
  });
  test("a request that was not placed", () => {
    refused({ actual: { sessions: [{ status: "not-held", requestId: "r9", reason: "other" }], microCoaching: [] } }, fault("time-report-rules.unknown_request", "actual", "sessions", 0, "requestId"));
    refused({ losses: [{ requestId: "r9", lossContacts: 1 }] }, fault("time-report-rules.unknown_request", "losses", 0, "requestId"));
  });
  test("anything twice", () => {
    refused({ agents: [...question.agents, { ...question.agents[0], shifts: [] }] }, { code: "agent-schedules.duplicate_agent", path: ["agents", 4, "agentId"] });
    refused({ agents: [{ ...question.agents[0], skills: [{ skillId: "a", shareFraction: 0.5 }, { skillId: "a", shareFraction: 0.5 }] }, ...question.agents.slice(1)] }, { code: "agent-schedules.duplicate_skill", path: ["agents", 0, "skills", 1, "skillId"] });
    refused({ coachIds: ["eve", "fay", "eve"] }, fault("time-report-rules.duplicate", "coachIds", 2));
    refused({ sessions: [first, second, { ...third, requestId: "r1" }], actual: { sessions: [], microCoaching: [] } }, fault("time-report-rules.duplicate", "sessions", 2, "requestId"));
    refused({ losses: [question.losses[0], question.losses[0]] }, fault("time-report-rules.duplicate", "losses", 1, "requestId"));
    refused({ actual: { sessions: [{ status: "not-held", requestId: "r1", reason: "other" }, { status: "not-held", requestId: "r1", reason: "other" }], microCoaching: [question.actual.microCoaching[0], question.actual.microCoaching[0]] } }, fault("time-report-rules.duplicate", "actual", "sessions", 1, "requestId"), fault("time-report-rules.duplicate", "actual", "microCoaching", 1));
  });
  test("somebody in two sessions at once, with what follows the first one; a session right after that is none", () => {
    const next = (startsAt: string, agentId: string, coachId: string | null) => ({ requestId: "r4", modalityId: "m", agentIds: [agentId], coachId, startsAt, endsAt: "2026-10-05T09:00:00Z", transitionMinutes: 0 });
    refused({ sessions: [next("2026-10-05T08:19:00Z", "ann", null), ...question.sessions] }, fault("time-report-rules.overlap", "sessions", 0, "agentIds", 0));
    refused({ sessions: [...question.sessions, next("2026-10-05T08:19:00Z", "dot", "eve")] }, fault("time-report-rules.overlap", "sessions", 3, "coachId"));
    expect(coachingTimeReport({ ...question, sessions: [...question.sessions, next("2026-10-05T08:20:00Z", "ann", "eve")] }).total.planned.coachingMinutes).toBe(290);
    refused({ sessions: [{ ...first, agentIds: ["ann", "ann"] }, second, third] }, fault("time-report-rules.overlap", "sessions", 0, "agentIds", 1));
    refused({ actual: { sessions: [held, { ...held, requestId: null, coachId: null, startsAt: "2026-10-05T08:00:00Z", endsAt: "2026-10-05T08:30:00Z" }], microCoaching: [] } }, fault("time-report-rules.overlap", "actual", "sessions", 1, "agentIds", 0));
  });
  test("shares above 1 and breaks outside of a shift, as everywhere", () => {
    const [shift] = question.agents[0]!.shifts;
    const one = (changes: object) => ({ agents: [{ ...question.agents[0], ...changes }, ...question.agents.slice(1)] });
    refused(one({ skills: [{ skillId: "a", shareFraction: 0.6 }, { skillId: "b", shareFraction: 0.6 }] }), { code: "agent-schedules.shares_above_one", path: ["agents", 0, "skills"] });
    refused(one({ shifts: [{ ...shift, breaks: [{ startsAt: "2026-10-04T07:00:00Z", endsAt: "2026-10-04T07:10:00Z" }] }] }), { code: "agent-schedules.break_outside_shift", path: ["agents", 0, "shifts", 0, "breaks", 0] });
  });
  test("shifts that overlap, sessions that end before they start, a plan in seconds", () => {
    const [shift] = question.agents[0]!.shifts;
    refused({ agents: [{ ...question.agents[0], shifts: [shift, { ...shift, startsAt: "2026-10-05T14:59:00Z", endsAt: "2026-10-05T16:00:30Z" }] }, ...question.agents.slice(1)] }, { code: "agent-schedules.shifts_overlap", path: ["agents", 0, "shifts", 1, "startsAt"] }, fault("time-report-rules.not_whole_minutes", "agents", 0, "shifts", 1, "endsAt"));
    refused({ sessions: [{ ...first, endsAt: first!.startsAt }, second, third] }, fault("time-report-rules.ends_before_start", "sessions", 0, "endsAt"));
    refused({ actual: { sessions: [{ ...held, endsAt: "2026-10-05T07:00:00Z" }], microCoaching: [] } }, fault("time-report-rules.ends_before_start", "actual", "sessions", 0, "endsAt"));
    refused({ sessions: [{ ...first, startsAt: "2026-10-05T07:45:30Z", transitionMinutes: 0.5 }, second, third] }, fault("time-report-rules.not_whole_minutes", "sessions", 0, "startsAt"), fault("time-report-rules.not_whole_minutes", "sessions", 0, "transitionMinutes"));
    refused({ actual: { sessions: [{ ...held, transitionMinutes: 2.5 }], microCoaching: [{ ...question.actual.microCoaching[0], minutes: 31 }, { ...question.actual.microCoaching[0], agentId: "ann", minutes: 1.5 }] } }, fault("time-report-rules.not_whole_minutes", "actual", "sessions", 0, "transitionMinutes"), fault("time-report-rules.micro_too_long", "actual", "microCoaching", 0, "minutes"), fault("time-report-rules.not_whole_minutes", "actual", "microCoaching", 1, "minutes"));
  });
  test("rates below zero or in two currencies, and lengths that do not fill an hour", () => {
    refused({ rates: { agentHourlyRate: eur("-1"), coachHourlyRate: { amount: "1", currency: "USD" } } }, fault("time-report-rules.negative_rate", "rates", "agentHourlyRate", "amount"), fault("time-report-rules.mixed_currencies", "rates", "coachHourlyRate", "currency"));
    refused({ staffingIntervalMinutes: 25 }, { code: "input.invalid_union", path: ["staffingIntervalMinutes"] });
  });
  test("more staffing intervals than a plan has: the time that lies too far is named", () => {
    const late = { startsAt: "2027-10-05T07:00:00Z", endsAt: "2027-10-05T08:00:00Z", breaks: [] };
    refused({ staffingIntervalMinutes: 15, agents: [...question.agents, { agentId: "zed", skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [late] }] }, fault("time-report-rules.too_long", "agents", 4, "shifts", 0, "endsAt"));
    expect(coachingTimeReport({ ...question, staffingIntervalMinutes: 60, agents: [...question.agents, { agentId: "zed", skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [late] }] }).byDay).toHaveLength(2);
  });
});

/** Ten agents over three days around a change of the clock; sessions as they fall, those that overlap left out. */
const anyQuestion = fc.record({ seeds: fc.array(fc.record({ agents: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), coach: fc.integer({ min: 0, max: 3 }), start: fc.integer({ min: 0, max: 4200 }), length: fc.integer({ min: 1, max: 90 }), transition: fc.integer({ min: 0, max: 10 }), held: fc.integer({ min: 0, max: 3 }), lateness: fc.integer({ min: -400, max: 400 }) }), { maxLength: 30 }), length: fc.constantFrom(5, 15, 30, 60) }).map(({ seeds, length }): CoachingTimeQuestion => {
  const epoch = Date.parse("2026-10-24T04:00:00Z");
  const at = (minutes: number) => new Date(epoch + Math.round(minutes * 60_000)).toISOString();
  const busy = new Map<string, number>();
  const kept = seeds.toSorted((one, other) => one.start - other.start).filter(({ agents, coach, start, length: long, transition }) => {
    const who = [...agents.map((agent) => `a${String(agent)}`), ...(coach === 0 ? [] : [`c${String(coach)}`])];
    if (who.some((each) => (busy.get(each) ?? -Infinity) > start)) return false;
    for (const each of who) busy.set(each, start + long + transition + 20);
    return true;
  });
  const sessions = kept.map(({ agents, coach, start, length: long, transition }, index) => ({ requestId: `r${String(index)}`, modalityId: `m${String(coach % 2)}`, agentIds: agents.map((agent) => `a${String(agent)}`), coachId: coach === 0 ? null : `c${String(coach)}`, startsAt: at(start), endsAt: at(start + long), transitionMinutes: transition }));
  const actual = kept.flatMap(({ held, lateness, start, length: long }, index): readonly ActualCoaching[] => (held === 0 ? [] : held === 1 ? [{ status: "not-held", requestId: `r${String(index)}`, reason: "cancelled" }] : [{ status: "held", ...sessions[index]!, startsAt: at(start), endsAt: at(start + long + Math.max(0, lateness / 60)) }]));
  const schedules = Array.from({ length: 10 }, (_, agent) => ({
    agentId: `a${String(agent)}`, ...(agent < 8 ? { teamId: `t${String(agent % 3)}` } : {}), skills: [[{ skillId: "x", shareFraction: 0.31 }, { skillId: "y", shareFraction: 0.47 }, { skillId: "z", shareFraction: 0.22 }], [{ skillId: "y", shareFraction: 0.9 }], [{ skillId: "z", shareFraction: 0.13 }, { skillId: "x", shareFraction: 0.58 }]][agent % 3]!,
    shifts: [0, 1, 2].map((day) => ({ startsAt: at(day * 1440 + agent * 37), endsAt: at(day * 1440 + agent * 37 + 480), breaks: [] })),
  }));
  return { agents: schedules, coachIds: ["c1", "c2", "c3"], sessions, actual: { sessions: actual, microCoaching: [{ agentId: "a1", coachId: "c1", modalityId: "micro", startsAt: at(95), minutes: 5 }] }, timeZone: "Europe/Berlin", staffingIntervalMinutes: length, rates: { agentHourlyRate: eur("23.17"), coachHourlyRate: eur("61.03") }, losses: sessions.map(({ requestId }, index) => ({ requestId, lossContacts: 0.1 * index })) };
});
const lists = ["byAgent", "byTeam", "bySkill", "byStaffingInterval", "byDay", "byCoach", "byModality"] as const;
const cents = (figure: CoachingFigures): number => Math.round(Number(figure.agentCost?.amount) * 100);

describe("laws", () => {
  test("every list adds up to the total, to the minute and to the cent, and the total is sessions × agents", () => {
    fc.assert(fc.property(anyQuestion, (any) => {
      const told = coachingTimeReport(any);
      for (const side of ["planned", "actual"] as const) {
        const total = told.total[side]!;
        for (const list of lists) {
          const rows: readonly CoachingTime[] = told[list];
          const sum = (of: (figure: CoachingFigures) => number): number => rows.reduce((all, row) => all + of(row[side]!), 0);
          expect([list, sum(({ coachingMinutes }) => coachingMinutes), sum(({ transitionMinutes }) => transitionMinutes), sum(({ offScheduleMinutes }) => offScheduleMinutes), sum(cents)]).toEqual([list, total.coachingMinutes, total.transitionMinutes, total.offScheduleMinutes, cents(total)]);
          if (list !== "byCoach" && list !== "byModality") expect([list, rows.reduce((all, { paidMinutes }) => all + paidMinutes, 0)]).toEqual([list, told.total.paidMinutes]);
        }
      }
      expect(told.total.planned.coachingMinutes).toBe(any.sessions.reduce((sum, { agentIds, startsAt, endsAt }) => sum + (agentIds.length * (Date.parse(endsAt) - Date.parse(startsAt))) / 60_000, 0));
      expect(told.total.planned.offScheduleMinutes + told.total.actual!.offScheduleMinutes).toBe(told.offSchedule.reduce((sum, { offScheduleMinutes }) => sum + offScheduleMinutes, 0));
      expect(told.byCoach.reduce((sum, { plannedLed }) => sum + Math.round(Number(plannedLed.coachCost?.amount) * 100), 0)).toBe(Math.round(Number(told.total.plannedLed.coachCost?.amount) * 100));
      for (const { plannedMinutes, actualMinutes, differenceMinutes, causes } of told.variances) expect([actualMinutes - plannedMinutes, causes.reduce((sum, cause) => sum + cause.differenceMinutes, 0)]).toEqual([differenceMinutes, differenceMinutes]);
      expect(told.variances.reduce((sum, { differenceMinutes }) => sum + differenceMinutes, 0)).toBe(told.total.actual!.coachingMinutes - told.total.planned.coachingMinutes);
    }), { numRuns: 60 });
  });
  test("staffing intervals hold the minutes that a count minute by minute finds", () => {
    fc.assert(fc.property(anyQuestion, (any) => {
      for (const { startsAt, endsAt, planned, paidMinutes } of coachingTimeReport(any).byStaffingInterval) {
        const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
        const inside = (start: number, end: number): number => Math.max(0, Math.min(end, to) - Math.max(start, from)) / 60_000;
        const sum = (spans: readonly number[]): number => spans.reduce((all, each) => all + each, 0);
        expect(planned.coachingMinutes).toBe(sum(any.sessions.map((session) => session.agentIds.length * inside(Date.parse(session.startsAt), Date.parse(session.endsAt)))));
        expect(paidMinutes).toBe(sum(any.agents.flatMap(({ shifts }) => shifts.map((shift) => inside(Date.parse(shift.startsAt), Date.parse(shift.endsAt))))));
      }
    }), { numRuns: 15 });
  });
  test("the order of the lists tells nothing", () => {
    fc.assert(fc.property(anyQuestion, (any) => {
      const turned: CoachingTimeQuestion = {
        ...any, agents: any.agents.map((each) => ({ ...each, skills: each.skills.toReversed(), shifts: each.shifts.toReversed() })).toReversed(), coachIds: any.coachIds.toReversed(), losses: any.losses!.toReversed(),
        sessions: any.sessions.map((each) => ({ ...each, agentIds: each.agentIds.toReversed() })).toReversed(), actual: { ...any.actual!, sessions: any.actual!.sessions.toReversed() },
      };
      expect(coachingTimeReport(turned)).toStrictEqual(coachingTimeReport(any));
    }), { numRuns: 20 });
  });
});
