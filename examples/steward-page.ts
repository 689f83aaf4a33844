/** What a data steward is shown after eight weeks: what was permitted, who decided and how, whether the log is whole, what an audit found, and what must go. */
import { oversight, unit } from "coachkit";
import { type Assisted, HASTY_COACH } from "./assisted-decisions.js";
import { firstPolicy, lastPolicy } from "./assisted-policy.js";
import { consents, endsAt, onDay, reps } from "./assisted-site.js";
import { refusalOf } from "./assisted-signals.js";
import { dice } from "./site-people.js";
import { line, row } from "./sponsor-report.js";
import { countText, shareText } from "./texts.js";

const { percentText } = unit;
const confidenceLevel = 0.95;

/** A count that a report does not show is small: who asked would tell of whom. */
const countOf = (count: number | null): string => (count === null ? "(not shown)" : String(count));

function tellPolicy({ permissions, kept }: Assisted): void {
  const report = oversight.policyReport({ policy: lastPolicy, previousPolicy: firstPolicy, personIds: reps.map(({ id }) => id), consents, decisions: permissions, records: kept, holds: [], at: endsAt, leastCellCount: 5 });
  const { allowedCount, deniedCount, denials } = report.decisions;
  row("Policy", `${report.policyId} ${report.policyVersion}, steward ${report.named.dataStewardId ?? "nobody"}, kill switch in the hands of ${report.named.killSwitchHolderIds.join(" and ")}; ${countText(oversight.policyFindings(lastPolicy).length, "finding")}`);
  for (const { id, consent, labels } of report.purposes) row("", `${id}: consent of ${consent.givenCount === null ? "too few or too many to say" : String(consent.givenCount)} of ${String(consent.personCount)}; ${labels.length > 0 ? `labels ${labels.join(", ")} (no legal advice)` : "no label"}`);
  row("Requests", `${countOf(allowedCount)} allowed, ${countOf(deniedCount)} denied: ${denials.map(({ code, decisionCount }) => `${code} ${countOf(decisionCount)}`).join(", ")}`);
  row("Changed", (report.changes ?? []).map(({ direction, subject }) => `${subject} (${direction})`).join(", "));
  const { overdueCount, laterCount } = report.retention;
  row("Retention", `${String(overdueCount)} transcripts should be gone by now (30 days), ${String(laterCount)} are due later`);
}

function tellAsked(at: string): void {
  const request = { purposeId: "call-summaries", use: "pattern", dataClasses: ["call-transcript"], inferences: ["emotion"], personIds: ["rep-001"], recipientRoles: ["manager"], model: { modelId: "scribe", modelVersion: "3" }, isAutomatic: false };
  const { reasons } = oversight.policyDecision({ policy: firstPolicy, request, consents, at });
  row("Asked for", `“Who sounded annoyed?” for managers: ${reasons.map(({ code, params }) => [code, ...Object.values(params)].join(" ")).join("; ")}`);
}

function tellDecisions({ entries }: Assisted): void {
  const { proposals, decisions } = oversight.loggedRecords(entries);
  const { all, automaticCount, byDecider, byModel, reasons, backlog } = oversight.oversightFigures({ proposals, decisions, at: endsAt, confidenceLevel });
  row("Decided", `${String(all.decidedCount)} by ${String(all.deciderCount)} coaches: accepted ${shareText(all.acceptedFraction)}`);
  row("", `edited ${shareText(all.editedFraction)}, rejected ${shareText(all.rejectedFraction)}; ${String(automaticCount)} approved texts went out by themselves, ${String(backlog.count)} proposal waits (${backlog.oldestProposalIds.join(", ")})`);
  for (const { modelVersion, outputKind, rejectedFraction } of byModel.filter((one) => one.outputKind === "pattern")) row("", `version ${modelVersion}, ${outputKind}s rejected: ${shareText(rejectedFraction)}`);
  row("Reasons", reasons.map(({ outcome, reasonId, count }) => `${outcome} “${reasonId}” ${String(count)}`).join(", "));
  for (const { deciderId, acceptedFraction, medianReviewSeconds } of byDecider.filter(({ automationBias }) => automationBias === "suspected")) {
    row("To ask", `${deciderId} accepted ${acceptedFraction.estimate === null ? "?" : percentText(acceptedFraction.estimate, 0)} of ${String(acceptedFraction.n)}, half of them within ${String(medianReviewSeconds)} seconds: nobody seems to look (a question, not a finding)`);
  }
}

