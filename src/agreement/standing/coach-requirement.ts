import * as z from "zod";
import { Fraction, Id } from "../../unit/index.js";
import type { AgreementStakes } from "../coefficient/agreement-benchmark.js";

interface RequirementTerms {
  /** Given by the host, unique; results name it. */
  readonly id: Id;
  /** Asked only of coaches who coach in this scenario, and shown only by records of it; certificates have no scenario, and show it wherever they are from. Left out: asked of everyone, and records of any scenario show it. */
  readonly scenarioId?: Id;
  /** Whether a new coach has to show it by the day of the first session; until then it is pending. */
  readonly isDueBeforeFirstSession: boolean;
}
/** A coach knows something well enough, by the latest assessment that counts. */
export interface CompetencyRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "competency";
  /** The competency, by the host's id. */
  readonly competencyId: Id;
  /** The least level, as in the competencies of `matchCoaches`. */
  readonly minimumFraction: Fraction;
  /** For how many days an assessment holds. */
  readonly validDays: number;
  /** Whether what coaches say of themselves counts. */
  readonly countsSelfAssessment: boolean;
}
/** A coach rates like the others, or like experts, by the latest calibration that could tell. */
export interface CalibrationRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "calibration";
  /** At most so many days lie between two calibrations. */
  readonly everyDays: number;
  /** Whether the verdict `watch` is good enough, as `fine` always is. */
  readonly acceptsWatch: boolean;
}
/** A coach agrees with other raters, by the lower end of the latest interval. */
export interface AgreementRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "agreement";
  /** What the coach's ratings decide: the lower end has to reach .40, .60 or .75, the cuts of the scale `stakes` of `agreementBenchmark`. */
  readonly stakes: AgreementStakes;
  /** For how many days a result holds. */
  readonly validDays: number;
}
/** A coach hits the levels of gold clips, by the lower end of the latest interval. */
export interface AccuracyRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "accuracy";
  /** What the lower end has to reach. */
  readonly minimumFraction: Fraction;
  /** For how many days a result holds. */
  readonly validDays: number;
}
/** A coach has practiced, or has been observed, often enough of late. */
export interface SessionRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "sessions";
  /** Which sessions count. */
  readonly sessionKinds: readonly ("practice" | "observed")[];
  /** How many, at least 1. */
  readonly minimumCount: number;
  /** A session counts for so many days after its own; as many as asked for have to count on one day. */
  readonly withinDays: number;
}
/** A coach holds a certificate that has not expired. */
export interface CertificateRequirement extends RequirementTerms {
  /** Tells the kinds apart. */
  readonly kind: "certificate";
  /** The certificate, by the host's id. */
  readonly certificateId: Id;
}
/** What is asked of coaches. */
export type CoachRequirement = CompetencyRequirement | CalibrationRequirement | AgreementRequirement | AccuracyRequirement | SessionRequirement | CertificateRequirement;

/** 1 to 3,660. */
const Days = z.int().min(1).max(3660);
const terms = { id: Id, scenarioId: z.exactOptional(Id), isDueBeforeFirstSession: z.boolean() };
/** What is asked of coaches. */
export const CoachRequirement = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("competency"), competencyId: Id, minimumFraction: Fraction, validDays: Days, countsSelfAssessment: z.boolean(), ...terms }).readonly(),
  z.strictObject({ kind: z.literal("calibration"), everyDays: Days, acceptsWatch: z.boolean(), ...terms }).readonly(),
  z.strictObject({ kind: z.literal("agreement"), stakes: z.enum(["feedback", "pilot-decision", "pay-or-promotion"]), validDays: Days, ...terms }).readonly(),
  z.strictObject({ kind: z.literal("accuracy"), minimumFraction: Fraction, validDays: Days, ...terms }).readonly(),
  z.strictObject({ kind: z.literal("sessions"), sessionKinds: z.array(z.enum(["practice", "observed"])).min(1).max(2).readonly(), minimumCount: z.int().min(1).max(1000), withinDays: Days, ...terms }).readonly(),
  z.strictObject({ kind: z.literal("certificate"), certificateId: Id, ...terms }).readonly(),
]) satisfies z.ZodType<CoachRequirement>;
