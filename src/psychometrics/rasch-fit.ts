import { addFit, type FitSums, noFit } from "./item-fit.js";
import type { ExpectationWalk } from "./rasch-solution.js";
import type { Answers } from "./response-table.js";
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

/** Residuals of all answers against what was to be expected of them. */
export function raschFit({ bytes, itemCount }: Answers, kept: KeptAnswers, expectations: ExpectationWalk): FitSums {
  const size = kept.columns.length;
  const sums = noFit(size);
  const { people, begins } = listed(kept);
  const right = new Float64Array((size + 1) * size);
  let counted = -1;
  expectations((group, score, { ifRight, ifWrong }) => {
    const { items, countByScore } = group;
    if (kept.groups[counted] !== group) {
      counted = kept.groups.indexOf(group, counted + 1);
      right.fill(0);
      for (const person of people.subarray(begins[counted], begins[counted + 1])) {
        const row = (kept.scoreOf[person] as number) * size;
        for (const item of items) right[row + item] = (right[row + item] as number) + (bytes[person * itemCount + (kept.columns[item] as number)] as number);
      }
    }
    items.forEach((item, place) => {
      const rightCount = right[score * size + item] as number;
      const wrongCount = (countByScore[score] as number) - rightCount;
      if (rightCount > 0) addFit(sums, item, { success: ifRight[place] as number, right: rightCount, count: rightCount });
      if (wrongCount > 0) addFit(sums, item, { success: ifWrong[place] as number, right: 0, count: wrongCount });
    });
  });
  return sums;
}
