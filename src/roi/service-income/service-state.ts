import { leastAgents, offeredErlangs } from "../../wfm/index.js";
import { impatientFigures, leastPassing } from "../../wfm/internal.js";
import { countsLostContacts, freedTimeLine, type IncomeScope, type IntervalKind, intervalKinds } from "./income-scope.js";
import { endingFraction, LEAST_ENDING_FRACTION, LONGEST_SECONDS, type ServedInterval, type ServedSkill, timeRange } from "./served-skill.js";
import { type ServiceEffect, type ServiceMeasure, showsIn } from "./service-effect.js";
import { SERVICE_INCOME_LIMITS } from "./service-income-limits.js";

/** By how much a skill is changed. */
export interface SkillChange {
  readonly handleTimeSeconds: number;
  readonly resolvedFraction: number;
  readonly conversionFraction: number;
}
/** One kind of staffing interval, changed or not. */
export interface IntervalState {
  readonly kind: IntervalKind;
  readonly contacts: number;
  readonly handleTimeSeconds: number;
  readonly erlangs: number;
  /** What the target asks for; null where freed time is not counted as staff. */
  readonly requiredFte: number | null;
  /** On the queue: all there are less those who were freed. */
  readonly agentFte: number;
  readonly freedFte: number;
  /** Callers who hang up; none where nobody counts them. */
  readonly lostContacts: number;
  /** Whether more contacts were asked for than a queue can be looked at with. */
  readonly isCut: boolean;
}
/** A skill, changed or not. */
export interface SkillState {
  readonly contactsPerIssue: number;
  /** Contacts with the change ÷ contacts without. */
  readonly volumeRatio: number;
  readonly conversionFraction: number;
  readonly intervals: readonly IntervalState[];
}
/** Answers for one skill, whatever its change. */
export type ServedSkillModel = (change: SkillChange) => SkillState;

const sumOf = (measure: ServiceMeasure, effects: readonly ServiceEffect[], values: readonly number[]): number => effects.reduce((sum, effect, place) => (effect.measure === measure ? sum + (values[place] ?? 0) : sum), 0);
/** What effects of given sizes change in a skill; one value an effect. */
export function changeOf({ skillId }: ServedSkill, effects: readonly ServiceEffect[], values: readonly number[]): SkillChange {
  const shown = values.map((value, place) => (showsIn(effects[place] as ServiceEffect, skillId) ? value : 0));
  return { handleTimeSeconds: sumOf("handle-time", effects, shown), resolvedFraction: sumOf("first-contact-resolution", effects, shown), conversionFraction: sumOf("conversion", effects, shown) };
}

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
/** Cuts changes that a trial may draw beyond what is possible: no call takes no time, no share is beyond the whole. */
export function possibleChanges({ intervals, firstContactResolutionFraction: resolved = 1, repeatContactFraction: repeated = 0, conversionFraction = 0 }: ServedSkill): (drawn: SkillChange) => SkillChange {
  const { shortest, longest } = timeRange({ intervals });
  const leastResolved = repeated === 0 ? 0 : Math.max(0, 1 - (1 - LEAST_ENDING_FRACTION) / repeated);
  return (drawn) => ({
    handleTimeSeconds: between(drawn.handleTimeSeconds, 0.001 - shortest, LONGEST_SECONDS - longest),
    resolvedFraction: between(drawn.resolvedFraction, leastResolved - resolved, 1 - resolved),
    conversionFraction: between(drawn.conversionFraction, -conversionFraction, 1 - conversionFraction),
  });
}

/** Twice what may be asked for: a trial that draws more is cut, as the queue has limits of its own. */
export const MOST_ERLANGS = 2 * SERVICE_INCOME_LIMITS.erlangs;

/** Agents whom the target no longer needs. Where there were too few before, those who are freed first fill the gap. */
function freedOf({ agentFte }: IntervalKind, before: number, after: number): number {
  if (after >= before) return before - after + 0;
  return Math.max(0, Math.min(agentFte, before) - after);
}

