/**
 * Writes the records in examples/data: an invented pilot of fifteen new managers in two countries. The same seed gives the same files.
 * Run it after a change of the program or of a record's shape: `npm run example:data`, then read the diff.
 */
import { writeFileSync } from "node:fs";
import { assignSessions, type cadence, type delivery, type homework, type plan, program, type rubric, type time } from "coachkit";

/** A small generator with a fixed seed (Park and Miller 1988): example data needs no better one. */
let state = 20_270_927;
const draw = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const chance = (share: number): boolean => draw() < share;
const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(draw() * list.length)] ?? list[0];
const between = (low: number, high: number): number => low + Math.floor(draw() * (high - low + 1));

const save = (name: string, value: unknown): void => {
  const entries = Array.isArray(value) ? `[\n${value.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n")}\n]` : JSON.stringify(value, null, 2);
  writeFileSync(`examples/data/${name}.json`, `${entries}\n`);
};
const later = (instant: string, minutes: number): string => new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace(".000", "");

// ---- the program: the template of twelve weeks, and one touchpoint more for a segment
const contract = { preparationMinutes: 15, noteMinutes: 15, deliverables: ["Coach note within two working days"] };
const ofPilot: program.Program = {
  ...program.blendedTwelveWeek,
  id: "manager-pilot-2027",
  title: "Manager pilot 2027",
  segments: [{ id: "team-leads", title: "Team leads, Berlin", rubricId: "one-to-one-quality" }, { id: "shift-leads", title: "Shift leads, Pune", rubricId: "one-to-one-quality" }],
  touchpoints: [
    ...program.blendedTwelveWeek.touchpoints,
    {
      id: "handover-practice", title: "Shift handover practice", modality: "micro", method: "supervised-practice", durationMinutes: 15,
      timing: { kind: "every-weeks", everyWeeks: 4, fromWeek: 3, toWeek: 12, weekdays: ["TH"], startTime: "16:30" },
      clock: "participant", audience: { kind: "each" }, ledBy: "manager", isScheduled: true, segmentIds: ["shift-leads"], agenda: [{ title: "One handover, asked instead of told" }],
    },
  ],
  coachSources: [{ id: "house", title: "Internal coaches", origin: "internal", contract }, { id: "bureau", title: "Coaching bureau", origin: "external", contract: { ...contract, preparationMinutes: 20 } }],
  governance: {
    roles: [
      { role: "program-owner", personId: "owner-schmidt", responsibility: "accountable", signedOffDate: "2027-08-30" },
      { role: "coach-lead", personId: "kim", responsibility: "responsible", signedOffDate: "2027-08-30" },
      { role: "data-steward", personId: "steward-rao", responsibility: "responsible", signedOffDate: "2027-09-01" },
      { role: "sponsor", personId: "sponsor-okafor", responsibility: "accountable", signedOffDate: "2027-08-27" },
    ],
    auditEveryWeeks: 6,
  },
};
save("program", ofPilot);

const weekdays = ["MO", "TU", "WE", "TH", "FR"] as const;
const ofCohort: cadence.Cohort = {
  id: "autumn-2027", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: weekdays,
  holidays: [{ date: "2027-10-29", name: "Diwali, Pune office closed" }, { date: "2027-12-24", name: "Christmas Eve, all offices closed" }], holidayPolicy: "previous-working-day",
};
save("cohort", ofCohort);

