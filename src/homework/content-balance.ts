import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { type Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { HomeworkBank } from "./homework-bank.js";
import type { HomeworkItem } from "./homework-item.js";
import { tidied } from "./logits.js";

/** How much of the homework one skill is to have. */
export interface ContentTarget {
  /** A skill of the bank. Homework on its parts counts for it, unless a part has a target of its own. */
  readonly skillId: Id;
  /** Zero or more; weights are divided by their sum. */
  readonly weight: number;
}
/** How much of the homework one skill is to have. */
export const ContentTarget = z.strictObject({ skillId: Id, weight: z.number().nonnegative().max(1_000_000).overwrite((weight) => weight + 0) }).readonly() satisfies z.ZodType<ContentTarget>;

/** How homework is to be spread over skills. */
export interface ContentBalance {
  /** Each skill once, 1 to 100. */
  readonly targets: readonly ContentTarget[];
}

const duplicateSkill: Fault = { code: "content-balance.duplicate_skill", message: "The skill “{skillId}” has two targets.", hint: "Give each skill one target." };
const zeroWeights: Fault = { code: "content-balance.zero_weights", message: "The weights of the targets add up to zero.", hint: "Give at least one skill a weight above zero." };

/** How homework is to be spread over skills. */
export const ContentBalance = z
  .strictObject({ targets: z.array(ContentTarget).min(1).max(100).readonly() })
  .check(rule(({ targets }: ContentBalance, report) => {
    for (const [index, { skillId }] of repeated(targets, (target) => target.skillId)) report(duplicateSkill, ["targets", index, "skillId"], { skillId });
    if (targets.length > 0 && targets.every(({ weight }) => weight === 0)) report(zeroWeights, ["targets"]);
  }))
  .readonly() satisfies z.ZodType<ContentBalance>;

/** How far a skill is behind its target. */
export interface ContentShare {
  /** The skill. */
  readonly skillId: Id;
  /** The share of the homework that it is to have. */
  readonly targetFraction: Fraction;
  /** The share that it had, of all homework on skills with a target; null before the first. */
  readonly actualFraction: Fraction | null;
  /** Target less actual share, in percentage points; above 0 it is behind. */
  readonly deficitPoints: number;
}
/** How far a skill is behind its target. */
export const ContentShare = z
  .strictObject({ skillId: Id, targetFraction: z.number().min(0).max(1), actualFraction: z.number().min(0).max(1).nullable(), deficitPoints: z.number().min(-100).max(100) })
  .readonly() satisfies z.ZodType<ContentShare>;

/** Where homework stands against its targets. */
export interface ContentStanding {
  /** In the order of ids. */
  readonly shares: readonly ContentShare[];
  /** How far behind the skill is that an item mainly trains; the lowest where it trains none with a target. */
  readonly deficitOf: (item: HomeworkItem) => number;
}

type Shares = ReadonlyMap<string, number>;

/** Finds the skill itself or the nearest whole it is a part of that has a target. Each skill on the way is asked once, so that a long chain of parts costs no more than its length. */
function targetFinder(parents: ReadonlyMap<string, string>, targets: ReadonlySet<string>): (skillId: string) => string | undefined {
  const found = new Map<string, string | undefined>();
  return (skillId) => {
    const way: string[] = [];
    let at: string | undefined = skillId;
    while (at !== undefined && !found.has(at) && !targets.has(at)) {
      way.push(at);
      at = parents.get(at);
    }
    const target = at === undefined ? undefined : targets.has(at) ? at : found.get(at);
    for (const one of way) found.set(one, target);
    return target;
  };
}

function sharesOf({ loads }: HomeworkItem, targetOfSkill: (skillId: string) => string | undefined): Shares {
  const weightSum = loads.reduce((sum, { weight }) => sum + weight, 0);
  const shares = new Map<string, number>();
  for (const { skillId, weight } of loads) {
    const target = targetOfSkill(skillId);
    if (target !== undefined && weight > 0) shares.set(target, (shares.get(target) ?? 0) + weight / weightSum);
  }
  return shares;
}

/** Homework that left the bank is not counted: its skills are not known any more. */
function servedShares(bank: HomeworkBank, timesServed: ReadonlyMap<string, number>, targetOfSkill: (skillId: string) => string | undefined): Shares {
  const served = new Map<string, number>();
  for (const item of bank.items) {
    const times = timesServed.get(item.id);
    if (times !== undefined) for (const [target, share] of sharesOf(item, targetOfSkill)) served.set(target, (served.get(target) ?? 0) + times * share);
  }
  return served;
}

/** Target shares against those of what was served. Items are read in the order of the bank, so sums are tidied: another order must not change a rank. */
export function contentStanding({ targets }: ContentBalance, timesServed: ReadonlyMap<string, number>, bank: HomeworkBank): ContentStanding {
  const parents = new Map(bank.skills.flatMap(({ id, parentSkillId }) => (parentSkillId === undefined ? [] : [[id, parentSkillId] as const])));
  const targetOfSkill = targetFinder(parents, new Set(targets.map(({ skillId }) => skillId)));
  const served = servedShares(bank, timesServed, targetOfSkill);
  const sum = (values: Iterable<number>): number => [...values].sort((left, right) => left - right).reduce((total, value) => total + value, 0);
  const [weightSum, servedSum] = [sum(targets.map(({ weight }) => weight)), sum(served.values())];
  const shares = targets.map(({ skillId, weight }): ContentShare => {
    const [targetFraction, actualFraction] = [tidied(weight / weightSum), servedSum === 0 ? null : tidied((served.get(skillId) ?? 0) / servedSum)];
    return { skillId, targetFraction, actualFraction, deficitPoints: tidied(100 * (targetFraction - (actualFraction ?? 0))) };
  }).sort((left, right) => inTextOrder(left.skillId, right.skillId));
  const deficits = new Map(shares.map(({ skillId, deficitPoints }) => [skillId, deficitPoints]));
  const deficitOf = (item: HomeworkItem): number => {
    const [main] = [...sharesOf(item, targetOfSkill)].map(([skillId, share]) => ({ share: tidied(share), deficit: deficits.get(skillId) ?? 0 })).sort((left, right) => right.share - left.share || right.deficit - left.deficit);
    return main?.deficit ?? -Infinity;
  };
  return { shares, deficitOf };
}
