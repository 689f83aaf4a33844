import type { ReplayQuestion, TriggerCondition, TriggerFiring } from "coachkit/trigger";

/** What comes of a rule in a week of a person, told the long way: each question is answered from the records, and nothing is remembered but when rules fired. */
export interface BruteOutcome extends TriggerFiring {
  readonly outcome: "unknown" | "fired" | "no-consent" | "cooldown" | "outranked";
}

type Question = Pick<ReplayQuestion, "signals" | "rules" | "people" | "records" | "weekCount" | "weekZeroAt" | "fromWeek" | "consents" | "perPersonWeekLimit">;
/** True, false, or nobody knows. */
export type Answer = boolean | null;

const near = (left: number, right: number): boolean => Math.abs(left - right) < 1e-9;
const compares: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "below": (value, limit) => value < limit && !near(value, limit), "at-most": (value, limit) => value < limit || near(value, limit),
  "above": (value, limit) => value > limit && !near(value, limit), "at-least": (value, limit) => value > limit || near(value, limit),
};
const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((left, right) => left - right);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

/** Answers a condition for a person in a week. */
export function bruteAnswer(question: Question, condition: TriggerCondition, personId: string, week: number): Answer {
  const valueIn = (signalId: string, at: number): number | null => question.records.find((one) => one.personId === personId && one.signalId === signalId && one.week === at)?.value ?? null;
  const standing = (signalId: string): { readonly week: number; readonly value: number } | null => {
    const valid = question.signals.find((signal) => signal.signalId === signalId)?.validWeeks ?? 0;
    for (let at = week; at > week - valid && at >= 0; at -= 1) {
      const value = valueIn(signalId, at);
      if (value !== null) return { week: at, value };
    }
    return null;
  };
  switch (condition.kind) {
    case "all": {
      const parts = condition.conditions.map((part) => bruteAnswer(question, part, personId, week));
      return parts.includes(false) ? false : parts.includes(null) ? null : true;
    }
    case "any": {
      const parts = condition.conditions.map((part) => bruteAnswer(question, part, personId, week));
      return parts.includes(true) ? true : parts.includes(null) ? null : false;
    }
    case "not": {
      const part = bruteAnswer(question, condition.condition, personId, week);
      return part === null ? null : !part;
    }
    case "weeks-in-a-row": {
      const weeks = Array.from({ length: condition.weekCount }, (_, back) => (week - back < 0 ? null : bruteAnswer(question, condition.condition, personId, week - back)));
      return weeks.includes(false) ? false : weeks.includes(null) ? null : true;
    }
    case "missing": return standing(condition.signalId) === null;
    case "threshold": {
      const stands = standing(condition.signalId);
      return stands === null ? null : (compares[condition.comparison]?.(stands.value, condition.limit) ?? null);
    }
    default: {
      const stands = standing(condition.signalId);
      if (stands === null) return null;
      const past = Array.from({ length: condition.previousWeeks }, (_, back) => (stands.week - 1 - back < 0 ? null : valueIn(condition.signalId, stands.week - 1 - back))).filter((value) => value !== null);
      if (past.length < condition.minimumCount) return null;
      if (condition.kind === "change") {
        const mean = past.reduce((sum, value) => sum + value, 0) / past.length;
        if (condition.measuredAs === "ratio" && mean === 0) return null;
        return compares[condition.comparison]?.(condition.measuredAs === "ratio" ? (stands.value - mean) / Math.abs(mean) : stands.value - mean, condition.limit) ?? null;
      }
      const middle = median(past);
      const spread = Math.max(1.482602218505602 * median(past.map((value) => Math.abs(value - middle))), condition.minimumSpread ?? 0);
      if (spread === 0) return null;
      const deviations = (stands.value - middle) / spread;
      return condition.side === "below" ? compares["at-most"]?.(deviations, -condition.deviations) ?? null : compares["at-least"]?.(deviations, condition.deviations) ?? null;
    }
  }
}

/** Everything that is not false, by person as listed, then week, then urgency. */
export function bruteReplay(question: Question): readonly BruteOutcome[] {
  const ranked = [...question.rules].sort((left, right) => left.priority - right.priority || (left.ruleId < right.ruleId ? -1 : 1));
  const outcomes: BruteOutcome[] = [];
  const fired = (test: (one: BruteOutcome) => boolean): readonly BruteOutcome[] => outcomes.filter((one) => one.outcome === "fired" && test(one));
  for (const personId of question.people) {
    for (let week = question.fromWeek; week < question.weekCount; week += 1) {
      for (const { ruleId, when, purposeId, cooldownWeeks } of ranked) {
        const answer = bruteAnswer(question, when, personId, week);
        if (answer === false) continue;
        const end = new Date(Date.parse(question.weekZeroAt) + (week + 1) * 7 * 86_400_000).toISOString();
        const consents = question.consents;
        const decisions = consents === "not-looked-at" ? [] : consents.filter((one) => one.personId === personId && one.purposeId === purposeId && Date.parse(one.decidedAt) <= Date.parse(end)).sort((left, right) => Date.parse(left.decidedAt) - Date.parse(right.decidedAt));
        const isGiven = consents === "not-looked-at" || decisions.at(-1)?.decision === "given";
        const outcome = answer === null ? "unknown" : !isGiven ? "no-consent"
          : fired((one) => one.personId === personId && one.ruleId === ruleId && week - one.week < cooldownWeeks).length > 0 ? "cooldown"
          : fired((one) => one.personId === personId && one.week === week).length >= (question.perPersonWeekLimit ?? Infinity) ? "outranked" : "fired";
        outcomes.push({ ruleId, personId, week, outcome });
      }
    }
  }
  return outcomes;
}
