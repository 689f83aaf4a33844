import { auditedOversight, drawOversightAudit, type OversightAudit, type OversightAuditSample, type OversightFinding } from "coachkit/oversight";
import { wilsonInterval } from "coachkit/statistics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { decisionRecord, proposalRecord } from "./some-proposals.js";

interface Stratum { readonly id: string; readonly decided: number; readonly drawn: number }
const sampleOf = (...strata: readonly Stratum[]): OversightAuditSample => ({
  kind: "oversight-audit-sample", schemaVersion: 1, auditId: "march", frameHash: "0".repeat(64), reason: null, strata: strata.map(({ id, decided, drawn }) => ({ stratumId: id, decidedCount: decided, drawnCount: drawn })),
  drawn: strata.flatMap(({ id, drawn }) => Array.from({ length: drawn }, (_, place) => ({ proposalId: `${id}${String(place)}`, stratumId: id, modelId: "notes", deciderId: "kim" }))),
});
/** Findings for all that was drawn, so many of each stratum with an error. */
const findingsOf = (sample: OversightAuditSample, errors: Readonly<Record<string, number>>): readonly OversightFinding[] =>
  sample.drawn.map(({ proposalId, stratumId }) => ({ proposalId, auditorId: "ulla", isError: Number(proposalId.slice(stratumId.length)) < (errors[stratumId] ?? 0) }));
const audited = (sample: OversightAuditSample, findings: readonly OversightFinding[], maximumErrorFraction = 0.05) => auditedOversight({ sample, findings, maximumErrorFraction, confidenceLevel: 0.95 });

test("one stratum: Wilson's interval of the errors, whole", () => {
  const sample = sampleOf({ id: "all", decided: 300, drawn: 40 });
  const found = audited(sample, findingsOf(sample, { all: 4 }), 0.25);
  expect(found).toMatchObject({ errorFraction: { estimate: 0.1, n: 40, method: "wilson", warnings: [] }, verdict: "meets", reasons: [], auditedCount: 40, unauditedProposalIds: [], strata: [{ stratumId: "all", auditedCount: 40, errorCount: 4 }] });
  expect(found.errorFraction).toMatchObject({ confidence: wilsonInterval({ successes: 4, n: 40, confidenceLevel: 0.95 }) });
});
test.each<readonly [string, number, number, number, string, readonly string[]]>([
  ["no error in 20 does not show that fewer than one in twenty is one", 20, 0, 0.05, "cannot-say", ["interval-holds-maximum"]],
  ["no error in 72 does not either", 72, 0, 0.05, "cannot-say", ["interval-holds-maximum"]],
  ["no error in 73 does", 73, 0, 0.05, "meets", []],
  ["no error in 20 shows that fewer than 17 in a hundred are", 20, 0, 0.17, "meets", []],
  ["10 of 20 are too many", 20, 10, 0.05, "exceeds", []],
  ["none at all may be shown by no sample", 200, 0, 0, "cannot-say", ["interval-holds-maximum"]],
])("%s", (_, drawn, errors, maximum, verdict, reasons) => {
  const sample = sampleOf({ id: "all", decided: 1000, drawn });
  expect(audited(sample, findingsOf(sample, { all: errors }), maximum)).toMatchObject({ verdict, reasons });
});
test("strata weigh by what was decided in them, whatever was drawn", () => {
  const sample = sampleOf({ id: "a", decided: 90, drawn: 10 }, { id: "b", decided: 10, drawn: 10 });
  // .9 · 1/10 + .1 · 5/10; weights 9 and 1, ten times each: (Σw)² ÷ Σw² = 100² ÷ (10·81 + 10) = 12.195…
  const { errorFraction } = audited(sample, findingsOf(sample, { a: 1, b: 5 }));
  expect(errorFraction).toMatchObject({ n: 20, method: "wilson-design-effect" });
  expect(errorFraction.estimate).toBeCloseTo(0.14, 12);
  const alike = wilsonInterval({ successes: 0.14 * 20, n: 20, confidenceLevel: 0.95, designEffect: (20 * 820) / 10_000 });
  expect((errorFraction as { confidence: { lower: number } }).confidence.lower).toBeCloseTo(alike.lower, 12);
});
test("strata drawn in proportion lose nothing", () => {
  const sample = sampleOf({ id: "a", decided: 90, drawn: 18 }, { id: "b", decided: 10, drawn: 2 });
  expect(audited(sample, findingsOf(sample, { a: 2 })).errorFraction).toMatchObject({ method: "wilson", confidence: wilsonInterval({ successes: 2, n: 20, confidenceLevel: 0.95 }) });
});
test("an error in a small stratum says nothing certain about a large one without any", () => {
  // weighing each stratum's own variance would say below 2 %, from ten looks at a thousand
  const sample = sampleOf({ id: "a", decided: 50, drawn: 10 }, { id: "b", decided: 1000, drawn: 10 });
  expect((audited(sample, findingsOf(sample, { a: 1 })).errorFraction as { confidence: { upper: number } }).confidence.upper).toBeGreaterThan(0.25);
});
test("where everything was audited the share is known", () => {
  const sample = sampleOf({ id: "a", decided: 15, drawn: 15 }, { id: "b", decided: 10, drawn: 10 });
  expect(audited(sample, findingsOf(sample, { a: 1 }), 0.04)).toMatchObject({ errorFraction: { estimate: 0.04, method: "census", confidence: { lower: 0.04, upper: 0.04 } }, verdict: "meets" });
  expect(audited(sample, findingsOf(sample, { a: 1 }), 0.039).verdict).toBe("exceeds");
});

