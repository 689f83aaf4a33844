import { type Fault, faultAt } from "../../error/index.js";
import { minorUnitDigits, type Money, multiplyMoney, ratioOfMoney, roundMoney, sumMoney, toDecimalText } from "../../money/index.js";
import { AMOUNT_LIMITS, type AmountProblem, type AmountRow } from "../../optimization/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { groupCountOf, type MixOption } from "./mix-option.js";
import type { MixRequest, MixSegment } from "./mix-request.js";

/** What a mix has to keep to. */
export type MixRequirementCode = "budget" | "coach-hours" | "participant-minutes" | "minimum-sessions" | "minimum-coached-sessions";

/** A requirement as a row of whole numbers, and the way back. */
export interface RequirementRow {
  readonly code: MixRequirementCode;
  readonly segmentId: string | null;
  readonly row: AmountRow;
  /** The bound when it is loosened by one step. */
  readonly loosened: number;
  /** What was asked for, in its own unit. */
  readonly limit: Money | number;
  readonly step: Money | number;
  /** A sum of uses in the unit of the limit. */
  readonly inUnits: (whole: number) => Money | number;
}

/** An option with the figures of its whole segment. */
export interface SegmentOption extends MixOption {
  readonly segment: MixSegment;
  readonly groupCount: number | null;
  /** What one session costs for the whole segment. */
  readonly segmentCost: Money;
}

/** A request in whole numbers. */
export interface MixProblem {
  readonly options: readonly SegmentOption[];
  readonly requirements: readonly RequirementRow[];
  readonly problem: AmountProblem;
  readonly inPoints: (whole: number) => number;
}

const tooLarge: Fault = { code: "mix-problem.too_large", message: "The {what} come to more than can be added exactly.", hint: "Use coarser figures, or fewer people." };

/** A millionth: the finest part of points and minutes. */
const fine = 1_000_000;
const fineCount = (value: number): bigint => BigInt(Math.round(value * fine));

function commonDivisor(values: readonly bigint[]): bigint {
  let divisor = 0n;
  for (const value of values) for (let [left, right] = [divisor, value]; ; [left, right] = [right, left % right]) if (right === 0n) { divisor = left; break; }
  return divisor === 0n ? 1n : divisor;
}

const wholesOf = (values: readonly bigint[], divisor: bigint): readonly number[] => values.map((value) => Number(value / divisor));

/** Sums beyond this are refused; a bound beyond it holds nothing back. */
const largest = AMOUNT_LIMITS.total;
const bounded = (bound: number): number => Math.min(largest, bound);

function segmentOptions({ segments, options, budget: { currency } }: MixRequest): readonly SegmentOption[] {
  const own = new Map(segments.map((segment) => [segment.segmentId, segment]));
  return options.map((option): SegmentOption => {
    const segment = own.get(option.segmentId) as MixSegment;
    const groupCount = option.group === undefined ? null : groupCountOf(option.group, segment.participantCount);
    const times = (money: Money, count: number): Money => multiplyMoney(money, { factors: [String(count)], rounding: "half-even" });
    return { ...option, segment, groupCount, segmentCost: sumMoney(currency, [times(option.sessionCost, segment.participantCount), ...(option.group === undefined ? [] : [times(option.group.sessionCost, groupCount ?? 0)])]) };
  }).sort((left, right) => inTextOrder(left.segmentId, right.segmentId) || inTextOrder(left.modality, right.modality));
}

/** Money counted in minor units. */
function budgetRow({ budget, steps }: MixRequest, options: readonly SegmentOption[]): RequirementRow {
  const { currency } = budget;
  const digits = minorUnitDigits(currency);
  const unit: Money = { amount: digits === 0 ? "1" : `0.${"1".padStart(digits, "0")}`, currency };
  const count = (money: Money): number => ratioOfMoney({ numerator: roundMoney(money, "floor"), denominator: unit });
  const uses = options.map(({ segmentCost }) => count(segmentCost));
  return {
    code: "budget", segmentId: null, limit: budget, step: steps.budget,
    row: { kind: "at-most", bound: bounded(count(budget)), uses },
    loosened: bounded(count(sumMoney(currency, [budget, steps.budget]))),
    inUnits: (whole) => multiplyMoney(unit, { factors: [toDecimalText(whole)], rounding: "half-even" }),
  };
}

interface TimeRow {
  readonly code: "coach-hours" | "participant-minutes";
  readonly segmentId: string | null;
  readonly uses: readonly bigint[];
  readonly limit: number;
  readonly step: number;
  /** Millionths of a minute of one unit of the limit. */
  readonly unit: number;
}

