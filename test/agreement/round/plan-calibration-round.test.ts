import * as fc from "fast-check";
import { CALIBRATION_ROUND_LIMITS, type CalibrationRound, type CalibrationRoundRequest, planCalibrationRound } from "coachkit/agreement";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";

const raters = (count: number) => Array.from({ length: count }, (_, index) => ({ raterId: `r${String(index).padStart(3, "0")}` }));
const subjects = (count: number, goldCount = 0) => Array.from({ length: count }, (_, index) => ({ subjectId: `s${String(index).padStart(4, "0")}`, isGold: index < goldCount }));
const request: CalibrationRoundRequest = { raters: raters(5), subjects: subjects(20, 5), ratersPerSubject: 2, seed: 7 };
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);
/** The raters of each subject. */
const blocksOf = ({ assignments }: CalibrationRound): ReadonlyMap<string, readonly string[]> => {
  const blocks = new Map<string, string[]>();
  for (const { raterId, subjectIds } of assignments) for (const id of subjectIds) blocks.set(id, [...(blocks.get(id) ?? []), raterId]);
  return blocks;
};

/** How many parts of raters there are who have no subject in common, also by way of others. */
const partCount = (blocks: ReadonlyMap<string, readonly string[]>, { raters: all }: CalibrationRoundRequest): number => {
  let parts = all.map(({ raterId }) => new Set([raterId]));
  for (const block of blocks.values()) {
    const joined = parts.filter((part) => block.some((raterId) => part.has(raterId)));
    parts = [...parts.filter((part) => !joined.includes(part)), new Set(joined.flatMap((part) => [...part]))];
  }
  return parts.length;
};

