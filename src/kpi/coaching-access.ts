import * as z from "zod";
import { check, type Fault, type Issue, isCoachingError, repeated, type Report, rule } from "../error/index.js";
import { GroupDisclosure, GroupMembership, groupReport, GroupReportQuestion } from "../journal/index.js";
import { ConfidenceLevel, type EstimateResult, meanEstimate, type NoEstimate, type ProportionEstimate, proportionEstimate } from "../statistics/index.js";
import { type Count, Hours, Id, Instant } from "../unit/index.js";
import { type AccessRatio, accessRatios } from "./access-ratio.js";
import { KPI_LIMITS } from "./measure-window.js";

/** Someone who could be coached, coached or not. */
export interface EligiblePerson {
  /** The person. */
  readonly participantId: Id;
  /** Hours of coaching in the period, 0 for none; `participation` counts them. */
  readonly coachingHours: Hours;
  /** The groups, at most one of each dimension: level, site, team. */
  readonly groups: readonly GroupMembership[];
}
/** Schema of someone who could be coached. */
export const EligiblePerson = z.strictObject({ participantId: Id, coachingHours: Hours.max(10_000), groups: z.array(GroupMembership).max(10).readonly() }).readonly() satisfies z.ZodType<EligiblePerson>;

/** What access to coaching is measured on. */
export interface CoachingAccessInput {
  /** Names the measure and its period: `"coaching-2027-q4"`. Reports on one measure protect one another. */
  readonly measureId: Id;
  /** When the report is made. */
  readonly reportedAt: Instant;
  /** Everyone who could be coached, each once; who was not is what the report is about. */
  readonly people: readonly EligiblePerson[];
  /** What is shown beside the total: `["site"]` each site, `["level", "site"]` each level of each site. */
  readonly breakdowns: readonly (readonly Id[])[];
  /** The fewest people of whom something is told; 2 to 100, 5 by custom; there is no default. */
  readonly leastPersonCount: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The disclosures of earlier reports on this measure. */
  readonly earlier?: readonly GroupDisclosure[];
}

const duplicatePerson: Fault = { code: "coaching-access.duplicate_person", message: "“{id}” is listed twice.", hint: "Keep one entry for each person, with all hours." };

const questionOf = ({ measureId, reportedAt, people, breakdowns, leastPersonCount, earlier }: CoachingAccessInput): GroupReportQuestion => ({
  measureId, reportedAt, breakdowns, leastRespondentCount: leastPersonCount,
  scale: { lowest: 0, highest: people.reduce((most, { coachingHours }) => Math.max(most, coachingHours), 1) },
  respondents: people.map(({ participantId, coachingHours: value, groups }) => ({ participantId, value, groups })),
  ...(earlier === undefined ? {} : { earlier }),
});

/** What our own schema does not look for already. */
const aboutGroups = /^group-report-question\.(?!answered_twice|off_scale|empty_scale)/u;

/** The faults of groups are those of the report that protects them; its respondents are our people. */
function findGroupFaults(input: CoachingAccessInput, report: Report): void {
  for (const [index, { participantId: id }] of repeated(input.people, (one) => one.participantId)) report(duplicatePerson, ["people", index, "participantId"], { id });
  const reported = ({ code, message, hint, path, params }: Issue): void => {
    if (aboutGroups.test(code)) report({ code, message, hint }, path.map((key, place) => (place === 0 && key === "respondents" ? "people" : key)), params);
  };
  try {
    check(GroupReportQuestion, questionOf(input));
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    error.issues.forEach(reported);
  }
}

/** Schema of what access to coaching is measured on, with its rules between parts. */
export const CoachingAccessInput = z
  .strictObject({
    measureId: Id, reportedAt: Instant, people: z.array(EligiblePerson).min(1).max(KPI_LIMITS.personCount).readonly(), breakdowns: z.array(z.array(Id).min(1).max(5).readonly()).max(20).readonly(),
    leastPersonCount: z.int().min(2).max(100), confidenceLevel: ConfidenceLevel, earlier: z.exactOptional(z.array(GroupDisclosure).max(100).readonly()),
  })
  .check(rule(findGroupFaults))
  .readonly() satisfies z.ZodType<CoachingAccessInput>;

