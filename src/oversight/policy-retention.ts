import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { DAY, instantText, isWithinTime, millisecondsOf } from "../time/internal.js";
import { Count, Id, Instant, Prose } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { OversightPolicy } from "./policy.js";
import { POLICY_LIMITS } from "./policy-limits.js";

/** A record that a host keeps: where it belongs, and nothing of what it says. */
export interface KeptRecord {
  /** Unique among the records. */
  readonly recordId: Id;
  /** Whom it is about. */
  readonly personId: Id;
  /** What it is kept for. */
  readonly purposeId: Id;
  /** Its class. */
  readonly dataClass: Id;
  /** When it was made. */
  readonly createdAt: Instant;
}
/** A hold that keeps records from being erased, because of a proceeding for instance. */
export interface LegalHold {
  /** Unique among the holds. */
  readonly id: Id;
  /** Why. */
  readonly reason: Prose;
  /** Who placed it. */
  readonly actorId: Id;
  /** Since when. */
  readonly placedAt: Instant;
  /** Until when; left out: until it is ended. */
  readonly endsAt?: Instant;
  /** The records it keeps. */
  readonly recordIds: readonly Id[];
  /** The people all of whose records it keeps. */
  readonly personIds: readonly Id[];
}
/** Which records must go, and by when. */
export interface RetentionQuestion {
  /** The policy. */
  readonly policy: OversightPolicy;
  /** The records that there are. */
  readonly records: readonly KeptRecord[];
  /** The holds. */
  readonly holds: readonly LegalHold[];
  /** As of when. */
  readonly at: Instant;
  /** How many days ahead to look, 0 to 36,500; 0 lists what is due by now. */
  readonly aheadDays: number;
}
/** A record that must go. */
export interface DueRecord {
  /** Which record. */
  readonly recordId: Id;
  /** What it is kept for. */
  readonly purposeId: Id;
  /** Its class. */
  readonly dataClass: Id;
  /** The instant by which it must be gone: its creation and the days of its term. Without a term its creation, since nobody permitted to keep it. */
  readonly eraseByAt: Instant;
  /** Whether that instant has come. */
  readonly isOverdue: boolean;
  /** Why it must go: its time is over, nobody said how long it may be kept, or the policy does not know its purpose or class. */
  readonly reason: "retention-over" | "no-retention" | "unknown-purpose" | "unknown-data-class";
}
/** A record that would have to go but for a hold. */
export interface HeldRecord extends DueRecord {
  /** The holds that keep it, by id. */
  readonly holdIds: readonly Id[];
  /** When the last of them ends; `null` when one has no end. */
  readonly heldUntilAt: Instant | null;
}
/** Which records must go, and by when. */
export interface RecordsDue {
  /** What must go, the most urgent first. */
  readonly due: readonly DueRecord[];
  /** What would have to go but for a hold, the most urgent first. */
  readonly held: readonly HeldRecord[];
  /** How many records are due later than looked. */
  readonly laterCount: Count;
}

/** Schema of a kept record. */
export const KeptRecord = z.strictObject({ recordId: Id, personId: Id, purposeId: Id, dataClass: Id, createdAt: Instant }).readonly() satisfies z.ZodType<KeptRecord>;

const endsFirst: Fault = { code: "policy-retention.ends_first", message: "The hold “{id}” ends before it is placed.", hint: "Correct one of the instants." };
const holdsNothing: Fault = { code: "policy-retention.holds_nothing", message: "The hold “{id}” names neither a record nor a person.", hint: "Name what it keeps, or remove it." };
const duplicateRecord: Fault = { code: "policy-retention.duplicate_record", message: "Two records have the id “{id}”.", hint: "Give each record its own id." };
const duplicateHold: Fault = { code: "policy-retention.duplicate_hold", message: "Two holds have the id “{id}”.", hint: "Give each hold its own id." };
const createdLater: Fault = { code: "policy-retention.created_later", message: "The record “{id}” is made later than the question is asked.", hint: "Correct one of the instants, or leave the record out." };

/** Schema of a legal hold. */
export const LegalHold = z
  .strictObject({ id: Id, reason: Prose.min(1), actorId: Id, placedAt: Instant, endsAt: z.exactOptional(Instant), recordIds: z.array(Id).max(POLICY_LIMITS.records).readonly(), personIds: z.array(Id).max(POLICY_LIMITS.people).readonly() })
  .check(rule(({ id, placedAt, endsAt, recordIds, personIds }: LegalHold, report) => {
    if (endsAt !== undefined && millisecondsOf(endsAt) < millisecondsOf(placedAt)) report(endsFirst, ["endsAt"], { id });
    if (recordIds.length + personIds.length === 0) report(holdsNothing, [], { id });
  }))
  .readonly() satisfies z.ZodType<LegalHold>;
/** The lists of a question about retention. */
export const keptRecords = { records: z.array(KeptRecord).max(POLICY_LIMITS.records).readonly(), holds: z.array(LegalHold).max(POLICY_LIMITS.holds).readonly(), at: Instant };
/** What is wrong between records, holds and the instant of a question. */
export function findRecordFaults({ records, holds, at }: Pick<RetentionQuestion, "records" | "holds" | "at">, report: Report): void {
  const now = millisecondsOf(at);
  for (const [index, { recordId: id }] of repeated(records, (one) => one.recordId)) report(duplicateRecord, ["records", index, "recordId"], { id });
  for (const [index, { id }] of repeated(holds, (one) => one.id)) report(duplicateHold, ["holds", index, "id"], { id });
  for (const [index, { recordId: id, createdAt }] of records.entries()) if (millisecondsOf(createdAt) > now) report(createdLater, ["records", index, "createdAt"], { id });
}
/** Schema of a question about retention. */
export const RetentionQuestion = z.strictObject({ policy: OversightPolicy, ...keptRecords, aheadDays: z.int().min(0).max(36_500) }).check(rule(findRecordFaults)).readonly() satisfies z.ZodType<RetentionQuestion>;

