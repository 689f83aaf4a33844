import * as effect from "coachkit/effect";
import { isCoachingError } from "coachkit/error";
import * as kpi from "coachkit/kpi";
import * as review from "coachkit/review";
import * as rollout from "coachkit/rollout";
import * as statistics from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { calls as effectCalls } from "./effect/calls.js";
import { issuesOf } from "./issues-of.js";
import { calls as kpiCalls } from "./kpi/calls.js";
import { calls as reviewCalls } from "./review/calls.js";
import { calls as rolloutCalls } from "./rollout/calls.js";
import { calls as statisticsCalls } from "./statistics/calls.js";

/** What goes wrong with records on their way to a verdict, at every function that can meet it: refused by code and path, or told as data. */
const functions: Readonly<Record<string, unknown>> = { ...statistics, ...kpi, ...effect, ...rollout, ...review };
const calls: Readonly<Record<string, readonly unknown[] | undefined>> = { ...statisticsCalls, ...kpiCalls, ...effectCalls, ...rolloutCalls, ...reviewCalls };

type Path = readonly (string | number)[];
type Change = (value: never) => unknown;
/** The value with what stands at the path changed; a key that becomes undefined is left out, as JSON does. */
function changed(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return change(value as never);
  if (Array.isArray(value)) return value.map((entry: unknown, index) => (index === key ? changed(entry, rest, change) : entry));
  const whole = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries({ ...whole, [key]: changed(whole[key], rest, change) }).filter(([, entry]) => entry !== undefined));
}
/** A call of the function whose good input is changed at a path like "people/0/baseline". */
const asked = (name: string, path: string, change: Change) => (): unknown =>
  (functions[name] as (input: unknown) => unknown)(changed(calls[name]?.[0], path.split("/").filter((key) => key !== "").map((key) => (/^\d+$/u.test(key) ? Number(key) : key)), change));

type Row = readonly [name: string, path: string, change: Change, wanted: readonly string[] | object];
const to = (value: unknown): Change => () => value;
const without = to(undefined);
const each = (part: object): Change => (list: readonly object[]) => list.map((one) => ({ ...one, ...part }));
const twice: Change = (list: readonly unknown[]) => [...list, list[0]];
const first: Change = (list: readonly unknown[]) => list.slice(0, 1);
const few = { estimate: null, reason: "too-few-observations" };
const alike = { estimate: null, reason: "no-variation" };
const sure = (estimate: number) => ({ estimate, confidence: { lower: estimate, upper: estimate }, warnings: expect.arrayContaining(["no-variation"]) as unknown });
const ofPeople = ["pairedEffect", "differenceInDifferences", "adjustedEffect"];
const noWay = kpi.kpiCatalog.slice(0, 1).map((one) => Object.fromEntries(Object.entries(one).filter(([key]) => key !== "direction")));
const otherInstrument = to({ instrumentId: "other", majorVersion: 1 });
const percents = (name: string, path: string, keys: readonly string[], code: string): Row => [name, "measure/unit", to("fraction"), keys.map((key) => `${code} at /${path}${key}`)];

