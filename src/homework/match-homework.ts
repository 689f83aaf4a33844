import { check } from "../error/index.js";
import { logit } from "../statistics/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import type { SkillAbility } from "./ability.js";
import { inTextOrder } from "./text-order.js";
import type { HomeworkItem } from "./homework-item.js";
import { tidied } from "./logits.js";
import { type HomeworkMatchPolicy, HomeworkMatchRequest, type ServedHomework } from "./match-request.js";
import { bandObjections, cooldownObjections, cooldownWaived, exposureObjections, hardObjections, type NeededChange, prerequisiteObjections, type HomeworkRejectionCode, restDays } from "./rejection.js";
import { bandOf, type DifficultyVerdict, type SuccessBand, verdictOf } from "./success-band.js";
import { heldChance, modeledSuccess, type SuccessEstimate } from "./success-model.js";
import { bySkill } from "./success-probability.js";
import { drawnPlace } from "./variety.js";

/**
 * Why an item is on the list. `nearest-outside-band`: nothing suits, and this comes closest. `prerequisites-met`: it has some.
 * `cooldown-waived`: given recently, but it went badly. `variety-draw`: drawn to the first place. `interval-leaves-band`: within one standard error of ability it may be too hard or too easy.
 */
export type RankReason = "in-band" | "nearest-outside-band" | "prerequisites-met" | "cooldown-waived" | "variety-draw" | "interval-leaves-band";

/** A homework that can be given, with everything that speaks for it. */
export interface RankedHomework extends SuccessEstimate {
  /** The homework. */
  readonly itemId: Id;
  /** Its version. */
  readonly itemVersion: number;
  /** How its chance lies to the band. */
  readonly verdict: DifficultyVerdict;
  /** True when nothing suited and this is the nearest. */
  readonly outsideBand: boolean;
  /** |logit(chance) − logit(target)|. Ranking by |chance − target| would be biased near 1. */
  readonly distanceLogits: number;
  /** Why it is here. */
  readonly reasons: readonly RankReason[];
  /** What would bring it into the band; empty when it is inside, or when no change of one skill would. */
  readonly counterfactual: readonly NeededChange[];
}

/** A homework that is not given, with every reason. */
export interface RejectedHomework {
  /** The homework. */
  readonly itemId: Id;
  /** All that speaks against it. */
  readonly codes: readonly HomeworkRejectionCode[];
  /** The chance of success; null when the ability does not name a skill that it takes. */
  readonly probability: number | null;
  /** What would have to change, where that is a number. */
  readonly counterfactual: readonly NeededChange[];
}

