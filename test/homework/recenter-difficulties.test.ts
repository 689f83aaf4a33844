import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type HomeworkBank, type HomeworkItem, matchHomework, recenterDifficulties, type RecenteringRequest, successProbability } from "coachkit/homework";
import { bank, bankOf, faults, metaphors, nonVerbal, on, person, request, why } from "./leaders.js";

/** Difficulties of a bank, moved skill by skill. */
const moved = (from: HomeworkBank, by: Readonly<Record<string, number>>): HomeworkBank => ({ ...from, items: from.items.map((item) => ({ ...item, loads: item.loads.map((load) => ({ ...load, difficultyLogits: load.difficultyLogits + (by[load.skillId] ?? 0) })) })) });
const recentered = (changes: Partial<RecenteringRequest> = {}) => recenterDifficulties({ bank, reference: bank, abilities: [], ...changes });

describe("recenterDifficulties", () => {
  test("two items that moved by +.5 and −.1 drifted by .2 on average: all of the skill moves back by .2, people too", () => {
    const drifted = bankOf([why, { ...nonVerbal, loads: on("delivery", 0) }, { ...metaphors, loads: on("delivery", 0) }]); // −.5 → 0 and .1 → 0
    const { bank: after, abilities, shifts } = recentered({ bank: drifted, abilities: [person("p1", 1, 1)] });
    expect(shifts).toEqual([{ skillId: "delivery", shiftLogits: -0.2, itemCount: 2 }, { skillId: "vision", shiftLogits: 0, itemCount: 1 }]);
    expect(after.items.map(({ loads }) => loads[0]?.difficultyLogits)).toEqual([-1.8, -0.2, -0.2]);
    expect(abilities[0]?.skills.map(({ abilityLogits }) => abilityLogits)).toEqual([1, 0.8]);
    expect(after.items.map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  test("an item that the reference does not have moves along and does not count; mastery levels stand on the reference's scale and stay", () => {
    const added: HomeworkItem = { ...metaphors, id: "H4", loads: on("delivery", 3), prerequisites: [{ skillId: "delivery", masteryDifficultyLogits: 0 }, { skillId: "vision" }] };
    const { bank: after, shifts } = recentered({ bank: { ...bank, items: [...moved(bank, { delivery: 1 }).items, added] } });
    expect(shifts[0]).toEqual({ skillId: "delivery", shiftLogits: -1, itemCount: 2 });
    expect(after.items[3]?.loads[0]?.difficultyLogits).toBe(2);
    expect(after.items[3]?.prerequisites).toEqual(added.prerequisites);
  });

  test("a skill of weight 0 does not count, banks without a common item are left alone", () => {
    const idle: HomeworkItem = { ...why, loads: [...on("vision", 0), { skillId: "delivery", weight: 0, difficultyLogits: 9 }] };
    expect(recentered({ bank: bankOf([idle]), reference: bankOf([{ ...idle, loads: idle.loads.map((load) => ({ ...load, difficultyLogits: 0 })) }]) }).shifts).toEqual([{ skillId: "vision", shiftLogits: 0, itemCount: 1 }]);
    expect(recentered({ reference: bankOf([]) })).toEqual({ bank, abilities: [], shifts: [] });
    expect(recentered({ bank: bankOf([]), reference: bankOf([]) }).shifts).toEqual([]);
  });

  test("nothing leaves the scale", () => {
    const far = recentered({ bank: moved(bank, { delivery: -60 }), reference: moved(bank, { delivery: 60 }), abilities: [person("p1", 0, 90)] });
    expect(far.abilities[0]?.skills[1]?.abilityLogits).toBe(100);
  });

  test.each<[string, Partial<RecenteringRequest>, readonly string[]]>([
    ["a bank that is none", { bank: {} as never }, ["input.invalid_value /bank/kind"]],
    ["a reference with an item twice", { reference: bankOf([why, why]) }, ["homework-bank.duplicate_item /reference/items/1/id"]],
    ["an ability that is not finite", { abilities: [person("p1", Number.NaN, 0)] }, ["input.invalid_type /abilities/0/skills/0/abilityLogits"]],
  ])("%s is refused", (_, changes, expected) => { expect(faults(() => recentered(changes))).toEqual(expect.arrayContaining([...expected])); });

  const logits = fc.double({ min: -5, max: 5, noNaN: true });
  test("nobody's chance changes, the mean is the reference's again, and the order of items does not matter", () => fc.assert(fc.property(fc.tuple(logits, logits, logits), logits, logits, fc.constantFrom("compensatory" as const, "conjunctive" as const), ([one, two, three], vision, delivery, combine) => {
    const pair: HomeworkItem = { ...why, id: "pair", combine, loads: [{ skillId: "vision", weight: 2, difficultyLogits: one }, { skillId: "delivery", weight: 1, difficultyLogits: two }] };
    const drifted = bankOf([why, { ...metaphors, loads: on("delivery", three) }, pair]);
    const reference = bankOf([why, metaphors, { ...pair, loads: pair.loads.map((load) => ({ ...load, difficultyLogits: 0 })) }]);
    const ability = person("p1", vision, delivery);
    const after = recentered({ bank: drifted, reference, abilities: [ability] });
    drifted.items.forEach((item, index) => {
      const [now] = [after.bank.items[index] ?? item];
      expect(successProbability({ item: now, ability: after.abilities[0] ?? ability }).probability).toBeCloseTo(successProbability({ item, ability }).probability, 9);
    });
    const mean = (from: HomeworkBank, skillId: string) => { const all = from.items.flatMap(({ loads }) => loads.filter((load) => load.skillId === skillId)); return all.reduce((sum, load) => sum + load.difficultyLogits, 0) / all.length; };
    for (const skillId of ["vision", "delivery"]) expect(mean(after.bank, skillId)).toBeCloseTo(mean(reference, skillId), 9);
    expect(recentered({ bank: { ...drifted, items: [...drifted.items].reverse() }, reference, abilities: [ability] }).shifts).toEqual(after.shifts);
    expect(recentered({ bank: after.bank, reference }).shifts.every(({ shiftLogits }) => Math.abs(shiftLogits) < 1e-9)).toBe(true);
  })));

  test("drift and recentering, again and again, leave matching as it was: mastery levels did not drift", () => fc.assert(fc.property(logits, logits, logits, fc.array(logits, { minLength: 1, maxLength: 5 }), (vision, delivery, masteryDifficultyLogits, drifts) => {
    const reference = bankOf([why, nonVerbal, { ...metaphors, prerequisites: [{ skillId: "vision", masteryDifficultyLogits }] }]);
    const start = person("p1", vision, delivery);
    const answer = (from: HomeworkBank, ability: Ability) => {
      const { ranked, rejected } = matchHomework(request(ability, { bank: from }));
      return { ranked: ranked.map(({ itemId }) => itemId), rejected: rejected.map(({ itemId, codes }) => [itemId, codes]) };
    };
    let [now, ability]: [HomeworkBank, Ability] = [reference, start];
    for (const drift of drifts) {
      const drifted = { ...ability, skills: ability.skills.map((skill) => ({ ...skill, abilityLogits: skill.abilityLogits + drift })) };
      const after = recentered({ bank: moved(now, { vision: drift, delivery: drift }), reference, abilities: [drifted] });
      [now, ability] = [after.bank, after.abilities[0] ?? ability];
    }
    expect(now.items.map(({ prerequisites }) => prerequisites)).toEqual(reference.items.map(({ prerequisites }) => prerequisites));
    expect(answer(now, ability)).toEqual(answer(reference, start));
  })));
});
