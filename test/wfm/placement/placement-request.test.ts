import { PLACEMENT_LIMITS, placeSessions, type PlacementRequest, type SkillForecast } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { refuses } from "../../refusal.js";
import { agentOf, at, coachOf, request, requestOf, rules, skillOf, span } from "./small-requests.js";

const money = (amount: string, currency = "EUR") => ({ amount, currency });
const agents = Array.from({ length: 12 }, (_, place) => agentOf(`a${String(place)}`, 0, 120));
const good = request({ agents, coaches: [coachOf("c0", [0, 120])], requests: [requestOf("r0", ["a0"], { coachIds: ["c0"] })] });
const one = (changes: Parameters<typeof requestOf>[2], agentIds: readonly string[] = ["a0"]): PlacementRequest => ({ ...good, requests: [requestOf("r0", agentIds, { coachIds: ["c0"], ...changes })] });
const impatient = skillOf([100, 80, 60, 90], { target: { model: "erlang-a", patienceSeconds: 60, answerWithinSeconds: 20, serviceLevelFraction: 0.8 } });
const group = (count: number): readonly string[] => agents.slice(0, count).map(({ agentId }) => agentId);
const pinned = (minutes: number, coachId: string | null = "c0") => ({ startsAt: at(minutes), coachId });

describe("bad input is named by code and path", () => {
  test("the good request is placed", () => { expect(placeSessions(good).unplaced).toEqual([]); });

  test.each<readonly [title: string, bad: PlacementRequest, issue: string]>([
    ["a request twice", { ...good, requests: [...good.requests, ...good.requests] }, "placement-request.duplicate_request at /requests/1/requestId"],
    ["a coach twice", { ...good, coaches: [...good.coaches, ...good.coaches] }, "placement-request.duplicate_coach at /coaches/1/coachId"],
    ["an unknown agent", one({}, ["nobody"]), "placement-request.unknown_agent at /requests/0/agentIds/0"],
    ["an unknown coach", one({ coachIds: ["nobody"] }), "placement-request.unknown_coach at /requests/0/coachIds/0"],
    ["an agent with an unknown skill", { ...good, agents: [agentOf("a0", 0, 120, { skills: [{ skillId: "chess", shareFraction: 1 }] })] }, "agent-schedules.unknown_skill at /agents/0/skills/0/skillId"],
    ["an agent twice in a group", one({}, ["a0", "a0", "a1"]), "placement-request.given_twice at /requests/0/agentIds/1"],
    ["a coach twice in a pool", one({ coachIds: ["c0", "c0"] }), "placement-request.given_twice at /requests/0/coachIds/1"],
    ["a group of 2", one({}, group(2)), "placement-request.group_size at /requests/0/agentIds"],
    ["a group of 11", one({}, group(11)), "placement-request.group_size at /requests/0/agentIds"],
    ["a session without length", one({ durationMinutes: 0 }), "placement-request.no_length at /requests/0/durationMinutes"],
    ["a session longer than its window", one({ within: span(0, 25) }), "placement-request.longer_than_window at /requests/0/durationMinutes"],
    ["a window beyond the forecast", one({ within: span(60, 150) }), "placement-request.outside_forecast at /requests/0/within"],
    ["a step that does not fit the staffing interval", { ...good, rules: { ...rules, startEveryMinutes: 20 } }, "placement-request.grid_does_not_fit at /rules/startEveryMinutes"],
    ["a step that does not tile the forecast", { ...good, skills: [skillOf([1, 1, 1])], requests: [], rules: { ...rules, startEveryMinutes: 60 } }, "placement-request.grid_does_not_fit at /rules/startEveryMinutes"],
    ["free stretches of a coach that overlap", { ...good, coaches: [coachOf("c0", [60, 120], [0, 61])] }, "placement-request.coach_free_overlaps at /coaches/0/free/0"],
    ["a pin outside its window", one({ pinned: pinned(0), within: span(30, 90) }), "placement-request.pinned_outside_window at /requests/0/pinned/startsAt"],
    ["a pin whose transition goes beyond the forecast", { ...one({ pinned: pinned(90) }), rules: { ...rules, transitionMinutes: 5 } }, "placement-request.pinned_outside_window at /requests/0/pinned/startsAt"],
    ["a pin outside the shift", { ...one({ pinned: pinned(0) }), agents: [agentOf("a0", 30, 120)] }, "placement-request.pinned_outside_shift at /requests/0/agentIds/0"],
    ["a pin with another coach", one({ pinned: pinned(0, null) }), "placement-request.pinned_coach at /requests/0/pinned/coachId"],
    ["pins of one agent that meet", { ...good, requests: [requestOf("r0", ["a0"], { pinned: pinned(15, null) }), requestOf("r1", ["a0"], { pinned: pinned(0, null) })] }, "placement-request.pins_collide at /requests/0/pinned"],
    ["pins of one coach that meet", { ...good, requests: [requestOf("r0", ["a0"], { pinned: pinned(0), coachIds: ["c0"] }), requestOf("r1", ["a1"], { pinned: pinned(29), coachIds: ["c0"] })] }, "placement-request.pins_collide at /requests/1/pinned"],
    ["lost contacts by Erlang C", { ...good, objective: { kind: "lost-contacts" } }, "placement-request.lost_needs_erlang_a at /objective/kind"],
    ["a price of contacts that nobody loses", { ...good, objective: { kind: "money", rounding: "half-even", prices: [{ skillId: "calls", perLostContact: money("4") }] } }, "placement-request.lost_needs_erlang_a at /objective/prices/0/perLostContact"],
    ["a price for an unknown skill", { ...good, objective: { kind: "money", rounding: "half-even", prices: [{ skillId: "chess", perLateContact: money("4") }] } }, "placement-request.unknown_skill at /objective/prices/0/skillId"],
    ["two prices of a skill", { ...good, objective: { kind: "money", rounding: "half-even", prices: [{ skillId: "calls" }, { skillId: "calls" }] } }, "placement-request.given_twice at /objective/prices/1/skillId"],
    ["two currencies", { ...good, skills: [impatient], objective: { kind: "money", rounding: "half-even", prices: [{ skillId: "calls", perLateContact: money("4"), perLostContact: money("4", "USD") }] } }, "placement-request.mixed_currencies at /objective/prices/0/perLostContact/currency"],
    ["a price below zero", { ...good, objective: { kind: "money", rounding: "half-even", prices: [{ skillId: "calls", perLateContact: money("-4") }] } }, "placement-request.negative_price at /objective/prices/0/perLateContact/amount"],
    ["micro-coaching of an unknown skill", { ...good, microCoaching: { durationMinutes: 5, contactShareFraction: 0.1, perAgentDayLimit: 4, skillIds: ["chess"] } }, "placement-request.unknown_skill at /microCoaching/skillIds/0"],
    ["an unknown agent who was coached", { ...good, rules: { ...rules, fairness: { withoutCoachingDays: 28, lastCoached: [{ agentId: "nobody", coachedAt: at(0) }] } } }, "placement-request.unknown_agent at /rules/fairness/lastCoached/0/agentId"],
    ["an agent who was last coached twice", { ...good, rules: { ...rules, fairness: { withoutCoachingDays: 28, lastCoached: [{ agentId: "a0", coachedAt: at(0) }, { agentId: "a0", coachedAt: at(0) }] } } }, "placement-request.given_twice at /rules/fairness/lastCoached/1/agentId"],
    ["a zone that nobody knows", { ...good, rules: { ...rules, timeZone: "Europe/Atlantis" } }, "known-time-zone.unknown_zone at /rules/timeZone"],
  ])("%s", (_title, bad, issue) => { expect(issuesOf(() => placeSessions(bad))).toEqual([issue]); });

  test("more steps, cells, coaches × steps than one placement takes", () => {
    const count = 92 * 288;
    const intervals = Array.from({ length: count }, (_, place) => ({ startsAt: at(place * 5), offeredContacts: 0, handleTimeSeconds: 180 }));
    const wide = { ...good, skills: [skillOf([], { intervals })], agents: [], requests: [], coaches: [], rules: { ...rules, startEveryMinutes: 5 as const } };
    const coaches = Array.from({ length: 755 }, (_, place) => coachOf(`c${String(place)}`));
    expect(PLACEMENT_LIMITS.steps).toBe(count);
    refuses(() => placeSessions({ ...wide, skills: [skillOf(Array.from({ length: 4417 }, () => 0))] }), { code: "placement-request.too_many_cells", path: ["rules", "startEveryMinutes"], params: { what: "steps", count: 4417 * 6, limit: PLACEMENT_LIMITS.steps } });
    refuses(() => placeSessions({ ...wide, coaches }), { code: "placement-request.too_many_cells", path: ["rules", "startEveryMinutes"], params: { what: "coaches × steps", count: 755 * count, limit: PLACEMENT_LIMITS.coachSteps } });
    refuses(() => placeSessions({ ...wide, skills: Array.from({ length: 38 }, (_, place) => skillOf([], { skillId: `s${String(place)}`, intervals })) }), { code: "placement-request.too_many_cells", path: ["rules", "startEveryMinutes"], params: { what: "skills × steps", count: 38 * count, limit: PLACEMENT_LIMITS.cells } });
  });
  test("refuses more requests, agents, coaches and free stretches than it takes", () => {
    const many = (count: number) => Array.from({ length: count }, (_, place) => `x${String(place)}`);
    expect(issuesOf(() => placeSessions(one({}, many(31))))).toEqual(["input.too_big at /requests/0/agentIds"]);
    expect(issuesOf(() => placeSessions(one({ coachIds: many(10_001) })))).toEqual(["input.too_big at /requests/0/coachIds"]);
    expect(issuesOf(() => placeSessions({ ...good, coaches: [coachOf("c0", ...Array.from({ length: 2001 }, () => [0, 1] as const))] }))).toEqual(["input.too_big at /coaches/0/free"]);
    expect(issuesOf(() => placeSessions({ ...good, requests: Array.from({ length: 1_000_001 }, () => good.requests[0]!) }))).toEqual(["input.too_large at /"]);
  });
  test("more starts and coaches to choose from than one placement takes", () => {
    const long = skillOf(Array.from({ length: 96 }, () => 0));
    const coaches = Array.from({ length: 2000 }, (_, place) => coachOf(`c${String(place)}`, [0, 2880]));
    const requests = Array.from({ length: 105 }, (_, place) => requestOf(`r${String(place)}`, ["a0"], { within: span(0, 2880), coachIds: [...coaches.slice(0, 1999).map(({ coachId }) => coachId), ...(place === 0 ? ["c1999"] : [])] }));
    refuses(() => placeSessions({ ...good, skills: [long], agents: [agentOf("a0", 0, 2880)], coaches, requests }), { code: "placement-model.too_many_options", path: ["requests"], params: { limit: PLACEMENT_LIMITS.options } });
  });
  test("more losses than are reckoned", () => {
    // 1,500 agents whose shares are whole hundredths, off at once or not, in each of so many steps
    const many = (stepCount: number, skill: Partial<SkillForecast>) => request({
      skills: [skillOf(Array.from({ length: stepCount }, () => 10), skill)], agents: Array.from({ length: 1500 }, (_, place) => agentOf(`a${String(place)}`, 0, 30 * stepCount, { skills: [{ skillId: "calls", shareFraction: place === 0 ? 0.99 : 1 }] })),
      requests: Array.from({ length: 1500 }, (_, place) => requestOf(`r${String(place)}`, [`a${String(place)}`], { within: span(0, 30 * stepCount) })),
    });
    const refused = (stepCount: number, models: string, limit: number) => ({ code: "placement-model.too_many_losses", path: ["requests"], params: { hundredths: 1, count: stepCount * 150_000, models, limit } });
    refuses(() => placeSessions(many(667, {})), refused(667, "Erlang A and C", PLACEMENT_LIMITS.losses));
    refuses(() => placeSessions(many(134, { target: impatient.target })), refused(134, "Erlang A", PLACEMENT_LIMITS.impatientLosses));
  });
  test("micro-coaching of 5 minutes after each of 40 calls would be 41.7 % of 8 hours; after a tenth of them it is 4.2 %", () => {
    const day = Array.from({ length: 16 }, () => 40 * 12 / 16);
    const long = request({ skills: [skillOf(day)], agents: Array.from({ length: 12 }, (_, place) => agentOf(`a${String(place)}`, 0, 480)), microCoaching: { durationMinutes: 5, contactShareFraction: 1, perAgentDayLimit: 100 } });
    refuses(() => placeSessions(long), { code: "micro-coaching.too_much", path: ["microCoaching"], params: { percent: 41.7, limit: 10 } });
    const { assumptions, loss } = placeSessions({ ...long, microCoaching: { durationMinutes: 5, contactShareFraction: 0.1, perAgentDayLimit: 100 } });
    expect(assumptions.microCoaching).toMatchObject({ eventsPerAgentDay: 4, minutesPerAgentDay: 20, maximumPaidFraction: 0.1, cappedFraction: 0 });
    expect(assumptions.microCoaching!.paidFraction.toFixed(4)).toBe("0.0417");
    expect(loss.given.lateContacts).toBeGreaterThan(loss.before.lateContacts);
    const capped = placeSessions({ ...long, microCoaching: { durationMinutes: 5, contactShareFraction: 1, perAgentDayLimit: 2 } });
    expect(capped.assumptions.microCoaching).toMatchObject({ eventsPerAgentDay: 2, minutesPerAgentDay: 10, cappedFraction: 0.95 });
  });
});
