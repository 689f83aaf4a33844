import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CalibratedHomework, calibrateHomework, HOMEWORK_CALIBRATION_LIMITS, type HomeworkAttempt, type HomeworkCalibrationRequest, type HomeworkItem, type PlacedAttempt, recalibratedBank } from "coachkit/homework";
import { logistic, normalDraws, studentQuantile, uniformDraws } from "coachkit/statistics";
import { bankOf, faults, on, plainItem } from "./leaders.js";

const item = (id: string, difficultyLogits: number, changes: Partial<HomeworkItem> = {}): HomeworkItem => ({ ...plainItem, id, loads: on("vision", difficultyLogits), ...changes });
interface Seen { readonly score: number; readonly itemId?: string; readonly person?: string; readonly ability?: number; readonly error?: number }
/** Attempts with outcomes in quarters. */
const seen = (all: readonly Seen[]): readonly PlacedAttempt[] => all.map(({ score, itemId = "h1", person, ability = 0, error = 0 }, index) => ({
  attempt: { id: `${itemId}-${String(index).padStart(6, "0")}`, itemId, participantId: person ?? `p${String(index)}`, reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 1 + 4 * score, ratingCount: 5 } },
  abilityLogits: ability, standardErrorLogits: error,
}));
/** `right` successes of `count`. */
const shared = (right: number, count: number): readonly Seen[] => Array.from({ length: count }, (_, index) => ({ score: index < right ? 1 : 0 }));
const asked = (attempts: readonly PlacedAttempt[], changes: Partial<HomeworkCalibrationRequest> = {}) => calibrateHomework({ bank: bankOf([item("h1", 0)]), attempts, confidenceLevel: 0.95, ...changes });
const only = (attempts: readonly PlacedAttempt[], changes: Partial<HomeworkCalibrationRequest> = {}) => asked(attempts, changes).items[0] as CalibratedHomework;

