import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { idleDeviation } from "../psychometrics/index.js";
import { DAY, millisecondsOf } from "../time/internal.js";
import { type Id, Instant } from "../unit/index.js";
import { Ability, type AbilityConfidence, confidenceWord, type SkillAbility } from "./ability.js";
import { Logits } from "./logits.js";

/** How certainty fades while nothing is learned of a person. */
export interface IdleGrowth {
  /** The standard error that one idle day gives to what was certain, in log-odds; it grows by the root of the days. 0 keeps certainty. */
  readonly standardErrorPerRootDay: number;
  /** The standard error of somebody of whom nothing is known: idle time never leads beyond it. */
  readonly largestStandardErrorLogits: number;
}
/** How certainty fades while nothing is learned of a person. */
export const IdleGrowth = z
  .strictObject({ standardErrorPerRootDay: z.number().nonnegative().max(100).overwrite((value) => value + 0), largestStandardErrorLogits: z.number().min(1e-6).max(100) })
  .readonly() satisfies z.ZodType<IdleGrowth>;

/** How ability itself fades towards what people in general can do. */
export interface AbilityForgetting {
  /** The days after which half of the lead over the population is lost, or half of the lag made up. */
  readonly halfLifeDays: number;
  /** The population's mean ability; when absent 0 is taken and returned under `assumptions`. */
  readonly populationMeanLogits?: Logits;
}
/** How ability itself fades towards what people in general can do. */
export const AbilityForgetting = z.strictObject({ halfLifeDays: z.number().positive().max(1_000_000), populationMeanLogits: z.exactOptional(Logits) }).readonly() satisfies z.ZodType<AbilityForgetting>;

/** An ability, and the instant to tell it for. */
export interface AbilityQuestion {
  /** The ability as it is stored. */
  readonly ability: Ability;
  /** The instant to tell it for; not before what is known already. */
  readonly at: Instant;
  /** How certainty fades; when absent the default is used and returned under `assumptions`. */
  readonly idle?: IdleGrowth;
  /** How ability fades; when absent it stays, and only certainty fades. */
  readonly forgetting?: AbilityForgetting;
}

const future: Fault = { code: "ability-at.future", message: "The skill “{skillId}” is known as of {known}, which is after {at}.", hint: "Ask about a later instant, or correct the dates." };

/** The instant that a skill's numbers are told for; undefined when nobody said. */
const knownAt = ({ lastOutcomeAt, estimatedAt }: SkillAbility): Instant | undefined => {
  if (lastOutcomeAt === undefined || estimatedAt === undefined) return lastOutcomeAt ?? estimatedAt;
  return millisecondsOf(estimatedAt) > millisecondsOf(lastOutcomeAt) ? estimatedAt : lastOutcomeAt;
};

/** Names each skill that is known as of a time after `at`. */
export function reportFuture(skills: readonly SkillAbility[], at: Instant, report: Report): void {
  const end = millisecondsOf(at);
  skills.forEach((skill, index) => {
    const known = knownAt(skill);
    if (known !== undefined && millisecondsOf(known) > end) report(future, ["ability", "skills", index, known === skill.lastOutcomeAt ? "lastOutcomeAt" : "estimatedAt"], { skillId: skill.skillId, known, at });
  });
}

/** An ability, and the instant to tell it for. */
export const AbilityQuestion = z
  .strictObject({ ability: Ability, at: Instant, idle: z.exactOptional(IdleGrowth), forgetting: z.exactOptional(AbilityForgetting) })
  .check(rule(({ ability, at }: AbilityQuestion, report) => { reportFuture(ability.skills, at, report); }))
  .readonly() satisfies z.ZodType<AbilityQuestion>;

/** Heuristic: a standard error of 0.5 grows back to 1 in a year without an outcome (Glickman's way of choosing the constant). */
const defaultIdle: IdleGrowth = { standardErrorPerRootDay: 0.045, largestStandardErrorLogits: 1 };

/** Both ways of fading, filled in. */
export interface Aging {
  readonly idle: IdleGrowth;
  readonly forgetting: Required<AbilityForgetting> | undefined;
}

/** What the caller did not say of fading, and was taken to be. */
export interface AssumedAging {
  /** How certainty fades. */
  readonly idle?: IdleGrowth;
  /** What ability fades towards. */
  readonly populationMeanLogits?: Logits;
}

