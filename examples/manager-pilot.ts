/**
 * The emerging-manager pilot, from what was promised before to a verdict: `npm run example:pilot`.
 * Thirty new managers, fifteen places; chance decides who begins and who waits. Two looks were planned, after six and after twelve weeks.
 * Told twice, of two invented worlds: in one the program changes behavior, in the other it does not. What was promised, who began and every rule are the same.
 */
import { readFileSync } from "node:fs";
import { agreement, assignSessions, behavioralCompliance, effect, kpi, managerAdoption, programFidelity, type program as programs, program, pulseChange, reviewProgram, rollout, rubric as rubrics, scaleGate } from "coachkit";
import { coaches, cohort, nominees, participantOf, type Recorded, recordPilot } from "./invented-pilot.js";
import { line, row, tellSponsor, tellTooEarly } from "./sponsor-report.js";

const rubric = rubrics.readRubric(JSON.parse(readFileSync("examples/data/rubric.json", "utf8")));
const confidenceLevel = 0.95;

/** Who answers for it, and what was agreed with them. */
const governance: programs.Governance = {
  auditEveryWeeks: 6,
  roles: [
    { role: "sponsor", personId: "vp-operations", responsibility: "accountable", signedOffDate: "2027-09-01" }, { role: "program-owner", personId: "ida", responsibility: "responsible" },
    { role: "hr", personId: "sam", responsibility: "consulted", signedOffDate: "2027-09-02" }, { role: "frontline-manager", personId: "head-01", responsibility: "consulted", signedOffDate: "2027-09-03" },
    { role: "coach-lead", personId: "mia", responsibility: "responsible" }, { role: "data-steward", personId: "noor", responsibility: "responsible" },
  ],
  scoping: [
    { question: "Which behavior?", answer: "One-to-ones that end in an agreed next step." }, { question: "For which result?", answer: "New managers keep their teams: every fourth team lost somebody in its first half year." },
    { question: "What would show it?", answer: "Observed one-to-ones, rated on one rubric before and after." },
  ],
};
/** The program as it is, with what a pilot needs besides: who answers for it, and KPIs that this company measures. */
const pilot: programs.Program = {
  ...program.emergingManagerPilot,
  targetBehaviors: [
    { id: "runs-good-one-to-ones", title: "Runs one-to-ones that end in an agreed next step", kpiIds: ["behavioral-compliance", "manager-adoption"] },
    { id: "sets-clear-expectations", title: "Says what good looks like before work starts", kpiIds: ["team-pulse"] },
  ],
  governance,
};
/** Fifteen places for thirty, dealt out by chance and alike on both sites; whoever has the seed can deal again. */
const draw = effect.drawWaitList({ people: nominees.map(({ personId, site }) => ({ personId, stratumId: site })), split: { kind: "count", startCount: 15 }, seed: 20270920, aim: { powerFraction: 0.8, alpha: 0.05, sides: "two-sided" } });
const begin = draw.people.filter(({ arm }) => arm === "treated").map(({ personId }) => personId);
const plan = assignSessions({ program: pilot, cohort, participants: nominees.filter(({ personId }) => begin.includes(personId)).map(participantOf), coaches });
const lineManagers = [...new Set(nominees.filter(({ personId }) => begin.includes(personId)).map(({ lineManagerId }) => lineManagerId))]
  .map((managerId) => ({ managerId, directReportCount: nominees.filter((one) => one.lineManagerId === managerId && begin.includes(one.personId)).length }));

const { registration, hash } = rollout.registerPilot({
  kind: "pre-registration", schemaVersion: 1, id: "manager-pilot-2027", programId: pilot.id, registeredDate: "2027-09-20", startDate: cohort.startDate,
  rationale: "Fifteen of thirty begin, drawn by chance; the others wait. Behavior after the start is compared at equal behavior before it (analysis of covariance). Whoever was drawn counts where chance put them.",
  hypotheses: [{ kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: rubric.id, version: rubric.version } }],
  guardrails: rollout.defaultPilotGuardrails, thresholds: rollout.defaultGateThresholds, confidenceLevel,
  looks: [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }], oneSidedAlpha: 0.025, spending: "obrien-fleming",
});

const looks = [{ week: 6, asOfDate: "2027-11-14", informationFraction: 0.5 }, { week: 12, asOfDate: "2027-12-26", informationFraction: 1 }] as const;
type Look = (typeof looks)[number];

/** The share of anchors that a person met from one day to another; `null` for whoever was not observed. */
function complianceOf({ observations }: Recorded, personId: string, [fromDate, toDate]: readonly [string, string]): number | null {
  const own = observations.filter(({ participantId, raterId, observedAt }) => participantId === personId && raterId === "rater-one" && observedAt.slice(0, 10) >= fromDate && observedAt.slice(0, 10) <= toDate);
  return behavioralCompliance({ rubric, observations: own, denominator: { kind: "observed-anchors" }, confidenceLevel }).estimate;
}

const scoredWith = { instrumentId: rubric.id, majorVersion: Number(rubric.version.split(".")[0]) };
/** Behavior after the start, of those who began against those who wait. */
const behaviorAt = (recorded: Recorded, { asOfDate }: Look) => effect.adjustedEffect({
  measure: { unit: "fraction", direction: "higher-is-better", baselineInstrument: scoredWith, postInstrument: scoredWith },
  people: draw.people.map((person) => ({ ...person, baseline: complianceOf(recorded, person.personId, ["2027-08-01", "2027-09-26"]), post: complianceOf(recorded, person.personId, [cohort.startDate, asOfDate]) })),
  assignment: draw.assignment, confidenceLevel,
});

