import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ability, type HomeworkItem, type HomeworkMatchRequest, matchHomework, type NeededChange, type ServedHomework, successBand, successProbability } from "coachkit/homework";
import { bank, bankOf, charismatic, faults, metaphors, newLeader, nonVerbal, on, person, plainItem, request, speaker, why } from "./leaders.js";

const match = (ability: Ability, changes: Partial<HomeworkMatchRequest> = {}) => matchHomework(request(ability, changes));
const ids = (ability: Ability, changes: Partial<HomeworkMatchRequest> = {}) => match(ability, changes).ranked.map(({ itemId }) => itemId);
const codes = (ability: Ability, changes: Partial<HomeworkMatchRequest> = {}) => Object.fromEntries(match(ability, changes).rejected.map(({ itemId, codes: found }) => [itemId, found]));
const only = (changes: Partial<HomeworkItem>) => bankOf([{ ...nonVerbal, prerequisites: [], ...changes }]);
const served = (itemId: string, servedAt: string, outcome?: number): ServedHomework => ({ itemId, servedAt, ...(outcome === undefined ? {} : { outcome }) });

describe("matchHomework: a new leader, a charismatic leader and a great speaker never get the same list", () => {
  test.each([
    // who                      gets: distance from the target in log-odds        does not get
    ["new leader", newLeader, { H1: 0.181 }, { H2: ["prerequisite", "too-hard"], H3: ["prerequisite", "too-hard"] }],
    ["charismatic", charismatic, { H2: 0.181, H3: 0.419 }, { H1: ["too-easy"] }],
    ["speaker", speaker, { H2: 0.081, H3: 0.519 }, { H1: ["too-easy"] }],
  ] as const)("%s", (_, ability, gets, getsNot) => {
    const { ranked, rejected, reason } = match(ability);
    expect(ranked.map(({ itemId }) => itemId)).toEqual(Object.keys(gets));
    for (const { itemId, distanceLogits, verdict, outsideBand } of ranked) {
      expect(Math.abs(distanceLogits - (gets as Readonly<Record<string, number>>)[itemId]!)).toBeLessThan(1e-4);
      expect([verdict, outsideBand]).toEqual(["in-band", false]);
    }
    expect(Object.fromEntries(rejected.map(({ itemId, codes: found }) => [itemId, found]))).toEqual(getsNot);
    expect(reason).toBe("in-band");
  });

  test("H1 is too easy for both skilled speakers even to consolidate", () => {
    for (const ability of [charismatic, speaker]) expect(codes(ability, { purpose: "consolidate" })["H1"]).toEqual(["too-easy"]);
  });

  test("each item on the list explains itself", () => {
    const [best] = match(speaker).ranked;
    expect(best).toMatchObject({ itemId: "H2", itemVersion: 1, ...successProbability({ item: nonVerbal, ability: speaker }), reasons: ["in-band", "prerequisites-met", "next-sub-skill"], counterfactual: [], bottleneckSkillId: "delivery" });
  });

  test("an item not given says what would have to change: H2 needs vision at logit(.8) and delivery at even odds", () => {
    const [h2] = match(newLeader).rejected;
    expect(h2?.probability).toBeCloseTo(0.2689, 4);
    expect(h2?.counterfactual).toMatchObject([{ code: "prerequisite", skillId: "vision" }, { code: "too-hard", skillId: "delivery" }]);
    const [mastery, band] = (h2?.counterfactual ?? []) as readonly { readonly changeLogits: number }[];
    expect(mastery?.changeLogits).toBeCloseTo(Math.log(4) + 1, 12);
    expect(band?.changeLogits).toBeCloseTo(1, 12);
  });

  test("of several skills the one is named that needs the smallest change: the one of weight .7, not the one that is weaker", () => {
    const loads = [{ skillId: "delivery", weight: 0.3, difficultyLogits: 0 }, { skillId: "vision", weight: 0.7, difficultyLogits: 0 }];
    const twoSkills = (changes: Partial<HomeworkItem>) => match(person("p", -1, -3), { bank: bankOf([why, { ...plainItem, loads, ...changes }]) }).rejected[0]?.counterfactual;
    expect(twoSkills({})).toEqual([{ code: "too-hard", skillId: "vision", changeLogits: expect.closeTo(1.6 / 0.7, 9) as number }]);
    // Conjunctive: each other factor is below .5, so no one skill can do it.
    expect(twoSkills({ combine: "conjunctive" })).toEqual([]);
    const even = loads.map((load) => ({ ...load, weight: 1 }));
    expect(match(person("p", -1, -1), { bank: bankOf([why, { ...plainItem, loads: even.reverse() }]) }).rejected[0]?.counterfactual).toMatchObject([{ skillId: "delivery" }]);
  });

  test("what was taken for granted is returned", () => {
    const { assumptions, policyVersion } = match(speaker);
    expect(assumptions).toEqual({ band: successBand("stretch"), masteryProbability: 0.8, masteryDifficultyLogits: 0, masteryStandardErrors: 0, cooldownDays: 28, cooldownWaivedBelowOutcome: 0.5, openLimitCount: 2 });
    expect(policyVersion).toBe("sweet-spot-2");
    expect(match(speaker, { band: successBand("stretch"), policy: { cooldownDays: 7, masteryProbability: 0.7 } }).assumptions).toEqual({ masteryDifficultyLogits: 0, masteryStandardErrors: 0, cooldownWaivedBelowOutcome: 0.5, openLimitCount: 2 });
  });
});