describe("a calibration round", () => {
  test("of five raters and twenty clips by two lets every two meet on two clips, and gives everybody eight clips, two of them gold", () => {
    const round = planCalibrationRound(request);
    expect(round).toMatchObject({ balance: "balanced", method: "construction", pairs: { leastCount: 2, mostCount: 2, meanCount: 2 }, isConnected: true, connectedRaterIds: [["r000", "r001", "r002", "r003", "r004"]], unassigned: [], warnings: ["few-gold"] });
    expect(round.loads).toEqual(raters(5).map(({ raterId }) => ({ raterId, ratingCount: 8, goldCount: 2 })));
    expect([...blocksOf(round).values()].map((block) => new Set(block).size)).toEqual(Array.from({ length: 20 }, () => 2));
    // v (k − 1) / ((v − 1) k), that of balanced incomplete blocks
    expect(round.efficiencyFraction).toBeCloseTo(5 / 8, 12);
    expect(round.efficiencyBoundFraction).toBeCloseTo(5 / 8, 12);
    expect(round.assumptions).toEqual({ ratersPerGoldSubject: 2, ignoredConflictCount: 0, ignoredRatingCount: 0 });
  });

  test("in which nobody rates anything is not balanced", () => {
    expect(planCalibrationRound({ ...request, raters: raters(3), ratersPerSubject: 5 })).toMatchObject({ balance: null, pairs: { leastCount: 0, mostCount: 0, meanCount: 0 }, efficiencyFraction: null });
  });

  // a balanced design has the bound's precision, and rounding lifted some above it
  test("is never more precise than any design can be", () => {
    for (const [raterCount, subjectCount, ratersPerSubject] of [[5, 20, 2], [7, 7, 3], [9, 12, 3], [6, 10, 3], [8, 14, 4], [13, 13, 4], [6, 6, 5], [6, 15, 4]] as const) {
      const { efficiencyFraction, efficiencyBoundFraction } = planCalibrationRound({ raters: raters(raterCount), subjects: subjects(subjectCount), ratersPerSubject, seed: 1 });
      expect(efficiencyFraction).toBeLessThanOrEqual(efficiencyBoundFraction);
    }
  });

  // balanced incomplete blocks that the books list; pairs meet b k (k − 1) / (v (v − 1)) times
  test.each([
    [7, 7, 3, 1, "construction", "the Fano plane, from the difference set {0, 1, 3}"], [13, 13, 4, 1, "construction", "the projective plane of order 3"], [21, 21, 5, 1, "construction", "the projective plane of order 4"],
    [15, 35, 3, 1, "construction", "a Steiner triple system with a short cycle"], [5, 10, 3, 3, "construction", "all combinations"], [12, 44, 3, 2, "construction", "three cycles and two short ones"], [4, 3, 4, 3, "construction", "everybody rates everything"],
    [9, 12, 3, 1, "search", "the affine plane of order 3"], [6, 10, 3, 2, "search", "half of all combinations"], [16, 20, 4, 1, "search", "the affine plane of order 4"], [8, 14, 4, 3, "search", "a Hadamard design"],
  ])("of %i raters on %i subjects by %i each is balanced, pairs meet %i times, by %s: %s", (raterCount, subjectCount, ratersPerSubject, met, method) => {
    const round = planCalibrationRound({ raters: raters(raterCount), subjects: subjects(subjectCount), ratersPerSubject, seed: 3 });
    expect(round).toMatchObject({ balance: "balanced", method, pairs: { leastCount: met, mostCount: met }, isConnected: true, warnings: ["no-gold"] });
    expect(spread(round.loads.map(({ ratingCount }) => ratingCount))).toBe(0);
    expect(round.efficiencyFraction).toBeCloseTo((raterCount * (ratersPerSubject - 1)) / ((raterCount - 1) * ratersPerSubject), 9);
  });

  test("whose numbers allow no balance lets pairs differ by one", () => {
    expect(planCalibrationRound({ ...request, raters: raters(8), subjects: subjects(24, 8), ratersPerSubject: 3 })).toMatchObject({ balance: "regular", pairs: { leastCount: 2, mostCount: 3 } });
  });

  // 25 raters by five each on thirty subjects: the affine plane of order 5 exists, and neither turns nor a bounded search find it
  test("a search for a balance that it does not find ends, and the round says what it is", () => {
    const round = planCalibrationRound({ raters: raters(25), subjects: subjects(30), ratersPerSubject: 5, seed: 3 });
    expect(round).toMatchObject({ balance: "uneven", pairs: { leastCount: 0, mostCount: 2, meanCount: 1 }, isConnected: true, unassigned: [] });
    expect(spread(round.loads.map(({ ratingCount }) => ratingCount))).toBe(0);
    expect((round.efficiencyFraction ?? 0) / round.efficiencyBoundFraction).toBeGreaterThan(0.98);
  });

  test("of 200 raters and 2,000 clips with conflicts and strata is even in all, and no two meet twice", () => {
    const many = subjects(2000, 100).map((subject, index) => ({ ...subject, participantId: `p${String(index % 500)}`, stratumId: `t${String(index % 4)}` }));
    const conflicts = Array.from({ length: 500 }, (_, index) => ({ raterId: `r${String(index % 200).padStart(3, "0")}`, participantId: `p${String(index)}` }));
    const round = planCalibrationRound({ raters: raters(200), subjects: many, ratersPerSubject: 3, conflicts, seed: 1 });
    expect(round).toMatchObject({ balance: "regular", pairs: { leastCount: 0, mostCount: 1 }, isConnected: true, unassigned: [], warnings: ["few-gold"] });
    expect(new Set(round.loads.map(({ ratingCount, goldCount }) => ratingCount * 100 + goldCount))).toEqual(new Set([3001, 3002]));
    const blocks = blocksOf(round);
    expect(conflicts.some(({ raterId, participantId }) => many.some((subject) => subject.participantId === participantId && blocks.get(subject.subjectId)?.includes(raterId)))).toBe(false);
  });
});

describe("gold subjects", () => {
  test("can be rated by all, and are then a common measure", () => {
    const round = planCalibrationRound({ ...request, subjects: subjects(28, 8), ratersPerGoldSubject: 5 });
    expect(round.loads).toEqual(raters(5).map(({ raterId }) => ({ raterId, ratingCount: 16, goldCount: 8 })));
    expect(round).toMatchObject({ balance: "balanced", pairs: { leastCount: 10, mostCount: 10 }, warnings: [] });
  });

  // a rater who knows where gold stands rates it with care
  test("stand at every place of the order equally often, for each rater another", () => {
    const places = new Array<number>(8).fill(0);
    for (let seed = 0; seed < 300; seed += 1) {
      for (const { subjectIds } of planCalibrationRound({ ...request, seed }).assignments) subjectIds.forEach((id, place) => { if (id < "s0005") places[place] = (places[place] ?? 0) + 1; });
    }
    // of 3,000 gold ratings 375 at each place, standard deviation about 17
    for (const count of places) expect(Math.abs(count - 375)).toBeLessThan(70);
    const shared = planCalibrationRound({ ...request, ratersPerSubject: 5 }).assignments.map(({ subjectIds }) => subjectIds.join(" "));
    expect(new Set(shared).size).toBe(5);
  });

  test("are assigned before others where limits leave room for few", () => {
    const round = planCalibrationRound({ ...request, raters: raters(5).map((rater) => ({ ...rater, ratingLimit: 2 })) });
    expect(round.unassigned.map(({ subjectId }) => subjectId)).toEqual(subjects(20).slice(5).map(({ subjectId }) => subjectId));
    expect(round.unassigned[0]).toEqual({ subjectId: "s0005", reason: "limits-reached", neededCount: 2, allowedCount: 5 });
    expect(round.loads.every(({ ratingCount, goldCount }) => ratingCount === 2 && goldCount === 2)).toBe(true);
  });
});

