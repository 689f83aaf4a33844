import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOMEWORK_COLUMN_LIMITS, homeworkChoiceColumns, type HomeworkChoiceRequest, homeworkIndexColumns, matchHomework, type SuccessBand, successBand } from "coachkit/homework";
import { bankOf, faults, on, person, plainItem } from "./leaders.js";

const practice = successBand("practice");
const floats = (...values: readonly number[]) => Float64Array.from(values);
const indexOf = (difficulties: readonly number[], discriminations?: readonly number[]) => homeworkIndexColumns({ difficultyLogits: floats(...difficulties), ...(discriminations === undefined ? {} : { discriminations: floats(...discriminations) }) });
const chosen = (difficulties: readonly number[], abilities: readonly number[], capacities?: readonly number[]) => [...homeworkChoiceColumns({ index: indexOf(difficulties), abilityLogits: floats(...abilities), band: practice, ...(capacities === undefined ? {} : { capacities: Uint32Array.from(capacities) }) }).items];

describe("homeworkChoiceColumns", () => {
  // the target of practice is .8, so that an item 1.3863 below the ability is the best
  test.each<[string, readonly number[], readonly number[], readonly number[] | undefined, readonly number[]]>([
    ["the nearest on either side", [-1, -2, 0], [0.3, -0.7, 1.5, 9, -9], undefined, [0, 1, 2, 2, 1]],
    ["each its own, then the next nearest, then nothing", [-2, -1, 0], [0, 0, 0, 0], [1, 1, 1], [1, 0, 2, -1]],
    ["of equals the first", [-1, -2, -1, -1], [0, 0, 0, 0, 0], [1, 1, 1, 2], [0, 2, 3, 3, 1]],
    ["of equals the first that has a place", [-1, -1, -1], [0, 0, 0], [0, 1, 1], [1, 2, -1]],
    ["no item", [], [0, 1], [], [-1, -1]],
    ["no person", [0], [], [1], []],
    ["all within a hair", [0.1, 0.1 + 2e-16, 0.1 + 1e-12], [0.1, 5], [1, 1, 1], [0, 1]],
    ["far beyond either end", [-1, 0, 1, 1.5], [100, -100], undefined, [3, 0]],
    ["−0 is 0", [0, -0], [1, 1], [1, 1], [0, 1]],
  ])("%s", (_, difficulties, abilities, capacities, expected) => { expect(chosen(difficulties, abilities, capacities)).toEqual(expected); });

  test("two items equally far, one harder and one easier, are equal although they come out a hair apart: the first is given", () => {
    const band: SuccessBand = { lowerProbability: 0.4, targetProbability: 1 / (1 + Math.exp(-0.1)), upperProbability: 0.75 };
    for (const [difficulties, expected] of [[[-0.3, 0.1], 0], [[0.1, -0.3], 0]] as const) {
      expect([...homeworkChoiceColumns({ index: indexOf(difficulties), abilityLogits: floats(0), band }).items]).toEqual([expected]);
    }
  });

  test("whether the chance lies in the band is said; both ends belong to it", () => {
    const logit = (chance: number) => Math.log(chance / (1 - chance));
    const { isInBand } = homeworkChoiceColumns({ index: indexOf([0]), abilityLogits: floats(...[0.69, 0.7, 0.8, 0.9, 0.91].map(logit)), band: practice });
    expect([...isInBand]).toEqual([0, 1, 1, 1, 0]);
    const open = homeworkChoiceColumns({ index: indexOf([0]), abilityLogits: floats(-90, 90), band: { lowerProbability: 0, targetProbability: 0.5, upperProbability: 1 } });
    expect([...open.isInBand]).toEqual([1, 1]);
  });

  test("a sharper item must lie nearer to be as near: at a = 2 a difficulty of θ − 1.3863 ÷ 2", () => {
    const { items } = homeworkChoiceColumns({ index: indexOf([-1.4, -0.7, -1.4], [2, 2, 1]), abilityLogits: floats(0), band: practice, capacities: Uint32Array.of(1, 1, 1) });
    expect([...items]).toEqual([1]);
  });

  test("an item that hardly tells people apart is as near for everyone, and the first is given", () => {
    const { items, isInBand } = homeworkChoiceColumns({ index: indexOf([1, -1], [5e-324, 5e-324]), abilityLogits: floats(-100, 100), band: practice });
    expect([[...items], [...isInBand]]).toEqual([[0, 0], [0, 0]]);
  });

  test("the index is made once and used by many, and what is given stays as it is", () => {
    const index = indexOf([-1, -2]);
    const capacities = Uint32Array.of(1, 1);
    const run = () => [...homeworkChoiceColumns({ index, abilityLogits: floats(0, 0), band: practice, capacities }).items];
    expect([run(), run(), [...capacities]]).toEqual([[0, 1], [0, 1], [1, 1]]);
  });
});

