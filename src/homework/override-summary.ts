import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, mean, meanEstimate, type NoEstimate, proportionEstimate, type ProportionEstimate } from "../statistics/index.js";
import { type Count, Fraction, Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { HomeworkRejectionCode } from "./needed-change.js";
import { HomeworkOverride } from "./override-match.js";

/** A choice against the recommendation, and what came of it. */
export interface OverriddenChoice {
  /** The record. */
  readonly override: HomeworkOverride;
  /** The outcome of what was chosen, as `gradedOutcome` gives it; left out while there is none. */
  readonly outcome?: Fraction;
}
/** A choice against the recommendation, and what came of it. */
export const OverriddenChoice = z.strictObject({ override: HomeworkOverride, outcome: z.exactOptional(Fraction) }).readonly() satisfies z.ZodType<OverriddenChoice>;

/** A choice as recommended, and what came of it. */
export interface FollowedChoice {
  /** Who was given the homework. */
  readonly participantId: Id;
  /** The homework. */
  readonly itemId: Id;
  /** When it was given. */
  readonly at: Instant;
  /** The chance of success that the match gave it. */
  readonly probability: Fraction;
  /** Its outcome, as `gradedOutcome` gives it; left out while there is none. */
  readonly outcome?: Fraction;
}
/** A choice as recommended, and what came of it. */
export const FollowedChoice = z.strictObject({ participantId: Id, itemId: Id, at: Instant, probability: Fraction, outcome: z.exactOptional(Fraction) }).readonly() satisfies z.ZodType<FollowedChoice>;

/** The choices of a program, of a coach, of a month. */
export interface OverrideHistory {
  /** Against the recommendation. */
  readonly overrides: readonly OverriddenChoice[];
  /** As recommended. */
  readonly followed: readonly FollowedChoice[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const duplicateChoice: Fault = { code: "override-summary.duplicate_choice", message: "“{participantId}” was given “{itemId}” at {at} twice.", hint: "Name each choice once." };

/** One choice, overridden or followed. */
interface Choice {
  readonly participantId: Id;
  readonly itemId: Id;
  readonly at: Instant;
  readonly probability: number | null;
  readonly outcome: number | undefined;
}
const overridden = ({ override: { participantId, chosen: { itemId, probability }, at }, outcome }: OverriddenChoice): Choice => ({ participantId, itemId, at, probability, outcome });
const followedChoice = ({ participantId, itemId, at, probability, outcome }: FollowedChoice): Choice => ({ participantId, itemId, at, probability, outcome });

function reportDuplicates({ overrides, followed }: OverrideHistory, report: Report): void {
  const seen = new Set<string>();
  const look = ({ participantId, itemId, at }: Choice, path: readonly (string | number)[]): void => {
    const key = JSON.stringify([participantId, itemId, at]);
    if (seen.has(key)) report(duplicateChoice, path, { participantId, itemId, at });
    seen.add(key);
  };
  overrides.forEach((choice, index) => { look(overridden(choice), ["overrides", index]); });
  followed.forEach((choice, index) => { look(followedChoice(choice), ["followed", index]); });
}

/** The choices of a program, of a coach, of a month. */
export const OverrideHistory = z
  .strictObject({ overrides: z.array(OverriddenChoice).max(100_000).readonly(), followed: z.array(FollowedChoice).max(100_000).readonly(), confidenceLevel: ConfidenceLevel })
  .check(rule((history: OverrideHistory, report) => { reportDuplicates(history, report); }))
  .readonly() satisfies z.ZodType<OverrideHistory>;

/** How choices of one kind turned out. */
export interface ChoiceOutcomes {
  /** `overridden` are all against the recommendation, `harder` and `easier` those of them. */
  readonly choices: "followed" | "overridden" | "harder" | "easier";
  /** How many. */
  readonly choiceCount: Count;
  /** How many of them have a chance and an outcome; the others are left out below. */
  readonly gradedCount: Count;
  /** The outcome that the chances led one to expect, its mean over people; null without graded choices. */
  readonly expectedOutcome: number | null;
  /** The outcome that there was, its interval held within 0 and 1, with the warning `interval-held` where Student's would leave them. A person's choices are averaged first, so that `n` counts people: outcomes of one person are not independent. */
  readonly realizedOutcome: EstimateResult;
  /** Outcome less expectation, in the same way, held within −1 and 1. Above 0 the homework was easier for these people than the model believed. */
  readonly surprise: EstimateResult;
}

/** How often coaches override, in which direction, and how that turns out. */
export interface OverrideSummary {
  /** All choices. */
  readonly choiceCount: Count;
  /** The share of choices against the recommendation. Warning `choices-not-independent` where a person has several: the interval then is too narrow. */
  readonly overriddenFraction: ProportionEstimate | NoEstimate;
  /** In which direction. */
  readonly directions: { readonly harderCount: Count; readonly easierCount: Count; readonly asHardCount: Count; readonly unknownCount: Count };
  /** Which reasons were overridden, the most frequent first: a reason that is overridden all the time is a rule to look at. */
  readonly overriddenCodes: readonly { readonly code: HomeworkRejectionCode; readonly count: Count }[];
  /** What came of each kind of choice. */
  readonly outcomes: readonly ChoiceOutcomes[];
}

/** An interval cut to the values that there are: it holds the true mean as often as before. Few people with outcomes far apart give ends that nobody can reach. */
function heldWithin(found: EstimateResult, least: number, most: number): EstimateResult {
  if (found.estimate === null) return found;
  const { lower, upper, level } = found.confidence;
  if (lower >= least && upper <= most) return found;
  return { ...found, confidence: { lower: Math.max(least, lower), upper: Math.min(most, upper), level }, warnings: [...found.warnings, "interval-held"] };
}

function outcomesOf(choices: ChoiceOutcomes["choices"], all: readonly Choice[], confidenceLevel: ConfidenceLevel): ChoiceOutcomes {
  const byPerson = new Map<string, { readonly expected: number[]; readonly realized: number[] }>();
  let gradedCount = 0;
  for (const { participantId, probability, outcome } of all) {
    if (probability === null || outcome === undefined) continue;
    gradedCount += 1;
    const person = byPerson.get(participantId) ?? { expected: [], realized: [] };
    person.expected.push(probability);
    person.realized.push(outcome);
    byPerson.set(participantId, person);
  }
  const people = [...byPerson].sort(([left], [right]) => inTextOrder(left, right)).map(([, { expected, realized }]) => ({ expected: mean(expected), realized: mean(realized) }));
  const over = (value: (person: (typeof people)[number]) => number): EstimateResult => meanEstimate({ values: people.map(value), confidenceLevel });
  return {
    choices, choiceCount: all.length, gradedCount, expectedOutcome: people.length === 0 ? null : mean(people.map(({ expected }) => expected)),
    realizedOutcome: heldWithin(over(({ realized }) => realized), 0, 1), surprise: heldWithin(over(({ expected, realized }) => realized - expected), -1, 1),
  };
}

function codeCounts(overrides: readonly OverriddenChoice[]): OverrideSummary["overriddenCodes"] {
  const counts = new Map<HomeworkRejectionCode, number>();
  for (const { override } of overrides) for (const code of override.overriddenCodes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((left, right) => right.count - left.count || inTextOrder(left.code, right.code));
}

function overriddenShare(overrideCount: number, choices: readonly Choice[], confidenceLevel: ConfidenceLevel): OverrideSummary["overriddenFraction"] {
  const share = proportionEstimate({ successes: overrideCount, n: choices.length, confidenceLevel });
  if (share.estimate === null || new Set(choices.map(({ participantId }) => participantId)).size === choices.length) return share;
  return { ...share, warnings: [...share.warnings, "choices-not-independent"] };
}

/**
 * How often coaches choose otherwise, in which direction, and whether what they chose turned out as the model expected, beside the choices that followed it.
 * It compares outcomes with expectations, not coaches with the model: coaches override where they know something, so the two groups of choices are not alike.
 *
 * @throws CoachingError `override-summary.duplicate_choice`, `input.*`
 * @example
 * ```ts
 * const followed = [["p1", 0.8, 1], ["p2", 0.7, 0.5]].map(([participantId, probability, outcome]) => ({ participantId, itemId: "h1", at: "2026-10-05T07:00:00Z", probability, outcome }));
 * const { overriddenFraction, outcomes } = overrideSummary({ overrides: [], followed, confidenceLevel: 0.95 });
 * overriddenFraction.estimate; // => 0
 * outcomes[0].realizedOutcome.estimate; // => 0.75
 * ```
 */
export function overrideSummary(input: OverrideHistory): OverrideSummary {
  const { overrides, followed, confidenceLevel } = check(OverrideHistory, input);
  const toward = (direction: HomeworkOverride["direction"]): readonly OverriddenChoice[] => overrides.filter(({ override }) => override.direction === direction);
  const [harder, easier] = [toward("harder"), toward("easier")];
  const all = [...overrides.map(overridden), ...followed.map(followedChoice)];
  return {
    choiceCount: all.length,
    overriddenFraction: overriddenShare(overrides.length, all, confidenceLevel),
    directions: { harderCount: harder.length, easierCount: easier.length, asHardCount: toward("as-hard").length, unknownCount: toward("unknown").length },
    overriddenCodes: codeCounts(overrides),
    outcomes: [
      outcomesOf("followed", followed.map(followedChoice), confidenceLevel), outcomesOf("overridden", overrides.map(overridden), confidenceLevel),
      outcomesOf("harder", harder.map(overridden), confidenceLevel), outcomesOf("easier", easier.map(overridden), confidenceLevel),
    ],
  };
}
