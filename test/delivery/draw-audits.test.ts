import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIT_SAMPLE_LIMITS, type AuditRequest, type AuditSample, auditedContent, type AuditedContentInput, drawAudits } from "coachkit/delivery";
import type { Session } from "coachkit/plan";
import { observationSampleSize } from "coachkit/rubric";
import { stratifiedMean } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { heldOf, missedOf, planOf, sessionOf } from "./records.js";

const ledBy = (coachId: string | null, session: Session): Session => ({ ...session, coachId });
/** Kim leads thirty one-to-ones of Ana in Berlin, Lee eight of Ben in Pune and one of both, nobody the huddles. */
const sessions = [
  ...Array.from({ length: 30 }, (_, index) => ledBy("kim", sessionOf(`k${String(index)}`, "one-to-one", ["ana"]))),
  ...Array.from({ length: 8 }, (_, index) => ledBy("lee", sessionOf(`l${String(index)}`, "one-to-one", ["ben"]))), ledBy("lee", sessionOf("both", "demo", ["ana", "ben"])),
  ...Array.from({ length: 4 }, (_, index) => sessionOf(`h${String(index)}`, "huddle", ["ana", "ben"])),
];
const participantSites = [{ participantId: "ana", siteId: "berlin" }, { participantId: "ben", siteId: "pune" }];
const request: AuditRequest = { auditId: "autumn", seed: 7, plan: planOf(sessions), fromDate: "2027-10-01", toDate: "2027-10-31", byTouchpoint: false, halfWidthFraction: 0.2, confidenceLevel: 0.95 };
const draw = (change: Partial<AuditRequest> = {}) => drawAudits({ ...request, ...change });
const counts = ({ strata }: AuditSample) => strata.map(({ coachId, touchpointId, siteId, sessionCount, drawnCount }) => [coachId, touchpointId, siteId, sessionCount, drawnCount]);
const ids = ({ drawn }: AuditSample) => drawn.map(({ sessionId }) => sessionId);