/** All staffing intervals as one kind, where only the contacts matter: nobody looks at the queue. */
function meanKind(intervals: readonly ServedInterval[]): readonly IntervalKind[] {
  const contacts = intervals.reduce((sum, { offeredContacts }) => sum + offeredContacts, 0);
  const seconds = intervals.reduce((sum, { offeredContacts, handleTimeSeconds }) => sum + offeredContacts * handleTimeSeconds, 0);
  return contacts === 0 ? [] : [{ offeredContacts: contacts / intervals.length, handleTimeSeconds: seconds / contacts, agentFte: 0, intervalCount: intervals.length }];
}

/** How a skill serves, for any change: the same question is answered once. */
export function servedSkillModel(scope: IncomeScope, skill: ServedSkill): ServedSkillModel {
  const { skillId, target, staffingIntervalMinutes: intervalMinutes, firstContactResolutionFraction: resolved = 1, repeatContactFraction: repeated = 0, conversionFraction = 0 } = skill;
  const line = freedTimeLine(scope, skillId);
  const areLostCounted = countsLostContacts(scope, skill);
  const kinds = areLostCounted || line !== undefined ? intervalKinds(skill.intervals) : meanKind(skill.intervals);
  const ending = endingFraction(resolved, repeated);

  const requiredOf = (erlangs: number, handleTimeSeconds: number): number | null => {
    if (line?.estimator !== "time-value") return null;
    const load = { offeredErlangs: erlangs, handleTimeSeconds, target };
    // what was checked once is not checked in every trial; where no number of agents will do, leastAgents says so
    return leastPassing(load, line.agents)?.passes ?? leastAgents({ ...load, agents: line.agents }).agentFte;
  };
  const lostOf = (contacts: number, queue: { readonly erlangs: number; readonly agentFte: number; readonly handleTimeSeconds: number }): number => {
    const { patienceSeconds, answerWithinSeconds } = target;
    if (!areLostCounted || patienceSeconds === undefined) return 0;
    return contacts * impatientFigures({ offeredErlangs: queue.erlangs, agentFte: queue.agentFte, handleTimeSeconds: queue.handleTimeSeconds, patienceSeconds, answerWithinSeconds }).abandonedFraction;
  };
  const stateOf = (kind: IntervalKind, { volumeRatio, addedSeconds, required }: { readonly volumeRatio: number; readonly addedSeconds: number; readonly required: number | null }): IntervalState => {
    const handleTimeSeconds = kind.handleTimeSeconds + addedSeconds;
    const [wanted, most] = [kind.offeredContacts * volumeRatio, (MOST_ERLANGS * intervalMinutes * 60) / handleTimeSeconds];
    const contacts = Math.min(wanted, most);
    const erlangs = offeredErlangs({ offeredContacts: contacts, handleTimeSeconds, intervalMinutes });
    const requiredFte = requiredOf(erlangs, handleTimeSeconds);
    const freedFte = requiredFte === null || required === null ? 0 : freedOf(kind, required, requiredFte);
    const agentFte = Math.max(0, kind.agentFte - freedFte);
    return { kind, contacts, handleTimeSeconds, erlangs, requiredFte, agentFte, freedFte, lostContacts: lostOf(contacts, { erlangs, agentFte, handleTimeSeconds }), isCut: wanted > most };
  };

  const unchanged = kinds.map((kind) => requiredOf(offeredErlangs({ offeredContacts: kind.offeredContacts, handleTimeSeconds: kind.handleTimeSeconds, intervalMinutes }), kind.handleTimeSeconds));
  const known = new Map<string, readonly IntervalState[]>();
  return (change) => {
    const after = endingFraction(resolved + change.resolvedFraction, repeated);
    const volumeRatio = ending / after;
    const key = `${String(change.handleTimeSeconds)} ${String(volumeRatio)}`;
    const intervals = known.get(key) ?? kinds.map((kind, place) => stateOf(kind, { volumeRatio, addedSeconds: change.handleTimeSeconds, required: unchanged[place] ?? null }));
    known.set(key, intervals);
    return { contactsPerIssue: 1 / after, volumeRatio, conversionFraction: change.conversionFraction + conversionFraction, intervals };
  };
}
