import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type SweetSpotDocument, sweetSpotPage, usualGainLogits } from "../../scripts/sweet-spot-document.js";
import { simulateSweetSpot, type SweetSpotPolicy } from "../../scripts/sweet-spot.js";

const of = (policy: SweetSpotPolicy, personCount = 20) => simulateSweetSpot({ policy, learning: "constant", gainLogits: usualGainLogits, personCount, seed: 5 });
/** Weeks from the third on whose mean success lies in the band of practice. */
const weeksInBand = (means: readonly number[]) => means.slice(2).filter((mean) => mean >= 0.7 && mean <= 0.9).length;
const weeklySuccess = ({ weeks }: ReturnType<typeof of>) => weeks.map(({ success }) => success.estimate ?? NaN);

describe("a simulation: twenty people who improve over twelve weeks", () => {
  test("the sweet spot keeps success in its band from the third week on, and most homeworks are truly in it", () => {
    const outcome = of("sweet-spot");
    expect(weeksInBand(weeklySuccess(outcome))).toBe(10);
    expect(outcome.inBand.estimate).toBeGreaterThan(0.6);
  });
  test("random choice is too hard all the time, and one homework in three at most suits", () => {
    const outcome = of("random");
    expect(weeksInBand(weeklySuccess(outcome))).toBe(0);
    expect(outcome.inBand.estimate).toBeLessThan(1 / 3);
  });
  test("a fixed order passes through the band: too easy at first, far too hard in the end", () => {
    const outcome = of("fixed-order");
    const weeks = weeklySuccess(outcome);
    expect(weeksInBand(weeks)).toBeLessThan(4);
    expect(weeks[0]).toBeGreaterThan(0.9);
    expect(weeks[11]).toBeLessThan(0.2);
    expect(outcome.inBand.estimate).toBeLessThan(1 / 3);
  });
  test("with a constant gain everyone grows by 24 gains over three skills, whatever the policy: growth is the assumption, not a finding", () => {
    for (const policy of ["random", "fixed-order"] as const) expect(of(policy, 5).growthLogits.estimate).toBeCloseTo((24 * usualGainLogits) / 3, 12);
  });
  test("the same seed gives the same people", () => { expect(of("random", 4)).toEqual(of("random", 4)); });
});

describe("docs/sweet-spot-simulation.md", () => {
  const document = JSON.parse(readFileSync("docs/data/sweet-spot-simulation.json", "utf8")) as SweetSpotDocument;
  test("says what its data say", () => { expect(readFileSync("docs/sweet-spot-simulation.md", "utf8")).toBe(sweetSpotPage(document)); });
  test("is labelled a simulation, of 200 people or more", () => { expect([document.label, document.personCount >= 200]).toEqual(["SIMULATION", true]); });
  test("the sweet spot stays in the band with its whole interval from week 3 on, the others leave it", () => {
    const inBand = (policy: SweetSpotPolicy) => document.chart.filter((row) => row.policy === policy && row.week >= 3 && row.successLower >= 0.7 && row.successUpper <= 0.9).length;
    expect([inBand("sweet-spot"), inBand("random"), inBand("fixed-order") < 3]).toEqual([10, 0, true]);
  });
});
