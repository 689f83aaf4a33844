/** Nudges of eight weeks: who gets which when, what is held back, and what one of them brings, since chance decided about each. */
import { nudge, planNudges } from "coachkit";
import { coachIds, consents, onDay, type Rep, reps, startDate, supportedWeeks } from "./assisted-site.js";
import { dice, timeZone } from "./site-people.js";
import { row } from "./sponsor-report.js";
import { countText } from "./texts.js";

const half = supportedWeeks / 2;
const cadences: readonly nudge.NudgeCadence[] = [
  { id: "practice", kind: "weekly", purposeId: "nudges", templateId: "practice", variables: {}, isEssential: false, wishes: [{ weekday: "TU", atTime: "10:30" }, { weekday: "FR", atTime: "14:00" }] },
  { id: "before-talk", kind: "before-one-to-one", purposeId: "nudges", templateId: "before-talk", variables: {}, isEssential: false },
  { id: "weekly-activity", kind: "manager-prompt", purposeId: "nudges", templateId: "manager-weekly-activity", variables: { behavior: "naming the worry before the fee" }, isEssential: false, wishes: [{ weekday: "MO", atTime: "08:45" }] },
];
/** Words of the site's own in two languages; the script of the weekly activity is one of the package's examples. */
const templates: readonly nudge.NudgeTemplate[] = [
  { templateId: "practice", language: "en", text: "Today, {firstName}: name the worry before the fee." }, { templateId: "practice", language: "de", text: "Heute, {firstName}: erst die Sorge nennen, dann die Gebühr." },
  { templateId: "before-talk", language: "en", text: "Your talk is in an hour. Which call do you want to bring?" }, { templateId: "before-talk", language: "de", text: "In einer Stunde ist euer Gespräch. Welchen Anruf bringst du mit?" },
  ...nudge.exampleTemplates,
];
const shared = {
  weekCount: half, templateIds: cadences.map(({ templateId }) => templateId), cadences, consents,
  calendars: [{ id: "site", timeZone, workingWeekdays: ["MO", "TU", "WE", "TH", "FR"] as const, holidayCalendarIds: ["site"] }],
  holidayCalendars: [{ id: "site", name: "Site", holidays: [{ date: "2027-11-01", name: "All Saints" }] }],
};
const chance = { seed: 20271004, probability: 0.5 };
/** Wednesdays, every second week, one rep of a team after the other; eleven reps are on leave in the second week. */
const personOf = ({ id, place, coachId, language }: Rep, sent: readonly nudge.SentNudge[]): nudge.NudgePerson => ({
  id, calendarId: "site", language, coachId, cadenceIds: ["practice", "before-talk"], sent,
  oneToOnes: [0, 1, 2, 3].map((fortnight) => ({ sessionId: `talk-${id}-${String(fortnight)}`, startsAt: onDay(14 * fortnight + 7 * (place % 2) + 2, 9 * 60 + 30 * (place % 15)) })),
  leaves: place % 28 === 3 ? [{ fromDate: "2027-10-11", toDate: "2027-10-15" }] : [],
});

/** Whether somebody answers, and whether they practice within a day: a nudge brings twelve of a hundred more to it. */
const liking = dice(12);
const habits = reps.map(() => ({ answers: 0.25 + 0.7 * liking(), practices: 0.15 + 0.4 * liking() }));
const TRUE_EFFECT = 0.12;
const points = (difference: number): string => (100 * difference).toFixed(1);

