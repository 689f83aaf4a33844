import { type Money, negateMoney } from "../../money/index.js";
import type { Id } from "../../unit/index.js";
import { dividedMoney } from "../divided-money.js";
import { tidyRatio } from "../tidy-ratio.js";
import type { IncomeEstimator } from "./income-estimator.js";
import type { IncomeModel } from "./income-model.js";
import { gainIn, handledContacts, realizedShare, type SkillPair } from "./line-quantity.js";
import type { IntervalState, SkillState } from "./service-state.js";

/** A figure that a step was worked out from. */
export interface IncomeFigure {
  /** What it is, in English. */
  readonly name: string;
  /** The figure. */
  readonly value: number | Money;
}
/** One step from effects to income, so that it can be followed with a pocket calculator and a table of Erlang's formula. */
export interface IncomeStep {
  /** Which step, a stable word in kebab-case: `contacts-per-issue`, `required-agents`, `paid-hours`. */
  readonly step: string;
  /** What it works out, in English. */
  readonly label: string;
  /** The line that it leads to. */
  readonly lineId: Id;
  /** The skill; null where a line is about customers, or all skills come together. */
  readonly skillId: Id | null;
  /** How the figures make the value. */
  readonly formula: string;
  /** The figures. */
  readonly figures: readonly IncomeFigure[];
  /** What comes out. */
  readonly value: number | Money;
  /** In what: `contacts`, `erlangs`, `agents`, `hours`, `money`. */
  readonly unit: string;
}

type Step = Omit<IncomeStep, "lineId" | "skillId" | "figures"> & { readonly figures: Readonly<Record<string, number | Money>> };
const stepAt = (lineId: Id, skillId: Id | null, { figures, ...step }: Step): IncomeStep => ({ ...step, lineId, skillId, figures: Object.entries(figures).map(([name, value]) => ({ name, value })) });

/** Steps of one kind of staffing interval: its load, then the agents that the target asks for or the callers who hang up. */
function intervalSteps(line: IncomeEstimator, { skill: { target, staffingIntervalMinutes } }: SkillPair, [before, after]: readonly [IntervalState, IntervalState]): readonly Step[] {
  const { kind } = after;
  const model = target.model === "erlang-c" ? "Erlang C" : "Erlang A";
  const load = ({ contacts, handleTimeSeconds, erlangs }: IntervalState, word: string): Step => ({
    step: `load-${word}`, label: `Offered load ${word} the change`, formula: "contacts × handle time ÷ (60 × minutes)", figures: { contacts, "handle time, seconds": handleTimeSeconds, minutes: staffingIntervalMinutes }, value: erlangs, unit: "erlangs",
  });
  const served = { "answer within, seconds": target.answerWithinSeconds, ...(target.patienceSeconds === undefined ? {} : { "patience, seconds": target.patienceSeconds }) };
  const required = ({ erlangs, requiredFte, handleTimeSeconds }: IntervalState, word: string): Step => ({
    step: `required-agents-${word}`, label: `Agents that the target asks for ${word} the change`, formula: `least agents by ${model}`, figures: { erlangs, "handle time, seconds": handleTimeSeconds, "service level": target.serviceLevelFraction, ...served }, value: requiredFte ?? 0, unit: "agents",
  });
  const lost = ({ erlangs, contacts, agentFte, lostContacts }: IntervalState, word: string): Step => ({
    step: `lost-contacts-${word}`, label: `Callers who hang up ${word} the change`, formula: `contacts × abandoned share by ${model}`, figures: { contacts, erlangs, agents: agentFte, ...served }, value: lostContacts, unit: "contacts",
  });
  const both = [load(before, "before"), load(after, "after")];
  if (line.estimator === "lost-contacts-avoided") return [...both, lost(before, "before"), lost(after, "after")];
  return [...both, required(before, "before"), required(after, "after"), {
    step: "freed-agents", label: "Agents who are freed", formula: "required before − required after; where agents are fewer than required, what is missing is filled first",
    figures: { "required before": before.requiredFte ?? 0, "required after": after.requiredFte ?? 0, "agents on the queue": kind.agentFte, "staffing intervals like this": kind.intervalCount }, value: after.freedFte, unit: "agents",
  }];
}

const issueStep = (word: string, { contactsPerIssue }: SkillState, figures: Step["figures"]): Step => ({ step: `contacts-per-issue-${word}`, label: `Contacts per issue ${word} the change`, formula: "1 ÷ (1 − (1 − resolved at once) × repeated)", figures, value: contactsPerIssue, unit: "contacts" });

