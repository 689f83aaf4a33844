import { logisticOf, logitOf } from "../statistics/internal.js";
import { DAY, millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import { inTextOrder, languagesMeet } from "../unit/internal.js";
import type { SkillAbility } from "./ability.js";
import type { HomeworkItem, SkillPrerequisite } from "./homework-item.js";
import { LOGITS_LIMIT, tidied } from "./logits.js";
import type { HomeworkMatchPolicy, HomeworkSeeker, ServedHomework } from "./match-request.js";
import type { HomeworkRejectionCode, NeededChange } from "./needed-change.js";
import type { DifficultyVerdict, SuccessBand } from "./success-band.js";
import { heldChance, type SkillContribution, type SuccessEstimate } from "./success-model.js";

/** Reasons against an item, and what would have to change. */
export interface Objections {
  readonly codes: readonly HomeworkRejectionCode[];
  readonly counterfactual: readonly NeededChange[];
}

const none: Objections = { codes: [], counterfactual: [] };

/** Language, time, context and tags: what no ability changes. */
export function hardObjections(item: HomeworkItem, { language, availableMinutes, contexts, excludedTags }: HomeworkSeeker): Objections {
  const codes: HomeworkRejectionCode[] = [];
  if (!item.languages.some((one) => languagesMeet(one, language))) codes.push("language");
  const missingMinutes = tidied(item.durationMinutes - availableMinutes);
  if (missingMinutes > 0) codes.push("time");
  if (contexts !== undefined && item.contexts.length > 0 && !item.contexts.some((context) => contexts.includes(context))) codes.push("context");
  if (excludedTags?.some((tag) => item.tags.includes(tag)) === true) codes.push("excluded-tag");
  return { codes, counterfactual: missingMinutes > 0 ? [{ code: "time", missingMinutes }] : [] };
}

/** Log-odds that differ by less are the same. */
const dust = 1e-9;

/** What ability lacks to mastery, σ(θ − k·SE − b) ≥ m: logit(m) + b − (θ − k·SE), 0 when mastered. m mastery probability, k standard errors, b mastery difficulty. */
function masteryGap({ masteryDifficultyLogits }: SkillPrerequisite, { abilityLogits, standardErrorLogits }: SkillAbility, policy: Required<HomeworkMatchPolicy>): number {
  const prudent = abilityLogits - policy.masteryStandardErrors * standardErrorLogits;
  const gap = logitOf(policy.masteryProbability) + (masteryDifficultyLogits ?? policy.masteryDifficultyLogits) - prudent;
  return gap > dust ? gap : 0;
}

/** Whether an ability can change so far and stay on the scale: nobody can be told to reach what no ability can say. */
const isOnScale = (abilityLogits: number, changeLogits: number): boolean => Math.abs(abilityLogits + changeLogits) <= LOGITS_LIMIT;

/** Prerequisites that are not mastered, or of which nothing is known. */
export function prerequisiteObjections(item: HomeworkItem, skills: ReadonlyMap<string, SkillAbility>, policy: Required<HomeworkMatchPolicy>): Objections {
  const unknown = item.prerequisites.some(({ skillId }) => !skills.has(skillId));
  const missing = item.prerequisites.flatMap((prerequisite) => {
    const known = skills.get(prerequisite.skillId);
    const changeLogits = known === undefined ? 0 : masteryGap(prerequisite, known, policy);
    return known !== undefined && changeLogits > 0 ? [{ known, changeLogits }] : [];
  });
  return {
    codes: [...(unknown ? (["ability-unknown"] as const) : []), ...(missing.length > 0 ? (["prerequisite"] as const) : [])],
    counterfactual: missing.flatMap(({ known: { skillId, abilityLogits }, changeLogits }) => (isOnScale(abilityLogits, changeLogits) ? [{ code: "prerequisite" as const, skillId, changeLogits }] : [])),
  };
}

/** Whether the last outcome was bad enough to try again at once. */
export const cooldownWaived = (last: ServedHomework | undefined, policy: Required<HomeworkMatchPolicy>): boolean => last?.outcome !== undefined && last.outcome < policy.cooldownWaivedBelowOutcome;

/** Days that an item must still rest. */
export function restDays(last: ServedHomework | undefined, at: string, policy: Required<HomeworkMatchPolicy>): number {
  if (last === undefined) return 0;
  return Math.max(0, tidied(policy.cooldownDays - (millisecondsOf(at) - millisecondsOf(last.servedAt)) / DAY));
}

/** An item that was given too recently. */
export function cooldownObjections(last: ServedHomework | undefined, at: string, policy: Required<HomeworkMatchPolicy>): Objections {
  const waitDays = restDays(last, at, policy);
  return waitDays > 0 && !cooldownWaived(last, policy) ? { codes: ["cooldown"], counterfactual: [{ code: "cooldown", waitDays }] } : none;
}

/** How many people of a cohort may be given one item, and how many were. */
export interface CohortLimit {
  readonly participantCount: number;
  readonly maximumFraction: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** An item that one more person would give to too large a share of the cohort. Someone who had it already is no more person. */
export function exposureObjections(itemId: string, last: ServedHomework | undefined, cohort: CohortLimit | undefined): Objections {
  if (cohort === undefined || last !== undefined) return none;
  const missingPlaceCount = (cohort.counts.get(itemId) ?? 0) + 1 - Math.floor(tidied(cohort.maximumFraction * cohort.participantCount));
  return missingPlaceCount > 0 ? { codes: ["exposure"], counterfactual: [{ code: "exposure", missingPlaceCount }] } : none;
}

/** Homework that the person is at work on: an item that is open already, or so many of them that no other is given. */
export function openObjections(itemId: string, openItemIds: ReadonlySet<string>, { openLimitCount }: Required<HomeworkMatchPolicy>): Objections {
  const closeCount = openItemIds.size + 1 - openLimitCount;
  const enough: Objections = closeCount > 0 ? { codes: ["enough-open"], counterfactual: [{ code: "enough-open", closeCount }] } : none;
  return openItemIds.has(itemId) ? { ...enough, codes: [...enough.codes, "already-open"] } : enough;
}

/**
 * The change of one ability that brings the chance to an end of the band.
 * Compensatory: Δ = (logit(end) − z) ÷ (w·a). Conjunctive: Δ = (logit(end ÷ Q) − x) ÷ a, Q the chance of all other skills; none when this skill would have to be certain.
 */
function changeOfSkill(skill: SkillContribution, parts: readonly SkillContribution[], { end, item: { combine, discrimination } }: { readonly end: number; readonly item: HomeworkItem }): number | undefined {
  if (combine === "compensatory") {
    const logOdds = parts.reduce((sum, { valueLogits }) => sum + valueLogits, 0);
    return (logitOf(end) - logOdds) / (skill.weight * discrimination);
  }
  const others = parts.reduce((chance, part) => (part === skill ? chance : chance * logisticOf(part.valueLogits)), 1);
  const alone = end / others;
  return alone <= heldChance(alone) ? (logitOf(alone) - skill.valueLogits) / discrimination : undefined;
}

/** The smallest change of one skill that brings the chance to an end of the band; empty when no skill can do it alone and stay on the scale. */
function smallestChange(item: HomeworkItem, parts: readonly SkillContribution[], end: number): readonly { readonly skillId: Id; readonly changeLogits: number }[] {
  return parts
    .flatMap((skill) => {
      const changeLogits = changeOfSkill(skill, parts, { end, item });
      return changeLogits === undefined || !isOnScale(skill.abilityLogits, changeLogits) ? [] : [{ skillId: skill.skillId, changeLogits }];
    })
    .sort((left, right) => tidied(Math.abs(left.changeLogits)) - tidied(Math.abs(right.changeLogits)) || inTextOrder(left.skillId, right.skillId))
    .slice(0, 1);
}

/** An item outside the band. */
export function bandObjections(item: HomeworkItem, { contributions }: SuccessEstimate, { verdict, band }: { readonly verdict: DifficultyVerdict; readonly band: SuccessBand }): Objections {
  if (verdict === "in-band") return none;
  const end = heldChance(verdict === "too-hard" ? band.lowerProbability : band.upperProbability);
  return { codes: [verdict], counterfactual: smallestChange(item, contributions, end).map((change) => ({ code: verdict, ...change })) };
}
