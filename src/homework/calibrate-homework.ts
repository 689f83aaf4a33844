import * as z from "zod";
import { check, type Fault, type Report, repeated, rule } from "../error/index.js";
import { FitRange, type MisfitFlag } from "../psychometrics/index.js";
import { ConfidenceLevel, type Estimate, type NoEstimate, studentQuantile } from "../statistics/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, type Fraction, type Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type DifficultyEstimate, difficultyOf, type PlacedOutcome } from "./difficulty-estimate.js";
import { defaultEvidenceWeights, EvidenceWeights, gradeOf, type UngradedReason } from "./graded-outcome.js";
import { HomeworkAttempt } from "./homework-attempt.js";
import { HomeworkBank } from "./homework-bank.js";
import { type HomeworkFit, homeworkFitOf, type UsualSpread, usualSpreadOf } from "./homework-fit.js";
import type { HomeworkItem } from "./homework-item.js";
import { Logits } from "./logits.js";
import type { DifficultyChange } from "./recalibrated-bank.js";

/** What a calibration of homework refuses outright. */
export const HOMEWORK_CALIBRATION_LIMITS = {
  /** Attempts of one calibration. */
  attempts: 200_000,
} as const;

/** An attempt, and what was known of the person in the item's skill before it. */
export interface PlacedAttempt {
  /** The attempt. */
  readonly attempt: HomeworkAttempt;
  /** Ability just before the attempt, never after: `beforeLogits` of the change that `updateAbility` and `replayAttempts` tell. */
  readonly abilityLogits: Logits;
  /** Its standard error at that time: `standardErrorBeforeLogits`. */
  readonly standardErrorLogits: number;
}
/** An attempt, and what was known of the person in the item's skill before it. */
export const PlacedAttempt = z.strictObject({ attempt: HomeworkAttempt, abilityLogits: Logits, standardErrorLogits: z.number().nonnegative().max(100).overwrite((value) => value + 0) }).readonly() satisfies z.ZodType<PlacedAttempt>;

/** Attempts at homework, and what to ask of them. */
export interface HomeworkCalibrationRequest {
  /** The bank whose difficulties are looked at. */
  readonly bank: HomeworkBank;
  /** Attempts at its items, at most 200,000, each once, in any order. Leave out those at an older text of an item. */
  readonly attempts: readonly PlacedAttempt[];
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Graded outcomes that an item needs; when absent 30, returned under `assumptions`. */
  readonly neededOutcomeCount?: Count;
  /** People that they must come from; when absent 10, returned under `assumptions`. */
  readonly neededPersonCount?: Count;
  /** The relative mean squares that count as fit; when absent 0.7 to 1.3, returned under `assumptions`. */
  readonly fitRange?: FitRange;
  /** How much each kind of evidence counts; when absent the default is used and returned under `assumptions`. */
  readonly evidenceWeights?: EvidenceWeights;
  /** The present. When given, what was reported after it is refused. */
  readonly at?: Instant;
}

const unknownItem: Fault = { code: "calibrate-homework.unknown_item", message: "The bank has no item with the id “{itemId}”.", hint: "Add the item, or leave the attempt out." };
const duplicateAttempt: Fault = { code: "calibrate-homework.duplicate_attempt", message: "The attempt “{id}” is there twice.", hint: "Send an attempt once; give another attempt its own id." };
const futureAttempt: Fault = { code: "calibrate-homework.future_attempt", message: "The attempt was reported at {reportedAt}, which is after {at}.", hint: "Correct the dates, or wait." };

function reportAttempts({ bank, attempts, at }: HomeworkCalibrationRequest, report: Report): void {
  const known = new Set(bank.items.map(({ id }) => id));
  const end = at === undefined ? Number.POSITIVE_INFINITY : millisecondsOf(at);
  attempts.forEach(({ attempt: { itemId, reportedAt } }, index) => {
    if (!known.has(itemId)) report(unknownItem, ["attempts", index, "attempt", "itemId"], { itemId });
    if (millisecondsOf(reportedAt) > end) report(futureAttempt, ["attempts", index, "attempt", "reportedAt"], { reportedAt, at: at ?? "" });
  });
}

