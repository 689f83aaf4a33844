/** Which signals deserve coaching: two rules, tried on twelve weeks of history, then asked after each week. */
import { isCoachingError, kpi, trigger, unit } from "coachkit";
import { consents, historyWeeks, needs, onDay, records, reps, supportedWeeks, weekZeroDate } from "./assisted-site.js";
import { at } from "./site-people.js";
import { row } from "./sponsor-report.js";

const { percentText } = unit;
/** What a call is refused for. */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isCoachingError(error)) return error.issues.map(({ message }) => message).join(" ");
    throw error;
  }
  throw new Error("It was not refused.");
}

const handleTime = kpi.kpiCatalog.find(({ id }) => id === "handle-time");
if (handleTime === undefined) throw new Error("The catalogue has no handle time.");
const signals: readonly trigger.TriggerSignal[] = [
  { signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } },
  trigger.kpiSignal({ kpi: handleTime, validWeeks: 1 }),
];
const shared = { needsApproval: true, purposeId: "coaching", actionId: "one-to-one" } as const;
export const rules: readonly trigger.TriggerRule[] = [
  {
    ...shared, ruleId: "low-quality", title: "Quality below 65 % two weeks in a row", priority: 1, cooldownWeeks: 4, subject: "De-escalation",
    when: { kind: "weeks-in-a-row", weekCount: 2, condition: { kind: "threshold", signalId: "quality", comparison: "below", limit: 0.65 } },
  },
  {
    ...shared, ruleId: "slower", title: "A tenth slower than in the eight weeks before", priority: 2, cooldownWeeks: 6, subject: "Handle time",
    when: { kind: "change", signalId: "handle-time", measuredAs: "ratio", comparison: "at-least", limit: 0.1, previousWeeks: 8, minimumCount: 4 },
  },
];
const history = { signals, rules, people: reps.map(({ id }) => id), weekZeroAt: at(weekZeroDate, 0) };
const upTo = (weekCount: number) => ({ ...history, weekCount, records: records.filter(({ week }) => week < weekCount) });

/** What the rules would have done in the weeks before. */
export function tellDryRun(): void {
  const replay = trigger.replayTriggers({ ...upTo(historyWeeks), fromWeek: 4, consents: "not-looked-at", perPersonWeekLimit: 1, confidenceLevel: 0.95, labels: { chosen: "independently", entries: needs } });
  const repeatedly = replay.timesPerPerson.map(({ times, personCount }) => `${String(personCount)} of them ${times === 1 ? "once" : times === 2 ? "twice" : `${String(times)} times`}`).join(", ");
  row("Dry run", `on the eight weeks before they would have fired ${String(replay.firingCount)} times, for ${String(replay.personCount)} people: ${repeatedly}`);
  const said = (result: typeof replay.falseAlarmFraction): string => (result.estimate === null ? `cannot be said (${result.reason})` : `${percentText(result.estimate, 0)} (${percentText(result.confidence.lower, 0)} to ${percentText(result.confidence.upper, 0)}, n = ${String(result.n)} people)`);
  row("Judged", `false alarms ${said(replay.falseAlarmFraction)}; found of all weeks with a need ${said(replay.foundFraction)}`);
  for (const { ruleId, firingCount, rebounds } of replay.rules) {
    const told = rebounds.map((rebound) => (rebound.expectedChange === null ? `what comes back by itself cannot be said (${rebound.reason})` : `${rebound.expectedChange.toFixed(2)} comes back by itself`));
    row("", `${ruleId}: ${String(firingCount)} times${told.length > 0 ? `; picks by bad values, and ${told.join(", ")}` : ""}`);
  }
  const oneBadWeek = { ...shared, ruleId: "one-bad-week", title: "Quality below 65 % in one week", priority: 1, cooldownWeeks: 4, subject: "De-escalation", when: { kind: "threshold", signalId: "quality", comparison: "below", limit: 0.65 } } as const;
  const [alone] = trigger.replayTriggers({ ...upTo(historyWeeks), rules: [oneBadWeek], fromWeek: 4, consents: "not-looked-at", confidenceLevel: 0.95 }).rules;
  const [rebound] = alone?.rebounds ?? [];
  if (alone !== undefined && rebound !== undefined && rebound.expectedChange !== null) row("", `one bad week alone would pick ${String(alone.personCount)} people, whose next week is better by ${rebound.expectedChange.toFixed(2)} without anybody's help: two weeks in a row are asked for`);
  const anything = () => trigger.replayTriggers({ ...upTo(historyWeeks), rules: rules.map((one) => ({ ...one, when: { kind: "not", condition: { kind: "missing", signalId: "quality" } } })), fromWeek: 4, consents: "not-looked-at", confidenceLevel: 0.95 });
  row("Refused", refusalOf(anything));
}

/** What fires on Monday morning after each of the eight weeks. */
export function liveProposals(): { readonly proposals: readonly trigger.TriggerProposal[]; readonly suppressed: readonly trigger.SuppressedTrigger[] } {
  const [proposals, suppressed]: [trigger.TriggerProposal[], trigger.SuppressedTrigger[]] = [[], []];
  for (let week = 0; week < supportedWeeks - 1; week += 1) {
    const fired = trigger.firedTriggers({ ...upTo(historyWeeks + week + 1), at: onDay(7 * (week + 1), 7 * 60), consents, earlier: proposals.map(({ ruleId, personId, week: in_ }) => ({ ruleId, personId, week: in_ })), perPersonWeekLimit: 1 });
    proposals.push(...fired.proposals);
    suppressed.push(...fired.suppressed);
  }
  return { proposals, suppressed };
}

/** Coaching after calls: every call is refused, a sample is not. */
export function tellAfterCalls(): void {
  const contacts = Array.from({ length: 40 }, (_, call) => ({ contactId: `rep-001/2027-10-05/${String(call)}`, personId: "rep-001", date: "2027-10-05", endedAt: onDay(1, 8 * 60 + 12 * (call + 1)) }));
  const sampling = { contacts, seed: 20271005, sampledFraction: 0.1, perPersonDayLimit: 6, minimumSpacingMinutes: 30, durationMinutes: 5, shiftMinutes: 480 };
  row("After calls", refusalOf(() => trigger.sampleContacts({ ...sampling, sampledFraction: 1, perPersonDayLimit: 40 })));
  const { expected, followed } = trigger.sampleContacts(sampling);
  row("", `after a tenth of 40 calls ${percentText(expected.paidFraction, 1)} of the day; on the first Tuesday rep-001 is coached after ${String(followed.length)} of them`);
}
