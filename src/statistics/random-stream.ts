import * as z from "zod";
import { check } from "../error/index.js";
import { Count } from "../unit/index.js";
import { normalScore } from "./normal.js";

/** One of the streams that a seed opens: its name, step by step; `["draws", 3]` and `["draws", 4]` share nothing. */
export type StreamPath = readonly (string | number)[];

/** Numbers that look like chance and are the same everywhere. Drawing is its only state. */
export interface RandomStream {
  /** The next number between, not including, 0 and 1, with 53 random bits. */
  readonly uniform: () => number;
  /** The next number of a standard normal distribution, by the inverse of its probability: one uniform number each. */
  readonly normal: () => number;
  /** A stream of its own below this one; what was drawn so far does not matter. */
  readonly split: (label: string | number) => RandomStream;
}

/** Four 32-bit words from a text: four lanes of FNV-1a over its UTF-16 units, each with its own start and murmur3's finalizer, so that near texts give far words. */
function wordsOf(text: string): readonly [number, number, number, number] {
  const lane = (start: number): number => {
    let hash = start;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) + (hash >>> 15);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  };
  return [lane(0x811c9dc5), lane(0x9e3779b9), lane(0x243f6a88), lane(0xb7e15162)];
}

/**
 * The stream of a seed and a path, unchecked.
 * Source: C. Doty-Humphrey's sfc32 (PractRand 0.94), whose counter makes a period of at least 2^32 for every state.
 */
export function randomStream(seed: number, path: StreamPath = []): RandomStream {
  let [a, b, c, counter] = wordsOf(JSON.stringify([seed, ...path]));
  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) word();
  // half a step above the grid, so that neither 0 nor 1 is ever drawn
  const uniform = (): number => ((word() >>> 6) * 2 ** 26 + (word() >>> 6) + 0.5) / 2 ** 52;
  return { uniform, normal: () => normalScore(uniform()) + 0, split: (label) => randomStream(seed, [...path, label]) };
}

/**
 * Fills `column` from the start of a stream, unchecked, with numbers between, not including, 0 and 1, of 32 random bits each: one word of `randomStream` each.
 * The generator is written out once more, as its state stays in registers here, which is four times as fast.
 */
export function fillUniform(seed: number, path: StreamPath, column: Float64Array): void {
  const words = wordsOf(JSON.stringify([seed, ...path]));
  // said to be whole once more, else the compiler adds them as fractions, at a quarter of the speed
  let a = words[0] | 0;
  let b = words[1] | 0;
  let c = words[2] | 0;
  let counter = words[3] | 0;
  for (let index = -12; index < column.length; index += 1) {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    if (index >= 0) column[index] = ((sum >>> 0) + 0.5) * 2 ** -32;
  }
}

/** Which numbers to draw. */
export interface Draws {
  /** The seed; a whole number. The same seed gives the same numbers on every machine. */
  readonly seed: number;
  /** The name of the stream, step by step, so that one seed serves several purposes: `["bootstrap", 17]`. At most 20 steps. */
  readonly stream: StreamPath;
  /** How many, at most 1,000,000. */
  readonly count: number;
}

/** A seed: a whole number. */
export const Seed = z.int().overwrite((value) => value + 0);
/** A seed: a whole number. */
export type Seed = z.infer<typeof Seed>;

/** Which numbers to draw. */
export const Draws = z.strictObject({ seed: Seed, stream: z.array(z.union([z.string().max(200), z.int()])).max(20).readonly(), count: Count.max(1_000_000) }).readonly() satisfies z.ZodType<Draws>;

/**
 * Numbers spread evenly between, not including, 0 and 1.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const drawn = uniformDraws({ seed: 7, stream: ["cohort", 1], count: 3 });
 * drawn.every((number) => number > 0 && number < 1); // => true
 * ```
 */
export function uniformDraws(draws: Draws): readonly number[] {
  const { seed, stream, count } = check(Draws, draws);
  const { uniform } = randomStream(seed, stream);
  return Array.from({ length: count }, uniform);
}

/**
 * Numbers of a standard normal distribution: mean 0, standard deviation 1.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * normalDraws({ seed: 7, stream: ["cohort", 1], count: 3 }).length; // => 3
 * ```
 */
export function normalDraws(draws: Draws): readonly number[] {
  const { seed, stream, count } = check(Draws, draws);
  const { normal } = randomStream(seed, stream);
  return Array.from({ length: count }, normal);
}
