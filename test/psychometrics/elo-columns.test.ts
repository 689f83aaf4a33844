import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EloColumns, eloRatingColumns, eloRatings } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";

const columns: EloColumns = {
  personLogits: Float64Array.of(0, 1), itemLogits: Float64Array.of(0.5, -0.5), persons: Uint32Array.of(0, 1, 0), items: Uint32Array.of(1, 0, 1), scores: Float64Array.of(1, 0.25, 0), step: 0.4, itemStep: 0.1,
};

describe("eloRatingColumns", () => {
  test("no outcomes change nothing, and what is returned is a copy", () => {
    const none = { ...columns, persons: new Uint32Array(0), items: new Uint32Array(0), scores: new Float64Array(0) };
    const after = eloRatingColumns(none);
    expect(after).toEqual({ personLogits: columns.personLogits, itemLogits: columns.itemLogits });
    expect(after.personLogits).not.toBe(columns.personLogits);
  });

  test("answers what eloRatings answers one by one", () => fc.assert(fc.property(fc.array(fc.tuple(fc.nat(1), fc.nat(1), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 20 }), (outcomes) => {
    const [people, things] = [[...columns.personLogits], [...columns.itemLogits]];
    for (const [person, item, score] of outcomes) {
      const after = eloRatings({ scale: "logits", rating: people[person] ?? NaN, opponentRating: things[item] ?? NaN, score, step: 0.4, opponentStep: 0.1 });
      [people[person], things[item]] = [after.rating, after.opponentRating];
    }
    const after = eloRatingColumns({ ...columns, persons: Uint32Array.from(outcomes, ([person]) => person), items: Uint32Array.from(outcomes, ([, item]) => item), scores: Float64Array.from(outcomes, ([, , score]) => score) });
    expect([...after.personLogits]).toEqual(people);
    expect([...after.itemLogits]).toEqual(things);
  })));

  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a plain list", { scores: [1, 0, 1] }, "elo-columns.wrong_kind", ["scores"]],
    ["numbers for places", { persons: Float64Array.of(0, 1, 0) }, "elo-columns.wrong_kind", ["persons"]],
    ["too few items", { items: Uint32Array.of(0, 1) }, "elo-columns.wrong_length", ["items"]],
    ["a person who is not there", { persons: Uint32Array.of(0, 2, 0) }, "elo-columns.unknown_place", ["persons", 1]],
    ["an item that is not there", { items: Uint32Array.of(0, 1, 9) }, "elo-columns.unknown_place", ["items", 2]],
    ["a score above 1", { scores: Float64Array.of(0, 1, 1.5) }, "elo-columns.no_share", ["scores", 2]],
    ["a score that is no number", { scores: Float64Array.of(NaN, 1, 1) }, "elo-columns.no_share", ["scores", 0]],
    ["a rating that is no number", { itemLogits: Float64Array.of(0, NaN) }, "elo-columns.no_rating", ["itemLogits", 1]],
    ["an endless step", { step: Infinity }, "input.invalid_type", ["step"]],
    ["an unknown key", { kFactor: 1 }, "input.unrecognized_keys", ["kFactor"]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => eloRatingColumns({ ...columns, ...part } as never), { code, path }); });

  test("refuses nothing at all", () => { refuses(() => eloRatingColumns(null as never), { code: "input.invalid_type", path: [] }); });
});
