import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import { COMPARISON_LIMITS, INFORMATION_LIMITS, NetMeasure, type ScenarioComparison } from "../simulation/index.js";
import { Id } from "../unit/index.js";
import { reportCurrencies, ShownEstimate, ShownMoney, ShownReturn } from "./simulated-figures.js";

// A comparison takes long too, so that its answer is an input here as that of a simulation is. Keys that are not shown are left alone.
const unknownOption: Fault = { code: "shown-comparison.unknown_option", message: "The comparison has no option “{id}”.", hint: "Give the comparison as it was answered." };
const duplicateOption: Fault = { code: "shown-comparison.duplicate_option", message: "Two options have the id “{id}”.", hint: "Give the comparison as it was answered." };

function reportOptions({ recommended, designs, options, differences, inputs }: ScenarioComparison, report: Report): void {
  const known = new Set(options.map(({ optionId }) => optionId));
  const names = (id: Id, path: readonly (string | number)[]): void => { if (!known.has(id)) report(unknownOption, path, { id }); };
  for (const [index, { optionId: id }] of repeated(options, ({ optionId }) => optionId)) report(duplicateOption, ["options", index, "optionId"], { id });
  for (const [index, { designId: id }] of repeated(designs, ({ designId }) => designId)) report(duplicateOption, ["designs", index, "designId"], { id });
  if (recommended.optionId === null) recommended.candidateIds.forEach((id, index) => { names(id, ["recommended", "candidateIds", index]); });
  else names(recommended.optionId, ["recommended", "optionId"]);
  designs.forEach(({ designId }, index) => { names(designId, ["designs", index, "designId"]); });
  differences.forEach(({ optionIds }, index) => { optionIds.forEach((id, place) => { names(id, ["differences", index, "optionIds", place]); }); });
  inputs.forEach(({ designIds }, index) => { designIds.forEach((id, place) => { names(id, ["inputs", index, "designIds", place]); }); });
}

const MOST_OPTIONS = COMPARISON_LIMITS.designs + 1;
const ids = z.array(Id).max(MOST_OPTIONS).readonly();
const list = <Entry extends z.ZodType>(entry: Entry, most: number) => z.array(entry).max(most).readonly();

/** Schema of a comparison of designs, as `compareScenarios` answers it. */
export const ShownComparison = z.object({
  recommended: z.union([z.object({ optionId: Id }), z.object({ optionId: z.null(), reason: z.enum(["not-enough-evidence", "equal-means"]), candidateIds: ids })]),
  designs: z.array(z.object({ designId: Id, outcome: ShownReturn })).min(1).max(COMPARISON_LIMITS.designs).readonly(),
  options: z.array(z.object({ optionId: Id, bestProbability: ShownEstimate, expectedNet: ShownMoney, expectedRegret: ShownMoney })).min(2).max(MOST_OPTIONS).readonly(),
  differences: list(z.object({ optionIds: z.tuple([Id, Id]).readonly(), netBenefit: ShownMoney, netPresentValue: ShownMoney, betterProbability: ShownEstimate, equalProbability: ShownEstimate }), MOST_OPTIONS ** 2),
  perfectInformation: ShownMoney,
  inputs: list(z.object({ inputId: Id, perfectValue: Money, mayCost: Money, method: z.enum(["conditional-mean", "sorted-bins"]), warnings: list(Id, 100), designIds: ids }), 10_000),
  studies: list(z.object({ studyId: Id, inputId: Id, sampleValue: Money, netGain: Money, isWorthIt: z.boolean() }), INFORMATION_LIMITS.studies),
  n: z.int().min(1).max(1e15),
  assumptions: ShownReturn.unwrap().shape.assumptions.extend({ measure: NetMeasure, decisionCount: z.int().min(1).max(1e6), sharedInputs: z.literal("drawn-once"), riskAttitude: z.literal("neutral"), sampleMethod: z.literal("normal-approximation") }),
}).check(rule(reportOptions)).readonly() satisfies z.ZodType<ScenarioComparison>;

/** Tells every currency of a comparison, with where it stands. */
export function reportComparedCurrencies({ designs, options, differences, perfectInformation, inputs, studies }: ScenarioComparison, found: (currency: string, path: readonly (string | number)[]) => void): void {
  const money = ({ currency }: Money, path: readonly (string | number)[]): void => { found(currency, [...path, "currency"]); };
  const estimate = (figure: z.infer<typeof ShownMoney>, path: readonly (string | number)[]): void => {
    money(figure.estimate, [...path, "estimate"]);
    for (const end of ["lower", "upper"] as const) money(figure.confidence[end], [...path, "confidence", end]);
  };
  designs.forEach(({ outcome }, index) => { reportCurrencies(outcome, (currency, path) => { found(currency, ["designs", index, "outcome", ...path]); }); });
  options.forEach((option, index) => { for (const key of ["expectedNet", "expectedRegret"] as const) estimate(option[key], ["options", index, key]); });
  differences.forEach((difference, index) => { for (const key of ["netBenefit", "netPresentValue"] as const) estimate(difference[key], ["differences", index, key]); });
  estimate(perfectInformation, ["perfectInformation"]);
  inputs.forEach((input, index) => { for (const key of ["perfectValue", "mayCost"] as const) money(input[key], ["inputs", index, key]); });
  studies.forEach((study, index) => { for (const key of ["sampleValue", "netGain"] as const) money(study[key], ["studies", index, key]); });
}
