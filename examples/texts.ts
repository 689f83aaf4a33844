/** Results in words. */
import { type homework, type money, type plan, type statistics, time, unit } from "coachkit";

const unsaid = ({ reason, n, needed }: Extract<statistics.EstimateResult, { estimate: null }>): string =>
  `cannot be said (${reason}: ${String(n)} of ${String(needed)} needed)`;

/** `76.5 % (60.0 % to 87.6 %, n = 34)`, or why it cannot be said. */
export function shareText(result: statistics.EstimateResult): string {
  if (result.estimate === null) return unsaid(result);
  const { estimate, confidence: { lower, upper }, n, warnings } = result;
  const [share = "", from = "", to = ""] = [estimate, lower, upper].map((value) => unit.percentText(value, 1));
  return `${share} (${from} to ${to}, n = ${String(n)}${warnings.length > 0 ? `; ${warnings.join(", ")}` : ""})`;
}

/** `0.84 (0.42 to 1.26, n = 21)`, or why it cannot be said. */
export function numberText(result: statistics.EstimateResult): string {
  if (result.estimate === null) return unsaid(result);
  const { estimate, confidence: { lower, upper }, n } = result;
  return `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)}, n = ${String(n)})`;
}

/** `1 act`, `3 acts`. */
export const countText = (count: number, one: string, many = `${one}s`): string => `${String(count)} ${count === 1 ? one : many}`;

/** `120.00 EUR`. */
export const moneyText = ({ amount, currency }: money.Money): string => `${amount} ${currency}`;

const weekdays = { MO: "Mon", TU: "Tue", WE: "Wed", TH: "Thu", FR: "Fri", SA: "Sat", SU: "Sun" } as const;
/** `Wed 2027-10-13`. */
export const dayText = (date: string): string => `${weekdays[time.weekdayOf(date)]} ${date}`;

const placeOf = (timeZone: string): string => timeZone.replace(/^.*\//u, "").replaceAll("_", " ");
/** An instant on the clocks of these zones: `10:00 Berlin, 13:30 Kolkata`. */
export const clocksText = (at: string, zones: readonly string[]): string =>
  [...new Set(zones)].sort().map((timeZone) => `${time.wallClockAt({ at, timeZone }).wallTime} ${placeOf(timeZone)}`).join(", ");

/** Why something planned has no session. */
export const unassignedTexts: Readonly<Record<plan.UnassignedReason, string>> = {
  holiday: "it falls on a holiday and is skipped", leave: "it falls into a leave and is skipped", "weekday-off": "it falls on a day off", "blackout-hours": "it falls into hours kept free",
  "no-spaced-day": "no day of the week leaves enough space to the last one",
  "anchor-skipped": "what it follows has no session", "waits-for-completion": "the step before it is not completed", "no-participants": "nobody is to take part", "group-too-small": "too few people for a group",
  "no-coach": "there is no coach", "own-manager": "the only coach is the own manager", "no-common-language": "no coach speaks a common language",
  "no-common-hours": "no coach works at the same hours", "coach-full": "the coach has no minutes left", "no-common-slot": "no slot is free for all",
  "replaced-by-journal": "done in a journal instead",
  "already-past": "its time had passed when the plan was changed",
};

/** How a chance of success lies to the band of its purpose. */
export const verdictTexts: Readonly<Record<homework.DifficultyVerdict, string>> = { "too-hard": "too hard", "in-band": "in the band", "too-easy": "too easy" };

/** What is worth a look about sessions that are told in one line; `namesOf` says who is meant. */
export function warningTexts(sessions: readonly plan.Session[], namesOf: (ids: readonly string[]) => string): readonly string[] {
  const people = new Map<plan.SessionWarning["reason"], Set<string>>();
  for (const { warnings, participantIds } of sessions) {
    for (const { reason, personId } of warnings) {
      const known = people.get(reason) ?? new Set();
      for (const id of personId === null ? participantIds : [personId]) known.add(id);
      people.set(reason, known);
    }
  }
  return [...people].map(([reason, ids]) => {
    if (reason === "moved-from-preferred-start") return "not at its preferred time";
    return reason === "overlaps" ? `at the same time as another session of ${namesOf([...ids])}` : `outside the working hours of ${namesOf([...ids])}`;
  });
}
