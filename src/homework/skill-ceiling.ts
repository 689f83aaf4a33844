import { inTextOrder } from "../unit/internal.js";
import type { HomeworkBank } from "./homework-bank.js";
import type { SkillCeiling } from "./homework-match.js";
import type { Candidate, Desk, Judgment } from "./judgment.js";
import type { HomeworkRejectionCode } from "./needed-change.js";

/** What keeps an item from a person for good, or until their day looks different: such items say nothing about what is left to learn. */
const closed: ReadonlySet<HomeworkRejectionCode> = new Set<HomeworkRejectionCode>(["language", "time", "context", "excluded-tag"]);

const isReachable = (judgment: Judgment): judgment is Candidate => judgment.success !== undefined && !judgment.codes.some((code) => closed.has(code));

/** By skill: the items on it that the person could do some day. */
function reachableBySkill(judgments: readonly Judgment[]): ReadonlyMap<string, readonly Candidate[]> {
  const reachable = new Map<string, Candidate[]>();
  for (const judgment of judgments.filter(isReachable)) {
    for (const { skillId } of judgment.success.estimate.contributions) {
      const known = reachable.get(skillId);
      if (known === undefined) reachable.set(skillId, [judgment]);
      else known.push(judgment);
    }
  }
  return reachable;
}

const chance = ({ success }: Candidate): number => success.estimate.probability;
const harder = (left: Candidate, right: Candidate): Candidate => (chance(right) < chance(left) || (chance(right) === chance(left) && inTextOrder(right.item.id, left.item.id) < 0) ? right : left);

const trains = ({ item }: Judgment): readonly string[] => item.loads.flatMap(({ skillId, weight }) => (weight > 0 ? [skillId] : []));
/** Prerequisites of an item that asks for nothing more. */
const unlocks = ({ item, codes }: Judgment): readonly string[] => (codes.includes("prerequisite") || codes.includes("ability-unknown") ? [] : item.prerequisites.map(({ skillId }) => skillId));

/** From a skill to its parts, and to the skills that it unlocks: each trained by an item that needs it and whose prerequisites are all mastered. */
function nextSkills(judgments: readonly Judgment[], skillIds: ReadonlySet<string>, { skills }: HomeworkBank): ReadonlyMap<string, ReadonlySet<string>> {
  const next = new Map([...skillIds].map((skillId) => [skillId, new Set<string>()] as const));
  for (const judgment of judgments) for (const skillId of unlocks(judgment)) for (const after of trains(judgment)) next.get(skillId)?.add(after);
  for (const { id, parentSkillId } of skills) if (parentSkillId !== undefined) next.get(parentSkillId)?.add(id);
  return next;
}

/**
 * Skills on which everything within reach is too easy, and where they lead: to their parts, and to what they unlock.
 * Source of the latter: Falmagne & Doignon 2011, Learning Spaces (outer fringe).
 */
export function ceilingsOf(judgments: readonly Judgment[], { ground }: Desk): readonly SkillCeiling[] {
  const reached = [...reachableBySkill(judgments)].filter(([, items]) => items.every(({ success }) => success.verdict === "too-easy"));
  if (reached.length === 0) return [];
  const skillIds = new Set(reached.map(([skillId]) => skillId));
  const next = nextSkills(judgments, skillIds, ground.bank);
  return reached.map(([skillId, items]): SkillCeiling => {
    const hardest = items.reduce(harder);
    return { skillId, itemCount: items.length, hardestItemId: hardest.item.id, probability: chance(hardest), nextSkillIds: [...(next.get(skillId) ?? [])].filter((id) => !skillIds.has(id)).sort(inTextOrder) };
  }).sort((left, right) => inTextOrder(left.skillId, right.skillId));
}

/** Whether an item leads on from a skill at its ceiling: it trains one of the next skills, and is not too easy itself. */
export const leadsOn = (judgment: Candidate, nextSkillIds: ReadonlySet<string>): boolean => judgment.success.verdict !== "too-easy" && trains(judgment).some((skillId) => nextSkillIds.has(skillId));
