import { placeSessions, type PlacementRequest } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { agentOf, at, coachOf, request, requestOf, rules, skillOf, span } from "./small-requests.js";

const others = Array.from({ length: 14 }, (_, place) => agentOf(`z${String(place)}`, 0, 120));
const base = request({ agents: [agentOf("ada", 0, 120), agentOf("ben", 0, 120), agentOf("cleo", 0, 120), ...others], coaches: [coachOf("c0", [0, 120])] });
const reasonsOf = (changed: PlacementRequest) => placeSessions(changed).unplaced.map(({ requestId, reason }) => [requestId, reason]);
const ada = (shift: readonly [number, number], ...breaks: readonly (readonly [number, number])[]) => [agentOf("ada", 0, 0, { shifts: [{ ...span(...shift), breaks: breaks.map(([from, to]) => span(from, to)) }] }), ...base.agents.slice(1)];

describe("a request without a place says what binds", () => {
  test.each<readonly [reason: string, changes: Partial<PlacementRequest>]>([
    ["no-shift-in-window", { agents: ada([0, 60]), requests: [requestOf("r", ["ada"], { within: span(60, 120) })] }],
    ["session-longer-than-any-free-stretch", { agents: ada([0, 90], [25, 65]), requests: [requestOf("r", ["ada"])] }],
    ["no-start-on-grid", { agents: ada([10, 55]), requests: [requestOf("r", ["ada"])] }],
    ["frozen", { requests: [requestOf("r", ["ada"])], rules: { ...rules, freezeUntil: at(91) } }],
    ["gap", { agents: ada([0, 90]), requests: [requestOf("p", ["ada"], { pinned: { startsAt: at(30), coachId: null } }), requestOf("r", ["ada"])], rules: { ...rules, minimumGapMinutes: 15, sessionsPerAgentDay: 5 } }],
    ["day-limit", { requests: [requestOf("p", ["ada"], { pinned: { startsAt: at(30), coachId: null } }), requestOf("r", ["ada"])] }],
    ["group-never-free-together", { agents: [agentOf("ada", 0, 60), agentOf("ben", 60, 120), ...base.agents.slice(2)], requests: [requestOf("r", ["ada", "ben", "cleo"])] }],
    ["no-coach-free", { coaches: [coachOf("c0", [0, 25])], requests: [requestOf("r", ["ada"], { coachIds: ["c0"] })] }],
    ["service-floor", { skills: [skillOf([200, 200, 200, 200], { serviceFloorFraction: 0.8 })], requests: [requestOf("r", ["ada"])] }],
  ])("%s", (reason, changes) => { expect(reasonsOf({ ...base, ...changes })).toEqual([["r", reason]]); });

  test("coaches-full: the coach has time for one of two", () => {
    const changed = { ...base, coaches: [coachOf("c0", [0, 30])], requests: [requestOf("r0", ["ada"], { coachIds: ["c0"] }), requestOf("r1", ["ben"], { coachIds: ["c0"] })] };
    expect(placeSessions(changed).unplaced).toMatchObject([{ reason: "coaches-full" }]);
  });
  test("service-floor-reached: 13 agents keep the floor of .79, and 12 do not", () => {
    const skills = [skillOf([100, 100, 100, 100], { serviceFloorFraction: 0.79 })];
    const agents = base.agents.slice(0, 14);
    const requests = ["ada", "ben", "cleo", "z0", "z1"].map((agentId, place) => requestOf(`r${String(place)}`, [agentId]));
    expect(placeSessions({ ...base, skills, agents, requests }).unplaced).toMatchObject([{ reason: "service-floor-reached" }]);
  });
  test("gap-or-day-limit-reached: a second session on the same day", () => {
    expect(placeSessions({ ...base, requests: [requestOf("r0", ["ada"]), requestOf("r1", ["ada"])] }).unplaced).toMatchObject([{ reason: "gap-or-day-limit-reached", perAgent: [{ agentId: "ada", reason: "gap-or-day-limit-reached" }] }]);
  });
  test("each agent of a group has its own reason", () => {
    const agents = [agentOf("ada", 0, 60), ...base.agents.slice(1)];
    expect(placeSessions({ ...base, agents, requests: [requestOf("r", ["ben", "ada", "cleo"], { within: span(60, 120) })] }).unplaced).toEqual([
      { requestId: "r", reason: "no-shift-in-window", perAgent: [{ agentId: "ben", reason: "no-shift-in-window" }, { agentId: "ada", reason: "no-shift-in-window" }, { agentId: "cleo", reason: "no-shift-in-window" }] },
    ]);
  });
  test("more sessions than minutes are told, one by one", () => {
    const requests = Array.from({ length: 400 }, (_, place) => requestOf(`r${String(place)}`, ["ada"]));
    const { sessions, unplaced } = placeSessions({ ...base, requests, rules: { ...rules, sessionsPerAgentDay: 100 } });
    expect([sessions.length, unplaced.length]).toEqual([4, 396]);
  });
});
