import { millisecondsOf } from "../time/internal.js";
import type { Id, Instant } from "../unit/index.js";
import type { JournalField } from "./journal-field.js";
import type { ReadCircumstances } from "./read-circumstances.js";
import type { JournalConsent, ReaderAssignment, ReadOverride, ThreeWayAgreement } from "./read-records.js";
import type { VisibilityGrant } from "./visibility-policy.js";

/**
 * Why something may be read: `own`, by `consent`, by `agreement`, by an `override`. Why not: `no-grant` the policy gives this role nothing of it; `aggregate-only` of groups only; `not-assigned` the reader has this role toward others, at another time, or toward nobody;
 * `no-consent`, `consent-withdrawn`; `not-agreed` no agreement in force names it; `client-only` the entry is shared with nobody.
 */
export type ReadReason = "own" | "consent" | "agreement" | "override" | "no-grant" | "aggregate-only" | "not-assigned" | "no-consent" | "consent-withdrawn" | "not-agreed" | "client-only";

/** Whether something of one participant may be read, and why. For the host: that a consent was withdrawn is nothing to show to the reader. */
export interface ReadDecision {
  /** Whose coaching. */
  readonly participantId: Id;
  /** What. */
  readonly field: JournalField;
  /** Whether it may be read. */
  readonly isAllowed: boolean;
  /** Why, or why not. */
  readonly reason: ReadReason;
  /** The override by which it is read. */
  readonly overrideId?: Id;
}

/** That something was read by an override. The host stores it where nobody can change it. */
export interface OverriddenRead {
  /** What this document is. */
  readonly kind: "overridden-read";
  /** The version of its form. */
  readonly schemaVersion: 1;
  /** By which override. */
  readonly overrideId: Id;
  /** Whose coaching. */
  readonly participantId: Id;
  /** Who read. */
  readonly readerId: Id;
  /** As what. */
  readonly role: Id;
  /** What would have been denied else. */
  readonly fields: readonly JournalField[];
  /** The entries that were shown, where a view of entries was asked for; one that shows none is a reading, too. */
  readonly entryIds?: readonly Id[];
  /** The ground of the override. */
  readonly ground: ReadOverride["ground"];
  /** Its reason. */
  readonly reason: string;
  /** Who decided it. */
  readonly actorId: Id;
  /** When it was read. */
  readonly readAt: Instant;
}

/** The records that speak of one reader, by participant. */
export interface ReaderRecords {
  readonly circumstances: ReadCircumstances;
  /** By field. */
  readonly grants: ReadonlyMap<JournalField, VisibilityGrant>;
  /** Participants toward whom the reader has the role at the time. */
  readonly assigned: ReadonlySet<Id>;
  /** Latest first; of one instant the withdrawals first. */
  readonly consents: ReadonlyMap<Id, readonly JournalConsent[]>;
  readonly agreements: ReadonlyMap<Id, readonly ThreeWayAgreement[]>;
  /** Oldest first. */
  readonly overrides: ReadonlyMap<Id, readonly ReadOverride[]>;
}

const byParticipant = <Of extends { readonly participantId: Id }>(records: readonly Of[]): ReadonlyMap<Id, readonly Of[]> => {
  const found = new Map<Id, Of[]>();
  for (const record of records) {
    const own = found.get(record.participantId);
    if (own === undefined) found.set(record.participantId, [record]);
    else own.push(record);
  }
  return found;
};

/** Whether a span that starts at `startsAt` holds at an instant: its end does not belong to it. */
const holdsAt = (at: number, startsAt: Instant, endsAt: Instant | undefined): boolean => millisecondsOf(startsAt) <= at && (endsAt === undefined || at < millisecondsOf(endsAt));

