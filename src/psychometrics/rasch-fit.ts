import { logisticOf } from "../statistics/internal.js";
import { addFit, type FitSums, noFit } from "./item-fit.js";
import type { Answers } from "./response-table.js";
import { abilityOfScore } from "./score-ability.js";
import type { KeptAnswers } from "./score-groups.js";

/** People by group: where each group begins in a list of them. */
function listed({ groups, groupOf }: KeptAnswers): { readonly people: Int32Array; readonly begins: Int32Array } {
  const begins = new Int32Array(groups.length + 1);
  groups.forEach(({ countByScore }, group) => { begins[group + 1] = (begins[group] as number) + countByScore.reduce((sum, count) => sum + count, 0); });
  const next = begins.slice();
  const people = new Int32Array(begins.at(-1) ?? 0);
  groupOf.forEach((group, person) => {
    if (group < 0) return;
    people[next[group] as number] = person;
    next[group] = (next[group] as number) + 1;
  });
  return { people, begins };
}

/** Residuals of everybody with some right and some wrong, at the ability that the score shows. */
export function raschFit({ bytes, itemCount }: Answers, kept: KeptAnswers, difficulties: Float64Array): FitSums {
  const size = difficulties.length;
  const sums = noFit(size);
  const { people, begins } = listed(kept);
  const right = new Float64Array((size + 1) * size);
  kept.groups.forEach(({ items, countByScore }, group) => {
    for (const person of people.subarray(begins[group], begins[group + 1])) {
      const row = (kept.scoreOf[person] as number) * size;
      for (const item of items) right[row + item] = (right[row + item] as number) + (bytes[person * itemCount + (kept.columns[item] as number)] as number);
    }
    countByScore.forEach((count, score) => {
      if (count === 0) return;
      const ability = abilityOfScore(items, difficulties, score);
      for (const item of Number.isNaN(ability) ? [] : items) addFit(sums, item, { success: logisticOf(ability - (difficulties[item] as number)), right: right[score * size + item] as number, count });
      right.fill(0, score * size, (score + 1) * size);
    });
  });
  return sums;
}
