import { type Money, multiplyMoney, toDecimalText } from "../../money/index.js";
import type { PlacementModel } from "./placement-model.js";
import type { PlacementRequest } from "./placement-request.js";
import type { ContactLoss, PlacementLoss, SkillImpact } from "./session-placement.js";
import { partLoss, type SkillParts } from "./skill-losses.js";

/** Sums of one skill in one state. */
interface Sum {
  late: number;
  lost: number;
}

/** What a skill loses before coaching, with what is given, and after. */
function skillSums({ desk: { grid }, pinned }: PlacementModel, skill: SkillParts, { track, cellLoad }: { readonly track: number; readonly cellLoad: Float64Array }): readonly [Sum, Sum, Sum] {
  const sums: readonly [Sum, Sum, Sum] = [{ late: 0, lost: 0 }, { late: 0, lost: 0 }, { late: 0, lost: 0 }];
  for (let part = 0; part < grid.parts.intervalCount; part += 1) {
    const cell = track * grid.stepCount + Math.floor(part / grid.partsPerStep);
    const [before = 0, micro = 0, held = 0, load = 0] = [skill.fte[part], skill.fteGiven[part], pinned[cell], cellLoad[cell]];
    const states = [before, micro - held * skill.quantumFte, micro - (held + load) * skill.quantumFte];
    let [known, loss] = [NaN, { late: 0, lost: 0 }];
    states.forEach((fte, at) => {
      if (fte !== known) loss = partLoss(skill, part, fte);
      known = fte;
      const sum = sums[at];
      if (sum === undefined) return;
      sum.late += loss.late;
      sum.lost += loss.lost;
    });
  }
  return sums;
}

/** The currency of the prices; null when the objective is not money, or there is no price. */
function currencyOf({ objective }: PlacementRequest): string | null {
  if (objective.kind !== "money") return null;
  return objective.prices.flatMap(({ perLateContact, perLostContact }) => [perLateContact, perLostContact]).find((price) => price !== undefined)?.currency ?? null;
}

function moneyOf({ objective, ...request }: PlacementRequest, amount: number): Money | null {
  const currency = currencyOf({ objective, ...request });
  return objective.kind !== "money" || currency === null ? null : multiplyMoney({ amount: "1", currency }, { factors: [toDecimalText(amount)], rounding: objective.rounding });
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What coaching costs, by skill and together. */
export function placementLosses(model: PlacementModel, cellLoad: Float64Array): { readonly loss: PlacementLoss; readonly perSkill: readonly SkillImpact[] } {
  const { skills, desk: { request } } = model;
  const sums = skills.map((skill, track) => skillSums(model, skill, { track, cellLoad }));
  const isImpatient = skills.map(({ skill: { target } }) => target.model === "erlang-a");
  const lossOf = (of: (sum: readonly [Sum, Sum, Sum]) => Sum): ContactLoss => {
    const states = sums.map(of);
    return {
      lateContacts: total(states.map(({ late }) => late)), lostContacts: isImpatient.includes(true) ? total(states.map(({ lost }) => lost)) : null,
      money: moneyOf(request, total(states.map(({ late, lost }, at) => late * (skills[at]?.lateWeight ?? 0) + lost * (skills[at]?.lostWeight ?? 0)))),
    };
  };
  const perSkill = skills.map(({ skill: { skillId }, contacts }, at): SkillImpact => {
    const [before, , after] = sums[at] ?? [{ late: 0, lost: 0 }, { late: 0, lost: 0 }, { late: 0, lost: 0 }];
    const offeredContacts = contacts.reduce((sum, count) => sum + count, 0);
    const service = ({ late }: Sum): number => (offeredContacts === 0 ? 1 : 1 - late / offeredContacts);
    return { skillId, offeredContacts, serviceLevelBeforeFraction: service(before), serviceLevelAfterFraction: service(after), addedLateContacts: after.late - before.late, addedLostContacts: isImpatient[at] === true ? after.lost - before.lost : null };
  });
  const loss = { before: lossOf(([before]) => before), given: lossOf(([, given]) => given), after: lossOf(([, , after]) => after), added: lossOf(([before, , after]) => ({ late: after.late - before.late, lost: after.lost - before.lost })) };
  return { loss, perSkill };
}
