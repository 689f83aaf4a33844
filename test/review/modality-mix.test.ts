import { type FoundMix, type InfeasibleMix, MIX_LIMITS, type MixOption, type MixRequest, type MixSegment, modalityMix } from "coachkit/review";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { eur, mixRequest, smallRequest } from "./mix-cases.js";

const found = (request: MixRequest): FoundMix => modalityMix(request) as FoundMix;
const dosesOf = ({ doses }: FoundMix): readonly string[] => doses.filter(({ sessionCount }) => sessionCount > 0).map(({ segmentId, modality, sessionCount }) => `${segmentId} ${modality} ${String(sessionCount)}`);
const [leads] = smallRequest.segments as readonly [MixSegment];
const [oneToOne, peer] = smallRequest.options as readonly [MixOption, MixOption];

test("two one-to-ones and five peer sessions fill six hours of a participant, and 2,000 of 2,500 euros", () => {
  // 12 weeks of 30 minutes: 2 × 60 + 5 × 45 = 345 minutes. Value: 10 people × (10 + 8 + 3 + 2 + 1 + 1 + 1); a third one-to-one would need 3,000 euros.
  const mix = found(smallRequest);
  expect(mix).toMatchObject({ status: "optimal", value: 260, bound: 260, gap: 0, totalCost: eur("2000.00"), coachHours: 20 });
  expect(mix.doses).toEqual([
    { segmentId: "leads", modality: "one-to-one", sessionCount: 2, groupCount: null, totalCost: eur("2000.00"), coachHours: 20, value: 180 },
    { segmentId: "leads", modality: "peer", sessionCount: 5, groupCount: null, totalCost: eur("0.00"), coachHours: 0, value: 80 },
  ]);
  expect(mix.requirements).toEqual([
    { code: "budget", segmentId: null, limit: eur("2500.00"), used: eur("2000.00"), slack: eur("500.00"), isTight: true, step: eur("500.00"), valueGain: 50, isGainProven: true },
    { code: "coach-hours", segmentId: null, limit: 40, used: 20, slack: 20, isTight: false, step: 1, valueGain: 0, isGainProven: true },
    { code: "participant-minutes", segmentId: "leads", limit: 30, used: 28.75, slack: 1.25, isTight: true, step: 5, valueGain: 10, isGainProven: true },
  ]);
});

describe("three segments and five modalities", () => {
  test("the best mix within 20 coach hours", () => {
    // 15 minutes a week are 180 for an agent: 6 nudges of 5, 6 micros of 10, 2 peers of 45. Coaches: 2 groups of directors (4 h), 2 × 2 of new leads (8 h), 5 one-to-ones of 75 minutes: 18.25 h.
    const mix = found({ ...mixRequest, coachHours: 20 });
    expect(dosesOf(mix)).toEqual(["agents ai 6", "agents micro 6", "agents peer 2", "directors ai 6", "directors group 2", "directors micro 6", "directors one-to-one 1", "directors peer 3", "new-leads ai 6", "new-leads group 2", "new-leads micro 6", "new-leads peer 2"]);
    expect(mix).toMatchObject({ status: "optimal", value: 2882, coachHours: 18.25, totalCost: eur("4241.00") });
    expect(mix.requirements.map(({ code, segmentId, valueGain }) => [code, segmentId, valueGain])).toEqual([["budget", null, 0], ["coach-hours", null, 67], ["participant-minutes", "agents", 60], ["participant-minutes", "directors", 25], ["minimum-coached-sessions", "directors", 0], ["participant-minutes", "new-leads", 36], ["minimum-sessions", "new-leads", 0]]);
  });
  test("differs from the recommendations where it pays to, and says where", () => {
    const { deviations } = found({ ...mixRequest, coachHours: 20 });
    expect(deviations).toEqual([
      { segmentId: "directors", modality: "micro", code: "chosen-not-recommended" },
      { segmentId: "new-leads", modality: "one-to-one", code: "recommended-not-chosen" },
      { segmentId: "new-leads", modality: "micro", code: "chosen-not-recommended" },
      { segmentId: "agents", modality: "group", code: "recommended-not-chosen" },
    ]);
  });
  test("without money three coached sessions of directors cannot be had", () => {
    expect(modalityMix({ ...mixRequest, budget: eur("0.00") })).toMatchObject({ status: "infeasible", conflict: { isIrreducible: true, requirements: [
      { code: "budget", segmentId: null, limit: eur("0.00"), attainable: eur("600.00"), gives: eur("600.00") },
      { code: "minimum-coached-sessions", segmentId: "directors", limit: 3, attainable: 0, gives: 3 },
    ] } });
  });
});