describe("limits and conflicts", () => {
  test("a rater gets neither the own recordings, nor those of participants in conflict, nor what was rated before", () => {
    const seen = [{ subjectId: "a", participantId: "r000" }, { subjectId: "b", participantId: "p" }, { subjectId: "c" }];
    const round = planCalibrationRound({ raters: raters(3), subjects: seen, ratersPerSubject: 2, conflicts: [{ raterId: "r001", participantId: "p" }, { raterId: "gone", participantId: "p" }, { raterId: "r000", participantId: "q" }], alreadyRated: [{ raterId: "r002", subjectId: "c" }, { raterId: "r002", subjectId: "old" }], seed: 1 });
    expect(Object.fromEntries([...blocksOf(round)].map(([id, block]) => [id, block.join(" ")]))).toEqual({ a: "r001 r002", b: "r000 r002", c: "r000 r001" });
    expect(round.assumptions).toMatchObject({ ignoredConflictCount: 2, ignoredRatingCount: 1 });
  });

  test("a subject that too few may rate is left out with the reason, and so is one that needs more raters than there are", () => {
    const round = planCalibrationRound({ raters: raters(3), subjects: [{ subjectId: "a", participantId: "p" }, { subjectId: "b" }, { subjectId: "c", isGold: true }], ratersPerSubject: 2, ratersPerGoldSubject: 4, conflicts: [{ raterId: "r001", participantId: "p" }, { raterId: "r002", participantId: "p" }], seed: 1 });
    expect(round.unassigned).toEqual([{ subjectId: "a", reason: "conflicts", neededCount: 2, allowedCount: 1 }, { subjectId: "c", reason: "too-few-raters", neededCount: 4, allowedCount: 3 }]);
    expect(round).toMatchObject({ isConnected: false, efficiencyFraction: null, warnings: ["unassigned", "not-connected", "idle-raters", "few-gold"] });
    expect(planCalibrationRound({ ...request, raters: raters(2), ratersPerSubject: 3 })).toMatchObject({ pairs: { leastCount: 0, mostCount: 0, meanCount: 0 }, efficiencyFraction: null, efficiencyBoundFraction: 0 });
  });

  // by hand: s0 may only go to r0 and r1, and r0 has room for one: whoever gives r0's place away to s1 first has to take it back
  test("what was given away is handed on where another subject has nobody else", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const round = planCalibrationRound({ raters: [{ raterId: "a", ratingLimit: 1 }, { raterId: "b" }, { raterId: "c" }], subjects: [{ subjectId: "x" }, { subjectId: "y", participantId: "p" }], ratersPerSubject: 2, conflicts: [{ raterId: "c", participantId: "p" }], seed });
      expect(Object.fromEntries([...blocksOf(round)].map(([id, block]) => [id, block.join(" ")]))).toEqual({ x: "b c", y: "a b" });
    }
  });

  // by hand: the first two may rate everything, the others only ten of the forty
  test("loads are as even as conflicts let them be, but for one subject that connects all", () => {
    const some = subjects(40).map(({ subjectId }, index) => ({ subjectId, participantId: index < 10 ? "open" : "closed" }));
    const conflicts = ["r002", "r003"].map((raterId) => ({ raterId, participantId: "closed" }));
    const round = planCalibrationRound({ ...request, raters: raters(4), subjects: some, conflicts });
    expect(round.loads.map(({ ratingCount }) => ratingCount).toSorted()).toEqual([10, 30, 31, 9]);
    // 30, 30, 10, 10 would leave the last two alone with each other
    expect(round).toMatchObject({ isConnected: true, warnings: ["uneven-loads", "no-gold"] });
  });

  test("raters are connected wherever there are subjects enough, and where not the parts are named", () => {
    for (let seed = 0; seed < 30; seed += 1) expect(planCalibrationRound({ raters: raters(10), subjects: subjects(9), ratersPerSubject: 2, seed })).toMatchObject({ isConnected: true, balance: "regular" });
    const apart = planCalibrationRound({ raters: raters(4), subjects: subjects(2), ratersPerSubject: 2, seed: 2 });
    expect(apart.connectedRaterIds.map((part) => part.length)).toEqual([2, 2]);
    expect(apart).toMatchObject({ isConnected: false, efficiencyFraction: null, warnings: ["not-connected", "no-gold"] });
  });

  test("limits that no round can meet end the search for a way, and the round says so", () => {
    const tight = raters(500).map((rater) => ({ ...rater, ratingLimit: 3 }));
    const conflicts = raters(499).map(({ raterId }) => ({ raterId, participantId: "p" }));
    const round = planCalibrationRound({ raters: tight, subjects: subjects(10_000).map((subject, index) => (index % 2 === 0 ? { ...subject, participantId: `q${String(index)}` } : subject)), ratersPerSubject: 5, conflicts, alreadyRated: raters(400).flatMap(({ raterId }) => subjects(500).map(({ subjectId }) => ({ raterId, subjectId }))), seed: 1 });
    expect(round.loads.every(({ ratingCount }) => ratingCount <= 3)).toBe(true);
    expect(round.unassigned.length + [...blocksOf(round).keys()].length).toBe(10_000);
    expect(round.warnings).toEqual(expect.arrayContaining(["unassigned", "steps-spent"]));
  }, 60_000);
});