const table: Readonly<Record<string, readonly Row[]>> = {
  "post without baseline": [
    ...[...ofPeople, "regressionToMean"].map((name): Row => [name, "people/0/baseline", to(null), ["effect-people.post_without_baseline at /people/0/baseline"]]),
    ["reliableChange", "people/0/baseline", to(null), ["input.invalid_type at /people/0/baseline"]],
    ["leadLag", "people/0/early", to(null), ["input.invalid_type at /people/0/early"]],
    ["effectFromFigures", "treated/baselineMean", to(null), ["input.invalid_type at /treated/baselineMean"]],
    ["interruptedSeries", "preCount", to(0), { levelChange: { ...few, n: 0, needed: 6 }, effectAtEnd: few }],
    ["goalAttainment", "goals", (goals: readonly object[]) => [...goals, { goalId: "z", weight: 1, attainment: 0 }], ["goal-attainment.missing_baseline at /goals/1/baselineAttainment"]],
    ["goalProgress", "goals/0/baseline", to(null), ["goal-progress.no_baseline at /goals/0/baseline"]],
    ["guardrailReading", "baseline", without, ["guardrail-reading.baseline_needed at /baseline"]],
    ["coachEvaluation", "compliance/0/beforeFraction", to(null), ["input.invalid_type at /compliance/0/beforeFraction"]],
    ["pulseChange", "before/answers", to([]), { changeOnScale: few, afterOnlyCount: 2 }],
    ["responseShift", "ratings", each({ beforeScore: null }), { usualChangeOnScale: few, verdict: "not-shown", incompleteCount: 2 }],
    ["baselineGaps", "baselines", to([]), { isReady: false, gaps: expect.arrayContaining([expect.objectContaining({ kpiId: "team-pulse", reason: "no-baseline", blocksEffect: true })]) as unknown }],
    ["reviewProgram", "evidence/baselines", to([]), { findings: expect.arrayContaining([expect.objectContaining({ code: "missing-baseline", severity: "error" })]) as unknown }],
    ["scaleGate", "evidence/effect", to(null), { verdict: "insufficient-evidence", missing: expect.arrayContaining(["effect"]) as unknown }],
  ],
  "two instruments mixed": [
    ...[...ofPeople, "regressionToMean", "effectFromFigures", "interruptedSeries"].map((name): Row => [name, "measure/postInstrument", otherInstrument, ["effect-measure.mixed_instruments at /measure/postInstrument"]]),
    ["pulseChange", "after/instrumentId", to("pulse-2"), ["pulse-change.two_instruments at /after/instrumentId"]],
    ...["customerSatisfaction", "netPromoterScore"].map((name): Row => [name, "answers/1/instrumentId", to("v2"), ["survey-answer.two_instruments at /answers/1/instrumentId"]]),
    ["baselineGaps", "baselines", ([one]: readonly object[]) => [{ ...one, instrumentId: "a" }, { ...one, instrumentId: "b", fromDate: "2027-09-01", toDate: "2027-09-20" }], { isReady: false, gaps: expect.arrayContaining([expect.objectContaining({ reason: "two-instruments", blocksEffect: true })]) as unknown }],
    ["checkAgainstRegistration", "results/hypotheses/0/instrument/version", to("2.0.0"), { isAsRegistered: false, deviations: expect.arrayContaining([expect.objectContaining({ reason: "another-major", breaksRegistration: true })]) as unknown }],
  ],
  "one person twice": [
    ["pairedEffect", "people", twice, ["effect-people.duplicate_person at /people/5/personId"]],
    ["regressionToMean", "people", twice, ["effect-people.duplicate_person at /people/5/personId"]],
    ...["differenceInDifferences", "adjustedEffect"].map((name): Row => [name, "people", twice, ["effect-people.duplicate_person at /people/9/personId"]]),
    ["reliableChange", "people", twice, ["reliable-change.duplicate_person at /people/5/personId"]],
    ["leadLag", "people", twice, ["lead-lag.duplicate_person at /people/5/personId"]],
    ["goalAttainment", "goals", twice, ["goal-attainment.duplicate_goal at /goals/1/goalId"]],
    ["goalProgress", "goals", twice, ["goal-progress.duplicate_goal at /goals/1/id"]],
    ["pulseChange", "before/answers", twice, ["pulse-change.duplicate_respondent at /before/answers/2/respondentId"]],
    ["pulseScore", "wave/answers", twice, ["pulse-change.duplicate_respondent at /wave/answers/2/respondentId"]],
    ["responseShift", "ratings", twice, ["response-shift.duplicate_participant at /ratings/2/participantId"]],
    ["selfOtherGap", "participants", twice, ["self-other-gap.duplicate_participant at /participants/1/participantId"]],
    ["staffRetention", "staff", twice, ["staff-retention.duplicate_person at /staff/2/personId"]],
    ["coachingAccess", "people", twice, ["coaching-access.duplicate_person at /people/12/participantId"]],
    ["coachEvaluation", "compliance", twice, ["coach-evaluation.duplicate_participant at /compliance/1/participantId"]],
    ["managerAdoption", "managers", twice, ["manager-adoption.duplicate_manager at /managers/2/managerId"]],
    ["managerAdoption", "acts", twice, ["manager-adoption.duplicate_act at /acts/1/id"]],
    ["roleReadiness", "evidence", twice, ["role-readiness.duplicate_evidence at /evidence/1"]],
    ["weeklyMeasure", "records", twice, ["weekly-measure.duplicate_week at /records/2"]],
    ["weeklyMeasureColumns", "persons", to(Uint32Array.of(0, 0)), ["weekly-measure-columns.duplicate_week at /persons/1"]],
    ...["callResolution", "handleTime"].map((name): Row => [name, "contacts", twice, ["measure-window.duplicate_record at /contacts/6/id"]]),
    ...["customerSatisfaction", "netPromoterScore"].map((name): Row => [name, "answers", twice, ["measure-window.duplicate_record at /answers/4/id"]]),
    ["onTimeWork", "items", twice, ["measure-window.duplicate_record at /items/2/id"]],
    ["feedbackLatency", "feedback", twice, ["measure-window.duplicate_record at /feedback/1/id"]],
    ["participation", "records/deliveries", twice, ["delivery-rules.duplicate_id at /records/deliveries/1/id", "delivery-rules.duplicate_session at /records/deliveries/1/sessionId"]],
    ["reviewProgram", "evidence/coaches", twice, ["review-program.duplicate_entry at /evidence/coaches/1/coachId"]],
    ["scaleGate", "evidence/guardrails", twice, ["scale-gate.duplicate_guardrail at /evidence/guardrails/1/kpiId"]],
  ],
  "zero variance": [
    ...ofPeople.map((name): Row => [name, "people", each({ baseline: 50, post: 52 }), alike]),
    ["regressionToMean", "people", each({ baseline: 50, post: 52 }), { observed: alike, corrected: alike }],
    ["reliableChange", "baselineStandardDeviation", to(0), ["input.too_small at /baselineStandardDeviation"]],
    ["leadLag", "people", each({ early: 3 }), { verdict: "cannot-say", correlation: alike, rankCorrelation: alike }],
    ["interruptedSeries", "values", (values: readonly number[]) => values.map(() => 3), { levelChange: alike, slopeChange: alike, effectAtEnd: alike }],
    ["effectFromFigures", "", (input: typeof effectCalls.effectFromFigures[0]) => ({ ...input, treated: { ...input.treated, changeStandardDeviation: 0 }, comparison: { ...input.comparison, changeStandardDeviation: 0 } }), alike],
    ["pulseChange", "after", to(kpiCalls.pulseChange[0]?.before), { changeOnScale: sure(0) }],
    ["handleTime", "contacts", each({ handledSeconds: 300 }), { meanSeconds: sure(300) }],
    ["callResolution", "contacts", each({ isResolved: true }), { resolvedFraction: { estimate: 1, effectiveN: 3, warnings: expect.arrayContaining(["no-variation"]) as unknown } }],
    ["customerSatisfaction", "answers", each({ score: 5 }), { meanOnScale: sure(5) }],
    ["netPromoterScore", "answers", each({ score: 5 }), { netPromoterPoints: sure(-100) }],
    ["weeklyMeasure", "records", each({ value: 3 }), [{ value: sure(3) }, {}]],
    ["weeklyMeasureColumns", "values", to(Float64Array.of(3, 3)), { estimates: Float64Array.of(3), standardErrors: Float64Array.of(0) }],
    ["responseShift", "ratings", each({ beforeScore: 4, thenScore: 4, afterScore: 4 }), { shiftOnScale: sure(0), verdict: "not-shown" }],
    ["coachingAccess", "people", each({ coachingHours: 1 }), { shown: [{ hoursPerPerson: sure(1) }, {}, {}], equity: [{ lowestToHighestRatio: sure(1) }] }],
  ],
  "n = 1": [
    ...ofPeople.map((name): Row => [name, "people", first, few]),
    ["regressionToMean", "people", first, { observed: few, corrected: few }],
    ["reliableChange", "people", first, { improvedFraction: { estimate: 1, n: 1, confidence: { upper: 1, level: 0.95 } } }],
    ["leadLag", "people", first, { verdict: "cannot-say", correlation: { ...few, n: 1, needed: 4 } }],
    ["interruptedSeries", "", (input: object) => ({ ...input, values: [300], preCount: 1 }), { levelChange: { ...few, n: 1, needed: 6 } }],
    ["effectFromFigures", "treated/analyzedCount", to(1), { ...few, n: 1, needed: 2 }],
    ["pulseChange", "before/answers", first, { changeOnScale: { ...few, n: 1, needed: 2 } }],
    ["pulseScore", "wave/answers", first, { scoreOnScale: { estimate: null, reason: "below-anonymity-floor", n: 1 }, bounds: null }],
    ["responseShift", "ratings", first, { shiftOnScale: few, verdict: "not-shown" }],
    ["selfOtherGap", "participants", first, { meanGapOnScale: few }],
    ["coachingAccess", "people", first, { shown: [], equity: [{ lowestToHighestRatio: { estimate: null, reason: "too-few-groups-shown" } }] }],
    ["coachEvaluation", "leastRespondentCount", to(2), { coaches: [{ complianceChangePoints: { ...few, n: 1 } }] }],
    ["weeklyMeasure", "records", first, [{ value: few }, { value: few }]],
    ["weeklyMeasureColumns", "", (input: object) => ({ ...input, persons: Uint32Array.of(0), weeks: Uint16Array.of(0), values: Float64Array.of(3) }), { counts: Uint32Array.of(1), isKnown: Uint8Array.of(0) }],
    ["handleTime", "contacts", first, { meanSeconds: few, medianSeconds: { ...few, n: 1, needed: 6 } }],
    ["callResolution", "contacts", first, { resolvedFraction: { estimate: 1, confidence: { lower: expect.closeTo(0.206549, 6) as unknown, upper: 1 } } }],
    ["customerSatisfaction", "answers", first, { meanOnScale: few }],
    ["netPromoterScore", "answers", first, { netPromoterPoints: few }],
    ["onTimeWork", "items", first, { onTimeFraction: { estimate: 1, n: 1 } }],
    ["feedbackLatency", "feedback", first, { medianHours: { ...few, n: 1, needed: 6 } }],
    ["managerAdoption", "managers", first, { adoptionFraction: { estimate: 0, confidence: { upper: expect.closeTo(0.793451, 6) as unknown } } }],
    ["staffRetention", "staff", first, { points: [{ retainedFraction: { warnings: expect.arrayContaining(["few-at-risk"]) as unknown } }] }],
    ["scaleGate", "evidence/sample", to({ enrolledCount: 1, analyzedCount: 1 }), { verdict: "insufficient-evidence", reasons: expect.arrayContaining([expect.objectContaining({ reason: "too-few-analyzed" })]) as unknown }],
  ],
  "all leavers": [
    ...ofPeople.map((name): Row => [name, "people", each({ post: null }), { ...few, n: 0, warnings: expect.arrayContaining(["high-attrition"]) as unknown }]),
    ["regressionToMean", "people", each({ post: null }), { observed: few, corrected: few }],
    ["reliableChange", "people", each({ post: null }), { improvedFraction: few, missingPostCount: 5 }],
    ["leadLag", "people", each({ later: null }), { verdict: "cannot-say", correlation: few, warnings: ["small-sample", "few-results"] }],
    ["effectFromFigures", "treated/analyzedCount", to(0), { ...few, n: 0, warnings: expect.arrayContaining(["high-attrition"]) as unknown }],
    ["staffRetention", "staff", each({ leftDate: "2027-06-30", promotedDate: null }), { points: [{ retainedFraction: { estimate: 0, warnings: ["none-left", "few-at-risk"] } }] }],
    ["responseShift", "ratings", each({ afterScore: null }), { usualChangeOnScale: few, incompleteCount: 2 }],
    ["pulseChange", "after/answers", to([]), { changeOnScale: few, beforeOnlyCount: 2 }],
    ["scaleGate", "evidence/sample", to({ enrolledCount: 16, analyzedCount: 0 }), { verdict: "insufficient-evidence", reasons: expect.arrayContaining([expect.objectContaining({ reason: "attrition-too-high" })]) as unknown }],
  ],
  "dates outside the window": [
    ["callResolution", "contacts/0/date", to("2027-11-01"), ["measure-window.outside at /contacts/0/date"]],
    ["handleTime", "contacts/0/date", to("2027-09-30"), ["measure-window.outside at /contacts/0/date"]],
    ...["customerSatisfaction", "netPromoterScore"].map((name): Row => [name, "answers/0/date", to("2027-11-01"), ["measure-window.outside at /answers/0/date"]]),
    ["onTimeWork", "items/0/dueDate", to("2027-11-01"), ["measure-window.outside at /items/0/dueDate"]],
    ["feedbackLatency", "feedback/0/feedbackAt", to("2028-01-01T00:00:00Z"), ["feedback-latency.future_record at /feedback/0/feedbackAt"]],
    ["staffRetention", "staff/1/leftDate", to("2028-01-01"), ["staff-retention.future_date at /staff/1/leftDate"]],
    ["managerAdoption", "acts/0/actedAt", to("2026-01-01T00:00:00Z"), { outsideWindowCount: 1, managers: [{ actCount: 0 }, { actCount: 0 }] }],
    ["roleReadiness", "interests/0/recordedAt", to("2028-01-01T00:00:00Z"), ["role-readiness.future_record at /interests/0/recordedAt"]],
    ["weeklyMeasure", "records/0/week", to(2), ["weekly-measure.beyond_weeks at /records/0/week"]],
    ["weeklyMeasureColumns", "weeks", to(Uint16Array.of(0, 1)), ["weekly-measure-columns.unknown_place at /weeks/1"]],
    ["baselineGaps", "baselines/0/toDate", to("2027-10-01"), { gaps: expect.arrayContaining([expect.objectContaining({ kpiId: "team-pulse", reason: "measured-after-start" }), expect.objectContaining({ kpiId: "team-pulse", reason: "no-baseline" })]) as unknown }],
    ["registerPilot", "registeredDate", to("2027-09-28"), ["pre-registration.after_start at /registeredDate"]],
    ["evidenceTiming", "weekOfMeasurement", to(2), { status: "too-early", mayDecide: [] }],
    ["evidenceTiming", "weekOfMeasurement", to(30), { status: "too-late", mayDecide: [] }],
    ["leadLag", "laterWeek", to(6), ["lead-lag.not_later at /laterWeek"]],
    ["interruptedSeries", "preCount", to(13), ["interrupted-series.start_outside at /preCount"]],
    ["measurementPlan", "startDate", to("1970-01-01"), ["input.invalid_format at /startDate"]],
    ["reviewProgram", "evidence/coaches/0/lastCalibratedDate", to("2099-01-01"), ["review-program.later_than_review at /evidence/coaches/0/lastCalibratedDate"]],
  ],
  "an unplanned look": [
    ["lookSchedule", "takenLooks/0/week", to(9), ["look-schedule.unplanned_look at /takenLooks/0/week"]],
    ["scaleGate", "takenLooks/0/week", to(9), ["look-schedule.unplanned_look at /takenLooks/0/week"]],
    ["checkAgainstRegistration", "results/looks/0/week", to(9), { isAsRegistered: false, deviations: expect.arrayContaining([expect.objectContaining({ reason: "unplanned-look", breaksRegistration: true })]) as unknown }],
  ],
  "a KPI without direction": [
    ...[...ofPeople, "regressionToMean", "effectFromFigures", "interruptedSeries"].map((name): Row => [name, "measure/direction", without, ["input.invalid_value at /measure/direction"]]),
    ["reliableChange", "direction", without, ["input.invalid_value at /direction"]],
    ["leadLag", "expectedSign", without, ["input.invalid_value at /expectedSign"]],
    ["guardrailReading", "kpi/direction", without, ["input.invalid_value at /kpi/direction"]],
    ...["goalProgress", "baselineGaps", "measurementPlan", "programKpis"].map((name): Row => [name, "ownKpis", to(noWay), ["input.invalid_value at /ownKpis/0/direction"]]),
    ...["registerPilot", "readPreRegistration"].map((name): Row => [name, "hypotheses/0/direction", without, ["input.invalid_value at /hypotheses/0/direction"]]),
    ["scaleGate", "basis/terms/hypotheses/0/direction", without, ["input.invalid_value at /basis/terms/hypotheses/0/direction"]],
    ["checkAgainstRegistration", "results/hypotheses/0/direction", without, ["input.invalid_value at /results/hypotheses/0/direction"]],
    ["reviewProgram", "evidence/kpis", to(noWay), ["input.invalid_value at /evidence/kpis/0/direction"]],
  ],
  "percentages over 1": [
    ...[["pairedEffect", 5], ["regressionToMean", 5], ["differenceInDifferences", 9], ["adjustedEffect", 9]].map(([name, count]): Row =>
      percents(String(name), "people/", Array.from({ length: Number(count) }, (_, index) => [`${String(index)}/baseline`, `${String(index)}/post`]).flat(), "effect-people.not_a_fraction")),
    percents("effectFromFigures", "", ["treated/baselineMean", "treated/postMean", "comparison/baselineMean", "comparison/postMean"], "effect-from-figures.not_a_fraction"),
    percents("interruptedSeries", "values/", Array.from({ length: 12 }, (_, index) => String(index)), "interrupted-series.not_a_fraction"),
    ["goalProgress", "goals/0/target", to(75), ["goal-progress.not_a_fraction at /goals/0/target"]],
    ["guardrailReading", "kpi/unit", to("fraction"), ["guardrail-reading.not_a_fraction at /change/estimate", "guardrail-reading.not_a_fraction at /baseline"]],
    ["coachEvaluation", "compliance/0/afterFraction", to(75), ["input.too_big at /compliance/0/afterFraction"]],
    ...["customerSatisfaction", "netPromoterScore"].map((name): Row => [name, "answers/0/score", to(80), ["survey-answer.off_scale at /answers/0/score"]]),
    ["weeklyMeasure", "measure", to("fraction"), ["weekly-measure.not_yes_or_no at /records/0/value", "weekly-measure.not_yes_or_no at /records/1/value"]],
    ["weeklyMeasureColumns", "measure", to("fraction"), ["weekly-measure-columns.bad_value at /values/0"]],
    ["scaleGate", "evidence/fidelityFraction", to(91), ["input.too_big at /evidence/fidelityFraction"]],
    ["scaleGate", "evidence/agreement", to({ estimate: 60, confidence: { lower: 45, upper: 75, level: 0.95 }, n: 15 }), ["gate-evidence.not_a_coefficient at /evidence/agreement/confidence/upper"]],
    ["registerPilot", "thresholds/minimumAdoptionFraction", to(50), ["input.too_big at /thresholds/minimumAdoptionFraction"]],
    ["reviewProgram", "evidence/raterAgreementLowerBound", to(60), ["input.too_big at /evidence/raterAgreementLowerBound"]],
    ...["reliableChange", "regressionToMean"].map((name): Row => [name, "reliability", to(70), ["input.too_big at /reliability"]]),
    ["pairedEffect", "confidenceLevel", to(95), ["input.too_big at /confidenceLevel"]],
    ["wilsonInterval", "successes", to(340), ["proportion.more_successes_than_trials at /successes"]],
  ],
  "groups of unequal length": [
    ...["pairedDifference", "standardizedPairedDifference", "signedRankTest"].map((name): Row => [name, "reference", first, ["paired-sample.unequal_lengths at /reference"]]),
    ["permutationTest", "design", to("paired"), ["permutation-test.unequal_lengths at /reference"]],
    ["meanDifference", "reference", (values: readonly number[]) => values.slice(2), { n: 6, estimate: 3 }],
    ["linearRegression", "rows/0/x", to([1]), ["regression-sample.wrong_length at /rows/0/x"]],
    ["linearRegressionColumns", "response", to(Float64Array.of(1, 2, 3)), ["columns/0", "clusters", "weights"].map((path) => `regression-columns.wrong_length at /${path}`)],
    ["weeklyMeasureColumns", "weeks", to(Uint16Array.of(0)), ["weekly-measure-columns.wrong_length at /weeks"]],
    ...["differenceInDifferences", "adjustedEffect"].map((name): Row => [name, "people", (people: readonly object[]) => people.slice(0, 7), { n: 7, arms: [{ analyzedCount: 5 }, { analyzedCount: 2 }] }]),
  ],
};

