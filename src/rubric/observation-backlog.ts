import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, Count, Id, Instant } from "../unit/index.js";

/** An observation that somebody is to make; `drawObservations` says of whom and in which week. */
export interface PlannedObservation {
  /** Unique within the request, such as the id of the opportunity. */
  readonly id: Id;
  /** Who is to be observed. */
  readonly participantId: Id;
  /** Who is to observe. */
  readonly raterId: Id;
  /** The first day of the week that it belongs to. */
  readonly weekStartDate: CivilDate;
  /** Until when it has to be made. */
  readonly dueAt: Instant;
}
/** An observation that was made. */
export interface MadeObservation {
  /** The id of the observation. */
  readonly id: Id;
  /** The planned observation that it is, or null: nobody had planned it. */
  readonly plannedId: Id | null;
  /** Who was observed. */
  readonly participantId: Id;
  /** Who observed. */
  readonly raterId: Id;
  /** When. */
  readonly observedAt: Instant;
}
/** What was planned and what was done, as of an instant. */
export interface BacklogRequest {
  /** At most 100,000. */
  readonly planned: readonly PlannedObservation[];
  /** At most 100,000. */
  readonly made: readonly MadeObservation[];
  /** The instant of the answer. */
  readonly asOf: Instant;
}

const duplicatePlanned: Fault = { code: "observation-backlog.duplicate_planned", message: "Two planned observations have the id “{id}”.", hint: "Give each once." };
const duplicateMade: Fault = { code: "observation-backlog.duplicate_made", message: "Two observations have the id “{id}”.", hint: "Give each once." };
const madeTwice: Fault = { code: "observation-backlog.made_twice", message: "“{id}” was planned once and is reported made twice.", hint: "Give the second one no plannedId, or plan each rater's own." };
const unknownPlanned: Fault = { code: "observation-backlog.unknown_planned", message: "No planned observation has the id “{id}”.", hint: "Correct the id, or give null where nobody had planned it." };
const otherParticipant: Fault = { code: "observation-backlog.other_participant", message: "“{id}” was planned of “{expected}”, and “{got}” was observed.", hint: "Whoever observes another one has not made the planned observation: give null as plannedId." };
const madeInFuture: Fault = { code: "observation-backlog.made_in_future", message: "It was made at {observedAt}, after {asOf}.", hint: "Correct the date, or ask as of a later instant." };

function findBacklogFaults({ planned, made, asOf }: BacklogRequest, report: Report): void {
  for (const [index, { id }] of repeated(planned, (one) => one.id)) report(duplicatePlanned, ["planned", index, "id"], { id });
  for (const [index, { id }] of repeated(made, (one) => one.id)) report(duplicateMade, ["made", index, "id"], { id });
  const participantOf = new Map(planned.map(({ id, participantId }) => [id, participantId]));
  const fulfilled = new Set<Id>();
  const now = millisecondsOf(asOf);
  made.forEach(({ plannedId: id, participantId, observedAt }, index) => {
    if (millisecondsOf(observedAt) > now) report(madeInFuture, ["made", index, "observedAt"], { observedAt, asOf });
    if (id === null) return;
    const expected = participantOf.get(id);
    if (expected === undefined) report(unknownPlanned, ["made", index, "plannedId"], { id });
    else if (expected !== participantId) report(otherParticipant, ["made", index, "participantId"], { id, expected, got: participantId });
    if (fulfilled.has(id)) report(madeTwice, ["made", index, "plannedId"], { id });
    fulfilled.add(id);
  });
}

const PlannedObservation = z.strictObject({ id: Id, participantId: Id, raterId: Id, weekStartDate: CivilDate, dueAt: Instant }).readonly() satisfies z.ZodType<PlannedObservation>;
const MadeObservation = z.strictObject({ id: Id, plannedId: Id.nullable(), participantId: Id, raterId: Id, observedAt: Instant }).readonly() satisfies z.ZodType<MadeObservation>;
/** What was planned and what was done, as of an instant. */
export const BacklogRequest = z
  .strictObject({ planned: z.array(PlannedObservation).max(100_000).readonly(), made: z.array(MadeObservation).max(100_000).readonly(), asOf: Instant })
  .check(rule(findBacklogFaults))
  .readonly() satisfies z.ZodType<BacklogRequest>;

