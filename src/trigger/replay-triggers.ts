import { check } from "../error/index.js";
import { consentBook } from "../oversight/internal.js";
import type { EstimateResult } from "../statistics/index.js";
import type { Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type RuleReader, ruleReader } from "./compiled-condition.js";
import { type ExpectedRebound, expectedRebound, pickedBy, type PickingSignal, signalSpread, type SignalSpread } from "./expected-rebound.js";
import type { TriggerFiring } from "./fired-triggers.js";
import { walkFirings } from "./firing-walk.js";
import { type FiringCounts, firingCounts, judgmentOf, noOutcomes, type OutcomeCounts, outcomeSum, type WeekReplay, weeksOf } from "./replay-figures.js";
import { ReplayQuestion } from "./replay-question.js";
import { inOrder, seriesOf, weekEndOf } from "./trigger-history.js";
import type { TriggerRule } from "./trigger-rule.js";

/** What one rule would have done. */
export interface RuleReplay extends FiringCounts {
  /** The rule. */
  readonly ruleId: Id;
  /** Weeks of people in which it could not be judged, since values are missing. */
  readonly unknownCount: number;
  /** The share of all weeks of people in which it was true. */
  readonly trueFraction: Fraction;
  /** The share of judged firings that nobody needed, over people; cannot be said without judged ones. */
  readonly falseAlarmFraction: EstimateResult;
  /** For each signal by whose bad values it picks people: what they will do by themselves. */
  readonly rebounds: readonly ExpectedRebound[];
  /** `never-fired`; `always-true`, in every week of every person, or `nearly-always-true`: it tells nobody apart; `picks-by-bad-values`: part of what follows is no effect, see `rebounds`. */
  readonly warnings: readonly ("never-fired" | "always-true" | "nearly-always-true" | "picks-by-bad-values")[];
}

/** What rules would have done in a history. */
export interface TriggerReplay extends FiringCounts {
  /** People times weeks that were looked at. */
  readonly personWeekCount: number;
  /** By rule. */
  readonly rules: readonly RuleReplay[];
  /** By week, those without firings too. */
  readonly weeks: readonly WeekReplay[];
  /** Rules that never fired. */
  readonly neverFired: readonly Id[];
  /** The share of judged firings that nobody needed, over people. */
  readonly falseAlarmFraction: EstimateResult;
  /** The share of weeks that needed coaching in which a rule fired, over people; cannot be said where only firings were judged. */
  readonly foundFraction: EstimateResult;
  /** Every firing, by week, person and rule. */
  readonly firings: readonly TriggerFiring[];
  /** What was reckoned with where nothing was said. */
  readonly assumptions: { readonly perPersonWeekLimit: number; readonly nearlyAlwaysFraction: Fraction; readonly consents: "as-given" | "not-looked-at" };
}

/** From which share of weeks of people on a rule is said to be true nearly always; a heuristic. */
const NEARLY_ALWAYS = 0.5;

/** What came of one rule. */
interface RuleTally {
  readonly rule: TriggerRule;
  readonly outcomes: OutcomeCounts;
  readonly firings: TriggerFiring[];
  /** The signals by which it picks people, and the values for which it fired. */
  readonly picking: readonly { readonly signal: PickingSignal; readonly place: number; readonly picked: { mean: number; count: number } }[];
}

/** Walks through the history once. */
function talliesOf({ rules, signals, people, fromWeek, weekCount, consents, weekZeroAt, perPersonWeekLimit = rules.length }: ReplayQuestion, reader: RuleReader): readonly RuleTally[] {
  const consentOf = consents === "not-looked-at" ? null : consentBook(consents);
  const isPermitted = (person: number, place: number, week: number): boolean => consentOf === null || consentOf(people[person] as Id, (rules[place] as TriggerRule).purposeId, weekEndOf(weekZeroAt, week)).isGiven;
  const tallies = rules.map((rule): RuleTally => ({
    rule, outcomes: noOutcomes(), firings: [], picking: pickedBy(rule.when, signals).map((signal) => ({ signal, place: reader.signalPlaces.get(signal.signalId) as number, picked: { mean: 0, count: 0 } })),
  }));
  walkFirings({ reader, rules, personCount: people.length, fromWeek, toWeek: weekCount - 1, perPersonWeekLimit, isPermitted }, (outcome, person, place, week) => {
    const { rule: { ruleId }, outcomes, firings, picking } = tallies[place] as RuleTally;
    outcomes[outcome] += 1;
    if (outcome !== "fired") return;
    firings.push({ ruleId, personId: people[person] as Id, week });
    for (const { place: signal, picked } of picking) {
      const standing = reader.standing[signal]?.[week] ?? -1;
      if (standing < 0) continue;
      picked.count += 1;
      picked.mean += ((reader.series.values[standing] as number) - picked.mean) / picked.count;
    }
  });
  return tallies;
}

