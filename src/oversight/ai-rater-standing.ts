import * as z from "zod";
import { AGREEMENT_LIMITS, type AgreementBenchmark, agreementBenchmark, type AgreementStakes, Category, CategoryRating, type ChosenCoefficient, type RaterAgreement, raterAgreement } from "../agreement/index.js";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, Seed } from "../statistics/index.js";
import { randomStream } from "../statistics/internal.js";
import { Count, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";

/** A rating that a model gave. */
export interface AiRating {
  /** What was rated. */
  readonly subjectId: Id;
  /** By which version of the model. */
  readonly modelVersion: Id;
  /** One of the categories. */
  readonly category: Category;
}
/** Ratings by a model and by people of the same clips, calls or sessions, on one criterion. */
export interface AiRaterQuestion {
  /** The model. */
  readonly modelId: Id;
  /** The version that is asked about. Ratings of other versions do not count: a new version starts over. */
  readonly modelVersion: Id;
  /** Whether the order of the categories means something. */
  readonly scale: "nominal" | "ordinal";
  /** All categories of the scale, in their order where they have one. */
  readonly categories: readonly Category[];
  /** The model's ratings, at most one for each subject and version. */
  readonly aiRatings: readonly AiRating[];
  /** People's ratings, at most one for each subject and person. */
  readonly humanRatings: readonly CategoryRating[];
  /** Whether people rated without seeing the model's ratings. Otherwise they agree with what they were shown, and that is no evidence. */
  readonly areHumansBlind: boolean;
  /** What the ratings are to decide; sets the bar (see `agreementBenchmark`, scale `stakes`). */
  readonly stakes: AgreementStakes;
  /** How far the model's agreement with people may lie below the agreement of people with each other, as a difference of the coefficient: 0.1. */
  readonly humanMarginRatio: number;
  /** Subjects that the model and a person rated, at the least; 30 where left out. Heuristic. */
  readonly leastSubjectCount?: Count;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The seed by which one of several people is taken for each subject; fixed before the ratings are seen. */
  readonly seed: Seed;
}
/**
 * Why a model's ratings do not count, or what was not asked of them. `humans-saw-ratings`; `new-version`: only other versions were rated against people; `too-few-subjects`; `no-agreement`: the coefficient cannot be told; `no-width`: its interval has none, so few subjects agreeing on everything may be chance;
 * `below-bar`: the coefficient lies below the bar; `interval-below-bar`: the coefficient reaches it and the lower end of its interval does not; `below-humans`: it lies further below what people reach among each other than the margin allows; `interval-below-humans`: the lower end does;
 * `humans-not-compared`: too few subjects were rated by two people, so the margin was not asked for.
 */
export type AiRaterReason = "humans-saw-ratings" | "new-version" | "too-few-subjects" | "no-agreement" | "no-width" | "below-bar" | "interval-below-bar" | "below-humans" | "interval-below-humans" | "humans-not-compared";
/** Whether a model's ratings count. */
export interface AiRaterStanding {
  /** The model. */
  readonly modelId: Id;
  /** The version for which this holds, and no other. */
  readonly modelVersion: Id;
  /** `counts`: the bar is reached by the lower end of the interval; `does-not-count`: the coefficient itself misses it; `not-enough-evidence`: nobody can tell yet. Only the first lets ratings count. */
  readonly verdict: "counts" | "does-not-count" | "not-enough-evidence";
  /** Why, and what was not asked; `humans-not-compared` may stand beside `counts`. */
  readonly reasons: readonly AiRaterReason[];
  /** How many subjects the model and a person rated. */
  readonly subjectCount: Count;
  /** How many of the subjects that the model rated two people rated. */
  readonly humanPairCount: Count;
  /** The model with a person; null without such subjects. */
  readonly withHumans: ChosenCoefficient | null;
  /** The same coefficient for two people with each other; null where it was not compared. */
  readonly amongHumans: ChosenCoefficient | null;
  /** The words for the model's coefficient; null where there is none. */
  readonly benchmark: AgreementBenchmark | null;
  /** What was taken for granted. */
  readonly assumptions: {
    /** Subjects asked for at the least. */
    readonly leastSubjectCount: Count;
  };
}

const offScale: Fault = { code: "ai-rater-standing.off_scale", message: "“{category}” is no category of the scale.", hint: "Correct the rating, or add the category to the scale." };
const duplicateRating: Fault = { code: "ai-rater-standing.duplicate_rating", message: "“{raterId}” rates “{subjectId}” twice.", hint: "Keep one rating for each subject and rater or version." };
const duplicateCategory: Fault = { code: "ai-rater-standing.duplicate_category", message: "The category “{category}” stands twice.", hint: "List each category once." };
const modelAsHuman: Fault = { code: "ai-rater-standing.model_as_human", message: "“{id}” is the model, and stands among people.", hint: "Give its ratings as aiRatings." };

function findRatingFaults({ modelId, categories, aiRatings, humanRatings }: AiRaterQuestion, report: Report): void {
  for (const [index, category] of repeated(categories, String)) report(duplicateCategory, ["categories", index], { category });
  const scale = new Set(categories);
  aiRatings.forEach(({ category }, index) => { if (!scale.has(category)) report(offScale, ["aiRatings", index, "category"], { category }); });
  humanRatings.forEach(({ category, raterId: id }, index) => {
    if (!scale.has(category)) report(offScale, ["humanRatings", index, "category"], { category });
    if (id === modelId) report(modelAsHuman, ["humanRatings", index, "raterId"], { id });
  });
  for (const [index, { subjectId, modelVersion: raterId }] of repeated(aiRatings, (one) => `${one.subjectId}\n${one.modelVersion}`)) report(duplicateRating, ["aiRatings", index], { subjectId, raterId });
  for (const [index, { subjectId, raterId }] of repeated(humanRatings, (one) => `${one.subjectId}\n${one.raterId}`)) report(duplicateRating, ["humanRatings", index], { subjectId, raterId });
}
const AiRating = z.strictObject({ subjectId: Id, modelVersion: Id, category: Category }).readonly() satisfies z.ZodType<AiRating>;
/** Schema of ratings by a model and by people. */
export const AiRaterQuestion = z
  .strictObject({
    modelId: Id, modelVersion: Id, scale: z.enum(["nominal", "ordinal"]), categories: z.array(Category).min(2).max(AGREEMENT_LIMITS.categories).readonly(), aiRatings: z.array(AiRating).max(AGREEMENT_LIMITS.records).readonly(),
    humanRatings: z.array(CategoryRating).max(AGREEMENT_LIMITS.records).readonly(), areHumansBlind: z.boolean(), stakes: z.enum(["feedback", "pilot-decision", "pay-or-promotion"]), humanMarginRatio: z.number().min(0).max(1),
    leastSubjectCount: z.exactOptional(Count.min(10)), confidenceLevel: ConfidenceLevel, seed: Seed,
  })
  .check(rule(findRatingFaults))
  .readonly() satisfies z.ZodType<AiRaterQuestion>;

type Pair = readonly [Category, Category];
/** The ratings of each subject by people, in an order by chance that no list and nobody chooses. */
function shuffledHumans({ humanRatings, seed }: AiRaterQuestion): ReadonlyMap<Id, readonly Category[]> {
  const bySubject = new Map<Id, { readonly raterId: Id; readonly category: Category; readonly rank: number }[]>();
  for (const { subjectId, raterId, category } of humanRatings) {
    const one = { raterId, category, rank: randomStream(seed, ["human", subjectId, raterId]).uniform() };
    const known = bySubject.get(subjectId);
    if (known === undefined) bySubject.set(subjectId, [one]);
    else known.push(one);
  }
  return new Map([...bySubject].map(([subjectId, ratings]) => [subjectId, ratings.sort((one, other) => one.rank - other.rank || inTextOrder(one.raterId, other.raterId)).map(({ category }) => category)]));
}

/** How far two raters agree: each pair is a subject. */
function agreementOf(pairs: readonly Pair[], { scale, categories, confidenceLevel }: AiRaterQuestion): RaterAgreement {
  const ratings = pairs.flatMap(([one, other], place) => [{ subjectId: `s${String(place)}`, raterId: "one", category: one }, { subjectId: `s${String(place)}`, raterId: "other", category: other }]);
  return raterAgreement({ scale, categories, ratings, confidenceLevel });
}

const stakesInOrder: readonly string[] = ["nothing", "feedback", "pilot-decision", "pay-or-promotion"];

/** What the model's coefficient says: against the bar, and against people among each other. */
function judged({ result }: ChosenCoefficient, humans: ChosenCoefficient | null, { stakes, humanMarginRatio: margin }: AiRaterQuestion): Pick<AiRaterStanding, "verdict" | "reasons" | "benchmark"> {
  if (result.estimate === null) return { verdict: "not-enough-evidence", reasons: ["no-agreement"], benchmark: null };
  const benchmark = agreementBenchmark({ scale: "stakes", estimate: result.estimate, confidence: result.confidence });
  if (benchmark.word === null) return { verdict: "not-enough-evidence", reasons: ["no-width"], benchmark };
  const reaches = (word: string): boolean => stakesInOrder.indexOf(word) >= stakesInOrder.indexOf(stakes);
  const reasons: AiRaterReason[] = reaches(benchmark.word) ? [] : [reaches(benchmark.wordOfEstimate) ? "interval-below-bar" : "below-bar"];
  const least = humans === null || humans.result.estimate === null ? null : humans.result.estimate - margin;
  if (least === null) reasons.push("humans-not-compared");
  else if (result.estimate < least) reasons.push("below-humans");
  else if (result.confidence.lower < least) reasons.push("interval-below-humans");
  const misses = reasons.some((reason) => reason === "below-bar" || reason === "below-humans");
  const isOpen = reasons.some((reason) => reason === "interval-below-bar" || reason === "interval-below-humans");
  return { verdict: misses ? "does-not-count" : isOpen ? "not-enough-evidence" : "counts", reasons, benchmark };
}

/**
 * Whether a model's ratings count beside people's: only where it agrees with people by the bar of what is decided, judged on the lower end of the interval, and no worse than people agree with each other by more than a stated margin. Everything else means they do not count yet.
 * For each subject one person is taken by chance, so that a subject counts once: the model with that person, and, where two rated it, two people with each other, by the coefficient that `raterAgreement` recommends for the model (the agreement of people is taken as it is estimated).
 * It is about one version of a model, one criterion and the subjects that were drawn: take them by chance from what the model will rate. Who asks again after each rating until the answer pleases will get it.
 * Sources: as of `raterAgreement` and `agreementBenchmark`, whose bars are heuristics, as are 30 subjects.
 *
 * @throws CoachingError `input.*`, `ai-rater-standing.off_scale`, `ai-rater-standing.duplicate_rating`, `ai-rater-standing.duplicate_category`, `ai-rater-standing.model_as_human`, `rating.out_of_order`
 * @example
 * ```ts
 * const levels = [...Array(120).keys()].map((clip) => 1 + (clip % 3));
 * const humanRatings = levels.flatMap((category, clip) => ["ulla", "kim"].map((raterId) => ({ subjectId: `clip-${clip}`, raterId, category: raterId === "kim" && clip % 5 === 0 ? 2 : category })));
 * const aiRatings = levels.map((category, clip) => ({ subjectId: `clip-${clip}`, modelVersion: "2", category: clip % 12 === 0 ? 2 : category }));
 * const question = { modelId: "rater", modelVersion: "2", scale: "ordinal", categories: [1, 2, 3], aiRatings, humanRatings, areHumansBlind: true, stakes: "feedback", humanMarginRatio: 0.1, confidenceLevel: 0.95, seed: 7 };
 * aiRaterStanding(question).verdict; // => "counts"
 * aiRaterStanding({ ...question, modelVersion: "3" }).reasons; // => ["new-version"]
 * ```
 */
export function aiRaterStanding(question: AiRaterQuestion): AiRaterStanding {
  const checked = check(AiRaterQuestion, question);
  const { modelId, modelVersion, aiRatings, areHumansBlind, leastSubjectCount = 30 } = checked;
  const humans = shuffledHumans(checked);
  const own = aiRatings.filter((one) => one.modelVersion === modelVersion).sort((one, other) => inTextOrder(one.subjectId, other.subjectId));
  const pairs = own.flatMap(({ subjectId, category }): readonly Pair[] => {
    const [human] = humans.get(subjectId) ?? [];
    return human === undefined ? [] : [[category, human]];
  });
  const humanPairs = own.flatMap(({ subjectId }): readonly Pair[] => {
    const [one, other] = humans.get(subjectId) ?? [];
    return one === undefined || other === undefined ? [] : [[one, other]];
  });
  const frame = { modelId, modelVersion, subjectCount: pairs.length, humanPairCount: humanPairs.length, assumptions: { leastSubjectCount } };
  const early: readonly AiRaterReason[] = [
    ...(areHumansBlind ? [] : ["humans-saw-ratings" as const]),
    ...(pairs.length >= leastSubjectCount ? [] : [pairs.length === 0 && aiRatings.some((one) => one.modelVersion !== modelVersion) ? "new-version" as const : "too-few-subjects" as const]),
  ];
  const { recommended } = agreementOf(pairs, checked);
  const withHumans = pairs.length === 0 ? null : recommended;
  const others = humanPairs.length < leastSubjectCount ? null : agreementOf(humanPairs, checked);
  const amongHumans = others === null ? null : ([others.recommended, ...others.beside].find(({ coefficient }) => coefficient.kind === recommended.coefficient.kind) ?? null);
  if (withHumans === null || early.length > 0) return { ...frame, verdict: "not-enough-evidence", reasons: early, withHumans, amongHumans, benchmark: null };
  return { ...frame, ...judged(withHumans, amongHumans, checked), withHumans, amongHumans };
}
