import * as z from "zod";
import { Kpi, KpiBaseline } from "../kpi/index.js";
import { Mentorship } from "../plan/index.js";
import { FidelityAudit } from "../program/index.js";
import { CivilDate, Count, Id } from "../unit/index.js";

/** Which rubric a target behavior is observed with. */
export interface BehaviorRubric {
  /** The target behavior of the program. */
  readonly targetBehaviorId: Id;
  /** The rubric. */
  readonly rubricId: Id;
}
/** Schema of a behavior's rubric. */
export const BehaviorRubric = z.strictObject({ targetBehaviorId: Id, rubricId: Id }).readonly() satisfies z.ZodType<BehaviorRubric>;

/** What a segment of the program is like. */
export interface SegmentProfile {
  /** The segment of the program. */
  readonly segmentId: Id;
  /** People in it. */
  readonly participantCount: Count;
  /** Whether they do frontline work, such as talking to customers all day. */
  readonly isFrontline: boolean;
  /** Whether their behavior matters most to the business: people in a transition to a new role, leaders of many. */
  readonly isHighImpact: boolean;
}
/** Schema of a segment's profile. */
export const SegmentProfile = z.strictObject({ segmentId: Id, participantCount: z.int().min(0).max(10_000_000), isFrontline: z.boolean(), isHighImpact: z.boolean() }).readonly() satisfies z.ZodType<SegmentProfile>;

/** Who gets coaching, and what the others get. */
export interface AccessDecision {
  /** People who could be coached. */
  readonly eligibleCount: Count;
  /** Those of them who are. */
  readonly coachedCount: Count;
  /** Whether only people in the top band of performance or potential are chosen. */
  readonly isTopBandOnly: boolean;
  /** Whether it is decided what the others get, and when. */
  readonly hasPlanForOthers: boolean;
}
/** Schema of the decision on access. */
export const AccessDecision = z.strictObject({ eligibleCount: z.int().min(1).max(10_000_000), coachedCount: z.int().min(0).max(10_000_000), isTopBandOnly: z.boolean(), hasPlanForOthers: z.boolean() }).readonly() satisfies z.ZodType<AccessDecision>;

/** The homework of one participant. */
export interface HomeworkGiven {
  /** The participant. */
  readonly participantId: Id;
  /** The homework items, in any order. */
  readonly homeworkItemIds: readonly Id[];
}
/** Schema of a participant's homework. */
export const HomeworkGiven = z.strictObject({ participantId: Id, homeworkItemIds: z.array(Id).max(1000).readonly() }).readonly() satisfies z.ZodType<HomeworkGiven>;

/** What one coach can do, and how fresh that is. */
export interface CoachCompetence {
  /** The coach. */
  readonly coachId: Id;
  /** The competencies that the coach has shown. */
  readonly competencyIds: readonly Id[];
  /** When the coach last scored with others and compared; `null` when never. */
  readonly lastCalibratedDate: CivilDate | null;
}
/** Schema of what one coach can do. */
export const CoachCompetence = z.strictObject({ coachId: Id, competencyIds: z.array(Id).max(200).readonly(), lastCalibratedDate: CivilDate.nullable() }).readonly() satisfies z.ZodType<CoachCompetence>;

/** The last look at a sample of what an AI sent. */
export interface AiAudit {
  /** When. */
  readonly auditedDate: CivilDate;
  /** How many outputs a person read. */
  readonly sampleCount: Count;
}
/** Schema of an audit of an AI's outputs. */
export const AiAudit = z.strictObject({ auditedDate: CivilDate, sampleCount: z.int().min(0).max(1_000_000) }).readonly() satisfies z.ZodType<AiAudit>;

