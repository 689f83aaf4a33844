import { check } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { amountChoice, type FoundAmounts } from "../../optimization/index.js";
import { mixConflict, type MixConflict } from "./mix-conflict.js";
import { type MixDeviation, mixDeviations } from "./mix-deviations.js";
import { type MixProblem, mixProblem } from "./mix-problem.js";
import { MixRequest } from "./mix-request.js";
import { type MixRequirement, mixRequirements } from "./mix-requirements.js";
import { type ModalityRecommendation, recommendationsFor } from "./recommend-modalities.js";

/** How much of one option the mix has. */
export interface MixDose {
  /** The segment. */
  readonly segmentId: string;
  /** The modality. */
  readonly modality: string;
  /** Sessions for each participant; 0 where the option is not chosen. */
  readonly sessionCount: number;
  /** Groups that the segment makes; `null` where participants do not meet in groups. */
  readonly groupCount: number | null;
  /** What the sessions cost for the whole segment. */
  readonly totalCost: Money;
  /** Hours of coaches for the whole segment. */
  readonly coachHours: number;
  /** What they are worth: benefits × participants × priority weight. */
  readonly value: number;
}

/** What a mix takes for granted. */
export interface MixAssumptions {
  /** Sessions of one modality are worth the same whatever else a segment has. */
  readonly benefits: "of-the-caller-and-additive";
  /** Everyone in a segment has the same sessions. */
  readonly sessions: "alike-within-a-segment";
  /** Minutes a week are those of the whole program by its weeks. */
  readonly participantMinutes: "average-over-the-program";
  /** What one session costs for all participants, and for all groups, is rounded to the minor unit. */
  readonly rounding: "half-even";
  /** Which of several mixes of equal value is given: the cheaper one, then the one with fewer coach hours, then the one with more sessions of the segment, and of its modality, that comes first by id. */
  readonly ties: "cheaper-then-fewer-coach-hours-then-by-id";
}

/** The mix of most value. */
export interface FoundMix {
  /** `optimal` when it is proven that no mix is worth more; `not-proven` when the search was left at its limit. */
  readonly status: "optimal" | "not-proven";
  /** What the mix is worth, in the caller's points. */
  readonly value: number;
  /** No mix is worth more than this. */
  readonly bound: number;
  /** How much better a mix could be: 0 when optimal. */
  readonly gap: number;
  /** Every option, by segment and modality. */
  readonly doses: readonly MixDose[];
  /** What all sessions cost. */
  readonly totalCost: Money;
  /** Hours of coaches in all. */
  readonly coachHours: number;
  /** What holds the mix back, and what a step more of each would bring. */
  readonly requirements: readonly MixRequirement[];
  /** What the rules of thumb recommend. */
  readonly recommendations: readonly ModalityRecommendation[];
  /** Where the mix is something else. */
  readonly deviations: readonly MixDeviation[];
  /** What it takes for granted. */
  readonly assumptions: MixAssumptions;
}

/** No mix meets all requirements. */
export interface InfeasibleMix {
  /** There is none, proven. */
  readonly status: "infeasible";
  /** Requirements that exclude each other. There may be further conflicts beside this one. */
  readonly conflict: MixConflict;
  /** What the rules of thumb recommend. */
  readonly recommendations: readonly ModalityRecommendation[];
  /** What it takes for granted. */
  readonly assumptions: MixAssumptions;
}

/** The search was left at its limit before any mix was found. */
export interface UndecidedMix {
  /** Whether there is one is not known. */
  readonly status: "undecided";
  /** What the rules of thumb recommend. */
  readonly recommendations: readonly ModalityRecommendation[];
  /** What it takes for granted. */
  readonly assumptions: MixAssumptions;
}

/** The best mix, or why there is none. */
export type ModalityMix = FoundMix | InfeasibleMix | UndecidedMix;

const assumptions: MixAssumptions = { benefits: "of-the-caller-and-additive", sessions: "alike-within-a-segment", participantMinutes: "average-over-the-program", rounding: "half-even", ties: "cheaper-then-fewer-coach-hours-then-by-id" };

