import type { Fault, Report } from "../../error/index.js";
import type { InputCorrelation, UncertainInput } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import type { Scenario } from "../scenario.js";

/** Scenarios that are simulated together, and what correlates inputs of different ones. */
export interface Together {
  readonly designs: readonly { readonly id: Id; readonly scenario: Scenario }[];
  readonly correlations?: readonly InputCorrelation[];
}
/** The inputs of several scenarios, each once, in the order of their ids. */
export interface JointInputs {
  readonly inputs: readonly UncertainInput[];
  readonly correlations: readonly InputCorrelation[];
}
type Path = readonly (string | number)[];
interface PlacedCorrelation extends InputCorrelation {
  readonly path: Path;
}

const otherDistribution: Fault = { code: "joint-inputs.other_distribution", message: "The input “{id}” has another distribution in the design “{first}”.", hint: "An input with one id is one unknown number, drawn once for all designs: describe it alike, or give it another id." };
const otherCorrelation: Fault = { code: "joint-inputs.other_correlation", message: "The design “{id}” has the inputs “{first}” and “{second}” too, but does not correlate them alike.", hint: "Correlate them alike in each design that has both, or give one of them another id." };
const repeatedPair: Fault = { code: "joint-inputs.repeated_pair", message: "The inputs “{first}” and “{second}” are correlated before.", hint: "Give each pair once: in the designs that have both inputs, or here where no design has both." };

const pairOf = ({ inputIds }: InputCorrelation): string => JSON.stringify([...inputIds].sort());
const strengthOf = ({ coefficient, kind }: InputCorrelation): string => `${kind} ${String(coefficient)}`;

/** Each pair once, by the place where it is first correlated. */
function pairsOf({ designs, correlations = [] }: Together): ReadonlyMap<string, PlacedCorrelation> {
  const placed = [
    ...designs.flatMap(({ scenario }, design) => (scenario.correlations ?? []).map((correlation, index) => ({ ...correlation, path: ["designs", design, "scenario", "correlations", index] }))),
    ...correlations.map((correlation, index) => ({ ...correlation, path: ["correlations", index] })),
  ];
  const pairs = new Map<string, PlacedCorrelation>();
  for (const correlation of placed) if (!pairs.has(pairOf(correlation))) pairs.set(pairOf(correlation), correlation);
  return pairs;
}

/** The inputs of scenarios that agree in those they share. */
export function jointInputs(together: Together): JointInputs {
  const inputs = new Map(together.designs.flatMap(({ scenario }) => scenario.inputs.map((input) => [input.inputId, input] as const)));
  return {
    inputs: [...inputs.values()].sort((one, other) => (one.inputId < other.inputId ? -1 : 1)),
    correlations: [...pairsOf(together).values()].map(({ inputIds, coefficient, kind }) => ({ inputIds, coefficient, kind })),
  };
}

/** Reports shared inputs that are described in two ways. */
function reportDistributions({ designs }: Together, report: Report): void {
  const known = new Map<Id, { readonly design: Id; readonly distribution: string }>();
  designs.forEach(({ id, scenario }, design) => {
    scenario.inputs.forEach(({ inputId, distribution }, index) => {
      // what was checked has its keys in one order
      const described = JSON.stringify(distribution);
      const before = known.get(inputId);
      if (before === undefined) known.set(inputId, { design: id, distribution: described });
      else if (before.distribution !== described) report(otherDistribution, ["designs", design, "scenario", "inputs", index, "distribution"], { id: inputId, first: before.design });
    });
  });
}

/** Reports pairs that a design has, but correlates in another way than where they are first correlated, or not at all. */
function reportPairs(together: Together, report: Report): void {
  const pairs = pairsOf(together);
  together.designs.forEach(({ id, scenario }, design) => {
    const ids = new Set(scenario.inputs.map(({ inputId }) => inputId));
    const own = new Map((scenario.correlations ?? []).map((correlation, index) => [pairOf(correlation), { correlation, index }]));
    for (const [pair, wanted] of pairs) {
      const [first, second] = wanted.inputIds;
      if (!ids.has(first) || !ids.has(second)) continue;
      const found = own.get(pair);
      if (found === undefined) report(otherCorrelation, ["designs", design, "scenario"], { id, first, second });
      else if (strengthOf(found.correlation) !== strengthOf(wanted)) report(otherCorrelation, ["designs", design, "scenario", "correlations", found.index], { id, first, second });
    }
  });
  const seen = new Set<string>();
  (together.correlations ?? []).forEach((correlation, index) => {
    const [first, second] = correlation.inputIds;
    const pair = pairOf(correlation);
    const { path } = pairs.get(pair) as PlacedCorrelation;
    if (seen.has(pair) || path[0] === "designs") report(repeatedPair, ["correlations", index, "inputIds"], { first, second });
    seen.add(pair);
  });
}

/** Reports what keeps scenarios from being simulated together. */
export function reportJoint(together: Together, report: Report): void {
  reportDistributions(together, report);
  reportPairs(together, report);
}
/** Where the pair of a joint correlation stands in the question. */
export const placesOf = (together: Together): readonly Path[] => [...pairsOf(together).values()].map(({ path }) => path);
