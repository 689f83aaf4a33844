import fc from "fast-check";
import { groupReport, type GroupReportQuestion, type GroupReportResult, type GroupRespondent } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { auditGroups } from "../../src/journal/group-audit.js";
import { groupClasses } from "../../src/journal/group-classes.js";
import { refuses } from "../refusal.js";
import { follows, sumFrom, toldOfFew } from "./attacker.js";
import { question, team } from "./respondents.js";

const later = "2026-11-02T07:00:00Z";
/** Reports as readers name groups: `site=x team=y`, the total `all`. */
const named = (memberships: readonly { readonly dimensionId: string; readonly groupId: string }[]): string => memberships.map(({ dimensionId, groupId }) => `${dimensionId}=${groupId}`).join(" ") || "all";
const shownIn = ({ report }: GroupReportResult): readonly string[] => report.shown.map(({ memberships }) => named(memberships));
const hiddenIn = ({ suppression }: GroupReportResult): Readonly<Record<string, string>> => Object.fromEntries(suppression.hidden.map(({ memberships, reason }) => [named(memberships), reason]));
const idsOf = (people: readonly GroupRespondent[]): readonly string[] => people.map(({ participantId }) => participantId);
const inGroup = (people: readonly GroupRespondent[], memberships: readonly { readonly dimensionId: string; readonly groupId: string }[]): readonly GroupRespondent[] =>
  people.filter(({ groups }) => memberships.every((one) => groups.some(({ dimensionId, groupId }) => dimensionId === one.dimensionId && groupId === one.groupId)));

describe("three teams of 12, 9 and 3, and five as the fewest", () => {
  const result = groupReport(question);

  test("the total and the largest team are shown; the smallest is hidden, and the next one so that it stays so", () => {
    expect(result.report.shown).toEqual([
      { memberships: [], respondentCount: 24, mean: expect.closeTo(3.6625, 12) as number },
      { memberships: [{ dimensionId: "team", groupId: "A" }], respondentCount: 12, mean: 4 },
    ]);
    expect(result.report.hidden).toEqual([{ memberships: [{ dimensionId: "team", groupId: "B" }] }, { memberships: [{ dimensionId: "team", groupId: "C" }] }]);
    expect(hiddenIn(result)).toEqual({ "team=B": "complementary", "team=C": "too-few" });
    expect(result.suppression.counts).toEqual({ "too-few": 1, complementary: 1, "changed-by-few": 0, "not-proven": 0 });
  });

  const [a, b, c] = ["A", "B", "C"].map((groupId) => idsOf(inGroup(question.respondents, [{ dimensionId: "team", groupId }]))) as [readonly string[], readonly string[], readonly string[]];
  const all = [...a, ...b, ...c];
  const [total, shownTeam] = result.report.shown.map(({ respondentCount, mean }) => respondentCount * mean) as [number, number];

  test("a reader works out both hidden teams together, which are twelve, and neither of them alone", () => {
    const published = [{ people: all, sum: total }, { people: a, sum: shownTeam }];
    expect(sumFrom(published, [...b, ...c]) / 12).toBeCloseTo(3.325, 9);
    expect([follows([all, a], b), follows([all, a], c), toldOfFew([all, a], 5)]).toEqual([false, false, undefined]);
  });

  test("were only the smallest hidden, a reader would work it out: 2.5", () => {
    expect(sumFrom([{ people: all, sum: 87.9 }, { people: a, sum: 48 }, { people: b, sum: 32.4 }], c) / 3).toBeCloseTo(2.5, 9);
    expect(toldOfFew([all, a, b], 5)?.toSorted()).toEqual([...c]);
  });

  test("nothing of what it hides stands in the report or in what the host keeps", () => {
    expect(JSON.stringify(result.report)).not.toMatch(/2\.5|3\.6[,}]|"respondentCount":(9|3)\b/u);
    expect(result.disclosure.disclosed).toEqual([all.toSorted(), a.toSorted()]);
    expect(JSON.stringify(result.disclosure)).not.toMatch(/value|mean/u);
  });

  test.each([
    [3, ["all", "team=A", "team=B", "team=C"]],
    [4, ["all", "team=A"]],
    [12, ["all", "team=A"]],
    [13, ["all"]],
    [25, []],
  ])("with %i as the fewest", (leastRespondentCount, shown) => {
    expect(shownIn(groupReport({ ...question, leastRespondentCount }))).toEqual(shown);
  });
});