/** Sorts checked records for one reader. */
export function readerRecords(circumstances: ReadCircumstances): ReaderRecords {
  const { viewer: { personId, role }, readAt, policy, assignments, consents, agreements, overrides } = circumstances;
  const at = millisecondsOf(readAt);
  const isAssigned = (one: ReaderAssignment): boolean => one.readerId === personId && one.role === role && holdsAt(at, one.startsAt, one.endsAt);
  const isAbout = (one: JournalConsent): boolean => one.role === role && (one.readerId ?? personId) === personId;
  const latestFirst = (a: JournalConsent, b: JournalConsent): number => millisecondsOf(b.decidedAt) - millisecondsOf(a.decidedAt) || Number(b.decision === "withdrawn") - Number(a.decision === "withdrawn");
  const oldestFirst = (a: ReadOverride, b: ReadOverride): number => millisecondsOf(a.decidedAt) - millisecondsOf(b.decidedAt) || (a.id < b.id ? -1 : 1);
  return {
    circumstances,
    grants: new Map(policy.grants.filter((one) => one.role === role).map((one) => [one.field, one])),
    assigned: new Set(assignments.filter(isAssigned).map(({ participantId }) => participantId)),
    consents: byParticipant(consents.filter(isAbout).sort(latestFirst)),
    agreements: byParticipant(agreements.filter((one) => holdsAt(at, one.agreedAt, one.endsAt))),
    overrides: byParticipant(overrides.filter((one) => one.readerId === personId && holdsAt(at, one.decidedAt, one.endsAt)).sort(oldestFirst)),
  };
}

/** What the basis of a grant says for one participant. */
function basisReason({ consents, agreements }: ReaderRecords, participantId: Id, { role, field, basis }: VisibilityGrant): ReadReason {
  if (basis === "agreement") {
    const isAgreed = (agreements.get(participantId) ?? []).some(({ shared }) => shared.some((one) => one.role === role && one.fields.includes(field)));
    return isAgreed ? "agreement" : "not-agreed";
  }
  const latest = (consents.get(participantId) ?? []).find(({ fields }) => fields.includes(field));
  return latest === undefined ? "no-consent" : latest.decision === "given" ? "consent" : "consent-withdrawn";
}

/** What the policy says, before any override. */
function ruledReason(records: ReaderRecords, participantId: Id, asked: Pick<VisibilityGrant, "field" | "form">): ReadReason {
  const { viewer } = records.circumstances;
  const grant = records.grants.get(asked.field);
  if (viewer.role === "participant") return viewer.personId === participantId ? "own" : "no-grant";
  if (grant === undefined) return "no-grant";
  if (grant.form === "aggregate" && asked.form === "individual") return "aggregate-only";
  return records.assigned.has(participantId) ? basisReason(records, participantId, grant) : "not-assigned";
}

const allowing: ReadonlySet<ReadReason> = new Set(["own", "consent", "agreement"]);

/** Whether a field of one participant may be read; an override counts only where the policy denies. */
export function decideRead(records: ReaderRecords, participantId: Id, asked: Pick<VisibilityGrant, "field" | "form">): ReadDecision {
  const { field } = asked;
  const reason = ruledReason(records, participantId, asked);
  if (allowing.has(reason)) return { participantId, field, isAllowed: true, reason };
  const override = (records.overrides.get(participantId) ?? []).find(({ fields }) => fields.includes(field));
  return override === undefined ? { participantId, field, isAllowed: false, reason } : { participantId, field, isAllowed: true, reason: "override", overrideId: override.id };
}

/** What the host has to store of decisions about one participant: one record for each override that opened something. */
export function overriddenReads(records: ReaderRecords, participantId: Id, decisions: readonly ReadDecision[]): readonly OverriddenRead[] {
  const { viewer: { personId, role }, readAt } = records.circumstances;
  return (records.overrides.get(participantId) ?? []).flatMap(({ id, ground, reason, actorId }) => {
    const fields = decisions.filter(({ overrideId }) => overrideId === id).map(({ field }) => field);
    return fields.length === 0 ? [] : [{ kind: "overridden-read", schemaVersion: 1, overrideId: id, participantId, readerId: personId, role, fields, ground, reason, actorId, readAt } as const];
  });
}
