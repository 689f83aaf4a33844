/** The files of the example, and the shape of those that are its own. */
import { cadence, calendar, delivery, homework, kpi, money, plan, program, roi, rubric, statistics, unit } from "coachkit";
import * as z from "zod";

/** What an hour costs, what was paid at once, and where people are paid. */
const Costs = z.strictObject({
  currency: money.CurrencyCode,
  rounding: money.Rounding,
  exchangeRates: z.array(money.ExchangeRate).max(100),
  rateCards: z.array(roi.RateCard).max(100),
  regions: z.array(roi.PersonRegion).max(1000),
  fixedEntries: z.array(money.LedgerEntry).max(1000),
});

/** What the analyst decides: levels, dates, weights. */
const Settings = z.strictObject({
  confidenceLevel: statistics.ConfidenceLevel,
  asOfDate: unit.CivilDate,
  stampedAt: unit.Instant,
  uidDomain: z.string().max(200),
  homework: z.strictObject({ purpose: homework.HomeworkPurpose, language: z.string().max(35), availableMinutes: unit.Minutes, at: unit.Instant, policy: homework.HomeworkMatchPolicy }),
  weights: z.array(delivery.TouchpointWeight).max(500),
  quality: z.strictObject({ qualityItemIds: z.array(unit.Id).max(50), responsivenessItemIds: z.array(unit.Id).max(50) }),
  intraclassCorrelation: unit.Fraction,
  waves: z.strictObject({ before: unit.CivilDate, after: unit.CivilDate }),
});

/** The pulse is asked by the level of `settings`. */
const TeamPulse = z.strictObject({ before: kpi.PulseWave, after: kpi.PulseWave, itemIds: z.array(unit.Id).max(100), scaleMinimum: z.number(), scaleMaximum: z.number() });

const many = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(100_000);

/** One file each. */
export const files = {
  program: program.Program,
  cohort: cadence.Cohort,
  participants: many(plan.Participant),
  coaches: many(plan.Coach),
  contacts: many(calendar.CalendarContact),
  deliveries: many(delivery.Delivery),
  "session-pulses": many(delivery.SessionPulse),
  "coach-notes": many(delivery.CoachNote),
  "leader-check-ins": many(delivery.LeaderCheckIn),
  "reinforcement-acts": many(delivery.ReinforcementAct),
  managers: many(kpi.ReinforcingManager),
  rubric: rubric.Rubric,
  observations: many(rubric.Observation),
  "homework-bank": homework.HomeworkBank,
  intakes: many(homework.AbilityStart),
  "homework-attempts": many(homework.HomeworkAttempt),
  "team-pulse": TeamPulse,
  costs: Costs,
  benefits: roi.BenefitClaim,
  settings: Settings,
};

/** Which file each key of an input comes from, for faults between files. */
export const fileOfKey: Readonly<Record<string, string>> = {
  sessionPulses: "session-pulses", coachNotes: "coach-notes", leaderCheckIns: "leader-check-ins", reinforcementActs: "reinforcement-acts", acts: "reinforcement-acts",
  weights: "settings", before: "team-pulse", after: "team-pulse", bank: "homework-bank", item: "homework-bank", ability: "intakes", attempt: "homework-attempts", sessionTimes: "deliveries", records: "deliveries",
  rateCards: "costs", entries: "costs", asOfDate: "settings", confidenceLevel: "settings", denominator: "settings", uidDomain: "settings", stampedAt: "settings",
};
