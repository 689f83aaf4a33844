import { type RuleReader } from "./compiled-condition.js";
import { TRUE, UNKNOWN } from "./kleene.js";
import { rankedPlaces, type TriggerRule } from "./trigger-rule.js";

/** Why a rule that is true proposes nothing: the person's consent does not cover its purpose; it fired for the person not long ago; more urgent rules have used up what one person gets in a week. The first of them that holds. */
export type TriggerSuppression = "no-consent" | "cooldown" | "outranked";
/** What comes of a rule that is not false. */
export type FiringOutcome = "unknown" | "fired" | TriggerSuppression;

/** What is walked through. */
export interface FiringWalk {
  readonly reader: RuleReader;
  readonly rules: readonly TriggerRule[];
  readonly personCount: number;
  readonly fromWeek: number;
  readonly toWeek: number;
  /** Most firings for one person in a week. */
  readonly perPersonWeekLimit: number;
  /** Whether the person's consent covers the purpose of the rule at the end of the week. */
  readonly isPermitted: (person: number, place: number, week: number) => boolean;
  /** Writes the week in which each rule last fired for the person before, and answers how often any did in the first week of the walk. */
  readonly recall?: (person: number, lastWeeks: Int32Array) => number;
}

/** Before any week, and longer ago than any cooldown. */
const NEVER = -1000;

/** Person by person, week by week, the most urgent rule first: tells what comes of each rule that is not false. */
export function walkFirings(walk: FiringWalk, tell: (outcome: FiringOutcome, person: number, place: number, week: number) => void): void {
  const { reader, rules, personCount, fromWeek, toWeek, perPersonWeekLimit, isPermitted, recall } = walk;
  const ranked = rankedPlaces(rules);
  const rootsByRank = ranked.map((place) => (reader.conditions[place] as RuleReader["conditions"][number]).truths);
  const cooldowns = rules.map(({ cooldownWeeks }) => cooldownWeeks);
  const lastWeeks = new Int32Array(rules.length);
  let firedCount = 0;
  const outcomeOf = (person: number, place: number, week: number): FiringOutcome => {
    if (!isPermitted(person, place, week)) return "no-consent";
    if (week - (lastWeeks[place] as number) < (cooldowns[place] as number)) return "cooldown";
    if (firedCount >= perPersonWeekLimit) return "outranked";
    firedCount += 1;
    lastWeeks[place] = week;
    return "fired";
  };
  for (let person = 0; person < personCount; person += 1) {
    reader.look(person, fromWeek, toWeek);
    lastWeeks.fill(NEVER);
    firedCount = recall?.(person, lastWeeks) ?? 0;
    for (let week = fromWeek; week <= toWeek; week += 1) {
      if (week > fromWeek) firedCount = 0;
      for (let rank = 0; rank < ranked.length; rank += 1) {
        const truth = (rootsByRank[rank] as Uint8Array)[week] as number;
        if (truth === TRUE) tell(outcomeOf(person, ranked[rank] as number, week), person, ranked[rank] as number, week);
        else if (truth === UNKNOWN) tell("unknown", person, ranked[rank] as number, week);
      }
    }
  }
}
