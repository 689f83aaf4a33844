import type { HomeworkAttempt, NotDoneReason } from "coachkit/homework";
import { findStuck, type JournalEntry, type ParticipantProgress, type PracticeAttempt, type PracticeRecord, type SessionTurnout, type StuckPolicy } from "coachkit/journal";
import { type EstimateResult, meanEstimate, proportionEstimate, quantile, uniformDraws } from "coachkit/statistics";

/** What a person's weeks are truly like. */
export const states = ["on-track", "no-signal", "logistics", "not-done", "no-change", "bored"] as const;
type State = (typeof states)[number];

/** How somebody in a state behaves in a week: chances, and the outcomes of homework done. */
interface Habit {
  /** The chance to write an entry. */
  readonly writes: number;
  /** The chance to report the homework, done or not. */
  readonly reports: number;
  /** The chance that a reported homework is done. */
  readonly does: number;
  /** Why a homework is not done: chances that add up to 1. */
  readonly reasons: readonly (readonly [reason: NotDoneReason, chance: number])[];
  /** Middle and half width of the evenly spread outcomes, before they are rounded to a scale of five points and held within 0 and 1. */
  readonly outcome: number;
  readonly outcomeWithin: number;
  /** The outcome that was to be expected. */
  readonly expected: number;
  /** The chance that an entry says too hard. */
  readonly saysTooHard: number;
  /** The chance to come to a session. */
  readonly attends: number;
}

const ordinary = [["no-time", 0.4], ["forgot", 0.25], ["absent", 0.1], ["blocked", 0.1], ["too-hard", 0.1], ["not-relevant", 0.05]] as const;
export const habits: Readonly<Record<State, Habit>> = {
  "on-track": { writes: 0.85, reports: 0.95, does: 0.85, reasons: ordinary, outcome: 0.75, outcomeWithin: 0.4, expected: 0.8, saysTooHard: 0.08, attends: 0.93 },
  "no-signal": { writes: 0.05, reports: 0.08, does: 0.5, reasons: ordinary, outcome: 0.6, outcomeWithin: 0.4, expected: 0.8, saysTooHard: 0.1, attends: 0.3 },
  logistics: { writes: 0.5, reports: 0.85, does: 0.3, reasons: [["no-time", 0.45], ["absent", 0.2], ["forgot", 0.15], ["blocked", 0.15], ["too-hard", 0.05]], outcome: 0.7, outcomeWithin: 0.4, expected: 0.8, saysTooHard: 0.08, attends: 0.45 },
  "not-done": { writes: 0.7, reports: 0.9, does: 0.3, reasons: [["too-hard", 0.5], ["blocked", 0.2], ["not-relevant", 0.15], ["no-time", 0.15]], outcome: 0.5, outcomeWithin: 0.4, expected: 0.7, saysTooHard: 0.5, attends: 0.9 },
  "no-change": { writes: 0.8, reports: 0.95, does: 0.85, reasons: ordinary, outcome: 0.25, outcomeWithin: 0.35, expected: 0.7, saysTooHard: 0.2, attends: 0.93 },
  bored: { writes: 0.8, reports: 0.95, does: 0.95, reasons: ordinary, outcome: 1, outcomeWithin: 0.2, expected: 0.9, saysTooHard: 0.01, attends: 0.9 },
};

/** The chance that a homework done is rated, that it is in the skill the person works on most, and that a person has one week of leave. */
export const CHANCES = { rated: 0.8, focusSkill: 0.7, leave: 0.3 } as const;

interface Study {
  readonly seed: number;
  readonly weekCount: number;
  /** People who stay on track, and people who come into each of the other states at the start of week 3, 4 … or half the weeks. */
  readonly onTrackCount: number;
  readonly countPerState: number;
  readonly policy: StuckPolicy;
  /** From 0, states as above, to 1, everybody behaves as if on track. */
  readonly blur: number;
}

interface Person {
  readonly id: string;
  readonly state: State;
  /** The first week in the state; beyond the end for those who stay on track. */
  readonly onsetWeek: number;
  readonly record: PracticeRecord;
}

const DAY = 86_400_000;
const START = Date.parse("2027-01-04T08:00:00Z");
const instant = (day: number): string => new Date(START + day * DAY).toISOString().replace(".000", "");
const DRAWS_PER_WEEK = 12;

const blurred = (habit: Habit, blur: number): Habit => {
  const usual = habits["on-track"];
  const mixed = (key: Exclude<keyof Habit, "reasons">): number => habit[key] * (1 - blur) + usual[key] * blur;
  return {
    writes: mixed("writes"), reports: mixed("reports"), does: mixed("does"), outcome: mixed("outcome"), outcomeWithin: mixed("outcomeWithin"), expected: mixed("expected"), saysTooHard: mixed("saysTooHard"), attends: mixed("attends"),
    reasons: [...habit.reasons.map(([reason, chance]) => [reason, chance * (1 - blur)] as const), ...usual.reasons.map(([reason, chance]) => [reason, chance * blur] as const)],
  };
};