/** The holds that are on, by what they keep. */
function holdBook(holds: readonly LegalHold[], now: number): (record: KeptRecord) => readonly LegalHold[] {
  const [ofRecord, ofPerson] = [new Map<Id, LegalHold[]>(), new Map<Id, LegalHold[]>()];
  const add = (book: Map<Id, LegalHold[]>, id: Id, hold: LegalHold) => {
    const known = book.get(id);
    if (known === undefined) book.set(id, [hold]);
    else known.push(hold);
  };
  for (const hold of holds) {
    if (millisecondsOf(hold.placedAt) > now || (hold.endsAt !== undefined && millisecondsOf(hold.endsAt) <= now)) continue;
    for (const id of hold.recordIds) add(ofRecord, id, hold);
    for (const id of hold.personIds) add(ofPerson, id, hold);
  }
  return ({ recordId, personId }) => [...new Set([...(ofRecord.get(recordId) ?? []), ...(ofPerson.get(personId) ?? [])])];
}

/** For each record its term in days, and why it must go then. */
function termBook({ purposes, dataClasses }: OversightPolicy): (record: KeptRecord) => Pick<DueRecord, "reason"> & { readonly days: number } {
  const known = new Set(dataClasses.map(({ id }) => id));
  const terms = new Map(purposes.map(({ id, retention }) => [id, new Map(retention.map(({ dataClass, retentionDays }) => [dataClass, retentionDays]))]));
  return ({ purposeId, dataClass }) => {
    const term = terms.get(purposeId);
    const days = term?.get(dataClass);
    if (days !== undefined) return { days, reason: "retention-over" };
    return { days: 0, reason: term === undefined ? "unknown-purpose" : known.has(dataClass) ? "no-retention" : "unknown-data-class" };
  };
}

const lastEnd = (holds: readonly LegalHold[]): Instant | null => {
  const ends = holds.map(({ endsAt }) => (endsAt === undefined ? Infinity : millisecondsOf(endsAt)));
  const last = ends.reduce((latest, end) => Math.max(latest, end), 0);
  return last === Infinity ? null : instantText(last);
};

/** Which of the records must go by when; for requests that are checked already. */
export function recordsDueOf({ policy, records, holds, at, aheadDays }: RetentionQuestion): RecordsDue {
  const now = millisecondsOf(at);
  const [holdsOf, termOf] = [holdBook(holds, now), termBook(policy)];
  const placed = records.map((record) => {
    const { days, reason } = termOf(record);
    return { record, reason, eraseBy: millisecondsOf(record.createdAt) + days * DAY };
  });
  // an instant after 2199 cannot be written; nothing that goes then is looked for
  const near = placed.filter(({ eraseBy }) => eraseBy <= now + aheadDays * DAY && isWithinTime(eraseBy)).sort((left, right) => left.eraseBy - right.eraseBy || inTextOrder(left.record.recordId, right.record.recordId));
  const [due, held]: [DueRecord[], HeldRecord[]] = [[], []];
  for (const { record, reason, eraseBy } of near) {
    const { recordId, purposeId, dataClass } = record;
    const one: DueRecord = { recordId, purposeId, dataClass, eraseByAt: instantText(eraseBy), isOverdue: eraseBy <= now, reason };
    const keeping = holdsOf(record);
    if (keeping.length === 0) due.push(one);
    else held.push({ ...one, holdIds: keeping.map(({ id }) => id).sort(inTextOrder), heldUntilAt: lastEnd(keeping) });
  }
  return { due, held, laterCount: records.length - near.length };
}

/**
 * Which records must be erased and by when: the creation of a record and the days of 24 hours that the policy gives its class for its purpose. Nothing is kept by default: what has no term is due since it was made. A record under a legal hold is listed apart, and is not due while the hold is on.
 *
 * @throws CoachingError `policy-retention.*`, `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const purpose = { id: "practice", title: "Practice", basis: "Works agreement", isConsentRequired: true, rules: [], retention: [{ dataClass: "homework", retentionDays: 30 }] };
 * const lists = { dataClasses: [{ id: "homework", title: "Homework" }], inferences: [], purposes: [purpose], models: [], automaticTemplates: [], killSwitchHolderIds: [], killSwitches: [] };
 * const policy = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ...lists };
 * const records = [
 *   { recordId: "h1", personId: "ana", purposeId: "practice", dataClass: "homework", createdAt: "2026-02-01T09:00:00Z" },
 *   { recordId: "v1", personId: "ana", purposeId: "practice", dataClass: "voice", createdAt: "2026-03-01T09:00:00Z" },
 * ];
 * const { due } = recordsDue({ policy, records, holds: [], at: "2026-03-02T00:00:00Z", aheadDays: 7 });
 * due.map(({ recordId, eraseByAt, reason }) => [recordId, eraseByAt, reason]); // => [["v1", "2026-03-01T09:00:00Z", "unknown-data-class"], ["h1", "2026-03-03T09:00:00Z", "retention-over"]]
 * ```
 */
export function recordsDue(question: RetentionQuestion): RecordsDue {
  return recordsDueOf(check(RetentionQuestion, question));
}