describe("groups in groups", () => {
  const respondents = [...team("n1", 8, 4, { site: "north" }), ...team("n2", 7, 3, { site: "north" }), ...team("n3", 2, 1, { site: "north" }), ...team("s1", 9, 5, { site: "south" }), ...team("s2", 6, 2, { site: "south" })];

  test("a team that is too small hides the next one of its own site, and none of another", () => {
    const result = groupReport({ ...question, respondents, breakdowns: [["site"], ["site", "team"]] });
    expect(hiddenIn(result)).toEqual({ "site=north team=n2": "complementary", "site=north team=n3": "too-few" });
  });

  test("where sites are not shown, what is hidden may lie in another one", () => {
    expect(hiddenIn(groupReport({ ...question, respondents, breakdowns: [["team"]] }))).toEqual({ "team=s2": "complementary", "team=n3": "too-few" });
  });

  test("a site of two people hides the smallest other one, and with it as many of its teams as would tell of them", () => {
    const result = groupReport({ ...question, respondents: [...respondents, ...team("w1", 2, 3, { site: "west" })], breakdowns: [["site"], ["site", "team"]] });
    expect(hiddenIn(result)).toEqual({ "site=south": "complementary", "site=south team=s2": "complementary", "site=west": "too-few", "site=west team=w1": "too-few", "site=north team=n2": "complementary", "site=north team=n3": "too-few" });
  });

  test("people without a group are a hidden group, too", () => {
    const some = [...team("A", 12, 4), ...team("B", 9, 3), ...team("x", 2, 1).map((one) => ({ ...one, groups: [] }))];
    expect(hiddenIn(groupReport({ ...question, respondents: some }))).toEqual({ "team=B": "complementary" });
  });

  test("a site of one team is shown twice, which tells nothing more", () => {
    expect(shownIn(groupReport({ ...question, respondents: team("A", 6, 4, { site: "north" }), breakdowns: [["site"], ["site", "team"]] }))).toEqual(["all", "site=north", "site=north team=A"]);
  });
});

test("coarse groups come before fine ones: of two that differ by one person the one of fewer dimensions is shown", () => {
  const people_ = Array.from({ length: 20 }, (_, index) => ({ participantId: `p${String(index)}`, value: 3, groups: [{ dimensionId: "site", groupId: "x" }, { dimensionId: "team", groupId: index < 10 ? "a" : "b" }, ...(index < 9 ? [{ dimensionId: "tenure", groupId: "new" }] : [])] }));
  expect(hiddenIn(groupReport({ ...question, respondents: people_, breakdowns: [["tenure"], ["site", "team"]] }))).toEqual({ "site=x team=a": "complementary", "site=x team=b": "complementary" });
});

/** A table with its margins: rows are teams, columns tenures. */
const table = (counts: readonly (readonly number[])[]): readonly GroupRespondent[] =>
  counts.flatMap((row, team_) => row.flatMap((count, tenure) => Array.from({ length: count }, (_, index) => ({ participantId: `p${String(team_)}-${String(tenure)}-${String(index)}`, value: 1 + ((team_ + tenure + index) % 5), groups: [{ dimensionId: "team", groupId: `t${String(team_)}` }, { dimensionId: "tenure", groupId: `y${String(tenure)}` }] }))));
const margins = [["team"], ["tenure"], ["team", "tenure"]];

describe("a table with its margins", () => {
  test("one small cell hides three others: a rectangle, which no margin tells apart", () => {
    const result = groupReport({ ...question, respondents: table([[20, 18, 16], [15, 14, 12], [11, 9, 3]]), breakdowns: margins });
    expect(hiddenIn(result)).toEqual({ "team=t1 tenure=y1": "complementary", "team=t1 tenure=y2": "complementary", "team=t2 tenure=y1": "complementary", "team=t2 tenure=y2": "too-few" });
  });

  test("a cell that holds nobody is no cell: what lies beside a small one is hidden in a rectangle around it", () => {
    const result = groupReport({ ...question, respondents: table([[20, 0, 16], [15, 14, 12], [11, 9, 3]]), breakdowns: margins });
    expect(toldOfFew(result.disclosure.disclosed, 5)).toBeUndefined();
    expect(result.suppression.counts["too-few"]).toBe(1);
  });

  test("a table of cells that are all too small still has its margins", () => {
    const result = groupReport({ ...question, respondents: table(Array.from({ length: 6 }, () => [1, 2, 1, 2, 1])), breakdowns: margins });
    expect(result.suppression.counts).toEqual({ "too-few": 30, complementary: 0, "changed-by-few": 0, "not-proven": 0 });
    expect(toldOfFew(result.disclosure.disclosed, 5)).toBeUndefined();
  });

  test("an intersection of two groups is hidden with its rest in each of them", () => {
    const result = groupReport({ ...question, respondents: table([[9, 3], [8, 0]]), breakdowns: margins });
    // everyone of tenure y1 is in team t0, so the rest of the team's 12 is one cell, and the rest of tenure y0's 17 another
    expect(toldOfFew(result.disclosure.disclosed, 5)).toBeUndefined();
    expect(shownIn(result)).toEqual(["all", "team=t0", "team=t1", "team=t1 tenure=y0"]);
  });
});