describe("drawAudits", () => {
  test("draws from every coach, as many as the precision takes of these sessions", () => {
    const sample = draw();
    expect(sample.neededCount).toBe(observationSampleSize({ halfWidthFraction: 0.2, confidenceLevel: 0.95, opportunityCount: 43 }).neededCount);
    expect(counts(sample)).toEqual([[null, null, null, 4, 2], ["kim", null, null, 30, 9], ["lee", null, null, 9, 3]]);
    expect(sample).toMatchObject({ kind: "audit-sample", schemaVersion: 1, auditId: "autumn", reason: null, assumptions: { expectedFraction: 0.5, minimumPerStratumCount: 2 } });
    expect(sample.drawn).toHaveLength(14);
    // √Σ (N_h ÷ 43)² ¼ ÷ n_h · (N_h − n_h) ÷ (N_h − 1), times 1.96
    expect(sample.expectedHalfWidthFraction).toBeCloseTo(1.959964 * Math.sqrt([[4, 2], [30, 9], [9, 3]].reduce((sum, [all = 0, n = 0]) => sum + ((all / 43) ** 2 * 0.25 * (all - n)) / (n * (all - 1)), 0)), 6);
  });

  test("each coach's touchpoints and sites are covered where they are told apart; people of several sites are a group of their own", () => {
    expect(counts(draw({ byTouchpoint: true }))).toMatchObject([[null, "huddle", null, 4, 2], ["kim", "one-to-one", null, 30, expect.any(Number)], ["lee", "demo", null, 1, 1], ["lee", "one-to-one", null, 8, expect.any(Number)]]);
    expect(counts(draw({ participantSites })).map((row) => row.slice(0, 4))).toEqual([[null, null, null, 4], ["kim", null, "berlin", 30], ["lee", null, null, 1], ["lee", null, "pune", 8]]);
  });

  test("after the fact only held sessions are drawn from, each with the coach who led it", () => {
    const deliveries = sessions.slice(0, 40).map((session, index) => (index % 2 === 0 ? { ...heldOf(session, ["ana"]), coachId: index === 0 ? "mia" : session.coachId } : missedOf(session, "cancelled")));
    expect(counts(draw({ deliveries })).map(([coachId, , , sessionCount]) => [coachId, sessionCount])).toEqual([["kim", 14], ["lee", 5], ["mia", 1]]);
  });

  test("the same seed draws the same sessions, another seed or audit others", () => {
    expect(draw()).toStrictEqual(draw());
    expect(ids(draw({ seed: 8 }))).not.toEqual(ids(draw()));
    expect(ids(draw({ auditId: "winter" }))).not.toEqual(ids(draw()));
  });

  test("within a coach each session is as likely as another", () => {
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 440; seed += 1) for (const id of ids(draw({ seed }))) if (id.startsWith("k")) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // 440 · 9/30 = 132 times each, standard deviation 10
    expect(drawn.size).toBe(30);
    for (const count of drawn.values()) expect(Math.abs(count - 132)).toBeLessThan(40);
  });

  test("days outside the stretch take no part, and a stretch without sessions draws nothing", () => {
    expect(draw({ fromDate: "2027-10-14" })).toMatchObject({ drawn: [], strata: [], neededCount: 0, expectedHalfWidthFraction: null, reason: "no-sessions" });
    expect(ids(draw({ fromDate: "2027-10-13", toDate: "2027-10-13" }))).toEqual(ids(draw()));
  });

  test("a wish beyond all sessions draws all", () => {
    expect(draw({ halfWidthFraction: 0.001 })).toMatchObject({ neededCount: 43, expectedHalfWidthFraction: 0 });
    expect(draw({ minimumPerStratumCount: 0, halfWidthFraction: 0.49, plan: planOf(sessions.slice(0, 1)) })).toMatchObject({ neededCount: 1, drawn: [{ sessionId: "k0" }] });
  });

  test("each fault by code and path", () => {
    refuses(() => draw({ toDate: "2027-09-30" }), { code: "draw-audits.dates_swapped", path: ["toDate"] });
    refuses(() => draw({ participantSites: [...participantSites, { participantId: "ana", siteId: "pune" }] }), { code: "draw-audits.duplicate_site", path: ["participantSites", 2, "participantId"] });
    refuses(() => draw({ deliveries: [heldOf(sessionOf("x", "huddle", []), ["ana"])] }), { code: "delivery-rules.unknown_session", path: ["deliveries", 0, "sessionId"] });
  });

  const many = (count: number, coachOf: (index: number) => string) => planOf(Array.from({ length: count }, (_, index) => ledBy(coachOf(index), sessionOf(`s${String(index)}`, "huddle", ["ana"]))));

  test("more strata than one draw takes", () => {
    refuses(() => draw({ plan: many(AUDIT_SAMPLE_LIMITS.strata + 1, String) }), { code: "draw-audits.too_many_strata", path: ["plan", "sessions"], params: { count: 1001, limit: 1000 } });
  });

  test("more sessions, or audits, than one draw takes", () => {
    refuses(() => draw({ plan: many(10_300, () => "kim"), halfWidthFraction: 0.001 }), { code: "draw-audits.too_many_audits", path: ["halfWidthFraction"], params: { count: 10_191, limit: AUDIT_SAMPLE_LIMITS.audits } });
    refuses(() => draw({ plan: many(AUDIT_SAMPLE_LIMITS.sessions + 1, () => "kim") }), { code: "draw-audits.too_many_sessions", path: ["plan", "sessions"] });
  });

  test("the order of sessions, deliveries and sites does not matter", () => {
    const deliveries = sessions.map((session) => heldOf(session, ["ana"]));
    fc.assert(fc.property(fc.shuffledSubarray(sessions, { minLength: sessions.length }), fc.shuffledSubarray(deliveries, { minLength: deliveries.length }), fc.nat(), (shuffled, records, seed) => {
      expect(draw({ seed, plan: planOf(shuffled), deliveries: records, participantSites: participantSites.toReversed() })).toStrictEqual(draw({ seed, deliveries, participantSites }));
    }), { numRuns: 30 });
  });
});