describe("what no ability changes", () => {
  test.each<[string, Partial<HomeworkItem>, Partial<HomeworkMatchRequest>, readonly string[]]>([
    ["another language", { languages: ["de", "fr"] }, {}, ["language"]],
    ["the language of one region serves the language", { languages: ["en-GB"] }, {}, []],
    ["the language serves its region, letter case aside", { languages: ["EN"] }, { language: "en-IN" }, []],
    ["one region does not serve another", { languages: ["en-GB"] }, { language: "en-US" }, ["language"]],
    ["a tag that only begins alike", { languages: ["eng"] }, {}, ["language"]],
    ["longer than there is time", { durationMinutes: 31 }, {}, ["time"]],
    ["as long as there is time", { durationMinutes: 30 }, {}, []],
    ["longer by binary dust only", { durationMinutes: 60 * (1 - 0.7) }, { availableMinutes: 18 }, []],
    ["a context that the person lacks", { contexts: ["town-hall"] }, { contexts: ["one-on-one"] }, ["context"]],
    ["a context that the person has", { contexts: ["town-hall", "one-on-one"] }, { contexts: ["one-on-one"] }, []],
    ["doable anywhere", {}, { contexts: [] }, []],
    ["a context, and no word of the person's", { contexts: ["town-hall"] }, {}, []],
    ["an excluded tag", { tags: ["public", "voice"] }, { excludedTags: ["voice"] }, ["excluded-tag"]],
    ["another tag", { tags: ["public"] }, { excludedTags: ["voice"] }, []],
    ["several reasons, all named", { languages: ["de"], durationMinutes: 45, tags: ["voice"], contexts: ["town-hall"], loads: on("delivery", 5) }, { excludedTags: ["voice"], contexts: [] }, ["language", "time", "context", "excluded-tag", "too-hard"]],
  ])("%s", (_, item, changes, expected) => {
    expect(codes(speaker, { bank: only(item), ...changes })["H2"] ?? []).toEqual(expected);
  });

  test("what is missing of the time is said", () => {
    expect(match(speaker, { bank: only({ durationMinutes: 45 }) }).rejected[0]?.counterfactual).toEqual([{ code: "time", missingMinutes: 15 }]);
  });
});

describe("prerequisites", () => {
  const needing = (masteryDifficultyLogits?: number) => only({ prerequisites: [{ skillId: "vision", ...(masteryDifficultyLogits === undefined ? {} : { masteryDifficultyLogits }) }] });
  const mastering = person("p", Math.log(4), 0.3, 0.2);

  test("a skill at exactly .8 is mastered, though ln 4 and logit(.8) differ by 2.2e−16", () => { expect(ids(mastering, { bank: needing() })).toEqual(["H2"]); });
  test("an item's own mastery difficulty counts before the policy's", () => {
    expect(codes(mastering, { bank: needing(0.1) })).toEqual({ H2: ["prerequisite"] });
    expect(codes(mastering, { bank: needing(), policy: { masteryDifficultyLogits: 0.1 } })).toEqual({ H2: ["prerequisite"] });
    expect(ids(mastering, { bank: needing(0), policy: { masteryDifficultyLogits: 0.1 } })).toEqual(["H2"]);
  });
  test("a prudent policy counts only what is safely mastered, and says how much is missing", () => {
    expect(match(mastering, { bank: needing(), policy: { masteryStandardErrors: 1 } }).rejected[0]).toMatchObject({ codes: ["prerequisite"], counterfactual: [{ code: "prerequisite", skillId: "vision", changeLogits: expect.closeTo(0.2, 9) as number }] });
  });
  test("a stricter policy asks for more", () => { expect(codes(mastering, { bank: needing(), policy: { masteryProbability: 0.9 } })).toEqual({ H2: ["prerequisite"] }); });
  test("an ability that does not name the skill leads to no item, and no error: the bank may have grown", () => {
    const vision: Ability = { participantId: "p", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 1, outcomeCount: 0 }] };
    const notKnown = { codes: ["prerequisite", "ability-unknown"], probability: null, counterfactual: [{ code: "prerequisite", skillId: "vision", changeLogits: expect.closeTo(Math.log(4) + 1, 9) as number }] };
    expect(match(vision).rejected).toEqual([{ itemId: "H2", ...notKnown }, { itemId: "H3", ...notKnown }]);
    const delivery: Ability = { participantId: "p", skills: speaker.skills.slice(1) };
    expect(codes({ participantId: "p", skills: [] })["H2"]).toEqual(["ability-unknown"]);
    expect(codes(delivery)).toEqual({ H1: ["ability-unknown"], H2: ["ability-unknown"], H3: ["ability-unknown"] });
  });
});

describe("cooldown", () => {
  test.each<[string, readonly ServedHomework[], readonly string[]]>([
    ["28 days to the second ago", [served("H2", "2026-09-07T07:00:00Z")], []],
    ["a second less", [served("H2", "2026-09-07T07:00:01Z")], ["cooldown"]],
    ["a week ago, and it went badly", [served("H2", "2026-09-28T07:00:00Z", 0.49)], []],
    ["a week ago, at .5 exactly", [served("H2", "2026-09-28T07:00:00Z", 0.5)], ["cooldown"]],
    ["a week ago, still without an outcome", [served("H2", "2026-09-28T07:00:00Z")], ["cooldown"]],
    ["badly once, well since: the last counts", [served("H2", "2026-09-28T07:00:00Z", 0.9), served("H2", "2026-09-20T07:00:00Z", 0.1)], ["cooldown"]],
    ["well once, badly since", [served("H2", "2026-09-20T07:00:00Z", 0.9), served("H2", "2026-09-28T07:00:00Z", 0.1)], []],
    ["at this very moment", [served("H2", "2026-10-05T07:00:00Z")], ["cooldown"]],
    ["another item", [served("H3", "2026-10-01T07:00:00Z")], []],
    ["an item that left the bank", [served("H9", "2026-10-01T07:00:00Z")], []],
  ])("%s", (_, history, expected) => { expect(codes(speaker, { history })["H2"] ?? []).toEqual(expected); });

  test("the days to wait are said, across the end of a leap February", () => {
    const history = [served("H2", "2028-02-27T00:00:00Z")];
    expect(match(speaker, { history, at: "2028-03-02T12:00:00Z" }).rejected.find(({ itemId }) => itemId === "H2")?.counterfactual).toEqual([{ code: "cooldown", waitDays: 23.5 }]);
  });

  test("a waived cooldown is among the reasons, one that is over is not", () => {
    const reasons = (servedAt: string) => match(speaker, { history: [served("H2", servedAt, 0.2)] }).ranked[0]?.reasons;
    expect(reasons("2026-10-01T07:00:00Z")).toEqual(["in-band", "prerequisites-met", "cooldown-waived", "next-sub-skill"]);
    expect(reasons("2026-08-01T07:00:00Z")).toEqual(["in-band", "prerequisites-met", "next-sub-skill"]);
  });

  test("of two entries at one instant the order says nothing", () => {
    const history = [served("H2", "2026-10-01T07:00:00Z", 0.2), served("H2", "2026-10-01T07:00:00Z", 0.9), served("H2", "2026-10-01T07:00:00Z")];
    expect(match(speaker, { history: [...history].reverse() })).toEqual(match(speaker, { history }));
  });

  test("a host may do without, and set its own line", () => {
    const history = [served("H2", "2026-10-01T07:00:00Z", 0.6)];
    expect(ids(speaker, { history, policy: { cooldownDays: 0 } })).toEqual(["H2", "H3"]);
    expect(ids(speaker, { history, policy: { cooldownWaivedBelowOutcome: 0.7 } })).toEqual(["H2", "H3"]);
  });
});