describe("calibration rounds refuse", () => {
  test("raters and subjects that stand twice", () => {
    expect(issuesOf(() => planCalibrationRound({ ...request, raters: [...raters(3), { raterId: "r001" }], subjects: [...subjects(2), { subjectId: "s0000" }] }))).toEqual(["calibration-round.duplicate_rater at /raters/3/raterId", "calibration-round.duplicate_subject at /subjects/2/subjectId"]);
  });
  test("more ratings than one round has, and not as many", () => {
    const large = { ...request, raters: raters(11), subjects: subjects(10_000) };
    expect(issuesOf(() => planCalibrationRound({ ...large, ratersPerSubject: 11 }))).toEqual(["calibration-round.too_many_ratings at /subjects"]);
    expect(planCalibrationRound({ ...large, ratersPerSubject: 10 }).unassigned).toEqual([]);
  });
  test("one rater, one rater a subject, and more than the limits", () => {
    expect(issuesOf(() => planCalibrationRound({ ...request, raters: raters(1) }))).toEqual(["input.too_small at /raters"]);
    expect(issuesOf(() => planCalibrationRound({ ...request, ratersPerSubject: 1 }))).toEqual(["input.too_small at /ratersPerSubject"]);
    expect(issuesOf(() => planCalibrationRound({ ...request, raters: raters(CALIBRATION_ROUND_LIMITS.raters + 1) }))).toEqual(["input.too_big at /raters"]);
    expect(issuesOf(() => planCalibrationRound({ ...request, subjects: subjects(CALIBRATION_ROUND_LIMITS.subjects + 1) }))).toEqual(["input.too_big at /subjects"]);
    const records = Array.from({ length: CALIBRATION_ROUND_LIMITS.records + 1 }, () => ({ raterId: "a", subjectId: "b" }));
    expect(issuesOf(() => planCalibrationRound({ ...request, alreadyRated: records }))).toEqual(["input.too_big at /alreadyRated"]);
  });
});