describe("two reports", () => {
  const first = groupReport({ ...question, respondents: [...team("A", 12, 4), ...team("B", 9, 3)] });
  const next = (respondents: readonly GroupRespondent[], changes: Partial<GroupReportQuestion> = {}): GroupReportResult => groupReport({ ...question, respondents, reportedAt: later, earlier: [first.disclosure], ...changes });

  test("with the same people everything is shown again", () => {
    expect(shownIn(next([...team("A", 12, 2), ...team("B", 9, 5)]))).toEqual(["all", "team=A", "team=B"]);
  });

  test.each([[1, false], [4, false], [5, true]])("where %i people came to a team", (count, isShown) => {
    const grown = next([...team("A", 12, 4), ...team("B", 9 + count, 3)]);
    expect(shownIn(grown)).toEqual(isShown ? ["all", "team=A", "team=B"] : ["team=A"]);
    expect(hiddenIn(grown)).toEqual(isShown ? {} : { all: "changed-by-few", "team=B": "changed-by-few" });
  });

  test("where people left, the same holds", () => {
    expect(hiddenIn(next([...team("A", 10, 4), ...team("B", 9, 3)]))).toEqual({ all: "changed-by-few", "team=A": "changed-by-few" });
  });

  test("one who moves from team to team changes both, and not the total", () => {
    const moved = [...team("A", 12, 4), ...team("B", 9, 3)].map((one) => (one.participantId === "A0" ? { ...one, groups: [{ dimensionId: "team", groupId: "B" }] } : one));
    expect(hiddenIn(next(moved))).toEqual({ "team=A": "changed-by-few", "team=B": "changed-by-few" });
  });

  test("three who go and three who come are six: their difference is told, and nobody's answer", () => {
    const swapped = [...team("A", 12, 4).slice(3), ...team("new", 3, 2).map((one) => ({ ...one, groups: [{ dimensionId: "team", groupId: "A" }] })), ...team("B", 9, 3)];
    expect(shownIn(next(swapped))).toEqual(["all", "team=A", "team=B"]);
  });

  test("a group that is hidden for another reason, and changed by as many as may be told of, is not called changed by few", () => {
    expect(hiddenIn(next([...team("A", 12, 4), ...team("B", 14, 3), ...team("C", 2, 3)]))).toEqual({ "team=B": "complementary", "team=C": "too-few" });
  });

  test("two groupings of the same people are two reports: by team, then by one who is not in the other half", () => {
    const halves = [...team("A", 12, 4), ...team("B", 9, 3)].map((one, index) => ({ ...one, groups: [{ dimensionId: "half", groupId: index < 11 ? "x" : "y" }] }));
    expect(hiddenIn(next(halves, { breakdowns: [["half"]] }))).toEqual({ "half=x": "changed-by-few", "half=y": "changed-by-few" });
  });

  test("a report on a part of the people is one more report: it tells of the rest, too", () => {
    const whole = [...team("A", 12, 4), ...team("B", 9, 3)];
    expect(shownIn(next(whole.slice(0, 17), { breakdowns: [] }))).toEqual([]);
    expect(shownIn(next(whole.slice(0, 16), { breakdowns: [] }))).toEqual([]);
    expect(shownIn(next([...team("A", 12, 4).slice(6), ...team("B", 9, 3)], { breakdowns: [] }))).toEqual(["all"]);
  });

  test("without the earlier report nothing is known of it", () => {
    expect(shownIn(groupReport({ ...question, respondents: [...team("A", 12, 4), ...team("B", 10, 3)], reportedAt: later }))).toEqual(["all", "team=A", "team=B"]);
  });

  test("earlier reports that tell of few by themselves are warned of, and what is safe beside them is shown", () => {
    const careless = groupReport({ ...question, leastRespondentCount: 2, respondents: [...team("A", 12, 4), ...team("B", 9, 3), ...team("C", 3, 3)] });
    const strict = next([...team("A", 12, 4), ...team("B", 9, 3), ...team("C", 3, 3)], { earlier: [careless.disclosure] });
    expect(strict.suppression.warnings).toEqual(["earlier-reports-tell-of-few"]);
    expect(hiddenIn(strict)).toEqual({ "team=C": "too-few" });
    expect(next([...team("A", 12, 4), ...team("B", 9, 3)]).suppression.warnings).toEqual([]);
  });
});

