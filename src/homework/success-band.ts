import * as z from "zod";
import { check, type Fault, faultAt, type IssuePath, rule } from "../error/index.js";
import { Fraction, Id } from "../unit/index.js";

const Chance = Fraction.overwrite((value) => value + 0);

/** The chances of success that suit a purpose. Both ends belong to it. */
export interface SuccessBand {
  /** Below it a homework is too hard. */
  readonly lowerProbability: number;
  /** The best chance; homework is ranked by its distance from here in log-odds. Above 0, below 1. */
  readonly targetProbability: number;
  /** Above it a homework is too easy. */
  readonly upperProbability: number;
}

const outOfOrder: Fault = { code: "success-band.out_of_order", message: "The target {target} does not lie between {lower} and {upper}.", hint: "Order them: lower, target, upper." };

/** The chances of success that suit a purpose. */
export const SuccessBand = z
  .strictObject({ lowerProbability: Chance, targetProbability: z.number().gt(0).lt(1), upperProbability: Chance })
  .check(rule(({ lowerProbability: lower, targetProbability: target, upperProbability: upper }: SuccessBand, report) => {
    if (lower > target || target > upper) report(outOfOrder, ["targetProbability"], { lower, target, upper });
  }))
  .readonly() satisfies z.ZodType<SuccessBand>;

/** What a homework is given for: to `stretch` the person, to `practice`, or to `consolidate` what is almost there. */
export type HomeworkPurpose = "stretch" | "practice" | "consolidate";
/** What a homework is given for. */
export const HomeworkPurpose = z.enum(["stretch", "practice", "consolidate"]) satisfies z.ZodType<HomeworkPurpose>;

const bands: ReadonlyMap<string, SuccessBand> = new Map<HomeworkPurpose, SuccessBand>([
  ["stretch", { lowerProbability: 0.5, targetProbability: 0.65, upperProbability: 0.75 }],
  ["practice", { lowerProbability: 0.7, targetProbability: 0.8, upperProbability: 0.9 }],
  ["consolidate", { lowerProbability: 0.85, targetProbability: 0.9, upperProbability: 0.97 }],
]);

const unknownPurpose: Fault = { code: "success-band.unknown_purpose", message: "No band is known for the purpose “{purpose}”.", hint: "Use stretch, practice or consolidate, or give a band." };

/** The band of a purpose; a host's own purpose has the band that the host gives. */
export function bandOf(purpose: string, given: SuccessBand | undefined, path: IssuePath = ["purpose"]): SuccessBand {
  const band = given ?? bands.get(purpose);
  if (band === undefined) throw faultAt(unknownPurpose, path, { purpose });
  return band;
}

/**
 * The band of success chances for a built-in purpose (heuristic).
 * Maths Garden serves items at a mean success of .75 (Klinkenberg et al. 2011); the “85 % rule” (Wilson et al. 2019) is derived for binary classification learned by gradient descent.
 * Nobody has validated a number for leadership homework: tune it.
 *
 * @throws CoachingError `success-band.unknown_purpose`, `input.*`
 * @example
 * ```ts
 * successBand("stretch"); // => { lowerProbability: 0.5, targetProbability: 0.65, upperProbability: 0.75 }
 * ```
 */
export const successBand = (purpose: HomeworkPurpose): SuccessBand => bandOf(check(Id, purpose), undefined);

/** Whether a homework suits a purpose. */
export type DifficultyVerdict = "too-hard" | "in-band" | "too-easy";
/** Whether a homework suits a purpose. */
export const DifficultyVerdict = z.enum(["too-hard", "in-band", "too-easy"]) satisfies z.ZodType<DifficultyVerdict>;

/** The verdict on checked input. A chance that ought to equal an end of the band must not fall out by binary dust. */
export function verdictOf(probability: number, band: SuccessBand): DifficultyVerdict {
  if (probability < band.lowerProbability - 1e-12) return "too-hard";
  return probability > band.upperProbability + 1e-12 ? "too-easy" : "in-band";
}

/** A chance of success, and the band it is held against. */
export interface ChanceInBand {
  /** The chance of success. */
  readonly probability: Fraction;
  /** The band, built-in or the host's own. */
  readonly band: SuccessBand;
}
/** A chance of success, and the band it is held against. */
export const ChanceInBand = z.strictObject({ probability: Fraction, band: SuccessBand }).readonly() satisfies z.ZodType<ChanceInBand>;

/**
 * Whether a chance of success is too low, right or too high for a band; both ends of the band are right.
 *
 * @throws CoachingError `success-band.out_of_order`, `input.*`
 * @example
 * ```ts
 * difficultyVerdict({ probability: 0.69, band: successBand("stretch") }); // => "in-band"
 * difficultyVerdict({ probability: 0.69, band: successBand("practice") }); // => "too-hard"
 * ```
 */
export function difficultyVerdict(input: ChanceInBand): DifficultyVerdict {
  const { probability, band } = check(ChanceInBand, input);
  return verdictOf(probability, band);
}