describe("calibrateHomework", () => {
  test("a quarter of 40 people of ability 0 succeeded: difficulty ln 3, standard error √(40 ÷ 39 · 7.5) ÷ 7.5, interval by Student's t", () => {
    const found = only(seen(shared(10, 40)));
    const standardError = Math.sqrt((40 / 39) * 7.5) / 7.5;
    const half = standardError * studentQuantile({ probability: 0.975, degreesOfFreedom: 39 });
    expect(found.estimate).toBeCloseTo(Math.log(3), 9);
    expect(found.standardErrorLogits).toBeCloseTo(standardError, 9);
    expect(found.confidence.lower).toBeCloseTo(Math.log(3) - half, 9);
    expect(found.confidence.upper).toBeCloseTo(Math.log(3) + half, 9);
    expect(found).toMatchObject({ itemId: "h1", beforeLogits: 0, finding: "harder", observedOutcome: 0.25, expectedOutcome: 0.5, n: 40, personCount: 40, method: "graded-score-equation", confidence: { level: 0.95 }, warnings: [] });
    expect(found.proposal).toEqual({ itemId: "h1", version: 1, difficultyLogits: found.estimate });
    expect(found.fit.infit).toBeCloseTo(1, 9);
  });

  test.each([
    [10, 0, "harder"], [30, 0, "easier"], [20, 0.3, "holds"], [19, 0, "holds"],
  ])("%s of 40 where the difficulty was %s: %s", (right, before, finding) => { expect(only(seen(shared(right, 40)), { bank: bankOf([item("h1", before)]) }).finding).toBe(finding); });

  test("graded outcomes count as they are: quarters of which a quarter was reached say as much of the mean, and more surely", () => {
    const graded = only(seen(Array.from({ length: 40 }, (_, index) => ({ score: index % 2 === 0 ? 0.5 : 0 }))));
    expect(graded.estimate).toBeCloseTo(Math.log(3), 9);
    expect(graded.standardErrorLogits).toBeCloseTo(Math.sqrt((40 / 39) * 40 * 0.0625) / 7.5, 9);
    expect(graded.fit.infit).toBeCloseTo(0.0625 / 0.1875, 9);
    expect(graded.fit.relativeInfit).toBeCloseTo(1, 12);
  });

  test("people of several abilities at a sharp item: what is expected of all together is what was observed", () => {
    const all = Array.from({ length: 60 }, (_, index) => ({ score: index % 4 === 0 ? 1 : 0, ability: index / 30 - 0.5 }));
    const { estimate } = only(seen(all), { bank: bankOf([item("h1", 0, { discrimination: 2 })]) });
    expect(all.reduce((sum, { ability, score }) => sum + logistic(2 * (ability - estimate)) - score, 0)).toBeCloseTo(0, 6);
  });

  test("an ability that is not certain expects less of the strong: of people 1.5 ± 1, 78 % succeed at difficulty 0, not 82 %", () => {
    const chance = 0.778526594809; // ∫ σ(1.5 + x) φ(x) dx, by a sum of 20,001 terms in Python
    const strong = (error: number) => only(seen(Array.from({ length: 100 }, (_, index) => ({ score: index < 75 ? 1 : 0, ability: 1.5, error }))));
    expect(strong(1).expectedOutcome).toBeCloseTo(chance, 9);
    expect(strong(0).expectedOutcome).toBeCloseTo(logistic(1.5), 9);
    expect(strong(1).estimate).toBeLessThan(strong(0).estimate - 0.2);
    const sharp = only(seen(shared(20, 40).map((one) => ({ ...one, ability: 0.8, error: 0.6 }))), { bank: bankOf([item("h1", 0, { discrimination: 2 })]) });
    expect(sharp.expectedOutcome).toBeCloseTo(0.779730519193, 9); // ∫ σ(2 · (.8 + .6x)) φ(x) dx likewise
  });

  test("evidence that is weak counts by its weight, what says nothing not at all", () => {
    const weak: readonly PlacedAttempt[] = Array.from({ length: 40 }, (_, index) => ({
      attempt: { id: `w${String(index)}`, itemId: "h1", participantId: `w${String(index)}`, reportedAt: "2026-10-05T07:00:00Z", ...(index < 30 ? { status: "not-done", reason: index < 20 ? "too-hard" : "no-time" } : { status: "completed", ...(index < 35 ? { selfReport: "about-right" } : {}) }) } as HomeworkAttempt, abilityLogits: 0, standardErrorLogits: 0,
    }));
    const { items: [found], ungraded } = asked([...seen(shared(20, 20)), ...weak]);
    expect((found as CalibratedHomework).observedOutcome).toBeCloseTo(20 / (20 + 0.5 * 20), 12); // 20 done well, 20 too hard at half weight
    expect(found?.n).toBe(40);
    expect(ungraded).toEqual([{ reason: "found-about-right", count: 5 }, { reason: "not-done", count: 10 }, { reason: "not-rated", count: 5 }]);
    const selfReported = weak.slice(0, 40).map((one, index): PlacedAttempt => ({ ...one, attempt: { id: `s${String(index)}`, itemId: "h1", participantId: `s${String(index)}`, reportedAt: "2026-10-05T07:00:00Z", status: "completed", selfReport: index < 10 ? "too-easy" : "too-hard" } }));
    expect(only(selfReported).standardErrorLogits).toBeCloseTo(only(seen(shared(10, 40))).standardErrorLogits, 9); // all at a quarter: none counts more than another
    const weightless = asked(weak, { evidenceWeights: { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0, notDoneTooHardWeight: 0 } });
    expect(weightless.ungraded).toContainEqual({ reason: "weightless", count: 20 });
  });

  test.each<[string, readonly PlacedAttempt[], Partial<HomeworkCalibrationRequest>, object]>([
    ["29 outcomes", seen(shared(10, 29)), {}, { reason: "not-enough-outcomes", n: 29, needed: 30 }],
    ["no outcome", [], {}, { reason: "not-enough-outcomes", n: 0, needed: 30 }],
    ["40 outcomes of 9 people", seen(shared(10, 40).map((one, index) => ({ ...one, person: `p${String(index % 9)}` }))), {}, { reason: "not-enough-people", n: 9, needed: 10 }],
    ["an item of two skills", seen(shared(10, 40)), { bank: bankOf([{ ...item("h1", 0), loads: [...on("vision", 0), ...on("delivery", 0)] }]) }, { reason: "several-skills", n: 40 }],
    ["nobody succeeded", seen(shared(0, 40)), {}, { reason: "nobody-succeeded" }],
    ["everybody succeeded", seen(shared(40, 40)), {}, { reason: "everybody-succeeded" }],
    ["half of the best succeeded and half of the worst, a thousand chances apart", seen(shared(20, 40).map((one, index) => ({ ...one, ability: index < 20 ? 100 : -100 }))), { bank: bankOf([item("h1", 0, { discrimination: 10 })]) }, { reason: "undetermined" }],
  ])("%s: no proposal, and why", (_, attempts, changes, expected) => { expect(asked(attempts, changes).items).toEqual([expect.objectContaining({ itemId: "h1", estimate: null, ...expected })]); });

  test("an item that takes a second skill by weight 0 is one of one skill", () => {
    expect(only(seen(shared(10, 40)), { bank: bankOf([{ ...item("h1", 0), loads: [...on("vision", 0), { skillId: "delivery", weight: 0, difficultyLogits: 3 }] }]) }).estimate).toBeCloseTo(Math.log(3), 9);
  });

  test("an empty bank has nothing to calibrate", () => { expect(asked([], { bank: bankOf([]) })).toMatchObject({ items: [], usualSpread: null, ungraded: [] }); });

  test("outcomes of one person hang together: 40 of 10 people are less sure than 40 of 40, and that is said", () => {
    const alike = only(seen(shared(12, 40).map((one, index) => ({ ...one, person: `p${String(Math.floor(index / 4))}` }))));
    const apart = only(seen(shared(12, 40)));
    expect(alike.estimate).toBeCloseTo(apart.estimate, 12);
    expect(alike.standardErrorLogits).toBeGreaterThan(1.9 * apart.standardErrorLogits);
    expect(alike.warnings).toEqual(["repeated-attempts"]);
  });

  test("outcomes that are all alike give no interval of width 0: that of all or nothing stands in, and it is said", () => {
    const found = only(seen(Array.from({ length: 40 }, () => ({ score: 0.25 }))));
    expect(found.estimate).toBeCloseTo(Math.log(3), 9);
    expect(found.standardErrorLogits).toBeCloseTo(1 / Math.sqrt(7.5), 6);
    expect(found.warnings).toContain("identical-outcomes");
  });

  test("an item at which the weak succeed and the strong fail is noisy beside items that behave; one without surprises is too regular", () => {
    const ability = (index: number) => (index % 5) - 2;
    const usual = (itemId: string) => Array.from({ length: 200 }, (_, index) => ({ itemId, person: `p${String(index)}`, ability: ability(index), score: (Math.floor(index / 5) + 0.5) / 40 < logistic(ability(index)) ? 1 : 0 })); // of each ability the share that is expected
    const turned = Array.from({ length: 200 }, (_, index) => ({ itemId: "turned", person: `p${String(index)}`, ability: ability(index), score: ability(index) < 0 ? 1 : ability(index) > 0 ? 0 : index % 2 }));
    const regular = Array.from({ length: 200 }, (_, index) => ({ itemId: "regular", person: `p${String(index)}`, ability: ability(index), score: ability(index) > 0 ? 1 : ability(index) < 0 ? 0 : index % 2 }));
    const items = [item("one", 0), item("turned", 0), item("two", 0), item("regular", 0), item("three", 0)];
    const warnings = asked(seen([...usual("one"), ...turned, ...usual("two"), ...regular, ...usual("three")]), { bank: bankOf(items) }).items.map(({ itemId, warnings: said }: { readonly itemId: string; readonly warnings?: readonly string[] }) => [itemId, ...(said ?? [])]);
    expect(warnings).toEqual([["one"], ["turned", "noisy"], ["two"], ["regular", "too-regular"], ["three"]]);
  });

  test("one surprise, however great, is not enough to call an item noisy", () => {
    const usual = (itemId: string) => Array.from({ length: 50 }, (_, index) => ({ itemId, person: `p${String(index)}`, ability: (index % 5) - 2, score: (Math.floor(index / 5) + 0.5) / 10 < logistic((index % 5) - 2) ? 1 : 0 }));
    const [, odd] = asked(seen([...usual("one"), ...usual("odd"), { itemId: "odd", person: "star", ability: 5, score: 0 }, ...usual("two")]), { bank: bankOf([item("one", 0), item("odd", 0), item("two", 0)]) }).items as readonly CalibratedHomework[];
    expect(odd?.fit.relativeOutfit).toBeGreaterThan(1.3);
    expect(odd?.warnings).toEqual([]);
  });

  test("thirty outcomes of ten people are enough", () => { expect(only(seen(shared(10, 30).map((one, index) => ({ ...one, person: `p${String(index % 10)}` }))))).toMatchObject({ n: 30, personCount: 10 }); });

  test("what was not said is named, what was said is not", () => {
    expect(asked([]).assumptions).toEqual({ neededOutcomeCount: 30, neededPersonCount: 10, fitRange: { lowest: 0.7, highest: 1.3 }, evidenceWeights: expect.any(Object) });
    const said = { neededOutcomeCount: 5, neededPersonCount: 2, fitRange: { lowest: 0.5, highest: 2 }, evidenceWeights: { coachRatingWeight: 1, rubricLevelWeight: 1, selfReportWeight: 1, selfReportAloneWeight: 1, notDoneTooHardWeight: 1 } };
    expect(asked(seen(shared(2, 5)), said)).toMatchObject({ assumptions: {}, items: [{ n: 5 }] });
  });

  test.each<[string, Partial<HomeworkCalibrationRequest>, readonly string[]]>([
    ["an attempt at no item of the bank, and one twice", { attempts: [...seen([{ score: 1, itemId: "h9" }]), ...seen([{ score: 1 }]), ...seen([{ score: 0 }])] }, ["calibrate-homework.duplicate_attempt /attempts/2/attempt/id", "calibrate-homework.unknown_item /attempts/0/attempt/itemId"]],
    ["an attempt from the future", { attempts: seen([{ score: 1 }]), at: "2026-10-05T06:59:59Z" }, ["calibrate-homework.future_attempt /attempts/0/attempt/reportedAt"]],
    ["an ability that is not finite, an error below 0", { attempts: seen([{ score: 1, ability: Number.NaN, error: -1 }]) }, ["input.invalid_type /attempts/0/abilityLogits", "input.too_small /attempts/0/standardErrorLogits"]],
    ["a fit range upside down", { fitRange: { lowest: 1.3, highest: 0.7 } }, ["item-fit.range_upside_down /fitRange"]],
    ["no level of confidence", { confidenceLevel: undefined as never }, ["input.invalid_type /confidenceLevel"]],
    ["one person who is enough", { neededPersonCount: 1 }, ["input.too_small /neededPersonCount"]],
  ])("%s: refused", (_, changes, expected) => { expect(faults(() => asked([], changes))).toEqual(expected); });

  test("more attempts than one calibration takes", () => {
    expect(HOMEWORK_CALIBRATION_LIMITS.attempts).toBe(200_000);
    const [one] = seen([{ score: 1 }]);
    expect(faults(() => asked(Array.from({ length: 200_001 }, () => one as PlacedAttempt)))).toContain("input.too_big /attempts");
  });

  test("the order of attempts and items changes nothing; more success never makes an item harder", () => fc.assert(fc.property(fc.array(fc.record({ score: fc.integer({ min: 0, max: 4 }).map((quarters) => quarters / 4), ability: fc.double({ min: -4, max: 4, noNaN: true }), error: fc.double({ min: 0, max: 2, noNaN: true }), person: fc.constantFrom("a", "b", "c", "d") }), { minLength: 6, maxLength: 20 }), fc.nat(), (all, pick) => {
    const needs = { neededOutcomeCount: 2, neededPersonCount: 2, bank: bankOf([item("h1", 0.5), item("h2", 0)]) };
    const attempts = seen(all.map((one, index) => ({ ...one, itemId: index % 2 === 0 ? "h1" : "h2" })));
    const found = asked(attempts, needs);
    expect(asked([...attempts].reverse(), needs)).toEqual(found);
    expect([...asked(attempts, { ...needs, bank: bankOf([...needs.bank.items].reverse()) }).items].reverse()).toEqual(found.items);
    const better = asked(seen(all.map((one, index) => ({ ...one, itemId: index % 2 === 0 ? "h1" : "h2", score: index === pick % all.length ? 1 : one.score }))), needs);
    found.items.forEach(({ estimate }, index) => { if (estimate !== null) expect(better.items[index]?.estimate ?? -100).toBeLessThanOrEqual(estimate + 1e-8); });
  })));
});

