/**
 * Drives calendar clients that are not ours: a plan is published, changed and cancelled, by files and by iTIP messages, and what khal shows is compared with the plan.
 * Needs Debian's khal, radicale and vdirsyncer; without them it says so and is done. docs/calendar-clients.md tells what it showed.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { tsImport } from "tsx/esm/api";

const programs = ["khal", "radicale", "vdirsyncer"];
const missing = programs.filter((name) => { try { execFileSync(name, ["--version"], { stdio: "ignore" }); return false; } catch { return true; } });
if (missing.length > 0) {
  console.log(`calendar clients: skipped, since ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not installed`);
  process.exit(0);
}
for (const name of programs) console.log(execFileSync(name, ["--version"], { encoding: "utf8" }).trim().replace(/^(?=\d)/u, `${name} `));

const { calendar } = await tsImport("../src/index.ts", import.meta.url);
const { exportOf, planOf, sessionOf } = await tsImport("../test/calendar/sample-export.ts", import.meta.url);
const { changeOf, textsFor } = await tsImport("../test/calendar/sample-change.ts", import.meta.url);

const folder = resolve("out/clients");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const write = (name, text) => { const path = `${folder}/${name}`; writeFileSync(path, text); return path; };

/** Six weekly sessions over a clock change; then one moved, one dropped; then all but two dropped. */
const weekly = Array.from({ length: 6 }, (_, week) => sessionOf({ id: `w${week}`, week, date: `2027-${week < 4 ? "10" : "11"}-${String(week < 4 ? 5 + week * 7 : (week - 4) * 7 + 2).padStart(2, "0")}`, participantIds: ["ada", "ben"] }));
const moved = { ...sessionOf({ ...weekly[2], date: "2027-10-20", startTime: "14:00" }), week: 2 };
const plans = { published: planOf(weekly), changed: planOf([weekly[0], weekly[1], moved, weekly[3], weekly[5]]), cancelled: planOf([weekly[0], moved]) };
const stages = Object.keys(plans);

const wallOf = (instant) => new Date(Date.parse(instant) + (instant < "2027-10-31T01:00:00Z" ? 2 : 1) * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
const expected = (plan) => plan.sessions.map(({ startsAt, endsAt, title }) => `${wallOf(startsAt)} ${wallOf(endsAt).slice(11)} ${title}`).sort();

let failures = 0;
function verdict(name, shown, plan) {
  const wanted = expected(plan);
  const isSame = JSON.stringify(shown) === JSON.stringify(wanted);
  console.log(`${isSame ? "as planned" : "DIFFERS   "}  ${name}`);
  if (isSame) return;
  const without = (some, others) => some.filter((line) => !others.includes(line));
  console.log(`            more: ${without(shown, wanted).join("; ") || "-"}\n            less: ${without(wanted, shown).join("; ") || "-"}`);
  failures += 1;
}

/** A calendar of khal in a folder of its own. */
function khalOf(name) {
  const path = `${folder}/${name}`;
  mkdirSync(`${path}/calendar`, { recursive: true });
  const config = write(`${name}.conf`, `[calendars]\n[[own]]\npath = ${path}/calendar\n[sqlite]\npath = ${path}/khal.db\n[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n`);
  const run = (...args) => execFileSync("khal", ["-c", config, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return {
    path,
    import: (file) => run("import", "--batch", "-a", "own", file),
    shown: () => run("list", "--format", "{start-date} {start-time} {end-time} {title}{status}", "--day-format", "", "2027-09-01", "2027-12-31").split("\n").map((line) => line.trim()).filter((line) => line !== "" && line !== "No events").sort(),
  };
}

const sequenceOf = { published: [], changed: [{ sessionId: "w2", sequence: 1 }, { sessionId: "w4", sequence: 1 }], cancelled: ["w2", "w4", "w1", "w3", "w5"].map((sessionId) => ({ sessionId, sequence: 1 })) };
const fileOf = (stage, isSeries) => calendar.toIcs(exportOf([], { plan: plans[stage], personId: "ada", sequences: sequenceOf[stage], stampedAt: `2027-09-0${stages.indexOf(stage) + 1}T12:00:00Z`, ...(isSeries ? { seriesFrom: plans.published } : {}) }));

for (const isSeries of [false, true]) {
  const form = isSeries ? "as a series" : "each session";
  const byFile = khalOf(`file-${isSeries}`);
  const byMail = khalOf(`mail-${isSeries}`);
  let [sequences, before] = [[], null];
  for (const stage of stages) {
    const file = write(`${form.replaceAll(" ", "-")}-${stage}.ics`, fileOf(stage, isSeries));
    for (const time of ["once", "twice"]) {
      byFile.import(file);
      verdict(`khal import of toIcs, ${form}, ${stage}, ${time}`, byFile.shown(), plans[stage]);
    }
    const told = calendar.toItip(changeOf(before, plans[stage], { sequences, stampedAt: `2027-09-0${stages.indexOf(stage) + 1}T12:00:00Z`, ...(isSeries ? { seriesFrom: plans.published } : {}) }));
    ({ sequences } = told);
    before = plans[stage];
    textsFor(told.messages, "ada").forEach((text, index) => byMail.import(write(`${form.replaceAll(" ", "-")}-${stage}-${index}.ics`, text)));
    verdict(`khal import of toItip, ${form}, ${stage}`, byMail.shown(), plans[stage]);
  }
}
console.log(failures);
