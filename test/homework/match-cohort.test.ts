import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COHORT_MATCH_LIMITS, type CohortMatchRequest, type CohortOrder, type HomeworkItem, type HomeworkSeeker, type ItemExposure, matchCohort, matchHomework, type ServedHomework } from "coachkit/homework";
import { bank, bankOf, charismatic, faults, newLeader, on, person, plainItem, speaker } from "./leaders.js";

const at = "2026-10-05T07:00:00Z";
const seeker = (participantId: string, vision: number, changes: Partial<HomeworkSeeker> = {}): HomeworkSeeker => ({ ability: person(participantId, vision, 0), purpose: "stretch", language: "en", availableMinutes: 30, history: [], ...changes });
const exposure = (participantCount: number, maximumFraction: number, items: readonly ItemExposure[] = []) => ({ participantCount, maximumFraction, items });
const fewest: CohortOrder = { kind: "fewest-candidates" };
const cohort = (members: readonly HomeworkSeeker[], changes: Partial<CohortMatchRequest> = {}): CohortMatchRequest => ({ bank, members, cohortExposure: exposure(Math.max(members.length, 1), 1), order: fewest, at, ...changes });
const given = (request: CohortMatchRequest) => matchCohort(request).members.map(({ participantId, itemId }) => [participantId, itemId]);
const ladder = (...difficulties: readonly number[]) => bankOf(difficulties.map((difficulty, index): HomeworkItem => ({ ...plainItem, id: `i${String(index)}`, loads: on("vision", difficulty) })));