/** How far the two raters of the first one-to-one of each wave agree, by criterion. */
const agreementOf = ({ observations }: Recorded) => rubric.criteria.map(({ id }) => {
  const ratings = observations.filter((one) => one.id.includes("/1/")).flatMap(({ participantId, observedAt, raterId, ratings: given }) =>
    given.flatMap((rating) => (rating.criterionId === id && rating.status === "observed" ? [{ subjectId: `${participantId} ${observedAt}`, raterId, category: rating.level }] : [])));
  return agreement.raterAgreement({ scale: "ordinal", categories: [1, 2, 3, 4], ratings, confidenceLevel }).recommended.result;
});

/** All that was recorded by the day of the look, measured. */
function measuredAt(recorded: Recorded, look: Look) {
  const { week, asOfDate } = look;
  const due = { ...plan, sessions: plan.sessions.filter(({ date }) => date <= asOfDate) };
  return {
    kpiId: "behavioral-compliance",
    effect: behaviorAt(recorded, look),
    adoption: managerAdoption({ acts: recorded.acts, managers: lineManagers, asOfDate, timeZone: cohort.timeZone, confidenceLevel }),
    fidelity: programFidelity({
      plan: due, deliveries: recorded.deliveriesOf(due), confidenceLevel,
      weights: [...new Set(plan.sessions.map(({ touchpointId }) => touchpointId))].map((touchpointId) => ({ touchpointId, weight: touchpointId === "measurement" ? 0 : 1 })),
    }),
    agreement: agreementOf(recorded),
    guardrails: [{ kpiId: "team-pulse", change: pulseChange({ before: recorded.pulse.before, after: recorded.pulse[week === 6 ? "week-6" : "week-12"], itemIds: ["clarity", "support"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel }).changeOnScale }],
  };
}
const gateAt = (measured: rollout.PilotResults, takenLooks: readonly Look[]): rollout.ScaleGate => scaleGate({
  basis: { kind: "registered", registration, hash }, evidence: rollout.pilotEvidence(measured),
  takenLooks: takenLooks.map(({ week, informationFraction }) => ({ week, informationFraction })),
});

line("Before the start");
const { measurements } = kpi.measurementPlan({ program: pilot, ownKpis: [], startDate: cohort.startDate });
const baselines = measurements.filter(({ phase }) => phase === "baseline").flatMap(({ fromDate, toDate, kpis }) => kpis.map(({ kpiId }) => ({ kpiId, fromDate, toDate, n: nominees.length })));
const { pilotReady, findings } = reviewProgram({
  program: pilot, cohort, plan,
  evidence: {
    asOfDate: "2027-09-26", participantCount: begin.length, baselines, behaviorRubrics: pilot.targetBehaviors.map(({ id }) => ({ targetBehaviorId: id, rubricId: rubric.id })),
    minimumCompetencyIds: ["listening"], coaches: coaches.map(({ id }) => ({ coachId: id, competencyIds: ["listening"], lastCalibratedDate: "2027-09-06" })), aiSending: "human-approves-each",
  },
});
row("Program", `${pilot.title}, ${String(pilot.weekCount)} weeks, ${String(plan.sessions.length)} sessions, ${String(plan.unassigned.length)} without a place`);
row("Review", `${pilotReady.verdict}; ${findings.length === 0 ? "no findings" : findings.map(({ code }) => code).join(", ")}`);
row("Drawn", `${String(draw.treatedCount)} begin, ${String(draw.comparisonCount)} wait: ${draw.strata.map(({ stratumId, treatedCount, comparisonCount }) => `${stratumId ?? ""} ${String(treatedCount)} and ${String(comparisonCount)}`).join(", ")}; seed ${String(draw.seed)}`);
const { audits, auditors } = program.auditSchedule({
  governance, startDate: cohort.startDate, endDate: "2027-12-26", workingDays: { workingWeekdays: cohort.workingWeekdays, holidays: cohort.holidays.map(({ date }) => date) }, heldAudits: [], asOfDate: cohort.startDate,
});
row("Audited", `${audits.map(({ plannedDate }) => plannedDate).join(" and ")}, by ${auditors?.personIds.join(", ") ?? "nobody"}`);
row("Promised", "new managers do 10 points more of what makes a good one-to-one; line managers help; teams are no worse off");
row("Registered", `${registration.registeredDate}, SHA-256 ${hash.slice(0, 16)}…, looks after weeks ${registration.looks.map(({ week }) => week).join(" and ")}`);

for (const [world, trueEffect] of [["the program works", 1.6], ["the program does nothing", 0]] as const) {
  line();
  line(`Told of a world where ${world}, which nobody there knows`);
  const recorded = recordPilot({ trueEffect, begin, ofRubric: rubric });
  looks.forEach((look, place) => {
    const measured = measuredAt(recorded, look);
    tellSponsor(measured, gateAt(measured, looks.slice(0, place + 1)));
    if (place + 1 < looks.length) line();
  });
  tellTooEarly(rollout.evidenceTiming({ evaluationLevel: 5, weekOfMeasurement: 12 }));
}