describe("where a mix is easily wrong", () => {
  test("as few groups as hold everyone: 12 people in groups of up to 8 are two, and cost two", () => {
    const group: MixOption = { ...oneToOne, modality: "group", sessionCost: eur("1.00"), coachMinutes: 0, group: { minimumCount: 4, maximumCount: 8, sessionCost: eur("200.00"), coachMinutes: 90 }, maximumSessionCount: 1, benefits: [1] };
    expect(found({ ...smallRequest, segments: [{ ...leads, participantCount: 12 }], options: [group] }).doses).toMatchObject([{ groupCount: 2, totalCost: eur("412.00"), coachHours: 3, sessionCount: 1 }]);
  });
  test("a tenth and two tenths fill three tenths: no binary dust", () => {
    const options = [{ ...oneToOne, sessionCost: eur("0.10"), maximumSessionCount: 1, benefits: [0.1], coachMinutes: 6 }, { ...peer, sessionCost: eur("0.20"), maximumSessionCount: 1, benefits: [0.2], coachMinutes: 12 }];
    const mix = found({ ...smallRequest, segments: [{ ...leads, participantCount: 1 }], options, budget: eur("0.30"), coachHours: 0.3 });
    expect(mix).toMatchObject({ value: 0.3, totalCost: eur("0.30"), coachHours: 0.3 });
  });
  test("a currency without minor units is counted in whole ones", () => {
    const yen = (amount: string) => ({ amount, currency: "JPY" });
    const mix = found({ ...smallRequest, options: [{ ...oneToOne, sessionCost: yen("1000") }], budget: yen("25000"), steps: { ...smallRequest.steps, budget: yen("1") } });
    expect(mix.totalCost).toEqual(yen("20000"));
  });
  test("what costs nothing needs no budget", () => { expect(dosesOf(found({ ...smallRequest, budget: eur("0") }))).toEqual(["leads peer 6"]); });
  test("of two that are worth the same the cheaper one, then the one with fewer coach hours, then the first by id", () => {
    const one = (modality: string, cost: string, coachMinutes: number): MixOption => ({ ...peer, modality, sessionCost: eur(cost), coachMinutes, participantMinutes: 360, maximumSessionCount: 1, benefits: [3] });
    const chosen = (...options: readonly MixOption[]): readonly string[] => dosesOf(found({ ...smallRequest, options }));
    expect(chosen(one("group", "2.00", 1), one("peer", "1.00", 9))).toEqual(["leads peer 1"]);
    expect(chosen(one("group", "1.00", 9), one("peer", "1.00", 1))).toEqual(["leads peer 1"]);
    expect(chosen(one("peer", "1.00", 1), one("group", "1.00", 1))).toEqual(["leads group 1"]);
  });
  test("an AI alone, and a high-impact segment without a coach, are told", () => {
    const { deviations } = found({ ...smallRequest, options: [{ ...peer, modality: "ai" }] });
    expect(deviations.map(({ code, modality }) => [code, modality])).toEqual([["recommended-without-option", "one-to-one"], ["recommended-without-option", "group"], ["recommended-without-option", "peer"], ["ai-never-alone", "ai"], ["no-coach-for-high-impact", null]]);
  });
  test("a large frontline segment with one-to-ones is told, and a modality of the host's own has no rule", () => {
    const request: MixRequest = { ...smallRequest, segments: [{ ...leads, isFrontline: true, isHighImpact: false, isInTransition: false, participantCount: 51 }], modalities: [{ id: "walk", title: "Walk", minimumMinutes: 5, maximumMinutes: 90 }], options: [oneToOne, { ...peer, modality: "walk" }], budget: eur("9000.00"), coachHours: 100 };
    expect(found(request).deviations.map(({ code, modality }) => [code, modality])).toEqual([["chosen-against-advice", "one-to-one"], ["chosen-not-recommended", "one-to-one"], ["recommended-without-option", "group"], ["recommended-without-option", "micro"], ["recommended-without-option", "peer"], ["recommended-without-option", "ai"]]);
  });
  test("a depth that takes more minutes than there are names both, and what each would have to be", () => {
    const { conflict } = modalityMix({ ...smallRequest, segments: [{ ...leads, minimumSessionCount: 9, participantMinutesPerWeek: 30 }] }) as InfeasibleMix;
    // 6 peers and 3 one-to-ones take 450 minutes: 37.5 a week. In 360 minutes 8 peers would fit, but only 6 may be: 6 × 45 + 60 = 330 are 7 sessions.
    expect(conflict).toEqual({ isIrreducible: true, requirements: [
      { code: "participant-minutes", segmentId: "leads", limit: 30, attainable: 37.5, gives: 7.5 },
      { code: "minimum-sessions", segmentId: "leads", limit: 9, attainable: 7, gives: 2 },
    ] });
  });
});

