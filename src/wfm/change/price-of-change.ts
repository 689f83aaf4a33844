import { NO_RESOURCE, type PlacementProblemColumns } from "../../optimization/index.js";
import type { OptionalPlacement, OptionalPlacementColumns } from "../../optimization/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import type { PlacedSession } from "../placement/placed-session.js";
import { coachRanges } from "../placement/placement-desk.js";
import type { PlacementModel } from "../placement/placement-model.js";

/** How sure it is that nothing costs less, all prices of change counted. */
export interface ChangeProof {
  /** `optimal`: nothing costs less, but for rounding (1e-9); `bound`: the least may lie anywhere between bound and cost. */
  readonly status: "optimal" | "bound";
  /** What it costs, in the unit of the objective. */
  readonly totalCost: number;
  /** Nothing costs less than this. */
  readonly boundCost: number;
  /** (Cost − bound) ÷ cost, at most; 0 when nothing costs anything. */
  readonly gapFraction: number;
}

/** What is proved of a plan, some of whose costs are left out of account because no plan is without them. */
export function changeProof({ totalCost, costBound, isOptimal }: OptionalPlacement): ChangeProof {
  const bound = Math.min(costBound, totalCost);
  return { status: isOptimal ? "optimal" : "bound", totalCost, boundCost: isOptimal ? totalCost : bound, gapFraction: isOptimal || totalCost === 0 ? 0 : (totalCost - bound) / totalCost };
}

/** An option that a unit may be given, and what changing to it costs. */
export interface PricedOption {
  readonly step: number;
  readonly resource: number;
  readonly ownCost: number;
}

/** The problem with other options; each unit's are asked for by its place. */
export function withOptions(problem: PlacementProblemColumns, optionsOf: (unit: number) => readonly PricedOption[], leftOutCosts: Float64Array): OptionalPlacementColumns {
  const lists = Array.from({ length: problem.unitCount }, (_, unit) => optionsOf(unit));
  const firstOption = new Uint32Array(problem.unitCount + 1);
  lists.forEach((list, unit) => { firstOption[unit + 1] = (firstOption[unit] ?? 0) + list.length; });
  const all = lists.flat();
  return {
    problem: { ...problem, options: { firstOption, step: Uint32Array.from(all, ({ step }) => step), resource: Uint32Array.from(all, ({ resource }) => resource) } },
    optionCosts: Float64Array.from(all, ({ ownCost }) => ownCost), leftOutCosts,
  };
}

/** The options of a unit in a problem. */
export function optionsOfUnit({ options: { firstOption, step, resource } }: PlacementProblemColumns, unit: number): readonly { readonly option: number; readonly step: number; readonly resource: number }[] {
  const [first = 0, end = 0] = [firstOption[unit], firstOption[unit + 1]];
  return Array.from({ length: end - first }, (_, at) => ({ option: first + at, step: step[first + at] ?? 0, resource: resource[first + at] ?? NO_RESOURCE }));
}

/** The resource that a coach belongs to for a unit; `NO_RESOURCE` when nobody leads. */
export function resourceOf({ coaches: { resources, ofUnit } }: PlacementModel, unit: number, coachId: string | null): number {
  if (coachId === null) return NO_RESOURCE;
  return (ofUnit[unit] ?? []).find((place) => resources[place]?.coachIds.includes(coachId) === true) ?? NO_RESOURCE;
}


/** Whether a coach is free for a start in a resource: a pool's other coaches may be. */
export function isFreeFor({ desk, coaches: { resources } }: PlacementModel, { coachId, resource, step }: { readonly coachId: string | null; readonly resource: number; readonly step: number }): boolean {
  const found = resources[resource];
  if (found === undefined) return coachId === null;
  return coachId !== null && (!found.isPool || coachRanges(desk, coachId, found.longestMilliseconds).some(([first, end]) => first <= step && step < end));
}

/** The step at which a session starts; no whole number where it is off the grid. */
export const stepOf = ({ desk: { grid } }: PlacementModel, session: Pick<PlacedSession, "startsAt"> | undefined): number => (millisecondsOf(session?.startsAt ?? "") - grid.startsAt) / grid.stepMilliseconds;
