import { check } from "../error/index.js";
import { randomStream } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import { byId, byStratum, type DrawPower, FEWEST_CLUSTERS, shuffled } from "./chance-order.js";
import { type BaselineBalance, balanceOf, powerOfArms } from "./draw-balance.js";
import { SMALL_ARM, UNEVEN_BASELINES } from "./effect-arms.js";
import type { EffectArm } from "./effect-people.js";
import { type ArmAssignment, type Isolation, isolationOfArms } from "./isolation.js";
import { startCountOf, type WaitListPerson, WaitListRequest, type WaitListUnit, waitListUnits } from "./wait-list-request.js";

/** One person's place in a draw. */
export interface DrawnPerson {
  /** Who. */
  readonly personId: Id;
  /** Their team, where teams were drawn. */
  readonly clusterId?: Id;
  /** `treated` starts now; `comparison` waits. */
  readonly arm: EffectArm;
}
/** What was drawn within one stratum. */
export interface StratumDraw {
  /** The stratum; null where there are no strata. */
  readonly stratumId: Id | null;
  /** How many people, or teams, of it start now. */
  readonly treatedCount: Count;
  /** How many wait. */
  readonly comparisonCount: Count;
}
/** Who starts now and who waits, by chance. */
export interface WaitListDraw {
  /** How it was drawn: the same method, seed and request give the same draw everywhere, which is what an audit repeats. */
  readonly method: "wait-list-draw-1";
  /** The seed that was given. */
  readonly seed: number;
  /** What chance dealt out. */
  readonly unit: "person" | "cluster";
  /** Everyone, by id. */
  readonly people: readonly DrawnPerson[];
  /** How many people, or teams, start now. */
  readonly treatedCount: Count;
  /** How many wait. */
  readonly comparisonCount: Count;
  /** By stratum, in the order of ids. */
  readonly strata: readonly StratumDraw[];
  /** How far the arms came out apart in what was known before, in the order of `baselineIds`. No test: that chance made any difference is known. */
  readonly balance: readonly BaselineBalance[];
  /** What this draw can show. */
  readonly power: DrawPower;
  /** What to hand to `differenceInDifferences` or `adjustedEffect` as `assignment`; with fewer than four teams what chance did is no trial. */
  readonly assignment: Exclude<ArmAssignment, "by-chance-in-steps">;
  /** The isolation that its result will have. */
  readonly isolation: Isolation;
  /** What the figures take for granted. */
  readonly assumptions: readonly string[];
  /** What to keep in mind, stable codes in kebab-case. */
  readonly warnings: readonly string[];
}

/** How many start now in each stratum: Madow's systematic draw of the seats, so that everyone has the same chance and no stratum is off its share by one or more. */
function seatsOf(strata: readonly (readonly [Id | null, readonly WaitListUnit[]])[], startCount: number, stream: ReturnType<typeof randomStream>): ReadonlyMap<Id | null, number> {
  const total = strata.reduce((sum, [, units]) => sum + units.length, 0);
  const offset = stream.split("seats").uniform();
  const seatsUpTo = (count: number): number => (count === total ? startCount : Math.floor((startCount * count) / total - offset) + 1);
  const seats = new Map<Id | null, number>();
  let before = 0;
  for (const [stratumId, units] of shuffled(strata, stream.split("strata"))) {
    seats.set(stratumId, seatsUpTo(before + units.length) - seatsUpTo(before));
    before += units.length;
  }
  return seats;
}

/** Which units start now, by stratum. */
function drawStarts(units: readonly WaitListUnit[], startCount: number, seed: number): { readonly started: ReadonlySet<Id>; readonly strata: readonly StratumDraw[] } {
  const stream = randomStream(seed, ["wait-list-draw-1"]);
  const strata = byStratum(units, ({ unitId }) => unitId);
  const seats = seatsOf(strata, startCount, stream);
  const started = new Set<Id>();
  const counts = strata.map(([stratumId, members]): StratumDraw => {
    const treatedCount = seats.get(stratumId) ?? 0;
    for (const { unitId } of shuffled(members, stream.split("within").split(stratumId ?? 0)).slice(0, treatedCount)) started.add(unitId);
    return { stratumId, treatedCount, comparisonCount: members.length - treatedCount };
  });
  return { started, strata: counts };
}

const unitOf = ({ personId, clusterId }: WaitListPerson): Id => clusterId ?? personId;

