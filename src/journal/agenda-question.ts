import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { HomeworkAttempt } from "../homework/index.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, Id, Instant, Minutes, Title } from "../unit/index.js";
import { VisibleEntry } from "./visible-entry.js";

/** What every agreed action has. */
export interface ActionBase {
  /** Its own id. */
  readonly id: Id;
  /** What was agreed. */
  readonly title: Title;
  /** When. */
  readonly agreedAt: Instant;
  /** Until when it is to be done; left out where no date was set. */
  readonly dueDate?: CivilDate;
}

/** An action that is still to be done, or is no longer. */
export interface PendingAction extends ActionBase {
  /** How it stands. */
  readonly status: "open" | "dropped";
}

/** An action that is done. */
export interface DoneAction extends ActionBase {
  /** How it stands. */
  readonly status: "done";
  /** When it was done. */
  readonly doneAt: Instant;
}

/** Something that a participant took upon oneself in a session. */
export type AgreedAction = PendingAction | DoneAction;

const action = { id: Id, title: Title, agreedAt: Instant, dueDate: z.exactOptional(CivilDate) };
/** Something that a participant took upon oneself in a session. */
export const AgreedAction = z.discriminatedUnion("status", [
  z.strictObject({ ...action, status: z.enum(["open", "dropped"]) }).readonly(),
  z.strictObject({ ...action, status: z.literal("done"), doneAt: Instant }).readonly(),
]) satisfies z.ZodType<AgreedAction>;

/** A homework that was given and of which nothing is reported yet. */
export interface OpenHomework {
  /** The homework. */
  readonly itemId: Id;
  /** When it was given. */
  readonly servedAt: Instant;
}
/** A homework that was given and of which nothing is reported yet. */
export const OpenHomework = z.strictObject({ itemId: Id, servedAt: Instant }).readonly() satisfies z.ZodType<OpenHomework>;

/** What the agenda of one participant's next session is put together from. */
export interface AgendaQuestion {
  /** Whose session it is. */
  readonly participantId: Id;
  /** How long it lasts; at least 10 minutes. */
  readonly durationMinutes: Minutes;
  /** When the last session was; what came before it has been talked about. Left out for the first session. */
  readonly lastSessionAt?: Instant;
  /** The time of the question. */
  readonly at: Instant;
  /** The participant's journal: what `visibleJournal` shows of it to the coach. Entries that nobody else may read are passed over as if they were not there. */
  readonly entries: readonly VisibleEntry[];
  /** What became of homework. */
  readonly attempts: readonly HomeworkAttempt[];
  /** Homework that is still open. */
  readonly openHomework: readonly OpenHomework[];
  /** What was agreed so far. */
  readonly actions: readonly AgreedAction[];
}

const othersRecord: Fault = { code: "agenda-question.others_record", message: "“{id}” is of “{participantId}”, not of “{given}”.", hint: "Give the records of the session's participant only." };
const inFuture: Fault = { code: "agenda-question.in_future", message: "{instant} lies after the time of the question, {at}.", hint: "Correct the record or at." };
const duplicateId: Fault = { code: "agenda-question.duplicate_id", message: "“{id}” is listed twice.", hint: "List it once." };

/** The instants that may not lie in the future, each with its path. */
function* instantsOf({ lastSessionAt, entries, attempts, openHomework, actions }: AgendaQuestion): Generator<readonly [string, readonly (string | number)[]]> {
  if (lastSessionAt !== undefined) yield [lastSessionAt, ["lastSessionAt"]];
  for (const [index, { writtenAt }] of entries.entries()) yield [writtenAt, ["entries", index, "writtenAt"]];
  for (const [index, { reportedAt }] of attempts.entries()) yield [reportedAt, ["attempts", index, "reportedAt"]];
  for (const [index, { servedAt }] of openHomework.entries()) yield [servedAt, ["openHomework", index, "servedAt"]];
  for (const [index, one] of actions.entries()) {
    yield [one.agreedAt, ["actions", index, "agreedAt"]];
    if (one.status === "done") yield [one.doneAt, ["actions", index, "doneAt"]];
  }
}

function reportOthers({ participantId: given, entries, attempts }: AgendaQuestion, report: Report): void {
  entries.forEach(({ id, participantId }, index) => { if (participantId !== given) report(othersRecord, ["entries", index, "participantId"], { id, participantId, given }); });
  attempts.forEach(({ id, participantId }, index) => { if (participantId !== given) report(othersRecord, ["attempts", index, "participantId"], { id, participantId, given }); });
}

function reportRepeats({ entries, attempts, openHomework, actions }: AgendaQuestion, report: Report): void {
  for (const [index, { id }] of repeated(entries, ({ id }) => id)) report(duplicateId, ["entries", index, "id"], { id });
  for (const [index, { id }] of repeated(attempts, ({ id }) => id)) report(duplicateId, ["attempts", index, "id"], { id });
  for (const [index, { itemId: id }] of repeated(openHomework, ({ itemId }) => itemId)) report(duplicateId, ["openHomework", index, "itemId"], { id });
  for (const [index, { id }] of repeated(actions, ({ id }) => id)) report(duplicateId, ["actions", index, "id"], { id });
}

/** What the agenda of one participant's next session is put together from. */
export const AgendaQuestion = z
  .strictObject({
    participantId: Id,
    durationMinutes: Minutes.min(10, { error: "A session with an agenda lasts at least 10 minutes.\nGive its length in minutes." }).max(1440),
    lastSessionAt: z.exactOptional(Instant),
    at: Instant,
    entries: z.array(VisibleEntry).max(10_000).readonly(),
    attempts: z.array(HomeworkAttempt).max(10_000).readonly(),
    openHomework: z.array(OpenHomework).max(10_000).readonly(),
    actions: z.array(AgreedAction).max(10_000).readonly(),
  })
  .check(rule(reportOthers), rule(reportRepeats), rule((question: AgendaQuestion, report) => {
    const now = millisecondsOf(question.at);
    for (const [instant, path] of instantsOf(question)) if (millisecondsOf(instant) > now) report(inFuture, path, { instant, at: question.at });
  }))
  .readonly() satisfies z.ZodType<AgendaQuestion>;
