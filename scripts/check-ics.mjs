/**
 * Has calendar files judged by readers that are not ours: an RFC 5545 line reader, python3-icalendar with zoneinfo, libical (going by the VTIMEZONE in the file), and ical.js.
 * Needs Debian's python3-icalendar python3-dateutil libical-dev gcc pkg-config. Reads src by tsx, so no build is needed.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tsImport } from "tsx/esm/api";

const python = "/usr/bin/python3";
const tool = "test/oracles/calendar/tools/check_ics.py";
const samples = "test/oracles/calendar/ics";
const folder = "out/ics-check";

try {
  for (const [command, ...args] of [[python, "-c", "import dateutil, icalendar"], ["pkg-config", "--exists", "libical"], ["gcc", "--version"]]) execFileSync(command, args, { stdio: "ignore" });
} catch {
  console.error("test:ics needs: apt-get install python3-icalendar python3-dateutil libical-dev gcc pkg-config");
  process.exit(1);
}

const { calendar, plan, program } = await tsImport("../src/index.ts", import.meta.url);
const { exportOf, hardExport, hardZones, sessionOf } = await tsImport("../test/calendar/sample-export.ts", import.meta.url);
const { readIcs } = await tsImport("../test/calendar/read-ics.ts", import.meta.url);
const { changeOf, published } = await tsImport("../test/calendar/sample-change.ts", import.meta.url);
const { clientModel } = await tsImport("../test/calendar/client-model.ts", import.meta.url);

let [passed, failed] = [0, 0];
function verdict(name, faults) {
  if (faults.length === 0) passed += 1;
  else failed += 1;
  if (faults.length > 0) console.error(`FAILED ${name}\n  ${faults.slice(0, 5).join("\n  ")}`);
}

const judged = (file, strict) =>
  new Promise((resolve, reject) => {
    execFile(python, [tool, file, "--start", "19700101", "--end", "22000101", ...(strict ? ["--strict"] : [])], { maxBuffer: 2 ** 28 }, (error, stdout) => {
      if (stdout === "") reject(error ?? new Error(`${tool} says nothing about ${file}`));
      else resolve(JSON.parse(stdout));
    });
  });

/** The checker leaves a UID as it stands in the file. */
const unescaped = (text) => text.replace(/\\(.)/gu, "$1");
const said = ({ ok, errors, warnings }) => (ok ? [] : [...errors, ...warnings].map(({ code, message, line }) => `${code} (line ${line}): ${message}`));

const sessionsIn = ({ plan: { sessions }, personId }) => sessions.filter(({ isScheduled, coachId, participantIds }) => isScheduled && (personId === undefined || [coachId, ...participantIds].includes(personId)));

/** The events read against the sessions of the plan, by UID. */
function differences(input, events) {
  const sessions = sessionsIn(input);
  const byUid = new Map(events.map((event) => [unescaped(event.uid), event]));
  const wrong = sessions.filter(({ id, startsAt, endsAt, title }) => {
    const event = byUid.get(`${id}@${input.uidDomain}`);
    return event === undefined || event.start !== startsAt || event.end !== endsAt || event.summary !== title || event.status !== "CONFIRMED";
  });
  return [...(events.length === sessions.length ? [] : [`${events.length} events for ${sessions.length} sessions`]), ...wrong.map(({ id }) => `the event of ${id} differs: ${JSON.stringify(byUid.get(`${id}@${input.uidDomain}`))}`)];
}

/** Sessions made by hand in several zones, two years long, over new year and 29 February. */
function longSpan() {
  const zones = ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Sydney", "America/Sao_Paulo", "Etc/UTC", "Africa/Casablanca"];
  return exportOf(Array.from({ length: 104 }, (_, week) => zones.map((timeZone, index) => {
    const date = new Date(Date.UTC(2027, 8, 27 + week * 7 + index)).toISOString().slice(0, 10);
    return sessionOf({ date, timeZone, week, id: `${timeZone}/${week}`, startTime: `${String(7 + index * 2).padStart(2, "0")}:15`, participantIds: ["ada", "ben"] });
  })).flat());
}

/** The blended program of fifteen people in two zones as the room of plan makes it, from a Monday before clock changes: for all, and for each person. */
function blended() {
  const day = [{ fromTime: "08:00", toTime: "18:00" }];
  const hours = (timeZone) => ({ timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] });
  const cohort = { id: "autumn", startDate: "2027-09-27", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" };
  const participants = Array.from({ length: 15 }, (_, index) => ({ id: `p${index}`, hours: hours(index % 2 === 0 ? "Europe/Berlin" : "Asia/Kolkata"), languages: ["en"] }));
  const coaches = ["c0", "c1", "c2"].map((id) => ({ id, hours: hours("Europe/Berlin"), languages: ["en"], weeklyAvailableMinutes: 900 }));
  const made = plan.assignSessions({ program: program.blendedTwelveWeek, cohort, participants, coaches });
  const contacts = [...participants, ...coaches].map(({ id }) => ({ personId: id, name: `Name of ${id}` }));
  const all = exportOf([], { plan: made, program: program.blendedTwelveWeek, contacts });
  return { "blended-all": all, ...Object.fromEntries(["p0", "p1", "c0"].map((personId) => [`blended-${personId}`, { ...all, personId }])) };
}