// ---- people
const workday = [{ fromTime: "09:00", toTime: "12:30" }, { fromTime: "13:15", toTime: "17:30" }];
const hours = (timeZone: string, holidays: readonly string[]): time.WorkingHours => ({ timeZone, weekly: Object.fromEntries(weekdays.map((weekday) => [weekday, workday])), holidays });
const berlin = hours("Europe/Berlin", ["2027-12-24"]);
const pune = hours("Asia/Kolkata", ["2027-10-29", "2027-11-01", "2027-12-24"]);
const names = ["Amara Diallo", "Bence Kovács", "Clara Neumann", "Dario Rossi", "Elif Yılmaz", "Finn Hansen", "Greta Vogel", "Hugo Martín", "Ines Pereira", "Jonas Weber", "Kavya Iyer", "Lakshmi Rao", "Manish Patil", "Neha Joshi", "Omkar Kulkarni"];
const idOf = (name: string): string => (name.split(" ")[0] ?? name).toLowerCase();
const participants: readonly plan.Participant[] = names.map((name, index) => ({
  id: idOf(name), hours: index < 10 ? berlin : pune, languages: index < 10 ? ["en", "de"] : ["en", "mr"], segmentId: index < 10 ? "team-leads" : "shift-leads", managerId: index < 10 ? (index < 5 ? "head-lang" : "head-brandt") : "head-deshpande",
}));
save("participants", participants);
const coaches: readonly plan.Coach[] = [
  { id: "kim", hours: berlin, languages: ["en", "de"], weeklyAvailableMinutes: 600, sourceId: "house" },
  { id: "lea", hours: berlin, languages: ["en", "fr"], weeklyAvailableMinutes: 600, sourceId: "bureau", busy: [{ startsAt: "2027-11-30T08:00:00Z", endsAt: "2027-11-30T11:00:00Z" }] },
  { id: "raj", hours: pune, languages: ["en", "hi"], weeklyAvailableMinutes: 600, sourceId: "house" },
];
save("coaches", coaches);
save("contacts", [...names.map((name) => ({ personId: idOf(name), name, email: `${idOf(name)}@example.com` })), { personId: "kim", name: "Kim Petersen", email: "kim@example.com" }, { personId: "lea", name: "Léa Fontaine", email: "lea@example.org" }, { personId: "raj", name: "Raj Malhotra", email: "raj@example.com" },
  { personId: "head-lang", name: "Sabine Lang", email: "lang@example.com" }, { personId: "head-brandt", name: "Tobias Brandt", email: "brandt@example.com" }, { personId: "head-deshpande", name: "Anjali Deshpande", email: "deshpande@example.com" }]);

const { sessions } = assignSessions({ program: ofPilot, cohort: ofCohort, participants, coaches });

// ---- twelve weeks of delivery
const turnout: Readonly<Record<string, number>> = { kickoff: 1, nudge: 0.8, huddle: 0.87, "one-to-one": 0.97, demo: 0.93, "handover-practice": 0.85 };
const deliveries: delivery.Delivery[] = [];
const sessionPulses: delivery.SessionPulse[] = [];
const coachNotes: delivery.CoachNote[] = [];
for (const session of sessions) {
  const id = `delivery/${session.id}`;
  const attended = session.participantIds.filter(() => chance(turnout[session.touchpointId] ?? 0.8));
  if (attended.length === 0) {
    deliveries.push({ id, status: session.participantIds.length > 1 ? "cancelled" : "no-show", sessionId: session.id, touchpointId: session.touchpointId });
    continue;
  }
  deliveries.push({
    id, status: "held", sessionId: session.id, touchpointId: session.touchpointId, startsAt: session.startsAt, endsAt: session.endsAt, coachId: session.coachId,
    attendance: session.participantIds.map((participantId) => ({ participantId, status: attended.includes(participantId) ? "attended" : pick(["absent", "excused"]) })),
    ...(session.touchpointId === "huddle" || session.touchpointId === "one-to-one" ? { contentCoveredFraction: between(7, 10) / 10 } : {}),
  });
  if (session.touchpointId !== "nudge") for (const participantId of attended.filter(() => chance(0.7))) {
    sessionPulses.push({ id: `pulse/${session.id}/${participantId}`, sessionId: session.id, participantId, answeredAt: later(session.endsAt, between(1, 240)), ratings: [{ itemId: "useful", rating: between(3, 5) }, { itemId: "will-try", rating: between(3, 5) }] });
  }
  if (session.touchpointId === "one-to-one") coachNotes.push({ id: `note/${session.id}`, sessionId: session.id, coachId: session.coachId ?? "kim", participantId: attended[0] ?? "", writtenAt: later(session.endsAt, between(10, 600)), text: pick(["Asks more, still fills the silence. Next: count to five.", "One agreed next step in each one-to-one this month. Keep.", "Gives advice first when pressed for time. Practice one opening question."]), visibility: "participant" });
}
save("deliveries", deliveries);
save("session-pulses", sessionPulses);
save("coach-notes", coachNotes);
const mondays = (from: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => new Date(Date.parse(`${from}T00:00:00Z`) + index * 7 * 86_400_000).toISOString().slice(0, 10));
const managers = [{ managerId: "head-lang", directReportCount: 5 }, { managerId: "head-brandt", directReportCount: 5 }, { managerId: "head-deshpande", directReportCount: 5 }];
save("leader-check-ins", participants.filter((_, index) => index % 2 === 0).map(({ id, managerId }) => ({ id: `check-in/${id}`, managerId, participantId: id, checkedInAt: "2027-11-17T15:00:00Z", ratings: [{ itemId: "one-to-ones-better", rating: between(3, 5) }] })));
const acts: delivery.ReinforcementAct[] = mondays("2027-10-04", 12).flatMap((monday, week) => managers.flatMap(({ managerId }) => participants.filter((one) => one.managerId === managerId && chance(managerId === "head-brandt" ? 0.1 : 0.3)).map(({ id }) => ({
  id: `act/${String(week + 1)}/${id}`, managerId, directReportId: id, actedAt: `${monday}T${managerId === "head-deshpande" ? "06" : "09"}:${String(between(10, 55))}:00Z`, kind: pick(["feedback", "recognition", "practice-prompt"]), durationMinutes: between(3, 10),
}))));
save("reinforcement-acts", acts);

