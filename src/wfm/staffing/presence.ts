import { millisecondsOf } from "../../time/internal.js";
import { tidied } from "../queue/shrinkage.js";
import type { AgentSchedule } from "./agent-schedule.js";
import type { StaffingGrid } from "./staffing-grid.js";

/**
 * How much of each staffing interval agents are there for a skill: in milliseconds × hundredths of a share, whole numbers whose sums are exact up to 2⁵³,
 * so that the order of agents changes no digit. A stretch of any length is added in a step: its two ends by themselves, what lies between as a difference.
 */
export interface Presence {
  readonly grid: StaffingGrid;
  readonly parts: Float64Array;
  readonly changes: Float64Array;
}

/** Nobody is there. */
export const emptyPresence = (grid: StaffingGrid): Presence => ({ grid, parts: new Float64Array(grid.intervalCount + 1), changes: new Float64Array(grid.intervalCount + 1) });

/** Adds a stretch; a negative weight takes it away. What lies outside the grid is left out. */
export function addStretch({ grid, parts, changes }: Presence, stretch: readonly [start: number, end: number], hundredths: number): void {
  const { startsAt, endsAt, intervalMilliseconds } = grid;
  const from = Math.max(stretch[0], startsAt) - startsAt;
  const to = Math.min(stretch[1], endsAt) - startsAt;
  if (to <= from) return;
  const [first, last] = [Math.floor(from / intervalMilliseconds), Math.floor(to / intervalMilliseconds)];
  // from the start of the first interval on, less what is before `from`, and what lies in the last one
  parts[first] = (parts[first] ?? 0) - hundredths * (from - first * intervalMilliseconds);
  parts[last] = (parts[last] ?? 0) + hundredths * (to - last * intervalMilliseconds);
  changes[first] = (changes[first] ?? 0) + hundredths;
  changes[last] = (changes[last] ?? 0) - hundredths;
}

/** The presence in each staffing interval, in milliseconds × hundredths. */
export function presenceOf({ grid, parts, changes }: Presence): Float64Array {
  const presence = new Float64Array(grid.intervalCount);
  let whole = 0;
  for (let index = 0; index < grid.intervalCount; index += 1) {
    whole += changes[index] ?? 0;
    presence[index] = (parts[index] ?? 0) + whole * grid.intervalMilliseconds;
  }
  return presence;
}

/** Presence in whole agents. */
export const fteOf = (presence: number, { intervalMilliseconds }: StaffingGrid): number => presence / (100 * intervalMilliseconds);

/** Agents without binary dust: 25 × (1 − 0.56) are 11, not 10.999999999999998, of whom one would be missing. What is no dust keeps all its digits. */
export function withoutRest(fte: number): number {
  const near = tidied(fte);
  return Math.abs(fte - near) <= 1e-14 * Math.max(1, Math.abs(fte)) ? near : fte;
}

/** The time for which agents are paid, and the part of it in which they are on the queue, by skill. */
export interface AgentPresence {
  readonly scheduled: Float64Array;
  readonly breaks: Float64Array;
}

/** The presence of all agents for each of the skills. */
export function agentPresence(agents: readonly AgentSchedule[], skillIds: readonly string[], grid: StaffingGrid): readonly AgentPresence[] {
  const places = new Map(skillIds.map((skillId, place) => [skillId, place]));
  const scheduled = skillIds.map(() => emptyPresence(grid));
  const breaks = skillIds.map(() => emptyPresence(grid));
  for (const { skills, shifts } of agents) {
    const spans = shifts.map((shift) => [millisecondsOf(shift.startsAt), millisecondsOf(shift.endsAt)] as const);
    const pauses = shifts.flatMap((shift) => shift.breaks.map((pause) => [millisecondsOf(pause.startsAt), millisecondsOf(pause.endsAt)] as const));
    for (const { skillId, shareFraction } of skills) {
      const place = places.get(skillId) ?? -1;
      const [on, off] = [scheduled[place], breaks[place]];
      if (on === undefined || off === undefined) continue;
      const hundredths = Math.round(shareFraction * 100);
      for (const span of spans) addStretch(on, span, hundredths);
      for (const pause of pauses) addStretch(off, pause, hundredths);
    }
  }
  return scheduled.map((presence, place) => ({ scheduled: presenceOf(presence), breaks: presenceOf(breaks[place] ?? emptyPresence(grid)) }));
}
