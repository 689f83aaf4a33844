import { check } from "../error/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { HomeworkMatch, MatchCause, RankedHomework, RankReason, SkillCeiling } from "./homework-match.js";
import { byContent, byFit, type Candidate, defaultPolicy, type Desk, deskOf, isCandidate, judged, type MatchGround } from "./judgment.js";
import { type CohortExposure, type HomeworkMatchPolicy, HomeworkMatchRequest, type HomeworkSeeker } from "./match-request.js";
import { type CohortLimit, cooldownWaived, restDays } from "./rejection.js";
import { ceilingsOf, leadsOn } from "./skill-ceiling.js";
import { verdictOf } from "./success-band.js";
import { drawnPlace } from "./variety.js";

/** What the items are chosen by once each is judged. */
interface Choice {
  readonly desk: Desk;
  readonly ceilings: readonly SkillCeiling[];
  /** Where those lead. */
  readonly nextSkillIds: ReadonlySet<string>;
  /** How far behind that skill is which is furthest behind, of all that suit. */
  readonly largestDeficit: number;
}

const isWaived = ({ item }: Candidate, { ground, policy, last }: Desk): boolean => {
  const served = last.get(item.id);
  return restDays(served, ground.at, policy) > 0 && cooldownWaived(served, policy);
};