// ---- behavior: four observed one-to-ones for each, before, in the middle and after
const anchors: Readonly<Record<string, readonly string[]>> = {
  "asks-first": ["Opens with advice or instructions.", "Asks a question, then answers it.", "Asks an open question and waits for the answer.", "Follows the answer with a second open question."],
  "agrees-next-step": ["Ends without a next step.", "Names a next step for the other.", "Both agree on one next step.", "Both agree on one next step and on when to look at it."],
  "gives-feedback": ["Gives no feedback.", "Gives general praise or blame.", "Names one observed behavior and its effect.", "Names behavior and effect and asks for the other's view."],
};
const ofRubric: rubric.Rubric = {
  kind: "rubric", schemaVersion: 1, id: "one-to-one-quality", version: "1.0.0", title: "Quality of one-to-ones",
  criteria: Object.entries(anchors).map(([id, texts], index) => ({ id, title: ["Asks first", "Agrees on a next step", "Gives feedback"][index] ?? id, weight: [0.4, 0.35, 0.25][index] ?? 0, compliantFromLevel: 3, levels: texts.map((anchor, level) => ({ level: level + 1, title: `Level ${String(level + 1)}`, anchors: [anchor] })) })),
};
save("rubric", ofRubric);
const waves = [["before", "2027-09-20", 0.32], ["middle", "2027-11-08", 0.52], ["after", "2027-12-13", 0.66]] as const;
const observations: rubric.Observation[] = waves.flatMap(([wave, monday, level3]) => participants.flatMap(({ id }, index) => [1, 2].map((take): rubric.Observation => ({
  id: `observation/${wave}/${id}/${String(take)}`, rubricId: ofRubric.id, rubricVersion: "1.0.0", participantId: id, raterId: index % 2 === 0 ? "rater-ito" : "rater-mensah", observedAt: `${monday.slice(0, 8)}${String(Number(monday.slice(8)) + between(0, 3)).padStart(2, "0")}T${index < 10 ? "12" : "08"}:${String(between(10, 50))}:00Z`,
  ratings: Object.keys(anchors).map((criterionId) => (chance(0.1) ? { criterionId, status: chance(0.7) ? ("not-observed" as const) : ("not-applicable" as const) } : { criterionId, status: "observed" as const, level: chance(level3) ? between(3, 4) : between(1, 2) })),
}))));
save("observations", observations);