/** Of the mix or of one option: cost and hours as the rows of the budget and of the coaches count them. */
function totalsOf({ requirements: [budget, coaches] }: MixProblem, amounts: readonly number[]): { readonly totalCost: Money; readonly coachHours: number } {
  const whole = (uses: readonly number[] = []): number => uses.reduce((sum, use, index) => sum + use * (amounts[index] ?? 0), 0);
  return { totalCost: budget?.inUnits(whole(budget.row.uses)) as Money, coachHours: coaches?.inUnits(whole(coaches.row.uses)) as number };
}

const dosesOf = (mix: MixProblem, { amounts }: FoundAmounts): readonly MixDose[] =>
  mix.options.map(({ segmentId, modality, groupCount }, index): MixDose => {
    const sessionCount = amounts[index] ?? 0;
    return { segmentId, modality, sessionCount, groupCount, ...totalsOf(mix, amounts.map((amount, at) => (at === index ? amount : 0))), value: mix.inPoints(mix.problem.items[index]?.values[sessionCount - 1] ?? 0) };
  });

/**
 * The mix of modalities that is worth most to the caller within a budget, coach hours, participants' time and minimum depths: sessions for each segment and modality, exact in whole numbers and in money.
 * Value = Σ priority weight × participants × benefits of the sessions. The benefits are the caller's: this package knows of no trial that would give them.
 *
 * Beside the mix stand what each requirement leaves and what one step more of it would bring (found by solving again), what rules of thumb recommend, and where the mix differs. A request that cannot be met is answered by requirements that exclude each other, and by how much each would have to give.
 *
 * @throws CoachingError `mix-request.*`, `mix-option.*`, `segment-need.duplicate_segment`, `mix-problem.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const mix = modalityMix({
 *   segments: [{ segmentId: "leads", participantCount: 10, isFrontline: false, isHighImpact: true, isInTransition: true, priorityWeight: 1, participantMinutesPerWeek: 30 }],
 *   options: [
 *     { segmentId: "leads", modality: "one-to-one", isCoached: true, sessionCost: eur("100.00"), coachMinutes: 60, participantMinutes: 60, maximumSessionCount: 6, benefits: [10, 8, 6] },
 *     { segmentId: "leads", modality: "peer", isCoached: false, sessionCost: eur("0.00"), coachMinutes: 0, participantMinutes: 45, maximumSessionCount: 6, benefits: [3, 2, 1] },
 *   ],
 *   budget: eur("2500.00"), coachHours: 40, programWeeks: 12, steps: { budget: eur("500.00"), coachHours: 1, participantMinutesPerWeek: 5 },
 * });
 * mix.doses.map(({ modality, sessionCount }) => [modality, sessionCount]); // => [["one-to-one", 2], ["peer", 5]]
 * mix.value; // => 260
 * mix.requirements.map(({ code, isTight, valueGain }) => [code, isTight, valueGain]); // => [["budget", true, 50], ["coach-hours", false, 0], ["participant-minutes", true, 10]]
 * ```
 */
export function modalityMix(request: MixRequest): ModalityMix {
  const checked = check(MixRequest, request);
  const recommendations = recommendationsFor(checked.segments);
  const mix = mixProblem(checked);
  const choice = amountChoice(mix.problem);
  if (!("amounts" in choice)) return choice.status === "infeasible" ? { status: "infeasible", conflict: mixConflict(mix), recommendations, assumptions } : { status: "undecided", recommendations, assumptions };
  const { status, amounts, value, bound } = choice;
  return {
    status, value: mix.inPoints(value), bound: mix.inPoints(bound), gap: mix.inPoints(bound - value),
    doses: dosesOf(mix, choice),
    ...totalsOf(mix, amounts),
    requirements: mixRequirements(mix, choice),
    recommendations,
    deviations: mixDeviations(recommendations, mix.options, amounts),
    assumptions,
  };
}
