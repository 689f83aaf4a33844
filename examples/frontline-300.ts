/**
 * A service site of 300 reps plans its coaching for four weeks where callers notice it least, and reads after twelve weeks what it brought: `npm run example:frontline`.
 * Everything is invented and comes out alike each time. Writes the coaching as CSV and the pictures into the folder that is given, or examples/output/frontline.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { interchange, wfm } from "coachkit";
import { toSvg, toVegaLite } from "coachkit/chart";
import { tellBusyDay } from "./busy-day.js";
import { percent, pictures, row, tellDay } from "./coached-day.js";
import { placementRequest, plansByHand, servedWith } from "./coached-shifts.js";
import { euros, rates, tellIncome } from "./coaching-income.js";
import { heldSessions } from "./invented-outcome.js";
import { coachCalendars, requests, schedules, weekStarts } from "./invented-site.js";
import { timeZone } from "./site-people.js";
import { line } from "./sponsor-report.js";

const date = "2027-10-20";
const folder = process.argv[2] ?? "examples/output/frontline";
const count = (contacts: number): string => contacts.toFixed(0).replace("-", "−").replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

line("Four weeks before coaching");
const uncoached = servedWith([]);
row("Site", `${String(schedules.length)} reps, one queue, ${timeZone}; Erlang A: 80 % within 20 seconds, callers hang up after 150 on average`);
weekStarts.slice(0, 4).forEach((startsAt, week) => {
  const own = uncoached.intervals.filter((interval) => interval.startsAt >= startsAt && interval.startsAt < (weekStarts[week + 1] ?? "") && interval.offeredContacts > 0);
  const contacts = sum(own.map(({ offeredContacts }) => offeredContacts));
  const [late, short, over] = [sum(own.map(({ staffing }) => staffing.lateContacts)), sum(own.map(({ staffing }) => Math.max(0, -staffing.surplusFte) / 2)), sum(own.map(({ staffing }) => Math.max(0, staffing.surplusFte) / 2))];
  row(`Week ${String(week + 1)}`, `${count(contacts)} calls, service level ${percent(1 - late / contacts)}, ${count(short)} agent hours short in ${String(own.filter(({ staffing }) => staffing.surplusFte < 0).length)} half hours, ${count(over)} over in the other ${String(own.filter(({ staffing }) => staffing.surplusFte >= 0).length)}`);
});

line();
line("All coaching, placed at once");
const placement = wfm.placeSessions(placementRequest);
const { sessions, unplaced, loss: { before, after, added }, proof } = placement;
const agentHalves = sum(sessions.map(({ agentIds }) => agentIds.length));
row("Placed", `${String(sessions.length)} of ${String(requests.length)} sessions, ${String(unplaced.length)} without a place: ${String(agentHalves)} half hours of reps off the queue`);
row("Loss", `${count(before.lateContacts)} contacts late before, ${count(after.lateContacts)} after: coaching adds ${added.lateContacts.toFixed(2)}, of which ${(added.lostContacts ?? 0).toFixed(2)} hang up`);
row("Proof", `${proof.status}: no plan adds less than ${proof.boundLoss.toFixed(2)}, so at most ${(proof.addedLoss - proof.boundLoss).toFixed(2)} contacts in four weeks could still be had (gap ${percent(proof.gapFraction ?? 1)}); left out of the bound: ${proof.relaxed.join(", ")}`);
const tampered = { ...placement, certificate: { ...placement.certificate, skills: placement.certificate.skills.map((skill) => ({ ...skill, prices: skill.prices.map((price) => 1.01 * price + 0.001) })) } };
row("Verified", `${String(wfm.verifyPlacement({ request: placementRequest, placement }).isValid)}; with prices a little higher: ${wfm.verifyPlacement({ request: placementRequest, placement: tampered }).faults.map(({ reason }) => reason).join(", ")} wrong`);
line("  The same sessions, placed by hand, reckoned by the same model:");
for (const { title, placedCount, lateContacts, lostContacts } of plansByHand(uncoached)) row("", `${title}: ${count(lateContacts)} late contacts more, ${count(lostContacts)} of them hang up (${String(placedCount)} sessions)`);

line();
line(`One day, Wednesday ${date}`);
const coached = servedWith(sessions);
tellDay(coached, date);

const activities: readonly interchange.ActivityMeaning[] = [{ activity: "Phone", kind: "on-queue" }, { activity: "1:1", kind: "coaching", modalityId: "one-to-one" }, { activity: "Huddle", kind: "coaching", modalityId: "peer" }];
const spansOf = (agentId: string) => sessions.filter(({ agentIds }) => agentIds.includes(agentId)).map(({ startsAt, endsAt }) => ({ startsAt, endsAt, breaks: [] }));
const written = interchange.schedulesToCsv({ schedules: schedules.map((schedule) => ({ ...schedule, shifts: spansOf(schedule.agentId) })), sessions, activities, format: { times: "instant", separator: "," } });
const read = interchange.schedulesFromCsv({ ...written, activities, agents: schedules.map(({ agentId, skills }) => ({ agentId, skills })) });
const drawn = pictures(coached, date);
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/coaching.csv`, written.text);
for (const [name, chart] of Object.entries(drawn)) {
  writeFileSync(`${folder}/${name}.svg`, toSvg(chart));
  writeFileSync(`${folder}/${name}.vl.json`, `${JSON.stringify(toVegaLite(chart))}\n`);
}
line();
line("Written");
row("CSV", `coaching.csv: ${String(written.text.split("\r\n").length - 2)} rows, one for each rep in a session; read back: ${String(read.sessions.length)} sessions`);
for (const [name, { title }] of Object.entries(drawn)) row("Picture", `${name}: ${title}`);

line();
line(`A quarter more calls than forecast: ${date} at ten`);
const stood = tellBusyDay(placement, date);

line();
line("What it took, four weeks later");
const report = wfm.coachingTimeReport({ agents: schedules, coachIds: coachCalendars.map(({ coachId }) => coachId), sessions: stood, actual: heldSessions(stood), timeZone, staffingIntervalMinutes: 30, rates });
const { total: { paidMinutes, planned, actual, plannedLed, actualLed } } = report;
for (const [title, figures, led] of [["Planned", planned, plannedLed], ["Held", actual, actualLed]] as const) {
  if (figures?.agentCost == null || led?.coachCost == null) throw new Error("There are records, and rates.");
  row(title, `${count(figures.coachingMinutes / 60)} hours of reps, ${percent(figures.shrinkageFraction ?? 0, 2)} of ${count(paidMinutes / 60)} paid hours, ${euros(figures.agentCost)}; ${count(led.ledMinutes / 60)} hours of coaches, ${euros(led.coachCost)}`);
}
const causes = report.variances.flatMap((variance) => variance.causes);
row("Because", [...new Set(causes.map(({ reason }) => reason))].map((reason) => `${reason} ${count(sum(causes.filter((cause) => cause.reason === reason).map(({ differenceMinutes }) => differenceMinutes)) / 60)} hours`).join(", "));
for (const { modalityId, planned: own, actual: held } of report.byModality) row(modalityId, `${count(own.coachingMinutes / 60)} hours planned, ${count((held?.coachingMinutes ?? 0) / 60)} held`);

line();
line("What it brought, twelve weeks after the start");
// three times four weeks; coaches prepare and take notes for half as long again
tellIncome({ coached, date, coachedHours: { participantHours: (3 * (actual?.coachingMinutes ?? 0)) / 60, coachHours: (4.5 * (actualLed?.ledMinutes ?? 0)) / 60, participantHourlyRate: rates.agentHourlyRate, coachHourlyRate: rates.coachHourlyRate } });
