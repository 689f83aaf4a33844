import * as z from "zod";
import { CivilDate, Fraction, Id } from "../../unit/index.js";
import { JudgedCoefficient } from "../coefficient/agreement-benchmark.js";

/** How many people, requirements and records one question about standing takes. */
export const COACH_LIMITS = {
  /** Coaches of one question. */
  coaches: 20_000,
  /** Requirements of one question. */
  requirements: 50,
  /** Records of each kind. */
  records: 500_000,
  /** Scenarios of one coach. */
  scenarios: 200,
} as const;

/** A coach whose standing is asked for. */
export interface StandingCoach {
  /** Given by the host. */
  readonly id: Id;
  /** The scenarios in which the coach coaches, such as one role's conversations. */
  readonly scenarioIds?: readonly Id[];
  /** The day of the coach's first session, past or planned. Left out: not known, or none is planned. */
  readonly firstSessionDate?: CivilDate;
}
interface CoachRecord {
  /** Given by the host, unique among all records. */
  readonly id: Id;
  /** The coach whom it is about. */
  readonly coachId: Id;
}
/** What somebody found a coach to know. */
export interface CompetencyAssessment extends CoachRecord {
  /** The competency, by the host's id. */
  readonly competencyId: Id;
  /** From 0, not at all, to 1, fully. */
  readonly levelFraction: Fraction;
  /** When. */
  readonly assessedDate: CivilDate;
  /** By whom; the coach's own id for a self-assessment. */
  readonly assessorId: Id;
  /** In which scenario. */
  readonly scenarioId?: Id;
}
/** What came out of a coach's calibration. */
export interface CalibrationRecord extends CoachRecord {
  /** When. */
  readonly calibratedDate: CivilDate;
  /** Whether the coach may go on rating; `insufficient`: there were too few ratings to tell, so that it counts for nothing. */
  readonly verdict: "fine" | "watch" | "recalibrate" | "insufficient";
  /** How far the coach agrees with the others, such as a result of `raterAgreement`. Left out: there is none. */
  readonly agreement?: JudgedCoefficient;
  /** The share of gold levels that the coach hit. Left out: there is none. */
  readonly accuracy?: JudgedCoefficient;
  /** In which scenario. */
  readonly scenarioId?: Id;
}
/** A session that a coach practiced, or in which the coach was observed. */
export interface CoachedSession extends CoachRecord {
  /** Which. */
  readonly kind: "practice" | "observed";
  /** When. */
  readonly heldDate: CivilDate;
  /** In which scenario. */
  readonly scenarioId?: Id;
}
/** A certificate that a coach holds. */
export interface CoachCertificate extends CoachRecord {
  /** Which, by the host's id. */
  readonly certificateId: Id;
  /** Since when. */
  readonly issuedDate: CivilDate;
  /** The last day on which it holds; null: it does not expire. */
  readonly expiresDate: CivilDate | null;
}
/** What is known of coaches, in any order. */
export interface CoachRecords {
  /** What they were found to know. */
  readonly assessments: readonly CompetencyAssessment[];
  /** How their calibrations came out. */
  readonly calibrations: readonly CalibrationRecord[];
  /** Where they practiced and were observed. */
  readonly sessions: readonly CoachedSession[];
  /** Their certificates. */
  readonly certificates: readonly CoachCertificate[];
}

/** A coach whose standing is asked for. */
export const StandingCoach = z
  .strictObject({ id: Id, scenarioIds: z.exactOptional(z.array(Id).max(COACH_LIMITS.scenarios).readonly()), firstSessionDate: z.exactOptional(CivilDate) })
  .readonly() satisfies z.ZodType<StandingCoach>;
const keys = { id: Id, coachId: Id };
const scenarioId = z.exactOptional(Id);
const CompetencyAssessment = z.strictObject({ ...keys, competencyId: Id, levelFraction: Fraction, assessedDate: CivilDate, assessorId: Id, scenarioId }).readonly() satisfies z.ZodType<CompetencyAssessment>;
const CalibrationRecord = z
  .strictObject({ ...keys, calibratedDate: CivilDate, verdict: z.enum(["fine", "watch", "recalibrate", "insufficient"]), agreement: z.exactOptional(JudgedCoefficient), accuracy: z.exactOptional(JudgedCoefficient), scenarioId })
  .readonly() satisfies z.ZodType<CalibrationRecord>;
const CoachedSession = z.strictObject({ ...keys, kind: z.enum(["practice", "observed"]), heldDate: CivilDate, scenarioId }).readonly() satisfies z.ZodType<CoachedSession>;
const CoachCertificate = z.strictObject({ ...keys, certificateId: Id, issuedDate: CivilDate, expiresDate: CivilDate.nullable() }).readonly() satisfies z.ZodType<CoachCertificate>;
const { records } = COACH_LIMITS;
/** What is known of coaches. */
export const CoachRecords = z
  .strictObject({
    assessments: z.array(CompetencyAssessment).max(records).readonly(), calibrations: z.array(CalibrationRecord).max(records).readonly(), sessions: z.array(CoachedSession).max(records).readonly(),
    certificates: z.array(CoachCertificate).max(records).readonly(),
  })
  .readonly() satisfies z.ZodType<CoachRecords>;
