import fc from "fast-check";
import type { AgentSchedule, CoachCalendar, CoachingRequest, PlacementRequest, PlacementRules, SkillForecast } from "coachkit/wfm";

/** An instant of 2 March 2026, `minutes` after 08:00 UTC. */
export const at = (minutes: number): string => new Date(Date.UTC(2026, 2, 2, 8, minutes)).toISOString().replace(".000Z", "Z");
export const span = (from: number, to: number): { readonly startsAt: string; readonly endsAt: string } => ({ startsAt: at(from), endsAt: at(to) });

export const skillOf = (contacts: readonly number[], changes: Partial<SkillForecast> = {}, minutes = 30): SkillForecast => ({
  skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 },
  intervals: contacts.map((offeredContacts, place) => ({ startsAt: at(place * minutes), offeredContacts, handleTimeSeconds: 180 })), ...changes,
});
export const agentOf = (agentId: string, from: number, to: number, changes: Partial<AgentSchedule> = {}): AgentSchedule => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span(from, to), breaks: [] }], ...changes });
export const requestOf = (requestId: string, agentIds: readonly string[], changes: Partial<CoachingRequest> = {}): CoachingRequest => ({ requestId, modalityId: "one-on-one", agentIds, coachIds: [], durationMinutes: 30, within: span(0, 120), ...changes });
export const coachOf = (coachId: string, ...free: readonly (readonly [number, number])[]): CoachCalendar => ({ coachId, free: free.map(([from, to]) => span(from, to)) });
export const rules: PlacementRules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
export const request = (changes: Partial<PlacementRequest>): PlacementRequest => ({ skills: [skillOf([100, 80, 60, 90])], agents: [], unplannedShrinkageFraction: 0, coaches: [], requests: [], objective: { kind: "late-contacts" }, rules, ...changes });

/** The day of 14 agents, six of whom are to be coached; the floor is 0.8. */
export const fourHalfHours = request({
  skills: [skillOf([100, 80, 60, 90], { serviceFloorFraction: 0.8 })],
  agents: Array.from({ length: 14 }, (_, place) => agentOf(`agent-${String(place).padStart(2, "0")}`, 0, 120)),
  requests: Array.from({ length: 6 }, (_, place) => requestOf(`r${String(place)}`, [`agent-${String(place).padStart(2, "0")}`])),
});

/** A few small days on the aligned grid: own coaches, pools that may overlap, windows, breaks, floors. */
export const alignedRequests: fc.Arbitrary<PlacementRequest> = fc.record({
  contacts: fc.array(fc.integer({ min: 5, max: 40 }), { minLength: 4, maxLength: 4 }), backing: fc.integer({ min: 8, max: 10 }),
  floor: fc.constantFrom(undefined, 0.5, 0.8), coachFree: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })), { minLength: 2, maxLength: 3 }),
  coached: fc.array(fc.record({ from: fc.integer({ min: 0, max: 2 }), length: fc.integer({ min: 1, max: 4 }), coaches: fc.subarray([0, 1, 2]), pause: fc.option(fc.integer({ min: 0, max: 3 })) }), { minLength: 1, maxLength: 4 }),
  isImpatient: fc.boolean(),
}).map(({ contacts, backing, floor, coachFree, coached, isImpatient }) => request({
  skills: [skillOf(contacts, { ...(floor === undefined ? {} : { serviceFloorFraction: floor }), ...(isImpatient ? { target: { model: "erlang-a", patienceSeconds: 90, answerWithinSeconds: 20, serviceLevelFraction: 0.8 } } : {}) })],
  agents: [
    ...Array.from({ length: backing }, (_, place) => agentOf(`z${String(place)}`, 0, 120)),
    ...coached.map(({ from, length, pause }, place) => {
      const [start, end] = [from * 30, Math.min(120, (from + length) * 30)];
      return agentOf(`a${String(place)}`, start, end, { shifts: [{ ...span(start, end), breaks: pause === null || pause * 30 < start || pause * 30 + 15 > end ? [] : [span(pause * 30, pause * 30 + 15)] }] });
    }),
  ],
  coaches: coachFree.map(([from, length], place) => coachOf(`c${String(place)}`, [from * 30, Math.min(120, (from + length) * 30)])),
  requests: coached.map(({ coaches }, place) => requestOf(`r${String(place)}`, [`a${String(place)}`], { coachIds: coaches.filter((coach) => coach < coachFree.length).map((coach) => `c${String(coach)}`) })),
}));

/** A few small days on 15-minute starts: groups of three, two skills in shares, transition, several sessions an agent. */
export const looseRequests: fc.Arbitrary<PlacementRequest> = fc.record({
  contacts: fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 3, maxLength: 3 }), transition: fc.constantFrom(0, 10, 15), gap: fc.constantFrom(0, 15, 30), perDay: fc.constantFrom(1, 2),
  floor: fc.constantFrom(undefined, 0.6), sizes: fc.array(fc.constantFrom(1, 1, 3), { minLength: 1, maxLength: 3 }), coachFree: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 3, max: 6 })), isLed: fc.boolean(), share: fc.constantFrom(0.5, 0.75, 1),
}).map(({ contacts, transition, gap, perDay, floor, sizes, coachFree: [from, to], isLed, share }) => {
  const skills = [{ skillId: "calls", shareFraction: share }, ...(share < 1 ? [{ skillId: "chats", shareFraction: 0.25 }] : [])];
  return request({
    skills: [skillOf(contacts, floor === undefined ? {} : { serviceFloorFraction: floor }), skillOf(contacts.map((count) => Math.round(count / 3)), { skillId: "chats" })],
    agents: Array.from({ length: 13 }, (_, place) => agentOf(`a${String(place)}`, 0, 90, { skills })), coaches: [coachOf("c0", [from * 15, to * 15])],
    requests: sizes.map((size, place) => requestOf(`r${String(place)}`, size === 1 ? ["a0"] : ["a1", "a2", "a3"], { coachIds: isLed ? ["c0"] : [], within: span(0, 90) })),
    rules: { ...rules, startEveryMinutes: 15, transitionMinutes: transition, minimumGapMinutes: gap, sessionsPerAgentDay: perDay },
  });
});