/** Attempts at homework, and what to ask of them. */
export const HomeworkCalibrationRequest = z
  .strictObject({
    bank: HomeworkBank, attempts: z.array(PlacedAttempt).max(HOMEWORK_CALIBRATION_LIMITS.attempts).readonly(), confidenceLevel: ConfidenceLevel,
    neededOutcomeCount: z.exactOptional(Count.min(2)), neededPersonCount: z.exactOptional(Count.min(2)), fitRange: z.exactOptional(FitRange), evidenceWeights: z.exactOptional(EvidenceWeights), at: z.exactOptional(Instant),
  })
  .check(rule((request: HomeworkCalibrationRequest, report) => {
    for (const [index, { attempt: { id } }] of repeated(request.attempts, ({ attempt }) => attempt.id)) report(duplicateAttempt, ["attempts", index, "attempt", "id"], { id });
    reportAttempts(request, report);
  }))
  .readonly() satisfies z.ZodType<HomeworkCalibrationRequest>;

/** What outcomes say of an item's difficulty. `noisy`: outcomes spread more than those at other items, `too-regular`: less. `repeated-attempts`: some people are in it more than once. `identical-outcomes`: all are as expected, so that the interval is a guess, and wide. */
export type CalibrationWarning = MisfitFlag | "repeated-attempts" | "identical-outcomes";

/** An item with a proposed difficulty. */
export interface CalibratedHomework extends Estimate {
  /** The item. */
  readonly itemId: Id;
  /** What to pass to `recalibratedBank` if the proposal is taken. */
  readonly proposal: DifficultyChange;
  /** The difficulty of the bank. */
  readonly beforeLogits: Logits;
  /** One standard error of the proposed difficulty. */
  readonly standardErrorLogits: number;
  /** Whether the old difficulty lies in the interval (`holds`), or the item is `easier` or `harder` than was thought. */
  readonly finding: "holds" | "easier" | "harder";
  /** The mean outcome, by evidence weight. */
  readonly observedOutcome: Fraction;
  /** The mean outcome that the old difficulty led one to expect. */
  readonly expectedOutcome: Fraction;
  /** People that the outcomes come from. */
  readonly personCount: Count;
  /** How outcomes spread around what the proposed difficulty leads one to expect. */
  readonly fit: HomeworkFit;
  /** What to keep in mind. */
  readonly warnings: readonly CalibrationWarning[];
}

/** Why an item has no proposed difficulty. `several-skills`: one outcome cannot tell which skill was too hard. `everybody-succeeded`, `nobody-succeeded`: no difficulty is more likely than one further out. `undetermined`: everybody is too far from it. */
export type NoProposalReason = "not-enough-outcomes" | "not-enough-people" | "several-skills" | "everybody-succeeded" | "nobody-succeeded" | "undetermined";

/** An item that keeps its difficulty, and why. */
export interface UncalibratedHomework extends NoEstimate {
  /** The item. */
  readonly itemId: Id;
  /** Why there is no proposal. */
  readonly reason: NoProposalReason;
}

/** Proposals for the difficulties of a bank. Nothing is changed by them. */
export interface HomeworkCalibration {
  /** Every item of the bank, in its order. Tell the two kinds apart by `estimate === null`. */
  readonly items: readonly (CalibratedHomework | UncalibratedHomework)[];
  /** How far outcomes spread at the calibrated item in the middle, against outcomes of all or nothing; null where none is calibrated. */
  readonly usualSpread: UsualSpread | null;
  /** Attempts that say nothing of difficulty, by reason. */
  readonly ungraded: readonly { readonly reason: UngradedReason; readonly count: Count }[];
  /** How. */
  readonly method: "graded-score-equation";
  /** What the caller did not say and was taken to be. */
  readonly assumptions: { readonly neededOutcomeCount?: Count; readonly neededPersonCount?: Count; readonly fitRange?: FitRange; readonly evidenceWeights?: EvidenceWeights };
}

