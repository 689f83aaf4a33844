import { logisticOf, normalNodes } from "../statistics/internal.js";
import { LOGITS_LIMIT, tidied } from "./logits.js";
import { heldChance } from "./success-model.js";

/** One graded outcome at an item, with what was known of the person before it. */
export interface PlacedOutcome {
  readonly participantId: string;
  readonly abilityLogits: number;
  readonly standardErrorLogits: number;
  readonly outcome: number;
  readonly evidenceWeight: number;
}

interface Expectation {
  readonly mean: number;
  /** How much the mean falls per unit of difficulty. */
  readonly slope: number;
}

interface Weighed {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

const nodeSets = (): ((count: number) => Weighed) => {
  const known = new Map<number, Weighed>();
  return (count) => {
    const found = known.get(count);
    if (found !== undefined) return found;
    const { places, logWeights } = normalNodes(count);
    const made = { places, weights: logWeights.map((logWeight) => Math.exp(logWeight)) };
    known.set(count, made);
    return made;
  };
};

/** A spacing of at most ½ on the normal scale and on that of the curve, so that the rule is exact to ten digits up to a spread of 20. */
const nodeCount = (spread: number): number => Math.min(501, 1 + 2 * Math.ceil(12 * Math.max(1, spread)));

/** E[S] = ∫ σ(a·(θ + s·x − b)) φ(x) dx: what is expected of a person of whom θ is known with the error s. */
function expectation({ abilityLogits, standardErrorLogits }: PlacedOutcome, difficulty: number, { discrimination, nodesOf }: Curve): Expectation {
  const center = discrimination * (abilityLogits - difficulty);
  const spread = discrimination * standardErrorLogits;
  if (spread === 0) {
    const mean = logisticOf(center);
    return { mean, slope: discrimination * mean * (1 - mean) };
  }
  const { places, weights } = nodesOf(nodeCount(spread));
  let mean = 0;
  let slope = 0;
  for (let node = 0; node < places.length; node += 1) {
    const chance = logisticOf(center + spread * (places[node] as number));
    mean += (weights[node] as number) * chance;
    slope += (weights[node] as number) * chance * (1 - chance);
  }
  return { mean, slope: discrimination * slope };
}

interface Curve {
  readonly discrimination: number;
  readonly nodesOf: (count: number) => Weighed;
}

/** Σ e·(E[S] − S), which falls as the item gets harder, and how fast. */
function excess(outcomes: readonly PlacedOutcome[], difficulty: number, curve: Curve): { readonly value: number; readonly slope: number } {
  let value = 0;
  let slope = 0;
  for (const outcome of outcomes) {
    const expected = expectation(outcome, difficulty, curve);
    value += outcome.evidenceWeight * (expected.mean - outcome.outcome);
    slope += outcome.evidenceWeight * expected.slope;
  }
  return { value, slope };
}

/** The difficulty at which what is expected of all outcomes together is what was observed: Newton's method, halving where it leaves the bracket. */
function rootOf(outcomes: readonly PlacedOutcome[], curve: Curve): number {
  let [easy, hard] = [-LOGITS_LIMIT, LOGITS_LIMIT];
  let difficulty = 0;
  for (let round = 0; round < 200; round += 1) {
    const { value, slope } = excess(outcomes, difficulty, curve);
    if (value > 0) easy = difficulty;
    else hard = difficulty;
    const next = difficulty + value / slope;
    const inside = next >= easy && next <= hard ? next : (easy + hard) / 2;
    if (Math.abs(inside - difficulty) < 1e-10) return inside;
    difficulty = inside;
  }
  return difficulty;
}

/** A squared residual is compared with its variance under the model, plainly and by information. */
export interface FitParts {
  /** e·r², of each outcome. */
  readonly squares: readonly number[];
  /** e·v, v = E(1 − E). */
  readonly variances: readonly number[];
  /** e·r² ÷ v. */
  readonly standardized: readonly number[];
  /** e. */
  readonly evidence: readonly number[];
}

/** Where an item stands, by the outcomes at it. */
export interface DifficultyEstimate {
  readonly difficultyLogits: number;
  readonly standardErrorLogits: number;
  readonly personCount: number;
  /** Whether every outcome is what was expected, so that they say nothing of their spread. */
  readonly isIdentical: boolean;
  readonly observedOutcome: number;
  readonly expectedOutcomeBefore: number;
  readonly fit: FitParts;
}

/** Sums by person: outcomes of one person hang together. */
export function sumsByPerson(outcomes: readonly PlacedOutcome[], values: readonly number[]): readonly number[] {
  const sums = new Map<string, number>();
  outcomes.forEach(({ participantId }, index) => { sums.set(participantId, (sums.get(participantId) ?? 0) + (values[index] ?? 0)); });
  return [...sums.values()];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Why outcomes place an item nowhere. */
export type NoPlaceReason = "everybody-succeeded" | "nobody-succeeded" | "undetermined";

/**
 * Σ e·(S − E[S]) = 0 in b, and Var(b) = G ÷ (G − 1) · Σ_G (Σ e·(S − E[S]))² ÷ (Σ e·∂E[S] ÷ ∂b)², G people.
 * The variance is taken from the residuals, person by person: graded outcomes spread less than E(1 − E) says, and those of one person hang together.
 * Where all residuals are 0 they say nothing of their spread; then Σ e²·E(1 − E), which is too large, stands for them.
 */
export function difficultyOf(outcomes: readonly PlacedOutcome[], { discrimination, beforeLogits }: { readonly discrimination: number; readonly beforeLogits: number }): DifficultyEstimate | NoPlaceReason {
  const evidence = outcomes.map(({ evidenceWeight }) => evidenceWeight);
  const total = sum(evidence);
  const observed = sum(outcomes.map(({ outcome, evidenceWeight }) => outcome * evidenceWeight));
  if (observed <= total * 1e-9) return "nobody-succeeded";
  if (observed >= total * (1 - 1e-9)) return "everybody-succeeded";
  const curve: Curve = { discrimination, nodesOf: nodeSets() };
  const difficultyLogits = tidied(rootOf(outcomes, curve));
  const found = outcomes.map((one) => ({ ...expectation(one, difficultyLogits, curve), weight: one.evidenceWeight, outcome: one.outcome }));
  const residuals = sumsByPerson(outcomes, found.map(({ mean, outcome, weight }) => weight * (outcome - mean)));
  const variances = found.map(({ mean }) => heldChance(mean) * (1 - heldChance(mean)));
  const spread = (residuals.length / (residuals.length - 1)) * sum(residuals.map((value) => value * value));
  const isIdentical = spread < 1e-12 * total;
  const standardErrorLogits = Math.sqrt(isIdentical ? sum(variances.map((variance, index) => (evidence[index] ?? 0) ** 2 * variance)) : spread) / sum(found.map((one) => one.weight * one.slope));
  if (!(standardErrorLogits < LOGITS_LIMIT)) return "undetermined";
  const squares = found.map(({ mean, outcome, weight }) => weight * (outcome - mean) ** 2);
  return {
    difficultyLogits,
    standardErrorLogits,
    personCount: residuals.length,
    isIdentical,
    observedOutcome: Math.min(1, observed / total),
    expectedOutcomeBefore: Math.min(1, sum(outcomes.map((one) => one.evidenceWeight * expectation(one, beforeLogits, curve).mean)) / total),
    fit: { squares, variances: variances.map((variance, index) => variance * (evidence[index] ?? 0)), standardized: squares.map((square, index) => square / (variances[index] ?? 1)), evidence },
  };
}
