/**
 * Eight weeks of support by software at the site of 300 reps, with people in charge: `npm run example:assisted`.
 * Two rules tried on history first, nudges left to chance so that their effect is known, a fake model whose outputs wait for coaches, coaching that is disputed, and at the end what a data steward would be shown. Everything is invented and comes out alike each time.
 */
import { assistedWeeks } from "./assisted-decisions.js";
import { tellActions } from "./assisted-followup.js";
import { tellNudges } from "./assisted-nudges.js";
import { historyWeeks, reps, startDate, supportedWeeks } from "./assisted-site.js";
import { liveProposals, tellAfterCalls, tellDryRun } from "./assisted-signals.js";
import { line, row } from "./sponsor-report.js";
import { tellSteward } from "./steward-page.js";
import { countText } from "./texts.js";

line("Before anything is sent");
row("Site", `${String(reps.length)} reps in twenty teams; ${String(historyWeeks)} weeks of figures, then ${String(supportedWeeks)} weeks of support from ${startDate} on`);
tellDryRun();
tellAfterCalls();

line();
line("Nudges of eight weeks");
tellNudges();

line();
line("What two rules proposed, and what became of it");
const { proposals, suppressed } = liveProposals();
const held = (reason: string): number => suppressed.filter((one) => one.reason === reason).length;
row("Fired", `${countText(proposals.length, "time")} in seven weeks, each with its numbers; held back ${String(held("no-consent"))} without consent, ${String(held("cooldown"))} within the cooldown, ${String(held("outranked"))} outranked`);
const [first] = proposals;
if (first !== undefined) row("", `the first: ${first.personId}, “${first.title}”: ${first.reasons.map(({ value, baseline }) => `${String(value)}${baseline === null ? "" : ` against ${baseline.toFixed(0)}`}`).join(", ")}`);
tellActions(proposals);

const assisted = assistedWeeks(proposals.map(({ personId, week }) => ({ personId, week: week - historyWeeks + 1 })));
line();
line("What the model was asked, and what came of it");
row("Asked", `${String(assisted.kept.length)} times; ${countText(assisted.brokenCount, "answer")} was not what was asked for and was refused, with what was wrong, then asked for again`.replace("answers was", "answers were").replace("and was refused", assisted.brokenCount === 1 ? "and was refused" : "and were refused"));
tellSteward(assisted);