describe("laws of calibration rounds", () => {
  const asked = fc.record({
    raterCount: fc.integer({ min: 2, max: 9 }), subjectCount: fc.integer({ min: 1, max: 25 }), goldCount: fc.nat(6), ratersPerSubject: fc.integer({ min: 2, max: 4 }), seed: fc.integer(), strataCount: fc.integer({ min: 1, max: 3 }),
    conflicts: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 12 }), limits: fc.array(fc.option(fc.nat(12), { nil: undefined }), { minLength: 9, maxLength: 9 }),
  }).map(({ raterCount, subjectCount, goldCount, strataCount, conflicts, limits, ...rest }): CalibrationRoundRequest => ({
    ...rest,
    raters: raters(raterCount).map((rater, index) => ({ ...rater, ...(limits[index] === undefined ? {} : { ratingLimit: limits[index] }) })),
    subjects: subjects(subjectCount, goldCount).map((subject, index) => ({ ...subject, participantId: `p${String(index % 9)}`, stratumId: `t${String(index % strataCount)}` })),
    conflicts: conflicts.map(([rater, participant]) => ({ raterId: `r00${String(rater)}`, participantId: `p${String(participant)}` })),
  }));

  test("limits and conflicts hold, every subject has all its raters or none, and nobody has one twice", () => {
    fc.assert(fc.property(asked, (given) => {
      const round = planCalibrationRound(given);
      const blocks = blocksOf(round);
      const left = new Set(round.unassigned.map(({ subjectId }) => subjectId));
      for (const { subjectId, participantId } of given.subjects) {
        const block = blocks.get(subjectId) ?? [];
        expect([block.length, new Set(block).size]).toEqual(left.has(subjectId) ? [0, 0] : [given.ratersPerSubject, given.ratersPerSubject]);
        for (const raterId of block) expect(given.conflicts?.some((one) => one.raterId === raterId && one.participantId === participantId)).toBe(false);
      }
      for (const { raterId, ratingLimit = Infinity } of given.raters) expect(round.loads.find((load) => load.raterId === raterId)?.ratingCount).toBeLessThanOrEqual(ratingLimit);
      const loads = new Map(round.loads.map(({ raterId, ratingCount }) => [raterId, ratingCount]));
      // nobody could hand a subject to somebody with two fewer who may and can take it, but where that subject connects raters
      for (const { subjectId, participantId } of given.subjects) {
        const block = blocks.get(subjectId) ?? [];
        const others = given.raters.filter(({ raterId, ratingLimit = Infinity }) => !block.includes(raterId) && (loads.get(raterId) ?? 0) < ratingLimit && given.conflicts?.some((one) => one.raterId === raterId && one.participantId === participantId) === false);
        for (const raterId of block) {
          for (const other of others.filter((one) => (loads.get(one.raterId) ?? 0) + 2 <= (loads.get(raterId) ?? 0))) {
            const handed = new Map(blocks).set(subjectId, block.map((one) => (one === raterId ? other.raterId : one)));
            expect(partCount(handed, given)).toBeGreaterThan(partCount(blocks, given));
          }
        }
      }
      expect(round.pairs.meanCount).toBeCloseTo(([...blocks.values()].length * given.ratersPerSubject * (given.ratersPerSubject - 1)) / (given.raters.length * (given.raters.length - 1)), 9);
    }), { numRuns: 60 });
  }, 60_000);

  test("without limits and conflicts loads and gold differ by one at most", () => {
    fc.assert(fc.property(asked, ({ raters: given, conflicts: _, ...rest }) => {
      const round = planCalibrationRound({ ...rest, raters: given.map(({ raterId }) => ({ raterId })) });
      if (given.length < rest.ratersPerSubject) return;
      expect(spread(round.loads.map(({ ratingCount }) => ratingCount))).toBeLessThanOrEqual(1);
      expect(spread(round.loads.map(({ goldCount }) => goldCount))).toBeLessThanOrEqual(1);
      expect(round.unassigned).toEqual([]);
      expect(round.isConnected).toBe(rest.subjects.length * (rest.ratersPerSubject - 1) >= given.length - 1);
      expect(round.efficiencyFraction ?? 0).toBeLessThanOrEqual(round.efficiencyBoundFraction + 1e-9);
    }), { numRuns: 60 });
  }, 60_000);

  test("the order of the lists does not matter, and the seed does", () => {
    fc.assert(fc.property(asked, (given) => {
      const turned = { ...given, raters: given.raters.toReversed(), subjects: given.subjects.toReversed(), conflicts: given.conflicts?.toReversed() ?? [] };
      expect(planCalibrationRound(turned)).toEqual(planCalibrationRound(given));
    }), { numRuns: 20 });
    expect(planCalibrationRound({ ...request, seed: 8 }).assignments).not.toEqual(planCalibrationRound(request).assignments);
  }, 60_000);
});
