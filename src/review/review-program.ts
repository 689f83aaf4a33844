import * as z from "zod";
import { Cohort } from "../cadence/index.js";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { kpiCatalog } from "../kpi/index.js";
import { Plan } from "../plan/index.js";
import { Program } from "../program/index.js";
import { Id, Prose } from "../unit/index.js";
import { reviewBounds } from "./review-bounds.js";
import { reviewBundles } from "./review-bundles.js";
import { ReviewEvidence } from "./review-evidence.js";
import { reviewMaterial, type ReviewMaterial } from "./review-material.js";
import type { CheckedRule, Found, ReviewSeverity } from "./review-rule.js";
import { checkedRules } from "./review-rules.js";

/** A rule that is not to fire, and why. */
export interface SwitchedOffRule {
  /** The code of the rule. */
  readonly code: Id;
  /** Why it does not count here; it stands in the result. */
  readonly reason: Prose;
}
/** Schema of a rule that is switched off. */
export const SwitchedOffRule = z.strictObject({ code: Id, reason: Prose.min(1, { error: "A rule is switched off for a reason.\nSay why it does not count here." }) }).readonly() satisfies z.ZodType<SwitchedOffRule>;

/** A program, and what else is known. */
export interface ReviewInput {
  /** The program. */
  readonly program: Program;
  /** Its cohort: days are then counted in its calendar, with its holidays. Without one, from a Monday on, every day a working day. */
  readonly cohort?: Cohort;
  /** The plan of this program for this cohort. */
  readonly plan?: Plan;
  /** What the program document does not say. */
  readonly evidence?: ReviewEvidence;
  /** Rules that are not to fire, each with the reason. */
  readonly switchedOff?: readonly SwitchedOffRule[];
}

/** Something that a rule found. */
export interface ReviewFinding {
  /** The rule. */
  readonly code: string;
  /** How much it weighs. */
  readonly severity: ReviewSeverity;
  /** Where in the input. */
  readonly path: readonly (string | number)[];
  /** What is there, in words. */
  readonly found: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
}

/** Whether all rules of a bundle hold. */
export interface BundleVerdict {
  /** `ready`: all hold, but for those that were switched off; `not-ready`: one has findings; `cannot-say`: none has, but evidence is missing. */
  readonly verdict: "ready" | "not-ready" | "cannot-say";
  /** Rules with findings. */
  readonly failedCodes: readonly string[];
  /** Rules that could not be checked. */
  readonly notCheckedCodes: readonly string[];
  /** Rules that were switched off. */
  readonly switchedOffCodes: readonly string[];
}

/** What the review of a program says. */
export interface ProgramReview {
  /** The program. */
  readonly programId: string;
  /** Errors first, then warnings and infos, each in the order of the rules. */
  readonly findings: readonly ReviewFinding[];
  /** Rules that hold. */
  readonly heldCodes: readonly string[];
  /** Rules whose evidence is missing, and what of the input they cannot do without. */
  readonly notChecked: readonly { readonly code: string; readonly needs: readonly string[] }[];
  /** Rules that were switched off, the reason, and how much they would have found; `null` when they could not have been checked. */
  readonly switchedOff: readonly { readonly code: string; readonly reason: string; readonly findingCount: number | null }[];
  /** Whether a pilot may start. */
  readonly pilotReady: BundleVerdict;
  /** Whether the program may be scaled. */
  readonly scaleReady: BundleVerdict;
  /** What the review takes for granted. */
  readonly assumptions: { readonly calendar: "cohort" | "every-day-works"; readonly completions: "on-their-day"; readonly bounds: typeof reviewBounds };
}