/** Homework for one person: every item of the bank is either ranked or rejected. */
export interface HomeworkMatch {
  /** `no-candidate`: there is nothing to give. */
  readonly reason: "in-band" | "nearest-outside-band" | "no-candidate";
  /** Best first. */
  readonly ranked: readonly RankedHomework[];
  /** In the order of ids. */
  readonly rejected: readonly RejectedHomework[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: HomeworkMatchPolicy & { readonly band?: SuccessBand };
  /** The version of the rules that ranked: other rules have another one. */
  readonly policyVersion: "sweet-spot-1";
}

const defaultPolicy: Required<HomeworkMatchPolicy> = { masteryProbability: 0.8, masteryDifficultyLogits: 0, masteryStandardErrors: 0, cooldownDays: 28, cooldownWaivedBelowOutcome: 0.5 };

/** What every item is held against. */
interface Desk {
  readonly request: HomeworkMatchRequest;
  readonly band: SuccessBand;
  readonly targetLogits: number;
  readonly policy: Required<HomeworkMatchPolicy>;
  readonly skills: ReadonlyMap<string, SkillAbility>;
  /** By item: the last time this person was given it. */
  readonly last: ReadonlyMap<string, ServedHomework>;
  /** By item: people of the cohort, or else times of this person. */
  readonly exposureCounts: ReadonlyMap<string, number>;
}

interface Judgment {
  readonly item: HomeworkItem;
  readonly success: { readonly estimate: SuccessEstimate; readonly verdict: DifficultyVerdict; readonly distanceLogits: number } | undefined;
  readonly exposureCount: number;
  readonly codes: readonly HomeworkRejectionCode[];
  readonly counterfactual: readonly NeededChange[];
}
type Candidate = Judgment & { readonly success: NonNullable<Judgment["success"]> };

/** Of two at one instant the worse outcome counts, and none counts least, so that the order of a history says nothing. */
const isLater = (one: ServedHomework, other: ServedHomework): boolean => {
  const apart = millisecondsOf(one.servedAt) - millisecondsOf(other.servedAt);
  return apart === 0 ? (one.outcome ?? 2) < (other.outcome ?? 2) : apart > 0;
};

function deskOf(request: HomeworkMatchRequest): Desk {
  const last = new Map<string, ServedHomework>();
  const own = new Map<string, number>();
  for (const served of request.history) {
    const known = last.get(served.itemId);
    if (known === undefined || isLater(served, known)) last.set(served.itemId, served);
    own.set(served.itemId, (own.get(served.itemId) ?? 0) + 1);
  }
  const cohort = request.cohortExposure?.items.map(({ itemId, participantCount }) => [itemId, participantCount] as const);
  const band = bandOf(request.purpose, request.band);
  return { request, band, targetLogits: logit(heldChance(band.targetProbability)), policy: { ...defaultPolicy, ...request.policy }, skills: bySkill(request.ability), last, exposureCounts: cohort === undefined ? own : new Map(cohort) };
}

function judged(item: HomeworkItem, { request, band, targetLogits, policy, skills, last, exposureCounts }: Desk): Judgment {
  const estimate = modeledSuccess(item, skills)?.estimate;
  const success = estimate === undefined ? undefined : { estimate, verdict: verdictOf(estimate.probability, band), distanceLogits: tidied(Math.abs(logit(estimate.probability) - targetLogits)) };
  const exposureCount = exposureCounts.get(item.id) ?? 0;
  const served = last.get(item.id);
  const objections = [
    hardObjections(item, request),
    prerequisiteObjections(item, skills, policy),
    cooldownObjections(served, request.at, policy),
    exposureObjections(exposureCount, served, request.cohortExposure),
    success === undefined ? { codes: ["ability-unknown"] as const, counterfactual: [] } : bandObjections(item, success.estimate, { verdict: success.verdict, band }),
  ];
  return { item, success, exposureCount, codes: [...new Set(objections.flatMap(({ codes }) => codes))], counterfactual: objections.flatMap(({ counterfactual }) => counterfactual) };
}

const byFit = (left: Candidate, right: Candidate): number =>
  left.success.distanceLogits - right.success.distanceLogits || left.exposureCount - right.exposureCount || left.item.durationMinutes - right.item.durationMinutes || inTextOrder(left.item.id, right.item.id);

const onlyOffBand = ({ codes }: Judgment): boolean => codes.every((code) => code === "too-hard" || code === "too-easy");

function reasonsOf({ item, success: { estimate, verdict } }: Candidate, { request, band, policy, last }: Desk): readonly RankReason[] {
  const served = last.get(item.id);
  return [
    verdict === "in-band" ? "in-band" : "nearest-outside-band",
    ...(item.prerequisites.length > 0 ? (["prerequisites-met"] as const) : []),
    ...(restDays(served, request.at, policy) > 0 && cooldownWaived(served, policy) ? (["cooldown-waived"] as const) : []),
    ...(verdict === "in-band" && [estimate.lowerProbability, estimate.upperProbability].some((end) => verdictOf(end, band) !== "in-band") ? (["interval-leaves-band"] as const) : []),
  ];
}

const ranking = (candidate: Candidate, desk: Desk): RankedHomework => ({
  itemId: candidate.item.id,
  itemVersion: candidate.item.version,
  ...candidate.success.estimate,
  verdict: candidate.success.verdict,
  outsideBand: candidate.success.verdict !== "in-band",
  distanceLogits: candidate.success.distanceLogits,
  reasons: reasonsOf(candidate, desk),
  counterfactual: candidate.counterfactual,
});

/** One of the best is drawn to the first place; the others keep their order. */
function varied(ranked: readonly RankedHomework[], { variety, ability }: HomeworkMatchRequest): readonly RankedHomework[] {
  if (variety === undefined) return ranked;
  const place = drawnPlace(variety.seed, ability.participantId, Math.min(variety.amongCount, ranked.length));
  const drawn = ranked[place];
  return drawn === undefined || place === 0 ? ranked : [{ ...drawn, reasons: [...drawn.reasons, "variety-draw"] }, ...ranked.filter((_, index) => index !== place)];
}

function assumptionsOf({ band, policy = {} }: HomeworkMatchRequest, used: SuccessBand): HomeworkMatch["assumptions"] {
  const assumed: HomeworkMatchPolicy = Object.fromEntries(Object.entries(defaultPolicy).filter(([key]) => !Object.hasOwn(policy, key)));
  return band === undefined ? { ...assumed, band: used } : assumed;
}

/**
 * Homework in the sweet spot for one person: neither too hard nor too easy for the purpose.
 *
 * Filters language, time, context and tags; asks for mastered prerequisites; lets items rest; holds back what too many of the cohort had;
 * ranks what is in the band by its distance from the target in log-odds, then by fewer exposures, shorter time, id.
 * When nothing is in the band the nearest is offered and marked `outsideBand`. It recommends: the coach decides.
 * Bands, mastery and cooldown are heuristics. Sources: Klinkenberg et al. 2011 (target success rate); Falmagne & Doignon 2011, Learning Spaces (outer fringe).
 *
 * @throws CoachingError `success-band.unknown_purpose`, `match-request.served_in_future`, `match-request.duplicate_exposure`, `homework-bank.*`, `homework-item.*`, `ability.duplicate_skill`, `success-band.out_of_order`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: -1.8 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision" }], items: [item] };
 * const ability = { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 0.2, outcomeCount: 80 }] };
 * const match = matchHomework({ bank, ability, purpose: "stretch", language: "en", availableMinutes: 30, history: [], at: "2026-10-05T07:00:00Z" });
 * match.ranked.map(({ itemId, reasons }) => [itemId, ...reasons]); // => [["h1", "in-band"]]
 * ```
 */
export function matchHomework(input: HomeworkMatchRequest): HomeworkMatch {
  const request = check(HomeworkMatchRequest, input);
  const desk = deskOf(request);
  const judgments = request.bank.items.map((item) => judged(item, desk));
  const candidates = judgments.filter((one): one is Candidate => one.success !== undefined && onlyOffBand(one)).sort(byFit);
  const inBand = candidates.filter(({ success }) => success.verdict === "in-band");
  const chosen = inBand.length > 0 ? inBand : candidates.slice(0, 1);
  const taken = new Set(chosen.map(({ item }) => item.id));
  const rejected = judgments.filter(({ item }) => !taken.has(item.id)).sort((left, right) => inTextOrder(left.item.id, right.item.id));
  return {
    reason: inBand.length > 0 ? "in-band" : chosen.length > 0 ? "nearest-outside-band" : "no-candidate",
    ranked: inBand.length > 0 ? varied(chosen.map((one) => ranking(one, desk)), request) : chosen.map((one) => ranking(one, desk)),
    rejected: rejected.map(({ item, codes, success, counterfactual }) => ({ itemId: item.id, codes, probability: success?.estimate.probability ?? null, counterfactual })),
    assumptions: assumptionsOf(request, desk.band),
    policyVersion: "sweet-spot-1",
  };
}
