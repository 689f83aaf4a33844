/** The steps of a program, each from checked records to plain results. Each can be taken out and used by itself. */
import {
  assignSessions, behavioralCompliance, calendar, delivery, homework, managerAdoption, type plan, programFidelity, pulseChange, roi, type rubric,
} from "coachkit";
import type { Records } from "./records.js";

/** Who meets whom when. */
export const planned = ({ program, cohort, participants, coaches }: Records): plan.Plan => assignSessions({ program, cohort, participants, coaches });

/** A calendar for each participant and coach, and one for whoever runs the program: texts by path. */
export function calendars({ program, participants, coaches, contacts, settings }: Records, ofProgram: plan.Plan): Readonly<Record<string, string>> {
  const names = new Map(contacts.map(({ personId, name }) => [personId, name]));
  const shared = { plan: ofProgram, program, contacts, stampedAt: settings.stampedAt, uidDomain: settings.uidDomain };
  const own = [...participants, ...coaches].map(({ id }): readonly [string, string] =>
    [`calendars/${encodeURIComponent(id)}.ics`, calendar.toIcs({ ...shared, personId: id, calendarName: `${program.title}: ${names.get(id) ?? id}` })]);
  return Object.fromEntries([["calendars/everyone.ics", calendar.toIcs({ ...shared, calendarName: program.title })], ...own]);
}

/** All that was recorded while it ran, checked against the plan. */
export const recorded = (data: Records, ofProgram: plan.Plan): delivery.DeliveryRecords => delivery.readDeliveryRecords({
  plan: ofProgram, deliveries: data.deliveries, sessionPulses: data["session-pulses"], coachNotes: data["coach-notes"],
  leaderCheckIns: data["leader-check-ins"], reinforcementActs: data["reinforcement-acts"],
});

/** How much of what was planned took place, and how participants found it. */
export const fidelity = ({ deliveries, "session-pulses": sessionPulses, settings: { weights, confidenceLevel, quality } }: Records, ofProgram: plan.Plan) =>
  programFidelity({ plan: ofProgram, deliveries, weights, confidenceLevel, sessionPulses, ...quality });

/** Whether managers keep the new behavior alive. */
export const adoption = ({ "reinforcement-acts": acts, managers, cohort: { timeZone }, settings: { asOfDate, confidenceLevel } }: Records) =>
  managerAdoption({ acts, managers, asOfDate, timeZone, confidenceLevel });

/** How the participants' teams answered before and after. */
export const teamPulse = ({ "team-pulse": waves, settings: { confidenceLevel } }: Records) => pulseChange({ ...waves, confidenceLevel });

/** Behavior before and after, observed against the rubric. */
export function behavior({ rubric: ofRubric, observations, settings }: Records) {
  const { confidenceLevel, intraclassCorrelation, waves } = settings;
  const clustering = { intraclassCorrelation };
  const complianceOf = (observed: readonly rubric.Observation[]) =>
    behavioralCompliance({ rubric: ofRubric, observations: observed, denominator: { kind: "observed-anchors" }, confidenceLevel, clustering });
  // All together first: observations between the two waves must fit the rubric too.
  const throughout = complianceOf(observations);
  const before = complianceOf(observations.filter(({ observedAt }) => observedAt.slice(0, 10) < waves.before));
  const after = complianceOf(observations.filter(({ observedAt }) => observedAt.slice(0, 10) >= waves.after));
  return { throughout, before, after };
}

/** Each participant's next homework: where they began, what their attempts showed since, and what suits that. */
export function nextHomework({ intakes, "homework-attempts": allAttempts, "homework-bank": bank, settings }: Records) {
  const items = new Map(bank.items.map((item) => [item.id, item]));
  return intakes.map((intake) => {
    const attempts = allAttempts.filter(({ participantId }) => participantId === intake.participantId);
    let { ability } = homework.startingAbility(intake);
    for (const attempt of attempts) {
      const item = items.get(attempt.itemId);
      if (item !== undefined) ({ ability } = homework.updateAbility({ ability, item, attempt, method: "elo" }));
    }
    const history = attempts.map(({ itemId, reportedAt }) => ({ itemId, servedAt: reportedAt }));
    return { participantId: intake.participantId, match: homework.matchHomework({ bank, ability, history, ...settings.homework }) };
  });
}

/** What the program cost, from the time that was really taken, and what participants say it was worth. */
export function worth({ program, coaches, deliveries, costs, benefits }: Records, ofProgram: plan.Plan): roi.ReturnOnInvestment {
  const { currency, rounding, exchangeRates, rateCards, regions, fixedEntries } = costs;
  const sessionTimes = roi.deliveredSessionTimes({ program, records: { plan: ofProgram, deliveries }, coaches, regions });
  const entries = [...fixedEntries, ...roi.sessionCosts({ sessionTimes, rateCards, rounding })];
  return roi.returnOnInvestment({ benefits, costs: { kind: "ledger", schemaVersion: 1, currency, rounding, exchangeRates, entries } });
}