const unknownRule: Fault = { code: "review-program.unknown_rule", message: "No rule has the code “{code}”.", hint: "Use a code of reviewRules." };
const duplicateRule: Fault = { code: "review-program.duplicate_rule", message: "The rule “{code}” is switched off twice.", hint: "Keep one entry, with one reason." };
const planWithoutCohort: Fault = { code: "review-program.plan_without_cohort", message: "A plan alone does not tell the start date.", hint: "Give the cohort that the plan was made for." };
const otherProgram: Fault = { code: "review-program.other_program", message: "The plan is of the program “{id}”.", hint: "Give the plan of this program." };
const otherCohort: Fault = { code: "review-program.other_cohort", message: "The plan is of the cohort “{id}”.", hint: "Give the plan of this cohort." };
const unknownSegment: Fault = { code: "review-program.unknown_segment", message: "The program has no segment “{id}”.", hint: "Correct the id." };
const unknownBehavior: Fault = { code: "review-program.unknown_behavior", message: "The program has no target behavior “{id}”.", hint: "Correct the id." };
const unknownKpi: Fault = { code: "review-program.unknown_kpi", message: "No KPI has the id “{id}”.", hint: "Declare it under evidence.kpis, or correct the id." };
const datesSwapped: Fault = { code: "review-program.dates_swapped", message: "The baseline runs from {fromDate} to {toDate}.", hint: "Swap fromDate and toDate." };
const duplicateEntry: Fault = { code: "review-program.duplicate_entry", message: "“{id}” stands twice in {list}.", hint: "Keep one entry." };
const laterThanReview: Fault = { code: "review-program.later_than_review", message: "{date} is after the day of the review, {asOfDate}.", hint: "Correct the date, or asOfDate." };
const moreThanEligible: Fault = { code: "review-program.more_than_eligible", message: "{coached} of {eligible} people are coached.", hint: "Correct the counts." };

function findSwitchFaults({ switchedOff = [] }: ReviewInput, report: Report): void {
  const codes = new Set(checkedRules.map(({ code }) => code));
  switchedOff.forEach(({ code }, index) => { if (!codes.has(code)) report(unknownRule, ["switchedOff", index, "code"], { code }); });
  for (const [index, { code }] of repeated(switchedOff, (one) => one.code)) report(duplicateRule, ["switchedOff", index, "code"], { code });
}

function findPlanFaults({ program, cohort, plan }: ReviewInput, report: Report): void {
  if (plan === undefined) return;
  if (cohort === undefined) report(planWithoutCohort, ["plan"]);
  if (plan.programId !== program.id) report(otherProgram, ["plan", "programId"], { id: plan.programId });
  if (cohort !== undefined && plan.cohortId !== cohort.id) report(otherCohort, ["plan", "cohortId"], { id: plan.cohortId });
}

function findStrangers({ program, evidence = {} }: ReviewInput, report: Report): void {
  const segments = new Set(program.segments.map(({ id }) => id));
  const behaviors = new Set(program.targetBehaviors.map(({ id }) => id));
  evidence.segmentProfiles?.forEach(({ segmentId: id }, index) => { if (!segments.has(id)) report(unknownSegment, ["evidence", "segmentProfiles", index, "segmentId"], { id }); });
  evidence.behaviorRubrics?.forEach(({ targetBehaviorId: id }, index) => { if (!behaviors.has(id)) report(unknownBehavior, ["evidence", "behaviorRubrics", index, "targetBehaviorId"], { id }); });
}

function findBaselineFaults({ program, evidence: { baselines = [], kpis = [] } = {} }: ReviewInput, report: Report): void {
  const known = new Set([...kpiCatalog.map(({ id }) => id), ...kpis.map(({ id }) => id), ...program.targetBehaviors.flatMap(({ kpiIds }) => kpiIds)]);
  baselines.forEach(({ kpiId: id, fromDate, toDate }, index) => {
    if (!known.has(id)) report(unknownKpi, ["evidence", "baselines", index, "kpiId"], { id });
    if (fromDate > toDate) report(datesSwapped, ["evidence", "baselines", index, "toDate"], { fromDate, toDate });
  });
}