describe.each(Object.entries(table))("%s", (_, rows) => {
  test.each(rows)("%s, at “%s”", (name, path, change, wanted) => {
    const call = asked(name, path, change);
    if (Array.isArray(wanted) && wanted.every((issue) => typeof issue === "string")) expect(issuesOf(call)).toEqual(wanted);
    else expect(call()).toMatchObject(wanted);
  });
});

/** Where the numbers of an input stand, of each list the first three entries'. */
function numbersOf(value: unknown, path = ""): readonly string[] {
  if (typeof value === "number") return [path];
  if (ArrayBuffer.isView(value) || typeof value !== "object" || value === null) return [];
  return (Array.isArray(value) ? Object.entries(value).slice(0, 3) : Object.entries(value)).flatMap(([key, entry]) => numbersOf(entry, `${path}/${key}`));
}
const minusZeros = (value: unknown, path = ""): readonly string[] =>
  Object.is(value, -0) ? [path] : typeof value !== "object" || value === null ? [] : Object.entries(value).flatMap(([key, entry]) => minusZeros(entry, `${path}/${key}`));
const oneInput = Object.entries(calls).filter(([, args]) => args?.length === 1 && typeof args[0] === "object").map(([name]) => name);

test.each(oneInput)("%s answers without −0, whatever number is given as −0", (name) => {
  for (const path of numbersOf(calls[name]?.[0])) {
    let answer: unknown;
    try { answer = asked(name, path, to(-0))(); } catch (error) { if (!isCoachingError(error)) throw error; }
    expect(minusZeros(answer), `−0 at ${path}`).toEqual([]);
  }
});

test("every function named has a good call, so that the change alone is at fault", () => {
  for (const name of new Set(Object.values(table).flat().map(([named]) => named))) expect(asked(name, "", (input: unknown) => input), name).not.toThrow();
});