describe("exposure", () => {
  const exposed = (participantCount: number, maximumFraction = 0.3) => ({ cohortExposure: { participantCount: 10, maximumFraction, items: [{ itemId: "H2", participantCount }] } });
  test("of a cohort of 10 at most .3 get one item: the third may, the fourth may not", () => {
    expect(ids(speaker, exposed(2))).toEqual(["H2", "H3"]);
    expect(codes(speaker, exposed(3))["H2"]).toEqual(["exposure"]);
    const missing = (count: number, share?: number) => match(speaker, exposed(count, share)).rejected.find(({ itemId }) => itemId === "H2")?.counterfactual;
    expect(missing(3)).toEqual([{ code: "exposure", missingPlaceCount: 1 }]);
    expect(missing(7)).toEqual([{ code: "exposure", missingPlaceCount: 5 }]);
    expect(missing(2, 0.29)).toEqual([{ code: "exposure", missingPlaceCount: 1 }]);
  });
  test("binary dust keeps no one out: .29 · 100 is 28.999999999999996, and the 29th still gets it", () => {
    const cohort = (participantCount: number) => ({ cohortExposure: { participantCount: 100, maximumFraction: 0.29, items: [{ itemId: "H2", participantCount }] } });
    expect(ids(speaker, cohort(28))).toContain("H2");
    expect(ids(speaker, cohort(29))).not.toContain("H2");
  });
  test("someone who had it before is no further person", () => {
    expect(ids(speaker, { ...exposed(3), history: [served("H2", "2026-01-01T00:00:00Z")] })).toContain("H2");
  });
});

describe("ranking", () => {
  const twins = (changes: Readonly<Record<string, Partial<HomeworkItem>>>) => bankOf(Object.entries(changes).map(([id, change]) => ({ ...nonVerbal, id, ...change })));
  test("of equals the shorter comes first, then the first by id in code units", () => {
    expect(ids(speaker, { bank: twins({ b: {}, a: {}, Z: {}, c: { durationMinutes: 10 } }) })).toEqual(["c", "Z", "a", "b"]);
  });
  test("of equals the one given less often comes first: to this person, or to the cohort when it is known", () => {
    const history = [served("a", "2026-01-01T00:00:00Z"), served("a", "2026-02-01T00:00:00Z"), served("b", "2026-03-01T00:00:00Z")];
    expect(ids(speaker, { bank: twins({ a: {}, b: {}, c: { durationMinutes: 25 } }), history })).toEqual(["c", "b", "a"]);
    const cohortExposure = { participantCount: 100, maximumFraction: 1, items: [{ itemId: "c", participantCount: 9 }, { itemId: "b", participantCount: 3 }] };
    expect(ids(speaker, { bank: twins({ a: {}, b: {}, c: {} }), history, cohortExposure })).toEqual(["a", "b", "c"]);
  });
  test("distances that differ by binary dust are equal: .3 and −.1 lie as far from a target of logit .1, though one comes out as .20000000000000018", () => {
    const band = { lowerProbability: 0.4, targetProbability: 1 / (1 + Math.exp(-0.1)), upperProbability: 0.75 };
    expect(ids(person("p", 3, 0), { band, bank: twins({ b: { loads: on("delivery", -0.3) }, a: { loads: on("delivery", 0.1) } }) })).toEqual(["a", "b"]);
  });
  test("log-odds, not chances, are compared: .97 lies farther from .90 than .80 does", () => {
    const band = { lowerProbability: 0.5, targetProbability: 0.9, upperProbability: 0.99 };
    const at = (chance: number) => on("delivery", -Math.log(chance / (1 - chance)));
    expect(ids(person("p", 3, 0), { band, bank: twins({ near: { loads: at(0.97) }, far: { loads: at(0.81) } }) })).toEqual(["far", "near"]);
  });
  test("an ability so uncertain that the item may miss the band is said", () => {
    expect(match(person("p", 2.2, 0.2, 0.2)).ranked.map(({ itemId, reasons }) => [itemId, reasons.includes("interval-leaves-band")])).toEqual([["H2", false], ["H3", true]]);
  });
});