const listsOf = ({ kpis = [], behaviorRubrics = [], segmentProfiles = [], homework = [], coaches = [], fidelityAudits = [], mentorships = [] }: ReviewEvidence): readonly (readonly [list: string, key: string, ids: readonly string[]])[] => [
  ["kpis", "id", kpis.map(({ id }) => id)],
  ["behaviorRubrics", "targetBehaviorId", behaviorRubrics.map(({ targetBehaviorId }) => targetBehaviorId)],
  ["segmentProfiles", "segmentId", segmentProfiles.map(({ segmentId }) => segmentId)],
  ["homework", "participantId", homework.map(({ participantId }) => participantId)],
  ["coaches", "coachId", coaches.map(({ coachId }) => coachId)],
  ["fidelityAudits", "auditNumber", fidelityAudits.map(({ auditNumber }) => String(auditNumber))],
  ["mentorships", "participantId", mentorships.map(({ participantId, mentorId }) => JSON.stringify([participantId, mentorId]))],
];

function findDoubles({ evidence = {} }: ReviewInput, report: Report): void {
  for (const [list, key, ids] of listsOf(evidence)) for (const [index, id] of repeated(ids, (one) => one)) report(duplicateEntry, ["evidence", list, index, key], { id, list });
}

function findLateDates({ evidence: { asOfDate, baselines = [], coaches = [], aiAudit } = {} }: ReviewInput, report: Report): void {
  if (asOfDate === undefined) return;
  const refuseLate = (date: string | null | undefined, path: readonly (string | number)[]): void => { if (typeof date === "string" && date > asOfDate) report(laterThanReview, ["evidence", ...path], { date, asOfDate }); };
  baselines.forEach(({ toDate }, index) => { refuseLate(toDate, ["baselines", index, "toDate"]); });
  coaches.forEach(({ lastCalibratedDate }, index) => { refuseLate(lastCalibratedDate, ["coaches", index, "lastCalibratedDate"]); });
  refuseLate(aiAudit?.auditedDate, ["aiAudit", "auditedDate"]);
}

function findAccessFault({ evidence: { access } = {} }: ReviewInput, report: Report): void {
  if (access !== undefined && access.coachedCount > access.eligibleCount) report(moreThanEligible, ["evidence", "access", "coachedCount"], { coached: access.coachedCount, eligible: access.eligibleCount });
}

/** Schema of what a review is made of, with its rules between parts. */
export const ReviewInput = z
  .strictObject({ program: Program, cohort: z.exactOptional(Cohort), plan: z.exactOptional(Plan), evidence: z.exactOptional(ReviewEvidence), switchedOff: z.exactOptional(z.array(SwitchedOffRule).max(1000).readonly()) })
  .check(rule(findSwitchFaults), rule(findPlanFaults), rule(findStrangers), rule(findBaselineFaults), rule(findDoubles), rule(findLateDates), rule(findAccessFault))
  .readonly() satisfies z.ZodType<ReviewInput>;

/** A rule with what it found. */
interface Answer {
  readonly rule: CheckedRule;
  readonly found: readonly Found[] | null;
  readonly reason: string | undefined;
}

function verdictOf(codes: readonly string[], answers: readonly Answer[]): BundleVerdict {
  const own = answers.filter(({ rule: { code } }) => codes.includes(code));
  const codesWhere = (isWanted: (answer: Answer) => boolean): readonly string[] => own.filter(isWanted).map(({ rule: { code } }) => code);
  const failedCodes = codesWhere(({ found, reason }) => reason === undefined && found !== null && found.length > 0);
  const notCheckedCodes = codesWhere(({ found, reason }) => reason === undefined && found === null);
  return { verdict: failedCodes.length > 0 ? "not-ready" : notCheckedCodes.length > 0 ? "cannot-say" : "ready", failedCodes, notCheckedCodes, switchedOffCodes: codesWhere(({ reason }) => reason !== undefined) };
}

