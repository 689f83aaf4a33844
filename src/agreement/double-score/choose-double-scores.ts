import { check } from "../../error/index.js";
import type { Count, Fraction, Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { levelBelief, scoreBelief } from "./case-belief.js";
import { decisionModel, type DecisionModel, type InsufficientDecision } from "./decision-model.js";
import { DoubleScoreRequest } from "./double-score-request.js";
import { type DecisionCases, decisionCases, inCaseOrder, type RatedCase } from "./rated-case.js";
import { raterQueue } from "./rater-queue.js";

/**
 * What makes a decision about a case sure or unsure. `single-rated`: one rating; `raters-diverge`: some ratings pass and some do not; `near-the-cut`: the mean lies within one error of the border;
 * `noisy-rater`: one of its raters strays by a quarter more than raters do here, a heuristic; `severity-decides`: the mean passes or not by the raters' severities.
 */
export type DoubleScoreReason = "single-rated" | "raters-diverge" | "near-the-cut" | "noisy-rater" | "severity-decides";
/** One decision about a case: how sure it is, and what a second score would do to it. */
export interface UnsureDecision {
  /** The decision. */
  readonly decisionId: Id;
  /** Ratings that it rests on. */
  readonly ratingCount: Count;
  /** Their plain mean, as given: in levels; of scores as a fraction of the scale. */
  readonly meanRating: number;
  /** The same with the raters' severities taken off. */
  readonly adjustedMean: number;
  /** How probable it is that the case truly passes; from one half on it is taken to. */
  readonly passFraction: Fraction;
  /** How probable it is that the decision is wrong now. */
  readonly wrongFraction: Fraction;
  /** The same after a second score, as expected over what it may say. */
  readonly expectedWrongFraction: Fraction;
  /** How probable it is that a second score turns the decision; where it cannot, it is worth nothing. */
  readonly turnFraction: Fraction;
  /** Why; empty where nothing stands out. */
  readonly reasons: readonly DoubleScoreReason[];
}
/** A case and what a second score of it is worth. */
export interface RankedCase {
  /** The case. */
  readonly subjectId: Id;
  /** The loss that a second score is expected to avoid, over all decisions, in the unit of `wrongDecisionLoss`. */
  readonly value: number;
  /** The value less `secondScoreLoss`. */
  readonly netValue: number;
  /** `chosen`: it is to be scored again; `beyond-count`: it would be worth it, and others are worth more; `no-rater`: it would be worth it, and everyone has rated it or has a conflict; `not-worth-it`: it avoids no more than it costs. */
  readonly outcome: "chosen" | "beyond-count" | "no-rater" | "not-worth-it";
  /** Who is to score it again: of those who may, who has the fewest cases waiting; null where it is not chosen. */
  readonly raterId: Id | null;
  /** Its decisions, in the order of the request; without those for which it has no rating. */
  readonly decisions: readonly UnsureDecision[];
}
/** Wrong decisions that are to be expected, over all cases and decisions. */
export interface ExpectedWrong {
  /** Decisions. */
  readonly decisionCount: Count;
  /** How many of them are wrong now, as expected. */
  readonly now: number;
  /** How many after the chosen second scores. */
  readonly after: number;
}
/** Which cases to score again. */
export interface DoubleScoreChoice {
  /** All cases of some decision, the most valuable first, equal ones by id. */
  readonly cases: readonly RankedCase[];
  /** Subjects with ratings on which no decision rests, such as those of other criteria or scores that miss one, sorted. */
  readonly withoutDecisionSubjectIds: readonly Id[];
  /** How many decisions are wrong, now and afterwards. */
  readonly expectedWrong: ExpectedWrong;
  /** What was taken for granted. */
  readonly assumptions: {
    /** The cut, the raters' error and the prior of each decision, in the order of the request. */
    readonly models: readonly DecisionModel[];
    /** Conflicts of interest with subjects that have no rating here: a slip in an id would let them pass. */
    readonly ignoredConflictCount: Count;
    /** Always these: every decision goes by its likelier side; errors are normal and independent of each other; the next rater has mean severity and the error of the decision. */
    readonly taken: readonly ["likelier-side-decides", "normal-independent-errors", "next-rater-of-mean-severity"];
  };
}
/** No choice, and what is missing. */
export interface NoDoubleScoreChoice {
  /** Always null. */
  readonly cases: null;
  /** The decisions of which nothing can be believed, in the order of the request. */
  readonly insufficient: readonly InsufficientDecision[];
}

/** Dust must not rank cases. For fractions and levels; what has the host's unit is tidied by its digits. */
const tidy = (value: number): number => Math.round(value * 1e12) / 1e12 + 0;
const tidyDigits = (value: number): number => Number(value.toPrecision(12)) + 0;
/** What is left of a value, where it is more than rounding. */
const netOf = (value: number, loss: number): number => (Math.abs(value - loss) <= 1e-12 * loss ? 0 : tidyDigits(value - loss));

const rules: readonly (readonly [DoubleScoreReason, (one: { readonly rated: RatedCase; readonly own: DecisionCases; readonly error: number; readonly mean: number; readonly adjusted: number }) => boolean])[] = [
  ["single-rated", ({ rated }) => rated.ratings.length === 1],
  ["raters-diverge", ({ rated, own }) => new Set(rated.ratings.map(({ value }) => value >= own.passFrom)).size > 1],
  ["near-the-cut", ({ own, error, adjusted }) => Math.abs(adjusted - own.border) <= error],
  ["noisy-rater", ({ rated, error }) => rated.ratings.some(({ ownDeviation }) => ownDeviation !== null && ownDeviation > 1.25 * error)],
  ["severity-decides", ({ own, mean, adjusted }) => mean >= own.border !== adjusted >= own.border],
];

/** Every case of a decision with what is believed of it. */
function unsureDecisions(own: DecisionCases, { decisionId, error: { standardDeviation: error }, prior }: DecisionModel): readonly (readonly [subjectId: Id, decision: UnsureDecision])[] {
  const model = { mean: prior.mean, deviation: prior.standardDeviation, errorDeviation: error };
  const believe = own.levels === null ? scoreBelief(own.passFrom, model) : levelBelief(own.levels, own.passFrom, model);
  return own.cases.map((rated) => {
    const { ratings, subjectId } = rated;
    const meanOf = (valueOf: (one: (typeof ratings)[number]) => number): number => tidy(ratings.reduce((sum, one) => sum + valueOf(one), 0) / ratings.length);
    const [mean, adjusted] = [meanOf(({ value }) => value), meanOf(({ value, severity }) => value + severity)];
    const belief = believe(ratings);
    return [subjectId, {
      decisionId, ratingCount: ratings.length, meanRating: mean, adjustedMean: adjusted, passFraction: tidy(belief.pass), wrongFraction: tidy(belief.wrong), expectedWrongFraction: tidy(belief.expectedWrong),
      turnFraction: tidy(belief.turn), reasons: rules.filter(([, holds]) => holds({ rated, own, error, mean, adjusted })).map(([reason]) => reason),
    }];
  });
}

function grouped<Value>(pairs: Iterable<readonly [Id, Value]>): Map<Id, Value[]> {
  const groups = new Map<Id, Value[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

type ValuedCase = Pick<RankedCase, "subjectId" | "value" | "decisions">;

/** Cases in the order of their value, with what becomes of each. */
function ranked(valued: readonly ValuedCase[], request: DoubleScoreRequest): readonly RankedCase[] {
  const { raters, ratings, scoreCount, secondScoreLoss } = request;
  const ratersOf = new Map([...grouped(ratings.map(({ subjectId, raterId }) => [subjectId, raterId]))].map(([subjectId, ids]) => [subjectId, new Set(ids)]));
  const queue = raterQueue(raters);
  let left = scoreCount;
  return valued.toSorted((one, other) => other.value - one.value || inTextOrder(one.subjectId, other.subjectId)).map(({ subjectId, value, decisions }) => {
    const netValue = netOf(value, secondScoreLoss);
    const raterId = netValue > 0 ? queue.nextFor(subjectId, ratersOf.get(subjectId) ?? new Set()) : null;
    const outcome = netValue <= 0 ? "not-worth-it" : raterId === null ? "no-rater" : left > 0 ? "chosen" : "beyond-count";
    if (outcome !== "chosen" || raterId === null) return { subjectId, value, netValue, outcome, raterId: null, decisions };
    left -= 1;
    queue.give(raterId);
    return { subjectId, value, netValue, outcome, raterId, decisions };
  });
}

function expectedWrongOf(cases: readonly RankedCase[]): ExpectedWrong {
  let [decisionCount, now, after] = [0, 0, 0];
  for (const { outcome, decisions } of cases) {
    for (const { wrongFraction, expectedWrongFraction } of decisions) {
      decisionCount += 1;
      now += wrongFraction;
      after += outcome === "chosen" ? expectedWrongFraction : wrongFraction;
    }
  }
  return { decisionCount, now: tidy(now), after: tidy(after) };
}

/**
 * Which cases to score a second time, by the value of information: the wrong decisions that a second score is expected to avoid, times what they lose. Where the next rating cannot turn a decision it is worth nothing,
 * so a single rating far from the cut is left alone and two that straddle it are not. Of each case's true level there is a belief (normal prior, normal errors around it, severities taken off); levels are summed over exactly, scores have a closed form.
 * A case gets at most one second score; cases say nothing about each other once the error is known, and losses add up, so that taking the most valuable ones is the best choice of that many, and no combination beats it.
 * What decides is the likelier side, not the mean rating. Estimates take the cases that were scored twice for like the others: choose some of them by chance. It looks one score ahead: where one cannot turn a decision, two might.
 * Source: H. Raiffa, R. Schlaifer, "Applied Statistical Decision Theory" (1961), preposterior analysis; R. Howard, "Information value theory", IEEE Transactions on Systems Science and Cybernetics 2 (1966). How few cases are too few is a heuristic.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rated-level.unknown_criterion`, `rated-level.level_off_scale`, `rated-level.duplicate_level`, `double-score-request.duplicate_decision`, `double-score-request.unknown_criterion`,
 * `double-score-request.no_gate`, `double-score-request.duplicate_rater`, `double-score-request.duplicate_error`
 * @example
 * ```ts
 * const levels = [1, 2, 3, 4, 5].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 3 }];
 * const rubric = { kind: "rubric" as const, schemaVersion: 1 as const, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * const rate = (subjectId: string, raterId: string, level: number) => ({ subjectId, raterId, criterionId: "listens", level });
 * const choice = chooseDoubleScores({
 *   rubric, ratings: [rate("far", "ana", 5), rate("near", "ana", 3), rate("split", "ana", 1), rate("split", "ben", 4)],
 *   decisions: [{ id: "pass", kind: "compliance", criterionId: "listens", wrongDecisionLoss: 1, errorStandardDeviation: 0.8, prior: { mean: 3, standardDeviation: 1 } }],
 *   raters: [{ raterId: "ben", waitingCount: 0 }, { raterId: "eva", waitingCount: 1 }], knownErrors: [], scoreCount: 1, secondScoreLoss: 0, confidenceLevel: 0.95,
 * });
 * choice.cases?.map(({ subjectId, outcome, raterId, value }) => `${subjectId}: ${outcome}, ${raterId}, ${value.toFixed(3)}`); // => ["split: chosen, eva, 0.147", "near: beyond-count, null, 0.037", "far: not-worth-it, null, 0.000"]
 * ```
 */
export function chooseDoubleScores(request: DoubleScoreRequest): DoubleScoreChoice | NoDoubleScoreChoice {
  const checked = check(DoubleScoreRequest, request);
  const ratings = inCaseOrder(checked.ratings);
  const owns = checked.decisions.map((decision) => decisionCases(decision, ratings, checked));
  const built = checked.decisions.map((decision, index) => decisionModel(decision, owns[index] as DecisionCases, checked.confidenceLevel));
  const models = built.filter((one): one is DecisionModel => !("reason" in one));
  const insufficient = built.filter((one): one is InsufficientDecision => "reason" in one);
  if (insufficient.length > 0) return { cases: null, insufficient };
  const lossOf = new Map(checked.decisions.map(({ id, wrongDecisionLoss }) => [id, wrongDecisionLoss]));
  const valued = [...grouped(owns.flatMap((own, index) => unsureDecisions(own, models[index] as DecisionModel)))].map(([subjectId, decisions]) => ({
    subjectId, decisions, value: tidyDigits(decisions.reduce((sum, one) => sum + (lossOf.get(one.decisionId) ?? 0) * tidy(one.wrongFraction - one.expectedWrongFraction), 0)),
  }));
  const cases = ranked(valued, checked);
  const [decided, rated] = [new Set(cases.map(({ subjectId }) => subjectId)), new Set(ratings.map(({ subjectId }) => subjectId))];
  const withoutDecisionSubjectIds = [...rated].filter((id) => !decided.has(id));
  const ignoredConflictCount = checked.raters.reduce((sum, { conflictSubjectIds = [] }) => sum + conflictSubjectIds.filter((id) => !rated.has(id)).length, 0);
  return { cases, withoutDecisionSubjectIds, expectedWrong: expectedWrongOf(cases), assumptions: { models, ignoredConflictCount, taken: ["likelier-side-decides", "normal-independent-errors", "next-rater-of-mean-severity"] } };
}