function drawnReason(reasons: Habit["reasons"], draw: number): NotDoneReason {
  let reached = 0;
  for (const [reason, chance] of reasons) if (draw < (reached += chance)) return reason;
  return "no-time";
}

/** One week of one person: an entry on some day, the homework on the fifth day, a session on the third day of every second week. */
function weekOf(participantId: string, week: number, { writes, reports, does, reasons, outcome, outcomeWithin, expected, saysTooHard, attends }: Habit, draws: readonly number[]) {
  const [written = 0, writtenDay = 0, tooHard = 0, reported = 0, done = 0, reason = 0, quality = 0, rated = 0, skill = 0, came = 0] = draws;
  const first = (week - 1) * 7;
  const id = `${participantId}/${String(week)}`;
  const entry: JournalEntry = { id: `${id}/entry`, participantId, writtenAt: instant(first + Math.floor(writtenDay * 7) + 0.3), answers: [], sharedWith: "coach", difficulty: tooHard < saysTooHard ? "too-hard" : "about-right" };
  const rating = 1 + Math.round(4 * Math.min(1, Math.max(0, outcome + outcomeWithin * (2 * quality - 1))));
  const base = { id: `${id}/attempt`, itemId: "homework", participantId, reportedAt: instant(first + 4.2) };
  const attempt: HomeworkAttempt = done < does ? { ...base, status: "completed", ...(rated < CHANCES.rated ? { coachRating: { rating, ratingCount: 5 } } : {}) } : { ...base, status: "not-done", reason: drawnReason(reasons, reason) };
  const practice: PracticeAttempt = { attempt, skillIds: [skill < CHANCES.focusSkill ? "focus" : "other"], expectedOutcome: expected };
  const session: SessionTurnout = { sessionId: `${id}/session`, startsAt: instant(first + 2.1), status: came < attends ? "attended" : "missed" };
  return { entries: written < writes ? [entry] : [], attempts: reported < reports ? [practice] : [], sessions: week % 2 === 0 ? [session] : [] };
}

function personOf(id: string, state: State, { seed, weekCount, blur }: Study): Person {
  const [onset = 0, leave = 0, leaveAt = 0] = uniformDraws({ seed, stream: [id, "life"], count: 3 });
  const onsetWeek = state === "on-track" ? weekCount + 1 : 3 + Math.floor(onset * (weekCount / 2 - 2));
  const leaveWeek = leave < CHANCES.leave ? 2 + Math.floor(leaveAt * (weekCount - 1)) : 0;
  const draws = uniformDraws({ seed, stream: [id, "weeks"], count: DRAWS_PER_WEEK * weekCount });
  const weeks = Array.from({ length: weekCount }, (_, index) => index + 1).filter((week) => week !== leaveWeek)
    .map((week) => weekOf(id, week, week < onsetWeek ? habits["on-track"] : blurred(habits[state], blur), draws.slice(DRAWS_PER_WEEK * (week - 1))));
  const away = leaveWeek === 0 ? {} : { leave: [{ fromDate: instant((leaveWeek - 1) * 7).slice(0, 10), toDate: instant(leaveWeek * 7 - 1).slice(0, 10) }] };
  return { id, state, onsetWeek, record: { participantId: id, enrolledAt: instant(0), expectedGapDays: 7, timeZone: "UTC", purpose: "practice", ...away, entries: weeks.flatMap(({ entries }) => entries), attempts: weeks.flatMap(({ attempts }) => attempts), sessions: weeks.flatMap(({ sessions }) => sessions) } };
}

/** What was known at a time. */
const until = (record: PracticeRecord, at: string): PracticeRecord => ({
  ...record,
  entries: record.entries.filter(({ writtenAt }) => writtenAt <= at),
  attempts: record.attempts.filter(({ attempt }) => attempt.reportedAt <= at),
  sessions: (record.sessions ?? []).filter(({ startsAt }) => startsAt <= at),
});

/** What the rules call a week: the leading cause, bored, healthy, or not enough evidence. */
export const verdicts = ["healthy", "not-enough-evidence", "no-signal", "logistics", "not-done", "no-change", "bored"] as const;
type Verdict = (typeof verdicts)[number];
const verdictOf = ({ verdict, leadingCause }: ParticipantProgress): Verdict => leadingCause ?? (verdict === "stuck" ? "not-enough-evidence" : verdict);
const isFlag = (verdict: Verdict): boolean => verdict !== "healthy" && verdict !== "not-enough-evidence";

interface Detection {
  readonly state: State;
  /** The share of people whom any flag found until the end, and whom the first flag named rightly. */
  readonly found: EstimateResult;
  readonly namedRightly: EstimateResult;
  /** Days from the onset to the first flag, of those found. */
  readonly leadDays: EstimateResult;
  readonly leadQuantiles: readonly number[];
}