describe("auditedContent", () => {
  const sample = draw();
  const audited = (contentCoveredFraction: (session: Session, index: number) => number) => sessions.map((session, index) => ({ ...heldOf(session, ["ana"]), contentCoveredFraction: contentCoveredFraction(session, index) }));
  const of = (coachId: string | null) => sample.drawn.flatMap(({ sessionId, stratumId }) => (sample.strata.find((one) => one.stratumId === stratumId)?.coachId === coachId ? [sessionId] : []));
  const drawnOnly = audited(({ coachId }, index) => (coachId === "kim" ? (index % 3 === 0 ? 1 : 0.8) : 0.6)).filter(({ sessionId }) => ids(sample).includes(sessionId ?? ""));
  const read = (change: Partial<AuditedContentInput> = {}) => auditedContent({ sample, deliveries: drawnOnly, confidenceLevel: 0.95, ...change });
  const valueOf = (id: string) => drawnOnly.find(({ sessionId }) => sessionId === id)?.contentCoveredFraction ?? NaN;

  test("weighs coaches by their sessions, and tells of one coach only from enough audits", () => {
    const expected = stratifiedMean({ areFractions: true, confidenceLevel: 0.95, strata: [{ stratumId: "stratum-1", populationCount: 4, values: of(null).map(valueOf) }, { stratumId: "stratum-2", populationCount: 30, values: of("kim").map(valueOf) }, { stratumId: "stratum-3", populationCount: 9, values: of("lee").map(valueOf) }] });
    const { contentFraction, coaches, ...counted } = read();
    expect(contentFraction).toStrictEqual(expected);
    expect(coaches.map(({ coachId, sessionCount, contentFraction: { estimate, n } }) => [coachId, sessionCount, estimate === null, n])).toEqual([[null, 4, true, 2], ["kim", 30, false, 9], ["lee", 9, true, 3]]);
    expect(coaches[2]?.contentFraction).toEqual({ estimate: null, reason: "too-few-observations", n: 3, needed: 5 });
    expect(counted).toEqual({ auditedCount: 14, openCount: 0, notHeldCount: 0, notDrawnCount: 0, warnings: [], assumptions: { minimumPerCoachCount: 5 } });
    expect(read({ minimumPerCoachCount: 3 }).coaches[2]?.contentFraction).toMatchObject({ estimate: expect.closeTo(0.6, 12), n: 3, warnings: ["no-variation"] });
  });

  test("good sessions that nobody drew change nothing, and are told", () => {
    const picked = audited(() => 1).filter(({ sessionId }) => !ids(sample).includes(sessionId ?? ""));
    const makeUp = { ...heldOf(sessionOf("x", "huddle", []), ["ana"]), sessionId: null, contentCoveredFraction: 1 };
    const more = read({ deliveries: [...drawnOnly, ...picked, makeUp] });
    expect(more).toEqual({ ...read(), notDrawnCount: 30, warnings: ["audited-not-drawn"] });
  });

  test("audits that are open, and sessions that were not held, are told", () => {
    const [first, second, third] = of("kim");
    const deliveries = drawnOnly.flatMap((one) => {
      if (one.sessionId === first) return [];
      if (one.sessionId === second) return [heldOf(sessions.find(({ id }) => id === second) as Session, ["ana"])];
      return one.sessionId === third ? [missedOf(sessions.find(({ id }) => id === third) as Session, "no-show")] : [one];
    });
    const answer = read({ deliveries });
    expect(answer).toMatchObject({ auditedCount: 11, openCount: 2, notHeldCount: 1, warnings: ["audits-open", "drawn-not-held"] });
    // one of Kim's nine was not held: of 30 about 26.67 were; 4 + 26.67 + 9
    expect(answer.contentFraction).toMatchObject({ n: 11, coveredCount: 40 });
  });

  test("a sample drawn before the sessions counts each coach by the sessions that took place", () => {
    // Kim holds every session at 1, Lee one in three at 0.5: of 30 and about 3
    const deliveries = sessions.map((session) => {
      const place = of("lee").indexOf(session.id);
      if (session.coachId === null || place > 0) return missedOf(session, "cancelled");
      return { ...heldOf(session, ["ana"]), contentCoveredFraction: session.coachId === "kim" ? 1 : 0.5 };
    });
    expect(read({ deliveries }).contentFraction).toMatchObject({ estimate: expect.closeTo((30 * 1 + 3 * 0.5) / 33, 12), coveredCount: 33, uncoveredCount: 2 });
  });

  test("without audits it cannot say", () => {
    expect(read({ deliveries: [] })).toMatchObject({ contentFraction: { estimate: null, reason: "too-few-observations", n: 0 }, openCount: 14 });
    expect(read({ sample: draw({ fromDate: "2027-10-14" }) })).toMatchObject({ contentFraction: { estimate: null }, coaches: [], notDrawnCount: 14 });
  });

  test("a sample that was changed is refused", () => {
    const one = sample.drawn[4] as AuditSample["drawn"][number];
    const strata = sample.strata.map((stratum) => (stratum.stratumId === one.stratumId ? { ...stratum, drawnCount: stratum.drawnCount - 1 } : stratum));
    refuses(() => read({ sample: { ...sample, strata } }), { code: "audited-content.other_count", path: ["sample", "strata", sample.strata.findIndex(({ stratumId }) => stratumId === one.stratumId), "drawnCount"] });
    refuses(() => read({ sample: { ...sample, drawn: sample.drawn.with(5, one) } }), { code: "audited-content.drawn_twice", path: ["sample", "drawn", 5, "sessionId"] });
    refuses(() => read({ sample: { ...sample, strata: [...sample.strata, { ...(sample.strata[0] as AuditSample["strata"][number]) }] } }), { code: "audited-content.drawn_twice", path: ["sample", "strata", 3, "stratumId"] });
    refuses(() => read({ sample: { ...sample, drawn: [...sample.drawn, { ...one, sessionId: "new", stratumId: "none" }] } }), { code: "audited-content.unknown_stratum", path: ["sample", "drawn", 14, "stratumId"] });
    refuses(() => read({ deliveries: [...drawnOnly, { ...(drawnOnly[0] as (typeof drawnOnly)[number]), id: "again" }] }), { code: "audited-content.duplicate_session", path: ["deliveries", 14, "sessionId"] });
    refuses(() => read({ deliveries: [...drawnOnly, { ...(drawnOnly[0] as (typeof drawnOnly)[number]), sessionId: null }] }), { code: "delivery-rules.duplicate_id", path: ["deliveries", 14, "id"] });
  });

  test("does not depend on the order of anything", () => {
    expect(read({ sample: { ...sample, drawn: sample.drawn.toReversed(), strata: sample.strata.toReversed() }, deliveries: drawnOnly.toReversed() })).toStrictEqual(read());
  });
});