function timeRow({ code, segmentId, uses, limit, step, unit }: TimeRow): RequirementRow {
  const divisor = commonDivisor(uses);
  // Tidied first: 0.1 + 0.2 hours are 18 minutes.
  const count = (value: number): number => bounded(Number(BigInt(Math.round(value * unit)) / divisor));
  return {
    code, segmentId, limit, step,
    row: { kind: "at-most", bound: count(limit), uses: wholesOf(uses, divisor) },
    loosened: count(limit + step),
    inUnits: (whole) => Math.round(Number(BigInt(whole) * divisor) / unit * fine) / fine,
  };
}

function segmentRows(request: MixRequest, options: readonly SegmentOption[], segment: MixSegment): readonly RequirementRow[] {
  const { segmentId, minimumSessionCount, minimumCoachedSessionCount, participantMinutesPerWeek: limit } = segment;
  const isOwn = (option: SegmentOption): boolean => option.segmentId === segmentId;
  const depthRow = (code: MixRequirementCode, count: number | undefined, isCounted: (option: SegmentOption) => boolean): readonly RequirementRow[] => (count === undefined ? [] : [{
    code, segmentId, limit: count, step: 1, loosened: count - 1, inUnits: (whole) => whole,
    row: { kind: "at-least", bound: count, uses: options.map((option) => (isOwn(option) && isCounted(option) ? 1 : 0)) },
  }]);
  return [
    timeRow({ code: "participant-minutes", segmentId, limit, step: request.steps.participantMinutesPerWeek, unit: fine * request.programWeeks, uses: options.map((option) => (isOwn(option) ? fineCount(option.participantMinutes) : 0n)) }),
    ...depthRow("minimum-sessions", minimumSessionCount, () => true),
    ...depthRow("minimum-coached-sessions", minimumCoachedSessionCount, ({ isCoached }) => isCoached),
  ];
}

/** What so many sessions are worth to the whole segment, in millionths of millionths of a point. */
function worthOf({ benefits, maximumSessionCount, segment: { priorityWeight, participantCount } }: SegmentOption): readonly bigint[] {
  let total = 0n;
  return Array.from({ length: maximumSessionCount }, (_, session) => (total += fineCount(benefits[session] ?? benefits.at(-1) ?? 0) * fineCount(priorityWeight) * BigInt(participantCount)));
}

/** The request in whole numbers, exactly: options by segment and modality, budget and coach hours first among the rows. */
export function mixProblem(request: MixRequest): MixProblem {
  const options = segmentOptions(request);
  const segments = request.segments.toSorted((left, right) => inTextOrder(left.segmentId, right.segmentId));
  const coachUses = options.map(({ coachMinutes, segment, group, groupCount }) => fineCount(coachMinutes) * BigInt(segment.participantCount) + fineCount(group?.coachMinutes ?? 0) * BigInt(groupCount ?? 0));
  const requirements = [
    budgetRow(request, options),
    timeRow({ code: "coach-hours", segmentId: null, uses: coachUses, limit: request.coachHours, step: request.steps.coachHours, unit: 60 * fine }),
    ...segments.flatMap((segment) => segmentRows(request, options, segment)),
  ];
  const worths = options.map(worthOf);
  const divisor = commonDivisor(worths.flat());
  const values = worths.map((worth) => wholesOf(worth, divisor));
  const totals = { benefits: values.reduce((sum, own) => sum + (own.at(-1) ?? 0), 0), costs: useOfAll(requirements[0], options), minutes: Math.max(...requirements.slice(1).map((one) => useOfAll(one, options))) };
  for (const [what, total] of Object.entries(totals)) if (total > largest) throw faultAt(tooLarge, ["options"], { what });
  return {
    options,
    requirements,
    problem: { items: values.map((own) => ({ values: own })), rows: requirements.map(({ row }) => row), spares: [0, 1], ...(request.stateLimit === undefined ? {} : { stateLimit: request.stateLimit }), ...(request.workLimit === undefined ? {} : { workLimit: request.workLimit }) },
    inPoints: (whole) => Number(BigInt(whole) * divisor) / (fine * fine),
  };
}

const useOfAll = (requirement: RequirementRow | undefined, options: readonly SegmentOption[]): number => options.reduce((sum, { maximumSessionCount }, index) => sum + maximumSessionCount * (requirement?.row.uses[index] ?? 0), 0);