/** Planned against done. */
export interface BacklogCounts {
  /** All that were planned: done, overdue and open together. */
  readonly plannedCount: Count;
  /** Made by the instant of the answer, late ones included. */
  readonly doneCount: Count;
  /** Of these, made after they were due. */
  readonly doneLateCount: Count;
  /** Of these, made by another rater than planned; they count for the one who was to make them. */
  readonly doneByOthersCount: Count;
  /** Not made, and due. */
  readonly overdueCount: Count;
  /** Not made, and not yet due. */
  readonly openCount: Count;
}
/** Planned against done for one rater, participant or week. */
export interface BacklogRow extends BacklogCounts {
  /** The rater's or participant's id, or the first day of the week. */
  readonly key: string;
}
/** An observation that should have been made. */
export interface OverdueObservation extends PlannedObservation {
  /** Whole days since it was due. */
  readonly overdueDays: Count;
}
/** What is planned, done and overdue. */
export interface ObservationBacklog extends BacklogCounts {
  /** Observations that nobody had planned. Where raters choose whom and when to observe, these flatter: keep them out of a compliance that rests on a draw. */
  readonly unplannedCount: Count;
  /** By rater who was to observe, in the order of the ids. */
  readonly byRater: readonly BacklogRow[];
  /** By participant who was to be observed, in the order of the ids. */
  readonly byParticipant: readonly BacklogRow[];
  /** By week that it was planned for. */
  readonly byWeek: readonly BacklogRow[];
  /** Longest overdue first, then by id. */
  readonly overdue: readonly OverdueObservation[];
}

interface Status { readonly planned: PlannedObservation; readonly made: MadeObservation | undefined; readonly overdueMilliseconds: number }
const DAY = 86_400_000;

function countsOf(statuses: readonly Status[]): BacklogCounts {
  const count = (is: (status: Status) => boolean): number => statuses.reduce((sum, status) => sum + (is(status) ? 1 : 0), 0);
  const isDone = ({ made }: Status): boolean => made !== undefined;
  return {
    plannedCount: statuses.length,
    doneCount: count(isDone),
    doneLateCount: count(({ planned, made }) => made !== undefined && millisecondsOf(made.observedAt) > millisecondsOf(planned.dueAt)),
    doneByOthersCount: count(({ planned, made }) => made !== undefined && made.raterId !== planned.raterId),
    overdueCount: count((status) => !isDone(status) && status.overdueMilliseconds > 0),
    openCount: count((status) => !isDone(status) && status.overdueMilliseconds <= 0),
  };
}

function rowsBy(statuses: readonly Status[], keyOf: (planned: PlannedObservation) => string): readonly BacklogRow[] {
  const groups = new Map<string, Status[]>();
  for (const status of statuses) {
    const key = keyOf(status.planned);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [status]);
    else group.push(status);
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, group]) => ({ key, ...countsOf(group) }));
}

/**
 * The observations that were planned against those that were made, in all and by rater, participant and week, and what is overdue.
 * An observation is due until its instant, that instant included. One of another participant is not the planned one; one by another rater is, and is counted as such.
 *
 * @throws CoachingError `input.*`, `observation-backlog.duplicate_planned`, `observation-backlog.duplicate_made`, `observation-backlog.made_twice`, `observation-backlog.unknown_planned`, `observation-backlog.other_participant`, `observation-backlog.made_in_future`
 * @example
 * ```ts
 * const planned = [{ id: "s1", participantId: "p1", raterId: "c1", weekStartDate: "2027-10-04", dueAt: "2027-10-08T16:00:00Z" }];
 * observationBacklog({ planned, made: [], asOf: "2027-10-11T09:00:00Z" }).overdue[0].overdueDays; // => 2
 * ```
 */
export function observationBacklog(request: BacklogRequest): ObservationBacklog {
  const { planned, made, asOf } = check(BacklogRequest, request);
  const madeOf = new Map(made.map((one) => [one.plannedId, one]));
  const now = millisecondsOf(asOf);
  const statuses = planned.map((one): Status => ({ planned: one, made: madeOf.get(one.id), overdueMilliseconds: now - millisecondsOf(one.dueAt) }));
  return {
    ...countsOf(statuses),
    unplannedCount: made.filter(({ plannedId }) => plannedId === null).length,
    byRater: rowsBy(statuses, ({ raterId }) => raterId),
    byParticipant: rowsBy(statuses, ({ participantId }) => participantId),
    byWeek: rowsBy(statuses, ({ weekStartDate }) => weekStartDate),
    overdue: statuses
      .filter((status) => status.made === undefined && status.overdueMilliseconds > 0)
      .sort((left, right) => right.overdueMilliseconds - left.overdueMilliseconds || (left.planned.id < right.planned.id ? -1 : 1))
      .map((status) => ({ ...status.planned, overdueDays: Math.floor(status.overdueMilliseconds / DAY) })),
  };
}
