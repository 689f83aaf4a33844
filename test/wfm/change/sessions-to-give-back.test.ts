import { placeSessions, type PlacementRequest, sessionsToGiveBack, type SessionPlacement } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { agentOf, alignedRequests, at, coachOf, looseRequests, request, requestOf, skillOf, span } from "../placement/small-requests.js";
import { type Chosen, minutesOf, smallDay } from "./try-all.js";

const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => agentOf(agentId, 0, 120));
const asked = request({ skills: [skillOf([20, 4, 14, 12])], agents, requests: [requestOf("of ada", ["ada"]), requestOf("of ben", ["ben"])] });
const placed = placeSessions(asked);
const busy = (contacts: readonly number[], floor?: number): PlacementRequest => ({ ...asked, skills: [skillOf(contacts, floor === undefined ? {} : { serviceFloorFraction: floor })] });
const ask = { request: busy([20, 26, 14, 12]), placement: placed, nowAt: at(0), untilAt: at(120), noticeMinutes: 15, sessionWorth: 2, changeWorth: 0 };

/** The same forecast with more contacts in some staffing intervals. */
const withSpike = (one: PlacementRequest, factors: readonly number[]): PlacementRequest => ({ ...one, skills: one.skills.map((skill) => ({ ...skill, intervals: skill.intervals.map((interval, place) => ({ ...interval, offeredContacts: Math.round(interval.offeredContacts * (factors[place % factors.length] ?? 1)) })) })) });

/** What the least cost comes to by trying everything: late contacts, worth given back, moves. */
function leastByTrying(question: typeof ask): number {
  const day = smallDay(question.request);
  const [now, notice] = [minutesOf(question.nowAt), minutesOf(question.nowAt) + question.noticeMinutes];
  const fixed = question.placement.sessions.filter(({ startsAt }) => minutesOf(startsAt) <= now).map(day.chosenOf);
  const lists = question.placement.sessions.filter(({ startsAt }) => minutesOf(startsAt) > now).map((session) => {
    const own = day.chosenOf(session);
    const choices = day.choicesOf(own.request).flatMap((one): readonly Chosen[] => {
      if (one.start === own.start && one.coachId === own.coachId) return [one];
      return one.start >= own.start && one.start >= notice ? [{ ...one, price: question.changeWorth }] : [];
    });
    return { choices, leftOut: question.sessionWorth };
  });
  return day.leastCost(lists, fixed) - day.lossOf([], fixed)!;
}

