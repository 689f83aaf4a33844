import type { Mentorship } from "../../plan/index.js";
import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, type Found, foundIf } from "../review-rule.js";

const subject = "mentoring";
const needs = ["evidence.mentorships"];
const { mentorGradeDistance } = reviewBounds;

/** Fires for each pair of a mentoring program; a coaching program has none. */
const findPairs = (foundIn: (pair: Mentorship) => string | null) => ({ program: { practice }, evidence: { mentorships } }: ReviewMaterial): readonly Found[] | null => {
  if (practice !== "mentoring") return [];
  return mentorships?.flatMap((pair, index) => {
    const found = foundIn(pair);
    return foundIf(found !== null, ["evidence", "mentorships", index], found ?? "");
  }) ?? null;
};

/** Who mentors whom. */
export const mentoringRules: readonly CheckedRule[] = [
  {
    code: "mentor-in-reporting-line", subject, severity: "error", needs,
    firesWhen: "in a mentoring program one of the two reports to the other, directly, through others or by a dotted line.",
    why: "Career advice is only frank where the adviser does not judge the work.",
    fix: "Choose a mentor outside the reporting line.",
    find: findPairs(({ mentorId, participantId, isInReportingLine }) => (isInReportingLine ? `“${participantId}” and “${mentorId}” stand in one reporting line.` : null)),
  },
  {
    code: "mentor-of-other-standing", subject, severity: "warning", needs,
    firesWhen: "in a mentoring program the mentor stands more than one grade above or below the participant's supervisor.",
    why: "A mentor of similar standing to the immediate supervisor knows the next step; one far above or below does not.",
    fix: "Choose a mentor of about the supervisor's grade.",
    find: findPairs(({ mentorId, participantId, mentorGrade, supervisorGrade }) => (Math.abs(mentorGrade - supervisorGrade) > mentorGradeDistance ? `“${mentorId}” stands ${String(Math.abs(mentorGrade - supervisorGrade))} grades from the supervisor of “${participantId}”.` : null)),
  },
];
