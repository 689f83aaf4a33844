/** Results in words. */
import { type plan, type statistics, time, unit } from "coachkit";

/** `76.5 % (60.0 % to 87.6 %, n = 34)`, or why it cannot be said. */
export function shareText(result: statistics.EstimateResult): string {
  if (result.estimate === null) return `cannot be said (${result.reason}: ${String(result.n)} of ${String(result.needed)} needed)`;
  const { estimate, confidence: { lower, upper }, n, warnings } = result;
  const [share, from, to] = [estimate, lower, upper].map((value) => unit.percentText(value, 1));
  return `${share ?? ""} (${from ?? ""} to ${to ?? ""}, n = ${String(n)}${warnings.length > 0 ? `; ${warnings.join(", ")}` : ""})`;
}

/** `0.84 (0.42 to 1.26, n = 21)`, or why it cannot be said. */
export function numberText(result: statistics.EstimateResult): string {
  if (result.estimate === null) return `cannot be said (${result.reason}: ${String(result.n)} of ${String(result.needed)} needed)`;
  const { estimate, confidence: { lower, upper }, n } = result;
  return `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)}, n = ${String(n)})`;
}

const clockOf = (at: string, timeZone: string): string => time.wallClockAt({ at, timeZone }).wallTime;
const placeOf = (timeZone: string): string => timeZone.replace(/^.*\//u, "");

/** A session in the local times of everybody who takes part: `Wed 2027-10-13  10:00 Berlin, 13:30 Kolkata`. */
function whenText(session: plan.Session, zoneOf: ReadonlyMap<string, string>): string {
  const zones = [...new Set([...session.participantIds, ...(session.coachId === null ? [] : [session.coachId])].map((id) => zoneOf.get(id) ?? session.timeZone))].sort();
  return `${time.weekdayOf(session.date)} ${session.date}  ${zones.map((zone) => `${clockOf(session.startsAt, zone)} ${placeOf(zone)}`).join(", ")}`;
}

/** Who meets whom when, week by week. What many do at the same hour of their own day is one line. */
export function weekLines(ofPlan: plan.Plan, people: { readonly zoneOf: ReadonlyMap<string, string>; readonly nameOf: (id: string) => string }): readonly string[] {
  const weeks = new Map<number, Map<string, { who: string[]; readonly text: string }>>();
  for (const session of ofPlan.sessions) {
    const { week, title, date, startTime, coachId, participantIds } = session;
    const alone = participantIds.length === 1 && coachId === null;
    const key = alone ? `${date} ${startTime} ${title}` : session.id;
    const text = alone ? `${time.weekdayOf(date)} ${date}  ${startTime} own clock  ${title}` : `${whenText(session, people.zoneOf)}  ${title}${coachId === null ? "" : ` with ${people.nameOf(coachId)}`}`;
    const lines = weeks.get(week ?? 0) ?? new Map<string, { who: string[]; readonly text: string }>();
    const entry = lines.get(key) ?? { who: [], text };
    entry.who.push(...participantIds.map((id) => people.nameOf(id).split(" ")[0] ?? id));
    weeks.set(week ?? 0, lines.set(key, entry));
  }
  return [...weeks].flatMap(([week, lines]) => [`Week ${String(week)}`, ...[...lines.values()].map(({ who, text }) => `  ${text}: ${who.length > 6 ? `${String(who.length)} people` : who.join(", ")}`)]);
}