/** Outcomes by item, each list by attempt id, so that sums do not depend on the order of attempts. */
function placedOutcomes({ attempts }: HomeworkCalibrationRequest, weights: EvidenceWeights): { readonly byItem: ReadonlyMap<string, readonly PlacedOutcome[]>; readonly ungraded: HomeworkCalibration["ungraded"] } {
  const byItem = new Map<string, PlacedOutcome[]>();
  const ungraded = new Map<UngradedReason, number>();
  for (const { attempt, abilityLogits, standardErrorLogits } of [...attempts].sort((left, right) => inTextOrder(left.attempt.id, right.attempt.id))) {
    const { outcome, evidenceWeight, reason } = gradeOf(attempt, weights);
    if (reason !== null) ungraded.set(reason, (ungraded.get(reason) ?? 0) + 1);
    if (outcome === null) continue;
    const placed: PlacedOutcome = { participantId: attempt.participantId, abilityLogits, standardErrorLogits, outcome, evidenceWeight };
    const known = byItem.get(attempt.itemId);
    if (known === undefined) byItem.set(attempt.itemId, [placed]);
    else known.push(placed);
  }
  return { byItem, ungraded: [...ungraded].sort(([left], [right]) => inTextOrder(left, right)).map(([reason, count]) => ({ reason, count })) };
}

interface Needs {
  readonly neededOutcomeCount: number;
  readonly neededPersonCount: number;
}

interface FoundItem {
  readonly item: HomeworkItem;
  readonly outcomes: readonly PlacedOutcome[];
  readonly found: DifficultyEstimate;
  readonly beforeLogits: number;
}

function foundItem(item: HomeworkItem, outcomes: readonly PlacedOutcome[], { neededOutcomeCount, neededPersonCount }: Needs): FoundItem | UncalibratedHomework {
  const none = (reason: NoProposalReason, n = outcomes.length, needed = neededOutcomeCount): UncalibratedHomework => ({ itemId: item.id, estimate: null, reason, n, needed });
  const [load, ...others] = item.loads.filter(({ weight }) => weight > 0);
  if (load === undefined || others.length > 0) return none("several-skills");
  if (outcomes.length < neededOutcomeCount) return none("not-enough-outcomes");
  const personCount = new Set(outcomes.map(({ participantId }) => participantId)).size;
  if (personCount < neededPersonCount) return none("not-enough-people", personCount, neededPersonCount);
  const found = difficultyOf(outcomes, { discrimination: item.discrimination, beforeLogits: load.difficultyLogits });
  return typeof found === "string" ? none(found) : { item, outcomes, found, beforeLogits: load.difficultyLogits };
}

function calibrated({ item, outcomes, found, beforeLogits }: FoundItem, usual: UsualSpread, { confidenceLevel: level, fitRange }: { readonly confidenceLevel: number; readonly fitRange: FitRange }): CalibratedHomework {
  const { difficultyLogits: estimate, standardErrorLogits, personCount, isIdentical, observedOutcome, expectedOutcomeBefore: expectedOutcome } = found;
  const half = standardErrorLogits * studentQuantile({ probability: (1 + level) / 2, degreesOfFreedom: personCount - 1 });
  const [lower, upper] = [estimate - half + 0, estimate + half + 0];
  const { fit, misfits } = homeworkFitOf({ outcomes, fit: found.fit }, usual, fitRange);
  const warnings: readonly CalibrationWarning[] = [...misfits, ...(outcomes.length > personCount ? ["repeated-attempts" as const] : []), ...(isIdentical ? ["identical-outcomes" as const] : [])];
  return {
    itemId: item.id, proposal: { itemId: item.id, version: item.version, difficultyLogits: estimate }, beforeLogits, estimate, confidence: { lower, upper, level }, n: outcomes.length, method: "graded-score-equation", standardErrorLogits,
    finding: beforeLogits < lower ? "harder" : beforeLogits > upper ? "easier" : "holds", observedOutcome, expectedOutcome, personCount, fit, warnings,
  };
}