describe("a simulation of 200 items at which 60 people each were aimed by what was known of them (seeded)", () => {
  const [itemCount, people, error] = [200, 60, 0.6];
  const normals = normalDraws({ seed: 3, stream: ["ability"], count: itemCount * (2 * people + 1) });
  const chances = uniformDraws({ seed: 3, stream: ["outcome"], count: itemCount * people * 4 });
  const truth = Array.from({ length: itemCount }, (_, index) => (index / itemCount) * 4 - 2);
  const items = truth.map((logits, index) => item(`h${String(index)}`, logits + 0.4 * (normals[index] ?? 0))); // experts err by .4
  // Known ability lies 1.4 above the difficulty that experts gave it, as a match would choose; the true one around it by the standard error; four parts of each work succeed or not.
  const attempts = items.flatMap(({ id, loads }, at) => seen(Array.from({ length: people }, (_, index) => {
    const place = at * people + index;
    const ability = (loads[0]?.difficultyLogits ?? 0) + 1.4 + 0.3 * (normals[itemCount + place] ?? 0);
    const chance = logistic(ability + error * (normals[itemCount * (people + 1) + place] ?? 0) - (truth[at] ?? 0));
    return { itemId: id, ability, error, score: [0, 1, 2, 3].filter((part) => (chances[4 * place + part] ?? 1) < chance).length / 4 };
  })));
  const difficulties = (from: readonly PlacedAttempt[]) => calibrateHomework({ bank: bankOf(items), attempts: from, confidenceLevel: 0.95 }).items as readonly CalibratedHomework[];
  const biasOf = (found: readonly CalibratedHomework[]) => found.reduce((sum, { estimate }, at) => sum + estimate - (truth[at] ?? 0), 0) / itemCount;

  test("difficulties are found without bias, and 95 % intervals hold them in about 95 %", () => {
    const found = difficulties(attempts);
    const covered = found.filter(({ confidence: { lower, upper } }, at) => lower <= (truth[at] ?? 0) && (truth[at] ?? 0) <= upper).length / itemCount;
    expect(Math.abs(biasOf(found))).toBeLessThan(0.03);
    expect(covered).toBeGreaterThan(0.91);
    expect(covered).toBeLessThan(0.985);
  });

  test("with standard errors left out items look harder than they are", () => {
    expect(biasOf(difficulties(attempts.map((one) => ({ ...one, standardErrorLogits: 0 }))))).toBeGreaterThan(0.06);
  });
});