/** Every quarter of an hour around the clock changes of a zone, the hour that is shown twice included. */
function aroundClockChanges(timeZone, dates) {
  const quarters = Array.from({ length: 24 }, (_, index) => `${String(Math.floor(index / 4)).padStart(2, "0")}:${String((index % 4) * 15).padStart(2, "0")}`);
  return exportOf(dates.flatMap((date) => quarters.map((startTime) => sessionOf({ date, timeZone, startTime, durationMinutes: 45, id: `${date} ${startTime}` }))));
}

const exports = {
  ...Object.fromEntries(hardZones.map((timeZone) => [`hard-${timeZone.replaceAll("/", "-")}`, hardExport(timeZone)])),
  ...blended(),
  "long-span": longSpan(),
  "clock-changes-Berlin": aroundClockChanges("Europe/Berlin", ["2027-03-28", "2027-10-31"]),
  "clock-changes-Lord-Howe": aroundClockChanges("Australia/Lord_Howe", ["2027-04-04", "2027-10-03"]),
  "clock-changes-Santiago": aroundClockChanges("America/Santiago", ["2027-04-03", "2027-04-04", "2027-09-05"]),
  "past-and-far": exportOf(["1999-07-01", "2022-07-01", "2022-12-01", "2036-07-01", "2090-07-01"].map((date) => sessionOf({ date, timeZone: "America/Mexico_City" }))),
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
let sessionCount = 0;
for (const [name, input] of Object.entries(exports)) {
  const text = calendar.toIcs(input);
  const file = `${folder}/${name}.ics`;
  writeFileSync(file, text);
  const answer = await judged(file, true);
  verdict(name, [...said(answer), ...differences(input, answer.events)]);
  sessionCount += sessionsIn(input).length;
}
console.log(`${Object.keys(exports).length} files of ours judged, ${sessionCount} sessions compared`);

/** The occurrences read against sessions, whatever their UIDs: those of a series share one. */
const timeOf = ({ start, end, summary }) => `${start} ${end} ${summary}`;
const occurrenceDifferences = (sessions, events) => {
  const [wanted, read] = [sessions.map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort(), events.map(timeOf).sort()];
  return JSON.stringify(wanted) === JSON.stringify(read) ? [] : [`planned ${wanted.join("; ")}`, `read ${read.join("; ")}`];
};
const shownBy = (text) => { const client = clientModel(); client.take(text); return client.shown().map(({ startsAt, endsAt, title }) => ({ start: startsAt, end: endsAt, summary: title })); };

/** Series in both hemispheres and over half an hour of summer time: as published; then one session moved, one renamed, two dropped. */
for (const timeZone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"]) {
  for (const days of [[0], [0, 2]]) {
    const firstPublished = { ...published, sessions: Array.from({ length: 12 }, (_, week) => days.map((day) => sessionOf({ id: `${week}/${day}`, week, timeZone, date: new Date(Date.UTC(2027, 8, 7 + week * 7 + day)).toISOString().slice(0, 10), participantIds: ["ada", "ben"] }))).flat() };
    const changed = { ...firstPublished, sessions: firstPublished.sessions.flatMap((session, index) => (index === 3 ? [{ ...sessionOf({ ...session, startTime: "16:30" }), week: 3 }] : index === 5 ? [{ ...session, title: "Renamed; once" }] : index === 0 || index === 7 ? [] : [session])) };
    for (const [name, plan, more] of [["published", firstPublished, {}], ["changed", changed, { alarmMinutesBefore: 1440, sequences: [{ sessionId: firstPublished.sessions[3].id, sequence: 1 }] }]]) {
      for (const personId of [undefined, "ada", "kim"]) {
        const file = `series-${timeZone.replaceAll("/", "-")}-${days.length}-${name}-${personId ?? "all"}`;
        const text = calendar.toIcs(exportOf([], { plan, seriesFrom: firstPublished, ...more, ...(personId === undefined ? {} : { personId }) }));
        writeFileSync(`${folder}/${file}.ics`, text);
        const answer = await judged(`${folder}/${file}.ics`, true);
        verdict(file, [...said(answer), ...(text.includes("RRULE:FREQ=WEEKLY") ? [] : ["is no series"]), ...occurrenceDifferences(plan.sessions, answer.events), ...occurrenceDifferences(plan.sessions, shownBy(text))]);
      }
    }
  }
}
console.log("series judged and read back");

/** Every kind of message: invitations of all and of a series, a move, people taken out and added, cancellations of all, of one occurrence and of a whole series. */
const hard = hardExport("Europe/Berlin");
const hardContacts = hard.contacts.map((contact, index) => ({ ...contact, email: `person+${index}@example.com` }));
const hardChange = (before, after) => ({ ...changeOf(before, after), program: hard.program, contacts: hardContacts, organizer: { name: hard.contacts[0].name, email: "office@example.com" }, alarmMinutesBefore: 60 });
const shifted = { ...hard.plan, sessions: hard.plan.sessions.flatMap((session, index) => (index % 4 === 0 ? [] : index % 4 === 1 ? [{ ...sessionOf({ ...session, startTime: "12:15" }) }] : index % 4 === 2 ? [{ ...session, participantIds: session.participantIds.slice(0, 1) }] : [session])) };
const without = (plan, ...ids) => ({ ...plan, sessions: plan.sessions.filter(({ id }) => !ids.includes(id)) });
const moved = { ...published, sessions: published.sessions.map((session) => (session.id === "w5" ? { ...sessionOf({ ...session, date: "2027-11-03" }), week: 5 } : session)) };
const changes = {
  invitation: hardChange(null, hard.plan), change: hardChange(hard.plan, shifted), end: hardChange(hard.plan, without(hard.plan, ...hard.plan.sessions.map(({ id }) => id))),
  "series-invitation": changeOf(null, published, { seriesFrom: published }), "series-move": changeOf(published, moved, { seriesFrom: published }),
  "series-drop": changeOf(published, without(published, "w0", "w4"), { seriesFrom: published }), "series-end": changeOf(published, without(published, ...published.sessions.map(({ id }) => id)), { seriesFrom: published }),
};
let messageCount = 0;
for (const [name, change] of Object.entries(changes)) {
  const { messages } = calendar.toItip(change);
  if (messages.length === 0) verdict(name, ["has no messages"]);
  for (const [index, { ics, method, sessionIds }] of messages.entries()) {
    const file = `${folder}/itip-${name}-${index}.ics`;
    writeFileSync(file, ics);
    const answer = await judged(file, true);
    // RFC 5546 section 3.2.5: no STATUS where some are uninvited and the event stands; the checker would like one.
    const faults = said({ ...answer, ok: false }).filter((fault) => !(method === "CANCEL" && fault.startsWith("itip-status") && change.after.sessions.some(({ id }) => sessionIds.includes(id))));
    const sessions = (method === "REQUEST" ? change.after : change.before).sessions.filter(({ id }) => sessionIds.includes(id));
    const whole = name === "series-end" ? sessions.slice(0, 1) : sessions;
    verdict(`${name} ${index}`, [...(answer.method === method ? [] : [`is ${answer.method}`]), ...faults, ...(method === "REQUEST" ? [...occurrenceDifferences(whole, answer.events), ...occurrenceDifferences(whole, shownBy(ics))] : [])]);
    messageCount += 1;
  }
}
console.log(`${messageCount} messages judged and read back`);

const ending = exportOf([], { plan: shifted, program: hard.program, contacts: hard.contacts, before: hard.plan, sequences: hard.plan.sessions.map(({ id }) => ({ sessionId: id, sequence: 1 })) });
writeFileSync(`${folder}/with-what-is-gone.ics`, calendar.toIcs(ending));
verdict("with what is gone", said(await judged(`${folder}/with-what-is-gone.ics`, true)));

// A file without sessions: its lone VTIMEZONE is used by none, which the strict checker minds.
writeFileSync(`${folder}/empty.ics`, calendar.toIcs(exportOf([])));
verdict("empty", said(await judged(`${folder}/empty.ics`, false)));

const zones = Intl.supportedValuesOf("timeZone");
const everywhere = exportOf(zones.flatMap((timeZone) => ["2027-01-01", "2027-03-28", "2027-06-15", "2027-10-31", "2028-02-29"].map((date) => sessionOf({ date, timeZone, id: `${timeZone} ${date}` }))));
verdict("every zone of the runtime, read by ical.js", differences(everywhere, readIcs(calendar.toIcs(everywhere)).map(({ id, startsAt, endsAt, title, status }) => ({ uid: `${id}@${everywhere.uidDomain}`, start: startsAt, end: endsAt, summary: title, status }))));
console.log(`${zones.length} zones read by ical.js`);

for (const [kind, isFine] of [["good", true], ["bad", false]]) {
  const files = readdirSync(`${samples}/${kind}`).filter((name) => name.endsWith(".ics"));
  for (const name of files) {
    const { ok } = await judged(`${samples}/${kind}/${name}`, true);
    verdict(`${kind} sample ${name}`, ok === isFine ? [] : [isFine ? "was refused" : "was accepted"]);
  }
  console.log(`${files.length} ${kind} samples judged`);
}

console.log(`test:ics: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