describe("what cannot be a report is refused", () => {
  const one = question.respondents[0]!;
  test.each<[string, Partial<GroupReportQuestion>, string, readonly (string | number)[]]>([
    ["one as the fewest", { leastRespondentCount: 1 }, "input.too_small", ["leastRespondentCount"]],
    ["half a person", { leastRespondentCount: 4.5 }, "input.invalid_type", ["leastRespondentCount"]],
    ["nobody", { respondents: [], breakdowns: [] }, "input.too_small", ["respondents"]],
    ["an answer that is no number", { respondents: [{ ...one, value: NaN }] }, "input.invalid_type", ["respondents", 0, "value"]],
    ["an answer below the scale", { respondents: [one, { ...one, participantId: "x", value: 0.9 }] }, "group-report-question.off_scale", ["respondents", 1, "value"]],
    ["an answer above the scale", { respondents: [one, { ...one, participantId: "x", value: 5.1 }] }, "group-report-question.off_scale", ["respondents", 1, "value"]],
    ["a scale of one point", { scale: { lowest: 1, highest: 1 } }, "group-report-question.empty_scale", ["scale", "highest"]],
    ["one who answers twice", { respondents: [one, one] }, "group-report-question.answered_twice", ["respondents", 1, "participantId"]],
    ["one in two groups of a dimension", { respondents: [{ ...one, groups: [...one.groups, { dimensionId: "team", groupId: "B" }] }] }, "group-report-question.two_groups", ["respondents", 0, "groups", 1, "dimensionId"]],
    ["a dimension that nobody has", { breakdowns: [["team"], ["tenure"]] }, "group-report-question.unknown_dimension", ["breakdowns", 1, 0]],
    ["a dimension twice", { breakdowns: [["team", "team"]] }, "group-report-question.repeated_dimension", ["breakdowns", 0, 1]],
    ["a breakdown twice", { breakdowns: [["team"], ["team"]] }, "group-report-question.repeated_breakdown", ["breakdowns", 1]],
    ["a report on another measure", { earlier: [{ ...groupReport(question).disclosure, measureId: "pay" }] }, "group-report-question.other_measure", ["earlier", 0, "measureId"]],
    ["a report of the future", { earlier: [{ ...groupReport(question).disclosure, reportedAt: later }] }, "group-report-question.later_report", ["earlier", 0, "reportedAt"]],
    ["one who stands twice in a group", { earlier: [{ ...groupReport(question).disclosure, disclosed: [["a", "b", "a"]] }] }, "group-disclosure.repeated_participant", ["earlier", 0, "disclosed", 0, 2]],
  ])("%s", (_, changes, code, path) => {
    refuses(() => groupReport({ ...question, ...changes }), { code, path });
  });

  test("one who answers twice from two teams is both", () => {
    refuses(() => groupReport({ ...question, respondents: [one, { ...one, groups: [{ dimensionId: "team", groupId: "B" }] }] }),
      { code: "group-report-question.answered_twice", path: ["respondents", 1, "participantId"] },
      { code: "group-report-question.two_groups", path: ["respondents", 1, "groups", 0, "dimensionId"], params: { participantId: "A0", dimensionId: "team" } });
  });

  test("of very many respondents the one bad one is named", () => {
    const many = team("A", 250_000, 4).map((person, index) => (index === 249_999 ? { ...person, value: 6 } : person));
    refuses(() => groupReport({ ...question, respondents: many }), { code: "group-report-question.off_scale", path: ["respondents", 249_999, "value"] });
  });
  test("more respondents than one report takes", () => {
    refuses(() => groupReport({ ...question, respondents: team("A", 250_001, 4) }), { code: "input.too_big", path: ["respondents"] });
  });
  test("more groups than one report takes", () => {
    const alone = (count: number): readonly GroupRespondent[] => Array.from({ length: count }, (_, index) => team(`t${String(index)}-`, 1, 3)[0]!);
    refuses(() => groupReport({ ...question, respondents: alone(5_000) }), { code: "group-classes.too_many_groups", path: ["breakdowns"] });
    expect(groupReport({ ...question, respondents: alone(4_999) }).suppression.counts["too-few"]).toBe(4_999);
  });
  test("more earlier reports than one question takes", () => {
    refuses(() => groupReport({ ...question, earlier: Array.from({ length: 101 }, () => groupReport(question).disclosure) }), { code: "input.too_big", path: ["earlier"] });
  });
});

