import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { CONSENT_LIMITS, type ConsentReason, PurposeConsent } from "../oversight/index.js";
import { consentBook } from "../oversight/internal.js";
import { END_OF_TIME, instantText, millisecondsOf } from "../time/internal.js";
import { Id, Instant, type Title } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type CompiledCondition, ruleReader } from "./compiled-condition.js";
import { type TriggerSuppression, walkFirings } from "./firing-walk.js";
import { TRUE } from "./kleene.js";
import { findHistoryFaults, findStrangers, historyKeys, inOrder, personPlaces, seriesOf, type TriggerHistory, weekEndOf } from "./trigger-history.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";
import { reasonsOf, type TriggerReason } from "./trigger-reasons.js";
import { rankedPlaces, type TriggerRule } from "./trigger-rule.js";

/** That a rule fired. */
export interface TriggerFiring {
  /** Which rule. */
  readonly ruleId: Id;
  /** For whom. */
  readonly personId: Id;
  /** In which week. */
  readonly week: number;
}
/** Schema of a firing. */
export const TriggerFiring = z.strictObject({ ruleId: Id, personId: Id, week: z.int().min(0).max(TRIGGER_LIMITS.weeks - 1) }).readonly() satisfies z.ZodType<TriggerFiring>;

/** Most proposals for one person in a week. */
export const PerPersonWeekLimit = z.int().min(1).max(TRIGGER_LIMITS.rules);

/** A history whose last week has ended, and the moment in which rules look at it. */
export interface TriggerMoment extends TriggerHistory {
  /** When, at the end of the last week or later. Consent is that of this instant, so that nothing is proposed for who withdrew it since the week ended. */
  readonly at: Instant;
  /** What people decided about purposes. Who decided nothing has not consented. */
  readonly consents: readonly PurposeConsent[];
  /** What fired before, for cooldowns; what fired in the last week counts to the limit of the week. */
  readonly earlier: readonly TriggerFiring[];
  /** Most proposals for one person in a week, the most urgent ones first; left out, as many as there are rules. */
  readonly perPersonWeekLimit?: number;
}

const tooEarly: Fault = { code: "fired-triggers.too_early", message: "The last week ends at {weekEnd}, after {at}.", hint: "Wait until it has ended, or give fewer weeks." };
const unknownRule: Fault = { code: "fired-triggers.unknown_rule", message: "No rule has the id “{id}”.", hint: "Leave out firings of rules that are gone." };

function findMomentFaults(moment: TriggerMoment, report: Report): void {
  const known = new Set(moment.rules.map(({ ruleId }) => ruleId));
  moment.earlier.forEach(({ ruleId: id }, index) => { if (!known.has(id)) report(unknownRule, ["earlier", index, "ruleId"], { id }); });
  const end = weekEndOf(moment.weekZeroAt, moment.weekCount - 1);
  if (end < END_OF_TIME && millisecondsOf(moment.at) < end) report(tooEarly, ["at"], { weekEnd: instantText(end), at: moment.at });
  findStrangers("earlier", moment.earlier, { history: moment, report });
}

/** Schema of a history and the moment in which rules look at it, with its rules between parts. */
export const TriggerMoment = z
  .strictObject({ ...historyKeys, at: Instant, consents: z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly(), earlier: z.array(TriggerFiring).max(TRIGGER_LIMITS.records).readonly(), perPersonWeekLimit: z.exactOptional(PerPersonWeekLimit) })
  .check(rule(findHistoryFaults), rule(findMomentFaults))
  .readonly() satisfies z.ZodType<TriggerMoment>;

/** What a rule proposes for a person. Nothing has happened yet. */
export interface TriggerProposal {
  /** Which rule. */
  readonly ruleId: Id;
  /** For whom. */
  readonly personId: Id;
  /** The week that was looked at. */
  readonly week: number;
  /** When rules looked at it. */
  readonly at: Instant;
  /** 1 is the most urgent. */
  readonly priority: number;
  /** The title of the rule. */
  readonly title: Title;
  /** What is proposed. */
  readonly actionId: Id;
  /** What it is about. */
  readonly subject: Title;
  /** Whether a person has to approve it before anything happens. */
  readonly needsApproval: boolean;
  /** The comparisons that made the rule true, with their numbers. */
  readonly reasons: readonly TriggerReason[];
}
/** A rule that was true for a person and proposes nothing. */
export interface SuppressedTrigger extends TriggerFiring {
  /** Why. */
  readonly reason: TriggerSuppression;
  /** What stands in the way where consent is missing; else `null`. */
  readonly consentReason: Exclude<ConsentReason, "given"> | null;
}
/** What rules propose at one moment. */
export interface FiredTriggers {
  /** The most urgent first; of one rule by person. */
  readonly proposals: readonly TriggerProposal[];
  /** What was true and proposes nothing, in the same order. */
  readonly suppressed: readonly SuppressedTrigger[];
  /** For how many people each rule could not be judged, since values are missing; by rule. */
  readonly unknown: readonly { readonly ruleId: Id; readonly personCount: number }[];
  /** What was reckoned with where nothing was said. */
  readonly assumptions: { readonly perPersonWeekLimit: number };
}