/** Small mixes: two segments, two or three options each, whole euros. */
const small = fc.record({
  people: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })), weights: fc.tuple(fc.constantFrom(0.5, 1, 2), fc.constantFrom(1, 3)),
  minutes: fc.integer({ min: 10, max: 60 }), depths: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })),
  options: fc.array(fc.record({ cost: fc.integer({ min: 0, max: 9 }), coach: fc.constantFrom(0, 15, 30, 60), time: fc.constantFrom(15, 30, 60), most: fc.integer({ min: 1, max: 3 }), benefits: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }) }), { minLength: 4, maxLength: 5 }),
  budget: fc.integer({ min: 0, max: 90 }), hours: fc.integer({ min: 0, max: 16 }),
});
const modalities = ["one-to-one", "group", "micro"];
const requestOf = ({ people, weights, minutes, depths, options, budget, hours }: (typeof small extends fc.Arbitrary<infer T> ? T : never)): MixRequest => ({
  ...smallRequest, programWeeks: 4, budget: eur(String(budget)), coachHours: hours / 2,
  segments: [
    { ...leads, segmentId: "a", participantCount: people[0], priorityWeight: weights[0], participantMinutesPerWeek: minutes, minimumSessionCount: depths[0] },
    { ...leads, segmentId: "b", participantCount: people[1], priorityWeight: weights[1], participantMinutesPerWeek: minutes, minimumCoachedSessionCount: depths[1] },
  ],
  options: options.map(({ cost, coach, time, most, benefits }, index) => ({ ...oneToOne, segmentId: index % 2 === 0 ? "a" : "b", modality: modalities[index >> 1]!, sessionCost: eur(String(cost)), coachMinutes: coach, participantMinutes: time, maximumSessionCount: Math.max(most, index < 2 ? 3 : 1), benefits: benefits.toSorted((left, right) => right - left).slice(0, Math.max(most, index < 2 ? 3 : 1)) })),
});
/** Every mix, one after the other, by the words of the documentation. */
function plainValue({ segments, options, budget, coachHours, programWeeks }: MixRequest): number | null {
  let best: number | null = null;
  const of = (id: string): MixSegment => segments.find(({ segmentId }) => segmentId === id)!;
  const sum = (counts: readonly number[], each: (option: MixOption) => number): number => options.reduce((total, option, index) => total + counts[index]! * each(option), 0);
  const visit = (counts: readonly number[]): void => {
    const option = options[counts.length];
    if (option !== undefined) { for (let count = 0; count <= option.maximumSessionCount; count += 1) visit([...counts, count]); return; }
    const people = (one: MixOption): number => of(one.segmentId).participantCount;
    if (sum(counts, (one) => people(one) * Number(one.sessionCost.amount)) > Number(budget.amount) || sum(counts, (one) => people(one) * one.coachMinutes) > coachHours * 60) return;
    for (const { segmentId, participantMinutesPerWeek, minimumSessionCount = 0, minimumCoachedSessionCount = 0 } of segments) {
      const own = (one: MixOption): number => (one.segmentId === segmentId ? 1 : 0);
      if (sum(counts, (one) => own(one) * one.participantMinutes) > participantMinutesPerWeek * programWeeks || sum(counts, own) < minimumSessionCount || sum(counts, (one) => own(one) * (one.isCoached ? 1 : 0)) < minimumCoachedSessionCount) return;
    }
    const value = options.reduce((total, one, index) => total + of(one.segmentId).priorityWeight * people(one) * Array.from({ length: counts[index]! }, (_, at) => one.benefits[at] ?? one.benefits.at(-1)!).reduce((left, right) => left + right, 0), 0);
    if (best === null || value > best) best = value;
  };
  visit([]);
  return best;
}

