/** The results of a program as a document. */
import { homework, type plan, roi, unit } from "coachkit";
import { type Block, heading, list, table } from "./document.js";
import type { Records } from "./records.js";
import type { adoption, behavior, fidelity, nextHomework, planned, teamPulse, worth } from "./steps.js";
import { clocksText, countText, dayText, moneyText, numberText, shareText, unassignedTexts, verdictTexts, warningTexts } from "./texts.js";

/** What the steps found. */
export interface Results {
  readonly plan: ReturnType<typeof planned>;
  readonly fidelity: ReturnType<typeof fidelity>;
  readonly adoption: ReturnType<typeof adoption>;
  readonly teamPulse: ReturnType<typeof teamPulse>;
  readonly behavior: ReturnType<typeof behavior>;
  readonly homework: ReturnType<typeof nextHomework>;
  readonly worth: ReturnType<typeof worth>;
}

type NameOf = (id: string) => string;
const namesIn = ({ contacts }: Records): NameOf => {
  const names = new Map(contacts.map(({ personId, name }) => [personId, name]));
  return (id) => names.get(id) ?? id;
};
const titlesIn = (titled: readonly { readonly id: string; readonly title: string }[]): NameOf => {
  const titles = new Map(titled.map(({ id, title }) => [id, title]));
  return (id) => titles.get(id) ?? id;
};