/** What of a rule's needs is not there; all of them where each is there and does not suffice, such as a list of KPIs that lacks one. */
function missingOf(needs: readonly string[], { program, plan, evidence, touches, startDate }: ReviewMaterial): readonly string[] {
  const given: Readonly<Record<string, unknown>> = { cohort: touches ?? undefined, "cohort.startDate": startDate ?? undefined, plan };
  const missing = needs.filter((need) => {
    const [part = "", key = ""] = need.split(".");
    return (part === "program" ? Reflect.get(program, key) : part === "evidence" ? Reflect.get(evidence, key) : given[need]) === undefined;
  });
  return missing.length === 0 ? needs : missing;
}

const severities: readonly ReviewSeverity[] = ["error", "warning", "info"];

/**
 * Reviews the design of a program before it costs anything: follow-up, rhythm, load, size, measures, managers, coaches, audience, governance, AI, mentoring and claims.
 * Each finding says where, why and what to do. A rule whose evidence is missing is listed under `notChecked` and never counts as held; a rule can be switched off with a reason that stands in the result.
 * Two bundles of rules say whether a pilot may start and whether the program may be scaled.
 *
 * The rules come from the practice of blended coaching; their bounds are heuristics without validation, and stand under `assumptions`. A program without findings is well formed, not proven to work.
 *
 * @throws CoachingError `review-program.*`, `program.*`, `session.*`, `kpi.window_swapped`, all of `expandCadence`, `input.*`
 * @example
 * ```ts
 * const workshop = { ...blendedTwelveWeek, touchpoints: blendedTwelveWeek.touchpoints.filter(({ id }) => id === "kickoff") };
 * const review = reviewProgram({ program: workshop, switchedOff: [{ code: "massed-practice", reason: "The hall is free on one day only." }] });
 * review.findings.filter(({ severity }) => severity === "error").map(({ code }) => code); // => ["no-follow-up", "no-personal-touch", "no-practice"]
 * review.pilotReady.verdict; // => "not-ready"
 * review.notChecked.find(({ code }) => code === "no-sponsor"); // => { code: "no-sponsor", needs: ["program.governance"] }
 * review.switchedOff; // => [{ code: "massed-practice", reason: "The hall is free on one day only.", findingCount: 1 }]
 * reviewProgram({ program: blendedTwelveWeek }).findings.filter(({ severity }) => severity === "error"); // => []
 * ```
 */
export function reviewProgram(input: ReviewInput): ProgramReview {
  const checked = check(ReviewInput, input);
  const material = reviewMaterial(checked);
  const reasons = new Map((checked.switchedOff ?? []).map(({ code, reason }) => [code, reason]));
  const answers = checkedRules.map((one): Answer => ({ rule: one, found: one.find(material), reason: reasons.get(one.code) }));
  const counted = answers.filter(({ reason }) => reason === undefined);
  const findings = counted.flatMap(({ rule: { code, severity, why, fix }, found }) => (found ?? []).map(({ path, found: what }): ReviewFinding => ({ code, severity, path, found: what, why, fix })));
  return {
    programId: checked.program.id,
    findings: severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity)),
    heldCodes: counted.filter(({ found }) => found?.length === 0).map(({ rule: { code } }) => code),
    notChecked: counted.filter(({ found }) => found === null).map(({ rule: { code, needs } }) => ({ code, needs: missingOf(needs, material) })),
    switchedOff: answers.flatMap(({ rule: { code }, found, reason }) => (reason === undefined ? [] : [{ code, reason, findingCount: found === null ? null : found.length }])),
    pilotReady: verdictOf(reviewBundles.pilotReady, answers),
    scaleReady: verdictOf(reviewBundles.scaleReady, answers),
    assumptions: { calendar: checked.cohort === undefined ? "every-day-works" : "cohort", completions: "on-their-day", bounds: reviewBounds },
  };
}