describe("laws", () => {
  test.each([1, 2, 3, 4])("agrees with trying every mix, draw %i of four", (seed) => {
    const told = new Set<string>();
    fc.assert(fc.property(small, (drawn) => {
      const request = requestOf(drawn);
      const mix = modalityMix(request);
      told.add(mix.status);
      const plain = plainValue(request);
      if (plain === null) expect(mix.status).toBe("infeasible");
      else expect(mix).toMatchObject({ status: "optimal", value: plain, bound: plain, gap: 0 });
    }), { numRuns: 60, seed });
    expect([...told].sort()).toEqual(["infeasible", "optimal"]);
  });
  test("a step more of money or hours brings what it says, and never less than nothing", () => {
    fc.assert(fc.property(small, (drawn) => {
      const request = requestOf(drawn);
      const mix = modalityMix(request);
      if (mix.status === "infeasible" || mix.status === "undecided") return;
      const [budget, hours] = mix.requirements;
      expect(found({ ...request, budget: eur(String(drawn.budget + 500)) }).value - mix.value).toBeCloseTo(budget!.valueGain, 9);
      expect(found({ ...request, coachHours: drawn.hours / 2 + 1 }).value - mix.value).toBeCloseTo(hours!.valueGain, 9);
      expect(mix.requirements.every(({ valueGain }) => valueGain >= 0)).toBe(true);
    }), { numRuns: 60 });
  });
  test("a step more of one segment's minutes, or a session less of a depth, brings what it says", () => {
    let gains = 0;
    fc.assert(fc.property(small, fc.constantFrom(0, 1), (drawn, at) => {
      const request = requestOf(drawn);
      const mix = modalityMix(request);
      if (mix.status === "infeasible" || mix.status === "undecided") return;
      const gainOf = (own: (segment: MixSegment) => MixSegment): number => found({ ...request, segments: request.segments.map((segment, index) => (index === at ? own(segment) : segment)) }).value - mix.value;
      const told = (...codes: readonly string[]): number => mix.requirements.find(({ code, segmentId }) => codes.includes(code) && segmentId === ["a", "b"][at])!.valueGain;
      expect(gainOf((segment) => ({ ...segment, participantMinutesPerWeek: segment.participantMinutesPerWeek + 5 }))).toBeCloseTo(told("participant-minutes"), 9);
      const gain = gainOf(({ minimumSessionCount = 0, minimumCoachedSessionCount = 0, ...segment }) => ({ ...segment, ...(minimumSessionCount > 1 ? { minimumSessionCount: minimumSessionCount - 1 } : {}), ...(minimumCoachedSessionCount > 1 ? { minimumCoachedSessionCount: minimumCoachedSessionCount - 1 } : {}) }));
      expect(gain).toBeCloseTo(told("minimum-sessions", "minimum-coached-sessions"), 9);
      gains += gain > 0 ? 1 : 0;
    }), { numRuns: 120 });
    expect(gains).toBeGreaterThan(0);
  });
  test("each requirement of a conflict, loosened by what it says, ends it, and the others alone can be met", () => {
    fc.assert(fc.property(small, (drawn) => {
      const request = requestOf(drawn);
      const mix = modalityMix(request);
      if (mix.status !== "infeasible") return;
      expect(mix.conflict.isIrreducible).toBe(true);
      const names = new Set(mix.conflict.requirements.map(({ code, segmentId }) => `${code} ${String(segmentId)}`));
      const has = (code: string, segmentId: string | null): boolean => names.has(`${code} ${String(segmentId)}`);
      const alone = (given: MixRequest): MixRequest => ({
        ...given, budget: has("budget", null) ? given.budget : eur("99999"), coachHours: has("coach-hours", null) ? given.coachHours : 9999,
        segments: given.segments.map(({ minimumSessionCount, minimumCoachedSessionCount, ...own }) => ({
          ...own, participantMinutesPerWeek: has("participant-minutes", own.segmentId) ? own.participantMinutesPerWeek : 9999,
          ...(minimumSessionCount !== undefined && has("minimum-sessions", own.segmentId) ? { minimumSessionCount } : {}), ...(minimumCoachedSessionCount !== undefined && has("minimum-coached-sessions", own.segmentId) ? { minimumCoachedSessionCount } : {}),
        })),
      });
      expect(modalityMix(alone(request)).status).toBe("infeasible");
      for (const { code, segmentId, attainable } of mix.conflict.requirements) {
        const changed: MixRequest = code === "budget" ? { ...request, budget: attainable as MixRequest["budget"] } : code === "coach-hours" ? { ...request, coachHours: attainable as number } : {
          ...request, segments: request.segments.map(({ minimumSessionCount, minimumCoachedSessionCount, ...own }) => {
            const is = (one: string): boolean => one === code && own.segmentId === segmentId;
            const least = (one: string, value: number | undefined): number => (is(one) ? attainable as number : value ?? 0);
            const [sessions, coached] = [least("minimum-sessions", minimumSessionCount), least("minimum-coached-sessions", minimumCoachedSessionCount)];
            return { ...own, ...(is("participant-minutes") ? { participantMinutesPerWeek: attainable as number } : {}), ...(sessions > 0 ? { minimumSessionCount: sessions } : {}), ...(coached > 0 ? { minimumCoachedSessionCount: coached } : {}) };
          }),
        };
        expect(modalityMix(alone(changed)).status).toBe("optimal");
      }
    }), { numRuns: 60 });
  });
  test("the order of segments and options does not matter", () => {
    const reversed: MixRequest = { ...mixRequest, coachHours: 20, segments: mixRequest.segments.toReversed(), options: mixRequest.options.toReversed() };
    expect(modalityMix(reversed)).toEqual(modalityMix({ ...mixRequest, coachHours: 20 }));
  });
  test("with little work allowed no more is said to be proven than is", () => {
    const whole = modalityMix(mixRequest);
    const hasty = modalityMix({ ...mixRequest, workLimit: 1 });
    if (!("value" in whole) || !("value" in hasty)) throw new Error("there is a mix");
    expect(hasty.value).toBeLessThanOrEqual(whole.value);
    expect(hasty.bound).toBeGreaterThanOrEqual(whole.value);
    expect(hasty.requirements.filter(({ isGainProven }) => isGainProven).length).toBeLessThan(whole.requirements.filter(({ isGainProven }) => isGainProven).length);
  });
  test("with few states the mix keeps to everything, and its bound holds", () => {
    const told = new Set<string>();
    fc.assert(fc.property(small, (drawn) => {
      const mix = modalityMix({ ...requestOf(drawn), stateLimit: 1 });
      told.add(mix.status);
      if (mix.status === "infeasible" || mix.status === "undecided") return;
      const plain = plainValue(requestOf(drawn))!;
      expect(mix.value).toBeLessThanOrEqual(plain);
      expect(mix.bound).toBeGreaterThanOrEqual(plain);
      expect(mix.gap).toBeCloseTo(mix.bound - mix.value, 9);
    }), { numRuns: 60 });
    expect(told).toContain("not-proven");
  });
});

