import * as z from "zod";
import { type Fault, faultAt, check, repeated, type Report, rule } from "../../error/index.js";
import { EvidenceGrade, Intangible } from "../../roi/index.js";
import { Id, Prose, Title } from "../../unit/index.js";
import { Scenario, SCENARIO_LIMITS } from "../scenario.js";

/** What bounds the definition of a scenario. */
export const DEFINITION_LIMITS = {
  /** Assumptions of one definition: one for every input, driver and term. */
  assumptions: SCENARIO_LIMITS.inputs + SCENARIO_LIMITS.drivers + 2 * SCENARIO_LIMITS.terms,
  /** Records that one assumption names. */
  sources: 1000,
  /** Items that are left out on purpose. */
  excluded: 1000,
  /** Benefits that are listed and not converted. */
  intangibles: 1000,
} as const;

/** The parts of a scenario that rest on an assumption. Inputs and drivers are named apart from terms: a term may have the id of an input. */
export type ScenarioPart = "input" | "driver" | "term";
/** Schema of the parts of a scenario that rest on an assumption. */
export const ScenarioPart = z.enum(["input", "driver", "term"]);

/** Where one number of a scenario comes from. */
export interface ScenarioAssumption {
  /** What it is about: an uncertain input, a driver that is known, a benefit or a cost. */
  readonly part: ScenarioPart;
  /** Its id in the scenario. */
  readonly partId: Id;
  /** What people call it. Left out: its id. */
  readonly title?: Title;
  /** What is assumed, and why it is taken to be so. */
  readonly statement: Prose;
  /** What it rests on; see `evidenceGrades`. */
  readonly evidenceGrade: EvidenceGrade;
  /** The paper, the report or the person. Left out: there is none. */
  readonly citation?: Prose;
  /** Records that it comes from: ledger entries, surveys, exports. Left out: none. */
  readonly sourceIds?: readonly Id[];
  /** What to keep in mind when reading it. */
  readonly note?: Prose;
}
/** What is left out of a scenario on purpose. */
export interface ScenarioExclusion {
  /** Unique in its definition. */
  readonly id: Id;
  /** What it is. */
  readonly title: Title;
  /** Why it is left out. */
  readonly reason: Prose;
}
/** A scenario with what it rests on: a document that a host stores, compares and reports. */
export interface ScenarioDefinition {
  /** What kind of document this is. */
  readonly kind: "scenario-definition";
  /** The version of its shape. */
  readonly schemaVersion: 1;
  /** Unique among the host's scenarios; the same for all versions of one. */
  readonly id: Id;
  /** What people call it. */
  readonly title: Title;
  /** The model. */
  readonly scenario: Scenario;
  /** Where its numbers come from, in any order. A part without one is listed as unsupported. */
  readonly assumptions: readonly ScenarioAssumption[];
  /** What is left out on purpose, in any order. */
  readonly excluded: readonly ScenarioExclusion[];
  /** Benefits that are listed and not turned into money, in any order. */
  readonly intangibles: readonly Intangible[];
}

const unknownVersion: Fault = { code: "scenario-definition.unknown_version", message: "The definition has the schema version {version}; 1 is the newest known here.", hint: "Read it with a newer version of this package." };
const unknownPart: Fault = { code: "scenario-definition.unknown_part", message: "The scenario has no {part} with the id “{id}”.", hint: "Correct the part or the id, or remove the assumption." };
const repeatedAssumption: Fault = { code: "scenario-definition.repeated_assumption", message: "The {part} “{id}” has an assumption before.", hint: "Say it once; several sources may stand in one assumption." };
const duplicateId: Fault = { code: "scenario-definition.duplicate_id", message: "The id “{id}” is used before in this list.", hint: "Give each an id of its own." };

