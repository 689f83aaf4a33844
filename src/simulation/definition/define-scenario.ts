import { check } from "../../error/index.js";
import { contentHash } from "../../identity/index.js";
import { type Money, sumMoney } from "../../money/index.js";
import { type EvidenceGrade, evidenceGrades } from "../../roi/index.js";
import type { Distribution, InputCorrelation } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { Scenario, ScenarioTerm } from "../scenario.js";
import { partKey, partsOf, type ScenarioAssumption, ScenarioDefinition, type ScenarioPart } from "./scenario-definition.js";

/** A part of a scenario that nothing supports. */
export interface UnsupportedPart {
  /** What kind of part. */
  readonly part: ScenarioPart;
  /** Its id. */
  readonly partId: Id;
  /** `no-assumption`: nobody said where the number comes from. `no-evidence`: somebody said that it rests on nothing. `no-source`: it is said to rest on a study, on records or on reports, and names neither a citation nor a record. */
  readonly reason: "no-assumption" | "no-evidence" | "no-source";
}
/** A definition with its version. */
export interface DefinedScenario {
  /** The document with its lists in the order of their ids, and amounts written in one way. */
  readonly definition: ScenarioDefinition;
  /** SHA-256 of its canonical JSON, 64 hexadecimal digits: a report names the very version by it. Neither the order of lists nor that of keys changes it. */
  readonly hash: string;
  /** What nothing supports: inputs, drivers, terms, each by id. */
  readonly unsupported: readonly UnsupportedPart[];
  /** How many parts rest on what, the best grade first; a part without an assumption counts as `none`. */
  readonly gradeCounts: readonly { readonly grade: EvidenceGrade; readonly count: number }[];
}

const sortedBy = <Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly Entry[] => entries.toSorted((one, other) => inTextOrder(keyOf(one), keyOf(other)));
const idOf = ({ id }: { readonly id: Id }): Id => id;
/** Amounts are written with the digits of the minor unit: 1500 and 1500.00 are one amount. */
const written = (money: Money): Money => sumMoney(money.currency, [money]);

function orderedDistribution(distribution: Distribution): Distribution {
  if (distribution.family === "discrete") return { ...distribution, outcomes: distribution.outcomes.toSorted((one, other) => one.value - other.value) };
  if (distribution.family === "empirical") return { ...distribution, values: distribution.values.toSorted((one, other) => one - other) };
  return distribution;
}
const orderedPair = ({ inputIds: [one, other], ...rest }: InputCorrelation): InputCorrelation => ({ inputIds: one < other ? [one, other] : [other, one], ...rest });
const orderedTerms = (terms: readonly ScenarioTerm[]): readonly ScenarioTerm[] => sortedBy(terms, idOf).map((term) => ({ ...term, money: written(term.money), driverIds: term.driverIds.toSorted(inTextOrder) }));

/** A scenario with its lists in the order of their ids. */
function orderedScenario({ inputs, correlations = [], drivers, benefits, costs, ...rest }: Scenario): Scenario {
  return {
    ...rest, inputs: sortedBy(inputs, ({ inputId }) => inputId).map(({ inputId, distribution }) => ({ inputId, distribution: orderedDistribution(distribution) })),
    ...(correlations.length === 0 ? {} : { correlations: sortedBy(correlations.map(orderedPair), ({ inputIds }) => JSON.stringify(inputIds)) }),
    drivers: sortedBy(drivers, idOf), benefits: orderedTerms(benefits), costs: orderedTerms(costs),
  };
}
const orderedAssumption = ({ sourceIds = [], ...rest }: ScenarioAssumption): ScenarioAssumption => ({ ...rest, ...(sourceIds.length === 0 ? {} : { sourceIds: [...new Set(sourceIds)].sort(inTextOrder) }) });

/** The same document, whatever the order of its lists. */
export function canonicalDefinition({ scenario, assumptions, excluded, intangibles, ...rest }: ScenarioDefinition): ScenarioDefinition {
  return {
    ...rest, scenario: orderedScenario(scenario), assumptions: sortedBy(assumptions, ({ part, partId }) => partKey(part, partId)).map(orderedAssumption),
    excluded: sortedBy(excluded, idOf), intangibles: sortedBy(intangibles, idOf),
  };
}

/** What a judgment rests on is whoever judged; all other grades name where they come from. */
const needsSource = (grade: EvidenceGrade): boolean => grade !== "judgment" && grade !== "none";
function reasonAgainst(assumption: ScenarioAssumption | undefined): UnsupportedPart["reason"] | null {
  if (assumption === undefined) return "no-assumption";
  const { evidenceGrade, citation = "", sourceIds = [] } = assumption;
  if (evidenceGrade === "none") return "no-evidence";
  return needsSource(evidenceGrade) && citation.trim() === "" && sourceIds.length === 0 ? "no-source" : null;
}

/** The definition of a checked document. */
function definedScenario(document: ScenarioDefinition): DefinedScenario {
  const definition = canonicalDefinition(document);
  const assumptionOf = new Map(definition.assumptions.map((assumption) => [partKey(assumption.part, assumption.partId), assumption]));
  const parts = sortedBy(partsOf(definition.scenario), ({ part, partId }) => `${String(["input", "driver", "term"].indexOf(part))} ${partId}`).map((place) => ({ place, assumption: assumptionOf.get(partKey(place.part, place.partId)) }));
  const grades = parts.map(({ assumption }) => assumption?.evidenceGrade ?? "none");
  return {
    definition, hash: contentHash(definition),
    unsupported: parts.flatMap(({ place, assumption }) => {
      const reason = reasonAgainst(assumption);
      return reason === null ? [] : [{ ...place, reason }];
    }),
    gradeCounts: evidenceGrades.map(({ grade }) => ({ grade, count: grades.filter((each) => each === grade).length })),
  };
}

/**
 * A scenario with what it rests on, checked, with a hash that names its version and a list of what nothing supports. An input without an assumption is no error: the model runs without it, but nobody should read its result without knowing.
 * The order of lists, of keys, and how an amount is written do not change the hash.
 *
 * @throws CoachingError `scenario-definition.unknown_part`, `scenario-definition.repeated_assumption`, `scenario-definition.duplicate_id`, `scenario.*`, `uncertain-input.*`, `distribution.*`, `cash-flows.mixed_currencies`, `input.*`
 * @example
 * ```ts
 * const term = (id, amount, driverIds) => ({ id, money: { amount, currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 0 });
 * const scenario = { inputs: [], drivers: [{ id: "people", value: 12 }], benefits: [term("saved", "150", ["people"])], costs: [term("fee", "1000", [])], horizonMonths: 12, annualDiscountRatio: 0 };
 * const assumptions = [
 *   { part: "driver", partId: "people", statement: "The pilot's headcount.", evidenceGrade: "own-records", sourceIds: ["hr-export-2027-01"] },
 *   { part: "term", partId: "saved", statement: "Each saves half a day a month.", evidenceGrade: "self-report" },
 * ];
 * const { hash, unsupported } = defineScenario({ kind: "scenario-definition", schemaVersion: 1, id: "pilot", title: "Pilot", scenario, assumptions, excluded: [], intangibles: [] });
 * hash.length; // => 64
 * unsupported; // => [{ part: "term", partId: "fee", reason: "no-assumption" }, { part: "term", partId: "saved", reason: "no-source" }]
 * ```
 */
export const defineScenario = (definition: ScenarioDefinition): DefinedScenario => definedScenario(check(ScenarioDefinition, definition));