describe("laws of the choice", () => {
  /** What a scan of all items for each person gives. */
  function scan({ difficulties, discriminations, abilities, capacities, band }: { readonly difficulties: readonly number[]; readonly discriminations: readonly number[]; readonly abilities: readonly number[]; readonly capacities: readonly number[] | undefined; readonly band: SuccessBand }) {
    const left = capacities === undefined ? difficulties.map(() => Infinity) : [...capacities];
    const target = Math.log(band.targetProbability / (1 - band.targetProbability));
    return abilities.map((ability) => {
      let [best, distance] = [-1, Infinity];
      difficulties.forEach((difficulty, item) => {
        const apart = Math.round(Math.abs(discriminations[item]! * (ability - difficulty) - target) * 1e9) / 1e9;
        if (left[item]! > 0 && apart < distance) [best, distance] = [item, apart];
      });
      if (best >= 0) left[best]! -= 1;
      return best;
    });
  }
  // few values, so that there are ties; and values a hair apart
  const places = fc.oneof(fc.integer({ min: -8, max: 8 }).map((quarter) => quarter / 4), fc.integer({ min: -30, max: 30 }).map((tenth) => tenth / 10), fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: -3, max: 3 }).map((steps) => 0.1 + steps * 2e-17 * 5 + steps * 1e-10));
  const cases = fc.record({
    items: fc.array(fc.record({ difficulty: places, discrimination: fc.constantFrom(0.5, 1, 1, 1, 2, 1.3), capacity: fc.integer({ min: 0, max: 3 }) }), { maxLength: 25 }),
    abilities: fc.array(places, { maxLength: 40 }), isRasch: fc.boolean(), isCapped: fc.boolean(),
    band: fc.constantFrom(practice, successBand("stretch"), successBand("consolidate"), { lowerProbability: 0.2, targetProbability: 0.5, upperProbability: 0.8 }),
  });

  test("the choices are those of a scan, ties, spent places and all", () => fc.assert(fc.property(cases, ({ items, abilities, isRasch, isCapped, band }) => {
    const difficulties = items.map(({ difficulty }) => difficulty);
    const discriminations = items.map(({ discrimination }) => (isRasch ? 1 : discrimination));
    const capacities = isCapped ? items.map(({ capacity }) => capacity) : undefined;
    const answer = homeworkChoiceColumns({ index: indexOf(difficulties, isRasch ? undefined : discriminations), abilityLogits: floats(...abilities), band, ...(capacities === undefined ? {} : { capacities: Uint32Array.from(capacities) }) });
    expect([...answer.items]).toEqual(scan({ difficulties, discriminations, abilities, capacities, band }));
  }), { numRuns: 500 }));

  test("3,200 people and 1,500 items with two places each: still those of a scan, for the last people too", () => {
    let state = 7;
    const below = (limit: number) => { state = (Math.imul(state, 1664525) + 1013904223) | 0; return Math.floor(((state >>> 0) / 2 ** 32) * limit); };
    const difficulties = Array.from({ length: 1500 }, () => below(400) / 100 - 2);
    const abilities = Array.from({ length: 3200 }, () => below(4000) / 1000 - 1);
    const capacities = difficulties.map(() => 2);
    expect(chosen(difficulties, abilities, capacities)).toEqual(scan({ difficulties, discriminations: difficulties.map(() => 1), abilities, capacities, band: practice }));
  });

  test("for one skill it is what matchHomework puts first, were the items in the order of ids", () => fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: -20, max: 20 }), fc.boolean(), (tenths, ability, isSharp) => {
    const items = tenths.map((tenth, index) => ({ ...plainItem, id: `i${String(index).padStart(2, "0")}`, loads: on("vision", tenth / 10), discrimination: isSharp && index % 2 === 1 ? 1.5 : 1 }));
    const { ranked } = matchHomework({ bank: bankOf(items), ability: person("p", ability / 10, 0), purpose: "practice", language: "en", availableMinutes: 30, history: [], at: "2026-10-05T07:00:00Z" });
    const { items: [first = -1], isInBand: [inBand] } = homeworkChoiceColumns({ index: indexOf(tenths.map((tenth) => tenth / 10), items.map(({ discrimination }) => discrimination)), abilityLogits: floats(ability / 10), band: practice });
    expect([items[first]?.id, inBand === 0]).toEqual([ranked[0]?.itemId, ranked[0]?.outsideBand]);
  })));
});

