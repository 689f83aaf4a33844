import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChainedRating, eloChains, eloRatings, type RatingChain } from "coachkit/psychometrics";
import { uniformDraws, variance } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const even = { scale: "logits", rating: 0, opponentRating: 0, score: 1, step: 0.4, opponentStep: 0 } as const;

describe("eloRatings", () => {
  test("between equals a win moves both by half a step", () => {
    expect(eloRatings({ ...even, opponentStep: 0.2 })).toEqual({ expectedScore: 0.5, rating: 0.2, opponentRating: -0.1 });
  });

  test.each([
    // points ahead  expected
    [0,              0.5],
    [400,            10 / 11],
    [-400,           1 / 11],
    [800,            100 / 101],
  ])("%d points ahead are worth %d", (rating, expected) => {
    expect(eloRatings({ ...even, scale: "points", rating }).expectedScore).toBeCloseTo(expected, 12);
  });

  test("an item that is kept does not move, not even to −0", () => {
    expect(Object.is(eloRatings(even).opponentRating, 0)).toBe(true);
  });

  test.each<[string, object, string, string]>([
    ["a score above 1", { score: 1.5 }, "input.too_big", "score"],
    ["a score below 0", { score: -0.1 }, "input.too_small", "score"],
    ["a rating that is no number", { rating: NaN }, "input.invalid_type", "rating"],
    ["an endless step", { step: Infinity }, "input.invalid_type", "step"],
    ["an unknown scale", { scale: "stars" }, "input.invalid_value", "scale"],
  ])("refuses %s", (_, part, code, key) => { refuses(() => eloRatings({ ...even, ...part }), { code, path: [key] }); });

  const rating = fc.double({ min: -3, max: 3, noNaN: true });
  test("with equal steps nothing is lost between the two sides", () => fc.assert(fc.property(rating, rating, fc.double({ min: 0, max: 1, noNaN: true }), (left, right, score) => {
    const after = eloRatings({ ...even, rating: left, opponentRating: right, score, opponentStep: even.step });
    expect(after.rating + after.opponentRating).toBeCloseTo(left + right, 12);
  })));
});

describe("eloChains", () => {
  const person: ChainedRating = { firstLogits: 1, secondLogits: 0 };
  const item: ChainedRating = { firstLogits: -1, secondLogits: 0 };

  test("the chain that did not choose learns, from its own ratings, and chooses next", () => {
    expect(eloChains({ person, item, chosenBy: "first", score: 1, step: 0.4, itemStep: 0.2 })).toEqual({ person: { firstLogits: 1, secondLogits: 0.2 }, item: { firstLogits: -1, secondLogits: -0.1 }, expectedScore: 0.5, chooseNextBy: "second" });
    expect(eloChains({ person, item, chosenBy: "second", score: 0.5, step: 0.4, itemStep: 0.2 })).toMatchObject({ person: { secondLogits: 0 }, item: { secondLogits: 0 }, chooseNextBy: "first" });
  });

  test("names every fault", () => {
    refuses(() => eloChains({ person, item: { firstLogits: NaN, secondLogits: 0 }, chosenBy: "third" as never, score: 2, step: -1, itemStep: 0 }),
      { code: "input.invalid_type", path: ["item", "firstLogits"] }, { code: "input.invalid_value", path: ["chosenBy"] }, { code: "input.too_big", path: ["score"] }, { code: "input.too_small", path: ["step"] });
  });

  // 40 people and 40 items of one true rating each; each person always gets the item whose rating is nearest to their own. The spread that grows is error alone.
  const spread = (isChained: boolean): number => {
    const count = 40;
    const chance = uniformDraws({ seed: 11, stream: ["coins"], count: count * 500 });
    const people: ChainedRating[] = Array.from({ length: count }, () => ({ firstLogits: 0, secondLogits: 0 }));
    const items = [...people];
    let chosenBy: RatingChain = "first";
    chance.forEach((draw, turn) => {
      const at = turn % count;
      const who = people[at] ?? even as never;
      const key = chosenBy === "first" ? "firstLogits" : "secondLogits";
      const start = Math.floor(draw * 1e6) % count;
      let chosen = start;
      for (let step = 0; step < count; step += 1) { const other = (start + step) % count; if (Math.abs((items[other]?.[key] ?? 0) - who[key]) < Math.abs((items[chosen]?.[key] ?? 0) - who[key])) chosen = other; }
      const score = draw < 0.5 ? 1 : 0;
      const thing = items[chosen] ?? even as never;
      if (isChained) {
        const after = eloChains({ person: who, item: thing, chosenBy, score, step: 0.3, itemStep: 0.3 });
        [people[at], items[chosen]] = [after.person, after.item];
        if (at === count - 1) chosenBy = after.chooseNextBy;
      } else {
        const after = eloRatings({ ...even, rating: who.firstLogits, opponentRating: thing.firstLogits, score, step: 0.3, opponentStep: 0.3 });
        [people[at], items[chosen]] = [{ firstLogits: after.rating, secondLogits: 0 }, { firstLogits: after.opponentRating, secondLogits: 0 }];
      }
    });
    return variance(people.map(({ firstLogits }) => firstLogits));
  };

  test("when items move and are chosen by their ratings, one chain spreads equals apart; two chains keep them together", () => {
    expect(spread(false)).toBeGreaterThan(2 * spread(true));
  });
});
