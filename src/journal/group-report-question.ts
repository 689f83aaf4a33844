import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant } from "../unit/index.js";
import { GROUP_REPORT_LIMITS, GroupDisclosure } from "./group-disclosure.js";

/** The group in which someone is, in one dimension: team, site, tenure. */
export interface GroupMembership {
  /** What is told apart: `"team"`. */
  readonly dimensionId: Id;
  /** Which one it is: `"blue"`. */
  readonly groupId: Id;
}
/** The group in which someone is, in one dimension. */
export const GroupMembership = z.strictObject({ dimensionId: Id, groupId: Id }).readonly() satisfies z.ZodType<GroupMembership>;

/** Someone who answered. Who was asked and did not answer counts nowhere. */
export interface GroupRespondent {
  /** Who answered; each once. */
  readonly participantId: Id;
  /** The answer: on the scale of the question, or 0 for no and 1 for yes. */
  readonly value: number;
  /** The groups, at most one of each dimension, at most 10. Who has none in a dimension is in no group of it. */
  readonly groups: readonly GroupMembership[];
}
const Value = z.number().min(-1e9).max(1e9).overwrite((value) => value + 0);
/** Someone who answered. */
export const GroupRespondent = z.strictObject({ participantId: Id, value: Value, groups: z.array(GroupMembership).max(10).readonly() }).readonly() satisfies z.ZodType<GroupRespondent>;

/** The ends of what can be answered. */
export interface AnswerScale {
  /** The lowest answer: 1 of 1 to 5, 0 for no. */
  readonly lowest: number;
  /** The highest answer: 5 of 1 to 5, 1 for yes. */
  readonly highest: number;
}
/** The ends of what can be answered. */
export const AnswerScale = z.strictObject({ lowest: Value, highest: Value }).readonly() satisfies z.ZodType<AnswerScale>;

/** What a group report is made from. */
export interface GroupReportQuestion {
  /** What was asked. Reports on one measure protect one another; answers to other measures are other secrets. */
  readonly measureId: Id;
  /** When the report is made. */
  readonly reportedAt: Instant;
  /** The scale of the answers: what lies off it is refused. The mean of a scale from 0 to 1 is a share. */
  readonly scale: AnswerScale;
  /** The fewest people about whom something may be told; 2 to 100, 5 by custom; there is no default. */
  readonly leastRespondentCount: number;
  /** Who answered. */
  readonly respondents: readonly GroupRespondent[];
  /** What is shown beside the total: `["team"]` each team, `["site", "team"]` each team of each site. A table with its margins is `["team"], ["tenure"], ["team", "tenure"]`. At most 20, of at most 5 dimensions each. */
  readonly breakdowns: readonly (readonly Id[])[];
  /** The disclosures of earlier reports on this measure, and of others made at the same time: of another breakdown, or of a part of the people. */
  readonly earlier?: readonly GroupDisclosure[];
}

const emptyScale: Fault = { code: "group-report-question.empty_scale", message: "The scale runs from {lowest} to {highest}.", hint: "Give a highest answer above the lowest." };
const offScale: Fault = { code: "group-report-question.off_scale", message: "The answer {value} is not on the scale from {lowest} to {highest}.", hint: "Correct the answer, or the scale." };
const answeredTwice: Fault = { code: "group-report-question.answered_twice", message: "“{participantId}” answers twice.", hint: "Give one answer of each participant." };
const twoGroups: Fault = { code: "group-report-question.two_groups", message: "“{participantId}” is in two groups of “{dimensionId}”.", hint: "Give one group of each dimension; make two dimensions where people are in both." };
const unknownDimension: Fault = { code: "group-report-question.unknown_dimension", message: "Nobody has a group in “{dimensionId}”.", hint: "Correct the dimension, or leave the breakdown out." };
const repeatedDimension: Fault = { code: "group-report-question.repeated_dimension", message: "“{dimensionId}” stands twice in the breakdown.", hint: "Name each dimension once." };
const repeatedBreakdown: Fault = { code: "group-report-question.repeated_breakdown", message: "The breakdown by “{dimensionIds}” stands twice.", hint: "Give each breakdown once." };
const otherMeasure: Fault = { code: "group-report-question.other_measure", message: "The earlier report is on “{measureId}”.", hint: "Give the earlier reports on this measure only." };
const laterReport: Fault = { code: "group-report-question.later_report", message: "The earlier report was made later, {reportedAt}.", hint: "Correct one of the two instants." };

