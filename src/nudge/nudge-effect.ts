import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, linearRegression, type RegressionRow } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import { millisecondsOf } from "../time/internal.js";
import { type Count, Hours, Id, Instant } from "../unit/index.js";
import type { NudgeDecisionPoint } from "./plan-result.js";

/** What bounds the effect of nudging. */
export const NUDGE_EFFECT_LIMITS = {
  /** Moments of one question. */
  moments: 100_000,
} as const;

/** A moment at which chance decided whether a nudge is sent, as `planNudges` logs it, and what the person did next. A moment at which no nudge could be sent says nothing about nudges, and does not count. */
export interface NudgeMoment extends NudgeDecisionPoint {
  /** What came next, in the same way for nudged and not nudged: 1 where homework was started within 24 hours and 0 where it was not, or a number. `null` where nobody knows. */
  readonly outcome: number | null;
}
/** Moments at which chance decided, and how the outcome was counted. */
export interface NudgeEffectQuestion {
  /** The moments, each nudge once, in any order. Two of one person may stand at one instant: where chance left the first out, another could be sent. */
  readonly moments: readonly NudgeMoment[];
  /** For how long after a moment the outcome is counted: where a person's next moment comes earlier, one outcome holds the effects of two. */
  readonly outcomeWindowHours: Hours;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** What nudging does on average, at the moments at which it can be done. */
export interface NudgeEffect {
  /** The mean outcome after a nudge less that without one; of outcomes 0 and 1 a difference of shares. */
  readonly effect: EstimateResult;
  /** Student's degrees of freedom of its interval; `null` without an effect. */
  readonly degreesOfFreedom: number | null;
  /** Two-sided, of no effect; `null` without an effect, and where the fit is exact (warning `exact-fit`). */
  readonly pValue: number | null;
  /** People with moments that count. */
  readonly personCount: Count;
  /** Moments that count: a nudge could be sent, chance decided, and the outcome is known. */
  readonly countedCount: Count;
  /** Of those, moments with a nudge. */
  readonly sentCount: Count;
  /** Moments at which no nudge could be sent. */
  readonly unavailableCount: Count;
  /** Moments at which one could, whose outcome nobody knows. */
  readonly unknownCount: Count;
}

const badProbability = { error: "A probability of sending is above 0 and at most 1.\nGive the one by which chance decided then." };
const sentUnavailable: Fault = { code: "nudge-effect.sent_unavailable", message: "A nudge was sent although none could be.", hint: "Correct isAvailable or isSent." };
const heldBack: Fault = { code: "nudge-effect.held_back", message: "With a probability of 1 the nudge is sent, and it was not.", hint: "Give the probability by which chance decided, or say that the moment was not available." };
const duplicateMoment: Fault = { code: "nudge-effect.duplicate_moment", message: "The nudge “{id}” stands there twice.", hint: "Keep one of them." };

/** Schema of a moment at which chance decided. */
export const NudgeMoment = z
  .strictObject({ nudgeId: Id, personId: Id, decisionAt: Instant, probability: z.number().gt(0, badProbability).max(1, badProbability), isAvailable: z.boolean(), isSent: z.boolean(), outcome: z.number().min(-1e9).max(1e9).overwrite((value) => value + 0).nullable() })
  .check(rule(({ probability, isAvailable, isSent }: NudgeMoment, report) => {
    if (isSent && !isAvailable) report(sentUnavailable, ["isSent"]);
    if (isAvailable && !isSent && probability === 1) report(heldBack, ["isSent"]);
  }))
  .readonly() satisfies z.ZodType<NudgeMoment>;

function findRepeatedMoments({ moments }: NudgeEffectQuestion, report: Report): void {
  for (const [index, { nudgeId: id }] of repeated(moments, ({ nudgeId }) => nudgeId)) report(duplicateMoment, ["moments", index], { id });
}
/** Schema of moments at which chance decided. */
export const NudgeEffectQuestion = z
  .strictObject({ moments: z.array(NudgeMoment).max(NUDGE_EFFECT_LIMITS.moments).readonly(), outcomeWindowHours: Hours.max(8760), confidenceLevel: ConfidenceLevel })
  .check(rule(findRepeatedMoments))
  .readonly() satisfies z.ZodType<NudgeEffectQuestion>;

/** A moment whose outcome is known. */
type Known = NudgeMoment & { readonly outcome: number };
const isKnown = (moment: NudgeMoment): moment is Known => moment.outcome !== null;
/** Nearer to 0 or 1 one moment would weigh as much as a million others. */
const NEXT_TO_CERTAIN = 1e-6;
const isByChance = ({ probability }: NudgeMoment): boolean => probability >= NEXT_TO_CERTAIN && probability <= 1 - NEXT_TO_CERTAIN;
const isCounted = (moment: NudgeMoment): boolean => isKnown(moment) && isByChance(moment);

/** Whether a person's next moment at which a nudge could be sent, its outcome known or not, comes before the outcome of one is counted out. */
function doOverlap(available: readonly NudgeMoment[], windowHours: number): boolean {
  const momentsOf = new Map<Id, { readonly at: number; readonly isToBeRead: boolean }[]>();
  for (const moment of available) {
    const one = { at: millisecondsOf(moment.decisionAt), isToBeRead: isCounted(moment) };
    const own = momentsOf.get(moment.personId);
    if (own === undefined) momentsOf.set(moment.personId, [one]);
    else own.push(one);
  }
  // of moments of one instant those to be read come first, so that what stands beside them is seen
  return [...momentsOf.values()].some((own) => own.sort((left, right) => left.at - right.at || Number(right.isToBeRead) - Number(left.isToBeRead))
    .some(({ at, isToBeRead }, index) => isToBeRead && (own[index + 1]?.at ?? Infinity) - at < windowHours * 3_600_000));
}

/**
 * What a nudge does, from moments at which chance decided whether it is sent (a micro-randomized trial): weighted and centered least squares.
 *
 * y = α + β · (A − ρ), weight (ρ ÷ p)^A · ((1 − ρ) ÷ (1 − p))^(1 − A)
 * A: 1 where a nudge was sent; p: the probability by which it was; ρ: the mean of all p; β: the effect. With one probability throughout it is the difference of the two means.
 *
 * Moments of one person hang together, so that people are the clusters: bias-reduced errors by person with Satterthwaite's degrees of freedom (`wcls-cr2`). The effect is that of one nudge among those that were sent as well, averaged over available moments; moments with probability 1, or within a millionth of 0 or 1, leave nothing to chance and do not count.
 * Cannot say: `nothing-by-chance`, `one-side-only` (all or none were sent), `too-few-people` (fewer than 4), `rests-on-one-cluster` and `no-variation`. Warnings: those of `linearRegression`, such as `few-clusters` below 50 people, `windows-overlap`, `outcomes-unknown` (more than one in twenty).
 * Sources: A. Boruvka, D. Almirall, K. Witkiewitz, S. Murphy, "Assessing time-varying causal effect moderation in mobile health", JASA 113 (2018); J. Pustejovsky, E. Tipton, J. Bus. Econ. Stat. 36 (2018).
 *
 * @throws CoachingError `nudge-effect.*`, `input.*`
 * @example
 * ```ts
 * const day = (number) => `2026-03-${String(number + 1).padStart(2, "0")}T09:00:00Z`;
 * const moment = (person, number) => ({ nudgeId: `p${person}/${number}`, personId: `p${person}`, decisionAt: day(2 * number), probability: 0.5, isAvailable: true, isSent: (person + number) % 2 === 0, outcome: (person * number) % 3 === 0 || (person + number) % 2 === 0 ? 1 : 0 });
 * const moments = [0, 1, 2, 3, 4, 5].flatMap((person) => [1, 2, 3, 4, 5, 6].map((number) => moment(person, number)));
 * const { effect, personCount, sentCount } = nudgeEffect({ moments, outcomeWindowHours: 24, confidenceLevel: 0.95 });
 * [effect.estimate.toFixed(3), personCount, sentCount]; // => ["0.444", 6, 18]
 * ```
 */
export function nudgeEffect(question: NudgeEffectQuestion): NudgeEffect {
  const { moments, outcomeWindowHours, confidenceLevel } = check(NudgeEffectQuestion, question);
  const available = moments.filter(({ isAvailable }) => isAvailable);
  // by person and nudge, so that the order of the list cannot show in the last digit
  const key = ({ personId, nudgeId }: NudgeMoment): string => `${personId}\n${nudgeId}`;
  const known = available.filter(isKnown).map((moment) => ({ moment, key: key(moment) })).sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ moment }) => moment);
  const counted = known.filter(isByChance);
  const personCount = new Set(counted.map(({ personId }) => personId)).size;
  const sentCount = counted.filter(({ isSent }) => isSent).length;
  const study = { personCount, countedCount: counted.length, sentCount, unavailableCount: moments.length - available.length, unknownCount: available.length - known.length };
  const none = (reason: string, needed: number, n = counted.length): NudgeEffect => ({ effect: { estimate: null, reason, n, needed }, degreesOfFreedom: null, pValue: null, ...study });
  if (counted.length === 0) return none("nothing-by-chance", 1);
  if (sentCount === 0 || sentCount === counted.length) return none("one-side-only", 1, 0);
  if (personCount < 4) return none("too-few-people", 4, personCount);
  const share = meanOf(counted.map(({ probability }) => probability));
  const rows = counted.map(({ personId, probability, isSent, outcome }): RegressionRow =>
    ({ x: [(isSent ? 1 : 0) - share], y: outcome, clusterId: personId, weight: isSent ? share / probability : (1 - share) / (1 - probability) }));
  const fitted = linearRegression({ rows, termIds: ["nudge"], hasIntercept: true, errors: { kind: "cr2" }, confidenceLevel });
  if (fitted.coefficients === null) return fitted.reason === "dependent-terms" ? none("one-side-only", 1, 0) : none(fitted.reason, fitted.needed, fitted.n);
  const [, nudge] = fitted.coefficients;
  if (nudge === undefined) throw new Error("a regression has a coefficient for each term");
  if (nudge.estimate === null) return none(nudge.reason, nudge.needed, nudge.n);
  const warnings = [
    ...nudge.warnings, ...(doOverlap(available, outcomeWindowHours) ? ["windows-overlap"] : []), ...(study.unknownCount > available.length / 20 ? ["outcomes-unknown"] : []),
  ];
  return { effect: { estimate: nudge.estimate, confidence: nudge.confidence, n: counted.length, method: "wcls-cr2", warnings }, degreesOfFreedom: nudge.degreesOfFreedom, pValue: nudge.pValue, ...study };
}