export interface StudyResult {
  /** Person-weeks by true state and verdict. */
  readonly weeks: Readonly<Record<State, Readonly<Record<Verdict, number>>>>;
  /** People by true state and the first flag after the onset; healthy where there was none. */
  readonly firstFlags: Readonly<Record<State, Readonly<Record<Verdict, number>>>>;
  readonly detections: readonly Detection[];
  /** Over all states together. */
  readonly detection: Omit<Detection, "state">;
  /** Flagged weeks of people on track ÷ all flagged weeks. Like the next one with an interval that knows that weeks of one person are alike. */
  readonly falseAmongFlags: EstimateResult;
  /** Flagged weeks of people on track ÷ all their weeks. */
  readonly falsePerWeek: EstimateResult;
  /** People who stay on track to the end and were flagged at least once. */
  readonly everFlagged: EstimateResult;
}

const confidenceLevel = 0.95;
const tally = (): Record<State, Record<Verdict, number>> => Object.fromEntries(states.map((state) => [state, Object.fromEntries(verdicts.map((verdict) => [verdict, 0]))])) as Record<State, Record<Verdict, number>>;
const share = (hits: readonly boolean[]): EstimateResult => proportionEstimate({ successes: hits.filter(Boolean).length, n: hits.length, confidenceLevel });

/** A share of weeks with Wilson's interval, widened by the design effect of persons: variance of the ratio Σx ÷ Σm over clusters ÷ p (1 − p) ÷ Σm. */
function clusteredShare(all: readonly { readonly hits: number; readonly n: number }[]): EstimateResult {
  const clusters = all.filter(({ n }) => n > 0);
  const [successes, n] = [clusters.reduce((sum, { hits }) => sum + hits, 0), clusters.reduce((sum, one) => sum + one.n, 0)];
  const p = successes / n;
  const between = (clusters.length / (clusters.length - 1)) * clusters.reduce((sum, { hits, n: size }) => sum + (hits - p * size) ** 2, 0);
  const designEffect = p > 0 && p < 1 ? Math.max(1, between / n / (p * (1 - p))) : 1;
  return proportionEstimate({ successes, n, confidenceLevel, designEffect });
}

interface Course {
  readonly person: Person;
  /** The verdict at the end of each week. */
  readonly verdicts: readonly Verdict[];
  readonly firstFlagWeek: number | undefined;
}

function detectionOf(courses: readonly Course[]): Omit<Detection, "state"> {
  const leads = courses.flatMap(({ person, firstFlagWeek }) => (firstFlagWeek === undefined ? [] : [7 * (firstFlagWeek - person.onsetWeek + 1)]));
  return {
    found: share(courses.map(({ firstFlagWeek }) => firstFlagWeek !== undefined)),
    namedRightly: share(courses.map(({ person, firstFlagWeek, verdicts: weekly }) => firstFlagWeek !== undefined && weekly[firstFlagWeek - 1] === person.state)),
    leadDays: meanEstimate({ values: leads, confidenceLevel }),
    leadQuantiles: leads.length === 0 ? [] : [0.1, 0.5, 0.9].map((probability) => quantile(leads, probability)),
  };
}

/** Lets people live through their weeks and the rules look at them at the end of each. */
export function simulateStudy(study: Study): StudyResult {
  const people = states.flatMap((state) => Array.from({ length: state === "on-track" ? study.onTrackCount : study.countPerState }, (_, index) => personOf(`${state}-${String(index)}`, state, study)));
  const reviews = Array.from({ length: study.weekCount }, (_, index) => {
    const at = instant(7 * (index + 1));
    return new Map(findStuck({ records: people.map(({ record }) => until(record, at)), at, policy: study.policy }).participants.map((progress) => [progress.participantId, verdictOf(progress)]));
  });
  const courses = people.map((person): Course => {
    const weekly = reviews.map((review) => review.get(person.id) ?? "not-enough-evidence");
    const place = weekly.findIndex((verdict, index) => index + 1 >= person.onsetWeek && isFlag(verdict));
    return { person, verdicts: weekly, firstFlagWeek: place === -1 ? undefined : place + 1 };
  });
  const [weeks, firstFlags] = [tally(), tally()];
  const onTrack = courses.map(({ person, verdicts: weekly }) => {
    weekly.forEach((verdict, index) => { weeks[index + 1 < person.onsetWeek ? "on-track" : person.state][verdict] += 1; });
    const early = weekly.slice(0, person.onsetWeek - 1);
    return { hits: early.filter(isFlag).length, n: early.length };
  });
  const changed = courses.filter(({ person }) => person.state !== "on-track");
  for (const { person, verdicts: weekly, firstFlagWeek } of changed) firstFlags[person.state][firstFlagWeek === undefined ? "healthy" : weekly[firstFlagWeek - 1] ?? "healthy"] += 1;
  return {
    weeks,
    firstFlags,
    detections: states.slice(1).map((state) => ({ state, ...detectionOf(changed.filter(({ person }) => person.state === state)) })),
    detection: detectionOf(changed),
    falseAmongFlags: clusteredShare(courses.map(({ verdicts: weekly }, index) => ({ hits: onTrack[index]?.hits ?? 0, n: weekly.filter(isFlag).length }))),
    falsePerWeek: clusteredShare(onTrack),
    everFlagged: share(courses.filter(({ person }) => person.state === "on-track").map(({ verdicts: weekly }) => weekly.some(isFlag))),
  };
}
