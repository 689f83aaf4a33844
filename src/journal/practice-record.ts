import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { HomeworkAttempt, HomeworkPurpose } from "../homework/index.js";
import { KnownTimeZone, Leave } from "../time/index.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, Fraction, Id, Instant } from "../unit/index.js";
import { VisibleEntry } from "./visible-entry.js";

/** How much one call takes. Everybody is judged alone, so a larger cohort sent in parts gets the same answers. */
export const PRACTICE_LIMITS = {
  /** People of one call. */
  recordCount: 100_000,
  /** Journal entries of one person. */
  entryCount: 10_000,
  /** Homework attempts of one person. */
  attemptCount: 10_000,
  /** Sessions of one person. */
  sessionCount: 10_000,
} as const;

/** An attempt at a homework, with what was known when the homework was given. */
export interface PracticeAttempt {
  /** What became of the homework. One that nobody reports is no attempt: once its time is past, report it as not done. */
  readonly attempt: HomeworkAttempt;
  /** The skills that the homework takes, each once, 1 to 50. Without them nothing can be said about change. */
  readonly skillIds?: readonly Id[];
  /** The outcome that the ability before the attempt led one to expect: `expectedOutcome` of `updateAbility`. Without it nobody is found bored. */
  readonly expectedOutcome?: Fraction;
}
/** An attempt at a homework, with what was known when the homework was given. */
export const PracticeAttempt = z
  .strictObject({ attempt: HomeworkAttempt, skillIds: z.exactOptional(z.array(Id).min(1).max(50).readonly()), expectedOutcome: z.exactOptional(Fraction) })
  .readonly() satisfies z.ZodType<PracticeAttempt>;

/** A session that the participant was to come to. One that was called off is left out. */
export interface SessionTurnout {
  /** The session. */
  readonly sessionId: Id;
  /** When it began. */
  readonly startsAt: Instant;
  /** Whether the participant came. */
  readonly status: "attended" | "missed";
}
/** A session that the participant was to come to. */
export const SessionTurnout = z.strictObject({ sessionId: Id, startsAt: Instant, status: z.enum(["attended", "missed"]) }).readonly() satisfies z.ZodType<SessionTurnout>;

/** What one participant did and did not do between sessions. Lists come in any order. */
export interface PracticeRecord {
  /** Whose record it is. */
  readonly participantId: Id;
  /** When the participant began: until the first sign of life silence counts from here. */
  readonly enrolledAt: Instant;
  /** Days from one entry to the next if all goes well, above 0, at most 366. Days off do not count. */
  readonly expectedGapDays: number;
  /** The zone in which the participant's days begin and end. */
  readonly timeZone: KnownTimeZone;
  /** Days away, at most 100 stretches: silence does not count on them. */
  readonly leave?: readonly Leave[];
  /** Days on which nobody is expected to work; silence does not count on them. Ordinary weekends are no days off, since the expected gap spans them. */
  readonly holidays?: readonly CivilDate[];
  /** The journal, each entry once: what `visibleJournal` shows of it to whom the answer is for. An entry shared with nobody leaves no trace. */
  readonly entries: readonly VisibleEntry[];
  /** The homework, each attempt once. */
  readonly attempts: readonly PracticeAttempt[];
  /** The sessions so far, each once; when absent nothing is said about sessions. */
  readonly sessions?: readonly SessionTurnout[];
  /** What homework is given for at present; when absent no level is suggested. */
  readonly purpose?: HomeworkPurpose;
}
/** What one participant did and did not do between sessions; the rules between its parts are those of `PracticeReview`. */
export const PracticeRecord = z
  .strictObject({
    participantId: Id,
    enrolledAt: Instant,
    expectedGapDays: z.number().positive().max(366),
    timeZone: KnownTimeZone,
    leave: z.exactOptional(z.array(Leave).max(100).readonly()),
    holidays: z.exactOptional(z.array(CivilDate).max(10_000).readonly()),
    entries: z.array(VisibleEntry).max(PRACTICE_LIMITS.entryCount).readonly(),
    attempts: z.array(PracticeAttempt).max(PRACTICE_LIMITS.attemptCount).readonly(),
    sessions: z.exactOptional(z.array(SessionTurnout).max(PRACTICE_LIMITS.sessionCount).readonly()),
    purpose: z.exactOptional(HomeworkPurpose),
  })
  .readonly() satisfies z.ZodType<PracticeRecord>;