describe("nothing in the band", () => {
  const easy = person("p", 9, 4);
  test("the nearest is offered and marked, the others say why not", () => {
    const { reason, ranked, rejected } = match(easy);
    expect(reason).toBe("nearest-outside-band");
    expect(ranked).toMatchObject([{ itemId: "H3", verdict: "too-easy", outsideBand: true, reasons: ["nearest-outside-band", "prerequisites-met"], counterfactual: [{ code: "too-easy", skillId: "delivery", changeLogits: expect.closeTo(Math.log(3) - 3.9, 9) as number }] }]);
    expect(rejected.map(({ itemId, codes: found }) => [itemId, found])).toEqual([["H1", ["too-easy"]], ["H2", ["too-easy"]]]);
  });
  test("what a prerequisite forbids is not offered as the nearest", () => {
    const { reason, causes, ranked } = match(person("p", 1, 0), { bank: bankOf([metaphors]) });
    expect([reason, causes, ranked]).toEqual(["no-candidate", ["all-rejected"], []]);
  });
  test("an empty bank has no candidate", () => {
    expect(match(easy, { bank: bankOf([]) })).toMatchObject({ reason: "no-candidate", causes: ["empty-bank"], ranked: [], rejected: [] });
  });
});

describe("variety", () => {
  const many = bankOf(Array.from({ length: 6 }, (_, index) => ({ ...nonVerbal, id: `H${String(index)}`, loads: on("delivery", -0.5 + index / 100) })));
  const firsts = (amongCount: number) => Array.from({ length: 300 }, (_, seed) => match(speaker, { bank: many, variety: { seed, amongCount } }).ranked);
  const best = match(speaker, { bank: many }).ranked.map(({ itemId }) => itemId);
  test("one of the best so many comes first, each about as often, and the others keep their order", () => {
    const counts = new Map<string, number>();
    for (const ranked of firsts(3)) {
      const [first = { itemId: "" }, ...others] = ranked;
      counts.set(first.itemId, (counts.get(first.itemId) ?? 0) + 1);
      expect(others.map(({ itemId }) => itemId)).toEqual(best.filter((id) => id !== first.itemId));
      expect(ranked[0]?.reasons.includes("variety-draw")).toBe(first.itemId !== best[0]);
    }
    expect([...counts.keys()].sort()).toEqual(best.slice(0, 3).sort());
    for (const count of counts.values()) expect(Math.abs(count - 100)).toBeLessThan(35); // more than four standard deviations
  });
  test("one seed serves a cohort: people differ", () => {
    const drawn = new Set(Array.from({ length: 40 }, (_, index) => ids({ ...speaker, participantId: `p${String(index)}` }, { bank: many, variety: { seed: 7, amongCount: 6 } })[0]));
    expect(drawn.size).toBe(6);
  });
  test("among 1, or among more than there are, nothing breaks", () => {
    expect(new Set(firsts(1).map((ranked) => ranked[0]?.itemId))).toEqual(new Set([best[0]]));
    expect(new Set(firsts(100).map((ranked) => ranked[0]?.itemId))).toEqual(new Set(best));
    expect(match(speaker, { bank: bankOf([]), variety: { seed: 1, amongCount: 3 } }).reason).toBe("no-candidate");
  });
});