/** Steps of one skill. */
function skillSteps(line: IncomeEstimator, pair: SkillPair): readonly Step[] {
  const { skill: { firstContactResolutionFraction: resolved, repeatContactFraction: repeated, eligibleFraction = 0 }, change, before, after } = pair;
  const volume: readonly Step[] = resolved === undefined || repeated === undefined ? [] : [
    issueStep("before", before, { "resolved at once": resolved, repeated }), issueStep("after", after, { "resolved at once": resolved + change.resolvedFraction, repeated }),
    { step: "volume-ratio", label: "Contacts with the change for each one without", formula: "after ÷ before", figures: { after: after.contactsPerIssue, before: before.contactsPerIssue }, value: after.volumeRatio, unit: "ratio" },
  ];
  if (line.estimator !== "revenue-per-handled-contact") {
    return [...volume, ...after.intervals.flatMap((interval, place) => intervalSteps(line, pair, [before.intervals[place] as IntervalState, interval])), {
      step: "gain", label: "Gain in the staffing intervals of the forecast", formula: line.estimator === "time-value" ? "Σ freed agents × hours of the staffing interval" : "Σ hung up before − hung up after", figures: { "staffing intervals": after.intervals.reduce((sum, { kind }) => sum + kind.intervalCount, 0) }, value: gainIn(line, pair), unit: line.estimator === "time-value" ? "hours" : "contacts",
    }];
  }
  return [...volume,
    { step: "handled-contacts", label: "Contacts handled with the change, in the staffing intervals of the forecast", formula: "Σ contacts − hung up", figures: { "volume ratio": after.volumeRatio }, value: handledContacts(pair), unit: "contacts" },
    { step: "gain", label: "Conversions gained in the staffing intervals of the forecast", formula: "handled × eligible × change of conversion", figures: { handled: handledContacts(pair), eligible: eligibleFraction, "change of conversion": change.conversionFraction }, value: gainIn(line, pair), unit: "conversions" },
  ];
}

/** Steps from the gain of all skills to the money of the line. */
function moneySteps(line: IncomeEstimator, { quantity, dayCount, addedIncome, satisfaction }: { readonly quantity: number; readonly dayCount: number; readonly addedIncome: Money; readonly satisfaction: number }): readonly Step[] {
  const window = (unit: string): Step => ({ step: "gain-in-window", label: "Gain in the benefit window", formula: "Σ gain of the skills × days", figures: { gain: quantity / dayCount, days: dayCount }, value: quantity, unit });
  const last = (formula: string, figures: Step["figures"]): Step => ({ step: "income", label: "Income", formula, figures, value: addedIncome, unit: "money" });
  switch (line.estimator) {
    case "time-value": {
      const { hourlyRate, shrinkageFraction } = line;
      const worth = dividedMoney(quantity < 0 ? negateMoney(hourlyRate) : hourlyRate, { factors: [tidyRatio(Math.abs(quantity))], divisor: tidyRatio(1 - shrinkageFraction), rounding: "half-even" });
      return [
        window("hours"), { step: "paid-hours", label: "Paid hours for them", formula: "hours ÷ (1 − shrinkage)", figures: { hours: quantity, shrinkage: shrinkageFraction }, value: quantity / (1 - shrinkageFraction), unit: "hours" },
        { step: "paid-value", label: "What they cost", formula: "paid hours × rate", figures: { "paid hours": quantity / (1 - shrinkageFraction), rate: hourlyRate }, value: worth, unit: "money" },
        last("what they cost × realized, rounded once", { "what they cost": worth, realized: realizedShare(line, quantity) }),
      ];
    }
    case "lost-contacts-avoided":
      return [window("contacts"), last("contacts × margin", { contacts: quantity, margin: line.contactMargin })];
    case "revenue-per-handled-contact":
      return [window("conversions"), last("conversions × margin", { conversions: quantity, margin: line.conversionMargin })];
    default:
      return [
        { step: "gain-in-window", label: "Customers who stay", formula: "customers × change of satisfaction × retained per unit, not more than all", figures: { customers: line.customerCount, "change of satisfaction": satisfaction, "retained per unit": line.retainedPerUnitFraction }, value: quantity, unit: "customers" },
        last("customers × margin", { customers: quantity, margin: line.customerMargin }),
      ];
  }
}

/** All steps of a line. */
export function lineSteps(model: IncomeModel, line: IncomeEstimator, { sizes, quantity, addedIncome }: { readonly sizes: readonly number[]; readonly quantity: number; readonly addedIncome: Money }): readonly IncomeStep[] {
  const satisfaction = model.effects.reduce((sum, { measure }, place) => (measure === "customer-satisfaction" ? sum + (sizes[place] ?? 0) : sum), 0);
  return [
    ...model.pairsOf(line, sizes).flatMap((pair) => skillSteps(line, pair).map((step) => stepAt(line.id, pair.skill.skillId, step))),
    ...moneySteps(line, { quantity, dayCount: model.dayCount, addedIncome, satisfaction }).map((step) => stepAt(line.id, null, step)),
  ];
}