function reasonsOf(candidate: Candidate, { desk, nextSkillIds, largestDeficit }: Choice): readonly RankReason[] {
  const { item, deficit, success: { estimate, verdict } } = candidate;
  const isInBand = verdict === "in-band";
  const reasons: readonly (readonly [RankReason, boolean])[] = [
    ["in-band", isInBand],
    ["nearest-outside-band", !isInBand],
    ["prerequisites-met", item.prerequisites.length > 0],
    ["cooldown-waived", isWaived(candidate, desk)],
    ["next-sub-skill", leadsOn(candidate, nextSkillIds)],
    ["content-balance", desk.content !== undefined && isInBand && deficit === largestDeficit && deficit > -Infinity],
    ["interval-leaves-band", isInBand && [estimate.lowerProbability, estimate.upperProbability].some((end) => verdictOf(end, desk.band) !== "in-band")],
  ];
  return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

const ranking = (candidate: Candidate, choice: Choice): RankedHomework => ({
  itemId: candidate.item.id,
  itemVersion: candidate.item.version,
  ...candidate.success.estimate,
  verdict: candidate.success.verdict,
  outsideBand: candidate.success.verdict !== "in-band",
  distanceLogits: candidate.success.distanceLogits,
  reasons: reasonsOf(candidate, choice),
  counterfactual: candidate.counterfactual,
});

/** One of the best is drawn to the first place; the others keep their order. */
function varied(ranked: readonly RankedHomework[], { variety, ability }: HomeworkSeeker, leadingCount: number): readonly RankedHomework[] {
  if (variety === undefined) return ranked;
  const place = drawnPlace(variety.seed, ability.participantId, Math.min(variety.amongCount, leadingCount));
  const drawn = ranked[place];
  return drawn === undefined || place === 0 ? ranked : [{ ...drawn, reasons: [...drawn.reasons, "variety-draw"] }, ...ranked.filter((_, index) => index !== place)];
}

/**
 * The nearest when nothing suits. What is too easy is not given again, unless it went badly just now; and where a skill at its ceiling leads on to another, nothing too easy is given at all:
 * a step too far with help serves the person more than the same again.
 */
function nearestOutside(candidates: readonly Candidate[], { desk, nextSkillIds }: Choice): readonly Candidate[] {
  const canLeadOn = candidates.some((candidate) => leadsOn(candidate, nextSkillIds));
  const isRepeated = (candidate: Candidate): boolean => desk.last.has(candidate.item.id) && !isWaived(candidate, desk);
  return candidates.filter((candidate) => candidate.success.verdict !== "too-easy" || (!canLeadOn && !isRepeated(candidate))).slice(0, 1);
}

function causesOf({ desk, ceilings }: Choice, candidateCount: number, isFound: boolean): readonly MatchCause[] {
  const { ground: { bank }, openItemIds, policy } = desk;
  const isAtCeiling = ceilings.length > 0;
  const hasEnough = openItemIds.size >= policy.openLimitCount;
  // what is too easy is no candidate at a ceiling; what something else speaks against is none anywhere
  const isUnsaid = !isFound && !hasEnough && !(isAtCeiling && candidateCount > 0);
  const causes: readonly (readonly [MatchCause, boolean])[] = [["ceiling-reached", isAtCeiling], ["enough-open", hasEnough], ["empty-bank", isUnsaid && bank.items.length === 0], ["all-rejected", isUnsaid && bank.items.length > 0]];
  return causes.flatMap(([cause, holds]) => (holds ? [cause] : []));
}

function assumptionsOf({ seeker, ground, band }: Desk): HomeworkMatch["assumptions"] {
  const assumed: HomeworkMatchPolicy = Object.fromEntries(Object.entries(defaultPolicy).filter(([key]) => !Object.hasOwn(ground.policy, key)));
  return seeker.band === undefined ? { ...assumed, band } : assumed;
}

/** The match on checked input. */
export function matchOf(seeker: HomeworkSeeker, ground: MatchGround): HomeworkMatch {
  const desk = deskOf(seeker, ground);
  const judgments = ground.bank.items.map((item) => judged(item, desk));
  const candidates = judgments.filter(isCandidate).sort(byFit);
  const inBand = candidates.filter(({ success }) => success.verdict === "in-band").sort(byContent);
  const ceilings = ceilingsOf(judgments, desk);
  const choice: Choice = { desk, ceilings, nextSkillIds: new Set(ceilings.flatMap((ceiling) => ceiling.nextSkillIds)), largestDeficit: inBand[0]?.deficit ?? -Infinity };
  const isInBand = inBand.length > 0;
  const chosen = isInBand ? inBand : nearestOutside(candidates, choice);
  const taken = new Set(chosen.map(({ item }) => item.id));
  const rejected = judgments.filter(({ item }) => !taken.has(item.id)).sort((left, right) => inTextOrder(left.item.id, right.item.id));
  const ranked = chosen.map((one) => ranking(one, choice));
  return {
    participantId: seeker.ability.participantId,
    purpose: seeker.purpose,
    at: ground.at,
    reason: isInBand ? "in-band" : chosen.length > 0 ? "nearest-outside-band" : "no-candidate",
    causes: causesOf(choice, candidates.length, chosen.length > 0),
    ranked: isInBand ? varied(ranked, seeker, inBand.filter(({ deficit }) => deficit === choice.largestDeficit).length) : ranked,
    rejected: rejected.map(({ item, codes, success, counterfactual }) => ({ itemId: item.id, codes, probability: success?.estimate.probability ?? null, counterfactual })),
    ceilings,
    contentShares: desk.content?.shares ?? [],
    assumptions: assumptionsOf(desk),
    policyVersion: "sweet-spot-2",
  };
}

/** What a cohort may be given of each item, from what it was given. */
export const cohortLimitOf = ({ participantCount, maximumFraction, items }: CohortExposure): CohortLimit =>
  ({ participantCount, maximumFraction, counts: new Map(items.map((item) => [item.itemId, item.participantCount])) });

/**
 * Homework in the sweet spot for one person: neither too hard nor too easy for the purpose.
 *
 * Filters language, time, context and tags; gives nothing to who is at work on enough; asks for mastered prerequisites; lets items rest; holds back what too many of the cohort had;
 * ranks what is in the band by what is furthest behind its target share (where one is given), then by its distance from the target in log-odds, then by fewer exposures, shorter time, id.
 * Where everything on a skill is too easy it names the ceiling and where to go on. When nothing is in the band the nearest is offered and marked `outsideBand`. It recommends: the coach decides.
 * Bands, mastery, cooldown and the number of open homeworks are heuristics. Sources: Klinkenberg et al. 2011 (target success rate); Falmagne & Doignon 2011, Learning Spaces (outer fringe).
 *
 * @throws CoachingError `success-band.unknown_purpose`, `match-request.served_in_future`, `match-request.open_with_outcome`, `match-request.duplicate_exposure`, `match-request.unknown_skill`, `content-balance.*`, `homework-bank.*`, `homework-item.*`, `ability.duplicate_skill`, `success-band.out_of_order`, `input.*`
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
  const { bank, at, policy = {}, cohortExposure, ...seeker } = check(HomeworkMatchRequest, input);
  return matchOf(seeker, { bank, at, policy, cohort: cohortExposure === undefined ? undefined : cohortLimitOf(cohortExposure) });
}