describe("at the ceiling the next harder sub-skill", () => {
  test("the charismatic leader is at the ceiling of vision talk: its only homework is too easy, and it unlocked the craft of delivery", () => {
    const { causes, ceilings, ranked } = match(charismatic);
    expect(ceilings).toEqual([{ skillId: "vision", itemCount: 1, hardestItemId: "H1", probability: expect.closeTo(0.9866, 4) as number, nextSkillIds: ["delivery"] }]);
    expect(causes).toEqual(["ceiling-reached"]);
    expect(ranked.map(({ itemId, reasons }) => [itemId, reasons])).toEqual([["H2", ["in-band", "prerequisites-met", "next-sub-skill"]], ["H3", ["in-band", "prerequisites-met", "next-sub-skill"]]]);
  });
  test("the new leader is at none", () => { expect(match(newLeader)).toMatchObject({ ceilings: [], causes: [] }); });

  const story: HomeworkItem = { ...plainItem, id: "S1", loads: on("stories", 0) };
  const withStories = (stories: number): Ability => ({ ...person("p", -1, 4), skills: [...person("p", -1, 4).skills, { skillId: "stories", abilityLogits: stories, standardErrorLogits: 0, outcomeCount: 0 }] });
  const deliveryItem: HomeworkItem = { ...metaphors, prerequisites: [] };
  test("a part of the skill leads on, without any prerequisite", () => {
    const { ceilings, ranked } = match(withStories(0.6), { bank: bankOf([deliveryItem, story]) });
    expect(ceilings).toMatchObject([{ skillId: "delivery", hardestItemId: "H3", nextSkillIds: ["stories"] }]);
    expect(ranked.map(({ itemId, reasons }) => [itemId, reasons])).toEqual([["S1", ["in-band", "next-sub-skill"]]]);
  });
  test("where the part is too hard it is offered, and marked, before anything too easy, though that lies nearer", () => {
    const bank = bankOf([{ ...deliveryItem, loads: on("delivery", 2.5) }, story]);
    const { reason, ranked } = match(withStories(-2), { bank });
    expect(reason).toBe("nearest-outside-band");
    expect(ranked).toMatchObject([{ itemId: "S1", verdict: "too-hard", outsideBand: true, reasons: ["nearest-outside-band", "next-sub-skill"], counterfactual: [{ code: "too-hard", skillId: "stories", changeLogits: 2 }] }]);
    // Where the skill is not at its ceiling the nearest is the nearest: here a harder item of it rests.
    const resting = bankOf([...bank.items, { ...deliveryItem, id: "H4", loads: on("delivery", 3.5) }]);
    expect(match(withStories(-2), { bank: resting, history: [served("H4", "2026-10-01T07:00:00Z")] })).toMatchObject({ ceilings: [], ranked: [{ itemId: "H3", verdict: "too-easy" }] });
  });
  test("a part at its own ceiling leads nowhere, and what was too easy is not given again", () => {
    const bank = bankOf([deliveryItem, story]);
    const [first] = match(withStories(4), { bank }).ranked;
    expect(first).toMatchObject({ itemId: "H3", verdict: "too-easy", outsideBand: true, reasons: ["nearest-outside-band"] });
    const longAgo = [served("H3", "2026-01-01T00:00:00Z", 0.9)];
    expect(match(withStories(4), { bank, history: longAgo }).ranked.map(({ itemId }) => itemId)).toEqual(["S1"]);
    const both = match(withStories(4), { bank, history: [...longAgo, served("S1", "2026-01-01T00:00:00Z")] });
    expect(both).toMatchObject({ reason: "no-candidate", causes: ["ceiling-reached"], ranked: [], ceilings: [{ skillId: "delivery", nextSkillIds: [] }, { skillId: "stories", nextSkillIds: [] }] });
    expect(both.rejected.map(({ codes: found }) => found)).toEqual([["too-easy"], ["too-easy"]]);
    // It went badly last week: the estimate is wrong, or the week was. It may be tried again.
    expect(match(withStories(4), { bank, history: [served("H3", "2026-09-28T00:00:00Z", 0.1), served("S1", "2026-01-01T00:00:00Z")] }).ranked).toMatchObject([{ itemId: "H3", reasons: ["nearest-outside-band", "cooldown-waived"] }]);
  });
  test("where a ceiling is not the whole reason for having nothing, both are said", () => {
    const bank = bankOf([deliveryItem, { ...why, prerequisites: [{ skillId: "delivery", masteryDifficultyLogits: 9 }] }]);
    const { reason, causes, rejected } = match(person("p", -1, 4), { bank, history: [served("H3", "2026-10-01T07:00:00Z")] });
    expect([reason, causes]).toEqual(["no-candidate", ["ceiling-reached", "all-rejected"]]);
    expect(rejected.map(({ codes: found }) => found)).toEqual([["prerequisite"], ["cooldown", "too-easy"]]);
  });
  test("what the person cannot be given says nothing of a ceiling; what rests or waits for a prerequisite does", () => {
    const ceilingOf = (item: Partial<HomeworkItem>, changes: Partial<HomeworkMatchRequest> = {}) =>
      match(person("p", -1, 4), { bank: bankOf([deliveryItem, { ...deliveryItem, id: "H4", loads: on("delivery", 3.5), ...item }]), ...changes }).ceilings.map(({ skillId, itemCount }) => [skillId, itemCount]);
    expect(ceilingOf({})).toEqual([]);
    for (const item of [{ languages: ["de"] }, { durationMinutes: 31 }, { tags: ["voice"] }, { contexts: ["town-hall"] }]) expect(ceilingOf(item, { excludedTags: ["voice"], contexts: [] })).toEqual([["delivery", 1]]);
    expect(ceilingOf({ prerequisites: [{ skillId: "vision" }] })).toEqual([]);
    expect(ceilingOf({}, { history: [served("H4", "2026-10-01T07:00:00Z")] })).toEqual([]);
    expect(ceilingOf({ loads: on("delivery", 0) })).toEqual([["delivery", 2]]);
  });
  test("a skill is unlocked only where every prerequisite is mastered", () => {
    const bank = bankOf([why, { ...story, prerequisites: [{ skillId: "vision" }, { skillId: "delivery" }] }]);
    const at = (delivery: number) => match({ ...person("p", 3, delivery), skills: [...person("p", 3, delivery).skills, { skillId: "stories", abilityLogits: 0.6, standardErrorLogits: 0, outcomeCount: 0 }] }, { bank }).ceilings;
    expect(at(0)).toMatchObject([{ skillId: "vision", nextSkillIds: [] }]);
    expect(at(3)).toMatchObject([{ skillId: "vision", nextSkillIds: ["stories"] }]);
    expect(match({ participantId: "p", skills: person("p", 3, 0).skills.slice(0, 1) }, { bank }).ceilings).toMatchObject([{ nextSkillIds: [] }]);
  });
  test("of equally easy items the first by id is named", () => {
    const bank = bankOf([{ ...why, id: "b" }, { ...why, id: "a" }, { ...why, id: "c", loads: on("vision", -2) }]);
    expect(match(speaker, { bank }).ceilings).toMatchObject([{ itemCount: 3, hardestItemId: "a" }]);
  });
});

