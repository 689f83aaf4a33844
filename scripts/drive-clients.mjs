/**
 * Drives calendar clients that are not ours: a plan is published, changed and cancelled, and what khal shows is compared with the plan.
 * Three ways: files that khal imports, invitations that khal imports (it knows no iTIP and keeps one file for each UID), and a feed in a radicale server on loopback that vdirsyncer brings to khal.
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
/** What is known to differ has its reason; that it does is looked at too. */
function verdict(name, shown, { plan, reason }) {
  const wanted = expected(plan);
  const isSame = JSON.stringify(shown) === JSON.stringify(wanted);
  if (isSame !== (reason === undefined)) failures += 1;
  console.log(`${isSame ? "as planned" : reason === undefined ? "DIFFERS" : "differs"}: ${name}${isSame ? "" : `${reason === undefined ? "" : `, since ${reason}`}`}`);
  if (!isSame && reason === undefined) console.log(`  shown: ${shown.join("; ")}\n  plan:  ${wanted.join("; ")}`);
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
    /** What is cancelled is listed and marked so: it counts as gone. */
    shown: () => run("list", "--format", "{start-date} {start-time} {end-time} {title}{status}", "--day-format", "", "2027-09-01", "2027-12-31").split("\n").map((line) => line.trim()).filter((line) => line.endsWith("CONFIRMED")).map((line) => line.replace(/CONFIRMED$/u, "")).sort(),
  };
}

const sequenceOf = { published: [], changed: [{ sessionId: "w2", sequence: 1 }, { sessionId: "w4", sequence: 1 }], cancelled: ["w2", "w4", "w1", "w3", "w5"].map((sessionId) => ({ sessionId, sequence: 1 })) };
const stampOf = (stage) => `2027-09-0${stages.indexOf(stage) + 1}T12:00:00Z`;
const lastOf = (stage) => plans[stages[stages.indexOf(stage) - 1]];
const series = (isSeries) => (isSeries ? { seriesFrom: plans.published } : {});
const fileOf = (stage, isSeries, more = {}) => calendar.toIcs(exportOf([], { plan: plans[stage], personId: "ada", sequences: sequenceOf[stage], stampedAt: stampOf(stage), alarmMinutesBefore: 60, ...series(isSeries), ...more }));

for (const isSeries of [false, true]) {
  const form = isSeries ? "as a series" : "each session";
  const byFile = khalOf(`file-${isSeries}`);
  const byMail = khalOf(`mail-${isSeries}`);
  let sequences = [];
  for (const stage of stages) {
    const before = lastOf(stage);
    const file = write(`file-${isSeries}-${stage}.ics`, fileOf(stage, isSeries, before === undefined ? {} : { before }));
    for (const time of ["once", "twice"]) {
      byFile.import(file);
      verdict(`khal import of toIcs, ${form}, ${stage}, ${time}`, byFile.shown(), { plan: plans[stage] });
    }
    const told = calendar.toItip(changeOf(before ?? null, plans[stage], { sequences, stampedAt: stampOf(stage), ...series(isSeries) }));
    ({ sequences } = told);
    textsFor(told.messages, "ada").forEach((text, index) => byMail.import(write(`mail-${isSeries}-${stage}-${index}.ics`, text)));
    verdict(`khal import of toItip, ${form}, ${stage}`, byMail.shown(), { plan: plans[stage], ...(isSeries && stage !== "published" ? { reason: "an import puts the message of one occurrence in the place of the series" } : {}) });
  }
}

const port = 5232 + (process.pid % 1000);
const server = spawn("radicale", ["--server-hosts", `127.0.0.1:${port}`, "--storage-filesystem-folder", `${folder}/radicale`, "--auth-type", "none", "--rights-type", "authenticated", "--config", ""], { stdio: ["ignore", "ignore", "pipe"] });
let said = "";
server.stderr.on("data", (data) => { said += data; });
const headers = { "content-type": "text/calendar; charset=utf-8", authorization: `Basic ${Buffer.from("ada:ada").toString("base64")}` };
try {
  for (const isSeries of [false, true]) {
    const name = `feed${Number(isSeries)}`;
    const url = `http://127.0.0.1:${port}/ada/${name}/`;
    const khal = khalOf(name);
    const config = write(`${name}-sync.conf`, `[general]\nstatus_path = "${folder}/${name}-status/"\n[pair ${name}]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n[storage here]\ntype = "filesystem"\npath = "${khal.path}/calendar"\nfileext = ".ics"\n[storage there]\ntype = "caldav"\nurl = "${url}"\nusername = "ada"\npassword = "ada"\n`);
    for (const stage of stages) {
      for (const time of ["once", "twice"]) {
        let answer;
        for (let tries = 0; answer === undefined && tries < 40; tries += 1) {
          answer = await fetch(url, { method: "PUT", headers, body: fileOf(stage, isSeries) }).catch(() => undefined);
          if (answer === undefined) await pause(250);
        }
        if (answer?.ok !== true) throw new Error(`radicale answers ${answer?.status ?? "nothing"}: ${said}`);
        if (stage === "published" && time === "once") execFileSync("vdirsyncer", ["-c", config, "discover"], { input: "y\ny\n", stdio: ["pipe", "ignore", "pipe"] });
        execFileSync("vdirsyncer", ["-c", config, "sync", "--force-delete"], { stdio: ["ignore", "ignore", "pipe"] });
        verdict(`radicale, vdirsyncer and khal, ${isSeries ? "as a series" : "each session"}, ${stage}, ${time}`, khal.shown(), { plan: plans[stage] });
      }
    }
  }
} finally {
  server.kill();
}
console.log(failures === 0 ? "calendar clients: as written in docs/calendar-clients.md" : `calendar clients: ${failures} not as written in docs/calendar-clients.md`);
process.exitCode = failures === 0 ? 0 : 1;
