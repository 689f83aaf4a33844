import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FollowedChoice, type HomeworkOverride, type HomeworkOverrideRequest, matchHomework, overrideMatch, overrideSummary } from "coachkit/homework";
import { bankOf, charismatic, faults, newLeader, on, person, plainItem, request, speaker } from "./leaders.js";

const at = "2026-10-05T09:00:00Z";
const overriding = (itemId: string, changes: Partial<HomeworkOverrideRequest> = {}): HomeworkOverrideRequest => ({ match: matchHomework(request(newLeader)), itemId, coachId: "c1", reason: "She speaks to the whole company on Friday.", at, ...changes });

describe("overrideMatch", () => {
  test("says what was recommended, what was chosen, what spoke against it, and what would have had to change", () => {
    const { match } = overriding("H2");
    const override = overrideMatch(overriding("H2"));
    expect(override).toEqual({
      kind: "homework-override", schemaVersion: 1, participantId: "new-leader", coachId: "c1", reason: "She speaks to the whole company on Friday.", at, matchedAt: "2026-10-05T07:00:00Z", purpose: "stretch", policyVersion: "sweet-spot-2",
      recommended: { itemId: "H1", probability: expect.closeTo(0.69, 4) as number, verdict: "in-band" }, chosen: { itemId: "H2", probability: expect.closeTo(0.2689, 4) as number, verdict: "too-hard" },
      direction: "harder", overriddenCodes: ["prerequisite", "too-hard"], counterfactual: match.rejected[0]?.counterfactual,
    });
  });
  test("a choice lower on the list overrides no reason", () => {
    expect(overrideMatch(overriding("H3", { match: matchHomework(request(speaker)) }))).toMatchObject({ recommended: { itemId: "H2" }, chosen: { itemId: "H3", verdict: "in-band" }, direction: "harder", overriddenCodes: [], counterfactual: [] });
  });
  test.each<[string, HomeworkOverrideRequest, HomeworkOverride["direction"]]>([
    ["easier", overriding("H1", { match: matchHomework(request(charismatic)) }), "easier"],
    ["as hard", overriding("b", { match: matchHomework(request(person("p", 0.6, 0), { bank: bankOf([{ ...plainItem, id: "a" }, { ...plainItem, id: "b" }]) })) }), "as-hard"],
    ["not to be said, without a recommendation", overriding("H3", { match: matchHomework(request(newLeader, { availableMinutes: 5 })) }), "unknown"],
    ["not to be said, without a chance", overriding("S", { match: matchHomework(request(newLeader, { bank: bankOf([{ ...plainItem, loads: on("vision", -1.8) }, { ...plainItem, id: "S", loads: on("stories", 0) }]) })) }), "unknown"],
  ])("a choice may be %s", (_, input, direction) => { expect(overrideMatch(input).direction).toBe(direction); });
  test("an item in the band that something else speaks against keeps its verdict; one without a chance has none", () => {
    const match = matchHomework(request(newLeader, { availableMinutes: 5 }));
    expect(overrideMatch(overriding("H1", { match }))).toMatchObject({ recommended: null, chosen: { verdict: "in-band" }, overriddenCodes: ["time"], counterfactual: [{ code: "time", missingMinutes: 15 }] });
    const unknown = matchHomework(request({ participantId: "p", skills: [] }));
    expect(overrideMatch(overriding("H1", { match: unknown })).chosen).toEqual({ itemId: "H1", probability: null, verdict: null });
  });
  test("a match that was stored and read again gives the same", () => {
    const input = overriding("H2");
    expect(overrideMatch({ ...input, match: JSON.parse(JSON.stringify(input.match)) as typeof input.match })).toEqual(overrideMatch(input));
  });
  test.each<[string, HomeworkOverrideRequest, readonly string[]]>([
    ["what was recommended", overriding("H1"), ["override-match.not_an_override /itemId"]],
    ["an item that the match does not speak of", overriding("H9"), ["override-match.unknown_item /itemId"]],
    ["a choice before the match", overriding("H2", { at: "2026-10-05T06:59:59Z" }), ["override-match.before_match /at"]],
    ["several faults, all named", overriding("H1", { at: "2026-10-05T06:59:59Z" }), ["override-match.not_an_override /itemId", "override-match.before_match /at"]],
    ["no reason", overriding("H2", { reason: "" }), ["input.too_small /reason"]],
    ["a match by other rules", overriding("H2", { match: { ...overriding("H2").match, policyVersion: "sweet-spot-9" as never } }), ["input.invalid_value /match/policyVersion"]],
    ["no match", overriding("H2", { match: undefined as never }), ["input.invalid_type /match"]],
  ])("refuses %s", (_, input, expected) => { expect(faults(() => overrideMatch(input))).toEqual(expected); });
});