/** The access of a group that is shown. */
export interface GroupAccess {
  /** What its people share, by dimension; empty for all. */
  readonly memberships: readonly GroupMembership[];
  /** How many there are. */
  readonly personCount: Count;
  /** Hours per person, those with none among them, with Student's interval. */
  readonly hoursPerPerson: EstimateResult;
  /** People with any coaching ÷ people, with Wilson's interval. */
  readonly reachedFraction: ProportionEstimate | NoEstimate;
}

/** Who has how much access to coaching. */
export interface CoachingAccess {
  /** What is shown, fewer dimensions first, then by ids. */
  readonly shown: readonly GroupAccess[];
  /** The groups that are hidden, by what their people share. */
  readonly hidden: readonly { readonly memberships: readonly GroupMembership[] }[];
  /** For each breakdown, the group with the fewest hours per person against the one with the most, among those shown. */
  readonly equity: readonly AccessRatio[];
  /** For the next report on this measure; kept by the host, and shown to nobody. */
  readonly disclosure: GroupDisclosure;
}

/**
 * Who has how much access to coaching, by level, site or group: hours per person, the share reached, and the lowest against the highest group. Coaching is not to be hoarded for a few.
 * Which groups are shown hangs on who is in them, never on their hours, and is proven as in `groupReport`: no combination of shown groups, of this report and the earlier ones, tells of fewer people than asked for. The proof holds for every sum over people, hence for hours, for their squares in the intervals, and for who was reached.
 * Not covered, as there: a group in which all are alike tells of each; nobody of a group reached is one such.
 * The interval describes people as if drawn from more of their kind; of everyone in a house it tells how far chance alone could have gone.
 *
 * @throws CoachingError `coaching-access.duplicate_person`, `group-report-question.two_groups`, `group-report-question.unknown_dimension`, `group-report-question.repeated_dimension`, `group-report-question.repeated_breakdown`, `group-report-question.other_measure`, `group-report-question.later_report`, `group-disclosure.repeated_participant`, `group-classes.too_many_groups`, `input.*`
 * @example
 * ```ts
 * const staff = (site, count, hours) => Array.from({ length: count }, (_, index) => ({ participantId: `${site}${index}`, coachingHours: index % 2 === 0 ? hours : hours / 2, groups: [{ dimensionId: "site", groupId: site }] }));
 * const people = [...staff("berlin", 10, 4), ...staff("lagos", 10, 2), ...staff("lima", 3, 8), ...staff("oslo", 4, 1)];
 * const access = coachingAccess({ measureId: "coaching-q4", reportedAt: "2027-12-31T12:00:00Z", people, breakdowns: [["site"]], leastPersonCount: 5, confidenceLevel: 0.95 });
 * access.shown.map(({ memberships, personCount }) => [memberships[0]?.groupId ?? "all", personCount]); // => [["all", 27], ["berlin", 10], ["lagos", 10]]
 * access.equity[0].lowestToHighestRatio.estimate; // => 0.5
 * ```
 */
export function coachingAccess(input: CoachingAccessInput): CoachingAccess {
  const checked = check(CoachingAccessInput, input);
  const { people, breakdowns, confidenceLevel } = checked;
  const { report, disclosure } = groupReport(questionOf(checked));
  const hoursOf = new Map(people.map(({ participantId, coachingHours }) => [participantId, coachingHours]));
  const groups = report.shown.map(({ memberships }, index) => ({ memberships, hours: (disclosure.disclosed[index] ?? []).map((id) => hoursOf.get(id) ?? 0) }));
  return {
    shown: groups.map(({ memberships, hours }) => ({
      memberships, personCount: hours.length,
      hoursPerPerson: meanEstimate({ values: hours, confidenceLevel }),
      reachedFraction: proportionEstimate({ successes: hours.filter((one) => one > 0).length, n: hours.length, confidenceLevel }),
    })),
    hidden: report.hidden,
    equity: accessRatios(groups, { breakdowns, confidenceLevel }),
    disclosure,
  };
}