/** What a rule's picks will do by themselves; each signal is looked through once. */
function reboundReader({ reliabilities = [], fromWeek }: ReplayQuestion, { series }: RuleReader) {
  const [given, spreads] = [new Map(reliabilities.map(({ signalId, reliability }) => [signalId, reliability])), new Map<number, SignalSpread>()];
  return ({ picking }: RuleTally): readonly ExpectedRebound[] => picking.map(({ signal, place, picked }) => {
    const spread = spreads.get(place) ?? signalSpread(series, place, fromWeek);
    spreads.set(place, spread);
    return expectedRebound({ signal, picked, spread, given: given.get(signal.signalId) });
  });
}

function warningsOf({ firingCount, trueFraction, rebounds }: Pick<RuleReplay, "firingCount" | "trueFraction" | "rebounds">, nearlyAlwaysFraction: number): RuleReplay["warnings"] {
  const warnings: RuleReplay["warnings"][number][] = firingCount === 0 ? ["never-fired"] : [];
  if (trueFraction === 1) warnings.push("always-true");
  else if (trueFraction >= nearlyAlwaysFraction) warnings.push("nearly-always-true");
  if (rebounds.length > 0) warnings.push("picks-by-bad-values");
  return warnings;
}

const byWeek = (left: TriggerFiring, right: TriggerFiring): number => left.week - right.week || inTextOrder(left.personId, right.personId) || inTextOrder(left.ruleId, right.ruleId);

/**
 * What rules would have done in a history, had they stood: how often they would have fired, for whom, in which weeks, and what would have held them back. Nothing is proposed to anybody. A firing that would have been held back starts no cooldown.
 * Where people judged weeks, the share of false alarms and of needs that were found, with Wilson's interval over people. Where rules pick people by bad values, what these will do by themselves: no effect of coaching.
 *
 * @throws CoachingError `trigger-signal.*`, `trigger-rule.*`, `trigger-history.*`, `replay-question.*`, `input.*`
 * @example
 * ```ts
 * const signals = [{ signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } }];
 * const when = { kind: "threshold", signalId: "quality", comparison: "below", limit: 0.7 };
 * const rules = [{ ruleId: "low-quality", title: "Below 70 %", when, priority: 1, cooldownWeeks: 2, needsApproval: true, purposeId: "coaching", actionId: "one-on-one", subject: "De-escalation" }];
 * const records = [["ana", [0.6, 0.65, 0.6]], ["ben", [0.8, 0.6, 0.9]]].flatMap(([personId, values]) => values.map((value, week) => ({ personId, signalId: "quality", week, value })));
 * const replay = replayTriggers({ signals, rules, people: ["ana", "ben", "cleo"], records, weekCount: 3, weekZeroAt: "2026-01-05T00:00:00Z", fromWeek: 0, consents: "not-looked-at", confidenceLevel: 0.95 });
 * [replay.firingCount, replay.personCount, replay.timesPerPerson]; // => [3, 2, [{ times: 1, personCount: 1 }, { times: 2, personCount: 1 }]]
 * [replay.suppressedCounts.cooldown, replay.rules[0].unknownCount, replay.rules[0].warnings]; // => [1, 3, ["picks-by-bad-values"]]
 * ```
 */
export function replayTriggers(input: ReplayQuestion): TriggerReplay {
  const question = inOrder(check(ReplayQuestion, input));
  const { rules, signals, people, weekCount, fromWeek, consents, perPersonWeekLimit = rules.length, nearlyAlwaysFraction = NEARLY_ALWAYS } = question;
  const reader = ruleReader(rules, signals, seriesOf(question));
  const [tallies, judgment, reboundsOf, personWeekCount] = [talliesOf(question, reader), judgmentOf(question), reboundReader(question, reader), people.length * (weekCount - fromWeek)];
  const replays = tallies.map((tally): RuleReplay => {
    const { rule: { ruleId }, outcomes, firings } = tally;
    const counts = firingCounts(outcomes, firings);
    const figures = { ...counts, trueFraction: counts.trueCount / personWeekCount, rebounds: reboundsOf(tally) };
    return { ruleId, ...figures, unknownCount: outcomes.unknown, falseAlarmFraction: judgment.falseAlarms(firings), warnings: warningsOf(figures, nearlyAlwaysFraction) };
  }).sort((left, right) => inTextOrder(left.ruleId, right.ruleId));
  const firings = tallies.flatMap((tally) => tally.firings).sort(byWeek);
  return {
    ...firingCounts(outcomeSum(tallies.map(({ outcomes }) => outcomes)), firings), personWeekCount, rules: replays, weeks: weeksOf(rules, firings, [fromWeek, weekCount]), neverFired: replays.filter(({ firingCount }) => firingCount === 0).map(({ ruleId }) => ruleId),
    falseAlarmFraction: judgment.falseAlarms(firings), foundFraction: judgment.found(firings), firings,
    assumptions: { perPersonWeekLimit, nearlyAlwaysFraction, consents: consents === "not-looked-at" ? "not-looked-at" : "as-given" },
  };
}
