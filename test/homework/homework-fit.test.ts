import { describe, expect, it } from "vitest";
import { type FittedItem, homeworkFitOf, usualSpreadOf } from "../../src/homework/homework-fit.js";

const range = { lowest: 0.7, highest: 1.3 };
/** An item done by as many people as there are squares, each with the same share of chance. */
const item = (squares: readonly number[], standardized: readonly number[]): FittedItem => ({
  outcomes: squares.map((_, index) => ({ participantId: `p${String(index)}`, abilityLogits: 0, standardErrorLogits: 0, outcome: 0, evidenceWeight: 1 })),
  fit: { squares, variances: squares.map(() => 0.25), standardized, evidence: squares.map(() => 1) },
});
const twenty = (value: number): readonly number[] => Array.from({ length: 20 }, (_, index) => value + (index % 2 === 0 ? 0.01 : -0.01));

describe("how outcomes spread", () => {
  it("is judged beside the item in the middle", () => {
    expect(usualSpreadOf([item([0.25], [1]), item([0.05], [0.2]), item([0.1], [0.3])])).toEqual({ infit: 0.4, outfit: 0.3 });
    expect(usualSpreadOf([])).toEqual({ infit: 1, outfit: 1 });
  });

  it.each([
    ["graded outcomes that spread like the middle", twenty(0.1), twenty(0.3), []],
    ["outfit as of all or nothing, where graded outcomes spread less", twenty(0.1), twenty(1), ["noisy"]],
    ["infit as of all or nothing, where graded outcomes spread less", twenty(0.25), twenty(0.3), ["noisy"]],
    ["outfit that hardly spreads", twenty(0.1), twenty(0.1), ["too-regular"]],
    ["infit that hardly spreads", twenty(0.03), twenty(0.3), ["too-regular"]],
  ])("sureness too is against what is usual: %s", (_, squares, standardized, misfits) => {
    expect(homeworkFitOf(item(squares, standardized), { infit: 0.4, outfit: 0.3 }, range).misfits).toEqual(misfits);
  });

  it("is no misfit while it may be chance", () => {
    // one person of five spreads, the others do not
    expect(homeworkFitOf(item([0.1, 0.1, 0.1, 0.1, 0.1], [3, 0.3, 0.3, 0.3, 0.3]), { infit: 0.4, outfit: 0.3 }, range)).toMatchObject({ fit: { relativeOutfit: 2.8 }, misfits: [] });
  });
});
