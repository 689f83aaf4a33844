import * as z from "zod";
import { ReinforcementAct } from "../delivery/index.js";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, proportionEstimate } from "../statistics/index.js";
import { addDays, instantOf, KnownTimeZone } from "../time/index.js";
import { CivilDate, type Count, type Fraction, Id, type Instant } from "../unit/index.js";

/** A manager who is expected to reinforce, and the size of the team. */
export interface ReinforcingManager {
  /** The manager. */
  readonly managerId: Id;
  /** People who report to the manager. */
  readonly directReportCount: Count;
}
/** Schema of a manager who is expected to reinforce. */
export const ReinforcingManager = z.strictObject({ managerId: Id, directReportCount: z.int().min(0).max(1_000_000) }).readonly() satisfies z.ZodType<ReinforcingManager>;

/** What manager adoption is measured on. */
export interface ManagerAdoptionInput {
  /** What managers did, at any time, each act once. */
  readonly acts: readonly ReinforcementAct[];
  /** Every manager who is expected to reinforce; one without acts counts as zero. */
  readonly managers: readonly ReinforcingManager[];
  /** The last day of the window, from 1973-01-01 to 2199-12-30. */
  readonly asOfDate: CivilDate;
  /** Where a day begins at midnight: instants become days in this one zone. */
  readonly timeZone: KnownTimeZone;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Weeks of seven days, counted back from and with `asOfDate`; 4 when absent, a heuristic. */
  readonly windowWeeks?: number;
  /** Acts in the window that make an adopter; 3 when absent, a heuristic. */
  readonly minimumActCount?: number;
}

/** The three readings of adoption for one manager. */
export interface ManagerActivity {
  /** The manager. */
  readonly managerId: Id;
  /** Acts in the window. */
  readonly actCount: Count;
  /** Acts per direct report and week; `null` for a manager without direct reports. */
  readonly actsPerReportWeek: number | null;
  /** The share of weeks with at least one act. */
  readonly activeWeeksFraction: Fraction;
  /** Whether the acts reach `minimumActCount`. */
  readonly hasAdopted: boolean;
}

/** How far managers have taken up reinforcement. */
export interface ManagerAdoption {
  /** Managers who have adopted ÷ all managers, with Wilson's interval. */
  readonly adoptionFraction: EstimateResult;
  /** By manager, in the order given. */
  readonly managers: readonly ManagerActivity[];
  /** The first day of the window. */
  readonly fromDate: CivilDate;
  /** The last day of the window. */
  readonly toDate: CivilDate;
  /** Acts before or after the window, which count for nothing. */
  readonly outsideWindowCount: Count;
  /** What the figures take for granted. */
  readonly assumptions: { readonly windowWeeks: number; readonly minimumActCount: number };
}

const duplicateAct: Fault = { code: "manager-adoption.duplicate_act", message: "The act “{id}” is listed twice.", hint: "Count each act once." };
const duplicateManager: Fault = { code: "manager-adoption.duplicate_manager", message: "The manager “{id}” is listed twice.", hint: "Keep one entry for each manager." };
const unknownManager: Fault = { code: "manager-adoption.unknown_manager", message: "No manager has the id “{id}”.", hint: "Add the manager with a direct report count, or leave the act out." };

function findManagerFaults({ acts, managers }: ManagerAdoptionInput, report: Report): void {
  const known = new Set(managers.map(({ managerId }) => managerId));
  for (const [index, { managerId: id }] of repeated(managers, ({ managerId }) => managerId)) report(duplicateManager, ["managers", index, "managerId"], { id });
  acts.forEach(({ managerId: id }, index) => { if (!known.has(id)) report(unknownManager, ["acts", index, "managerId"], { id }); });
}

function findDuplicateActs({ acts }: ManagerAdoptionInput, report: Report): void {
  for (const [index, { id }] of repeated(acts, ({ id }) => id)) report(duplicateAct, ["acts", index, "id"], { id });
}

/** The longest window; no window that ends on the first allowed date begins before 1970. */
const MAXIMUM_WEEKS = 104;
const asOfError = "The window ends from 1973-01-01 to 2199-12-30.\nChoose another asOfDate.";
const isAsOfDate = (date: string): boolean => date >= "1973-01-01" && date <= "2199-12-30";

