/**
 * A blended program of twelve weeks for fifteen new managers in two countries, from the plan to what it was worth.
 * It reads the JSON files in examples/data and writes calendars and a report to out. Another folder of data and another for the results may be given:
 *   tsx examples/twelve-week-program.ts DATA OUT
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assignSessions, behavioralCompliance, calendar, delivery, homework, managerAdoption, programFidelity, pulseChange, roi, type rubric, unit } from "coachkit";
import { FaultyData, readFiles, withFiles } from "./data-files.js";
import { fileOfKey, files } from "./records.js";
import { numberText, shareText, weekLines } from "./texts.js";

const [folder = "examples/data", out = "out"] = process.argv.slice(2);

function main(): readonly string[] {
  const data = readFiles(folder, files);
  const { program, cohort, participants, coaches, contacts, deliveries, settings, costs, benefits, rubric: ofRubric } = data;
  const { confidenceLevel } = settings;
  const step = <Result>(run: () => Result): Result => withFiles(folder, fileOfKey, run);
  const names = new Map(contacts.map(({ personId, name }) => [personId, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const zoneOf = new Map([...participants, ...coaches].map(({ id, hours }) => [id, hours.timeZone]));

  // ---- who meets whom when, and everybody's calendar
  const ofProgram = step(() => assignSessions({ program, cohort, participants, coaches }));
  const calendarOf = (calendarName: string, personId?: string): string =>
    step(() => calendar.toIcs({ plan: ofProgram, program, contacts, stampedAt: settings.stampedAt, calendarName, uidDomain: settings.uidDomain, ...(personId === undefined ? {} : { personId }) }));
  mkdirSync(join(out, "calendars"), { recursive: true });
  writeFileSync(join(out, "calendars", "everyone.ics"), calendarOf(program.title));
  for (const { id } of [...participants, ...coaches]) writeFileSync(join(out, "calendars", `${id}.ics`), calendarOf(`${program.title}: ${nameOf(id)}`, id));

  // ---- what took place
  const records = step(() => delivery.readDeliveryRecords({ plan: ofProgram, deliveries, sessionPulses: data["session-pulses"], coachNotes: data["coach-notes"], leaderCheckIns: data["leader-check-ins"], reinforcementActs: data["reinforcement-acts"] }));
  const fidelity = step(() => programFidelity({ plan: ofProgram, deliveries, weights: settings.weights, confidenceLevel, sessionPulses: data["session-pulses"], ...settings.quality }));
  const adoption = step(() => managerAdoption({ acts: data["reinforcement-acts"], managers: data.managers, asOfDate: settings.asOfDate, timeZone: cohort.timeZone, confidenceLevel }));
  const pulse = step(() => pulseChange({ ...data["team-pulse"], confidenceLevel }));

  // ---- behavior before and after
  const complianceOf = (observations: readonly rubric.Observation[]) =>
    step(() => behavioralCompliance({ rubric: ofRubric, observations, denominator: { kind: "observed-anchors" }, confidenceLevel, clustering: { intraclassCorrelation: settings.intraclassCorrelation } }));
  const before = complianceOf(data.observations.filter(({ observedAt }) => observedAt.slice(0, 10) < settings.waves.before));
  const after = complianceOf(data.observations.filter(({ observedAt }) => observedAt.slice(0, 10) >= settings.waves.after));

  // ---- each participant's next homework
  const items = new Map(data["homework-bank"].items.map((item) => [item.id, item]));
  const next = data.intakes.map((intake) => {
    const attempts = data["homework-attempts"].filter(({ participantId }) => participantId === intake.participantId);
    const ability = attempts.reduce((known, attempt) => {
      const item = items.get(attempt.itemId);
      if (item === undefined) throw new FaultyData(`${join(folder, "homework-attempts.json")}: the attempt ${attempt.id} names the homework ${attempt.itemId}, which is not in homework-bank.json.`);
      return step(() => homework.updateAbility({ ability: known, item, attempt, method: "elo" })).ability;
    }, step(() => homework.startingAbility(intake)).ability);
    const history = attempts.map(({ itemId, reportedAt }) => ({ itemId, servedAt: reportedAt }));
    return { participantId: intake.participantId, match: step(() => homework.matchHomework({ bank: data["homework-bank"], ability, history, ...settings.homework })) };
  });

  // ---- what it cost and what it was worth
  const sessionTimes = step(() => roi.deliveredSessionTimes({ program, records, coaches, regions: costs.regions }));
  const timeEntries = step(() => roi.sessionCosts({ sessionTimes, rateCards: costs.rateCards, rounding: costs.rounding }));
  const { currency, rounding, exchangeRates, fixedEntries } = costs;
  const worth = step(() => roi.returnOnInvestment({ benefits, costs: { kind: "ledger", schemaVersion: 1, currency, rounding, exchangeRates, entries: [...fixedEntries, ...timeEntries] } }));
  const improvementPoints = before.estimate === null || after.estimate === null ? null : (after.estimate - before.estimate) * 100;

  writeFileSync(join(out, "ledger.json"), `${JSON.stringify(worth.trace, null, 2)}\n`);

  // ---- in words
  const amount = ({ amount: text, currency: code }: { readonly amount: string; readonly currency: string }): string => `${text} ${code}`;
  const meetings = weekLines(ofProgram, { zoneOf, nameOf });
  const missing = ofProgram.unassigned.map(({ touchpointId, week, participantIds, reason }) => `  ${touchpointId}, week ${String(week)}: ${participantIds.map(nameOf).join(", ")} (${reason})`);
  const homeworkLines = next.map(({ participantId, match: { ranked: [best], reason } }) => {
    if (best === undefined) return `  ${nameOf(participantId)}: nothing to give (${reason})`;
    const { itemId, probability, outsideBand, contributions } = best;
    const parts = contributions.map(({ skillId, valueLogits }) => `${skillId} ${valueLogits.toFixed(2)}`).join(", ");
    return `  ${nameOf(participantId)}: ${items.get(itemId)?.title ?? itemId}. Chance of success ${unit.percentText(probability, 0)}${outsideBand ? ", outside the band" : ""} (log-odds: ${parts})`;
  });
  const accountLines = (totals: typeof worth.trace.costs): readonly string[] => totals.accounts.map(({ account, total, entryIds }) => `  ${account}: ${amount(total)} from ${String(entryIds.length)} ${entryIds.length === 1 ? "entry" : "entries"}, first ${entryIds[0] ?? "none"}`);
  const results = [
    `Fidelity (weighted delivered ÷ planned): ${fidelity.doseFraction === null ? "nothing planned" : unit.percentText(fidelity.doseFraction, 1)}`,
    ...fidelity.components.map(({ touchpointId, plannedCount, deliveredCount, doseFraction }) => `  ${touchpointId}: ${String(deliveredCount)} of ${String(plannedCount)} places, dose ${unit.percentText(doseFraction, 1)}`),
    `  Participants with at least ${unit.percentText(fidelity.assumptions.coverageThresholdFraction, 0)} of their dose: ${shareText(fidelity.coverage)}`,
    `  Sessions were useful, 1 to 5: ${numberText(fidelity.quality)}; will try it: ${numberText(fidelity.responsiveness)}`,
    `Behavioral compliance before: ${shareText(before)}`,
    `Behavioral compliance after: ${shareText(after)}`,
    "  A change without a comparison group: it does not say that the program did it.",
    `Manager adoption (at least ${String(adoption.assumptions.minimumActCount)} acts in ${String(adoption.assumptions.windowWeeks)} weeks): ${shareText(adoption.adoptionFraction)}`,
    ...adoption.managers.map(({ managerId, actCount, activeWeeksFraction }) => `  ${managerId}: ${String(actCount)} acts, active in ${unit.percentText(activeWeeksFraction, 0)} of weeks`),
    `Team pulse, change on a scale of 1 to 5: ${numberText(pulse.changeOnScale)}; answered ${String(pulse.before.respondentCount)} before and ${String(pulse.after.respondentCount)} after of ${String(pulse.before.invitedCount)}`,
  ];
  const money = [
    `Cost: ${amount(worth.totalCost)}`, ...accountLines(worth.trace.costs),
    `Benefit, claimed over ${String(benefits.horizonMonths)} months and adjusted: ${amount(worth.totalBenefit)}`, ...accountLines(worth.trace.benefits),
    ...worth.excluded.map((line) => `  not counted, too large to be believed: ${line.lineId}`), ...worth.unsupported.map((line) => `  not counted, nothing supports it: ${line.lineId}`),
    `  ${String(worth.nonRespondentIds.length)} people gave no figures and count as zero; not turned into money: ${worth.intangibles.map(({ title }) => title).join(", ")}`,
    `Net benefit: ${amount(worth.netBenefit)}; ROI ${unit.percentText(worth.roiRatio, 1)}; benefit-cost ratio ${worth.benefitCostRatio.toFixed(3)}; payback ${worth.paybackMonths.estimate === null ? "never" : `${worth.paybackMonths.estimate.toFixed(1)} months`}`,
    ...(improvementPoints === null ? [] : [costLine(roi.costPerPoint({ totalCost: worth.totalCost, improvementPoints: Number(improvementPoints.toFixed(6)), rounding }))]),
  ];
  const section = (title: string, lines: readonly string[]): readonly string[] => [`## ${title}`, "", "```", ...lines, "```", ""];
  writeFileSync(join(out, "report.md"), [`# ${program.title}`, "", ...section("Who meets whom when", meetings), ...section("Without a session", missing.length === 0 ? ["Nobody."] : missing), ...section("Next homework", homeworkLines), ...section("Results", results), ...section("What it cost and what it was worth", money)].join("\n"));
  return [
    ...meetings, ...(missing.length === 0 ? [] : ["Without a session", ...missing]), "", "Next homework", ...homeworkLines, "", ...results, "", ...money, "",
    `${String(ofProgram.sessions.length)} sessions, ${String(records.deliveries.length)} deliveries; written: ${join(out, "report.md")}, ${join(out, "ledger.json")} with the records behind each total, and ${String(participants.length + coaches.length + 1)} calendars in ${join(out, "calendars")}`,
  ];
}

function costLine(cost: roi.PointCost): string {
  return cost.estimate === null ? `Cost per percentage point of compliance: cannot be said (${cost.reason})` : `Cost per percentage point of compliance: ${cost.estimate.amount} ${cost.estimate.currency}`;
}

try {
  console.log(main().join("\n"));
} catch (reason) {
  if (!(reason instanceof FaultyData)) throw reason;
  console.error(reason.message);
  process.exitCode = 1;
}
