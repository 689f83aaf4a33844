/**
 * A blended program of twelve weeks for fifteen new managers in two countries, from the plan to what it was worth.
 * It reads the JSON files in examples/data and writes calendars, a ledger and a report to out; other folders may be given:
 *   tsx examples/twelve-week-program.ts DATA OUT
 */
import { join } from "node:path";
import { FaultyData, once, readFiles, runAll, writeFiles } from "./data-files.js";
import { markdown, plainText } from "./document.js";
import { files, originIn } from "./records.js";
import { checkReferences } from "./references.js";
import { report } from "./report.js";
import { adoption, behavior, calendars, fidelity, nextHomework, planned, recorded, teamPulse, worth } from "./steps.js";

const [folder = "examples/data", out = "out"] = process.argv.slice(2);

/** Reads everything, computes everything, then writes everything: a faulty record leaves no half of a result behind. */
function main(): string {
  const data = readFiles(folder, files);
  const references = once(() => { checkReferences(data); });
  const plan = once(() => planned(data));
  const results = runAll(folder, originIn(data), {
    references, plan,
    calendars: () => calendars(data, plan()),
    records: () => recorded(data, plan()),
    fidelity: () => fidelity(data, plan()),
    adoption: () => adoption(data),
    teamPulse: () => teamPulse(data),
    behavior: () => behavior(data),
    homework: () => { references(); return nextHomework(data); },
    worth: () => worth(data, plan()),
  });
  const blocks = report(data, results);
  writeFiles(out, { ...results.calendars, "ledger.json": `${JSON.stringify(results.worth.trace, null, 2)}\n`, "report.md": markdown(blocks) });
  const counts = `${String(results.plan.sessions.length)} sessions, ${String(results.records.deliveries.length)} deliveries`;
  const calendarCount = String(Object.keys(results.calendars).length);
  const written = `${join(out, "report.md")}, ${join(out, "ledger.json")} and ${calendarCount} calendars in ${join(out, "calendars")}`;
  return `${plainText(blocks)}\n\n${counts}; written: ${written}`;
}

try {
  console.log(main());
} catch (reason) {
  if (!(reason instanceof FaultyData)) throw reason;
  console.error(reason.message);
  process.exitCode = 1;
}