describe("sessionsToGiveBack", () => {
  test("both stand at half past eight; when it fills up one is restored at half past nine, and the other at nine if it is worth that", () => {
    expect(placed.sessions.map(({ startsAt }) => startsAt)).toEqual([at(30), at(30)]);
    const back = sessionsToGiveBack(ask);
    expect(back.restored.map(({ from, to }) => [from.requestId, to.startsAt])).toEqual([["of ada", at(90)], ["of ben", at(60)]]);
    expect([back.givenBack, back.keptRequestIds, back.proof.status]).toEqual([[], [], "optimal"]);
    expect(back.loss.withAction).toBeLessThan(back.loss.withoutAction);
    expect(back.sessions.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([[at(60), at(90)], [at(90), at(120)]]);
    const cheap = sessionsToGiveBack({ ...ask, sessionWorth: 0.1 });
    expect(cheap.givenBack.map(({ session, sessionWorth }) => [session.startsAt, sessionWorth])).toEqual([[at(30), 0.1], [at(30), 0.1]]);
    expect(cheap.loss).toMatchObject({ withAction: 0, worthGivenBack: 0.2, costOfMoves: 0 });
  });
  test("who moves first saves most, and what is saved adds up", () => {
    const { givenBack, restored, loss } = sessionsToGiveBack({ ...ask, sessionWorth: 0.3 });
    const turns = [...givenBack, ...restored].sort((a, b) => a.order - b.order);
    expect(turns.map(({ order }) => order)).toEqual([1, 2]);
    expect(turns[0]!.savedLoss).toBeGreaterThan(turns[1]!.savedLoss);
    expect(turns.reduce((sum, { savedLoss }) => sum + savedLoss, 0)).toBeCloseTo(loss.withoutAction - loss.withAction, 9);
  });
  test("a session that is dear stays, one of a cheap modality goes", () => {
    const mixed = { ...ask, request: { ...ask.request, requests: [requestOf("of ada", ["ada"], { within: span(30, 60) }), requestOf("of ben", ["ben"], { modalityId: "huddle", within: span(30, 60) })] } };
    const placement = { ...placed, sessions: placed.sessions.map((session) => (session.requestId === "of ben" ? { ...session, modalityId: "huddle" } : session)) };
    const back = sessionsToGiveBack({ ...mixed, placement, sessionWorth: 100, worthOfModality: [{ modalityId: "huddle", sessionWorth: 0.1 }] });
    expect(back.givenBack.map(({ session, sessionWorth }) => [session.requestId, sessionWorth])).toEqual([["of ben", 0.1]]);
    expect(back.keptRequestIds).toEqual(["of ada"]);
  });
  test("sessions that have started go on, pinned ones and those after the time asked for stand", () => {
    expect(sessionsToGiveBack({ ...ask, nowAt: at(30) })).toMatchObject({ givenBack: [], restored: [], keptRequestIds: [], sessions: placed.sessions });
    expect(sessionsToGiveBack({ ...ask, untilAt: at(30) })).toMatchObject({ restored: [], keptRequestIds: [] });
    const pinned = { ...ask.request, requests: [requestOf("of ada", ["ada"], { pinned: { startsAt: at(30), coachId: null } }), ask.request.requests[1]!] };
    const back = sessionsToGiveBack({ ...ask, request: pinned });
    expect(back.sessions.find(({ requestId }) => requestId === "of ada")?.startsAt).toBe(at(30));
    expect(back.restored.map(({ from }) => from.requestId)).toEqual(["of ben"]);
  });
  test("a new start is a notice away, and not earlier than the old one", () => {
    // 8:05 + 70 minutes: nine o'clock is too soon
    const back = sessionsToGiveBack({ ...ask, nowAt: at(5), noticeMinutes: 70, sessionWorth: 100 });
    expect(back.restored.every(({ to }) => to.startsAt === at(90))).toBe(true);
    const early = sessionsToGiveBack({ ...ask, request: busy([0, 26, 26, 26]), noticeMinutes: 0, sessionWorth: 100 });
    expect(early.sessions.every(({ startsAt }) => startsAt >= at(30))).toBe(true);
  });
  test("a floor that sessions would break is kept; one that breaks without them is listed and stops nothing", () => {
    const floored = sessionsToGiveBack({ ...ask, request: busy([20, 26, 40, 12], 0.8), sessionWorth: 100 });
    expect(floored.brokenFloors).toEqual([{ skillId: "calls", startsAt: at(60) }]);
    expect(floored.sessions.map(({ startsAt }) => startsAt)).not.toContain(at(30));
    expect(floored.intervals.map(({ startsAt }) => startsAt)).toContain(at(60));
    const stays = sessionsToGiveBack({ ...ask, request: busy([20, 60, 60, 60], 0.8), sessionWorth: 100 });
    expect(stays.keptRequestIds).toEqual(["of ada", "of ben"]);
    expect(stays.brokenFloors.map(({ startsAt }) => startsAt)).toEqual([at(30), at(60), at(90)]);
  });
  test("an agent who is away cannot stay: restored or given back, whatever it is worth", () => {
    const ill = { ...asked, agents: agents.map((agent) => (agent.agentId === "ada" ? agentOf("ada", 60, 120) : agent)) };
    const back = sessionsToGiveBack({ ...ask, request: ill, sessionWorth: 100 });
    expect(back.restored.map(({ from }) => from.requestId)).toEqual(["of ada"]);
    expect(back.keptRequestIds).toEqual(["of ben"]);
  });
  test("coaches of a pool stay with the sessions that stay", () => {
    const pool = request({ skills: [skillOf([20, 4, 14, 12])], agents, coaches: [coachOf("kim", [0, 120]), coachOf("lou", [0, 120])], requests: [requestOf("of ada", ["ada"], { coachIds: ["kim", "lou"] }), requestOf("of ben", ["ben"], { coachIds: ["kim", "lou"], within: span(30, 60) })] });
    const placement = placeSessions(pool);
    expect(placement.sessions.map(({ coachId }) => coachId)).toEqual(["kim", "lou"]);
    const back = sessionsToGiveBack({ ...ask, request: { ...pool, skills: busy([20, 20, 14, 12]).skills }, placement, sessionWorth: 100 });
    expect(back.sessions.map(({ requestId, coachId, startsAt }) => [requestId, coachId, startsAt])).toEqual([["of ben", "lou", at(30)], ["of ada", "kim", at(90)]]);
    // kim goes home: ada's session goes on with nobody but lou, half an hour later
    const away = sessionsToGiveBack({ ...ask, request: { ...pool, coaches: [coachOf("kim", [0, 15]), coachOf("lou", [0, 120])] }, placement, sessionWorth: 100 });
    expect(away.restored.map(({ to }) => [to.requestId, to.coachId])).toEqual([["of ada", "lou"]]);
  });
  test("on another day the limit of that day holds, pinned sessions counted", () => {
    const at24 = (minutes: number): string => at(24 * 60 + minutes);
    const twoDays = (sessionsPerAgentDay: number): PlacementRequest => request({
      skills: [skillOf([20, 4, ...Array.from({ length: 48 }, () => 0)])], agents: agents.map((agent) => ({ ...agent, shifts: [...agent.shifts, { startsAt: at24(0), endsAt: at24(60), breaks: [] }] })), rules: { ...asked.rules, sessionsPerAgentDay },
      requests: [requestOf("today", ["ada"], { within: { startsAt: at(30), endsAt: at24(30) } }), requestOf("tomorrow", ["ada"], { within: { startsAt: at24(0), endsAt: at24(60) }, pinned: { startsAt: at24(30), coachId: null } })],
    });
    const sessionOf = (requestId: string, startsAt: string, endsAt: string): SessionPlacement["sessions"][number] => ({ ...placed.sessions[0]!, requestId, agentIds: ["ada"], startsAt, endsAt });
    const placement = { ...placed, sessions: [sessionOf("today", at(30), at(60)), sessionOf("tomorrow", at24(30), at24(60))] };
    const backWith = (limit: number) => sessionsToGiveBack({ ...ask, request: { ...twoDays(limit), skills: [skillOf([20, 30, 30, 30, ...Array.from({ length: 46 }, () => 0)])] }, placement, nowAt: at(20), sessionWorth: 0.1 });
    expect(backWith(1).givenBack.map(({ session }) => session.requestId)).toEqual(["today"]);
    expect(backWith(2).restored.map(({ to }) => to.startsAt)).toEqual([at24(0)]);
    // the same where tomorrow's session might go as well, but stays
    const bothGo = (limit: number) => sessionsToGiveBack({ ...ask, request: { ...twoDays(limit), skills: [skillOf([20, 30, 30, 30, ...Array.from({ length: 46 }, () => 0)])], requests: twoDays(limit).requests.map(({ pinned: _, ...one }) => one) }, placement, nowAt: at(20), untilAt: at24(60), sessionWorth: 0.1 });
    expect(bothGo(1).givenBack.map(({ session }) => session.requestId)).toEqual(["today"]);
    expect(bothGo(2).restored.map(({ to }) => to.startsAt)).toEqual([at24(0)]);
  });
  test("a day that has a place left beside pinned sessions takes one of two, and a day that has more than its limit keeps them", () => {
    const at24 = (minutes: number): string => at(24 * 60 + minutes);
    const contacts = [20, 4, ...Array.from({ length: 48 }, () => 0)];
    const within = { startsAt: at(30), endsAt: at24(60) };
    const days = request({
      skills: [skillOf(contacts)], agents: agents.map((agent) => ({ ...agent, shifts: [...agent.shifts, { startsAt: at24(0), endsAt: at24(60), breaks: [] }] })), rules: { ...asked.rules, sessionsPerAgentDay: 2 },
      requests: [requestOf("first", ["ada"], { within }), requestOf("second", ["ada"], { within }), requestOf("tomorrow", ["ada"], { within: { startsAt: at24(0), endsAt: at24(60) }, pinned: { startsAt: at24(30), coachId: null } })],
    });
    const sessionOf = (requestId: string, startsAt: string, endsAt: string): SessionPlacement["sessions"][number] => ({ ...placed.sessions[0]!, requestId, agentIds: ["ada"], startsAt, endsAt });
    const placement = { ...placed, sessions: [sessionOf("first", at(30), at(60)), sessionOf("second", at(60), at(90)), sessionOf("tomorrow", at24(30), at24(60))] };
    const back = sessionsToGiveBack({ ...ask, request: { ...days, skills: [skillOf([20, 30, 30, 30, ...contacts.slice(4)])] }, placement, nowAt: at(20), sessionWorth: 0.1 });
    expect([back.restored.map(({ to }) => to.startsAt), back.givenBack.length, back.proof.status]).toEqual([[at24(0)], 1, "optimal"]);
    // the limit was lowered since
    const calm = sessionsToGiveBack({ ...ask, request: { ...days, rules: { ...days.rules, sessionsPerAgentDay: 1 } }, placement, nowAt: at(20), sessionWorth: 100, changeWorth: 9 });
    expect(calm.keptRequestIds).toEqual(["first", "second"]);
  });
  test("bad input by code and path", () => {
    refuses(() => sessionsToGiveBack({ ...ask, nowAt: at(-1) }), { code: "give-back-question.now_outside_forecast", path: ["nowAt"] });
    refuses(() => sessionsToGiveBack({ ...ask, nowAt: at(120), untilAt: at(120) }), { code: "give-back-question.now_outside_forecast", path: ["nowAt"] });
    refuses(() => sessionsToGiveBack({ ...ask, nowAt: at(60), untilAt: at(30) }), { code: "give-back-question.until_before_now", path: ["untilAt"] });
    refuses(() => sessionsToGiveBack({ ...ask, sessionWorth: -1 }), { code: "input.too_small", path: ["sessionWorth"] });
    refuses(() => sessionsToGiveBack({ ...ask, changeWorth: -1 }), { code: "input.too_small", path: ["changeWorth"] });
    refuses(() => sessionsToGiveBack({ ...ask, worthOfModality: [{ modalityId: "dance", sessionWorth: 1 }] }), { code: "give-back-question.unknown_modality", path: ["worthOfModality", 0, "modalityId"] });
    refuses(() => sessionsToGiveBack({ ...ask, worthOfModality: [1, 2].map((sessionWorth) => ({ modalityId: "one-on-one", sessionWorth })) }), { code: "give-back-question.given_twice", path: ["worthOfModality", 1, "modalityId"] });
    refuses(() => sessionsToGiveBack({ ...ask, request: { ...ask.request, requests: [] } }), { code: "standing-plan.unknown_request", path: ["placement", "sessions", 0, "requestId"] }, { code: "standing-plan.unknown_request", path: ["placement", "sessions", 1, "requestId"] });
  });
  test("a session that might go has to start on the grid, a pinned one need not; all lie inside the forecast, transition included", () => {
    const withAda = (start: number) => ({ ...placed, sessions: placed.sessions.map((session) => (session.requestId === "of ada" ? { ...session, startsAt: at(start), endsAt: at(start + 30) } : session)) });
    refuses(() => sessionsToGiveBack({ ...ask, placement: withAda(45) }), { code: "give-back-question.off_grid", path: ["placement", "sessions", 0, "startsAt"], params: { id: "of ada" } });
    expect(sessionsToGiveBack({ ...ask, nowAt: at(45), placement: withAda(45) }).sessions.find(({ requestId }) => requestId === "of ada")?.startsAt).toBe(at(45));
    const pinned = { ...ask.request, requests: [requestOf("of ada", ["ada"], { pinned: { startsAt: at(45), coachId: null } }), ask.request.requests[1]!] };
    expect(sessionsToGiveBack({ ...ask, request: pinned, placement: withAda(45) }).keptRequestIds).not.toContain("of ada");
    for (const start of [-30, -15, 105, 300]) refuses(() => sessionsToGiveBack({ ...ask, placement: withAda(start) }), { code: "give-back-question.session_outside_forecast", path: ["placement", "sessions", 0], params: { id: "of ada" } });
  });
  test("more sessions than may go in one question are refused", () => {
    const many = Array.from({ length: 2001 }, (_, place) => `agent ${String(place)}`);
    const large: PlacementRequest = { ...asked, agents: many.map((agentId) => agentOf(agentId, 0, 120)), requests: many.map((agentId) => requestOf(agentId, [agentId])) };
    const plan: SessionPlacement = { ...placed, sessions: many.map((agentId) => ({ ...placed.sessions[0]!, requestId: agentId, agentIds: [agentId] })) };
    refuses(() => sessionsToGiveBack({ ...ask, request: large, placement: plan }), { code: "give-back-question.too_many_sessions", path: ["untilAt"], params: { count: 2001, limit: 2000 } });
  });
  test("law: equal to trying everything on small days, and what is said adds up", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), fc.array(fc.constantFrom(0.5, 1, 1, 1.5, 2), { minLength: 4, maxLength: 4 }), fc.constantFrom(0, 30, 40), fc.constantFrom(0, 0.2, 1, 5), fc.constantFrom(0, 0.1, 0.5), (one, factors, now, sessionWorth, changeWorth) => {
      const placement = placeSessions(one);
      const question = { request: withSpike(one, factors), placement, nowAt: at(now), untilAt: at(240), noticeMinutes: 10, sessionWorth, changeWorth };
      const back = sessionsToGiveBack(question);
      expect(back.proof).toMatchObject({ status: "optimal", gapFraction: 0 });
      expect(back.proof.totalCost).toBeCloseTo(leastByTrying(question), 6);
      expect(back.loss.withAction + back.loss.worthGivenBack + back.loss.costOfMoves).toBeCloseTo(back.proof.totalCost, 6);
      expect([...back.givenBack, ...back.restored].reduce((sum, { savedLoss }) => sum + savedLoss, 0)).toBeCloseTo(back.loss.withoutAction - back.loss.withAction, 6);
      // a session stays, moves or goes, each once
      expect([...back.sessions, ...back.givenBack.map(({ session }) => session)].map(({ requestId }) => requestId).sort()).toEqual(placement.sessions.map(({ requestId }) => requestId).sort());
    }), { numRuns: 50 });
  });
  test("law: the order of lists changes nothing", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (one) => {
      const placement = placeSessions(one);
      const question = { request: withSpike(one, [1.5, 1, 2, 1]), placement, nowAt: at(0), untilAt: at(240), noticeMinutes: 10, sessionWorth: 1, changeWorth: 0.1 };
      const { request: spiked } = question;
      const turned = { ...spiked, skills: spiked.skills.toReversed(), agents: spiked.agents.toReversed(), coaches: spiked.coaches.toReversed(), requests: spiked.requests.toReversed().map((each) => ({ ...each, coachIds: each.coachIds.toReversed() })) };
      expect(sessionsToGiveBack({ ...question, request: turned, placement: { ...placement, sessions: placement.sessions.toReversed() } })).toEqual(sessionsToGiveBack(question));
    }), { numRuns: 30 });
  });
  test("law: without floors, giving back never costs more than doing nothing", () => {
    fc.assert(fc.property(alignedRequests, fc.constantFrom(0, 0.5, 3), (one, sessionWorth) => {
      const open = { ...one, skills: one.skills.map(({ serviceFloorFraction: _, ...skill }) => skill) };
      const { loss, proof } = sessionsToGiveBack({ request: withSpike(open, [2, 1, 1.5, 1]), placement: placeSessions(open), nowAt: at(0), untilAt: at(240), noticeMinutes: 0, sessionWorth, changeWorth: 0.1 });
      expect(proof.totalCost).toBeLessThanOrEqual(loss.withoutAction + 1e-9);
    }), { numRuns: 40 });
  });
});