/** The two ways of fading, and what had to be assumed of them. */
export function agingOf({ idle, forgetting }: { readonly idle?: IdleGrowth; readonly forgetting?: AbilityForgetting }): { readonly aging: Aging; readonly assumed: AssumedAging } {
  const isMeanMissing = forgetting !== undefined && forgetting.populationMeanLogits === undefined;
  return {
    aging: { idle: idle ?? defaultIdle, forgetting: forgetting === undefined ? undefined : { populationMeanLogits: 0, ...forgetting } },
    assumed: { ...(idle === undefined ? { idle: defaultIdle } : {}), ...(isMeanMissing ? { populationMeanLogits: 0 } : {}) },
  };
}

/** A skill as of an instant, and the days since it was known. An instant that lies before counts as no days. */
export interface AgedSkill {
  readonly skill: SkillAbility;
  readonly idleDays: number;
}

/**
 * SE′ = √(SE² + c²·Δ), at most the largest; θ′ = μ + (θ − μ)·2^(−Δ ÷ h).
 * Δ idle days, c standard error of one day, θ ability, μ the population's mean, h half-life. Both are the same in one step or in many.
 */
export function agedSkill(skill: SkillAbility, at: Instant, { idle, forgetting }: Aging): AgedSkill {
  const known = knownAt(skill);
  const idleDays = known === undefined ? 0 : Math.max(0, (millisecondsOf(at) - millisecondsOf(known)) / DAY);
  if (idleDays === 0) return { skill, idleDays };
  const standardErrorLogits = idleDeviation({ deviation: skill.standardErrorLogits, idleDays, deviationPerRootDay: idle.standardErrorPerRootDay, largestDeviation: idle.largestStandardErrorLogits });
  const mean = forgetting?.populationMeanLogits ?? 0;
  const abilityLogits = forgetting === undefined ? skill.abilityLogits : mean + (skill.abilityLogits - mean) * 2 ** (-idleDays / forgetting.halfLifeDays) + 0;
  return { skill: { ...skill, abilityLogits, standardErrorLogits, estimatedAt: at }, idleDays };
}

/** What idle time did to a skill. */
export interface IdleSkill {
  /** The skill. */
  readonly skillId: Id;
  /** Days since its numbers were told; 0 when nobody said when that was. */
  readonly idleDays: number;
  /** How far ability moved; 0 unless forgetting is asked for. */
  readonly changeLogits: number;
  /** How much the standard error grew. */
  readonly standardErrorGrowthLogits: number;
  /** How far the ability can be trusted at that instant. */
  readonly confidence: AbilityConfidence;
}

/** An ability as of an instant. */
export interface AbilityAsOf {
  /** The ability as of then. It may be stored: `estimatedAt` keeps idle days from counting twice. */
  readonly ability: Ability;
  /** Skill by skill, what idle time did. */
  readonly skills: readonly IdleSkill[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: AssumedAging;
}

/**
 * What is known of a person as of an instant: the longer nothing was learned, the less certain an ability is. Ask before a match when a person comes back after a break.
 *
 * SE′ = √(SE² + c²·days), at most that of somebody of whom nothing is known (Glickman 1999, days for periods); ability stays.
 * With `forgetting` it is drawn to the population besides: θ′ = μ + (θ − μ)·2^(−days ÷ h), half-life regression (Settles and Meeder 2016).
 * Both constants are heuristics: the half-lives of soft skills are unknown, so that ability does not fade unless asked for.
 * A skill without `lastOutcomeAt` and `estimatedAt` has no idle days: nobody said when it was known.
 *
 * @throws CoachingError `ability-at.future` when a skill is known as of a later instant: what was learned since cannot be taken out; `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const ability = { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: 2, standardErrorLogits: 0.3, outcomeCount: 9, lastOutcomeAt: "2026-10-05T07:00:00Z" }] };
 * const idle = { standardErrorPerRootDay: 0.1, largestStandardErrorLogits: 1 };
 * const [skill] = abilityAt({ ability, at: "2026-10-21T07:00:00Z", idle, forgetting: { halfLifeDays: 16 } }).ability.skills;
 * [skill.abilityLogits, skill.standardErrorLogits]; // => [1, 0.5]
 * ```
 */
export function abilityAt(input: AbilityQuestion): AbilityAsOf {
  const { ability, at, ...fading } = check(AbilityQuestion, input);
  const { aging, assumed } = agingOf(fading);
  const aged = ability.skills.map((before) => ({ before, ...agedSkill(before, at, aging) }));
  return {
    ability: { ...ability, skills: aged.map(({ skill }) => skill) },
    skills: aged.map(({ before, skill, idleDays }) => ({
      skillId: skill.skillId,
      idleDays,
      changeLogits: skill.abilityLogits - before.abilityLogits,
      standardErrorGrowthLogits: skill.standardErrorLogits - before.standardErrorLogits,
      confidence: confidenceWord(skill.standardErrorLogits),
    })),
    assumptions: assumed,
  };
}