describe("content balance", () => {
  const pair = bankOf([{ ...plainItem, id: "V", loads: on("vision", 0) }, { ...plainItem, id: "D", loads: on("delivery", 0.1) }, { ...plainItem, id: "S", loads: on("stories", 0.3) }]);
  const all: Ability = { participantId: "p", skills: ["vision", "delivery", "stories"].map((skillId) => ({ skillId, abilityLogits: 0.619, standardErrorLogits: 0, outcomeCount: 0 })) };
  const past = (...itemIds: readonly string[]) => itemIds.map((itemId, index) => served(itemId, `2026-0${String(index + 1)}-01T00:00:00Z`, 1));
  const halves = { targets: [{ skillId: "vision", weight: 1 }, { skillId: "delivery", weight: 1 }] };
  const balanced = (history: readonly ServedHomework[], contentBalance: HomeworkMatchRequest["contentBalance"] = halves, changes: Partial<HomeworkMatchRequest> = {}) => match(all, { bank: pair, history, ...(contentBalance === undefined ? {} : { contentBalance }), ...changes });

  test("what is furthest behind its target comes first, though another lies nearer", () => {
    const { ranked, contentShares } = balanced(past("V", "V", "D"));
    expect(contentShares).toEqual([
      { skillId: "delivery", targetFraction: 0.5, actualFraction: expect.closeTo(1 / 3, 8) as number, deficitPoints: expect.closeTo(100 / 6, 6) as number },
      { skillId: "vision", targetFraction: 0.5, actualFraction: expect.closeTo(2 / 3, 8) as number, deficitPoints: expect.closeTo(-100 / 6, 6) as number },
    ]);
    expect(ranked.map(({ itemId, reasons }) => [itemId, reasons])).toEqual([["D", ["in-band", "content-balance"]], ["S", ["in-band", "content-balance"]], ["V", ["in-band"]]]);
  });
  test("a part counts for its whole, unless it has a target of its own", () => {
    expect(balanced(past("V", "S")).contentShares.map(({ actualFraction }) => actualFraction)).toEqual([0.5, 0.5]);
    const three = { targets: [...halves.targets, { skillId: "stories", weight: 2 }] };
    expect(balanced(past("V", "S"), three).contentShares.map(({ skillId, deficitPoints }) => [skillId, deficitPoints])).toEqual([["delivery", 25], ["stories", 0], ["vision", -25]]);
    expect(balanced(past("V", "S"), three).ranked.map(({ itemId }) => itemId)).toEqual(["D", "S", "V"]);
  });
  test("a part of a part counts for the whole too, as often as it is asked for", () => {
    const deep = bankOf([...pair.items, { ...plainItem, id: "P", loads: on("endings", 0) }]);
    const bank = { ...deep, skills: [{ id: "endings", title: "Endings", parentSkillId: "stories" }, ...deep.skills] };
    for (const items of [bank.items, [...bank.items].reverse()]) expect(balanced(past("P", "S", "P", "V"), halves, { bank: { ...bank, items } }).contentShares.map(({ actualFraction }) => actualFraction)).toEqual([0.75, 0.25]);
  });
  test("before the first homework nothing was served, and the largest target comes first", () => {
    const { ranked, contentShares } = balanced([], { targets: [{ skillId: "vision", weight: 1 }, { skillId: "delivery", weight: 3 }] });
    expect(contentShares).toMatchObject([{ skillId: "delivery", targetFraction: 0.75, actualFraction: null, deficitPoints: 75 }, { deficitPoints: 25 }]);
    expect(ranked.map(({ itemId }) => itemId)).toEqual(["D", "S", "V"]);
  });
  test("an item of two skills counts for each by its weight, and is ranked by the larger one", () => {
    const mixed: HomeworkItem = { ...plainItem, id: "M", loads: [{ skillId: "vision", weight: 3, difficultyLogits: 0 }, { skillId: "delivery", weight: 1, difficultyLogits: 0 }] };
    const { contentShares, ranked } = balanced(past("M"), halves, { bank: bankOf([...pair.items, mixed]) });
    expect(contentShares.map(({ actualFraction }) => actualFraction)).toEqual([0.25, 0.75]);
    // each homework counts once, whatever its weights add up to: .25 + 1 of 2
    expect(balanced(past("M", "D"), halves, { bank: bankOf([...pair.items, mixed]) }).contentShares.map(({ actualFraction }) => actualFraction)).toEqual([0.625, 0.375]);
    // V and M lie equally near and are of one skill; M was given before
    expect(ranked.map(({ itemId }) => itemId)).toEqual(["D", "S", "V", "M"]);
  });
  test("what trains nothing that has a target comes last; homework on it, and homework that left the bank, is not counted", () => {
    const { ranked, contentShares } = balanced(past("D", "gone"), { targets: [{ skillId: "vision", weight: 1 }] });
    expect(contentShares).toMatchObject([{ actualFraction: null, deficitPoints: 100 }]);
    expect(ranked.map(({ itemId, reasons }) => [itemId, reasons.includes("content-balance")])).toEqual([["V", true], ["D", false], ["S", false]]);
    expect(balanced([], { targets: [{ skillId: "vision", weight: 1 }] }, { bank: { ...pair, items: pair.items.slice(1) } }).ranked.map(({ reasons }) => reasons)).toEqual([["in-band"], ["in-band"]]);
  });
  test("without it nothing changes", () => { expect(match(all, { bank: pair, history: past("V", "V", "D") })).toMatchObject({ contentShares: [], ranked: [{ itemId: "V", reasons: ["in-band"] }, { itemId: "D" }, { itemId: "S" }] }); });
  test("variety draws only among what is equally far behind", () => {
    const firsts = new Set(Array.from({ length: 50 }, (_, seed) => balanced(past("V", "V", "D"), halves, { variety: { seed, amongCount: 3 } }).ranked[0]?.itemId));
    expect([...firsts].sort()).toEqual(["D", "S"]);
  });
  test("nothing outside the band is given for the sake of balance, and the nearest stays the nearest", () => {
    const far = { ...pair, items: pair.items.map((item) => ({ ...item, loads: item.loads.map((load) => ({ ...load, difficultyLogits: load.difficultyLogits + 3 })) })) };
    expect(balanced(past("V", "V", "D"), halves, { bank: far, policy: { cooldownDays: 0 } }).ranked).toMatchObject([{ itemId: "V", reasons: ["nearest-outside-band"] }]);
  });
});

describe("enough open homework", () => {
  const open = (itemId: string, servedAt = "2026-09-30T07:00:00Z"): ServedHomework => ({ itemId, servedAt, isOpen: true });
  test("who is at work on two is given no third: every item says how many to close", () => {
    const { reason, causes, ranked, rejected } = match(newLeader, { history: [open("H2"), open("H9")] });
    expect([reason, causes, ranked]).toEqual(["no-candidate", ["enough-open"], []]);
    expect(rejected.map(({ codes: found }) => found)).toEqual([["enough-open"], ["enough-open", "already-open", "prerequisite", "cooldown", "too-hard"], ["enough-open", "prerequisite", "too-hard"]]);
    expect(rejected[0]?.counterfactual).toEqual([{ code: "enough-open", closeCount: 1 }]);
  });
  test("one is not enough, and the same one named twice is one", () => { expect(ids(newLeader, { history: [open("H2"), open("H2", "2026-09-29T07:00:00Z"), served("H9", "2026-09-01T00:00:00Z")] })).toEqual(["H1"]); });
  test("a host sets its own limit", () => {
    const history = [open("H2"), open("H3"), open("H9")];
    expect(ids(newLeader, { history, policy: { openLimitCount: 4 } })).toEqual(["H1"]);
    expect(match(newLeader, { history, policy: { openLimitCount: 1 } }).rejected[0]?.counterfactual).toEqual([{ code: "enough-open", closeCount: 3 }]);
  });
  test("what is open is not given once more, though its cooldown is over", () => { expect(codes(newLeader, { history: [open("H1", "2026-01-01T00:00:00Z")] })["H1"]).toEqual(["already-open"]); });
  test("without an outcome it is not open: it may have been dropped", () => { expect(ids(newLeader, { history: ["H2", "H3", "H9"].map((id) => served(id, "2026-09-30T07:00:00Z")) })).toEqual(["H1"]); });
});