function findOffScale({ scale: { lowest, highest }, respondents }: GroupReportQuestion, report: Report): void {
  if (highest <= lowest) report(emptyScale, ["scale", "highest"], { lowest, highest });
  else for (const [index, { value }] of respondents.entries()) if (value < lowest || value > highest) report(offScale, ["respondents", index, "value"], { value, lowest, highest });
}

function findTwice({ respondents }: GroupReportQuestion, report: Report): void {
  const first = new Map<string, GroupRespondent>();
  for (const [index, respondent] of respondents.entries()) {
    const { participantId, groups } = respondent;
    for (const [at, { dimensionId }] of repeated(groups, (one) => one.dimensionId)) report(twoGroups, ["respondents", index, "groups", at, "dimensionId"], { participantId, dimensionId });
    const other = first.get(participantId);
    first.set(participantId, other ?? respondent);
    if (other === undefined) continue;
    report(answeredTwice, ["respondents", index, "participantId"], { participantId });
    for (const [at, { dimensionId, groupId }] of groups.entries()) {
      if (other.groups.some((one) => one.dimensionId === dimensionId && one.groupId !== groupId)) report(twoGroups, ["respondents", index, "groups", at, "dimensionId"], { participantId, dimensionId });
    }
  }
}

function findBreakdowns({ respondents, breakdowns }: GroupReportQuestion, report: Report): void {
  const known = new Set<string>();
  for (const { groups } of respondents) for (const { dimensionId } of groups) known.add(dimensionId);
  for (const [index, dimensionIds] of breakdowns.entries()) {
    for (const [at, dimensionId] of repeated(dimensionIds, (one) => one)) report(repeatedDimension, ["breakdowns", index, at], { dimensionId });
    for (const [at, dimensionId] of dimensionIds.entries()) if (!known.has(dimensionId)) report(unknownDimension, ["breakdowns", index, at], { dimensionId });
  }
  for (const [index, dimensionIds] of repeated(breakdowns, (one) => JSON.stringify([...one].sort()))) report(repeatedBreakdown, ["breakdowns", index], { dimensionIds });
}

function findEarlier({ measureId, reportedAt, earlier = [] }: GroupReportQuestion, report: Report): void {
  for (const [index, one] of earlier.entries()) {
    if (one.measureId !== measureId) report(otherMeasure, ["earlier", index, "measureId"], { measureId: one.measureId });
    if (millisecondsOf(one.reportedAt) > millisecondsOf(reportedAt)) report(laterReport, ["earlier", index, "reportedAt"], { reportedAt: one.reportedAt });
  }
}

/** What a group report is made from. */
export const GroupReportQuestion = z
  .strictObject({
    measureId: Id,
    reportedAt: Instant,
    scale: AnswerScale,
    leastRespondentCount: z.int().min(2).max(100),
    respondents: z.array(GroupRespondent).min(1).max(GROUP_REPORT_LIMITS.respondentCount).readonly(),
    breakdowns: z.array(z.array(Id).min(1).max(5).readonly()).max(20).readonly(),
    earlier: z.exactOptional(z.array(GroupDisclosure).max(GROUP_REPORT_LIMITS.earlierCount).readonly()),
  })
  .check(rule(findOffScale), rule(findTwice), rule(findBreakdowns), rule(findEarlier))
  .readonly() satisfies z.ZodType<GroupReportQuestion>;