/** What a program document does not say and some rules need. Every key is optional; a rule whose evidence is missing is reported as not checked, never as held. */
export interface ReviewEvidence {
  /** The day on which the review is made: how old a calibration or an audit is counts from here. */
  readonly asOfDate?: CivilDate;
  /** The KPIs as the host declares them, with owner and source. One with the id of a built-in KPI takes its place. */
  readonly kpis?: readonly Kpi[];
  /** Measurements before the program, as `baselineGaps` takes them; a KPI that is not listed has none. */
  readonly baselines?: readonly KpiBaseline[];
  /** Which rubric each target behavior is observed with. */
  readonly behaviorRubrics?: readonly BehaviorRubric[];
  /** Weeks of the program, counted from its start, in which behavior is measured: `[0, 6, 12, 26]`. */
  readonly measurementWeeks?: readonly number[];
  /** How many participants there are. */
  readonly participantCount?: Count;
  /** The roles that participants have in the organization: `["new-manager", "agent"]`. */
  readonly participantRoles?: readonly Id[];
  /** What the segments are like. */
  readonly segmentProfiles?: readonly SegmentProfile[];
  /** Who gets coaching. */
  readonly access?: AccessDecision;
  /** The homework of each participant. */
  readonly homework?: readonly HomeworkGiven[];
  /** The competencies that every coach must have; an empty list says that none are asked for. */
  readonly minimumCompetencyIds?: readonly Id[];
  /** What each coach can do. */
  readonly coaches?: readonly CoachCompetence[];
  /** The lower bound of the interval of the agreement of raters: a kappa, an alpha or another coefficient corrected for chance. */
  readonly raterAgreementLowerBound?: number;
  /** Customer contacts of one person a day, for touchpoints that follow contacts. */
  readonly contactCountPerDay?: Count;
  /** What leaves an AI: after a person's approval of each, from templates that people approved, or by itself. */
  readonly aiSending?: "human-approves-each" | "approved-templates" | "automatic";
  /** The last audit of the AI's outputs; `null` when there was none. */
  readonly aiAudit?: AiAudit | null;
  /** The fidelity audits with what became of them, as `auditSchedule` gives them. */
  readonly fidelityAudits?: readonly FidelityAudit[];
  /** Who mentors whom, as `mentorEligibility` gives it. */
  readonly mentorships?: readonly Mentorship[];
  /** The week of the program by which a return on investment has been promised; `null` when none has. */
  readonly promisedReturnWeek?: number | null;
  /** What the gate between pilot and scale has said; `null` when it has not been asked. */
  readonly gateVerdict?: "scale" | "iterate" | "stop" | "insufficient-evidence" | null;
}

const Ids = z.array(Id).max(1000).readonly();

/** Schema of the evidence of a program review. */
export const ReviewEvidence = z
  .strictObject({
    asOfDate: z.exactOptional(CivilDate), kpis: z.exactOptional(z.array(Kpi).max(1000).readonly()), baselines: z.exactOptional(z.array(KpiBaseline).max(10_000).readonly()),
    behaviorRubrics: z.exactOptional(z.array(BehaviorRubric).max(1000).readonly()), measurementWeeks: z.exactOptional(z.array(z.int().min(-520).max(1040)).max(1000).readonly()),
    participantCount: z.exactOptional(z.int().min(1).max(10_000_000)), participantRoles: z.exactOptional(Ids), segmentProfiles: z.exactOptional(z.array(SegmentProfile).max(100).readonly()), access: z.exactOptional(AccessDecision),
    homework: z.exactOptional(z.array(HomeworkGiven).max(100_000).readonly()), minimumCompetencyIds: z.exactOptional(Ids), coaches: z.exactOptional(z.array(CoachCompetence).max(100_000).readonly()),
    raterAgreementLowerBound: z.exactOptional(z.number().min(-1).max(1)), contactCountPerDay: z.exactOptional(z.int().min(0).max(100_000)),
    aiSending: z.exactOptional(z.enum(["human-approves-each", "approved-templates", "automatic"])), aiAudit: z.exactOptional(AiAudit.nullable()),
    fidelityAudits: z.exactOptional(z.array(FidelityAudit).max(1000).readonly()),
    mentorships: z.exactOptional(z.array(Mentorship).max(100_000).readonly()), promisedReturnWeek: z.exactOptional(z.int().min(0).max(1040).nullable()),
    gateVerdict: z.exactOptional(z.enum(["scale", "iterate", "stop", "insufficient-evidence"]).nullable()),
  })
  .readonly() satisfies z.ZodType<ReviewEvidence>;