/**
 * New difficulties for the items of a bank, from graded outcomes: proposals with their errors and their fit, for a person to look at. Take those that convince with `recalibratedBank`.
 *
 * The difficulty b of an item of one skill solves Σ e·(S − E[S]) = 0, E[S] = ∫ σ(a·(θ + s·x − b)) φ(x) dx: what was expected of everybody together is what was observed.
 * S graded outcome, e evidence weight, a discrimination, θ and s ability and standard error before the attempt, φ the standard normal density. Standard errors are taken from residuals, person by person, intervals from Student's t.
 * Homework is chosen by θ. That does not bias b, because θ and s are all that the choice knew, and the outcome itself is not in them: with abilities learned after it, b would be drawn to where it was. Leaving s out would call easy items harder and hard ones easier than they are.
 * A graded outcome spreads less than one of all or nothing, so that mean squares below 1 are usual: an item is held against the item in the middle (`relativeInfit`), not against 1.
 *
 * Abilities are taken as they stand on the scale of the old difficulties. Afterwards learn them anew (`replayAttempts`), and bring both back to the old mean with `recenterDifficulties`; a second round changes little where most items hold.
 * 30 outcomes and 10 people are heuristics. Sources: Godambe 1960, Wedderburn 1974 (quasi-likelihood); Liang and Zeger 1986 (errors by person); Wright and Masters 1982 (mean squares).
 *
 * @throws CoachingError `calibrate-homework.unknown_item`, `calibrate-homework.duplicate_attempt`, `calibrate-homework.future_attempt`, `item-fit.range_upside_down`, `homework-bank.*`, `homework-item.*`, `homework-attempt.*`, `graded-outcome.no_weight`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0.5 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision talk" }], items: [item] };
 * const attempts = [1, 2, 2, 3].map((rating, index) => ({ attempt: { id: `a${index}`, itemId: "h1", participantId: `p${index}`, reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating, ratingCount: 3 } }, abilityLogits: 0, standardErrorLogits: 0 }));
 * const [found] = calibrateHomework({ bank, attempts, confidenceLevel: 0.9, neededOutcomeCount: 4, neededPersonCount: 4 }).items;
 * [found.estimate, found.finding]; // => [0, "holds"]
 * ```
 */
export function calibrateHomework(input: HomeworkCalibrationRequest): HomeworkCalibration {
  const request = check(HomeworkCalibrationRequest, input);
  const { bank, confidenceLevel, neededOutcomeCount = 30, neededPersonCount = 10, fitRange = { lowest: 0.7, highest: 1.3 }, evidenceWeights = defaultEvidenceWeights } = request;
  const { byItem, ungraded } = placedOutcomes(request, evidenceWeights);
  const all = bank.items.map((item) => foundItem(item, byItem.get(item.id) ?? [], { neededOutcomeCount, neededPersonCount }));
  const placed = all.flatMap((one) => ("found" in one ? [one] : [])).sort((left, right) => inTextOrder(left.item.id, right.item.id));
  const usual = usualSpreadOf(placed.map(({ outcomes, found: { fit } }) => ({ outcomes, fit })));
  const defaults = { neededOutcomeCount, neededPersonCount, fitRange, evidenceWeights };
  return {
    items: all.map((one) => ("found" in one ? calibrated(one, usual, { confidenceLevel, fitRange }) : one)),
    usualSpread: placed.length === 0 ? null : usual,
    ungraded,
    method: "graded-score-equation",
    assumptions: Object.fromEntries(Object.entries(defaults).filter(([key]) => !Object.hasOwn(request, key))),
  };
}
