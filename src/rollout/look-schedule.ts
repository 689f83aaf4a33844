import * as z from "zod";
import { check, type Fault, type IssuePath, type Report, rule } from "../error/index.js";
import { type AlphaSpending, sequentialBounds, SEQUENTIAL_LIMITS } from "../statistics/index.js";
import { InformationFraction, OneSidedAlpha, reportDisorder } from "../statistics/internal.js";

/** A look at the results of a pilot. */
export interface PilotLook {
  /** The week of the program; its first one is week 0. */
  readonly week: number;
  /** The share of the planned information that it has, 0.02 to 2: mostly the share of the planned participants, or of their observations; 1 is all that was planned. */
  readonly informationFraction: number;
}
/** When results are looked at, and what all looks together may cost. */
export interface LookPlan {
  /** The looks that were planned, by week. */
  readonly looks: readonly PilotLook[];
  /** The probability, over all looks together, to find an effect where there is none: 0.0001 to below 0.5. */
  readonly oneSidedAlpha: number;
  /** How it is spent over the looks: `obrien-fleming` nearly all at the end, `pocock` nearly evenly. */
  readonly spending: AlphaSpending;
}
/** A plan of looks, and those that were taken. */
export interface LookQuestion extends LookPlan {
  /** The looks that were taken so far, by week, each with the information that it had in truth; the last is the present one. Planned ones that are not here were skipped. */
  readonly takenLooks: readonly PilotLook[];
}

const unplannedLook: Fault = { code: "look-schedule.unplanned_look", message: "No look was planned for week {week}; planned were {planned}.", hint: "Wait for the next planned week. Results that were seen early count as a look, and a plan that is changed by what was seen keeps no error probability." };
const weeksNotRising: Fault = { code: "look-schedule.weeks_not_rising", message: "A look in week {week} after one in week {before}.", hint: "List each look once, by week." };

const Week = z.int().min(0).max(520).overwrite((value) => value + 0);
/** Schema of a look at the results of a pilot. */
export const PilotLook = z.strictObject({ week: Week, informationFraction: InformationFraction }).readonly() satisfies z.ZodType<PilotLook>;

function findDisorder(looks: readonly PilotLook[], report: Report): void {
  looks.forEach(({ week }, index) => {
    const before = looks[index - 1]?.week;
    if (before !== undefined && week <= before) report(weeksNotRising, [index, "week"], { week, before });
  });
}
const findDisorderOfFractions = (looks: readonly PilotLook[], report: Report): void => {
  reportDisorder(looks.map(({ informationFraction }) => informationFraction), (fault, index, params) => { report(fault, [index, "informationFraction"], params); });
};
const Looks = z.array(PilotLook).max(SEQUENTIAL_LIMITS.lookCount).check(rule(findDisorder), rule(findDisorderOfFractions));
/** Looks that were taken, by week. */
export const TakenLooks = Looks.readonly();
/** The parts of a plan of looks. */
export const lookPlanKeys = { looks: Looks.min(1).readonly(), oneSidedAlpha: OneSidedAlpha, spending: z.enum(["obrien-fleming", "pocock"]) };
/** Schema of a plan of looks. */
export const LookPlan = z.strictObject(lookPlanKeys).readonly() satisfies z.ZodType<LookPlan>;

/** Reports looks that nobody planned. */
export function findUnplanned(looks: readonly PilotLook[], takenLooks: readonly PilotLook[], { report, path }: { readonly report: Report; readonly path: IssuePath }): void {
  const planned = looks.map(({ week }) => week);
  takenLooks.forEach(({ week }, index) => { if (!planned.includes(week)) report(unplannedLook, [...path, index, "week"], { week, planned: planned.map(String) }); });
}

/** Schema of a plan of looks with those that were taken, with its rules between parts. */
export const LookQuestion = z
  .strictObject({ ...lookPlanKeys, takenLooks: TakenLooks })
  .check(rule(({ looks, takenLooks }: LookQuestion, report) => { findUnplanned(looks, takenLooks, { report, path: ["takenLooks"] }); }))
  .readonly() satisfies z.ZodType<LookQuestion>;

