import { DAY, daysOfLeave, millisecondSpanOf, millisecondsOf, type MillisecondSpan, unionOfSpans } from "../time/internal.js";
import { dayAndTimeOf, daysNear, firstInstantOf, mondayOf, type NudgeClock, wallAt } from "./plan-clock.js";
import type { NudgeDesk } from "./plan-desk.js";
import type { NudgePerson } from "./plan-person.js";
import type { NudgeHoldReason } from "./plan-result.js";

const HOUR = 3_600_000;
const noDays: ReadonlySet<number> = new Set();

/** Where a nudge could stand: the instant, and the week whose nudge it is. */
interface NudgeSlot {
  readonly at: number;
  readonly monday: number;
  readonly purposeId: string;
}

/** What one person's time allows, and what has been sent to them. */
export interface NudgeDiary {
  readonly clock: NudgeClock;
  readonly isTired: boolean;
  readonly ignoredCount: number;
  /** The first rule that forbids to send, or nothing. */
  readonly holdOf: (slot: NudgeSlot) => NudgeHoldReason | null;
  /** The first slot in the week instead of a wished wall. */
  readonly slotInstead: (wall: number, slot: NudgeSlot) => number | null;
  /** Why a week has no slot: no day of it is worked, all such days are leave, or another reason. */
  readonly emptyWeekReason: (monday: number) => NudgeHoldReason;
  readonly send: (at: number) => void;
}

/** How many of the latest nudges were ignored in a row; those that may still be answered do not count. */
function ignoredInARow({ sent = [] }: NudgePerson): number {
  const known = sent.filter(({ response }) => response !== "open").map(({ sentAt, response }) => ({ at: millisecondsOf(sentAt), response }));
  // of two of one instant the answered one counts as the later
  known.sort((left, right) => right.at - left.at || (left.response === "answered" ? -1 : 1));
  const answered = known.findIndex(({ response }) => response === "answered");
  return answered < 0 ? known.length : answered;
}

function contains(spans: readonly MillisecondSpan[], at: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.[0] ?? Infinity) <= at;
}

/** The place of the first of sorted instants that is not before `at`. */
function firstFrom(instants: readonly number[], at: number): number {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The diary of a person. */
export function nudgeDiary(desk: NudgeDesk, clock: NudgeClock, person: NudgePerson): NudgeDiary {
  const { assumptions: { spacingHours, dailyCap, fatigueCount }, now, isQuiet, consentOf } = desk;
  const spacing = spacingHours * HOUR;
  const away = person.leaves === undefined ? noDays : new Set(person.leaves.flatMap(daysOfLeave));
  const busy = person.busy === undefined ? [] : unionOfSpans(person.busy.map(millisecondSpanOf));
  const ignoredCount = ignoredInARow(person);
  const dayOf = (at: number): number => dayAndTimeOf(wallAt(clock.table, at))[0];

  const dayHold = (day: number): NudgeHoldReason | null => (!clock.isWorked(day) ? "no-working-day" : away.has(day) ? "leave" : null);
  // by time and by day: each of many slots asks for its neighbors only
  const sends = (person.sent ?? []).map(({ sentAt }) => millisecondsOf(sentAt)).sort((left, right) => left - right);
  const countOn = new Map<number, number>();
  const count = (at: number): void => { countOn.set(dayOf(at), (countOn.get(dayOf(at)) ?? 0) + 1); };
  sends.forEach(count);
  const sendHold = (at: number, day: number): NudgeHoldReason | null => {
    if ((countOn.get(day) ?? 0) >= dailyCap) return "daily-cap";
    const next = firstFrom(sends, at);
    return at - (sends[next - 1] ?? -Infinity) < spacing || (sends[next] ?? Infinity) - at < spacing ? "spacing" : null;
  };
  const holdOf = ({ at, monday, purposeId }: NudgeSlot): NudgeHoldReason | null => {
    const [day, time] = dayAndTimeOf(wallAt(clock.table, at));
    if (!consentOf(person.id, purposeId, at).isGiven) return "no-consent";
    if (at <= now) return "past";
    if (mondayOf(day) !== monday) return "other-week";
    return dayHold(day) ?? (isQuiet(time) ? "quiet-hours" : contains(busy, at) ? "busy" : sendHold(at, day));
  };
  return {
    clock, ignoredCount, isTired: ignoredCount >= fatigueCount, holdOf,
    slotInstead: (wall, slot) => {
      const [wished, time] = dayAndTimeOf(wall);
      for (const day of daysNear(slot.monday, wished)) {
        if (dayHold(day) !== null) continue;
        for (const other of desk.timesInstead(time)) {
          const at = firstInstantOf(clock.table, day * DAY + other);
          if (holdOf({ ...slot, at }) === null) return at;
        }
      }
      return null;
    },
    emptyWeekReason: (monday) => {
      const worked = [0, 1, 2, 3, 4, 5, 6].map((index) => monday + index).filter(clock.isWorked);
      return worked.length === 0 ? "no-working-day" : worked.every((day) => away.has(day)) ? "leave" : "no-slot";
    },
    send: (at) => {
      sends.splice(firstFrom(sends, at), 0, at);
      count(at);
    },
  };
}