/** Sessions that are told in one line: what each does alone at the same hour of the own day belongs together. */
function together(sessions: readonly plan.Session[]): readonly (readonly plan.Session[])[] {
  const groups = new Map<string, plan.Session[]>();
  for (const session of sessions) {
    const { id, date, startTime, touchpointId, participantIds, coachId } = session;
    const key = participantIds.length === 1 && coachId === null ? JSON.stringify([date, startTime, touchpointId]) : id;
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  return [...groups.values()];
}

/** Who meets whom when, a table for each week. */
function meetings(data: Records, { plan: ofProgram }: Results): readonly Block[] {
  const nameOf = namesIn(data);
  const zoneOf = new Map([...data.participants, ...data.coaches].map(({ id, hours }) => [id, hours.timeZone]));
  const namesOf = (ids: readonly string[]): string => {
    const everybody = data.participants.every(({ id }) => ids.includes(id));
    return everybody ? `all ${String(data.participants.length)} participants` : ids.map((id) => nameOf(id).split(" ")[0] ?? id).join(", ");
  };
  const row = (group: readonly plan.Session[]): readonly string[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { date, startTime, startsAt, title, timeZone, coachId } = first;
    const ids = group.flatMap(({ participantIds }) => participantIds);
    const zones = [...ids, ...(coachId === null ? [] : [coachId])].map((id) => zoneOf.get(id) ?? timeZone);
    const isOwnClock = group.length > 1 && new Set(group.map((session) => session.startsAt)).size > 1;
    const when = isOwnClock ? `${startTime} of everybody's own clock` : clocksText(startsAt, zones);
    const notes = warningTexts(group, namesOf).map((text) => `(${text})`).join(" ");
    return [`${dayText(date)}, ${when}`, coachId === null ? title : `${title}, with ${nameOf(coachId)}`, `${namesOf(ids)}${notes === "" ? "" : ` ${notes}`}`];
  };
  const weeks = [...new Set(ofProgram.sessions.map(({ week }) => week))];
  return [
    heading(2, "Who meets whom when"),
    ...weeks.flatMap((week) => [
      heading(3, week === null ? "By days from the start" : `Week ${String(week)}`),
      table(["When", "What", "Who"], together(ofProgram.sessions.filter((session) => session.week === week)).map(row)),
    ]),
    ...ofProgram.warnings.map(({ participantCount }) => list(`The program is not meant for ${countText(participantCount, "participant")}.`)),
  ];
}

/** Planned, but without a session. */
function missing(data: Records, { plan: { unassigned } }: Results): readonly Block[] {
  const nameOf = namesIn(data);
  const titleOf = titlesIn(data.program.touchpoints);
  const lines = unassigned.map(({ touchpointId, week, participantIds, reason }) => {
    const what = `${titleOf(touchpointId)}${week === null ? "" : `, week ${String(week)}`}`;
    return [what, ...(participantIds.length === 0 ? [] : [participantIds.map(nameOf).join(", ")]), unassignedTexts[reason]].join(": ");
  });
  return [heading(2, "Without a session"), list(...(lines.length === 0 ? ["Nobody: all that was planned has a session."] : lines))];
}

/** Why this homework: the skill it rests on, how the person stands to it, and how that lies to what was aimed at. */
function whyText({ contributions, verdict, reasons }: homework.RankedHomework, skillTitleOf: NameOf): string {
  const [main] = contributions.toSorted((one, other) => other.weight - one.weight);
  if (main === undefined) return "it takes no skill";
  const rests = `${contributions.length === 1 ? "it rests" : "most of it rests"} on ${skillTitleOf(main.skillId).toLowerCase()}`;
  const ability = `ability lies ${main.valueLogits >= 0 ? "above" : "below"} what it asks`;
  const shortfall = main.valueLogits >= 0 ? ", but by too little" : "";
  if (verdict === "too-hard") return `${rests}; ${ability}${shortfall}; all else is farther from the band`;
  if (verdict === "too-easy") return `${rests}; ${ability} by more than needed; all else is farther from the band`;
  return `${rests}; ${ability}, nearest to the best chance${reasons.includes("interval-leaves-band") ? ", by what is known so far" : ""}`;
}

/** Each participant's next homework with the reason. */
function homeworkOf(data: Records, { homework: next }: Results): readonly Block[] {
  const nameOf = namesIn(data);
  const { items, skills } = data["homework-bank"];
  const { purpose } = data.settings.homework;
  const { lowerProbability, targetProbability, upperProbability } = homework.successBand(purpose);
  const [from = "", target = "", to = ""] = [lowerProbability, targetProbability, upperProbability].map((chance) => unit.percentText(chance, 0));
  const rows = next.map(({ participantId, match: { ranked: [best], rejected } }) => {
    const against = [...new Set(rejected.flatMap(({ codes }) => codes))].join(", ");
    if (best === undefined) return [nameOf(participantId), "nothing to give", "", "", `against all there is: ${against}`];
    const { itemId, probability, verdict } = best;
    return [nameOf(participantId), titlesIn(items)(itemId), unit.percentText(probability, 0), verdictTexts[verdict], whyText(best, titlesIn(skills))];
  });
  return [
    heading(2, "Next homework"),
    list(`To ${purpose}, with a chance of success of ${from} to ${to} (the band), best ${target}.`),
    table(["Participant", "Homework", "Chance", "Verdict", "Why"], rows),
  ];
}

/** Fidelity, behavior, adoption and pulse. */
function results(data: Records, { fidelity: dose, behavior: observed, adoption: adopted, teamPulse: pulse }: Results): readonly Block[] {
  const nameOf = namesIn(data);
  const titleOf = titlesIn(data.program.touchpoints);
  const { minimumActCount, windowWeeks } = adopted.assumptions;
  const covered = unit.percentText(dose.assumptions.coverageThresholdFraction, 0);
  return [
    heading(2, "Fidelity"),
    list(`Weighted delivered ÷ planned: ${dose.doseFraction === null ? "nothing was planned" : unit.percentText(dose.doseFraction, 1)}`),
    table(["Touchpoint", "Places", "Dose"], dose.components.map(({ touchpointId, plannedCount, deliveredCount, doseFraction }) =>
      [titleOf(touchpointId), `${String(deliveredCount)} of ${String(plannedCount)} places`, unit.percentText(doseFraction, 1)])),
    list(
      `Participants with at least ${covered} of their dose: ${shareText(dose.coverage)}`,
      `Sessions were useful, 1 to 5: ${numberText(dose.quality)}; will try it: ${numberText(dose.responsiveness)}`,
    ),
    heading(2, "Behavioral compliance"),
    list(
      `Before: ${shareText(observed.before)}`, `After: ${shareText(observed.after)}`,
      "A change without a comparison group: it does not say that the program did it.",
    ),
    heading(2, "Manager adoption"),
    list(`Managers with at least ${countText(minimumActCount, "act")} in ${countText(windowWeeks, "week")}: ${shareText(adopted.adoptionFraction)}`),
    table(["Manager", "Acts", "Active weeks"], adopted.managers.map(({ managerId, actCount, activeWeeksFraction }) =>
      [nameOf(managerId), countText(actCount, "act"), `active in ${unit.percentText(activeWeeksFraction, 0)} of weeks`])),
    heading(2, "Team pulse"),
    list(
      `Change on a scale of ${String(data["team-pulse"].scaleMinimum)} to ${String(data["team-pulse"].scaleMaximum)}: ${numberText(pulse.changeOnScale)}`,
      `Answered before: ${String(pulse.before.respondentCount)} of ${String(pulse.before.invitedCount)}`,
      `Answered after: ${String(pulse.after.respondentCount)} of ${String(pulse.after.invitedCount)}`,
    ),
  ];
}

/** What a percentage point of compliance cost. */
function pointText({ costs }: Records, { behavior: { before, after }, worth: { totalCost } }: Results): string {
  if (before.estimate === null || after.estimate === null) return "cannot be said: behavior was not observed both before and after";
  const improvementPoints = Number(((after.estimate - before.estimate) * 100).toFixed(6));
  const cost = roi.costPerPoint({ totalCost, improvementPoints, rounding: costs.rounding });
  return cost.estimate === null ? `cannot be said (${cost.reason})` : moneyText(cost.estimate);
}

/** Costs, benefits and what is left. */
function ledger(data: Records, found: Results): readonly Block[] {
  const { totalCost, totalBenefit, netBenefit, roiRatio, benefitCostRatio, paybackMonths, trace } = found.worth;
  const { excluded, unsupported, nonRespondentIds, intangibles, unbookedAccounts } = found.worth;
  const accounts = ({ accounts: totals }: typeof trace.costs): Block => table(["Account", "Amount", "Entries"], totals.map(({ account, total, entryIds }) =>
    [account, moneyText(total), countText(entryIds.length, "entry", "entries")]));
  return [
    heading(2, "What it cost and what it was worth"),
    list(`Cost: ${moneyText(totalCost)}`), accounts(trace.costs),
    list(`Benefit, claimed over ${countText(data.benefits.horizonMonths ?? 12, "month")} and adjusted: ${moneyText(totalBenefit)}`), accounts(trace.benefits),
    list(
      ...excluded.map(({ lineId }) => `Not counted, too large to be believed: ${lineId}`),
      ...unsupported.map(({ lineId }) => `Not counted, nothing supports it: ${lineId}`),
      ...unbookedAccounts.map((account) => `Nothing is booked under ${account}`),
      `${countText(nonRespondentIds.length, "person", "people")} gave no figures and count as zero: ${nonRespondentIds.map(namesIn(data)).join(", ")}`,
      `Not turned into money: ${intangibles.map(({ title }) => title).join(", ")}`,
      `Net benefit: ${moneyText(netBenefit)}`,
      `Return on investment: ${unit.percentText(roiRatio, 1)}; benefit-cost ratio ${benefitCostRatio.toFixed(3)}`,
      `Payback: ${paybackMonths.estimate === null ? "never" : `${paybackMonths.estimate.toFixed(1)} months`}`,
      `Cost per percentage point of compliance: ${pointText(data, found)}`,
      "From a total to its records: in ledger.json each account names its entryIds, and each entry's line its sourceIds: deliveries, invoices, surveys.",
    ),
  ];
}

/** The whole report. */
export const report = (data: Records, found: Results): readonly Block[] => [
  heading(1, data.program.title),
  ...meetings(data, found), ...missing(data, found), ...homeworkOf(data, found), ...results(data, found), ...ledger(data, found),
];