/** A planned look, and what became of it. */
export interface ScheduledLook {
  /** The week. */
  readonly week: number;
  /** `skipped`: a later one was taken and this one was not; what it might have spent is left to later ones. */
  readonly status: "taken" | "skipped" | "ahead";
  /** The information that was planned. */
  readonly plannedInformationFraction: number;
  /** The p value below which an effect is shown, if all goes as planned. */
  readonly plannedNominalPValue: number;
  /** The information that it had; `null` where it was not taken. */
  readonly informationFraction: number | null;
  /** The p value below which an effect is shown, by the information that the looks had in truth; `null` where it was not taken. */
  readonly nominalPValue: number | null;
  /** How much of the error probability is spent up to and with it; `null` where it was not taken. */
  readonly spentAlpha: number | null;
}
/** The looks of a pilot. */
export interface LookSchedule {
  /** One for each planned look. */
  readonly looks: readonly ScheduledLook[];
  /** The present look: the last that was taken; `null` before the first. */
  readonly current: { readonly week: number; readonly informationFraction: number; readonly nominalPValue: number; readonly spentAlpha: number; /** Whether no other follows. */ readonly isFinal: boolean } | null;
  /** The next look; `null` where none follows. */
  readonly nextLookWeek: number | null;
  /** What is left to spend. */
  readonly remainingAlpha: number;
}

/** The same without a check. */
export function scheduleOf({ looks, takenLooks, oneSidedAlpha, spending }: LookQuestion): LookSchedule {
  const planned = sequentialBounds({ lookFractions: looks.map(({ informationFraction }) => informationFraction), oneSidedAlpha, spending, isComplete: true }).looks;
  const [last, lastPlanned] = [takenLooks.at(-1), looks.at(-1)];
  // whatever the last look had: nothing is kept for one that does not come
  const isFinal = last !== undefined && (last.week === lastPlanned?.week || last.informationFraction >= 1);
  const bounds = takenLooks.length === 0 ? [] : sequentialBounds({ lookFractions: takenLooks.map(({ informationFraction }) => informationFraction), oneSidedAlpha, spending, isComplete: isFinal }).looks;
  const boundByWeek = new Map(takenLooks.map(({ week }, index) => [week, bounds[index]]));
  const present = bounds.at(-1);
  const passedWeek = last?.week ?? -1;
  return {
    looks: looks.map(({ week, informationFraction: plannedInformationFraction }, index): ScheduledLook => {
      const bound = boundByWeek.get(week);
      return {
        week, status: bound !== undefined ? "taken" : week < passedWeek ? "skipped" : "ahead", plannedInformationFraction, plannedNominalPValue: planned[index]?.nominalPValue ?? 0,
        informationFraction: bound?.informationFraction ?? null, nominalPValue: bound?.nominalPValue ?? null, spentAlpha: bound?.spentAlpha ?? null,
      };
    }),
    current: last === undefined || present === undefined ? null : { week: last.week, informationFraction: last.informationFraction, nominalPValue: present.nominalPValue, spentAlpha: present.spentAlpha, isFinal },
    nextLookWeek: isFinal ? null : (looks.find(({ week }) => week > passedWeek)?.week ?? null),
    remainingAlpha: oneSidedAlpha - (present?.spentAlpha ?? 0),
  };
}

/**
 * What each look at a pilot must show, so that all looks together keep one error probability (alpha spending). Looks outside the plan are refused; planned ones may be skipped, and each is judged by the information that it had in truth.
 * Looks must be skipped, and their weeks kept, for reasons that the results had no part in. The last planned look spends all that is left.
 * Source: K. Lan, D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983).
 *
 * @throws CoachingError `look-schedule.unplanned_look`, `look-schedule.weeks_not_rising`, `look-fractions.too_near`, `look-fractions.after_the_end`, `input.*`
 * @example
 * ```ts
 * const looks = [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }];
 * const { current, nextLookWeek } = lookSchedule({ looks, oneSidedAlpha: 0.025, spending: "obrien-fleming", takenLooks: looks.slice(0, 1) });
 * current.nominalPValue.toFixed(6); // => "0.001525"
 * nextLookWeek; // => 12
 * ```
 */
export const lookSchedule = (question: LookQuestion): LookSchedule => scheduleOf(check(LookQuestion, question));
