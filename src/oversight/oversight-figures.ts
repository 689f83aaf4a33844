import { clusteredDesignEffect } from "../agreement/internal.js";
import { check } from "../error/index.js";
import { type NoEstimate, type ProportionEstimate, proportionEstimate, quantile } from "../statistics/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { DecisionRecord, ProposalRecord } from "./decision-record.js";
import { type DeciderFigures, type DecisionShares, type ModelFigures, type OversightBacklog, type OversightFigures, OversightQuestion, type OversightThresholds, type ReasonCount } from "./oversight-question.js";

/** A decision that a person made, with its proposal. */
interface Decided { readonly proposal: ProposalRecord; readonly decision: DecisionRecord; readonly deciderId: Id; readonly outcome: ReasonCount["outcome"] }
/** A group of them, by its key. */
type Groups = readonly (readonly [first: Decided, ...rest: Decided[]])[];

const HOUR = 3_600_000;
const WAITING_LISTED = 20;
/** Fewer people than these say little about others. */
const FEW_DECIDERS = 5;
const medianOf = (values: readonly number[]): number | null => (values.length === 0 ? null : quantile(values, 0.5));

function groupsBy(decided: readonly Decided[], keyOf: (one: Decided) => readonly string[]): Groups {
  const groups = new Map<string, [Decided, ...Decided[]]>();
  for (const one of decided) {
    const key = keyOf(one).join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].sort(([one], [other]) => inTextOrder(one, other)).map(([, group]) => group);
}

/** The share of decisions; where several people decided, those of one person count as a cluster. */
function shareOf(decided: readonly Decided[], isCounted: (one: Decided) => boolean, confidenceLevel: number): ProportionEstimate | NoEstimate {
  const clusters = groupsBy(decided, ({ deciderId }) => [deciderId]).map((own) => ({ hits: own.filter(isCounted).length, size: own.length }));
  const successes = clusters.reduce((sum, { hits }) => sum + hits, 0);
  if (clusters.length < 2) return proportionEstimate({ successes, n: decided.length, confidenceLevel });
  const share = proportionEstimate({ successes, n: decided.length, confidenceLevel, designEffect: clusteredDesignEffect(clusters, successes, decided.length) });
  return share.estimate === null || clusters.length >= FEW_DECIDERS ? share : { ...share, warnings: [...share.warnings, "few-deciders"] };
}

function sharesOf(decided: readonly Decided[], confidenceLevel: number): DecisionShares {
  const share = (outcome: ReasonCount["outcome"]) => shareOf(decided, (one) => one.outcome === outcome, confidenceLevel);
  return {
    decidedCount: decided.length, deciderCount: new Set(decided.map(({ deciderId }) => deciderId)).size, acceptedFraction: share("accepted"), editedFraction: share("edited"), rejectedFraction: share("rejected"),
    medianEditFraction: medianOf(decided.flatMap(({ decision: { editFraction } }) => (editFraction === null ? [] : [editFraction]))),
  };
}

function modelFigures(group: Groups[number], confidenceLevel: number, { overturnedFraction }: Required<OversightThresholds>): ModelFigures {
  const [{ proposal: { outputKind, provenance: { modelId, modelVersion } } }] = group;
  const overturned = shareOf(group, ({ outcome }) => outcome !== "accepted", confidenceLevel);
  return { modelId, modelVersion, outputKind, ...sharesOf(group, confidenceLevel), isOverturned: overturned.estimate !== null && overturned.confidence.lower > overturnedFraction };
}

function deciderFigures(group: Groups[number], confidenceLevel: number, { leastDecisionCount, fastSeconds, acceptsAllFraction }: Required<OversightThresholds>): DeciderFigures {
  const seconds = group.flatMap(({ decision: { openedAt, decidedAt } }) => (openedAt === null ? [] : [(millisecondsOf(decidedAt) - millisecondsOf(openedAt)) / 1000]));
  const medianReviewSeconds = medianOf(seconds);
  const acceptsAll = group.filter(({ outcome }) => outcome === "accepted").length / group.length >= acceptsAllFraction;
  const biasOf = (): DeciderFigures["automationBias"] => {
    if (group.length < leastDecisionCount) return "too-few-decisions";
    if (!acceptsAll) return "not-suspected";
    if (medianReviewSeconds === null || seconds.length < leastDecisionCount) return "no-times";
    return medianReviewSeconds < fastSeconds ? "suspected" : "not-suspected";
  };
  return { deciderId: group[0].deciderId, ...sharesOf(group, confidenceLevel), timedCount: seconds.length, medianReviewSeconds, automationBias: biasOf() };
}