describe("what is no choice", () => {
  const good: HomeworkChoiceRequest = { index: indexOf([-1, 0, 0, 2], [1, 1, 1, 2]), abilityLogits: floats(0, 1), band: practice };
  const { index } = good;
  const broken = (changes: object) => ({ index: { ...index, ...changes } });
  test.each<[string, object, readonly string[]]>([
    ["a list of abilities", { abilityLogits: [0, 1] }, ["homework-index.wrong_kind /abilityLogits"]],
    ["an ability that is none", { abilityLogits: floats(0, NaN, 101) }, ["homework-choice.bad_ability /abilityLogits/1", "homework-choice.bad_ability /abilityLogits/2"]],
    ["too few places", { capacities: Uint32Array.of(1, 1, 1) }, ["homework-index.wrong_length /capacities"]],
    ["places that are floats", { capacities: floats(1, 1, 1, 1) }, ["homework-index.wrong_kind /capacities"]],
    ["a band out of order", { band: { lowerProbability: 0.9, targetProbability: 0.8, upperProbability: 0.7 } }, ["success-band.out_of_order /band/targetProbability"]],
    ["a key that is not known", { seed: 1 }, ["homework-index.unknown_key /seed"]],
    ["no index", { index: undefined }, ["homework-index.wrong_kind /index/listDiscriminations"]],
    ["an index of lists", broken({ items: [0, 1, 2, 3] }), ["homework-index.wrong_kind /index/items"]],
    ["an index that leads beyond its items", broken({ items: Uint32Array.of(0, 1, 2, 4) }), ["homework-choice.broken_index /index"]],
    ["an index with an empty group", broken({ firstItem: Uint32Array.of(0, 1, 1, 4) }), ["homework-choice.broken_index /index"]],
    ["an index that ends early", broken({ firstItem: Uint32Array.of(0, 1, 3, 3) }), ["homework-choice.broken_index /index"]],
    ["an index whose lists do not begin at 0", broken({ firstGroup: Uint32Array.of(1, 2, 3) }), ["homework-choice.broken_index /index"]],
    ["an index with too few lists", broken({ firstGroup: Uint32Array.of(0, 3) }), ["homework-choice.broken_index /index"]],
    ["an index of too many lists", broken({ listDiscriminations: new Float64Array(HOMEWORK_COLUMN_LIMITS.discriminations + 1) }), ["homework-index.too_many /index/listDiscriminations"]],
    ["too many people times items", { index: indexOf(Array.from({ length: 10_000 }, (_, at) => at / 1000)), abilityLogits: new Float64Array(HOMEWORK_COLUMN_LIMITS.pairs / 10_000 + 1) }, ["homework-index.too_many /abilityLogits"]],
    ["too many people", { abilityLogits: new Float64Array(HOMEWORK_COLUMN_LIMITS.people + 1) }, ["homework-index.too_many /abilityLogits"]],
  ])("homeworkChoiceColumns refuses %s", (_, changes, expected) => { expect(faults(() => homeworkChoiceColumns({ ...good, ...changes }))).toEqual(expected); });

  test("an index whose numbers are nonsense chooses nonsense, and ends", () => {
    for (const changes of [{ groupDifficultyLogits: floats(NaN, NaN, NaN) }, { groupDifficultyLogits: floats(3, -3, 1e308) }, { listDiscriminations: floats(NaN, 0) }, { listDiscriminations: floats(-1, Infinity) }]) {
      const { items } = homeworkChoiceColumns({ ...good, ...broken(changes), capacities: Uint32Array.of(1, 0, 1, 1) });
      for (const item of items) expect([-1, 0, 1, 2, 3]).toContain(item);
    }
  });

  test.each<[string, unknown, readonly string[]]>([
    ["nothing", undefined, ["homework-index.wrong_kind /difficultyLogits"]],
    ["a list", { difficultyLogits: [0] }, ["homework-index.wrong_kind /difficultyLogits"]],
    ["difficulties that are none", { difficultyLogits: floats(0, Infinity, -100, -100.1) }, ["homework-index.bad_difficulty /difficultyLogits/1", "homework-index.bad_difficulty /difficultyLogits/3"]],
    ["discriminations that are none", { difficultyLogits: floats(0, 0, 0, 0), discriminations: floats(0, 10, 10.1, NaN) }, [0, 2, 3].map((at) => `homework-index.bad_discrimination /discriminations/${String(at)}`)],
    ["discriminations that are 32 bits wide", { difficultyLogits: floats(0), discriminations: Float32Array.of(1) }, ["homework-index.wrong_kind /discriminations"]],
    ["too few discriminations", { difficultyLogits: floats(0, 0), discriminations: floats(1) }, ["homework-index.wrong_length /discriminations"]],
    ["too many items", { difficultyLogits: new Float64Array(HOMEWORK_COLUMN_LIMITS.items + 1) }, ["homework-index.too_many /difficultyLogits"]],
    ["a key that is not known", { difficultyLogits: floats(0), difficulties: [] }, ["homework-index.unknown_key /difficulties"]],
  ])("homeworkIndexColumns refuses %s", (_, columns, expected) => { expect(faults(() => homeworkIndexColumns(columns as never))).toEqual(expected); });

  test("homeworkIndexColumns refuses more distinct discriminations than are searched for each person", () => {
    const count = HOMEWORK_COLUMN_LIMITS.discriminations + 1;
    const columns = (length: number) => ({ difficultyLogits: new Float64Array(length), discriminations: Float64Array.from({ length }, (_, at) => (at + 1) / 1000) });
    expect(faults(() => homeworkIndexColumns(columns(count)))).toEqual(["homework-index.too_many /discriminations"]);
    expect(homeworkIndexColumns(columns(count - 1)).listDiscriminations.length).toBe(count - 1);
  });

  test("a hundred thousand items of a bad difficulty end in a thousand issues", () => {
    expect(faults(() => homeworkIndexColumns({ difficultyLogits: new Float64Array(HOMEWORK_COLUMN_LIMITS.items).fill(NaN) })).length).toBe(1000);
  });
});
