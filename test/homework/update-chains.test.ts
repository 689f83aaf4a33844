import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type ChainedAttempt, type HomeworkItem, updateChains } from "coachkit/homework";
import { eloChains, eloRatings } from "coachkit/psychometrics";
import { uniformDraws, variance } from "coachkit/statistics";
import { attemptAt, faults, on, person, plainItem, rated } from "./leaders.js";

const item = (difficultyLogits: number): HomeworkItem => ({ ...plainItem, id: "H1", loads: on("vision", difficultyLogits) });
const someone = (vision: number, delivery = 0): Ability => person("new-leader", vision, delivery, 1);
const first: ChainedAttempt = { abilities: { first: someone(0), second: someone(0.5) }, items: { first: item(0), second: item(0.5) }, attempt: rated(5), chosenBy: "first", itemStepLogits: 0.2 };
const vision = (ability: Ability) => ability.skills[0]?.abilityLogits;
const difficulty = (one: HomeworkItem) => one.loads.map(({ difficultyLogits }) => difficultyLogits);

describe("updateChains", () => {
  test("what the first chain chose the second learns: S = 1 where .5 was expected, ability up by 1 · .5, difficulty down by .2 · .5", () => {
    const { abilities, items, chooseNextBy, expectedOutcome, outcome, changes, reason, assumptions } = updateChains(first);
    expect(abilities.first).toEqual(first.abilities.first);
    expect(items.first).toEqual(first.items.first);
    expect(vision(abilities.second)).toBe(1);
    expect(abilities.second).toMatchObject({ countedAttemptIds: ["a1"], skills: [{ outcomeCount: 1 }, first.abilities.second.skills[1]] });
    expect(items.second).toEqual(item(0.4));
    expect([chooseNextBy, expectedOutcome, outcome, reason, changes.length]).toEqual(["second", 0.5, 1, null, 1]);
    expect(assumptions).toMatchObject({ itemDifficulties: "two-chains", step: { firstStepLogits: 1, decayPerOutcome: 0.05 } });
  });

  test("what the second chose the first learns", () => {
    const { abilities, items, chooseNextBy } = updateChains({ ...first, chosenBy: "second" });
    expect([vision(abilities.first), difficulty(items.first), chooseNextBy]).toEqual([0.5, [-0.1], "first"]);
    expect([abilities.second, items.second]).toEqual([first.abilities.second, first.items.second]);
  });

  test("several skills share the surprise by weight, on both sides; a skill of weight 0 stays", () => {
    const pair: HomeworkItem = { ...item(0), loads: [{ skillId: "vision", weight: 3, difficultyLogits: 0 }, { skillId: "delivery", weight: 1, difficultyLogits: 0 }, { skillId: "stories", weight: 0, difficultyLogits: 2 }] };
    const { abilities, items } = updateChains({ ...first, abilities: { first: someone(0), second: someone(0) }, items: { first: pair, second: pair }, step: { firstStepLogits: 0.4, decayPerOutcome: 0 } });
    expect(abilities.second.skills.map(({ abilityLogits }) => abilityLogits)).toEqual([0.4 * 0.75 * 0.5, 0.4 * 0.25 * 0.5]);
    difficulty(items.second).forEach((logits, index) => { expect(logits).toBeCloseTo([-0.075, -0.025, 2][index] ?? Number.NaN, 12); });
  });

  test("weak evidence moves both sides less", () => {
    const { abilities, items } = updateChains({ ...first, attempt: { ...attemptAt, selfReport: "too-easy" } });
    expect([vision(abilities.second), difficulty(items.second)]).toEqual([0.625, [0.475]]);
  });

  test("an attempt that says nothing moves nothing, and the turn is not lost", () => {
    const { abilities, items, chooseNextBy, reason, outcome } = updateChains({ ...first, attempt: { ...attemptAt, status: "not-done", reason: "no-time" } });
    expect({ abilities, items }).toEqual({ abilities: first.abilities, items: first.items });
    expect([chooseNextBy, reason, outcome]).toEqual(["first", "not-done", null]);
  });

  test("evidence of weight 0 says nothing either", () => {
    const evidenceWeights = { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0, notDoneTooHardWeight: 0 };
    const { abilities, items, chooseNextBy, reason } = updateChains({ ...first, attempt: { ...attemptAt, selfReport: "too-easy" }, evidenceWeights });
    expect({ abilities, items, chooseNextBy, reason }).toEqual({ abilities: first.abilities, items: first.items, chooseNextBy: "first", reason: "weightless" });
  });

  test.each<[string, Partial<ChainedAttempt>, readonly string[]]>([
    ["another item in each chain", { items: { first: { ...item(0), id: "H2" }, second: { ...item(0), id: "H3" } } }, ["update-chains.wrong_item /items/first/id", "update-chains.wrong_item /items/second/id"]],
    ["copies of other weights", { items: { first: item(0), second: { ...item(0), loads: on("delivery", 0) } } }, ["update-chains.other_loads /items/second/loads"]],
    ["abilities of two people", { abilities: { first: someone(0), second: person("speaker", 0, 0) } }, ["update-chains.other_person /abilities/second/participantId"]],
    ["an attempt of somebody else", { attempt: { ...attemptAt, participantId: "speaker" } }, ["update-ability.wrong_participant /attempt/participantId"]],
    ["an attempt that the other chain has counted", { abilities: { first: { ...someone(0), countedAttemptIds: ["a1"] }, second: someone(0) } }, ["update-ability.duplicate_attempt /attempt/id"]],
    ["a skill that the ability does not name", { abilities: { first: someone(0), second: { participantId: "new-leader", skills: [] } } }, ["success-probability.unknown_skill /item/loads/0/skillId"]],
    ["no step for items", { itemStepLogits: undefined as never }, ["input.invalid_type /itemStepLogits"]],
    ["a chain of its own", { chosenBy: "third" as never }, ["input.invalid_value /chosenBy"]],
  ])("%s is refused", (_, changes, expected) => { expect(faults(() => updateChains({ ...first, ...changes }))).toEqual(expected); });

  const logits = fc.double({ min: -5, max: 5, noNaN: true });
  test("of one skill it is eloChains", () => fc.assert(fc.property(logits, logits, logits, logits, fc.integer({ min: 1, max: 5 }), fc.constantFrom("first" as const, "second" as const), (one, other, easy, hard, rating, chosenBy) => {
    const ours = updateChains({ ...first, abilities: { first: someone(one), second: someone(other) }, items: { first: item(easy), second: item(hard) }, attempt: rated(rating), chosenBy, step: { firstStepLogits: 0.4, decayPerOutcome: 0 } });
    const theirs = eloChains({ person: { firstLogits: one, secondLogits: other }, item: { firstLogits: easy, secondLogits: hard }, chosenBy, score: (rating - 1) / 4, step: 0.4, itemStep: 0.2 });
    expect(vision(ours.abilities.first)).toBeCloseTo(theirs.person.firstLogits, 12);
    expect(vision(ours.abilities.second)).toBeCloseTo(theirs.person.secondLogits, 12);
    expect(difficulty(ours.items.first)[0]).toBeCloseTo(theirs.item.firstLogits, 12);
    expect(difficulty(ours.items.second)[0]).toBeCloseTo(theirs.item.secondLogits, 12);
    expect(ours.chooseNextBy).toBe(theirs.chooseNextBy);
  })));
});

