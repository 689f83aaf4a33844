import { fillUniform, type StreamPath } from "./random-stream.js";
import { fillSobol, scrambledDimension, type ScrambledDimension, SOBOL_DIMENSIONS } from "./sobol.js";

/** Trials are drawn and added up in blocks of 1,024: a run is cut at multiples of it, its parts are computed anywhere, and together they give the same bits. */
export const BLOCK_TRIALS = 1024;

/** What a simulation takes, so that none exhausts the host. */
export const TRIAL_LIMITS = {
  /** Uncertain inputs of one model. */
  inputs: 1000,
  /** Dimensions of a Sobol sequence: one an input, two where sensitivity is asked for. */
  sobolDimensions: SOBOL_DIMENSIONS,
  /** Inputs that are correlated with others. */
  correlatedInputs: 100,
  /** Trials of one run, all its parts together. */
  trials: 1_000_000_000,
  /** Independent randomizations of one run. */
  replicates: 64,
  /** Trials times inputs of one answer in columns. */
  cells: 20_000_000,
} as const;

/** How trials are drawn. */
export interface TrialPlan {
  readonly seed: number;
  /** `sobol`: a scrambled Sobol sequence, far more even than chance. `random`: independent pseudo-random numbers. */
  readonly method: "sobol" | "random";
  /** How many independent randomizations the blocks take turns in; block k belongs to k mod this. */
  readonly replicateCount: number;
}
/** One of the dimensions that are drawn: its name, by which chance goes, and its place in a Sobol sequence. */
interface TrialDimension {
  readonly name: string;
  readonly dimension: number;
}
/** Fills a column with the uniform numbers of one dimension in one block of trials; no block has to be drawn before another one. */
export type UniformBlocks = (block: number, dimension: TrialDimension, column: Float64Array) => void;

/** The scrambled dimensions of the last plan: a run in many parts would else spend a fifth of its time on scrambling the same ones. */
let last = { plan: "", dimensions: new Map<number, ScrambledDimension>() };

/** The uniform numbers of a plan; `path` names what they are for. */
export function uniformBlocks({ seed, method, replicateCount }: TrialPlan, path: StreamPath): UniformBlocks {
  if (method === "random") return (block, { name }, column) => { fillUniform(seed, [...path, "random", name, block], column); };
  const plan = JSON.stringify([seed, ...path]);
  if (plan !== last.plan) last = { plan, dimensions: new Map() };
  const scrambled = last.dimensions;
  return (block, { dimension }, column) => {
    const replicate = block % replicateCount;
    const key = replicate * SOBOL_DIMENSIONS + dimension;
    const known = scrambled.get(key) ?? scrambledDimension(dimension, seed, [...path, "sobol", replicate]);
    scrambled.set(key, known);
    fillSobol(known, Math.floor(block / replicateCount) * BLOCK_TRIALS, column);
  };
}