describe("what cannot be answered is refused", () => {
  const option = (given: Partial<MixOption>): MixRequest => ({ ...smallRequest, options: [{ ...oneToOne, ...given }, peer] });
  const segment = (given: Partial<MixSegment>): MixRequest => ({ ...smallRequest, segments: [{ ...leads, ...given }] });
  const group = { minimumCount: 4, maximumCount: 8, sessionCost: eur("1"), coachMinutes: 1 };
  const cases: readonly (readonly [string, MixRequest, string, readonly (string | number)[]])[] = [
    ["a segment twice", { ...smallRequest, segments: [leads, leads] }, "segment-need.duplicate_segment", ["segments", 1, "segmentId"]],
    ["an unknown segment", { ...smallRequest, options: [oneToOne, { ...peer, segmentId: "x" }] }, "mix-request.unknown_segment", ["options", 1, "segmentId"]],
    ["an unknown modality", option({ modality: "x" }), "mix-request.unknown_modality", ["options", 0, "modality"]],
    ["a built-in modality of one's own", { ...smallRequest, modalities: [{ id: "peer", title: "Peer", minimumMinutes: 1, maximumMinutes: 2 }] }, "mix-request.duplicate_modality", ["modalities", 0, "id"]],
    ["an option twice", { ...smallRequest, options: [peer, peer] }, "mix-request.duplicate_option", ["options", 1]],
    ["a segment without a modality", { ...smallRequest, segments: [leads, { ...leads, segmentId: "b" }] }, "mix-request.no_option", ["segments", 1]],
    ["two currencies", option({ sessionCost: { amount: "1", currency: "USD" } }), "mix-request.mixed_currencies", ["options", 0, "sessionCost", "currency"]],
    ["a group in another currency", option({ group: { ...group, sessionCost: { amount: "1", currency: "USD" } } }), "mix-request.mixed_currencies", ["options", 0, "group", "sessionCost", "currency"]],
    ["a step in another currency", { ...smallRequest, steps: { ...smallRequest.steps, budget: { amount: "1", currency: "USD" } } }, "mix-request.mixed_currencies", ["steps", "budget", "currency"]],
    ["a step of nothing", { ...smallRequest, steps: { ...smallRequest.steps, budget: eur("0.00") } }, "mix-request.no_step", ["steps", "budget", "amount"]],
    ["a budget below zero", { ...smallRequest, budget: eur("-0.01") }, "mix-request.negative_budget", ["budget", "amount"]],
    ["a cost below zero", option({ sessionCost: eur("-1") }), "mix-option.negative_cost", ["options", 0, "sessionCost", "amount"]],
    ["a cost of a group below zero", option({ group: { ...group, sessionCost: eur("-1") } }), "mix-option.negative_cost", ["options", 0, "group", "sessionCost", "amount"]],
    ["group sizes swapped", option({ group: { ...group, minimumCount: 9 } }), "mix-option.bounds_swapped", ["options", 0, "group", "minimumCount"]],
    ["ten people in groups of seven to nine", option({ group: { ...group, minimumCount: 7, maximumCount: 9 } }), "mix-request.no_groups", ["options", 0, "group"]],
    ["sums instead of what each session adds", option({ benefits: [10, 18] }), "mix-option.rising_benefits", ["options", 0, "benefits", 1]],
    ["more benefits than sessions", option({ maximumSessionCount: 1 }), "mix-option.too_many_benefits", ["options", 0, "benefits"]],
    ["a depth above the maximum", segment({ minimumSessionCount: 13 }), "mix-request.depth_beyond_maximum", ["segments", 0, "minimumSessionCount"]],
    ["a coached depth above the maximum of coached ones", segment({ minimumCoachedSessionCount: 7 }), "mix-request.depth_beyond_maximum", ["segments", 0, "minimumCoachedSessionCount"]],
    ["more sessions than all options have", { ...smallRequest, modalities: Array.from({ length: 21 }, (_, id) => ({ id: `m${String(id)}`, title: "M", minimumMinutes: 1, maximumMinutes: 2 })), options: Array.from({ length: 21 }, (_, id) => ({ ...peer, modality: `m${String(id)}`, maximumSessionCount: 100 })) }, "mix-request.too_many_sessions", ["options"]],
    ["money beyond what is added exactly", option({ sessionCost: eur("999999999999.00") }), "mix-problem.too_large", ["options"]],
    ["benefits beyond what is added exactly", { ...smallRequest, segments: [{ ...leads, participantCount: 999_983 }, { ...leads, segmentId: "b", participantCount: 999_979 }], options: [{ ...peer, benefits: [999_999.999999, 0.000001] }, { ...peer, segmentId: "b" }] }, "mix-problem.too_large", ["options"]],
    ["no number", option({ participantMinutes: Number.NaN }), "input.invalid_type", ["options", 0, "participantMinutes"]],
    ["no finite number", { ...smallRequest, coachHours: Infinity }, "input.invalid_type", ["coachHours"]],
    ["a benefit of seven digits after the point", option({ benefits: [0.1234567] }), "input.invalid_format", ["options", 0, "benefits", 0]],
    ["a weight of zero", segment({ priorityWeight: 0 }), "input.too_small", ["segments", 0, "priorityWeight"]],
    ["more segments than one mix has", { ...smallRequest, segments: Array.from({ length: MIX_LIMITS.segments + 1 }, (_, id) => ({ ...leads, segmentId: String(id) })) }, "input.too_big", ["segments"]],
    ["more options than one mix has", { ...smallRequest, options: Array.from({ length: MIX_LIMITS.options + 1 }, () => peer) }, "input.too_big", ["options"]],
    ["more people than one segment has", segment({ participantCount: MIX_LIMITS.participants + 1 }), "input.too_big", ["segments", 0, "participantCount"]],
    ["more sessions than one option has", option({ maximumSessionCount: MIX_LIMITS.sessions + 1 }), "input.too_big", ["options", 0, "maximumSessionCount"]],
    ["more weeks than a program has", { ...smallRequest, programWeeks: MIX_LIMITS.weeks + 1 }, "input.too_big", ["programWeeks"]],
  ];
  test.each(cases)("%s", (_, request, code, path) => {
    let issues: readonly { readonly code: string; readonly path: readonly (string | number)[] }[] = [];
    try { modalityMix(request); } catch (error) { issues = (error as { readonly issues: typeof issues }).issues; }
    expect(issues).toContainEqual(expect.objectContaining({ code, path }));
  });
  test("no segments and no options", () => {
    refuses(() => modalityMix({ ...smallRequest, segments: [], options: [] }), { code: "input.too_small", path: ["segments"] }, { code: "input.too_small", path: ["options"] });
  });
});
