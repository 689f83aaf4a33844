import { canonicalJson, stableId } from "../../identity/index.js";
import type { Distribution, InputCorrelation } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { Scenario, ScenarioTerm } from "../scenario.js";
import { partKey, type ScenarioAssumption, type ScenarioDefinition, type ScenarioExclusion } from "./scenario-definition.js";

/** A number of a scenario: an input with what is known of it, or a driver with its value. */
export type ScenarioNumber = { readonly kind: "uncertain"; readonly distribution: Distribution } | { readonly kind: "known"; readonly value: number };

/** What happened to a part: it is `null` where it is not there. */
export interface PartChange<Part extends string, Value> {
  /** What kind of part it is. */
  readonly part: Part;
  /** How it is named: an id, or the part itself where there is one of it. */
  readonly partId: Id;
  /** What happened. */
  readonly change: "added" | "removed" | "changed";
  /** What it was; null where it was not there. */
  readonly before: Value | null;
  /** What it is; null where it is not there any more. */
  readonly after: Value | null;
}
/** One change of a model. A term that moved from one side to the other is removed there and added here; a driver that became uncertain has changed. */
export type ModelChange =
  | PartChange<"number", ScenarioNumber>
  | PartChange<"benefit" | "cost", ScenarioTerm>
  | PartChange<"correlation", InputCorrelation>
  | PartChange<"horizon" | "discount-rate", number>;
/** One change of what a model rests on, which moves no figure. */
export type RecordChange = PartChange<"id" | "title", string> | PartChange<"assumption", ScenarioAssumption> | PartChange<"excluded", ScenarioExclusion> | PartChange<"intangible", ScenarioDefinition["intangibles"][number]>;

type Entries<Value> = ReadonlyMap<string, Value>;
/** What differs between two lists, by key. */
function changesOf<Part extends string, Value>(part: Part, before: Entries<Value>, after: Entries<Value>): readonly PartChange<Part, Value>[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(inTextOrder);
  return keys.flatMap((partId): readonly PartChange<Part, Value>[] => {
    const [was, is] = [before.get(partId) ?? null, after.get(partId) ?? null];
    if (was !== null && is !== null && canonicalJson(was) === canonicalJson(is)) return [];
    return [{ part, partId, change: was === null ? "added" : is === null ? "removed" : "changed", before: was, after: is }];
  });
}
const byId = <Entry extends { readonly id: Id }>(entries: readonly Entry[]): Entries<Entry> => new Map(entries.map((entry) => [entry.id, entry]));
/** Every number of a scenario, by id: a driver may become uncertain and keeps its place in the terms. */
export const numbersOf = ({ inputs, drivers }: Scenario): Entries<ScenarioNumber> => new Map<string, ScenarioNumber>([
  ...inputs.map(({ inputId, distribution }) => [inputId, { kind: "uncertain", distribution }] as const),
  ...drivers.map(({ id, value }) => [id, { kind: "known", value: value + 0 }] as const),
]);
const correlationsOf = ({ correlations = [] }: Scenario): Entries<InputCorrelation> => new Map(correlations.map((correlation) => [stableId(correlation.inputIds), correlation]));
const single = <Value>(name: string, value: Value): Entries<Value> => new Map([[name, value]]);

/** By what happened: what is added first, as changed terms may name it; what is removed last, as old terms name it until they go. */
const inOrder = <Entry extends { readonly change: "added" | "removed" | "changed" }>(changes: readonly Entry[], order: readonly Entry["change"][]): readonly Entry[] => order.flatMap((one) => changes.filter(({ change }) => change === one));

/**
 * What differs between two models in canonical order, such that every step between leads to a model that can be worked out:
 * numbers added, then changed; horizon and rate; terms added, changed, removed; numbers removed; correlations. Within each by id, benefits before costs.
 */
export function modelChanges(before: Scenario, after: Scenario): readonly ModelChange[] {
  const numbers = changesOf("number", numbersOf(before), numbersOf(after));
  const terms = [...changesOf("benefit", byId(before.benefits), byId(after.benefits)), ...changesOf("cost", byId(before.costs), byId(after.costs))];
  return [
    ...inOrder(numbers, ["added", "changed"]),
    ...changesOf("horizon", single("horizon", before.horizonMonths), single("horizon", after.horizonMonths)),
    ...changesOf("discount-rate", single("discount-rate", before.annualDiscountRatio + 0), single("discount-rate", after.annualDiscountRatio + 0)),
    ...inOrder(terms, ["added", "changed", "removed"]),
    ...inOrder(numbers, ["removed"]),
    ...changesOf("correlation", correlationsOf(before), correlationsOf(after)),
  ];
}

const assumptionsOf = ({ assumptions }: ScenarioDefinition): Entries<ScenarioAssumption> => new Map(assumptions.map((assumption) => [partKey(assumption.part, assumption.partId), assumption]));
/** What differs between what two models rest on. */
export function recordChanges(before: ScenarioDefinition, after: ScenarioDefinition): readonly RecordChange[] {
  return [
    ...changesOf("id", single("id", before.id), single("id", after.id)), ...changesOf("title", single("title", before.title), single("title", after.title)),
    ...changesOf("assumption", assumptionsOf(before), assumptionsOf(after)),
    ...changesOf("excluded", byId(before.excluded), byId(after.excluded)), ...changesOf("intangible", byId(before.intangibles), byId(after.intangibles)),
  ];
}