describe("recalibratedBank", () => {
  const bank = bankOf([item("h1", 0), item("h2", 1, { version: 4 }), { ...item("pair", 0), loads: [...on("vision", 0), ...on("delivery", 0)] }]);
  test("takes the proposals it is given, as the next version of each item, and leaves the others alone", () => {
    const { items } = recalibratedBank({ bank, changes: [{ itemId: "h2", version: 4, difficultyLogits: -0.2 }] });
    expect(items).toEqual([bank.items[0], { ...bank.items[1], version: 5, loads: on("vision", -0.2) }, bank.items[2]]);
    expect(recalibratedBank({ bank, changes: [] })).toEqual(bank);
  });

  test("a proposal of calibrateHomework goes in as it is", () => {
    const { proposal, estimate } = only(seen(shared(10, 40)));
    expect(recalibratedBank({ bank, changes: [proposal] }).items[0]).toMatchObject({ version: 2, loads: on("vision", estimate) });
  });

  test("the load that has no weight keeps its difficulty", () => {
    const loads = [...on("vision", 0), { skillId: "delivery", weight: 0, difficultyLogits: 3 }];
    expect(recalibratedBank({ bank: bankOf([{ ...item("h1", 0), loads }]), changes: [{ itemId: "h1", version: 1, difficultyLogits: 1 }] }).items[0]?.loads).toEqual([...on("vision", 1), loads[1]]);
  });

  test.each<[string, object, readonly string[]]>([
    ["an item that the bank does not have", { itemId: "h9", version: 1 }, ["recalibrated-bank.unknown_item /changes/1/itemId"]],
    ["an item twice", { itemId: "h1", version: 1 }, ["recalibrated-bank.duplicate_item /changes/1/itemId"]],
    ["a version that is no longer in the bank", { itemId: "h2", version: 3 }, ["recalibrated-bank.other_version /changes/1/version"]],
    ["an item of several skills", { itemId: "pair", version: 1 }, ["recalibrated-bank.several_skills /changes/1/itemId"]],
    ["the last version that there can be", { itemId: "h2", version: 1_000_000 }, ["input.too_big /changes/1/version"]],
    ["a difficulty that is not finite", { itemId: "h2", version: 4, difficultyLogits: Number.POSITIVE_INFINITY }, ["input.invalid_type /changes/1/difficultyLogits"]],
  ])("%s is refused", (_, change, expected) => {
    expect(faults(() => recalibratedBank({ bank, changes: [{ itemId: "h1", version: 1, difficultyLogits: 0 }, { difficultyLogits: 0, ...change } as never] }))).toEqual(expected);
  });
});