/** Two plans of four weeks: what became of the first is known to the second. */
function planned(): { readonly plans: readonly nudge.NudgePlan[]; readonly moments: readonly nudge.NudgeMoment[] } {
  const draw = dice(24);
  const habitOf = new Map(reps.map(({ id }, place) => [id, habits[place] ?? { answers: 0, practices: 0 }]));
  const answered = (personId: string): boolean => draw() < (habitOf.get(personId)?.answers ?? 0);
  const first = planNudges({ ...shared, plannedAt: onDay(-1, 600), fromDate: startDate, people: reps.map((rep) => personOf(rep, [])), chance });
  const sent = new Map<string, nudge.SentNudge[]>();
  for (const { personId, sendAt: sentAt } of first.nudges) sent.set(personId, [...(sent.get(personId) ?? []), { sentAt, response: answered(personId) ? "answered" : "ignored" }]);
  const second = planNudges({ ...shared, plannedAt: onDay(7 * half - 1, 600), fromDate: onDay(7 * half, 720).slice(0, 10), people: reps.map((rep) => personOf(rep, sent.get(rep.id) ?? [])), chance });
  const plans = [first, second];
  const moments = plans.flatMap(({ decisions }) => decisions).map((decision): nudge.NudgeMoment => ({ ...decision, outcome: draw() < (habitOf.get(decision.personId)?.practices ?? 0) + (decision.isSent ? TRUE_EFFECT : 0) ? 1 : 0 }));
  return { plans, moments };
}

export function tellNudges(): void {
  const { plans, moments } = planned();
  const [nudges, suppressed, notices] = [plans.flatMap((plan) => plan.nudges), plans.flatMap((plan) => plan.suppressed), plans.flatMap((plan) => plan.notices)];
  row("Sent", `${String(nudges.length)} nudges to ${String(new Set(nudges.map(({ personId }) => personId)).size)} reps, ${String(nudges.filter(({ kind }) => kind === "before-one-to-one").length)} of them an hour before a talk; ${String(nudges.filter(({ movedFrom }) => movedFrom !== null).length)} on another day than wished for`);
  const reasons = new Map<string, number>();
  for (const { reason } of suppressed) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  row("Held back", [...reasons].sort(([, one], [, other]) => other - one).map(([reason, count]) => `${reason} ${String(count)}`).join(", "));
  const notice = notices[0];
  row("Fatigue", `${countText(notices.length, "rep")} ignored three in a row and get half as many${notice === undefined ? "" : `; ${notice.coachId ?? "nobody"} is told of ${notice.personId}`}`);
  const team = planNudges({ ...shared, weekCount: supportedWeeks, plannedAt: onDay(-1, 600), fromDate: startDate, people: coachIds.map((id) => ({ id, calendarId: "site", language: "en", coachId: null, cadenceIds: ["weekly-activity"] })) });
  const [prompt] = team.nudges;
  row("Team leads", `${String(team.nudges.length)} prompts for ${prompt?.content.variables["activityMinutes"] ?? "?"} minutes a week; ${String(team.nudges.filter(({ movedFrom }) => movedFrom?.reason === "no-working-day").length)} moved from the holiday`);
  // what belongs to one person the host adds when it sends; a name is missing in one place
  const contents = [...nudges, ...team.nudges].map(({ personId, content }) => (personId === "rep-200" ? content : { ...content, variables: { ...content.variables, firstName: `Name of ${personId}` } }));
  const words = nudge.nudgeTexts({ templates, fallbackLanguages: ["en"], contents });
  const inGerman = words.find(({ language, text }) => language === "de" && text !== null);
  row("In words", `${String(words.filter(({ text }) => text !== null).length)} of ${String(words.length)}, ${String(words.filter(({ languageMatch }) => languageMatch === "shorter-tag").length)} of them in “de” for “de-DE”; ${countText(words.filter(({ reason }) => reason === "missing-variables").length, "time")} the name is missing, and so there is nothing to send`);
  row("", `“${inGerman?.text ?? ""}”; to team leads: ${(words.at(-1)?.script?.parts ?? []).map(({ title, durationMinutes }) => `${title} ${String(durationMinutes)}`).join(", ")}`);
  const { effect, personCount, countedCount } = nudge.nudgeEffect({ moments, outcomeWindowHours: 24, confidenceLevel: 0.95 });
  if (effect.estimate === null) throw new Error("The effect cannot be said.");
  row("Brings", `practice within a day: ${points(effect.estimate)} percentage points more with a nudge than without (${points(effect.confidence.lower)} to ${points(effect.confidence.upper)}; ${String(countedCount)} decisions of ${String(personCount)} reps, ${effect.method}; this tale was made of ${points(TRUE_EFFECT)})`);
  if (effect.warnings.length > 0) row("", `with a warning: ${effect.warnings.join(", ")} (where chance left one out, the next may lie less than a day after it)`);
}