// ---- homework
const skills = [{ id: "questions", title: "Asking questions" }, { id: "feedback", title: "Giving feedback" }, { id: "agreements", title: "Making agreements" }];
const task = (id: string, title: string, loads: homework.HomeworkItem["loads"], durationMinutes: number, prerequisites: homework.HomeworkItem["prerequisites"] = []): homework.HomeworkItem => ({ id, version: 1, title, loads, discrimination: 1, combine: "compensatory", prerequisites, durationMinutes, languages: ["en"], contexts: [], tags: [], evidenceAsked: "Three lines in the journal: what I did, what happened, what I try next." });
const on = (skillId: string, difficultyLogits: number, weight = 1) => ({ skillId, weight, difficultyLogits });
const bank: homework.HomeworkBank = {
  kind: "homework-bank", schemaVersion: 1, id: "manager-habits", skills,
  items: [
    task("one-question", "Open one meeting with a question", [on("questions", -1.6)], 10),
    task("ask-in-standup", "Ask one question in each stand-up of the week", [on("questions", -1.1)], 10),
    task("wait-five", "Wait five seconds after each question", [on("questions", -0.6)], 15),
    task("second-question", "Ask a second open question before you answer", [on("questions", 0.3)], 20),
    task("coach-not-tell", "Let someone solve a problem that you could solve", [on("questions", 1.2, 0.7), on("agreements", 0.8, 0.3)], 30, [{ skillId: "questions" }]),
    task("name-effect", "Name one behavior and its effect", [on("feedback", -1.2)], 10),
    task("thank-precisely", "Thank someone for one thing that you saw", [on("feedback", -0.8)], 10),
    task("feedback-same-day", "Give feedback on the day it happens, three times", [on("feedback", -0.2)], 20),
    task("ask-for-view", "Ask for the other's view after your feedback", [on("feedback", 0.6, 0.6), on("questions", 0.2, 0.4)], 20, [{ skillId: "feedback" }]),
    task("hard-feedback", "Give the feedback that you have put off", [on("feedback", 1.5)], 30, [{ skillId: "feedback" }]),
    task("one-next-step", "End each one-to-one with one next step", [on("agreements", -1)], 10),
    task("write-it-down", "Write the next step down together", [on("agreements", -0.5)], 10),
    task("look-back", "Begin each one-to-one with last time's next step", [on("agreements", 0.1)], 10),
    task("say-no", "Agree on what will not be done", [on("agreements", 0.9)], 25),
  ],
};
save("homework-bank", bank);
save("intakes", participants.map(({ id }) => ({ participantId: id, skills: skills.map(({ id: skillId }) => ({ skillId, intake: { source: "feedback-360", score: between(16, 38) / 10, lowestScore: 1, highestScore: 5 } })) })));
save("homework-attempts", participants.flatMap(({ id }) => ["one-question", "name-effect", "one-next-step", "wait-five", "feedback-same-day"].map((itemId, index): homework.HomeworkAttempt => {
  const head = { id: `attempt/${id}/${itemId}`, itemId, participantId: id, reportedAt: `2027-${["10-08", "10-22", "11-05", "11-19", "12-03"][index] ?? "12-03"}T16:00:00Z` };
  return chance(0.15) ? { ...head, status: "not-done", reason: pick(["no-time", "forgot", "too-hard", "blocked"]) } : { ...head, status: "completed", coachRating: { rating: between(2, 5), ratingCount: 5 }, ...(chance(0.5) ? { selfReport: pick(["too-easy", "about-right", "about-right", "too-hard"]) } : {}) };
})));

// ---- the team pulse, asked of the participants' reports before and after
const respondents = participants.flatMap(({ id }) => ["a", "b"].map((letter) => `report/${id}/${letter}`));
const pulse = (answerShare: number, low: number, high: number) => ({ invitedIds: respondents, answers: respondents.filter(() => chance(answerShare)).map((respondentId) => ({ respondentId, ratings: ["clarity", "support"].map((itemId) => ({ itemId, rating: between(low, high) })) })) });
save("team-pulse", { before: pulse(0.87, 2, 4), after: pulse(0.8, 3, 5), itemIds: ["clarity", "support"], scaleMinimum: 1, scaleMaximum: 5 });
save("managers", managers);

