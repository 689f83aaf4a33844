/** What became of each proposed coaching: accepted, disputed, held or forgotten, told by events. */
import { followup, type trigger } from "coachkit";
import { coachOf, endsAt, onDay } from "./assisted-site.js";
import { dice, timeZone } from "./site-people.js";
import { row } from "./sponsor-report.js";
import { countText } from "./texts.js";

type Says = Partial<Pick<followup.FollowupEvent, "participantId" | "coachId" | "secondRaterId" | "sessionId" | "dueAt">>;
/** The coach who lets things lie. */
const SLOW_COACH = "coach-13";

/** One action from proposal to wherever it stands when the eight weeks are over. */
function storyOf({ personId, ruleId, week, title }: trigger.TriggerProposal, draw: () => number): readonly followup.FollowupEvent[] {
  const [actionId, coachId, firstDay] = [`${ruleId}/${personId}/${String(week)}`, coachOf(personId), 7 * (week - 11)];
  const events: followup.FollowupEvent[] = [];
  const add = (kind: string, day: number, { by, role, reason, says = {} }: { readonly by: string; readonly role: string; readonly reason: string; readonly says?: Says }): void => {
    const occurredAt = onDay(firstDay + day, 9 * 60 + 7 * events.length);
    if (Date.parse(occurredAt) < Date.parse(endsAt)) events.push({ eventId: `${actionId}/${kind}`, actionId, kind, actorId: by, role, occurredAt, reason, ...says });
  };
  add("proposed", 0, { by: "signals", role: "system", reason: title, says: { participantId: personId, coachId } });
  const [disputes, isUpheld] = [draw() < 0.16, draw() < 0.5];
  if (disputes) {
    add("disputed", 1, { by: personId, role: "participant", reason: "Those were the weeks of the new billing system" });
    add("second-rater-named", 2, { by: "head-of-service", role: "manager", reason: "From another site", says: { secondRaterId: "rater-two" } });
    add(isUpheld ? "upheld" : "overturned", 4, { by: "rater-two", role: "second-rater", reason: isUpheld ? "Four calls of other topics show the same" : "Scored blind, the calls are as good as before" });
    if (!isUpheld) return events;
  }
  if (coachId === SLOW_COACH) return events;
  const by = { by: coachId, role: "coach" };
  add("accepted", 7, { ...by, reason: "I see it in the calls, too" });
  add("scheduled", 8, { ...by, reason: "First free slot", says: { sessionId: `talk-${actionId}`, dueAt: onDay(firstDay + 14, 600) } });
  if (draw() < 0.1) return events;
  add("held", 11, { ...by, reason: "Two calls listened to together", says: { sessionId: `talk-${actionId}` } });
  if (draw() < 0.15) return events;
  add("acknowledged", 14, { by: personId, role: "participant", reason: "Agreed on one thing to try" });
  add("followed-up", 28, { ...by, reason: "Heard in three of four calls" });
  add("closed", 35, { ...by, reason: "Done" });
  return events;
}

/** How actions stand after eight weeks, and whose turn it is. */
export function tellActions(proposals: readonly trigger.TriggerProposal[]): void {
  const draw = dice(5);
  const events = proposals.flatMap((proposal) => storyOf(proposal, draw));
  const { snapshot, transitions } = followup.coachingActions({ events, at: endsAt });
  const states = new Map<string, number>();
  for (const { state } of snapshot.actions) states.set(state, (states.get(state) ?? 0) + 1);
  row("Actions", `${String(snapshot.actions.length)} proposed by two rules; now ${[...states].sort(([, one], [, other]) => other - one).map(([state, count]) => `${state} ${String(count)}`).join(", ")}`);
  for (const kind of ["upheld", "overturned"]) {
    const told = transitions.find((transition) => transition.kind === kind);
    if (told === undefined) continue;
    const own = transitions.filter(({ actionId }) => actionId === told.actionId);
    row(kind === "upheld" ? "Upheld" : "Overturned", own.map(({ to, role, occurredAt }) => `${to} (${role ?? "nobody"}, ${occurredAt.slice(5, 10)})`).join(" > "));
  }
  const { disputedFraction: disputed, overturnedFraction: overturned } = followup.followupFigures({ events, at: endsAt, confidenceLevel: 0.95 });
  const share = (result: typeof disputed): string => (result.estimate === null ? `cannot be said (${result.reason})` : `${(100 * result.estimate).toFixed(0)} % (${(100 * result.confidence.lower).toFixed(0)} to ${(100 * result.confidence.upper).toFixed(0)}, n = ${String(result.n)})`);
  row("Disputes", `disputed ${share(disputed)}; of these overturned ${share(overturned)}`);
  const { roles } = followup.overdueActions({ snapshot, timeZone, workingDays: { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-11-01"] } });
  for (const { role, owedCount, overdue } of roles.filter((one) => one.overdue.length > 0)) {
    const [latest] = overdue;
    row("Overdue", `${role}: ${String(overdue.length)} of ${String(owedCount)} steps${latest === undefined ? "" : `, the latest ${latest.personId ?? "anybody"} by ${countText(latest.lateDays, "day")} (${latest.state})`}`);
  }
}