describe("overrideSummary", () => {
  const choice = (participantId: string, probability: number, outcome?: number, itemId = "H1"): FollowedChoice => ({ participantId, itemId, at, probability, ...(outcome === undefined ? {} : { outcome }) });
  const base = overrideMatch(overriding("H2"));
  const override = (participantId: string, direction: HomeworkOverride["direction"], probability: number | null, outcome?: number) =>
    ({ override: { ...base, participantId, direction, chosen: { itemId: "H2", probability, verdict: null } }, ...(outcome === undefined ? {} : { outcome }) });
  const summary = (overrides: readonly ReturnType<typeof override>[], followed: readonly FollowedChoice[]) => overrideSummary({ overrides, followed, confidenceLevel: 0.95 });

  test("a small program by hand: four choices of ten overridden, three of them harder, and these went better than expected", () => {
    const followed = [choice("a", 0.8, 0.75), choice("b", 0.8, 0.85), choice("c", 0.75, 0.75), choice("d", 0.8), choice("e", 0.7, 0.7), choice("f", 0.7, 0.7)];
    const found = summary([override("a", "harder", 0.5, 0.75), override("b", "harder", 0.6, 0.8), override("c", "harder", 0.4, 0.7), override("d", "easier", 0.95, 1)], followed);
    expect(found.choiceCount).toBe(10);
    expect(found.overriddenFraction).toMatchObject({ estimate: 0.4, n: 10, method: "wilson", warnings: ["choices-not-independent"] });
    expect(found.directions).toEqual({ harderCount: 3, easierCount: 1, asHardCount: 0, unknownCount: 0 });
    expect(found.overriddenCodes).toEqual([{ code: "prerequisite", count: 4 }, { code: "too-hard", count: 4 }]);
    const [asRecommended, overridden, harder, easier] = found.outcomes;
    expect(asRecommended).toMatchObject({ choices: "followed", choiceCount: 6, gradedCount: 5, expectedOutcome: expect.closeTo(0.75, 12) as number, realizedOutcome: { estimate: expect.closeTo(0.75, 12) as number, n: 5, method: "student-t" }, surprise: { estimate: expect.closeTo(0, 12) as number } });
    expect(overridden).toMatchObject({ choices: "overridden", gradedCount: 4 });
    expect(harder).toMatchObject({ choices: "harder", gradedCount: 3, expectedOutcome: 0.5, realizedOutcome: { estimate: 0.75 }, surprise: { estimate: expect.closeTo(0.25, 12) as number, n: 3 } });
    // .25, .2, .3: s = .05, t(2) = 4.3027, half = 4.3027 · .05 ÷ √3
    expect((harder?.surprise as { readonly confidence: { readonly lower: number } }).confidence.lower).toBeCloseTo(0.25 - 0.12421, 5);
    expect(easier).toMatchObject({ choices: "easier", choiceCount: 1, expectedOutcome: 0.95, surprise: { estimate: null, reason: "too-few-observations", n: 1, needed: 2 } });
  });

  test("ten outcomes of one person are one person's: they are averaged first, and one person gives no interval", () => {
    const many = Array.from({ length: 10 }, (_, index) => choice("a", 0.8, index / 10, `i${String(index)}`));
    expect(summary([], many).outcomes[0]).toMatchObject({ gradedCount: 10, expectedOutcome: expect.closeTo(0.8, 12) as number, surprise: { estimate: null, n: 1, needed: 2 } });
    expect(summary([], [...many, choice("b", 0.8, 0.85)]).outcomes[0]).toMatchObject({ realizedOutcome: { estimate: expect.closeTo(0.65, 12) as number, n: 2 } });
  });

  test("each person once needs no warning; without choices nothing is said", () => {
    expect(summary([override("a", "unknown", null, 0.5)], [choice("b", 0.8, 1)])).toMatchObject({ overriddenFraction: { estimate: 0.5, warnings: [] }, directions: { unknownCount: 1 }, outcomes: [{}, { choiceCount: 1, gradedCount: 0, expectedOutcome: null }, {}, {}] });
    expect(summary([], [])).toMatchObject({ choiceCount: 0, overriddenFraction: { estimate: null, n: 0, needed: 1 }, overriddenCodes: [], outcomes: [{ expectedOutcome: null, realizedOutcome: { estimate: null } }, {}, {}, {}] });
  });

  test("outcomes 0, 1, 1: Student's interval would run from −.77 to 2.10; it is held within what an outcome can be, and says so", () => {
    const [asRecommended] = summary([], [choice("a", 0.5, 0), choice("b", 0.5, 1), choice("c", 0.5, 1)]).outcomes;
    expect(asRecommended?.realizedOutcome).toMatchObject({ estimate: expect.closeTo(2 / 3, 12) as number, confidence: { lower: 0, upper: 1, level: 0.95 }, method: "student-t", warnings: ["interval-held"] });
    expect(asRecommended?.surprise).toMatchObject({ estimate: expect.closeTo(1 / 6, 12) as number, confidence: { lower: -1, upper: 1 }, warnings: ["interval-held"] });
    // .9, 1, 1: s = .1 ÷ √3, t(2) = 4.302653, half = t ÷ 30: only the end that leaves the scale is moved
    expect(summary([], [choice("a", 0.5, 0.9), choice("b", 0.5, 1), choice("c", 0.5, 1)]).outcomes[0]?.realizedOutcome).toMatchObject({ confidence: { lower: expect.closeTo((29 - 4.302653) / 30, 6) as number, upper: 1 }, warnings: ["interval-held"] });
  });

  test.each<[string, () => unknown, readonly string[]]>([
    ["a choice twice", () => summary([], [choice("a", 0.8), choice("a", 0.8, 1)]), ["override-summary.duplicate_choice /followed/1"]],
    ["a choice both overridden and followed", () => summary([override("a", "harder", 0.5)], [{ ...choice("a", 0.5), itemId: "H2" }]), ["override-summary.duplicate_choice /followed/0"]],
    ["an override twice", () => summary([override("a", "harder", 0.5), override("a", "easier", 0.5)], []), ["override-summary.duplicate_choice /overrides/1"]],
    ["an outcome in percent", () => summary([], [choice("a", 0.8, 80)]), ["input.too_big /followed/0/outcome"]],
    ["an error probability for a level", () => overrideSummary({ overrides: [], followed: [], confidenceLevel: 0.05 }), ["input.too_small /confidenceLevel"]],
    ["no record", () => overrideSummary({ overrides: [{ override: {} as never }], followed: [], confidenceLevel: 0.95 }).choiceCount, Object.keys(base).map((key) => `input.${["kind", "schemaVersion", "policyVersion", "direction"].includes(key) ? "invalid_value" : "invalid_type"} /overrides/0/override/${key}`)],
  ])("refuses %s", (_, call, expected) => { expect([...faults(call)].sort()).toEqual([...expected].sort()); });

  const shares = fc.double({ min: 0, max: 1, noNaN: true });
  const histories = fc.array(fc.record({ who: fc.constantFrom("a", "b", "c", "d"), expected: shares, outcome: fc.option(shares, { nil: undefined }), direction: fc.constantFrom("harder", "easier", "as-hard", "unknown", undefined) }), { maxLength: 20 })
    .map((all) => all.map(({ who, expected, outcome, direction }, index) => ({ direction, choice: choice(who, expected, outcome, `i${String(index)}`) })));
  test("the order of choices changes nothing, and the directions add up", () => fc.assert(fc.property(histories, (all) => {
    const split = (list: typeof all) => summary(
      list.flatMap(({ direction, choice: { participantId, itemId, probability, outcome } }) => (direction === undefined ? [] : [{ override: { ...base, participantId, direction, chosen: { itemId, probability, verdict: null } }, ...(outcome === undefined ? {} : { outcome }) }])),
      list.flatMap(({ direction, choice: one }) => (direction === undefined ? [one] : [])),
    );
    const found = split(all);
    expect(split([...all].reverse())).toEqual(found);
    const { harderCount, easierCount, asHardCount, unknownCount } = found.directions;
    expect(harderCount + easierCount + asHardCount + unknownCount).toBe(found.outcomes[1]?.choiceCount);
    expect((found.outcomes[0]?.choiceCount ?? 0) + (found.outcomes[1]?.choiceCount ?? 0)).toBe(found.choiceCount);
  })));
});
