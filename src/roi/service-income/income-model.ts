import type { Id } from "../../unit/index.js";
import type { IncomeEstimator, RetainedCustomers } from "./income-estimator.js";
import { countedEffects, linesOf, skillsOf } from "./income-scope.js";
import { gainIn, type SkillPair } from "./line-quantity.js";
import type { ServedSkill } from "./served-skill.js";
import type { ServiceEffect } from "./service-effect.js";
import type { ServiceIncomeQuestion } from "./service-income-question.js";
import { changeOf, possibleChanges, type ServedSkillModel, servedSkillModel, type SkillChange } from "./service-state.js";

/** The effects that count, the lines that they feed, and what each line gains for sizes of the effects. */
export interface IncomeModel {
  readonly effects: readonly ServiceEffect[];
  readonly lines: readonly IncomeEstimator[];
  /** Staffing intervals count so many times. */
  readonly dayCount: number;
  /** The skills of a line, with the effects at these sizes and without them. */
  readonly pairsOf: (line: IncomeEstimator, values: readonly number[]) => readonly SkillPair[];
  /** What each line gains in the window. */
  readonly quantities: (values: readonly number[]) => readonly number[];
  /** The same for sizes that chance has drawn, cut to what is possible; and whether anything was cut. */
  readonly drawnQuantities: (values: readonly number[]) => { readonly quantities: readonly number[]; readonly isCut: boolean };
}

const noChange: SkillChange = { handleTimeSeconds: 0, resolvedFraction: 0, conversionFraction: 0 };
const areAlike = (one: SkillChange, other: SkillChange): boolean => one.handleTimeSeconds === other.handleTimeSeconds && one.resolvedFraction === other.resolvedFraction && one.conversionFraction === other.conversionFraction;

/** What satisfied customers add who stay: never more of them than there are. */
function retainedOf({ customerCount, retainedPerUnitFraction }: RetainedCustomers, effects: readonly ServiceEffect[], values: readonly number[]): number {
  const change = effects.reduce((sum, { measure }, place) => (measure === "customer-satisfaction" ? sum + (values[place] ?? 0) : sum), 0);
  return customerCount * Math.min(1, Math.max(-1, change * retainedPerUnitFraction));
}

interface ModeledSkill {
  readonly skill: ServedSkill;
  readonly model: ServedSkillModel;
  readonly possible: (drawn: SkillChange) => SkillChange;
}

/** The model of a checked question. */
export function incomeModel(question: ServiceIncomeQuestion): IncomeModel {
  const [effects, lines] = [countedEffects(question), linesOf(question)];
  const dayCount = question.forecastCovers === "typical-day" ? question.benefitWindow.operatingDays : 1;
  const modeled = new Map(question.skills.map((skill): readonly [Id, ModeledSkill] => [skill.skillId, { skill, model: servedSkillModel(question, skill), possible: possibleChanges(skill) }]));
  const scopes = new Map(lines.map((line) => [line.id, skillsOf(question, line).map(({ skillId }) => modeled.get(skillId) as ModeledSkill)]));
  const pairOf = ({ skill, model }: ModeledSkill, change: SkillChange): SkillPair => ({ skill, change, before: model(noChange), after: model(change) });
  const gainOf = (line: IncomeEstimator, values: readonly number[], changed: (of: ModeledSkill) => SkillChange): number =>
    (line.estimator === "retained-customers" ? retainedOf(line, effects, values) : (scopes.get(line.id) ?? []).reduce((sum, of) => sum + gainIn(line, pairOf(of, changed(of))), 0) * dayCount);
  return {
    effects, lines, dayCount,
    pairsOf: (line, values) => (scopes.get(line.id) ?? []).map((of) => pairOf(of, changeOf(of.skill, effects, values))),
    quantities: (values) => lines.map((line) => gainOf(line, values, ({ skill }) => changeOf(skill, effects, values)) + 0),
    drawnQuantities: (values) => {
      let isCut = false;
      const changed = ({ skill, model, possible }: ModeledSkill): SkillChange => {
        const drawn = changeOf(skill, effects, values);
        const cut = possible(drawn);
        isCut ||= !areAlike(drawn, cut) || model(cut).intervals.some((interval) => interval.isCut);
        return cut;
      };
      return { quantities: lines.map((line) => gainOf(line, values, changed)), isCut };
    },
  };
}