describe("a host's own purpose", () => {
  const band = { lowerProbability: 0.95, targetProbability: 0.98, upperProbability: 0.995 };
  test("has the host's band", () => { expect(ids(speaker, { purpose: "warm-up", band })).toEqual(["H1"]); });
  test("needs one", () => { expect(faults(() => match(speaker, { purpose: "warm-up" }))).toEqual(["success-band.unknown_purpose /purpose"]); });
});

test.each<[string, object, readonly string[]]>([
  ["homework served in the future", { history: [served("H2", "2026-10-05T07:00:00.001Z")] }, ["match-request.served_in_future /history/0/servedAt"]],
  ["an outcome outside 0 to 1", { history: [served("H2", "2026-10-01T07:00:00Z", 1.1), served("H2", "2026-10-01T07:00:00Z", -0.1)] }, ["input.too_big /history/0/outcome", "input.too_small /history/1/outcome"]],
  ["an item exposed twice", { cohortExposure: { participantCount: 3, maximumFraction: 1, items: [{ itemId: "H1", participantCount: 1 }, { itemId: "H1", participantCount: 1 }] } }, ["match-request.duplicate_exposure /cohortExposure/items/1/itemId"]],
  ["a cohort of nobody", { cohortExposure: { participantCount: 0, maximumFraction: 1, items: [] } }, ["input.too_small /cohortExposure/participantCount"]],
  ["an open homework with an outcome", { history: [{ ...served("H2", "2026-10-01T07:00:00Z", 0.5), isOpen: true }] }, ["match-request.open_with_outcome /history/0/isOpen"]],
  ["a target for a skill that the bank has not", { contentBalance: { targets: [{ skillId: "vision", weight: 1 }, { skillId: "singing", weight: 1 }] } }, ["match-request.unknown_skill /contentBalance/targets/1/skillId"]],
  ["two targets for one skill", { contentBalance: { targets: [{ skillId: "vision", weight: 1 }, { skillId: "vision", weight: 1 }] } }, ["content-balance.duplicate_skill /contentBalance/targets/1/skillId"]],
  ["targets of weight zero", { contentBalance: { targets: [{ skillId: "vision", weight: 0 }] } }, ["content-balance.zero_weights /contentBalance/targets"]],
  ["no open homework at all", { policy: { openLimitCount: 0 } }, ["input.too_small /policy/openLimitCount"]],
  ["a band out of order", { band: { lowerProbability: 0.9, targetProbability: 0.8, upperProbability: 0.7 } }, ["success-band.out_of_order /band/targetProbability"]],
  ["a bank with a cycle", { bank: bankOf([nonVerbal, { ...why, prerequisites: [{ skillId: "delivery" }] }]) }, ["homework-bank.prerequisite_cycle /bank/items"]],
  ["a mastery that is certain", { policy: { masteryProbability: 1 } }, ["input.too_big /policy/masteryProbability"]],
  ["a policy that is not known", { policy: { cooldownWeeks: 4 } }, ["input.unrecognized_keys /policy/cooldownWeeks"]],
  ["a seed that is no whole number", { variety: { seed: 0.5, amongCount: 0 } }, ["input.invalid_type /variety/seed", "input.too_small /variety/amongCount"]],
  ["no time of the match", { at: undefined }, ["input.invalid_type /at"]],
])("matchHomework refuses %s", (_, changes, expected) => { expect(faults(() => match(speaker, changes))).toEqual(expected); });