/**
 * Draws who starts now and who waits and is compared meanwhile: people, or whole teams where people have a `clusterId`.
 * Within strata chance deals out starts in the proportion of the whole, so that sites or levels are in both arms alike; everyone has the same chance. The draw goes by ids, never by the order of the list. Draw once and keep the request: drawing again until the arms please is no draw.
 * By costs the arms are as 1 ÷ √`costRatio`: where those who wait cost little, more of them see more for the same budget.
 * The power is that of Student's test of two samples; of teams, that of their unweighted means, each with the variance ICC + (1 − ICC) ÷ size.
 *
 * Warnings: `capacity-binds`, fewer start than the split asks for; `fewer-than-four-clusters`, no trial: what is peculiar to one team cannot be told from the program, and the isolation is that of a difference in differences; `small-sample`, an arm with fewer than 10 people; `stratum-in-one-arm`, nothing to compare within it; `baselines-differ`, by more than 0.25 standard deviations: adjust for them. The bounds are heuristics.
 * Sources: W. Madow, "On the theory of systematic sampling, II", Annals of Mathematical Statistics 20 (1949); H. Yang, P. Sackett, R. Arvey, "Statistical power and cost in training evaluation: some new considerations", Personnel Psychology 49 (1996), for unequal arms.
 *
 * @throws CoachingError `wait-list-request.*`, `chance-order.missing_stratum`, `input.*`
 * @example
 * ```ts
 * const people = ["ana", "ben", "cem", "dee", "eve", "fay", "gil", "hal"].map((personId, index) => ({ personId, stratumId: index < 4 ? "graz" : "linz" }));
 * const draw = drawWaitList({ people, split: { kind: "equal" }, seed: 20270104, aim: { powerFraction: 0.8, alpha: 0.05, sides: "two-sided" } });
 * draw.strata; // => [{ stratumId: "graz", treatedCount: 2, comparisonCount: 2 }, { stratumId: "linz", treatedCount: 2, comparisonCount: 2 }]
 * draw.people.filter(({ arm }) => arm === "treated").length; // => 4
 * draw.power.smallestDetectable.toFixed(2); // => "2.38"
 * ```
 */
export function drawWaitList(request: WaitListRequest): WaitListDraw {
  const checked = check(WaitListRequest, request);
  const { seed, baselineIds = [], aim } = checked;
  const people = byId(checked.people, ({ personId }) => personId);
  const units = waitListUnits(people);
  const isByCluster = people.some(({ clusterId }) => clusterId !== undefined);
  const isTrial = !isByCluster || units.length >= FEWEST_CLUSTERS;
  const { startCount, isCapped } = startCountOf(checked, units.length);
  const { started, strata } = drawStarts(units, startCount, seed);
  const arms = [units.filter(({ unitId }) => started.has(unitId)), units.filter(({ unitId }) => !started.has(unitId))] as const;
  const isStarted = (person: WaitListPerson): boolean => started.has(unitOf(person));
  const balance = balanceOf(people, baselineIds, isStarted);
  const startedPeople = people.filter(isStarted).length;
  const found: readonly (readonly [string, boolean])[] = [
    ["capacity-binds", isCapped],
    ["fewer-than-four-clusters", !isTrial],
    ["small-sample", Math.min(startedPeople, people.length - startedPeople) < SMALL_ARM],
    ["stratum-in-one-arm", strata.some(({ treatedCount, comparisonCount }) => Math.min(treatedCount, comparisonCount) === 0)],
    ["baselines-differ", balance.some(({ standardizedDifference }) => Math.abs(standardizedDifference ?? 0) > UNEVEN_BASELINES)],
  ];
  return {
    method: "wait-list-draw-1", seed, unit: isByCluster ? "cluster" : "person",
    people: people.map((person) => ({ personId: person.personId, ...(person.clusterId === undefined ? {} : { clusterId: person.clusterId }), arm: isStarted(person) ? "treated" : "comparison" })),
    treatedCount: startCount, comparisonCount: units.length - startCount, strata, balance, power: powerOfArms(arms, aim, isByCluster),
    assignment: isTrial ? "by-chance-wait-list" : "not-by-chance",
    isolation: isTrial ? isolationOfArms("by-chance-wait-list", false) : { grade: "difference-in-differences", reason: "too-few-clusters" }, assumptions: ["nobody-leaves", ...(isByCluster ? ["intraclass-correlation-as-given"] : [])],
    warnings: found.filter(([, holds]) => holds).map(([code]) => code),
  };
}
