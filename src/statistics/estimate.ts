import * as z from "zod";
import { check } from "../error/index.js";

/** An interval for an estimate: a method that is right says, in a share `level` of its uses, an interval that holds the true value. */
export interface Confidence {
  /** The lower end. */
  readonly lower: number;
  /** The upper end. */
  readonly upper: number;
  /** The share of intervals made in this way that hold the true value: 0.95 means 95 %. */
  readonly level: number;
}

/** What a sample says about a number, never without its uncertainty. */
export interface Estimate {
  /** The estimate itself. */
  readonly estimate: number;
  /** Its interval, at the level that was asked for. */
  readonly confidence: Confidence;
  /** How many observations it rests on. */
  readonly n: number;
  /** How it was made, in kebab-case: `wilson`, `student-t`. */
  readonly method: string;
  /** What to keep in mind when reading it, stable codes in kebab-case; empty when nothing. */
  readonly warnings: readonly string[];
}

/** "Cannot say", as data: there are too few observations, or nothing that could be estimated. */
export interface NoEstimate {
  /** Always null: there is no estimate, which is not the same as an estimate of zero. */
  readonly estimate: null;
  /** Why, a stable code in kebab-case: `too-few-observations`. */
  readonly reason: string;
  /** How many observations there are. */
  readonly n: number;
  /** How many are needed for an answer. */
  readonly needed: number;
}

/** An estimate, or the reason why there is none. Tell them apart by `estimate === null`. */
export type EstimateResult = Estimate | NoEstimate;

const levelError = "A confidence level runs from 0.5 up to, not including, 1; 0.95 means 95 %.\nGive the level, not the error probability, and divide a percent by 100.";

/** The level of an interval, from 0.5 up to, not including, 1. Below one half it is nearly always an error probability given by mistake. */
export const ConfidenceLevel = z.number().min(0.5, { error: levelError }).lt(1, { error: levelError });
/** The level of an interval, from 0.5 up to, not including, 1: 0.95 means 95 %. */
export type ConfidenceLevel = z.infer<typeof ConfidenceLevel>;

const Observations = z.number().min(0).max(1e15).overwrite((value) => value + 0);

/**
 * The answer for a sample that is too small.
 *
 * @throws CoachingError `input.*` when a number is negative or not finite
 * @example
 * ```ts
 * tooFewObservations(3, 5); // => { estimate: null, reason: "too-few-observations", n: 3, needed: 5 }
 * ```
 */
export const tooFewObservations = (n: number, needed: number): NoEstimate => ({ estimate: null, reason: "too-few-observations", n: check(Observations, n), needed: check(Observations, needed) });