/** One text for a part and its id. */
export const partKey = (part: ScenarioPart, id: Id): string => `${part} ${id}`;
/** The parts of a scenario that rest on an assumption: inputs, drivers, then terms, in the order of their lists. */
export const partsOf = ({ inputs, drivers, benefits, costs }: Scenario): readonly { readonly part: ScenarioPart; readonly partId: Id }[] => [
  ...inputs.map(({ inputId }) => ({ part: "input" as const, partId: inputId })),
  ...drivers.map(({ id }) => ({ part: "driver" as const, partId: id })),
  ...[...benefits, ...costs].map(({ id }) => ({ part: "term" as const, partId: id })),
];

function reportAssumptions({ scenario, assumptions }: ScenarioDefinition, report: Report): void {
  const known = new Set(partsOf(scenario).map(({ part, partId }) => partKey(part, partId)));
  assumptions.forEach(({ part, partId }, index) => { if (!known.has(partKey(part, partId))) report(unknownPart, ["assumptions", index, "partId"], { part, id: partId.slice(0, 200) }); });
  for (const [index, { part, partId: id }] of repeated(assumptions, (each) => partKey(each.part, each.partId))) report(repeatedAssumption, ["assumptions", index], { part, id });
}
function reportLists({ excluded, intangibles }: ScenarioDefinition, report: Report): void {
  for (const [index, { id }] of repeated(excluded, (each) => each.id)) report(duplicateId, ["excluded", index, "id"], { id });
  for (const [index, { id }] of repeated(intangibles, (each) => each.id)) report(duplicateId, ["intangibles", index, "id"], { id });
}

/** Schema of where a number comes from. */
export const ScenarioAssumption = z.strictObject({
  part: ScenarioPart, partId: Id, title: z.exactOptional(Title), statement: Prose, evidenceGrade: EvidenceGrade,
  citation: z.exactOptional(Prose), sourceIds: z.exactOptional(z.array(Id).max(DEFINITION_LIMITS.sources).readonly()), note: z.exactOptional(Prose),
}).readonly() satisfies z.ZodType<ScenarioAssumption>;
/** Schema of what is left out on purpose. */
export const ScenarioExclusion = z.strictObject({ id: Id, title: Title, reason: Prose }).readonly() satisfies z.ZodType<ScenarioExclusion>;
/** Schema of a scenario with what it rests on, with its rules between parts. */
export const ScenarioDefinition = z.strictObject({
  kind: z.literal("scenario-definition"), schemaVersion: z.literal(1), id: Id, title: Title, scenario: Scenario,
  assumptions: z.array(ScenarioAssumption).max(DEFINITION_LIMITS.assumptions).readonly(),
  excluded: z.array(ScenarioExclusion).max(DEFINITION_LIMITS.excluded).readonly(), intangibles: z.array(Intangible).max(DEFINITION_LIMITS.intangibles).readonly(),
}).check(rule(reportAssumptions), rule(reportLists)).readonly() satisfies z.ZodType<ScenarioDefinition>;

/**
 * A stored definition, checked, in today's shape. Older shapes will be carried over here; a newer one is refused.
 *
 * @throws CoachingError `scenario-definition.unknown_version`, `scenario-definition.*`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const term = (id, amount) => ({ id, money: { amount, currency: "EUR" }, driverIds: [], fromMonth: 0, toMonth: 0 });
 * const scenario = { inputs: [], drivers: [], benefits: [term("saved", "1200")], costs: [term("fee", "1000")], horizonMonths: 12, annualDiscountRatio: 0 };
 * const stored = JSON.stringify({ kind: "scenario-definition", schemaVersion: 1, id: "pilot", title: "Pilot", scenario, assumptions: [], excluded: [], intangibles: [] });
 * readScenarioDefinition(JSON.parse(stored)).title; // => "Pilot"
 * ```
 */
export function readScenarioDefinition(document: unknown): ScenarioDefinition {
  const version: unknown = typeof document === "object" && document !== null ? Reflect.get(document, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== 1) throw faultAt(unknownVersion, ["schemaVersion"], { version: Number.isFinite(version) ? version : String(version) });
  return check(ScenarioDefinition, document);
}