/** People with up to three dimensions of unequal groups: the first group of each is the largest. */
const person = (groupCounts: readonly number[]): fc.Arbitrary<readonly number[]> => fc.tuple(...groupCounts.map((count) => fc.array(fc.nat(count - 1), { minLength: 2, maxLength: 2 }).map((two) => Math.min(...two))));
const people = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 3 })).chain(([sites, teams, tenures]) => fc.array(person([sites, teams, tenures]), { minLength: 6, maxLength: 45 }));
const dimensions = ["site", "team", "tenure"];
const asRespondents = (rows: readonly (readonly number[])[]): readonly GroupRespondent[] =>
  rows.map((row, index) => ({ participantId: `p${String(index)}`, value: 1 + (index % 5), groups: row.flatMap((group, at) => (at === 1 && index % 17 === 16 ? [] : [{ dimensionId: dimensions[at]!, groupId: `${dimensions[at]![0]!}${String(group)}` }])) }));
const designs: readonly (readonly string[][])[] = [[["team"]], [["site"], ["site", "team"]], [["team"], ["tenure"], ["team", "tenure"]], [["site"], ["team"], ["site", "team"], ["site", "team", "tenure"]], [["site", "tenure"], ["team"]]];
const design = fc.constantFrom(...designs);
const least = fc.integer({ min: 2, max: 6 });

/** No combination of what was shown is about few, and no hidden group follows from it. */
function holdsAgainst(disclosed: readonly (readonly string[])[], leastCount: number, results: readonly { readonly result: GroupReportResult; readonly respondents: readonly GroupRespondent[] }[]): void {
  expect(toldOfFew(disclosed, leastCount)).toBeUndefined();
  for (const { result, respondents } of results) for (const { memberships } of result.report.hidden) expect([named(memberships), follows(disclosed, idsOf(inGroup(respondents, memberships)))]).toEqual([named(memberships), false]);
}

describe("an attacker who solves all that was published works out no hidden group, and nothing about fewer than asked for", () => {
  test("from one report", () => {
    let hiddenCount = 0;
    let complementaryCount = 0;
    fc.assert(fc.property(people, design, least, (rows, breakdowns, leastRespondentCount) => {
      const respondents = asRespondents(rows);
      const result = groupReport({ ...question, respondents, breakdowns, leastRespondentCount });
      hiddenCount += result.suppression.hidden.length;
      complementaryCount += result.suppression.counts.complementary;
      expect(result.suppression.counts["not-proven"]).toBe(0);
      holdsAgainst(result.disclosure.disclosed, leastRespondentCount, [{ result, respondents }]);
    }), { numRuns: 300 });
    expect(Math.min(hiddenCount, complementaryCount)).toBeGreaterThan(300);
  });

  test("from two reports: people come, go and move in between, or the same ones are grouped anew", () => {
    const changes = fc.record({ left: fc.integer({ min: 0, max: 6 }), came: fc.integer({ min: 0, max: 6 }), moved: fc.integer({ min: 0, max: 3 }) });
    let changedCount = 0;
    fc.assert(fc.property(people, changes, design, design, least, (rows, { left, came, moved }, firstDesign, secondDesign, leastRespondentCount) => {
      const all = asRespondents(rows);
      const before = all.slice(0, Math.max(1, all.length - came));
      const after = all.slice(Math.min(left, all.length - 1)).map((one, index, those) => (index < moved ? { ...one, groups: those.at(-1)!.groups } : one));
      const dimensionsOf = (those: readonly GroupRespondent[], given: readonly (readonly string[])[]): readonly (readonly string[])[] => given.filter((ids) => ids.every((id) => those.some(({ groups }) => groups.some(({ dimensionId }) => dimensionId === id))));
      const first = groupReport({ ...question, respondents: before, breakdowns: dimensionsOf(before, firstDesign), leastRespondentCount });
      const second = groupReport({ ...question, respondents: after, breakdowns: dimensionsOf(after, secondDesign), leastRespondentCount, reportedAt: later, earlier: [first.disclosure] });
      changedCount += second.suppression.counts["changed-by-few"];
      expect([second.suppression.counts["not-proven"], second.suppression.warnings]).toEqual([0, []]);
      holdsAgainst([...first.disclosure.disclosed, ...second.disclosure.disclosed], leastRespondentCount, [{ result: first, respondents: before }, { result: second, respondents: after }]);
    }), { numRuns: 300 });
    expect(changedCount).toBeGreaterThan(100);
  });
});