// ---- money: what an hour costs, what is paid at once, and what participants say it was worth
save("costs", {
  currency: "EUR", rounding: "half-even",
  exchangeRates: [{ from: "INR", to: "EUR", toPerFrom: "0.0104", date: "2027-09-01", source: "treasury, monthly rate" }],
  rateCards: [
    { id: "coach-house", role: "coach", sourceId: "house", hourlyRate: { amount: "70.00", currency: "EUR" } },
    { id: "coach-bureau", role: "coach", sourceId: "bureau", hourlyRate: { amount: "145.00", currency: "EUR" } },
    { id: "manager-de", role: "participant", region: "de", hourlyRate: { amount: "48.00", currency: "EUR" } },
    { id: "manager-in", role: "participant", region: "in", hourlyRate: { amount: "1450.00", currency: "INR" } },
  ],
  regions: participants.map(({ id }, index) => ({ personId: id, region: index < 10 ? "de" : "in" })),
  fixedEntries: [
    { id: "fixed/design", date: "2027-09-15", account: "cost/design", amount: { amount: "3600.00", currency: "EUR" }, note: "A third of the design, spread over three cohorts", sourceIds: ["invoice-2027-311"] },
    { id: "fixed/platform", date: "2027-09-30", account: "cost/platform", amount: { amount: "1350.00", currency: "EUR" }, sourceIds: ["invoice-2027-340"] },
    { id: "fixed/facilities", date: "2027-09-27", account: "cost/facilities", amount: { amount: "420.00", currency: "EUR" }, note: "Room and catering of the kickoff", sourceIds: ["invoice-2027-352"] },
    { id: "fixed/administration", date: "2027-12-31", account: "cost/administration", amount: { amount: "900.00", currency: "EUR" }, sourceIds: ["timesheet-owner"] },
    { id: "fixed/evaluation", date: "2027-12-31", account: "cost/evaluation", amount: { amount: "1800.00", currency: "EUR" }, note: "Two raters, 90 observations", sourceIds: ["timesheet-raters"] },
  ],
});
const estimators = participants.slice(0, 12);
save("benefits", {
  currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [],
  lines: [
    ...estimators.map(({ id }, index) => ({
      id: `benefit/${id}`, kind: index % 3 === 0 ? "turnover-savings" : "cost-avoided", basis: "estimated", annualValue: { amount: index === 7 ? "95000.00" : `${String(between(35, 90) * 100)}.00`, currency: "EUR" },
      attributionFraction: between(4, 7) / 10, confidenceFraction: between(5, 8) / 10, ...(index === 4 ? {} : { isolationMethod: "participant-estimate" }), respondentId: id, sourceIds: [`survey-2027-12/${id}`],
    })),
  ],
  nonRespondentIds: participants.slice(12).map(({ id }) => id),
  intangibles: [{ id: "trust", title: "Trust between shifts" }, { id: "pride", title: "Managers who speak well of their role" }],
});
save("settings", {
  confidenceLevel: 0.95,
  asOfDate: "2027-12-23",
  stampedAt: "2027-09-20T08:00:00Z",
  uidDomain: "coaching.example.com",
  homework: { purpose: "practice", language: "en", availableMinutes: 30, at: "2027-12-23T12:00:00Z", policy: { cooldownDays: 90 } },
  weights: [{ touchpointId: "kickoff", weight: 0.2 }, { touchpointId: "nudge", weight: 0.2 }, { touchpointId: "huddle", weight: 0.25 }, { touchpointId: "one-to-one", weight: 0.2 }, { touchpointId: "demo", weight: 0.1 }, { touchpointId: "handover-practice", weight: 0.05 }],
  quality: { qualityItemIds: ["useful"], responsivenessItemIds: ["will-try"] },
  intraclassCorrelation: 0.2,
  waves: { before: "2027-10-01", after: "2027-12-01" },
});