describe("what was not audited", () => {
  const sample = sampleOf({ id: "all", decided: 1000, drawn: 100 });
  test("fewer than 20 are not enough, whatever they show", () => {
    const findings = findingsOf(sample, { all: 19 });
    expect(audited(sample, findings.slice(0, 19))).toMatchObject({ verdict: "not-enough", reasons: ["too-few-audited"], errorFraction: { estimate: 1, n: 19 } });
    expect(audited(sample, findings.slice(0, 20)).verdict).toBe("exceeds");
    expect(audited(sample, [])).toMatchObject({ verdict: "not-enough", errorFraction: { estimate: null, reason: "too-few-observations", n: 0, needed: 20 } });
    expect(audited(sampleOf(), [])).toMatchObject({ verdict: "not-enough", strata: [] });
  });
  test("who leaves out the bad ones gets no verdict", () => {
    const findings = findingsOf(sample, { all: 10 });
    expect(audited(sample, findings, 0.1).verdict).toBe("cannot-say");
    const left = audited(sample, findings.filter(({ isError }) => !isError), 0.1);
    expect(left).toMatchObject({ errorFraction: { estimate: 0, n: 90 }, verdict: "cannot-say", reasons: ["not-all-audited"], auditedCount: 90 });
    expect(left.unauditedProposalIds).toEqual(["all0", "all1", "all2", "all3", "all4", "all5", "all6", "all7", "all8", "all9"]);
  });
  test("nor does who looks at the bad ones first", () => {
    const findings = findingsOf(sample, { all: 10 });
    expect(audited(sample, findings.slice(0, 25), 0.1)).toMatchObject({ errorFraction: { estimate: 0.4 }, verdict: "cannot-say", reasons: ["not-all-audited"] });
  });
  test("a verdict that they cannot turn stands", () => {
    expect(audited(sample, findingsOf(sample, { all: 60 }).slice(0, 90), 0.3).verdict).toBe("exceeds");
    expect(audited(sample, findingsOf(sample, {}).slice(0, 98), 0.1).verdict).toBe("meets");
  });
  test("a stratum that nobody looked at is told", () => {
    const two = sampleOf({ id: "a", decided: 50, drawn: 20 }, { id: "b", decided: 50, drawn: 5 });
    expect(audited(two, findingsOf(two, {}).slice(0, 20), 0.5)).toMatchObject({ errorFraction: { n: 20, warnings: ["uncovered-strata"] }, strata: [{ auditedCount: 20 }, { auditedCount: 0 }] });
  });
  test("a law: more findings never turn meets into exceeds, nor the other way", () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }), fc.integer({ min: 20, max: 99 }), fc.double({ min: 0, max: 1, noNaN: true }), (errors, count, maximum) => {
      const findings = sample.drawn.map(({ proposalId }, place) => ({ proposalId, auditorId: "ulla", isError: errors[place] as boolean }));
      const [early, late] = [findings.slice(0, count), findings].map((some) => audited(sample, some, maximum).verdict);
      if (early === "meets" || early === "exceeds") expect(late).toBe(early);
    }));
  });
});
test("what is wrong is counted, the most frequent first", () => {
  const sample = sampleOf({ id: "all", decided: 100, drawn: 20 });
  const findings = findingsOf(sample, { all: 4 }).map((finding, place) => (place < 3 ? { ...finding, reasonId: place === 0 ? "tone" : "not-in-the-call" } : finding));
  expect(audited(sample, findings).errors).toEqual([{ reasonId: "not-in-the-call", count: 2 }, { reasonId: null, count: 1 }, { reasonId: "tone", count: 1 }]);
});
test("in 100 months with 5 % errors the interval of 60 audits by kind holds the truth at least as often as it says", () => {
  const kinds = Array.from({ length: 300 }, (_, place) => ({ id: `p${String(place)}`, outputKind: place < 200 ? ("summary" as const) : ("pattern" as const), isError: place % 20 === 0 }));
  const isError = new Map(kinds.map(({ id, isError: wrong }) => [id, wrong]));
  const [proposals, decisions] = [kinds.map(({ id, outputKind }) => proposalRecord(id, { outputKind })), kinds.map(({ id }) => decisionRecord(id))];
  let held = 0;
  for (let seed = 0; seed < 100; seed += 1) {
    const sample = drawOversightAudit({ auditId: "a", seed, within: { startsAt: "2026-03-01T00:00:00Z", endsAt: "2026-04-01T00:00:00Z" }, drawCount: 60, byKind: true, proposals, decisions });
    const { errorFraction } = audited(sample, sample.drawn.map(({ proposalId }) => ({ proposalId, auditorId: "ulla", isError: isError.get(proposalId) === true })));
    if (errorFraction.estimate !== null && errorFraction.confidence.lower <= 0.05 && errorFraction.confidence.upper >= 0.05) held += 1;
  }
  expect(held).toBeGreaterThanOrEqual(95);
});