describe("what is hidden tells nothing of what was answered", () => {
  /** Everything that `count` people can say to a question of yes or no, by how many say yes. */
  const yes = (name: string, count: number, yesCount: number): readonly GroupRespondent[] => team(name, count, 0).map((one, index) => ({ ...one, value: index < yesCount ? 1 : 0 }));
  const shapeOf = (result: GroupReportResult): string => JSON.stringify([shownIn(result), result.report.hidden, result.disclosure, result.suppression]);
  const asked = { ...question, scale: { lowest: 0, highest: 1 } };

  test.each([[6, 6, 6, 4], [5, 7, 9, 4], [6, 6, 3, 2]])("in all worlds of teams of %i, %i and %i the same groups are hidden, at the ends of the scale, too", (a, b, c, shownCount) => {
    const shapes = new Set<string>();
    for (let world = 0; world < (a + 1) * (b + 1) * (c + 1); world += 1) {
      const respondents = [...yes("A", a, world % (a + 1)), ...yes("B", b, Math.floor(world / (a + 1)) % (b + 1)), ...yes("C", c, Math.floor(world / (a + 1) / (b + 1)))];
      shapes.add(shapeOf(groupReport({ ...asked, respondents })));
    }
    expect(shapes.size).toBe(1);
    expect((JSON.parse([...shapes][0]!) as readonly (readonly string[])[])[0]).toHaveLength(shownCount);
  });

  test("so it is after six of twelve left, whatever either six said", () => {
    const shapes = new Set<string>();
    for (let world = 0; world < 49; world += 1) {
      const stayed = yes("stay", 6, world % 7);
      const first = groupReport({ ...asked, respondents: [...stayed, ...yes("left", 6, Math.floor(world / 7))], breakdowns: [] });
      shapes.add(shapeOf(groupReport({ ...asked, reportedAt: later, respondents: stayed, breakdowns: [], earlier: [first.disclosure] })));
    }
    expect([...shapes].map((one) => (JSON.parse(one) as readonly unknown[])[0])).toEqual([["all"]]);
  });

  test("a group that agrees is shown with the end of the scale as its mean: that it agrees is not protected", () => {
    expect(groupReport({ ...asked, respondents: [...yes("A", 12, 12), ...yes("B", 9, 0)] }).report.shown.map(({ mean }) => mean)).toEqual([expect.closeTo(12 / 21, 12), 1, 0]);
  });

  test("in reports on random tables, and in those that follow them", () => {
    const answers = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 45, maxLength: 45 });
    fc.assert(fc.property(people, design, answers, answers, fc.nat(6), (rows, breakdowns, one, other, left) => {
      const shapesOf = (values: readonly number[]): readonly string[] => {
        const respondents = asRespondents(rows).map((person_, index) => ({ ...person_, value: values[index]! }));
        const first = groupReport({ ...question, respondents, breakdowns });
        const second = groupReport({ ...question, respondents: respondents.slice(Math.min(left, respondents.length - 1)), breakdowns: [], reportedAt: later, earlier: [first.disclosure] });
        return [shapeOf(first), shapeOf(second)];
      };
      expect(shapesOf(one)).toEqual(shapesOf(other));
    }));
  });
});

