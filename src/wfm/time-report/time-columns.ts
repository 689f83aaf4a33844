import type { Money } from "../../money/index.js";
import type { Column } from "./coached-time.js";
import { sharedCost, summedCost } from "./coaching-cost.js";
import type { CoachingFigures, CoachingTime } from "./coaching-time-result.js";

/** The sum of a list. */
export const sumOf = (list: Float64Array | readonly number[]): number => {
  let sum = 0;
  for (const each of list) sum += each;
  return sum;
};
/** Minutes of some group, and what agents are paid for them. */
export interface CostedColumn extends Column {
  readonly agentCosts: readonly Money[] | null;
}
/** Minutes with the cost in proportion to them. */
export const costed = (column: Column, agentCost: Money | null): CostedColumn => ({ ...column, agentCosts: agentCost === null ? null : sharedCost(agentCost, column.coaching.map((minutes, index) => minutes + (column.transition[index] ?? 0))) });

/** The same of groups: each is the sum of its members, in minutes and in money. */
export function grouped({ coaching, transition, offSchedule, agentCosts }: CostedColumn, groups: readonly (readonly number[])[], currency: string): CostedColumn {
  const sums = (list: Float64Array): Float64Array => Float64Array.from(groups, (members) => sumOf(members.map((member) => list[member] ?? 0)));
  return { coaching: sums(coaching), transition: sums(transition), offSchedule: sums(offSchedule), agentCosts: agentCosts === null ? null : groups.map((members) => summedCost(agentCosts, members, currency)) };
}

/** The figures of one place of a column. */
function figuresAt({ coaching, transition, offSchedule, agentCosts }: CostedColumn, index: number, paidMinutes: number): CoachingFigures {
  const [coachingMinutes, offScheduleMinutes] = [coaching[index] ?? 0, offSchedule[index] ?? 0];
  return { coachingMinutes, transitionMinutes: transition[index] ?? 0, offScheduleMinutes, shrinkageFraction: paidMinutes === 0 ? null : Math.min(1, (coachingMinutes - offScheduleMinutes) / paidMinutes), agentCost: agentCosts?.[index] ?? null };
}

/** Both sides of one point of view. */
export interface View {
  readonly planned: CostedColumn;
  readonly actual: CostedColumn | null;
  readonly paid: (index: number) => number;
}
/** Planned against held, at one place. */
export const timeAt = ({ planned, actual, paid }: View, index: number): CoachingTime => ({ paidMinutes: paid(index), planned: figuresAt(planned, index, paid(index)), actual: actual === null ? null : figuresAt(actual, index, paid(index)) });