/** Auditors look at what chance drew, and see what is wrong; what was edited or rejected was decided rightly. */
function tellAudit(title: string, { entries, wrongIds }: Assisted, within: { readonly startsAt: string; readonly endsAt: string }): void {
  const { proposals, decisions } = oversight.loggedRecords(entries);
  const sample = oversight.drawOversightAudit({ auditId: title, seed: 20271001, within, drawCount: 60, byKind: false, proposals, decisions });
  const accepted = new Set(decisions.filter(({ outcome }) => outcome === "accepted").map(({ proposalId }) => proposalId));
  const findings = sample.drawn.map(({ proposalId }) => {
    const isError = wrongIds.has(proposalId) && accepted.has(proposalId);
    return { proposalId, auditorId: "cleo", isError, ...(isError ? { reasonId: "not-in-the-call" } : {}) };
  });
  const { errorFraction, verdict, errors } = oversight.auditedOversight({ sample, findings, maximumErrorFraction: 0.1, confidenceLevel });
  const hasty = sample.drawn.filter(({ proposalId, deciderId }) => deciderId === HASTY_COACH && findings.some((one) => one.proposalId === proposalId && one.isError)).length;
  const share = errorFraction.estimate === null ? "cannot be said" : `${percentText(errorFraction.estimate, 1)} (${percentText(errorFraction.confidence.lower, 1)} to ${percentText(errorFraction.confidence.upper, 1)}, n = ${String(errorFraction.n)})`;
  row(title, `${String(sample.drawn.length)} of ${String(sample.strata[0]?.decidedCount ?? 0)} looked at: wrong ${share}, at most 10 % allowed: ${verdict}; ${errors.map(({ reasonId, count }) => `“${reasonId ?? "?"}” ${String(count)}`).join(", ")}, ${String(hasty)} of them by ${HASTY_COACH}`);
}

function tellLog({ entries, anchors }: Assisted): void {
  const from = oversight.startLog("frontline-2027");
  const { isIntact, anchorCount } = oversight.verifyLog({ from, entries, anchors });
  row("Log", `${String(entries.length)} entries, ${isIntact ? "whole" : "NOT whole"}, held against ${String(anchorCount)} heads that the works council keeps`);
  const place = entries.findIndex(({ kind, record }) => kind === "decision" && record["outcome"] === "rejected");
  const told = (tampered: readonly oversight.LogEntry[]): string => oversight.verifyLog({ from, entries: tampered, anchors }).faults.map(({ reason, firstIndex, lastIndex }) => `${reason} at ${firstIndex === lastIndex ? String(firstIndex) : `${String(firstIndex)} to ${String(lastIndex)}`}`).join(", ");
  row("Tampered", `a rejection at ${String(place)} turned into a yes: ${told(entries.map((entry, at) => (at === place ? { ...entry, record: { ...entry.record, outcome: "accepted" } } : entry)))}`);
  row("", `entry 500 taken out: ${told(entries.toSpliced(500, 1))}; the last five cut off: ${told(entries.slice(0, -5))}`);
}

/** Sixty calls, rated by two people who saw no model's rating, and by two versions of a model. */
function tellAiRater(): void {
  const draw = dice(60);
  const clips = Array.from({ length: 60 }, (_, clip) => ({ subjectId: `clip-${String(clip)}`, level: 1 + Math.floor(3 * draw()) }));
  const near = (level: number, share: number): number => (draw() < share ? level : 1 + Math.floor(3 * draw()));
  const humanRatings = clips.flatMap(({ subjectId, level }) => ["ulla", "kim"].map((raterId) => ({ subjectId, raterId, category: near(level, 0.85) })));
  const aiRatings = clips.flatMap(({ subjectId, level }) => [{ subjectId, modelVersion: "3", category: near(level, 0.35) }, { subjectId, modelVersion: "4", category: near(level, 0.9) }]);
  for (const modelVersion of ["3", "4"]) {
    const { verdict, reasons, withHumans, amongHumans } = oversight.aiRaterStanding({ modelId: "scribe", modelVersion, scale: "ordinal", categories: [1, 2, 3], aiRatings, humanRatings, areHumansBlind: true, stakes: "feedback", humanMarginRatio: 0.1, confidenceLevel, seed: 5 });
    const coefficient = (chosen: typeof withHumans): string => (chosen === null || chosen.result.estimate === null ? "?" : chosen.result.estimate.toFixed(2));
    row(modelVersion === "3" ? "AI rater" : "", `version ${modelVersion} agrees with people ${coefficient(withHumans)}, people with each other ${coefficient(amongHumans)}: ${verdict}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`);
  }
}

/** Nobody but a person, and nobody about themselves. */
function tellRefused(): void {
  const proposal = oversight.proposalOf({
    proposalId: "p", subjectIds: ["rep-001"], output: { kind: "summary", language: "en", text: "The rep lets the caller finish.", points: [] }, provenance: { modelId: "scribe", modelVersion: "3", producedAt: onDay(0, 480), inputClasses: ["call-transcript"] },
  });
  const decision = { proposal, outcome: "accepted", reasonId: "fits", decidedAt: onDay(0, 500) } as const;
  row("Refused", refusalOf(() => oversight.decideProposal({ ...decision, decider: { kind: "model", id: "scribe" } })));
  row("", refusalOf(() => oversight.decideProposal({ ...decision, decider: { kind: "person", id: "rep-001" } })));
}

export function tellSteward(assisted: Assisted): void {
  line();
  line("What the data steward is shown");
  tellPolicy(assisted);
  tellAsked(onDay(16, 600));
  tellDecisions(assisted);
  tellAudit("October", assisted, { startsAt: onDay(0, 0), endsAt: onDay(28, 0) });
  tellAudit("November", assisted, { startsAt: onDay(28, 0), endsAt });
  tellAiRater();
  tellRefused();
  tellLog(assisted);
}