function reasonCounts(decided: readonly Decided[]): readonly ReasonCount[] {
  return groupsBy(decided, ({ outcome, decision: { reasonId } }) => [outcome, reasonId])
    .map((group) => ({ outcome: group[0].outcome, reasonId: group[0].decision.reasonId, count: group.length, deciderCount: new Set(group.map(({ deciderId }) => deciderId)).size }))
    .sort((one, other) => other.count - one.count);
}

function backlogOf(waiting: readonly ProposalRecord[], at: string): OversightBacklog {
  const byAge = waiting.map(({ proposalId, provenance: { producedAt } }) => ({ proposalId, hours: (millisecondsOf(at) - millisecondsOf(producedAt)) / HOUR })).sort((one, other) => other.hours - one.hours || inTextOrder(one.proposalId, other.proposalId));
  return { count: waiting.length, oldestHours: byAge[0]?.hours ?? null, oldestProposalIds: byAge.slice(0, WAITING_LISTED).map(({ proposalId }) => proposalId) };
}

/**
 * How people decide about what models propose: shares accepted, edited and rejected with their intervals, by kind, model version and person, with the reasons, the time it takes and what waits. What went out as an approved template was decided by nobody and is counted apart.
 * Decisions of one person are alike, so where several people decide each is a cluster of the interval (linearization, W. Cochran, "Sampling Techniques", 1977, 9A), with the warning `few-deciders` below five; simulated at 95 % with people who differ (intraclass correlation 0.2, 70 % accepted), it covers 95 % with twenty people, 91 % with ten and 88 % with five; where one person decided it speaks of that person's decisions alone.
 * A high share accepted shows good proposals or people who do not look; the audit tells which (`drawOversightAudit`). Flags are heuristics of this package: `automationBias` where somebody accepts nearly everything within seconds, `isOverturned` where a model version is mostly edited or rejected.
 * Figures by person are about people at work: show them to whom that concerns, and ask before you conclude.
 *
 * @throws CoachingError `input.*`, `oversight-question.*`, `decision-record.nobody_decided`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const proposals = ["p1", "p2", "p3"].map((proposalId) => ({ proposalId, outputKind: "summary", subjectIds: ["ana"], provenance, outputSeal: "0".repeat(64) }));
 * const decision = { outcome: "accepted", deciderId: "kim", reasonId: "fits", editFraction: null, wordsSeal: null, openedAt: null, decidedAt: "2026-03-02T12:00:00Z" };
 * const decisions = [{ ...decision, proposalId: "p1" }, { ...decision, proposalId: "p2", outcome: "rejected", reasonId: "wrong-person" }];
 * const { all, medianWaitHours, backlog } = oversightFigures({ proposals, decisions, at: "2026-03-03T10:00:00Z", confidenceLevel: 0.95 });
 * [all.acceptedFraction.estimate, medianWaitHours, backlog.oldestHours]; // => [0.5, 2, 24]
 * ```
 */
export function oversightFigures(question: OversightQuestion): OversightFigures {
  const { proposals, decisions, at, confidenceLevel, thresholds } = check(OversightQuestion, question);
  const assumptions = { leastDecisionCount: 20, fastSeconds: 10, acceptsAllFraction: 0.95, overturnedFraction: 0.5, ...thresholds };
  const proposalOfId = new Map(proposals.map((proposal) => [proposal.proposalId, proposal]));
  const decided = decisions.flatMap((decision): readonly Decided[] => {
    const { deciderId, outcome, proposalId } = decision;
    return deciderId === null || outcome === "sent-automatically" ? [] : [{ proposal: proposalOfId.get(proposalId) as ProposalRecord, decision, deciderId, outcome }];
  });
  const settled = new Set(decisions.map(({ proposalId }) => proposalId));
  const waits = decided.map(({ proposal, decision }) => (millisecondsOf(decision.decidedAt) - millisecondsOf(proposal.provenance.producedAt)) / HOUR);
  const kindOf = ({ proposal: { outputKind } }: Decided): string => outputKind;
  return {
    proposalCount: proposals.length, automaticCount: decisions.length - decided.length, all: sharesOf(decided, confidenceLevel),
    byKind: groupsBy(decided, (one) => [kindOf(one)]).map((group) => ({ outputKind: group[0].proposal.outputKind, ...sharesOf(group, confidenceLevel) })),
    byModel: groupsBy(decided, (one) => [one.proposal.provenance.modelId, one.proposal.provenance.modelVersion, kindOf(one)]).map((group) => modelFigures(group, confidenceLevel, assumptions)),
    byDecider: groupsBy(decided, ({ deciderId }) => [deciderId]).map((group) => deciderFigures(group, confidenceLevel, assumptions)),
    reasons: reasonCounts(decided), medianWaitHours: medianOf(waits), ninetiethPercentileWaitHours: waits.length === 0 ? null : quantile(waits, 0.9),
    backlog: backlogOf(proposals.filter(({ proposalId }) => !settled.has(proposalId)), at), assumptions,
  };
}