describe("items chosen by the ratings that they move (seeded simulation: 60 people, 30 items, 200 outcomes each, chance of success aimed at .7)", () => {
  const [peopleCount, itemCount, rounds, step] = [60, 30, 200, 0.4];
  const chances = uniformDraws({ seed: 11, stream: ["chance"], count: peopleCount * rounds });
  const spread = (count: number, width: number) => Array.from({ length: count }, (_, index) => (width * (2 * index - count + 1)) / count);
  const truth = { people: spread(peopleCount, 1.7), items: spread(itemCount, 1.7) };
  const aim = Math.log(0.7 / 0.3);
  const nearest = (items: readonly number[], wanted: number) => items.reduce((best, logits, index) => (Math.abs(logits - wanted) < Math.abs((items[best] ?? Number.POSITIVE_INFINITY) - wanted) ? index : best), 0);
  const outcomeOf = (round: number, person: number, at: number) => ((chances[round * peopleCount + person] ?? 0) < 1 / (1 + Math.exp((truth.items[at] ?? 0) - (truth.people[person] ?? 0))) ? 1 : 0);

  function oneChain(itemStep: number) {
    const [people, items] = [truth.people.map(() => 0), itemStep === 0 ? [...truth.items] : truth.items.map(() => 0)];
    for (let round = 0; round < rounds; round += 1) {
      for (let person = 0; person < peopleCount; person += 1) {
        const at = nearest(items, (people[person] ?? 0) - aim);
        const after = eloRatings({ scale: "logits", rating: people[person] ?? 0, opponentRating: items[at] ?? 0, score: outcomeOf(round, person, at), step, opponentStep: itemStep });
        [people[person], items[at]] = [after.rating, after.opponentRating];
      }
    }
    return variance(people);
  }

  function twoChains() {
    const even = () => ({ firstLogits: 0, secondLogits: 0 });
    const [people, items] = [truth.people.map(even), truth.items.map(even)];
    const turns = truth.people.map((): "first" | "second" => "first");
    for (let round = 0; round < rounds; round += 1) {
      for (let person = 0; person < peopleCount; person += 1) {
        const [chosenBy, rated] = [turns[person] ?? "first", people[person] ?? even()];
        const key = `${chosenBy}Logits` as const;
        const at = nearest(items.map((one) => one[key]), rated[key] - aim);
        const after = eloChains({ person: rated, item: items[at] ?? even(), chosenBy, score: outcomeOf(round, person, at), step, itemStep: step });
        [people[person], items[at], turns[person]] = [after.person, after.item, after.chooseNextBy];
      }
    }
    return variance(people.map(({ firstLogits, secondLogits }) => (firstLogits + secondLogits) / 2));
  }

  test("with one chain the variance of ratings grows to several times the true one; with two chains, and with items fixed, it does not", () => {
    const real = variance(truth.people);
    expect(oneChain(step) / real).toBeGreaterThan(4);
    expect(twoChains() / real).toBeLessThan(1.3);
    expect(twoChains() / real).toBeGreaterThan(0.4);
    expect(oneChain(0) / real).toBeLessThan(1.6);
    expect(oneChain(0) / real).toBeGreaterThan(0.8);
  });
});
