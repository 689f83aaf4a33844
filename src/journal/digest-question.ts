import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Id, Instant, Minutes } from "../unit/index.js";
import { StuckPolicy } from "./find-stuck.js";
import { JournalRiskPolicy } from "./journal-risk.js";
import { PRACTICE_LIMITS, PracticeRecord, type PracticeReview, reviewRules } from "./practice-record.js";

/** What a coach has to do with one participant between sessions. */
export interface DigestTask {
  /** Whose record it is. */
  readonly participantId: Id;
  /** How long it takes to see to this person: read, write, call. */
  readonly reviewMinutes: Minutes;
  /** The next session; left out when there is none. */
  readonly nextSessionAt?: Instant;
}
/** What a coach has to do with one participant between sessions. */
export const DigestTask = z.strictObject({ participantId: Id, reviewMinutes: Minutes, nextSessionAt: z.exactOptional(Instant) }).readonly() satisfies z.ZodType<DigestTask>;

/** The people whom one coach carries, and the time there is to look at them. */
export interface DigestQuestion extends PracticeReview {
  /** Whose digest it is. */
  readonly coachId: Id;
  /** One task for each record. */
  readonly tasks: readonly DigestTask[];
  /** The time that the coach has now; at most a week. */
  readonly availableMinutes: Minutes;
  /** What the host sets about risk. */
  readonly riskPolicy?: JournalRiskPolicy;
  /** What the host sets about being stuck. */
  readonly stuckPolicy?: StuckPolicy;
  /** The most people listed as doing well; 3. */
  readonly goingWellCount?: Count;
}

const noTask: Fault = { code: "digest-question.no_task", message: "There is no task for “{participantId}”.", hint: "Say how long it takes to see to this person." };
const noRecord: Fault = { code: "digest-question.no_record", message: "There is no record of “{participantId}”.", hint: "Add the record, or leave out the task." };
const duplicateTask: Fault = { code: "digest-question.duplicate_task", message: "There are two tasks for “{participantId}”.", hint: "Join them." };
const sessionPast: Fault = { code: "digest-question.session_past", message: "The next session, {nextSessionAt}, lies before the time of the question, {at}.", hint: "Give the next session, or leave it out." };

function reportTasks({ records, tasks, at }: DigestQuestion, report: Report): void {
  const known = new Set(records.map(({ participantId }) => participantId));
  const tasked = new Set<string>();
  tasks.forEach(({ participantId, nextSessionAt }, index) => {
    if (tasked.has(participantId)) report(duplicateTask, ["tasks", index, "participantId"], { participantId });
    else if (!known.has(participantId)) report(noRecord, ["tasks", index, "participantId"], { participantId });
    if (nextSessionAt !== undefined && millisecondsOf(nextSessionAt) < millisecondsOf(at)) report(sessionPast, ["tasks", index, "nextSessionAt"], { nextSessionAt, at });
    tasked.add(participantId);
  });
  records.forEach(({ participantId }, index) => { if (!tasked.has(participantId)) report(noTask, ["records", index, "participantId"], { participantId }); });
}

/** The most people in one digest: nobody carries more. */
export const DIGEST_LIMITS = {
  /** People of one coach. */
  recordCount: 1000,
  /** Minutes that a coach may have for one digest: a week. */
  availableMinutes: 10_080,
} as const;

/** The people whom one coach carries, and the time there is to look at them. */
export const DigestQuestion = z
  .strictObject({
    coachId: Id,
    records: z.array(PracticeRecord).max(Math.min(PRACTICE_LIMITS.recordCount, DIGEST_LIMITS.recordCount)).readonly(),
    at: Instant,
    tasks: z.array(DigestTask).max(DIGEST_LIMITS.recordCount).readonly(),
    availableMinutes: Minutes.max(DIGEST_LIMITS.availableMinutes),
    riskPolicy: z.exactOptional(JournalRiskPolicy),
    stuckPolicy: z.exactOptional(StuckPolicy),
    goingWellCount: z.exactOptional(Count.max(100)),
  })
  .check(...reviewRules, rule(reportTasks))
  .readonly() satisfies z.ZodType<DigestQuestion>;
