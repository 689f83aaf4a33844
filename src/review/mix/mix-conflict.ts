import type { Money } from "../../money/index.js";
import { amountChoice, type AmountProblem } from "../../optimization/index.js";
import { MIX_LIMITS } from "./mix-limits.js";
import type { MixProblem, MixRequirementCode, RequirementRow } from "./mix-problem.js";
import { amountBetween } from "./mix-requirements.js";

/** One of the requirements that cannot be met together. Amounts are in the units of `MixRequirement`. */
export interface ConflictingRequirement {
  /** What is required. */
  readonly code: MixRequirementCode;
  /** The segment; `null` for the budget and the coaches' hours. */
  readonly segmentId: string | null;
  /** What was asked for. */
  readonly limit: Money | number;
  /** What it would have to be, the others of the conflict as they are: the least, of a depth the most. `null` when the search did not end. */
  readonly attainable: Money | number | null;
  /** By how much it alone would have to give for this conflict to end. */
  readonly gives: Money | number | null;
}

/** Requirements that cannot be met together. */
export interface MixConflict {
  /** Without any one of them the others can be met. */
  readonly requirements: readonly ConflictingRequirement[];
  /** Whether that is proven; otherwise some of them may not be needed for the conflict. */
  readonly isIrreducible: boolean;
}

/** A mix that only has to keep to these rows: what lies beyond all depths of a segment is of no use to it, and nothing is worth anything. */
function bareProblem({ problem, options, requirements }: MixProblem, kept: readonly RequirementRow[]): AmountProblem {
  const depthOf = (segmentId: string): number => requirements.reduce((sum, { segmentId: own, row }) => (own === segmentId && row.kind === "at-least" ? sum + row.bound : sum), 0);
  const items = problem.items.map(({ values }, index) => ({ values: values.slice(0, depthOf(options[index]?.segmentId ?? "")).map(() => 0) }));
  const rows = kept.map(({ row }) => row);
  return { items, rows, workLimit: MIX_LIMITS.stepWork, spares: [...rows.keys()].filter((row) => rows[row]?.kind === "at-most").slice(0, 2) };
}

/** What one requirement could be, the other ones kept. */
function attainableOf(mix: MixProblem, kept: readonly RequirementRow[], own: RequirementRow): number | null {
  const bare = bareProblem(mix, kept);
  const at = kept.indexOf(own);
  const { uses, kind } = own.row;
  const loose: AmountProblem = {
    workLimit: MIX_LIMITS.stepWork,
    items: kind === "at-most" ? bare.items : bare.items.map(({ values }, item) => ({ values: values.map((_, unit) => (unit + 1) * (uses[item] ?? 0)) })),
    rows: bare.rows.map((row, index) => (index !== at ? row : { ...row, bound: kind === "at-least" ? 0 : uses.reduce((sum, use, item) => sum + use * (bare.items[item]?.values.length ?? 0), 0) })),
    spares: kind === "at-most" ? [at, ...bare.spares.filter((spare) => spare !== at)] : bare.spares,
  };
  const choice = amountChoice(loose);
  return choice.status === "optimal" ? choice.rowUses[at] ?? 0 : null;
}

/** Leaves out one requirement after the other as long as the rest stays impossible (deletion filter: J. Chinneck, E. Dravnieks, ORSA Journal on Computing 3, 1991). */
export function mixConflict(mix: MixProblem): MixConflict {
  let kept = mix.requirements;
  let isIrreducible = true;
  for (const own of mix.requirements) {
    const rest = kept.filter((one) => one !== own);
    const { status } = amountChoice(bareProblem(mix, rest));
    if (status === "infeasible") kept = rest;
    if (status === "undecided") isIrreducible = false;
  }
  return {
    requirements: kept.map((own): ConflictingRequirement => {
      const { code, segmentId, limit, row, inUnits } = own;
      const whole = attainableOf(mix, kept, own);
      const attainable = whole === null ? null : inUnits(whole);
      return { code, segmentId, limit, attainable, gives: attainable === null ? null : row.kind === "at-most" ? amountBetween(attainable, limit) : amountBetween(limit, attainable) };
    }),
    isIrreducible,
  };
}
