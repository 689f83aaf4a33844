import { detectableEffect, type Estimate, type NoEstimate, type Sides, type StandardizedDifference } from "../statistics/index.js";
import { testedMean } from "../statistics/internal.js";
import { type Fraction, percentText } from "../unit/index.js";
import type { EffectMeasure } from "./effect-measure.js";
import type { EffectArmReport } from "./effect-people.js";
import type { Isolation } from "./isolation.js";

/** What this study could have shown, with the spread it had: smaller effects go unseen. */
export interface SmallestDetectable {
  /** In the units of the measure. */
  readonly inUnits: number;
  /** In the standard deviations that `standardDeviation` tells; null for a series, and for teams in periods. */
  readonly inStandardDeviations: number | null;
  /** The standard deviation that is the unit: of changes, or of adjusted post scores; null likewise. */
  readonly standardDeviation: number | null;
  /** How probable a finding is if the effect is as large as that. */
  readonly powerFraction: Fraction;
  /** The error probability of the test: what the confidence level leaves out. */
  readonly alpha: number;
  /** Whether the test finds effects both ways. */
  readonly sides: Sides;
  /** The same for people, in English. */
  readonly text: string;
}

/** What every effect tells of the study behind it. */
export interface EffectStudy {
  /** Who was assigned and who is in the figures, by arm; none for a series, nor for teams in periods. */
  readonly arms: readonly EffectArmReport[];
  /** How well the figure is told apart from what would have happened anyway. */
  readonly isolation: Isolation;
  /** What the figure takes for granted, stable codes in kebab-case: `no-change-without-the-program`. */
  readonly assumptions: readonly string[];
}

/** An effect: positive where the measure rose, whichever way is better. */
export interface EffectEstimate extends Estimate, EffectStudy {
  /** The standard error of the estimate. */
  readonly standardError: number;
  /** Estimate ÷ standard error. */
  readonly t: number;
  /** Degrees of freedom of t; not whole where variances were not pooled. */
  readonly degreesOfFreedom: number;
  /** Two-sided: how probable a t at least as far from 0 is, were there no effect. */
  readonly pValue: number;
  /** One-sided: how probable a t at least as far on the better side is, were there no effect or one for the worse. */
  readonly improvementPValue: number;
  /** The effect in standard deviations, Hedges' g with its interval under `unbiased`; null where there is no such standard deviation. */
  readonly standardized: StandardizedDifference | null;
  /** The smallest effect that this study would probably have shown. */
  readonly smallestDetectable: SmallestDetectable;
}

/** "Cannot say", as data, with the study behind it. `reason`: `too-few-observations`, `no-variation`, `too-few-clusters`, `dependent-terms`, `rests-on-one-cluster`, `no-comparison`. */
export interface NoEffect extends NoEstimate, EffectStudy {
  /** What to keep in mind of the study. */
  readonly warnings: readonly string[];
}
/** An effect, or the reason why there is none. Tell them apart by `estimate === null`. */
export type EffectResult = EffectEstimate | NoEffect;

/** An estimate with its error, from any method. */
export interface Weighed {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly n: number;
  readonly method: string;
}
/** What goes into a result besides. */
export interface EffectFrame extends EffectStudy {
  readonly direction: EffectMeasure["direction"];
  readonly confidenceLevel: number;
  readonly warnings: readonly string[];
  readonly standardized: StandardizedDifference | null;
  readonly standardDeviation: number | null;
  /** How many there are, for people: `n=15 per arm`. */
  readonly extent: string;
}

const POWER = 0.8;

/** The noncentrality that is found with the wanted power: of one sample of ν + 1 it is √(ν + 1) times the effect. */
function detectableWith(standardError: number, degreesOfFreedom: number, { confidenceLevel, standardDeviation, extent }: EffectFrame): SmallestDetectable {
  const alpha = Math.max(1e-6, Number((1 - confidenceLevel).toPrecision(12)));
  const n = Math.max(2, degreesOfFreedom + 1);
  const inUnits = detectableEffect({ design: "one-sample", n, power: POWER, alpha, sides: "two-sided" }) * Math.sqrt(n) * standardError;
  const inStandardDeviations = standardDeviation === null ? null : inUnits / standardDeviation;
  const size = inStandardDeviations === null ? `${inUnits.toPrecision(3)} units` : `${inStandardDeviations.toFixed(2)} SD`;
  return { inUnits, inStandardDeviations, standardDeviation, powerFraction: POWER, alpha, sides: "two-sided", text: `${extent}: only effects ≥ ${size} are detectable with ${percentText(POWER, 0)} power` };
}

const studyOf = ({ arms, isolation, assumptions }: EffectStudy): EffectStudy => ({ arms, isolation, assumptions });

/** The one shape of an effect, whatever its method. */
export function effectOf({ estimate, standardError, n, method, ...weighed }: Weighed, frame: EffectFrame): EffectEstimate {
  // Satterthwaite's are 1 or more, but for rounding
  const degreesOfFreedom = Math.max(1, weighed.degreesOfFreedom);
  const { confidenceLevel, direction, warnings, standardized } = frame;
  const { greaterPValue, lessPValue, ...tested } = testedMean({ estimate, expected: 0, standardError, degreesOfFreedom, n, method, confidenceLevel });
  return {
    ...tested, warnings, improvementPValue: direction === "higher-is-better" ? greaterPValue : lessPValue,
    standardized, smallestDetectable: detectableWith(standardError, degreesOfFreedom, frame), ...studyOf(frame),
  };
}

/** The same of a study that cannot say. */
export const noEffect = ({ reason, n, needed }: NoEstimate, frame: EffectStudy & { readonly warnings: readonly string[] }): NoEffect => ({ estimate: null, reason, n, needed, warnings: frame.warnings, ...studyOf(frame) });