describe("laws of the match", () => {
  const logits = fc.integer({ min: -30, max: 30 }).map((tenth) => tenth / 10);
  const load = (skillId: string) => fc.record({ skillId: fc.constant(skillId), weight: fc.integer({ min: 1, max: 3 }), difficultyLogits: logits });
  const items = fc.array(fc.record({
    loads: fc.oneof(fc.tuple(load("vision")), fc.tuple(load("delivery")), fc.tuple(load("vision"), load("delivery"))), combine: fc.constantFrom("compensatory" as const, "conjunctive" as const),
    discrimination: fc.constantFrom(0.5, 1, 2), needsVision: fc.boolean(), durationMinutes: fc.integer({ min: 5, max: 40 }), languages: fc.constantFrom(["en"], ["de"], ["en", "de"]),
  }), { maxLength: 12 }).map((all) => all.map(({ needsVision, ...item }, index): HomeworkItem => ({ ...plainItem, ...item, id: `H${String(index)}`, prerequisites: needsVision ? [{ skillId: "vision" }] : [] })));
  const abilities = fc.record({ vision: logits, delivery: logits, error: fc.constantFrom(0, 0.5, 1) }).map(({ vision, delivery, error }) => person("p", vision, delivery, error));
  const histories = fc.array(fc.record({ item: fc.nat(11), day: fc.integer({ min: 1, max: 30 }), outcome: fc.constantFrom(0.2, 0.8) }), { maxLength: 5 })
    .map((all) => all.map(({ item, day, outcome }) => served(`H${String(item)}`, `2026-09-${String(day).padStart(2, "0")}T00:00:00Z`, outcome)));
  const turned = <T>(list: readonly T[], by: number): readonly T[] => [...list.slice(by % (list.length || 1)), ...list.slice(0, by % (list.length || 1))].reverse();

  test("nothing is lost: every item is either ranked or rejected, once, and whatever is rejected says why", () => fc.assert(fc.property(items, abilities, histories, (list, ability, history) => {
    const { ranked, rejected } = match(ability, { bank: bankOf(list), history });
    expect([...ranked, ...rejected].map(({ itemId }) => itemId).sort()).toEqual(list.map(({ id }) => id).sort());
    for (const { codes: found } of rejected) expect(found.length).toBeGreaterThan(0);
    expect(ranked.filter(({ outsideBand }) => outsideBand).length).toBeLessThanOrEqual(ranked.some(({ outsideBand }) => !outsideBand) ? 0 : 1);
  })));

  test("the order of items, abilities and history changes nothing", () => fc.assert(fc.property(items, abilities, histories, fc.nat(20), (list, ability, history, by) => {
    const answer = match(ability, { bank: bankOf(list), history });
    expect(match({ ...ability, skills: turned(ability.skills, by) }, { bank: bankOf(turned(list, by)), history: turned(history, by) })).toEqual(answer);
  })));

  test("the list is ordered by distance, and distances are those of its chances", () => fc.assert(fc.property(items, abilities, (list, ability) => {
    const { ranked } = match(ability, { bank: bankOf(list) });
    const target = Math.log(0.65 / 0.35);
    ranked.forEach(({ distanceLogits, probability }, index) => {
      expect(distanceLogits).toBeCloseTo(Math.abs(Math.log(probability / (1 - probability)) - target), 6);
      expect(distanceLogits).toBeGreaterThanOrEqual(ranked[index - 1]?.distanceLogits ?? 0);
    });
  })));

  test("whatever is rejected for a reason that has a number says the number, once for each reason", () => fc.assert(fc.property(items, abilities, histories, fc.nat(3), (list, ability, history, givenCount) => {
    const cohortExposure = { participantCount: 4, maximumFraction: 0.5, items: list.map(({ id }) => ({ itemId: id, participantCount: givenCount })) };
    const open = givenCount === 3 ? [{ itemId: "o1", servedAt: "2026-09-01T00:00:00Z", isOpen: true }, { itemId: "o2", servedAt: "2026-09-01T00:00:00Z", isOpen: true }] : [];
    for (const { itemId, codes: found, counterfactual } of match(ability, { bank: bankOf(list), history: [...history, ...open], cohortExposure, language: "de" }).rejected) {
      const said = new Set(counterfactual.map(({ code }) => code));
      const item = list.find(({ id }) => id === itemId);
      for (const code of found) {
        if (code === "language" || code === "ability-unknown" || (code === "too-hard" && item?.combine === "conjunctive" && item.loads.length > 1)) continue;
        expect([code, said.has(code as NeededChange["code"])]).toEqual([code, true]);
      }
      expect([...said].filter((code) => !found.includes(code))).toEqual([]);
    }
  })));

  test.each<[string, Ability, Partial<HomeworkItem>, object]>([
    ["too hard, on a scale so flat that the band begins beyond 100", person("p", 0, 0), { loads: on("delivery", 100), discrimination: 0.01 }, { ranked: [{ verdict: "too-hard", counterfactual: [] }] }],
    ["too easy by two skills, and neither alone can be low enough", person("p", 100, 100), { loads: [...on("vision", -100), ...on("delivery", -100)] }, { ranked: [{ verdict: "too-easy", counterfactual: [] }] }],
    ["a prerequisite at 99 is mastered at 99 + logit(.8)", person("p", 0, 0.7), { prerequisites: [{ skillId: "vision", masteryDifficultyLogits: 99 }] }, { rejected: [{ codes: ["prerequisite"], counterfactual: [] }] }],
    ["one at 98 can be", person("p", 0, 0.7), { prerequisites: [{ skillId: "vision", masteryDifficultyLogits: 98 }] }, { rejected: [{ codes: ["prerequisite"], counterfactual: [{ changeLogits: expect.closeTo(98 + Math.log(4), 9) as number }] }] }],
  ])("nobody is told to reach an ability beyond ±100: %s", (_, ability, changes, expected) => { expect(match(ability, { bank: only(changes), purpose: "practice" })).toMatchObject(expected); });

  test("whoever changes as the answer says enters the band or masters the prerequisite; a little less does not do", () => fc.assert(fc.property(items, abilities, (list, ability) => {
    const isOfSkill = (change: NeededChange): change is Extract<NeededChange, { readonly skillId: string }> => "skillId" in change;
    for (const { itemId, counterfactual } of match(ability, { bank: bankOf(list) }).rejected) {
      const item = list.filter(({ id }) => id === itemId);
      for (const change of counterfactual.filter(isOfSkill)) {
        const after = (share: number): Ability => ({ ...ability, skills: ability.skills.map((skill) => (skill.skillId === change.skillId ? { ...skill, abilityLogits: skill.abilityLogits + share * change.changeLogits } : skill)) });
        const found = (share: number) => { const { ranked, rejected } = match(after(share), { bank: bankOf(item) }); return ranked.some(({ verdict }) => verdict === change.code) || rejected.some(({ codes: all }) => all.includes(change.code)); };
        expect(found(1)).toBe(false);
        expect(found(0.999)).toBe(true);
      }
    }
  })));
});

test("a bank of 2,000 items answers with each of them", () => {
  const list = Array.from({ length: 2000 }, (_, index) => ({ ...nonVerbal, id: `i${String(index)}`, loads: on("delivery", (index - 1000) / 250) }));
  const { ranked, rejected } = match(speaker, { bank: { ...bank, items: list } });
  expect(ranked.length + rejected.length).toBe(2000);
  expect(ranked[0]?.distanceLogits).toBeLessThan(0.002);
});