describe("what does not fit is refused", () => {
  const sample = sampleOf({ id: "all", decided: 100, drawn: 20 });
  const finding: OversightFinding = { proposalId: "all0", auditorId: "ulla", isError: false };
  const issues = (audit: Partial<OversightAudit>): readonly string[] => issuesOf(() => auditedOversight({ sample, findings: [], maximumErrorFraction: 0.05, confidenceLevel: 0.95, ...audit }));
  test.each<readonly [string, Partial<OversightAudit>, readonly string[]]>([
    ["two findings for one proposal", { findings: [finding, finding] }, ["audited-oversight.duplicate_finding at /findings/1/proposalId"]],
    ["a proposal that was not drawn", { findings: [{ ...finding, proposalId: "x" }] }, ["audited-oversight.not_drawn at /findings/0/proposalId"]],
    ["the decider as auditor", { findings: [{ ...finding, auditorId: "kim" }] }, ["audited-oversight.own_work at /findings/0/auditorId"]],
    ["the model as auditor", { findings: [{ ...finding, auditorId: "notes" }] }, ["audited-oversight.own_work at /findings/0/auditorId"]],
    ["a reason without an error", { findings: [{ ...finding, reasonId: "tone" }] }, ["audited-oversight.needless_reason at /findings/0/reasonId"]],
    ["a proposal drawn twice", { sample: { ...sample, drawn: sample.drawn.with(1, sample.drawn[0] as (typeof sample.drawn)[number]) } }, ["oversight-audit.drawn_twice at /sample/drawn/1/proposalId"]],
    ["a stratum that there is not", { sample: { ...sample, drawn: sample.drawn.map((one) => ({ ...one, stratumId: "x" })), strata: [] } }, sample.drawn.map((_, place) => `oversight-audit.unknown_stratum at /sample/drawn/${String(place)}/stratumId`)],
    ["fewer drawn than is said", { sample: { ...sample, drawn: sample.drawn.slice(1) } }, ["oversight-audit.counts_differ at /sample/strata/0/drawnCount"]],
    ["more drawn than there are", { sample: { ...sample, strata: [{ stratumId: "all", decidedCount: 19, drawnCount: 20 }] } }, ["oversight-audit.counts_differ at /sample/strata/0/drawnCount"]],
    ["a percent as maximum", { maximumErrorFraction: 5 }, ["input.too_big at /maximumErrorFraction"]],
  ])("%s", (_, audit, expected) => { expect(issues(audit)).toEqual(expected); });
});
