import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, foundIf } from "../review-rule.js";
import { dayNumberOf } from "../../time/internal.js";

const subject = "coach";
const { calibrationDays, agreementLowerBound } = reviewBounds;
const hasCoaches = ({ program }: ReviewMaterial): boolean => program.touchpoints.some(({ ledBy }) => ledBy === "coach");

/** Who coaches, and how well they agree. */
export const coachRules: readonly CheckedRule[] = [
  {
    code: "no-minimum-competency", subject, severity: "error", needs: ["evidence.minimumCompetencyIds"],
    firesWhen: "coaches lead touchpoints, and no competency is asked of them.",
    why: "Coach quality differs widely: without a minimum the program is as good as the weakest coach.",
    fix: "Say which competencies every coach must have shown.",
    find: (material) => {
      const { minimumCompetencyIds } = material.evidence;
      if (!hasCoaches(material)) return [];
      return minimumCompetencyIds === undefined ? null : foundIf(minimumCompetencyIds.length === 0, ["evidence", "minimumCompetencyIds"], "Nothing is asked of coaches.");
    },
  },
  {
    code: "coach-below-minimum", subject, severity: "error", needs: ["evidence.minimumCompetencyIds", "evidence.coaches"],
    firesWhen: "a coach lacks a competency that is asked of every coach.",
    why: "A minimum that is not held is none.",
    fix: "Train the coach before the start, or let another one coach.",
    find: (material) => {
      const { minimumCompetencyIds, coaches } = material.evidence;
      if (!hasCoaches(material)) return [];
      if (minimumCompetencyIds === undefined || coaches === undefined) return null;
      return coaches.flatMap(({ coachId, competencyIds }, index) => {
        const shown = new Set(competencyIds);
        const missing = minimumCompetencyIds.filter((id) => !shown.has(id));
        return foundIf(missing.length > 0, ["evidence", "coaches", index, "competencyIds"], `“${coachId}” lacks ${missing.map((id) => `“${id}”`).join(", ")}.`);
      });
    },
  },
  {
    code: "stale-calibration", subject, severity: "error", needs: ["evidence.coaches", "evidence.asOfDate"],
    firesWhen: `a coach has not scored together with others in the last ${String(calibrationDays)} days.`,
    why: "Raters drift: calibration sessions keep one anchor meaning one thing.",
    fix: "Hold a calibration session before the next scores count.",
    find: (material) => {
      const { coaches, asOfDate } = material.evidence;
      if (!hasCoaches(material)) return [];
      if (coaches === undefined || asOfDate === undefined) return null;
      return coaches.flatMap(({ coachId, lastCalibratedDate: date }, index) =>
        foundIf(date === null || dayNumberOf(asOfDate) - dayNumberOf(date) > calibrationDays, ["evidence", "coaches", index, "lastCalibratedDate"], date === null ? `“${coachId}” was never calibrated.` : `“${coachId}” was last calibrated on ${date}.`));
    },
  },
  {
    code: "low-rater-agreement", subject, severity: "error", needs: ["evidence.raterAgreementLowerBound"],
    firesWhen: `the lower bound of the agreement of raters is below ${String(agreementLowerBound)}.`,
    why: "Scores on which raters do not agree say more about the rater than about the behavior.",
    fix: "Sharpen the anchors, calibrate, and score a sample twice again.",
    find: ({ evidence: { raterAgreementLowerBound: lower } }) => (lower === undefined ? null : foundIf(lower < agreementLowerBound, ["evidence", "raterAgreementLowerBound"], `The lower bound is ${String(lower)}.`)),
  },
  {
    code: "thin-contract", subject, severity: "warning", needs: ["program.coachSources"],
    firesWhen: "coaches lead touchpoints, and the terms of a coach source have no time to prepare, none for notes, or no deliverables.",
    why: "Coaches from outside need clear terms: preparation, notes and what is handed in; what is not agreed is not done.",
    fix: "Agree on preparationMinutes, noteMinutes and deliverables.",
    find: (material) => {
      const { coachSources } = material.program;
      if (!hasCoaches(material)) return [];
      return coachSources?.flatMap(({ title, contract: { preparationMinutes, noteMinutes, deliverables } }, index) =>
        foundIf(preparationMinutes === 0 || noteMinutes === 0 || deliverables.length === 0, ["program", "coachSources", index, "contract"], `“${title}” has no preparation, no notes or no deliverables.`)) ?? null;
    },
  },
  {
    code: "unmatched-participant", subject, severity: "error", needs: ["plan"],
    firesWhen: "a participant has no coach for a reason: language, hours, or that the only coach is their manager.",
    why: "A coach who does not speak the participant's language, or none at all, is the plainest mismatch.",
    fix: "Add a coach who fits, or let the participant start later.",
    find: ({ plan }) => plan?.coachAssignments.flatMap(({ participantId, reason }, index) => foundIf(reason !== null, ["plan", "coachAssignments", index], `“${participantId}” has no coach: ${String(reason)}.`)) ?? null,
  },
  {
    code: "unplaced-session", subject, severity: "warning", needs: ["plan"],
    firesWhen: "the plan has planned sessions without a slot; one that a journal replaced has none and needs none.",
    why: "A dose that does not fit into the calendar is not delivered, and the program is judged for it.",
    fix: "Add coach hours, widen the window, or move the touchpoint to another time.",
    find: ({ plan }) => {
      if (plan === undefined) return null;
      const unplaced = plan.unassigned.filter(({ reason }) => reason !== "replaced-by-journal");
      return foundIf(unplaced.length > 0, ["plan", "unassigned"], `${String(unplaced.length)} planned sessions have no slot.`);
    },
  },
];
