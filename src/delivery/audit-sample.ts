import * as z from "zod";
import { Count, CivilDate, Fraction, Id } from "../unit/index.js";

/** What a draw of sessions to audit takes. */
export const AUDIT_SAMPLE_LIMITS = {
  /** Sessions that are drawn from. */
  sessions: 100_000,
  /** Strata: coaches, by touchpoint and site where wanted. */
  strata: 1000,
  /** Sessions that are drawn. */
  audits: 10_000,
} as const;

/** Sessions of one coach, and of one touchpoint and site where these were told apart. */
export interface AuditStratum {
  /** Unique within the sample. */
  readonly stratumId: Id;
  /** The coach; `null` for sessions that no coach leads. */
  readonly coachId: Id | null;
  /** The touchpoint; `null` where touchpoints were not told apart. */
  readonly touchpointId: Id | null;
  /** The site; `null` where sites were not told apart, or people of several meet. */
  readonly siteId: Id | null;
  /** How many sessions it has. */
  readonly sessionCount: Count;
  /** How many of them were drawn. */
  readonly drawnCount: Count;
}
/** Schema of a stratum. */
export const AuditStratum = z
  .strictObject({ stratumId: Id, coachId: Id.nullable(), touchpointId: Id.nullable(), siteId: Id.nullable(), sessionCount: Count.min(1).max(AUDIT_SAMPLE_LIMITS.sessions), drawnCount: Count.max(AUDIT_SAMPLE_LIMITS.sessions) })
  .readonly() satisfies z.ZodType<AuditStratum>;

/** A session that is to be audited. */
export interface DrawnSession {
  /** The session of the plan. */
  readonly sessionId: Id;
  /** Its day. */
  readonly date: CivilDate;
  /** Its stratum. */
  readonly stratumId: Id;
}
/** Schema of a session that is to be audited. */
export const DrawnSession = z.strictObject({ sessionId: Id, date: CivilDate, stratumId: Id }).readonly() satisfies z.ZodType<DrawnSession>;

/** Which sessions a fidelity audit looks at, drawn by chance: a document that a host stores before anybody audits. */
export interface AuditSample {
  /** Always `"audit-sample"`. */
  readonly kind: "audit-sample";
  /** The shape of this document; 1 today. */
  readonly schemaVersion: 1;
  /** The audit. */
  readonly auditId: Id;
  /** The fingerprint of all that the draw depends on, 64 hexadecimal digits: whoever draws again from the same seed and sessions gets it again. */
  readonly frameHash: string;
  /** Those to be audited, by date, then by id. */
  readonly drawn: readonly DrawnSession[];
  /** All strata, by coach, touchpoint and site. */
  readonly strata: readonly AuditStratum[];
  /** Audits that the wanted precision takes by itself; more are drawn where strata need their least. */
  readonly neededCount: Count;
  /** The half width to be expected of the interval where variances are known well, so from several audits of each stratum; `null` where a stratum gets no audit, or there is nothing to draw from. */
  readonly expectedHalfWidthFraction: Fraction | null;
  /** Why nothing was drawn. */
  readonly reason: "no-sessions" | null;
  /** What was taken for granted. */
  readonly assumptions: { readonly expectedFraction: Fraction; readonly minimumPerStratumCount: Count };
}
/** Schema of a sample. */
export const AuditSample = z
  .strictObject({
    kind: z.literal("audit-sample"), schemaVersion: z.literal(1), auditId: Id, frameHash: Id, drawn: z.array(DrawnSession).max(AUDIT_SAMPLE_LIMITS.sessions).readonly(), strata: z.array(AuditStratum).max(AUDIT_SAMPLE_LIMITS.strata).readonly(),
    neededCount: Count, expectedHalfWidthFraction: Fraction.nullable(), reason: z.literal("no-sessions").nullable(), assumptions: z.strictObject({ expectedFraction: Fraction, minimumPerStratumCount: Count }).readonly(),
  })
  .readonly() satisfies z.ZodType<AuditSample>;
