import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Count, type Fraction, Id } from "../unit/index.js";

/** How much of a touchpoint was planned and delivered, and how much it matters. */
export interface DoseComponent {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Planned, in any unit that `deliveredCount` shares. */
  readonly plannedCount: Count;
  /** Delivered; may exceed the plan. */
  readonly deliveredCount: Count;
  /** How much it matters beside the others: zero or more, any scale. */
  readonly weight: number;
}

/** A weight: zero or more, any scale. */
export const Weight = z.number().min(0).max(1_000_000);
/** Schema of a component of a dose. */
export const DoseComponent = z.strictObject({ touchpointId: Id, plannedCount: Count, deliveredCount: Count, weight: Weight }).readonly() satisfies z.ZodType<DoseComponent>;

/** The dose of one touchpoint. */
export interface ComponentDose {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Planned. */
  readonly plannedCount: Count;
  /** Delivered. */
  readonly deliveredCount: Count;
  /** Its weight as a share of the weights of all components that were planned. */
  readonly weightFraction: Fraction;
  /** Delivered ÷ planned, at most 1. */
  readonly doseFraction: Fraction;
  /** Delivered beyond the plan. It makes up for nothing elsewhere. */
  readonly overDeliveredCount: Count;
}

/** A touchpoint of which nothing was planned, so that it has no dose. */
export interface ExcludedComponent {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Delivered all the same. */
  readonly deliveredCount: Count;
  /** Why it takes no part. */
  readonly reason: "nothing-planned";
}

/** What was delivered of what was planned. */
export interface DeliveredDose {
  /** The weighted mean of the components' doses; `null` when no component with a weight was planned. */
  readonly doseFraction: Fraction | null;
  /** Why there is no dose. */
  readonly reason: "nothing-planned" | null;
  /** The components that were planned, in the order given. */
  readonly components: readonly ComponentDose[];
  /** Those that were not. */
  readonly excluded: readonly ExcludedComponent[];
}

const duplicateTouchpoint: Fault = { code: "delivered-dose.duplicate_touchpoint", message: "The touchpoint “{id}” is listed twice.", hint: "Keep one entry for each touchpoint." };
const noWeight: Fault = { code: "delivered-dose.no_weight", message: "All weights are zero.", hint: "Give a weight above zero to what matters." };

/** The rules on a list of weights. */
export const weightRule = rule((components: readonly { readonly touchpointId: Id; readonly weight: number }[], report) => {
  for (const [index, { touchpointId: id }] of repeated(components, ({ touchpointId: id }) => id)) report(duplicateTouchpoint, [index, "touchpointId"], { id });
  if (components.length > 0 && components.every(({ weight }) => weight === 0)) report(noWeight, []);
});

const DoseComponents = z.array(DoseComponent).max(10_000).check(weightRule).readonly();

/**
 * The dose, unchecked.
 *
 *   dose = Σ w · min(1, d / p) / Σ w, over components with p > 0
 *
 * w: weight, d: delivered, p: planned.
 */
export function doseOf(given: readonly DoseComponent[]): DeliveredDose {
  const planned = given.filter(({ plannedCount }) => plannedCount > 0);
  const excluded = given.filter(({ plannedCount }) => plannedCount === 0).map(({ touchpointId, deliveredCount }) => ({ touchpointId, deliveredCount, reason: "nothing-planned" as const }));
  const weightSum = planned.reduce((sum, { weight }) => sum + weight, 0);
  const components = planned.map(({ weight, ...component }) => ({
    ...component,
    weightFraction: weightSum === 0 ? 0 : weight / weightSum,
    doseFraction: Math.min(1, component.deliveredCount / component.plannedCount),
    overDeliveredCount: Math.max(0, component.deliveredCount - component.plannedCount),
  }));
  if (weightSum === 0) return { doseFraction: null, reason: "nothing-planned", components, excluded };
  const doseFraction = planned.reduce((sum, { weight, deliveredCount, plannedCount }) => sum + weight * Math.min(1, deliveredCount / plannedCount), 0) / weightSum;
  return { doseFraction: Math.min(1, doseFraction), reason: null, components, excluded };
}

/**
 * What was delivered of what was planned, from counts: each component is capped at 1, so that much of one thing never hides the lack of another, then weighted.
 * Components of which nothing was planned are left out and listed. The weights are a judgment of the program's owner.
 * Source: C. Carroll et al., "A conceptual framework for implementation fidelity", Implementation Science 2 (2007), for dose as a part of adherence; the weighting is a heuristic.
 *
 * @throws CoachingError `delivered-dose.duplicate_touchpoint`, `delivered-dose.no_weight`, `input.*`
 * @example
 * ```ts
 * const huddles = { touchpointId: "huddle", plannedCount: 6, deliveredCount: 5, weight: 3 };
 * const nudges = { touchpointId: "nudge", plannedCount: 24, deliveredCount: 30, weight: 2 };
 * deliveredDose([huddles, nudges]).doseFraction; // => 0.9
 * deliveredDose([huddles, nudges]).components[1].overDeliveredCount; // => 6
 * ```
 */
export const deliveredDose = (components: readonly DoseComponent[]): DeliveredDose => doseOf(check(DoseComponents, components));
