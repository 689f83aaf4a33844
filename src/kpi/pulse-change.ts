import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, mean, meanEstimate } from "../statistics/index.js";
import { type Count, type Fraction, Id } from "../unit/index.js";

/** One respondent's answers in one wave of a pulse. */
export interface PulseAnswer {
  /** A pseudonym will do, as long as it is the same in both waves. */
  readonly respondentId: Id;
  /** Each item at most once, on the pulse's scale. */
  readonly ratings: readonly { readonly itemId: Id; readonly rating: number }[];
}

/** One wave of a pulse. */
export interface PulseWave {
  /** Everyone who was asked. */
  readonly invitedIds: readonly Id[];
  /** Who answered. */
  readonly answers: readonly PulseAnswer[];
  /** The questionnaire, with its version. Waves of two are not compared. */
  readonly instrumentId?: Id;
}

/** What a change of pulse is measured on. */
export interface PulseChangeInput {
  /** The wave before. */
  readonly before: PulseWave;
  /** The wave after. */
  readonly after: PulseWave;
  /** The items that make the score, asked in the same words in both waves; other items are left aside. */
  readonly itemIds: readonly Id[];
  /** The lowest rating there is. */
  readonly scaleMinimum: number;
  /** The highest rating there is. */
  readonly scaleMaximum: number;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

/** Who answered a wave. */
export interface WaveResponse {
  /** Asked. */
  readonly invitedCount: Count;
  /** Answered every item of the score. */
  readonly respondentCount: Count;
  /** Answered, but not every item of the score; they take no part. */
  readonly incompleteCount: Count;
  /** Asked but without a full answer ÷ asked; `null` when nobody was asked. */
  readonly nonResponseFraction: Fraction | null;
}

/** How a pulse changed among those who answered twice. */
export interface PulseChange {
  /** The mean of after − before over respondents who answered both waves in full, in points of the scale; its `n` counts them. No estimate with fewer than two. */
  readonly changeOnScale: EstimateResult;
  /** Their mean score before; `null` when nobody answered twice. */
  readonly beforeMean: number | null;
  /** Their mean score after. */
  readonly afterMean: number | null;
  /** Who answered before. */
  readonly before: WaveResponse;
  /** Who answered after. */
  readonly after: WaveResponse;
  /** Full answers before that have no full answer after: whoever left or fell silent may differ from those who stayed. */
  readonly beforeOnlyCount: Count;
  /** Full answers after that have none before. */
  readonly afterOnlyCount: Count;
}

const scaleSwapped: Fault = { code: "pulse-change.scale_swapped", message: "The scale runs from {minimum} to {maximum}.", hint: "scaleMinimum must be below scaleMaximum." };
const offScale: Fault = { code: "pulse-change.rating_off_scale", message: "The rating {rating} lies outside the scale from {minimum} to {maximum}.", hint: "Correct the rating, or the scale." };
const duplicateRespondent: Fault = { code: "pulse-change.duplicate_respondent", message: "“{id}” is listed twice in one wave.", hint: "Keep one entry." };
const duplicateItem: Fault = { code: "pulse-change.duplicate_item", message: "The item “{id}” is listed twice.", hint: "Keep one entry." };
const notInvited: Fault = { code: "pulse-change.not_invited", message: "“{id}” answered without having been asked.", hint: "Add the respondent to invitedIds, or correct the id." };

const twoInstruments: Fault = { code: "pulse-change.two_instruments", message: "The wave before asked by “{before}”, the wave after by “{after}”.", hint: "Compare waves of one questionnaire in one version: a change of words looks like a change of people." };

const waves = ["before", "after"] as const;

/** The parts that waves share with their questions: what items, on which scale. */
interface WaveQuestion {
  readonly itemIds: readonly Id[];
  readonly scaleMinimum: number;
  readonly scaleMaximum: number;
}

function findRespondentFaults({ invitedIds, answers }: PulseWave, _question: WaveQuestion, report: Report): void {
  const invited = new Set(invitedIds);
  for (const [index, id] of repeated(invitedIds, (id) => id)) report(duplicateRespondent, ["invitedIds", index], { id });
  for (const [index, { respondentId: id }] of repeated(answers, (answer) => answer.respondentId)) report(duplicateRespondent, ["answers", index, "respondentId"], { id });
  answers.forEach(({ respondentId: id }, index) => { if (!invited.has(id)) report(notInvited, ["answers", index, "respondentId"], { id }); });
}

function findRatingFaults({ answers }: PulseWave, { scaleMinimum: minimum, scaleMaximum: maximum }: WaveQuestion, report: Report): void {
  answers.forEach(({ ratings }, index) => {
    for (const [position, { itemId: id }] of repeated(ratings, (rating) => rating.itemId)) report(duplicateItem, ["answers", index, "ratings", position, "itemId"], { id });
    ratings.forEach(({ rating }, position) => { if (rating < minimum || rating > maximum) report(offScale, ["answers", index, "ratings", position, "rating"], { rating, minimum, maximum }); });
  });
}

/** What can be wrong with the waves of a question, each kind looked for by itself. */
export const findPulseFaults = <Name extends string>(names: readonly Name[]): readonly ((input: WaveQuestion & Readonly<Record<Name, PulseWave>>, report: Report) => void)[] => [
  ...names.flatMap((name) => [findRespondentFaults, findRatingFaults].map((find) => (input: WaveQuestion & Readonly<Record<Name, PulseWave>>, report: Report): void => { find(input[name], input, (fault, path, params) => { report(fault, [name, ...path], params); }); })),
  ({ itemIds }, report) => { for (const [index, id] of repeated(itemIds, (id) => id)) report(duplicateItem, ["itemIds", index], { id }); },
  ({ scaleMinimum: minimum, scaleMaximum: maximum }, report) => { if (minimum >= maximum) report(scaleSwapped, ["scaleMinimum"], { minimum, maximum }); },
];

function findSecondInstrument({ before, after }: PulseChangeInput, report: Report): void {
  if (before.instrumentId !== after.instrumentId) report(twoInstruments, ["after", "instrumentId"], { before: before.instrumentId ?? "no name", after: after.instrumentId ?? "no name" });
}

/** An end of a pulse's scale, or a rating on it. */
export const PulseScaleEnd = z.number().min(-1_000_000).max(1_000_000);
const Respondents = z.array(Id).max(1_000_000).readonly();

/** Schema of one respondent's answers. */
export const PulseAnswer = z.strictObject({ respondentId: Id, ratings: z.array(z.strictObject({ itemId: Id, rating: PulseScaleEnd }).readonly()).max(100).readonly() }).readonly() satisfies z.ZodType<PulseAnswer>;
/** Schema of one wave of a pulse. */
export const PulseWave = z.strictObject({ invitedIds: Respondents, answers: z.array(PulseAnswer).max(1_000_000).readonly(), instrumentId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<PulseWave>;
/** Schema of what a change of pulse is measured on, with its rules between parts. */
export const PulseChangeInput = z
  .strictObject({ before: PulseWave, after: PulseWave, itemIds: z.array(Id).min(1).max(100).readonly(), scaleMinimum: PulseScaleEnd, scaleMaximum: PulseScaleEnd, confidenceLevel: ConfidenceLevel })
  .check(...findPulseFaults(waves).map((find) => rule<PulseChangeInput>(find)), rule(findSecondInstrument))
  .readonly() satisfies z.ZodType<PulseChangeInput>;

/** The score of everyone who answered every item: a mean over other items would be another instrument. */
export function completeScores({ answers }: PulseWave, itemIds: readonly Id[]): ReadonlyMap<Id, number> {
  return new Map(answers.flatMap(({ respondentId, ratings }) => {
    const rated = new Map(ratings.map(({ itemId, rating }) => [itemId, rating]));
    const asked = itemIds.flatMap((id) => rated.get(id) ?? []);
    return asked.length === itemIds.length ? [[respondentId, mean(asked)] as const] : [];
  }));
}

/** Who answered. */
export const waveResponse = ({ invitedIds, answers }: PulseWave, respondentCount: number): WaveResponse => ({
  invitedCount: invitedIds.length,
  respondentCount,
  incompleteCount: answers.length - respondentCount,
  nonResponseFraction: invitedIds.length === 0 ? null : (invitedIds.length - respondentCount) / invitedIds.length,
});

/**
 * How a pulse changed, on the people who answered both waves in full: the mean of each one's after − before with Student's interval.
 * It compares before with after and nothing else: without a comparison group it does not say that the program did it.
 *
 * @throws CoachingError `pulse-change.scale_swapped`, `pulse-change.rating_off_scale`, `pulse-change.duplicate_respondent`, `pulse-change.duplicate_item`, `pulse-change.not_invited`, `pulse-change.two_instruments`, `input.*`
 * @example
 * ```ts
 * const wave = (scores) => ({ invitedIds: ["a", "b", "c"], answers: scores.map(([respondentId, rating]) => ({ respondentId, ratings: [{ itemId: "clarity", rating }] })) });
 * const change = pulseChange({ before: wave([["a", 3], ["b", 2]]), after: wave([["a", 4], ["b", 4], ["c", 5]]), itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 });
 * change.changeOnScale.estimate; // => 1.5
 * change.afterOnlyCount; // => 1
 * ```
 */
export function pulseChange(input: PulseChangeInput): PulseChange {
  const { before, after, itemIds, confidenceLevel } = check(PulseChangeInput, input);
  const earlier = completeScores(before, itemIds);
  const later = completeScores(after, itemIds);
  const pairs = [...earlier].flatMap(([id, score]) => { const then = later.get(id); return then === undefined ? [] : [{ score, then }]; });
  const meanOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : mean(values));
  return {
    changeOnScale: meanEstimate({ values: pairs.map(({ score, then }) => then - score), confidenceLevel }),
    beforeMean: meanOrNull(pairs.map(({ score }) => score)),
    afterMean: meanOrNull(pairs.map(({ then }) => then)),
    before: waveResponse(before, earlier.size),
    after: waveResponse(after, later.size),
    beforeOnlyCount: earlier.size - pairs.length,
    afterOnlyCount: later.size - pairs.length,
  };
}
