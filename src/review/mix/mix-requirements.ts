import { type Money, subtractMoney } from "../../money/index.js";
import { type AmountProblem, amountChoice, type FoundAmounts } from "../../optimization/index.js";
import { MIX_LIMITS } from "./mix-limits.js";
import type { MixProblem, MixRequirementCode, RequirementRow } from "./mix-problem.js";

/** How one requirement holds a mix back. Amounts are money for the budget, hours for coaches, minutes a week for participants, sessions for depths. */
export interface MixRequirement {
  /** What is required. */
  readonly code: MixRequirementCode;
  /** The segment; `null` for the budget and the coaches' hours. */
  readonly segmentId: string | null;
  /** What was asked for. */
  readonly limit: Money | number;
  /** What the mix comes to. */
  readonly used: Money | number;
  /** What is left; of a depth, what goes beyond it. */
  readonly slack: Money | number;
  /** Whether nothing is left, or too little for one more session that would be worth something. */
  readonly isTight: boolean;
  /** By how much the requirement was loosened to see what that brings. */
  readonly step: Money | number;
  /** By how much the value rises when this requirement alone is loosened by the step: the exact discrete shadow price, found by solving again. */
  readonly valueGain: number;
  /** Whether the gain is proven; otherwise it is at least that much, and may be more. */
  readonly isGainProven: boolean;
}

/** The distance of two amounts of one unit. */
export const amountBetween = (from: Money | number, less: Money | number): Money | number =>
  (typeof from === "object" && typeof less === "object" ? subtractMoney({ from, less }) : Math.round((Number(from) - Number(less)) * 1e6) / 1e6 + 0);

function isTight({ row: { kind, bound, uses } }: RequirementRow, used: number, { problem }: MixProblem, amounts: readonly number[]): boolean {
  if (used === bound) return true;
  if (kind === "at-least") return false;
  const further = problem.items.flatMap(({ values }, item) => {
    const amount = amounts[item] ?? 0;
    const [now = 0, next = 0] = [values[amount - 1], values[amount]];
    return next > now && (uses[item] ?? 0) > 0 ? [uses[item] ?? 0] : [];
  });
  return further.length > 0 && bound - used < Math.min(...further);
}

/** The rows with one of them loosened. Of a segment's own row only mixes that make use of that are asked for, as the others are known: what nobody presses against is then ruled out at once. */
function loosenedRows({ problem, requirements }: MixProblem, at: number): AmountProblem["rows"] {
  const rows = problem.rows.map((row, index) => (index === at ? { ...row, bound: requirements[at]?.loosened ?? row.bound } : row));
  const { segmentId, row: { kind, bound, uses } } = requirements[at] as RequirementRow;
  if (segmentId === null) return rows;
  return [...rows, kind === "at-most" ? { kind: "at-least", bound: bound + 1, uses } : { kind: "at-most", bound: bound - 1, uses }];
}

/** Each requirement with what it leaves and what a step more would bring. */
export function mixRequirements(mix: MixProblem, choice: FoundAmounts): readonly MixRequirement[] {
  const { problem, requirements } = mix;
  return requirements.map((requirement, index): MixRequirement => {
    const { code, segmentId, limit, step, inUnits, loosened, row } = requirement;
    const whole = choice.rowUses[index] ?? 0;
    const used = inUnits(whole);
    const again = loosened === row.bound ? { status: "infeasible" as const } : amountChoice({ ...problem, leastValue: choice.value + 1, stateLimit: Math.min(MIX_LIMITS.stepStates, problem.stateLimit ?? MIX_LIMITS.stepStates), workLimit: Math.min(MIX_LIMITS.stepWork, problem.workLimit ?? MIX_LIMITS.stepWork), rows: loosenedRows(mix, index) });
    const gain = "value" in again ? again.value - choice.value : 0;
    return {
      code, segmentId, limit, used,
      slack: row.kind === "at-most" ? amountBetween(limit, used) : amountBetween(used, limit),
      isTight: isTight(requirement, whole, mix, choice.amounts),
      step,
      valueGain: mix.inPoints(gain),
      isGainProven: choice.status === "optimal" && (again.status === "optimal" || again.status === "infeasible"),
    };
  });
}
