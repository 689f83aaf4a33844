/** The files of the example, and the shape of those that are its own. */
import { cadence, calendar, delivery, homework, kpi, money, plan, program, roi, rubric, statistics, unit } from "coachkit";
import * as z from "zod";
import type { Origin } from "./data-files.js";

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
  homework: z.strictObject({
    purpose: homework.HomeworkPurpose, language: z.string().max(35), availableMinutes: unit.Minutes, at: unit.Instant, policy: homework.HomeworkMatchPolicy,
  }),
  weights: z.array(delivery.TouchpointWeight).max(500),
  quality: z.strictObject({ qualityItemIds: z.array(unit.Id).max(50), responsivenessItemIds: z.array(unit.Id).max(50) }),
  intraclassCorrelation: unit.Fraction,
  waves: z.strictObject({ before: unit.CivilDate, after: unit.CivilDate }),
});

/** The pulse is asked by the level of `settings`. */
const TeamPulse = z.strictObject({
  before: kpi.PulseWave, after: kpi.PulseWave, itemIds: z.array(unit.Id).max(100), scaleMinimum: z.number(), scaleMaximum: z.number(),
});

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

/** All records of a program, each file checked by itself. */
export type Records = { readonly [File in keyof typeof files]: z.infer<(typeof files)[File]> };

/** Where the inputs of the steps come from: the beginning of a path in an input, and the file and path it stands for. Longer ones go first. */
const origins: readonly (readonly [from: string, file: string, path: readonly string[]])[] = [
  ["records/deliveries", "deliveries", []],
  ["sessionPulses", "session-pulses", []],
  ["coachNotes", "coach-notes", []],
  ["leaderCheckIns", "leader-check-ins", []],
  ["reinforcementActs", "reinforcement-acts", []],
  ["acts", "reinforcement-acts", []],
  ["weights", "settings", ["weights"]],
  ["qualityItemIds", "settings", ["quality", "qualityItemIds"]],
  ["responsivenessItemIds", "settings", ["quality", "responsivenessItemIds"]],
  ["confidenceLevel", "settings", ["confidenceLevel"]],
  ["asOfDate", "settings", ["asOfDate"]],
  ["stampedAt", "settings", ["stampedAt"]],
  ["uidDomain", "settings", ["uidDomain"]],
  ["clustering/intraclassCorrelation", "settings", ["intraclassCorrelation"]],
  ["timeZone", "cohort", ["timeZone"]],
  ["before", "team-pulse", ["before"]],
  ["after", "team-pulse", ["after"]],
  ["itemIds", "team-pulse", ["itemIds"]],
  ["scaleMinimum", "team-pulse", ["scaleMinimum"]],
  ["scaleMaximum", "team-pulse", ["scaleMaximum"]],
  ["bank", "homework-bank", []],
  ["language", "settings", ["homework", "language"]],
  ["availableMinutes", "settings", ["homework", "availableMinutes"]],
  ["policy", "settings", ["homework", "policy"]],
  ["regions", "costs", ["regions"]],
  ["rateCards", "costs", ["rateCards"]],
  ["calendarName", "program", ["title"]],
];

/** Where a fault in a step's input lies. What is not named above lies in the file of the path's first key. */
export function originIn({ costs }: Records): Origin {
  return (path) => {
    const [first = "", second, index] = path;
    // The time of sessions is priced by the rate cards; the ledger holds the fixed entries first, then those of time.
    const isTime = first === "sessionTimes" || (first === "costs" && second === "entries" && Number(index) >= costs.fixedEntries.length);
    if (isTime) return { file: "costs", path: ["rateCards"] };
    if (first === "costs" && second === "entries") return { file: "costs", path: ["fixedEntries", ...path.slice(2)] };
    const found = origins.find(([from]) => `${path.join("/")}/`.startsWith(`${from}/`));
    if (found === undefined) return { file: String(first), path: path.slice(1) };
    const [from, file, to] = found;
    return { file, path: [...to, ...path.slice(from.split("/").length)] };
  };
}