describe("matchCohort", () => {
  test("three leaders, three lists: each gets what suits them, and the list says why", () => {
    const members = [newLeader, charismatic, speaker].map((ability): HomeworkSeeker => ({ ability, purpose: "stretch", language: "en", availableMinutes: 30, history: [] }));
    const { members: matched, exposures, assumptions } = matchCohort(cohort(members));
    expect(matched.map(({ participantId, itemId, turn }) => [participantId, itemId, turn])).toEqual([["charismatic", "H2", 2], ["new-leader", "H1", 1], ["speaker", "H2", 3]]);
    expect(exposures).toEqual([{ itemId: "H1", participantCount: 1 }, { itemId: "H2", participantCount: 2 }]);
    expect(assumptions).toEqual({ given: "first-ranked" });
    expect(matched[0]?.match.ranked[0]).toMatchObject({ itemId: "H2", bottleneckSkillId: "delivery" });
  });

  test("where not everyone can have an item, who has the fewest comes first: in the order of ids a would take the only one that suits b", () => {
    const request = cohort([seeker("a", 0.6), seeker("b", -0.4)], { bank: ladder(-0.4, 0.6), cohortExposure: exposure(2, 0.5) });
    const answers = (order: CohortOrder) => matchCohort({ ...request, order }).members.map(({ turn, itemId, match }) => [turn, itemId, match.reason]);
    expect(answers(fewest)).toEqual([[2, "i1", "in-band"], [1, "i0", "in-band"]]);
    const drawn = Array.from({ length: 20 }, (_, seed) => answers({ kind: "seeded", seed }));
    expect(drawn).toContainEqual([[1, "i0", "in-band"], [2, "i1", "nearest-outside-band"]]);
    expect(drawn).toContainEqual(answers(fewest));
  });

  test("what the cohort was given before counts, and what nobody may have goes to nobody", () => {
    const request = cohort([seeker("a", 0.6), seeker("b", 0.6), seeker("c", 0.6)], { bank: ladder(0, 0.1), cohortExposure: exposure(10, 0.3, [{ itemId: "i0", participantCount: 2 }, { itemId: "i1", participantCount: 2 }]) });
    expect(given(request)).toEqual([["a", "i0"], ["b", "i1"], ["c", null]]);
    const { members, exposures } = matchCohort(request);
    expect(members[2]?.match).toMatchObject({ reason: "no-candidate", causes: ["all-rejected"], rejected: [{ codes: ["exposure"], counterfactual: [{ missingPlaceCount: 1 }] }, { codes: ["exposure"] }] });
    expect(exposures).toEqual([{ itemId: "i0", participantCount: 3 }, { itemId: "i1", participantCount: 3 }]);
  });

  test("who had the item before is no further person", () => {
    const history: readonly ServedHomework[] = [{ itemId: "i0", servedAt: "2026-01-01T00:00:00Z", outcome: 0.5 }];
    expect(matchCohort(cohort([seeker("a", 0.6, { history })], { bank: ladder(0), cohortExposure: exposure(10, 0.1, [{ itemId: "i0", participantCount: 1 }]) }))).toMatchObject({ members: [{ itemId: "i0" }], exposures: [{ itemId: "i0", participantCount: 1 }] });
  });

  test("one outside the band is given too, marked so", () => {
    expect(matchCohort(cohort([seeker("a", -3)], { bank: ladder(0) }))).toMatchObject({ members: [{ itemId: "i0", match: { reason: "nearest-outside-band" } }], exposures: [{ itemId: "i0", participantCount: 1 }] });
  });

  test("a drawn order is another for another seed, and each comes first about as often", () => {
    const firsts = new Map<string, number>();
    const members = ["a", "b", "c", "d"].map((id) => seeker(id, 0.6));
    for (let seed = 0; seed < 400; seed += 1) {
      const first = matchCohort(cohort(members, { bank: ladder(0), order: { kind: "seeded", seed } })).members.find(({ turn }) => turn === 1)?.participantId ?? "";
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    expect([...firsts.keys()].sort()).toEqual(["a", "b", "c", "d"]);
    for (const count of firsts.values()) expect(Math.abs(count - 100)).toBeLessThan(40); // more than four standard deviations
  });

  test("nobody, and nothing", () => {
    expect(matchCohort(cohort([]))).toMatchObject({ members: [], exposures: [] });
    expect(matchCohort(cohort([seeker("a", 0)], { bank: bankOf([]) })).members).toMatchObject([{ itemId: null, match: { causes: ["empty-bank"] } }]);
  });
});

test.each<[string, Partial<CohortMatchRequest>, readonly string[]]>([
  ["a person twice", { members: [seeker("a", 0), seeker("b", 0), seeker("a", 1)], cohortExposure: exposure(3, 1) }, ["match-cohort.duplicate_participant /members/2/ability/participantId"]],
  ["more members than the cohort has", { cohortExposure: exposure(1, 1) }, ["match-cohort.more_members_than_cohort /cohortExposure/participantCount"]],
  ["a homework served in the future", { members: [seeker("a", 0), seeker("b", 0, { history: [{ itemId: "H1", servedAt: "2026-10-06T00:00:00Z" }] })] }, ["match-request.served_in_future /members/1/history/0/servedAt"]],
  ["a target for an unknown skill", { members: [seeker("a", 0, { contentBalance: { targets: [{ skillId: "singing", weight: 1 }] } })] }, ["match-request.unknown_skill /members/0/contentBalance/targets/0/skillId"]],
  ["a purpose without a band, by the member's place", { members: [seeker("a", 0), seeker("b", 0, { purpose: "warm-up" })] }, ["success-band.unknown_purpose /members/1/purpose"]],
  ["no order", { order: undefined as never }, ["input.invalid_type /order"]],
  ["an order that is not known", { order: { kind: "alphabet" } as never }, ["input.invalid_union /order/kind"]],
])("matchCohort refuses %s", (_, changes, expected) => { expect(faults(() => matchCohort(cohort([seeker("a", 0), seeker("b", 0)], changes)))).toEqual(expected); });

test("matchCohort refuses more people times items than it explains", () => {
  const items = Array.from({ length: 2000 }, (_, index) => ({ ...plainItem, id: `i${String(index)}` }));
  const members = Array.from({ length: COHORT_MATCH_LIMITS.judgments / 2000 + 1 }, (_, index) => seeker(`p${String(index)}`, 0));
  expect(faults(() => matchCohort(cohort(members, { bank: bankOf(items) })))).toEqual(["match-cohort.too_many /members"]);
});

describe("laws of the cohort", () => {
  const tenths = fc.integer({ min: -20, max: 20 }).map((value) => value / 10);
  const banks = fc.array(tenths, { minLength: 1, maxLength: 6 }).map((all) => ladder(...all));
  const histories = fc.array(fc.record({ item: fc.nat(5), outcome: fc.constantFrom(0.2, 0.8) }), { maxLength: 2 }).map((all) => all.map(({ item, outcome }): ServedHomework => ({ itemId: `i${String(item)}`, servedAt: "2026-08-01T00:00:00Z", outcome })));
  const cohorts = fc.array(fc.record({ vision: tenths, history: histories, purpose: fc.constantFrom("stretch", "practice") }), { minLength: 1, maxLength: 7 })
    .map((all) => all.map(({ vision, ...changes }, index) => seeker(`p${String(index)}`, vision, changes)));
  const orders = fc.oneof(fc.constant(fewest), fc.nat(1000).map((seed): CohortOrder => ({ kind: "seeded", seed })));
  const caps = fc.constantFrom(0, 0.2, 0.34, 0.5, 1);
  const requests = fc.record({ bank: banks, members: cohorts, order: orders, cap: caps }).map(({ cap, ...parts }) => cohort(parts.members, { ...parts, cohortExposure: exposure(parts.members.length, cap) }));

  test("the answer is that of matchHomework, one after another, with the exposure passed on", () => fc.assert(fc.property(requests, (request) => {
    const { members, exposures } = matchCohort(request);
    const counts = new Map<string, number>();
    for (const { participantId, match, itemId } of [...members].sort((left, right) => left.turn - right.turn)) {
      const one = request.members.find(({ ability }) => ability.participantId === participantId)!;
      const items = [...counts].map(([id, participantCount]) => ({ itemId: id, participantCount }));
      expect(match).toEqual(matchHomework({ ...one, bank: request.bank, at, cohortExposure: { ...request.cohortExposure, items } }));
      expect(itemId).toBe(match.ranked[0]?.itemId ?? null);
      if (itemId !== null && !one.history.some((served) => served.itemId === itemId)) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    }
    expect(exposures).toEqual([...counts].map(([id, participantCount]) => ({ itemId: id, participantCount })).sort((left, right) => (left.itemId < right.itemId ? -1 : 1)));
  }), { numRuns: 60 }));

  test("no item goes to more people than it may, and turns are counted without a gap", () => fc.assert(fc.property(requests, (request) => {
    const { members, exposures } = matchCohort(request);
    const most = Math.floor(request.cohortExposure.maximumFraction * request.members.length + 1e-9);
    for (const { participantCount } of exposures) expect(participantCount).toBeLessThanOrEqual(most);
    expect(members.map(({ turn }) => turn).sort((left, right) => left - right)).toEqual(members.map((_, index) => index + 1));
  }), { numRuns: 60 }));

  test("the order of members and items changes nothing", () => fc.assert(fc.property(requests, (request) => {
    expect(matchCohort({ ...request, members: [...request.members].reverse(), bank: { ...request.bank, items: [...request.bank.items].reverse() } })).toEqual(matchCohort(request));
  }), { numRuns: 40 }));

  test("with the fewest candidates first, turns follow the number of items in the band at the start", () => fc.assert(fc.property(requests, (request) => {
    const inBand = (one: HomeworkSeeker) => matchHomework({ ...one, bank: request.bank, at, cohortExposure: request.cohortExposure }).ranked.filter(({ outsideBand }) => !outsideBand).length;
    const counts = matchCohort({ ...request, order: fewest }).members.toSorted((left, right) => left.turn - right.turn).map(({ participantId }) => inBand(request.members.find(({ ability }) => ability.participantId === participantId)!));
    expect(counts).toEqual([...counts].sort((left, right) => left - right));
  }), { numRuns: 30 }));
});
