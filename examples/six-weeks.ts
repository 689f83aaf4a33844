/**
 * Six weeks of one participant: `npm run example:weeks`.
 * Assessment, homework in the sweet spot, journals, one of them in place of a session, stuck, easier homework, recovery; and what the coach sees each week, and why.
 * What a host would keep from week to week is the ability, what was served, the attempts, the entries and the plan. What Greta does is written into `story`; everything else is computed.
 */
import { homework, journal, matchHomework, plan as plans, updateAbility } from "coachkit";

const line = (text = ""): void => { process.stdout.write(`${text}\n`); };
const percent = (chance: number): string => `${String(Math.round(chance * 100))} %`;
const logits = (value: number): string => `${value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;
/** Monday 2027-01-04 is the first day of week 1. */
const dayOf = (week: number, weekday: number): string => new Date(Date.UTC(2027, 0, 4 + 7 * (week - 1) + weekday)).toISOString().slice(0, 10);
const [monday, thursday, friday] = [0, 3, 4];

// The bank: a ladder of homework on two skills.
const item = (id: string, title: string, skillId: string, difficultyLogits: number, durationMinutes: number): homework.HomeworkItem => ({
  id, version: 1, title, loads: [{ skillId, weight: 1, difficultyLogits }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes, languages: ["en"], contexts: [], tags: [],
});
const bank = homework.readHomeworkBank({
  kind: "homework-bank", schemaVersion: 1, id: "leading-by-questions",
  skills: [{ id: "questions", title: "Asking questions" }, { id: "feedback", title: "Giving feedback" }],
  items: [
    item("open-meeting", "Open one meeting with a question", "questions", -2.4, 10),
    item("note-questions", "Write down one good question that you heard each day", "questions", -2.7, 5),
    item("ask-needs", "Ask one person what they need this week", "questions", -2.2, 10),
    item("ask-in-standup", "Ask one question in each stand-up of the week", "questions", -1.9, 10),
    item("wait-five", "Wait five seconds after each question", "questions", -1.5, 15),
    item("no-advice", "Go through one one-to-one without giving advice", "questions", -1.1, 20),
    item("second-question", "Ask a second open question before you answer", "questions", -0.8, 20),
    item("ask-the-quiet", "Bring in whoever has said nothing, with a question", "questions", -0.5, 15),
    item("question-for-conflict", "Settle a disagreement by questions alone", "questions", -0.1, 30),
    item("coach-a-peer", "Coach a peer for half an hour", "questions", 0.4, 30),
    item("name-effect", "Name one behavior and its effect", "feedback", -1.2, 10),
    item("same-day", "Give feedback on the day it happens, three times", "feedback", -0.2, 20),
  ],
});

/** One week of Greta's: how the coach rates her homework, 1 to 5, and what she writes in her journal. */
interface Week {
  readonly rating: number;
  readonly wordCounts: readonly number[];
  readonly difficulty: homework.HomeworkSelfReport;
  readonly progressRating: number;
}
const story: readonly Week[] = [
  { rating: 4, wordCounts: [42, 30, 35, 20], difficulty: "about-right", progressRating: 3 },
  { rating: 5, wordCounts: [38, 33, 40, 25], difficulty: "about-right", progressRating: 4 },
  { rating: 1, wordCounts: [25, 31], difficulty: "too-hard", progressRating: 3 },
  { rating: 1, wordCounts: [18], difficulty: "too-hard", progressRating: 2 },
  { rating: 4, wordCounts: [30, 25, 28, 19], difficulty: "about-right", progressRating: 3 },
  { rating: 5, wordCounts: [44, 28, 36, 30], difficulty: "about-right", progressRating: 4 },
];

// Assessment: a 360° feedback on each skill, pulled towards the population, since one survey is no proof.
const intake = (score: number): homework.IntakeScore => ({ source: "feedback-360", score, lowestScore: 1, highestScore: 5 });
const start = homework.startingAbility({ participantId: "greta", skills: [{ skillId: "questions", intake: intake(2) }, { skillId: "feedback", intake: intake(3.7) }] });
line("Assessment");
for (const { skillId, abilityLogits, standardErrorLogits } of start.ability.skills) line(`  ${skillId.padEnd(9)} ${logits(abilityLogits).padStart(5)} ± ${logits(standardErrorLogits)} logits, confidence ${homework.abilityConfidence(standardErrorLogits)}`);

// A one-to-one every two weeks. A complete journal, handed in half a day before, may take the place of one, but never of two in a row.
const sessionIn = (week: number): plans.Session => ({
  id: `one-to-one-${String(week)}`, occurrenceId: `week-${String(week)}`, touchpointId: "one-to-one", title: "One-to-one", week, coachId: "kim", participantIds: ["greta"],
  date: dayOf(week, friday), startTime: "14:00", timeZone: "UTC", startsAt: `${dayOf(week, friday)}T14:00:00Z`, endsAt: `${dayOf(week, friday)}T14:45:00Z`, durationMinutes: 45, isScheduled: true, warnings: [],
});
let plan: plans.Plan = { kind: "plan", schemaVersion: 1, programId: "leadership", cohortId: "winter", sessions: [2, 4, 6].map(sessionIn), unassigned: [], coachAssignments: [{ participantId: "greta", coachId: "kim", reason: null }], warnings: [], zoneData: "runtime" };
const rules: readonly journal.JournalRule[] = [{ touchpointId: "one-to-one", role: "substitute", templateId: "orid", leastCompletenessFraction: 1, handInHours: 12 }];

let ability = start.ability;
let purpose: homework.HomeworkPurpose = "practice";
const served: homework.ServedHomework[] = [];
const attempts: journal.PracticeAttempt[] = [];
const entries: journal.JournalEntry[] = [];
const actions: journal.AgreedAction[] = [];
let lastSessionAt: string | undefined;

for (const [index, { rating, wordCounts, difficulty, progressRating }] of story.entries()) {
  const week = index + 1;
  line();
  line(`Week ${String(week)}`);

  // Monday: homework on the skill agreed on, in the band of its purpose.
  const servedAt = `${dayOf(week, monday)}T08:00:00Z`;
  const match = matchHomework({ bank, ability, purpose, language: "en", availableMinutes: 30, history: served, contentBalance: { targets: [{ skillId: "questions", weight: 1 }] }, at: servedAt });
  const [choice] = match.ranked;
  const chosen = bank.items.find(({ id }) => id === choice?.itemId);
  if (choice === undefined || chosen === undefined) throw new Error("The bank has homework for everyone.");
  line(`  given, to ${purpose}: “${chosen.title}”, chance ${percent(choice.probability)} (${percent(choice.lowerProbability)} to ${percent(choice.upperProbability)}), ${choice.reasons.join(", ")}`);
  const tooHard = match.rejected.filter(({ codes }) => codes.includes("too-hard")).length;
  const tooEasy = match.rejected.filter(({ codes }) => codes.includes("too-easy")).length;
  line(`  not given: ${String(tooHard)} too hard, ${String(tooEasy)} too easy, ${String(match.rejected.length - tooHard - tooEasy)} for other reasons`);

  // Thursday: the homework is done and rated, the journal written.
  const reportedAt = `${dayOf(week, thursday)}T16:00:00Z`;
  const attempt: homework.HomeworkAttempt = { id: `attempt-${String(week)}`, itemId: chosen.id, participantId: "greta", reportedAt, status: "completed", coachRating: { rating, ratingCount: 5 }, selfReport: difficulty };
  const learned = updateAbility({ ability, item: chosen, attempt, method: "glicko", at: reportedAt });
  ability = learned.ability;
  served.push({ itemId: chosen.id, servedAt, ...(learned.outcome === null ? {} : { outcome: learned.outcome }) });
  attempts.push({ attempt, skillIds: chosen.loads.map(({ skillId }) => skillId), expectedOutcome: learned.expectedOutcome });
  const [change] = learned.changes;
  line(`  outcome ${percent(learned.outcome ?? 0)} where ${percent(learned.expectedOutcome)} was to be expected: ability ${logits(change?.beforeLogits ?? 0)} becomes ${logits(change?.afterLogits ?? 0)}`);
  const entry: journal.JournalEntry = {
    id: `entry-${String(week)}`, participantId: "greta", writtenAt: `${dayOf(week, thursday)}T17:00:00Z`, templateId: "orid", sharedWith: "coach", attemptId: attempt.id, difficulty, progressRating,
    answers: wordCounts.map((wordCount, place) => ({ promptId: journal.oridTemplate.prompts[place]?.id ?? "", wordCount })),
    ...(week % 2 === 0 ? { occurrenceId: `week-${String(week)}` } : {}),
  };
  entries.push(entry);
  line(`  journal: ${percent(journal.journalCompleteness({ template: journal.oridTemplate, entry }).completenessFraction)} complete`);

  // Friday: what the coach sees.
  const at = `${dayOf(week, friday)}T08:00:00Z`;
  const journaled = journal.replaceSessions({ plan, entries, templates: [journal.oridTemplate], rules, at });
  plan = journaled.plan;
  for (const { releasedCoachMinutes } of journaled.replaced) line(`  coach: the journal takes the place of today's session, ${String(releasedCoachMinutes)} minutes for somebody else`);
  const due = journaled.kept.find(({ sessionId }) => sessionId === `one-to-one-${String(week)}`);
  const record: journal.PracticeRecord = { participantId: "greta", enrolledAt: `${dayOf(1, monday)}T08:00:00Z`, expectedGapDays: 7, timeZone: "Europe/Berlin", purpose, entries, attempts };
  const digest = journal.coachDigest({ coachId: "kim", records: [record], tasks: [{ participantId: "greta", reviewMinutes: 6 }], availableMinutes: 30, at });
  const [row] = [...digest.toSee, ...digest.goingWell, ...digest.others];
  if (row === undefined) throw new Error("Greta is in the digest.");
  line(`  coach: ${row.progress.verdict}, risk ${row.riskFraction === null ? "unknown" : row.riskFraction.toFixed(2)} (${row.level})${row.topSignals.length === 0 ? "" : `, most of it from ${row.topSignals.map(({ signal, contribution }) => `${signal} ${(contribution ?? 0).toFixed(2)}`).join(" and ")}`}`);
  for (const { rule, findings, actions: ways } of row.progress.rules.filter(({ status }) => status === "fires")) {
    line(`  coach: ${rule} by ${findings.map((finding) => ("attemptIds" in finding ? [...finding.attemptIds, ...("entryIds" in finding ? finding.entryIds : [])].join(", ") : finding.finding)).join("; ")}: ${ways.map(({ action, purpose: next }) => (next === null ? action : `${action} (${next})`)).join(", ")}`);
  }
  if (due !== undefined) {
    line(`  coach: today's session stays (${due.reason}); its agenda:`);
    const agenda = journal.sessionAgenda({ participantId: "greta", durationMinutes: 45, at, entries, attempts: attempts.map((one) => one.attempt), openHomework: [], actions, ...(lastSessionAt === undefined ? {} : { lastSessionAt }) });
    for (const { title, durationMinutes, attemptIds, entryIds, actionIds } of agenda.points) line(`    ${String(durationMinutes).padStart(2)} min  ${title}${[...attemptIds, ...entryIds, ...actionIds].length === 0 ? "" : ` (${[...attemptIds, ...entryIds, ...actionIds].join(", ")})`}`);
    lastSessionAt = `${dayOf(week, friday)}T14:00:00Z`;
    actions.push({ id: `action-${String(week)}`, title: "Prepare one question before each one-to-one", agreedAt: lastSessionAt, dueDate: dayOf(week + 1, friday), status: "open" });
  }

  // The coach decides: a week that went well earns a stretch, whoever is stuck gets easier homework.
  const easier = row.progress.rules.filter(({ status }) => status === "fires").flatMap(({ actions: ways }) => ways).find(({ action }) => action === "easier-homework")?.purpose;
  purpose = easier ?? (week === 2 ? "stretch" : purpose);
}

line();
line("After six weeks");
for (const { skillId, abilityLogits, standardErrorLogits, outcomeCount } of ability.skills) line(`  ${skillId.padEnd(9)} ${logits(abilityLogits).padStart(5)} ± ${logits(standardErrorLogits)} logits after ${String(outcomeCount)} of 6 homeworks, confidence ${homework.abilityConfidence(standardErrorLogits)}`);
line(`  sessions held ${String(plan.sessions.length)}, replaced by a journal ${String(plan.unassigned.length)}`);

// What journals in place of every second session mean for the coach, at the minutes that reading really takes.
const session: plans.SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 45, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
const gain = plans.capacityGain({
  week: { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 },
  before: { sessions: [session] },
  after: { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 6 } },
  guards: { leastLiveMinutesPerMonth: 45 },
});
line(`  Kim can carry ${String(gain.after.participantCount)} people instead of ${String(gain.before.participantCount)}; at ${String(gain.breakEvenJournalMinutes)} minutes for a journal it would gain nothing`);
for (const warning of gain.warnings) line(`  ${warning}: ${String(Math.round(gain.liveContact.before.minutesPerMonth))} live minutes a month become ${String(Math.round(gain.liveContact.after.minutesPerMonth))}`);
