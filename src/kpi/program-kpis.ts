import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import type { Id } from "../unit/index.js";
import { Kpi } from "./kpi.js";
import { kpiCatalog } from "./kpi-catalog.js";

/** A program, and the KPIs that the host declares beside the built-in ones. */
export interface ProgramKpisInput {
  /** The program. */
  readonly program: Program;
  /** The host's own. One with the id of a built-in KPI takes its place. */
  readonly ownKpis: readonly Kpi[];
}

/** What a target behavior is to move. */
export interface BehaviorKpis {
  /** The target behavior. */
  readonly targetBehaviorId: Id;
  /** Its KPIs, in the order of the program. */
  readonly kpis: readonly Kpi[];
}

const duplicateKpi: Fault = { code: "program-kpis.duplicate_kpi", message: "The KPI “{id}” is declared twice.", hint: "Keep one declaration." };
const unknownKpi: Fault = { code: "program-kpis.unknown_kpi", message: "No KPI has the id “{id}”.", hint: "Declare it under ownKpis, or use the id of a built-in one." };

/** All KPIs by id: the host's own take the place of built-in ones. */
export const declaredKpis = (ownKpis: readonly Kpi[]): ReadonlyMap<Id, Kpi> => new Map([...kpiCatalog, ...ownKpis].map((kpi) => [kpi.id, kpi]));

/** The host's own KPIs, at most 1,000. */
export const OwnKpis = z.array(Kpi).max(1000).readonly();

/** Reports KPIs that are declared twice. */
export function findDuplicateKpis({ ownKpis }: Pick<ProgramKpisInput, "ownKpis">, report: Report): void {
  for (const [index, { id }] of repeated(ownKpis, ({ id }) => id)) report(duplicateKpi, ["ownKpis", index, "id"], { id });
}

/** Reports the KPIs that entries name and nobody declared. */
export function findUnknownKpiIds(list: string, entries: readonly { readonly kpiId: Id }[], { ownKpis, report }: { readonly ownKpis: readonly Kpi[]; readonly report: Report }): void {
  const known = declaredKpis(ownKpis);
  entries.forEach(({ kpiId: id }, index) => { if (!known.has(id)) report(unknownKpi, [list, index, "kpiId"], { id }); });
}

/** Reports the KPIs that a program names and nobody declared. */
export function findUnknownKpis({ program, ownKpis }: ProgramKpisInput, report: Report): void {
  const known = declaredKpis(ownKpis);
  program.targetBehaviors.forEach(({ kpiIds }, index) => {
    kpiIds.forEach((id, position) => { if (!known.has(id)) report(unknownKpi, ["program", "targetBehaviors", index, "kpiIds", position], { id }); });
  });
}

/** Schema of a program and the host's own KPIs, with its rules between parts. */
export const ProgramKpisInput = z.strictObject({ program: Program, ownKpis: OwnKpis }).check(rule(findDuplicateKpis), rule(findUnknownKpis)).readonly() satisfies z.ZodType<ProgramKpisInput>;

/**
 * Which KPIs each target behavior of a program is to move, in full.
 *
 * @throws CoachingError `program-kpis.duplicate_kpi`, `program-kpis.unknown_kpi`, `program.*`, `input.*`
 * @example
 * ```ts
 * programKpis({ program: blendedTwelveWeek, ownKpis: [] })[0].kpis.map(({ id }) => id); // => ["behavioral-compliance", "team-pulse"]
 * ```
 */
export function programKpis(input: ProgramKpisInput): readonly BehaviorKpis[] {
  const { program, ownKpis } = check(ProgramKpisInput, input);
  const known = declaredKpis(ownKpis);
  return program.targetBehaviors.map(({ id, kpiIds }) => ({ targetBehaviorId: id, kpis: kpiIds.flatMap((kpiId) => known.get(kpiId) ?? []) }));
}