/** The people of a cohort, and when they are looked at. */
export interface PracticeReview {
  /** One record for each person, in any order. */
  readonly records: readonly PracticeRecord[];
  /** The time of the review; nothing in the records may be later, except days off. */
  readonly at: Instant;
}

const duplicateParticipant: Fault = { code: "practice-record.duplicate_participant", message: "There are two records of “{id}”.", hint: "Join them into one." };
const duplicateEntry: Fault = { code: "practice-record.duplicate_entry", message: "The entry “{id}” is listed twice.", hint: "Send each entry once." };
const duplicateAttempt: Fault = { code: "practice-record.duplicate_attempt", message: "The attempt “{id}” is listed twice.", hint: "Send each attempt once, with its latest rating." };
const duplicateSession: Fault = { code: "practice-record.duplicate_session", message: "The session “{id}” is listed twice.", hint: "Send each session once." };
const duplicateSkill: Fault = { code: "practice-record.duplicate_skill", message: "The skill “{id}” is named twice.", hint: "Name each skill of the homework once." };
const otherParticipant: Fault = { code: "practice-record.other_participant", message: "It is of “{found}”, and the record of “{expected}”.", hint: "Put it into that person's record." };
const inFuture: Fault = { code: "practice-record.in_future", message: "{foundAt} is later than the review at {at}.", hint: "Correct the date, or review later." };

function findDuplicates({ entries, attempts, sessions = [] }: PracticeRecord, report: Report): void {
  for (const [index, { id }] of repeated(entries, ({ id }) => id)) report(duplicateEntry, ["entries", index, "id"], { id });
  for (const [index, { attempt: { id } }] of repeated(attempts, ({ attempt: { id } }) => id)) report(duplicateAttempt, ["attempts", index, "attempt", "id"], { id });
  for (const [index, { sessionId: id }] of repeated(sessions, ({ sessionId }) => sessionId)) report(duplicateSession, ["sessions", index, "sessionId"], { id });
  attempts.forEach(({ skillIds = [] }, place) => { for (const [index, id] of repeated(skillIds, (skillId) => skillId)) report(duplicateSkill, ["attempts", place, "skillIds", index], { id }); });
}

function findStrangers({ participantId: expected, entries, attempts }: PracticeRecord, report: Report): void {
  entries.forEach(({ participantId: found }, index) => { if (found !== expected) report(otherParticipant, ["entries", index, "participantId"], { found, expected }); });
  attempts.forEach(({ attempt: { participantId: found } }, index) => { if (found !== expected) report(otherParticipant, ["attempts", index, "attempt", "participantId"], { found, expected }); });
}

function findFuture({ enrolledAt, entries, attempts, sessions = [] }: PracticeRecord, report: Report, at: Instant): void {
  const end = millisecondsOf(at);
  const isLate = (foundAt: Instant): boolean => millisecondsOf(foundAt) > end;
  if (isLate(enrolledAt)) report(inFuture, ["enrolledAt"], { foundAt: enrolledAt, at });
  entries.forEach(({ writtenAt: foundAt }, index) => { if (isLate(foundAt)) report(inFuture, ["entries", index, "writtenAt"], { foundAt, at }); });
  attempts.forEach(({ attempt: { reportedAt: foundAt } }, index) => { if (isLate(foundAt)) report(inFuture, ["attempts", index, "attempt", "reportedAt"], { foundAt, at }); });
  sessions.forEach(({ startsAt: foundAt }, index) => { if (isLate(foundAt)) report(inFuture, ["sessions", index, "startsAt"], { foundAt, at }); });
}

/** The faults between the parts of a review. Each kind is a rule of its own: what one cannot read, another still may. */
const eachRecord = (find: (record: PracticeRecord, report: Report, at: Instant) => void) =>
  rule(({ records, at }: PracticeReview, report) => {
    records.forEach((record, index) => { find(record, (fault, path, params) => { report(fault, ["records", index, ...path], params); }, at); });
  });

/** The rules between the parts of a review. */
export const reviewRules = [
  rule(({ records }: PracticeReview, report) => {
    for (const [index, { participantId: id }] of repeated(records, ({ participantId }) => participantId)) report(duplicateParticipant, ["records", index, "participantId"], { id });
  }),
  eachRecord(findDuplicates),
  eachRecord(findStrangers),
  eachRecord(findFuture),
] as const;

/** The keys of a review. */
export const reviewKeys = { records: z.array(PracticeRecord).max(PRACTICE_LIMITS.recordCount).readonly(), at: Instant };