/** Schema of what manager adoption is measured on, with its rules between parts. */
export const ManagerAdoptionInput = z
  .strictObject({
    acts: z.array(ReinforcementAct).max(1_000_000).readonly(), managers: z.array(ReinforcingManager).max(100_000).readonly(),
    asOfDate: CivilDate.check(z.refine(isAsOfDate, { error: asOfError })), timeZone: KnownTimeZone, confidenceLevel: ConfidenceLevel,
    windowWeeks: z.exactOptional(z.int().min(1).max(MAXIMUM_WEEKS)), minimumActCount: z.exactOptional(z.int().min(1).max(10_000)),
  })
  .check(rule(findManagerFaults), rule(findDuplicateActs))
  .readonly() satisfies z.ZodType<ManagerAdoptionInput>;

/** Instants without their Z compare as text in the order of time, with and without milliseconds. */
const comparable = (at: Instant): string => at.slice(0, -1);

/** Where each week of the window begins, and where the last one ends. A day whose midnight the clock skips begins right after the gap. */
function weekStarts({ asOfDate, timeZone, windowWeeks }: { readonly asOfDate: CivilDate; readonly timeZone: KnownTimeZone; readonly windowWeeks: number }): readonly string[] {
  return Array.from({ length: windowWeeks + 1 }, (_, week) => {
    const date = addDays(asOfDate, 1 - 7 * (windowWeeks - week));
    return comparable(instantOf({ localTime: `${date}T00:00`, timeZone, clockChange: "compatible" }).startsAt);
  });
}

/**
 * How far managers have taken up reinforcement: for each manager the act count, acts per direct report and week, and the share of weeks with an act;
 * for all together the share of managers with at least `minimumActCount` acts in the last `windowWeeks` weeks, with Wilson's interval.
 * A week is seven days of the calendar in `timeZone`, counted back from `asOfDate`, so that clock changes take no part.
 * The window and the count are a heuristic.
 *
 * @throws CoachingError `manager-adoption.duplicate_act`, `manager-adoption.duplicate_manager`, `manager-adoption.unknown_manager`, `known-time-zone.unknown_zone`, `input.*`
 * @example
 * ```ts
 * const acts = ["2027-12-01", "2027-12-08", "2027-12-09"].map((date) => ({ id: date, managerId: "ana", actedAt: `${date}T09:00:00Z`, kind: "recognition" }));
 * const managers = [{ managerId: "ana", directReportCount: 3 }, { managerId: "ben", directReportCount: 5 }];
 * const adoption = managerAdoption({ acts, managers, asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95 });
 * adoption.adoptionFraction.estimate; // => 0.5
 * adoption.managers[0]; // => { managerId: "ana", actCount: 3, actsPerReportWeek: 0.25, activeWeeksFraction: 0.5, hasAdopted: true }
 * ```
 */
export function managerAdoption(input: ManagerAdoptionInput): ManagerAdoption {
  const { acts, managers, asOfDate, timeZone, confidenceLevel, windowWeeks = 4, minimumActCount = 3 } = check(ManagerAdoptionInput, input);
  const starts = weekStarts({ asOfDate, timeZone, windowWeeks });
  const weekOf = (at: Instant): number => starts.findLastIndex((start) => start <= comparable(at));
  const weeks = new Map<Id, number[]>(managers.map(({ managerId }) => [managerId, []]));
  let outsideWindowCount = 0;
  for (const { managerId, actedAt } of acts) {
    const week = weekOf(actedAt);
    if (week === -1 || week === windowWeeks) outsideWindowCount += 1;
    else weeks.get(managerId)?.push(week);
  }
  const activities = managers.map(({ managerId, directReportCount }): ManagerActivity => {
    const acted = weeks.get(managerId) ?? [];
    return {
      managerId,
      actCount: acted.length,
      actsPerReportWeek: directReportCount === 0 ? null : acted.length / directReportCount / windowWeeks,
      activeWeeksFraction: new Set(acted).size / windowWeeks,
      hasAdopted: acted.length >= minimumActCount,
    };
  });
  return {
    adoptionFraction: proportionEstimate({ successes: activities.filter(({ hasAdopted }) => hasAdopted).length, n: managers.length, confidenceLevel }),
    managers: activities,
    fromDate: addDays(asOfDate, 1 - 7 * windowWeeks),
    toDate: asOfDate,
    outsideWindowCount,
    assumptions: { windowWeeks, minimumActCount },
  };
}
