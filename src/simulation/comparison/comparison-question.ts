import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { findMixed } from "../../roi/internal.js";
import { ConfidenceLevel, InputCorrelation, Seed, TRIAL_LIMITS, type UncertainInputs } from "../../statistics/index.js";
import { uncertainInputRule } from "../../statistics/internal.js";
import { Id } from "../../unit/index.js";
import { NetMeasure } from "../break-even-surface.js";
import { Scenario } from "../scenario.js";
import { SIMULATION_LIMITS } from "../simulation-request.js";
import { DecisionCount, reportStudies, Studies, type Study } from "./decision-information.js";
import { jointInputs, placesOf, reportJoint } from "./joint-inputs.js";
import { reportSize } from "./joint-size.js";

/** What bounds a comparison. */
export const COMPARISON_LIMITS = {
  /** Designs of one comparison. */
  designs: 20,
  /** Correlations between inputs of different designs. */
  correlations: 5000,
} as const;

/** One of the programs that could be run. */
export interface ProgramDesign {
  /** Its name: `"weekly-sessions"`. */
  readonly id: Id;
  /** What it would bring and cost. */
  readonly scenario: Scenario;
}
/** Which of several programs is the best, where not every number is known. */
export interface ComparisonQuestion {
  /** The designs, in any order: 2 to 20, or 1 where doing nothing is an option too. All in one currency, with one horizon and one discount rate. An input that several designs name by one id is one unknown number, drawn once; it has the same distribution in each. */
  readonly designs: readonly ProgramDesign[];
  /** Correlations between inputs that no design has together; the others stand in the designs. Left out: none. */
  readonly correlations?: readonly InputCorrelation[];
  /** The name under which doing nothing, at a net of zero, is an option too. Left out: it is none, one of the designs is chosen. */
  readonly zeroOptionId?: Id;
  /** The outcome that is decided by. */
  readonly measure: NetMeasure;
  /** How many decisions of this kind the answer would inform: the cohorts of a rollout. */
  readonly decisionCount: number;
  /** Studies that could be made before, in any order. Left out: none. */
  readonly studies?: readonly Study[];
  /** The seed; a whole number. The same seed gives the same bits in every engine. */
  readonly seed: Seed;
  /** How trials are drawn: see `SimulationRequest`. At most 128 uncertain inputs, those of all designs together, by `sobol`. */
  readonly method: "sobol" | "random";
  /** How many independent randomizations, 2 to 64; 16 are plenty. */
  readonly replicateCount: number;
  /** How many trials: a multiple of 1,024 times `replicateCount`. */
  readonly trialCount: number;
  /** The level of the intervals. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateOption: Fault = { code: "comparison-question.duplicate_option", message: "Two options have the id “{id}”.", hint: "Give each an id of its own." };
const oneOption: Fault = { code: "comparison-question.one_option", message: "There is one design and nothing to compare it with.", hint: "Add a design, or give `zeroOptionId`, by which doing nothing is an option." };
const otherHorizon: Fault = { code: "comparison-question.other_horizon", message: "The design “{id}” counts money for {months} months, the first one for {first}.", hint: "Count for one horizon; terms may end before it." };
const otherDiscount: Fault = { code: "comparison-question.other_discount", message: "The design “{id}” is discounted by {ratio} a year, the first one by {first}.", hint: "Discount all designs alike." };

function reportDesigns({ designs, zeroOptionId }: ComparisonQuestion, report: Report): void {
  for (const [index, { id }] of repeated(designs, (design) => design.id)) report(duplicateOption, ["designs", index, "id"], { id });
  if (zeroOptionId === undefined && designs.length === 1) report(oneOption, ["designs"]);
  if (zeroOptionId !== undefined && designs.some(({ id }) => id === zeroOptionId)) report(duplicateOption, ["zeroOptionId"], { id: zeroOptionId });
  const first = designs[0]?.scenario;
  if (first === undefined) return;
  designs.forEach(({ id, scenario: { horizonMonths: months, annualDiscountRatio: ratio } }, index) => {
    if (months !== first.horizonMonths) report(otherHorizon, ["designs", index, "scenario", "horizonMonths"], { id, months, first: first.horizonMonths });
    if (ratio !== first.annualDiscountRatio) report(otherDiscount, ["designs", index, "scenario", "annualDiscountRatio"], { id, ratio, first: first.annualDiscountRatio });
  });
  // each scenario has one currency by itself
  findMixed(designs.flatMap(({ scenario }) => scenario.benefits.slice(0, 1).map(({ money }) => money)), (fault, [index, ...path], params) => { report(fault, ["designs", Number(index), "scenario", "benefits", 0, ...path], params); }, ["money"]);
}

const Joint = z.custom<UncertainInputs>().check(uncertainInputRule);
/** Reports correlations that contradict each other only where the designs come together; each at the place where its pair stands. */
function reportContradictions(question: ComparisonQuestion, report: Report): void {
  const places = placesOf(question);
  const { error } = Joint.safeParse(jointInputs(question));
  for (const { path: [key, index, ...path], ...issue } of error?.issues ?? []) {
    if (key !== "correlations" || issue.code !== "custom") continue;
    const { code, message, hint, params } = (issue.params as { readonly issue: Fault & { readonly params: Readonly<Record<string, string | number>> } }).issue;
    report({ code, message, hint }, typeof index === "number" ? [...(places[index] ?? []), ...path as readonly (string | number)[]] : ["designs"], params);
  }
}

/** Schema of one of the programs that could be run. */
export const ProgramDesign = z.strictObject({ id: Id, scenario: Scenario }).readonly() satisfies z.ZodType<ProgramDesign>;
/**
 * Schema of a question for the best of several programs.
 *
 * @throws CoachingError `comparison-question.*`, `joint-inputs.*`, `joint-size.*`, `decision-information.*`, `simulation-request.uneven_trials`, `scenario.*`, `cash-flows.mixed_currencies`, `uncertain-input.*`, `distribution.*`
 */
export const ComparisonQuestion = z.strictObject({
  designs: z.array(ProgramDesign).min(1).max(COMPARISON_LIMITS.designs).readonly(), correlations: z.exactOptional(z.array(InputCorrelation).max(COMPARISON_LIMITS.correlations).readonly()), zeroOptionId: z.exactOptional(Id),
  measure: NetMeasure, decisionCount: DecisionCount, studies: Studies, seed: Seed, method: z.enum(["sobol", "random"]),
  replicateCount: z.int().min(2).max(TRIAL_LIMITS.replicates), trialCount: z.int().min(1).max(SIMULATION_LIMITS.trials), confidenceLevel: ConfidenceLevel,
}).check(rule(reportDesigns), rule(reportJoint), rule(reportContradictions), rule((question: ComparisonQuestion, report) => {
  const { designs, zeroOptionId, studies = [], method, replicateCount, trialCount } = question;
  const { inputs, correlations } = jointInputs(question);
  reportStudies({ studies, inputs, currency: designs[0]?.scenario.benefits[0]?.money }, report);
  const optionCount = designs.length + (zeroOptionId === undefined ? 0 : 1);
  reportSize({ scenarios: designs.map(({ scenario }) => scenario), optionCount, inputCount: inputs.length, isCorrelated: correlations.length > 0, method, replicateCount, trialCount }, ["designs"], report);
})).readonly() satisfies z.ZodType<ComparisonQuestion>;
