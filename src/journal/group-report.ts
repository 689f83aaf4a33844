import { check } from "../error/index.js";
import { mean } from "../statistics/index.js";
import type { Count, Id, Instant } from "../unit/index.js";
import { auditGroups, type SuppressionReason } from "./group-audit.js";
import { groupClasses } from "./group-classes.js";
import type { GroupDisclosure } from "./group-disclosure.js";
import { type AnswerScale, type GroupMembership, GroupReportQuestion } from "./group-report-question.js";

/** A group that readers see. */
export interface ReportedGroup {
  /** What its people share, by dimension; empty for all. */
  readonly memberships: readonly GroupMembership[];
  /** How many answered. */
  readonly respondentCount: Count;
  /** The mean of their answers, not rounded: how it is shown is the host's. Rounding protects nobody. */
  readonly mean: number;
}

/** The document for readers. It holds nothing of what it hides, not even why; and which groups it hides hangs on who is in them, never on what they answered. */
export interface GroupReport {
  /** What this document is. */
  readonly kind: "group-report";
  /** The version of its form. */
  readonly schemaVersion: 1;
  /** What was asked. */
  readonly measureId: Id;
  /** When the report was made. */
  readonly reportedAt: Instant;
  /** The scale of the answers. */
  readonly scale: AnswerScale;
  /** The fewest people about whom something is told. */
  readonly leastRespondentCount: number;
  /** What is shown, fewer dimensions first, then by ids. */
  readonly shown: readonly ReportedGroup[];
  /** The groups that are hidden, by what their people share. */
  readonly hidden: readonly { readonly memberships: readonly GroupMembership[] }[];
}

/** What was hidden and why. For the host alone: it tells which groups are small. */
export interface GroupSuppression {
  /** Which groups are hidden is found by going from coarse to fine and from many people to few, hiding what may no longer be shown: a heuristic. To hide as few as can be is NP-hard. That what is shown is safe is proven. */
  readonly method: "greedy-with-proof";
  /** The hidden groups in the order of the report. */
  readonly hidden: readonly { readonly memberships: readonly GroupMembership[]; readonly reason: SuppressionReason }[];
  /** How many groups are hidden for each reason; `too-few` is the primary one. */
  readonly counts: Readonly<Record<SuppressionReason, Count>>;
  /** `earlier-reports-tell-of-few`: those given tell of fewer people than asked for already, by themselves. No later report can take that back; nothing more is told. */
  readonly warnings: readonly "earlier-reports-tell-of-few"[];
}

/** A group report, what the host keeps for the next one, and why groups are hidden. */
export interface GroupReportResult {
  /** For readers. */
  readonly report: GroupReport;
  /** For the next report; kept with the answers, and shown to nobody. */
  readonly disclosure: GroupDisclosure;
  /** For the host. */
  readonly suppression: GroupSuppression;
}

/**
 * A report on groups of people that tells nothing about fewer of them than asked for: not of a group, not of what is left of a group beside the others, not of who came or went since an earlier report.
 *
 * A reader is taken to know who is in which group, and to solve all that the shown groups and the earlier ones say as one system of equations, each person's answer being one unknown in all of them.
 * Each group is shown only after a proof that no combination of the shown ones, with it, holds 1 to `leastRespondentCount` − 1 people; so no hidden group can be worked out either. How many people a group has is no secret.
 * Not covered: the ends of the scale, since a mean at one of them tells what everyone in the group answered, and one close to it nearly so, of groups hidden in it and of those who left, too: for sensitive questions ask for more people, or for fewer breakdowns; an answer that is corrected between two reports, which both means together tell; what people say of themselves; answers to other measures.
 * Sources: L. Cox, "Suppression methodology and statistical disclosure control", Journal of the American Statistical Association 75 (1980); D. Denning, P. Denning, M. Schwartz, "The tracker: a threat to statistical database security", ACM TODS 4 (1979).
 *
 * @throws CoachingError `group-report-question.empty_scale`, `group-report-question.off_scale`, `group-report-question.answered_twice`, `group-report-question.two_groups`, `group-report-question.unknown_dimension`, `group-report-question.repeated_dimension`, `group-report-question.repeated_breakdown`, `group-report-question.other_measure`, `group-report-question.later_report`, `group-disclosure.repeated_participant`, `group-classes.too_many_groups`, `input.*`
 * @example
 * ```ts
 * const people = (team, count, value) => Array.from({ length: count }, (_, index) => ({ participantId: `${team}${index}`, value, groups: [{ dimensionId: "team", groupId: team }] }));
 * const respondents = [...people("a", 12, 4), ...people("b", 9, 3.5), ...people("c", 3, 2.5)];
 * const { report, suppression } = groupReport({ measureId: "trust", reportedAt: "2026-10-05T07:00:00Z", scale: { lowest: 1, highest: 5 }, leastRespondentCount: 5, respondents, breakdowns: [["team"]] });
 * report.shown; // => [{ memberships: [], respondentCount: 24, mean: 3.625 }, { memberships: [{ dimensionId: "team", groupId: "a" }], respondentCount: 12, mean: 4 }]
 * suppression.hidden.map(({ reason }) => reason); // => ["complementary", "too-few"]
 * ```
 */
export function groupReport(input: GroupReportQuestion): GroupReportResult {
  const question = check(GroupReportQuestion, input);
  const { measureId, reportedAt, scale, leastRespondentCount } = question;
  const classes = groupClasses(question);
  const { reasons, earlierTellOfFew } = auditGroups(classes, leastRespondentCount);
  const shown = classes.groups.filter((_, number) => reasons[number] === undefined);
  const hidden = classes.groups.flatMap(({ memberships }, number) => { const reason = reasons[number]; return reason === undefined ? [] : [{ memberships, reason }]; });
  const countOf = (reason: SuppressionReason): Count => hidden.filter((one) => one.reason === reason).length;
  return {
    report: {
      kind: "group-report", schemaVersion: 1, measureId, reportedAt, scale, leastRespondentCount,
      shown: shown.map(({ memberships, respondents }) => ({ memberships, respondentCount: respondents.length, mean: mean(respondents.map(({ value }) => value)) })),
      hidden: hidden.map(({ memberships }) => ({ memberships })),
    },
    disclosure: { kind: "group-disclosure", schemaVersion: 1, measureId, reportedAt, disclosed: shown.map(({ respondents }) => respondents.map(({ participantId }) => participantId)) },
    suppression: {
      method: "greedy-with-proof",
      hidden,
      counts: { "too-few": countOf("too-few"), complementary: countOf("complementary"), "changed-by-few": countOf("changed-by-few"), "not-proven": countOf("not-proven") },
      warnings: earlierTellOfFew ? ["earlier-reports-tell-of-few"] : [],
    },
  };
}
