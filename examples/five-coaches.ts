/**
 * Five coaches rate the same twenty clips, two a week: `npm run example:raters`.
 * How far they agree, who is harsh, who drifts, what scores would be without their severity, and what to do about it.
 * The ratings stand below, made up; everything else is computed.
 */
import { readFileSync } from "node:fs";
import { agreement, rubric as rubrics, statistics } from "coachkit";

const line = (text = ""): void => { process.stdout.write(`${text}\n`); };
const signed = (value: number, digits = 2): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
const words = (codes: readonly string[]): string => codes.join(", ");

const rubric = rubrics.readRubric(JSON.parse(readFileSync("examples/data/rubric.json", "utf8")));

/** A digit is a level, a place a clip: clip 1 first. */
const gold: Readonly<Record<string, string>> = { "asks-first": "24232333322313341332", "agrees-next-step": "42311141323142334232", "gives-feedback": "23313422323434233434" };
const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ana: { "asks-first": "14131324313313341233", "agrees-next-step": "42311142323233324241", "gives-feedback": "23423422222434133433" },
  ben: { "asks-first": "13222132321212231222", "agrees-next-step": "31211131212141133231", "gives-feedback": "12113311212223122323" },
  chloe: { "asks-first": "24232333331423442433", "agrees-next-step": "42311141324143444333", "gives-feedback": "23313422323444344444" },
  dev: { "asks-first": "14231433322313341443", "agrees-next-step": "42321141333132343231", "gives-feedback": "22313432423434243433" },
  eli: { "asks-first": "33232333322313341331", "agrees-next-step": "42311142323142333242", "gives-feedback": "23313422313434223333" },
};
const clip = (place: number): string => `clip-${String(place + 1).padStart(2, "0")}`;
/** Two clips a week, Tuesday and Thursday, from 2027-01-05 on. */
const ratedAt = (place: number): string => new Date(Date.UTC(2027, 0, 5 + 7 * Math.floor(place / 2) + 2 * (place % 2), 15)).toISOString().replace(".000", "");
const levels = (byCriterion: Readonly<Record<string, string>>) => Object.entries(byCriterion).flatMap(([criterionId, digits]) => [...digits].map((digit, place) => ({ subjectId: clip(place), criterionId, level: Number(digit), place })));

const goldLevels: readonly agreement.GoldLevel[] = levels(gold).map(({ place: _, ...level }) => level);
const ratings: readonly agreement.DatedLevel[] = Object.entries(given).flatMap(([raterId, byCriterion]) => levels(byCriterion).map(({ place, ...level }) => ({ ...level, raterId, ratedAt: ratedAt(place) })));
const confidenceLevel = 0.95;

line("How far the five agree, by Krippendorff's words, judged on the lower end of the interval");
for (const { id, title } of rubric.criteria) {
  const own = ratings.filter(({ criterionId }) => criterionId === id).map(({ subjectId, raterId, level }) => ({ subjectId, raterId, category: level }));
  const { recommended: { coefficient, reasons, result } } = agreement.raterAgreement({ scale: "ordinal", categories: [1, 2, 3, 4], ratings: own, confidenceLevel });
  if (result.estimate === null) throw new Error(result.reason);
  const { word } = agreement.agreementBenchmark({ scale: "krippendorff", ...result });
  line(`  ${title.padEnd(22)} ${coefficient.kind} ${result.estimate.toFixed(2)} [${result.confidence.lower.toFixed(2)}, ${result.confidence.upper.toFixed(2)}]: ${word ?? "none"} (${words(reasons)})`);
}

line();
line("Against gold, in levels: above 0 is lenient");
const severity = agreement.raterSeverity({ rubric, gold: goldLevels, ratings, confidenceLevel });
for (const { raterId, overall: { biasLevels: bias }, verdict, reasons: why } of severity.raters) {
  if (bias.estimate !== null) line(`  ${raterId.padEnd(5)} ${signed(bias.estimate)} [${signed(bias.confidence.lower)}, ${signed(bias.confidence.upper)}]  ${verdict}: ${words(why)}`);
}

line();
line("In the course of time, against the coach's own first eight clips");
const drift = agreement.raterDrift({ rubric, gold: goldLevels, ratings, confidenceLevel, baseline: { kind: "first-clips", clipCount: 8 }, spread: { kind: "pooled" } });
for (const { raterId, latestChangeLevels, verdict, reasons: why, signals: [signal], onset } of drift.raters) {
  const seen = signal === undefined || onset === null ? "" : `; ${signal.direction} since ${onset.subjectId}, seen at ${signal.subjectId} (${signal.ratedAt.slice(0, 10)})`;
  line(`  ${raterId.padEnd(5)} ${signed(latestChangeLevels ?? 0)}  ${verdict}: ${words(why)}${seen}`);
}
line(`  chance alone would give ${drift.falseAlarms.expectedCount.toFixed(2)} false signals here`);

line();
line("The same ratings without gold: who is harsh among the five (above 0)");
const calibration = agreement.calibrateRaters({ rubric, ratings, method: "many-facet-rasch", confidenceLevel });
if (calibration.raters === null) throw new Error(calibration.reason);
for (const { raterId, severityLevels: found, verdict, reasons: why } of calibration.raters) {
  if (found.estimate !== null) line(`  ${raterId.padEnd(5)} ${signed(found.estimate)} [${signed(found.confidence.lower)}, ${signed(found.confidence.upper)}]  ${verdict}${why.length === 0 ? "" : `: ${words(why.map(({ code }) => code))}`}`);
}
line("  against the mean of the five: nobody's truth, and a drift shows only in part");

