import { intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, spansWithout, unionOfSpans } from "../../time/internal.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";
import type { CoachCalendar, CoachingRequest } from "./coaching-request.js";
import type { PlacementRules } from "./placement-rules.js";
import { MINUTE, type StepGrid } from "./step-grid.js";

/** Steps in which something may start, as half-open spans of steps, in order. */
export type StartRanges = readonly MillisecondSpan[];

/** What is left out of account, to find what binds; all false for placing. */
export interface Relaxations {
  readonly frozen: boolean;
  readonly gap: boolean;
  readonly dayLimit: boolean;
}
/** Nothing is left out of account. */
export const STRICT: Relaxations = { frozen: false, gap: false, dayLimit: false };

/** The starts from which a stretch of `length` lies inside one of the spans. */
export function rangesWithin({ startsAt, stepMilliseconds, stepCount }: StepGrid, spans: readonly MillisecondSpan[], length: number): StartRanges {
  const ranges: MillisecondSpan[] = [];
  for (const [start, end] of spans) {
    const first = Math.max(0, Math.ceil((start - startsAt) / stepMilliseconds));
    const last = Math.min(stepCount - 1, Math.floor((end - length - startsAt) / stepMilliseconds));
    if (last >= first) ranges.push([first, last + 1]);
  }
  return ranges;
}

/** A pinned session as stretches. */
export interface Pin {
  readonly request: CoachingRequest;
  readonly coachId: string | null;
  readonly start: number;
  /** Transition included. */
  readonly end: number;
}

const widened = ([start, end]: MillisecondSpan, by: number): MillisecondSpan => [start - by, end + by];

/** When an agent works. Shifts that touch are one stretch. */
export const paidSpans = ({ shifts }: AgentSchedule): readonly MillisecondSpan[] => unionOfSpans(shifts.map(millisecondSpanOf));

/** When an agent could be in a session: in shifts, not in breaks, not near what is pinned. */
export function freeSpans(agent: AgentSchedule, pins: readonly Pin[], { rules }: { readonly rules: PlacementRules }, { gap: isGapRelaxed }: Relaxations): readonly MillisecondSpan[] {
  const gap = isGapRelaxed ? 0 : rules.minimumGapMinutes * MINUTE;
  const breaks = agent.shifts.flatMap((shift) => shift.breaks.map((pause) => widened(millisecondSpanOf(pause), rules.isGapToBreaks ? gap : 0)));
  return spansWithout(paidSpans(agent), unionOfSpans([...breaks, ...pins.map(({ start, end }) => widened([start, end], gap))]));
}

/** When a coach could lead a session: free, and in none that is pinned. Free stretches that touch are one. */
export const coachSpans = ({ free }: CoachCalendar, pins: readonly Pin[]): readonly MillisecondSpan[] =>
  spansWithout(unionOfSpans(free.map(millisecondSpanOf)), unionOfSpans(pins.map(({ start, end }): MillisecondSpan => [start, end])));

/** The starts that all lists have. */
export const sharedRanges = (lists: readonly StartRanges[]): StartRanges => lists.slice(1).reduce(intersectionOfSpans, lists[0] ?? []);

/** How many starts there are. */
export const countOfStarts = (ranges: StartRanges): number => ranges.reduce((sum, [first, end]) => sum + end - first, 0);