/** Where what happened before is noted, by the place of the person. */
function recallOf({ people, rules, earlier, weekCount }: TriggerMoment) {
  const [places, rulePlaces, byPerson] = [personPlaces(people), new Map(rules.map(({ ruleId }, place) => [ruleId, place])), new Map<number, TriggerFiring[]>()];
  for (const firing of earlier) {
    const person = places.get(firing.personId) as number;
    const own = byPerson.get(person);
    if (own === undefined) byPerson.set(person, [firing]);
    else own.push(firing);
  }
  return (person: number, lastWeeks: Int32Array): number => {
    const own = byPerson.get(person) ?? [];
    for (const { ruleId, week } of own) lastWeeks[rulePlaces.get(ruleId) as number] = Math.max(week, lastWeeks[rulePlaces.get(ruleId) as number] as number);
    // by rule: a firing that is listed twice happened once
    return lastWeeks.reduce((count, week) => count + Number(week === weekCount - 1), 0);
  };
}

/**
 * What rules propose after the last week of a history, for whom and why. It decides nothing: proposals go to people, those with `needsApproval` before anything happens.
 * A rule that is true proposes nothing without the person's consent to its purpose (`no-consent`), within its cooldown (`cooldown`), or beyond the limit of proposals for one person in a week (`outranked`); the first of these that holds is told.
 *
 * @throws CoachingError `trigger-signal.*`, `trigger-rule.*`, `trigger-history.*`, `fired-triggers.too_early`, `fired-triggers.unknown_rule`, `input.*`
 * @example
 * ```ts
 * const signals = [{ signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } }];
 * const when = { kind: "weeks-in-a-row", weekCount: 2, condition: { kind: "threshold", signalId: "quality", comparison: "below", limit: 0.7 } };
 * const rules = [{ ruleId: "low-quality", title: "Two weeks below 70 %", when, priority: 1, cooldownWeeks: 4, needsApproval: true, purposeId: "coaching", actionId: "one-on-one", subject: "De-escalation" }];
 * const records = [["ana", 0, 0.65], ["ana", 1, 0.6], ["ben", 0, 0.6], ["ben", 1, 0.6]].map(([personId, week, value]) => ({ personId, signalId: "quality", week, value }));
 * const consents = [{ personId: "ana", purposeId: "coaching", decision: "given", decidedAt: "2026-01-01T00:00:00Z" }];
 * const fired = firedTriggers({ signals, rules, people: ["ana", "ben"], records, weekCount: 2, weekZeroAt: "2026-01-05T00:00:00Z", at: "2026-01-19T08:00:00Z", consents, earlier: [] });
 * fired.proposals.map(({ personId, week, reasons }) => [personId, week, reasons[0].value]); // => [["ana", 1, 0.6]]
 * fired.suppressed.map(({ personId, reason, consentReason }) => [personId, reason, consentReason]); // => [["ben", "no-consent", "never-asked"]]
 * ```
 */
export function firedTriggers(moment: TriggerMoment): FiredTriggers {
  const checked = inOrder(check(TriggerMoment, moment));
  const { rules, signals, people, weekCount, at, perPersonWeekLimit = rules.length } = checked;
  const [week, reader, consentOf] = [weekCount - 1, ruleReader(rules, signals, seriesOf(checked)), consentBook(checked.consents)];
  const now = millisecondsOf(at);
  const standing = (person: number, place: number) => consentOf(people[person] as Id, (rules[place] as TriggerRule).purposeId, now);
  const [proposals, suppressed, unknownCounts]: [TriggerProposal[], SuppressedTrigger[], number[]] = [[], [], rules.map(() => 0)];
  const walk = { reader, rules, personCount: people.length, fromWeek: week, toWeek: week, perPersonWeekLimit, recall: recallOf(checked), isPermitted: (person: number, place: number) => standing(person, place).isGiven };
  walkFirings(walk, (outcome, person, place) => {
    const { ruleId, priority, title, actionId, subject, needsApproval } = rules[place] as TriggerRule;
    const personId = people[person] as Id;
    if (outcome === "unknown") unknownCounts[place] = (unknownCounts[place] as number) + 1;
    else if (outcome === "fired") proposals.push({ ruleId, personId, week, at, priority, title, actionId, subject, needsApproval, reasons: reasonsOf(reader.conditions[place] as CompiledCondition, TRUE, { reader, person, week }) });
    else suppressed.push({ ruleId, personId, week, reason: outcome, consentReason: outcome === "no-consent" ? standing(person, place).reason as Exclude<ConsentReason, "given"> : null });
  });
  const rank = new Map(rankedPlaces(rules).map((place, order) => [(rules[place] as TriggerRule).ruleId, order]));
  const byUrgency = (left: TriggerFiring, right: TriggerFiring): number => (rank.get(left.ruleId) as number) - (rank.get(right.ruleId) as number) || inTextOrder(left.personId, right.personId);
  return {
    proposals: proposals.sort(byUrgency), suppressed: suppressed.sort(byUrgency),
    unknown: rules.map(({ ruleId }, place) => ({ ruleId, personCount: unknownCounts[place] as number })).sort((left, right) => inTextOrder(left.ruleId, right.ruleId)),
    assumptions: { perPersonWeekLimit },
  };
}