// In the same month each conversation with a participant was rated by one coach. A digit is a level on “asks first”, one conversation each.
const seen: Readonly<Record<string, string>> = { ana: "3241", ben: "2321", chloe: "3443", dev: "2334", eli: "4231" };
const conversations = Object.entries(seen).flatMap(([raterId, digits]) => [...digits].map((digit, place) => ({ subjectId: `${raterId}-${String(place + 1)}`, raterId, criterionId: "asks-first", level: Number(digit) })));
const courseOf = new Map(drift.raters.map((one) => [one.raterId, one]));
const onCriterion = (found: agreement.RaterSeverity) => found.raters.flatMap(({ raterId, criteria }) => criteria.flatMap(({ criterionId, biasLevels: bias }) => (criterionId === "asks-first" && bias.estimate !== null ? [{ raterId, bias: bias.estimate, deviation: bias.standardDeviationLevels }] : [])));
/** What is known of each coach's severity today, on this criterion; of whoever drifted by the clips since then. Bias is positive for the lenient, severity for the harsh. */
const today = agreement.raterSeverity({ rubric, gold: goldLevels, ratings: ratings.filter(({ raterId, ratedAt }) => ratedAt >= (courseOf.get(raterId)?.onset?.ratedAt ?? "")), confidenceLevel });
const knownErrors = onCriterion(today).map(({ raterId, bias }) => ({ raterId, criterionId: "asks-first", severityLevels: -bias }));
const fine = severity.raters.filter(({ raterId, verdict }) => verdict === "fine" && courseOf.get(raterId)?.verdict === "fine").map(({ raterId }) => raterId);
// with one rating each, conversations tell nothing of the coaches' error, nor of how true levels spread: the gold clips do
const errorStandardDeviation = statistics.mean(onCriterion(severity).filter(({ raterId }) => fine.includes(raterId)).map(({ deviation }) => deviation));
const trueLevels = goldLevels.filter(({ criterionId }) => criterionId === "asks-first").map(({ level }) => level);
const prior = { mean: statistics.mean(trueLevels), standardDeviation: Math.sqrt(statistics.variance(trueLevels)) };

line();
line("What to do");
for (const { raterId, verdict, overall: { biasLevels: bias } } of severity.raters) {
  const course = courseOf.get(raterId);
  if (verdict === "recalibrate" && bias.estimate !== null) line(`  ${raterId.padEnd(5)} recalibrate: ${bias.estimate < 0 ? "harsh" : "lenient"} throughout; until then somebody else rates beside ${raterId}`);
  else if (course?.verdict === "recalibrate" && course.onset !== null) line(`  ${raterId.padEnd(5)} recalibrate: rates otherwise than before; look again at what ${raterId} rated from ${course.onset.ratedAt.slice(0, 10)} on`);
  else line(`  ${raterId.padEnd(5)} ${verdict === "fine" && course?.verdict === "fine" ? "nothing" : "more gold clips, then look again"}`);
}

const choice = agreement.chooseDoubleScores({
  rubric, ratings: conversations, knownErrors, decisions: [{ id: "asks-first", kind: "compliance", criterionId: "asks-first", wrongDecisionLoss: 10, errorStandardDeviation, prior }],
  raters: fine.map((raterId) => ({ raterId, waitingCount: 0 })), scoreCount: 4, secondScoreLoss: 0.5, confidenceLevel,
});
if (choice.cases === null) throw new Error("too little is known");
line();
line("Conversations to score a second time, the most valuable first");
for (const { subjectId, raterId, decisions: [decision], outcome } of choice.cases) {
  if (outcome === "chosen" && decision !== undefined) line(`  ${subjectId.padEnd(7)} by ${raterId ?? ""}: wrong ${decision.wrongFraction.toFixed(2)} → ${decision.expectedWrongFraction.toFixed(2)} (${words(decision.reasons)})`);
}
line(`  decisions expected wrong: ${choice.expectedWrong.now.toFixed(1)} of ${String(choice.expectedWrong.decisionCount)}, then ${choice.expectedWrong.after.toFixed(1)}`);

const next = agreement.planCalibrationRound({
  raters: Object.keys(given).map((raterId) => ({ raterId })), ratersPerSubject: 2, ratersPerGoldSubject: 5, seed: 2027,
  subjects: Array.from({ length: 20 }, (_, place) => ({ subjectId: `new-${String(place + 1).padStart(2, "0")}`, isGold: place < 10 })),
});
line();
line(`The next round, 20 fresh clips, 10 of them gold: pairs meet ${String(next.pairs.leastCount)} to ${String(next.pairs.mostCount)} times, balance ${next.balance}`);
for (const { raterId, subjectIds } of next.assignments) line(`  ${raterId.padEnd(5)} ${subjectIds.map((id) => id.slice(4)).join(" ")}`);

const { coaches, due } = agreement.coachStanding({
  requirements: [{ id: "calibrated", kind: "calibration", everyDays: 90, acceptsWatch: true, isDueBeforeFirstSession: true }],
  coaches: Object.keys(given).map((id) => ({ id })), asOfDate: "2027-06-01", dueWithinDays: 14,
  records: {
    calibrations: drift.raters.map(({ raterId, verdict }) => ({ id: `round-1-${raterId}`, coachId: raterId, calibratedDate: "2027-03-12", verdict: severity.raters.some((one) => one.raterId === raterId && one.verdict === "recalibrate") ? "recalibrate" : verdict })),
    assessments: [], sessions: [], certificates: [],
  },
});
line();
line("On 1 June: who may coach, and who is due within two weeks");
for (const { coachId, standing } of coaches) line(`  ${coachId.padEnd(5)} ${standing}`);
for (const { coachId, dueDate, remainingDays } of due) line(`  calibration of ${coachId} by ${dueDate}, in ${String(remainingDays)} days`);
