import type { Fault, Report } from "../../error/index.js";
import { countedEffects, type IncomeScope } from "./income-scope.js";
import { endingFraction, LEAST_ENDING_FRACTION, LONGEST_SECONDS, type ServedSkill, timeRange } from "./served-skill.js";
import { type ServiceEffect, type ServiceMeasure, showsIn } from "./service-effect.js";
import { MOST_ERLANGS } from "./service-state.js";

const noTimeLeft: Fault = { code: "impossible-effects.no_time_left", message: "Calls of {seconds} seconds cannot take {change} seconds less: nothing is left in the skill “{skillId}”.", hint: "Check the unit: seconds of handle time. A reduction is below zero." };
const tooLong: Fault = { code: "impossible-effects.too_long", message: "Calls of {seconds} seconds would take {after} seconds in the skill “{skillId}”: more than a day.", hint: "Check the unit: seconds of handle time." };
const beyondWhole: Fault = { code: "impossible-effects.beyond_whole", message: "From {level} the share in the skill “{skillId}” would go to {after}.", hint: "Give the change as a fraction: 0.01 is one percentage point." };
const overloaded: Fault = { code: "impossible-effects.too_much_load", message: "With the change {erlangs} erlangs would be offered at once in the skill “{skillId}”, more than {limit}.", hint: "Check the units of the change. A load of this size is several skills." };
const endless: Fault = { code: "impossible-effects.endless_repeats", message: "With the change each issue in the skill “{skillId}” would bring {contacts} contacts or more.", hint: "Check the change, or lower repeatContactFraction." };

/** The effects on one measure of a skill, and how far they take it down and up at most: some orders look at them without the others. */
function reachOf(effects: readonly ServiceEffect[], measure: ServiceMeasure, { skillId }: ServedSkill) {
  const shown = effects.filter((effect) => effect.measure === measure && showsIn(effect, skillId));
  const estimates = shown.map(({ change: { estimate } }) => estimate);
  const sumOf = (keeps: (estimate: number) => boolean): number => estimates.filter(keeps).reduce((sum, estimate) => sum + estimate, 0);
  const farthest = (sign: 1 | -1): ServiceEffect | undefined => [...shown].sort((one, other) => sign * (other.change.estimate - one.change.estimate))[0];
  return { down: sumOf((estimate) => estimate < 0), up: sumOf((estimate) => estimate > 0), farthest };
}

/** The most that the effects of one sign make of the load of a staffing interval. */
function heaviestLoad({ staffingIntervalMinutes, intervals, firstContactResolutionFraction: resolved = 1, repeatContactFraction: repeated = 0 }: ServedSkill, addedSeconds: number, lessResolved: number): number {
  const ratio = endingFraction(resolved, repeated) / Math.max(LEAST_ENDING_FRACTION, endingFraction(resolved + lessResolved, repeated));
  return intervals.reduce((most, { offeredContacts, handleTimeSeconds }) => Math.max(most, (offeredContacts * ratio * (handleTimeSeconds + addedSeconds)) / (staffingIntervalMinutes * 60)), 0);
}

/** Reports effects that no skill can show: handle times that end at zero, shares beyond the whole. */
export function findImpossible(question: IncomeScope, report: Report): void {
  const counted = countedEffects(question);
  const pathOf = (effect: ServiceEffect | undefined): readonly (string | number)[] => ["effects", question.effects.findIndex((one) => one === effect), "change", "estimate"];
  for (const skill of question.skills) {
    const { skillId, firstContactResolutionFraction, repeatContactFraction = 0, conversionFraction } = skill;
    const time = reachOf(counted, "handle-time", skill);
    const { shortest, longest } = timeRange(skill);
    if (shortest > 0 && shortest + time.down <= 0) report(noTimeLeft, pathOf(time.farthest(-1)), { seconds: shortest, change: -time.down, skillId });
    if (longest + time.up > LONGEST_SECONDS) report(tooLong, pathOf(time.farthest(1)), { seconds: longest, after: longest + time.up, skillId });
    else {
      const resolution = reachOf(counted, "first-contact-resolution", skill);
      const erlangs = heaviestLoad(skill, time.up, resolution.down);
      if (erlangs > MOST_ERLANGS && time.up - resolution.down > 0) report(overloaded, pathOf(time.up > 0 ? time.farthest(1) : resolution.farthest(-1)), { erlangs, limit: MOST_ERLANGS, skillId });
    }
    for (const [measure, level] of [["first-contact-resolution", firstContactResolutionFraction], ["conversion", conversionFraction]] as const) {
      if (level === undefined) continue;
      const { down, up, farthest } = reachOf(counted, measure, skill);
      // binary dust: 0.7 + 0.3 is not above 1
      if (level + up > 1 + 1e-12) report(beyondWhole, pathOf(farthest(1)), { level, after: level + up, skillId });
      if (level + down < -1e-12) report(beyondWhole, pathOf(farthest(-1)), { level, after: level + down, skillId });
      else if (measure === "first-contact-resolution" && down < 0 && endingFraction(level + down, repeatContactFraction) < LEAST_ENDING_FRACTION) report(endless, pathOf(farthest(-1)), { contacts: 1 / LEAST_ENDING_FRACTION, skillId });
    }
  }
}