describe("the proof", () => {
  test("is needed: were only the groups hidden that are too small, most of these tables would tell of few", () => {
    let leakCount = 0;
    fc.assert(fc.property(people, design, least, (rows, breakdowns, leastRespondentCount) => {
      const { groups } = groupClasses({ ...question, respondents: asRespondents(rows), breakdowns });
      if (toldOfFew(groups.filter(({ respondents }) => respondents.length >= leastRespondentCount).map(({ respondents }) => idsOf(respondents)), leastRespondentCount) !== undefined) leakCount += 1;
    }), { numRuns: 300 });
    expect(leakCount).toBeGreaterThan(100);
  });

  test("holds however few steps it has: what it has no steps for is hidden", () => {
    let unprovenCount = 0;
    const steps = fc.integer({ min: 0, max: 3_000 });
    fc.assert(fc.property(people, design, steps, steps, fc.boolean(), (rows, breakdowns, groupSteps, totalSteps, isSecond) => {
      const respondents = asRespondents(rows);
      const earlier = isSecond ? [groupReport({ ...question, respondents: respondents.slice(2), breakdowns: [] }).disclosure] : [];
      const classes = groupClasses({ ...question, respondents, breakdowns, earlier });
      const { reasons } = auditGroups(classes, question.leastRespondentCount, { groupSteps, totalSteps });
      unprovenCount += reasons.filter((reason) => reason === "not-proven").length;
      expect(toldOfFew([...classes.groups.filter((_, number) => reasons[number] === undefined).map((one) => idsOf(one.respondents)), ...earlier.flatMap(({ disclosed }) => disclosed)], 5)).toBeUndefined();
    }), { numRuns: 200 });
    expect(unprovenCount).toBeGreaterThan(200);
  });

  test("with no step nothing is shown, and nothing is said of earlier reports", () => {
    const classes = groupClasses({ ...question, earlier: [groupReport(question).disclosure] });
    expect(auditGroups(classes, question.leastRespondentCount, { groupSteps: 1_000, totalSteps: 0 })).toEqual({ reasons: ["not-proven", "not-proven", "not-proven", "too-few"], earlierTellOfFew: false });
    expect(auditGroups(classes, question.leastRespondentCount, { groupSteps: 0, totalSteps: 1_000 })).toEqual({ reasons: ["not-proven", "not-proven", "not-proven", "too-few"], earlierTellOfFew: false });
  });

  test("steps that one group used are gone for the others", () => {
    const classes = groupClasses({ ...question, respondents: table(Array.from({ length: 6 }, () => [6, 7, 8, 9, 6, 7])), breakdowns: margins });
    const unproven = (totalSteps: number): number => auditGroups(classes, question.leastRespondentCount, { groupSteps: 2_000, totalSteps }).reasons.filter((reason) => reason === "not-proven").length;
    expect([unproven(1e6), unproven(2_000) > 10]).toEqual([0, true]);
  });

  test("of a large table with very small cells and many people as the fewest takes too long for some groups: these are hidden", () => {
    const cells = Array.from({ length: 24 }, (_, row) => Array.from({ length: 24 }, (_cell, column) => ((row * 7 + column * 11 + row * column) % 5 === 0 ? 3 : 1)));
    const { counts } = groupReport({ ...question, respondents: table(cells), breakdowns: margins, leastRespondentCount: 25 }).suppression;
    expect(counts["not-proven"]).toBeGreaterThan(0);
  });
});

describe("laws", () => {
  test("the order of respondents, breakdowns and earlier reports changes nothing", () => {
    const first = groupReport(question).disclosure;
    fc.assert(fc.property(people, design, fc.nat(), (rows, breakdowns, seed) => {
      const respondents = asRespondents(rows);
      const second = groupReport({ ...question, respondents, breakdowns: [["team"]] }).disclosure;
      const mixed = <One>(list: readonly One[]): readonly One[] => list.map((one, index) => ({ one, rank: ((index + 1) * (seed + 7919)) % 1009 })).sort((a, b) => a.rank - b.rank).map(({ one }) => one);
      const ask = { ...question, respondents, breakdowns, earlier: [first, second] };
      expect(groupReport({ ...ask, respondents: mixed(respondents).map((one) => ({ ...one, groups: [...one.groups].reverse() })), breakdowns: [...breakdowns].reverse().map((one) => [...one].reverse()), earlier: [second, first] })).toStrictEqual(groupReport(ask));
    }));
  });
});
