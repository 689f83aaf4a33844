import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coachingAccess, type CoachingAccessInput, type EligiblePerson } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const staff = (site: string, hours: readonly number[], level = "agent"): readonly EligiblePerson[] => hours.map((coachingHours, index) => ({ participantId: `${site}-${level}-${String(index)}`, coachingHours, groups: [{ dimensionId: "site", groupId: site }, { dimensionId: "level", groupId: level }] }));
const times = (count: number, hours: readonly number[]): readonly number[] => Array.from({ length: count }, (_, index) => hours[index % hours.length] ?? 0);
const given = (people: readonly EligiblePerson[], more: object = {}): CoachingAccessInput => ({ measureId: "q4", reportedAt: "2027-12-31T12:00:00Z", people, breakdowns: [["site"]], leastPersonCount: 5, confidenceLevel: 0.95, ...more });
const nameOf = ({ memberships }: { readonly memberships: readonly { readonly groupId: string }[] }): string => memberships.map(({ groupId }) => groupId).join("+") || "all";

describe("coachingAccess", () => {
  const two = [...staff("berlin", times(10, [4, 2])), ...staff("lagos", times(10, [2, 1]))];

  test("tells hours per person and the share reached, of all and of each group", () => {
    const people = [...staff("berlin", times(10, [4, 0])), ...staff("lagos", times(10, [2, 1]))];
    const { shown, hidden } = coachingAccess(given(people));
    expect(shown.map((group) => [nameOf(group), group.personCount, group.hoursPerPerson.estimate, group.reachedFraction.estimate])).toEqual([["all", 20, 1.75, 0.75], ["berlin", 10, 2, 0.5], ["lagos", 10, 1.5, 1]]);
    expect(shown[1]).toMatchObject({ hoursPerPerson: { method: "student-t", n: 10 }, reachedFraction: { method: "wilson", n: 10 } });
    expect(hidden).toEqual([]);
  });

  // numpy, scipy 1.17.1: u = s² / (n m²) of both, t with (u + v)² / (u² / 9 + v² / 9) = 18 degrees of freedom.
  test("sets the lowest group against the highest, with an interval of the ratio", () => {
    const [ratio] = coachingAccess(given(two)).equity;
    expect(ratio).toMatchObject({ dimensionIds: ["site"], lowest: [{ groupId: "lagos" }], highest: [{ groupId: "berlin" }] });
    expect(ratio?.lowestToHighestRatio).toMatchObject({ estimate: 0.5, n: 20, method: "log-ratio-welch", warnings: [], confidence: { lower: expect.closeTo(0.35941584085845224, 9), upper: expect.closeTo(0.6955731261117587, 9), level: 0.95 } });
  });

  test("of more than two groups the farthest apart were picked, and it says so", () => {
    const [ratio] = coachingAccess(given([...two, ...staff("oslo", times(8, [3, 2]))])).equity;
    expect(ratio?.lowestToHighestRatio).toMatchObject({ estimate: 0.5, warnings: ["extremes-of-many"] });
  });

  test("small groups are hidden, with another one beside them that would tell of them", () => {
    const { shown, hidden, equity } = coachingAccess(given([...two, ...staff("lima", times(3, [9]))]));
    expect(shown.map(nameOf)).toEqual(["all", "berlin"]);
    expect(hidden.map(nameOf)).toEqual(["lagos", "lima"]);
    expect(equity).toStrictEqual([{ dimensionIds: ["site"], lowest: null, highest: null, lowestToHighestRatio: { estimate: null, reason: "too-few-groups-shown", n: 1, needed: 2 } }]);
    expect(JSON.stringify([shown, hidden, equity])).not.toContain("lima-agent");
  });

  test("which groups are shown hangs on who is in them, never on their hours", () => fc.assert(fc.property(fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }), (hours) => {
    const people = [...staff("a", times(12, [0])), ...staff("b", times(9, [0])), ...staff("c", times(3, [0]))].map((one, index) => ({ ...one, coachingHours: hours[index] ?? 0 }));
    expect(coachingAccess(given(people)).shown.map(nameOf)).toEqual(["all", "a"]);
  }), { numRuns: 30 }));

  test("what an earlier report showed protects who joined since", () => {
    const first = coachingAccess(given(two));
    const joined = [...two, ...staff("lagos", [40], "director")];
    const { shown } = coachingAccess(given(joined, { reportedAt: "2028-01-31T12:00:00Z", earlier: [first.disclosure] }));
    expect(shown.map(nameOf)).toEqual(["berlin"]);
  });

  test.each([
    [[...staff("a", times(6, [0])), ...staff("b", times(6, [2]))], { estimate: null, reason: "lowest-has-none", n: 12, needed: 1 }],
    [[...staff("a", times(6, [0])), ...staff("b", times(6, [0]))], { estimate: null, reason: "nobody-coached", n: 12, needed: 1 }],
    [[...staff("a", times(6, [2])), ...staff("b", times(6, [4]))], { estimate: 0.5, confidence: { lower: 0.5, upper: 0.5, level: 0.95 }, n: 12, method: "log-ratio-welch", warnings: ["no-variation"] }],
  ])("groups that no interval fits are told as what they are", (people, answer) => {
    expect(coachingAccess(given(people)).equity[0]?.lowestToHighestRatio).toStrictEqual(answer);
  });

  test("crosses dimensions, and compares within each breakdown", () => {
    const people = [...staff("a", times(6, [1, 2]), "agent"), ...staff("a", times(6, [2, 4]), "lead"), ...staff("b", times(6, [1, 2]), "agent"), ...staff("b", times(6, [2, 4]), "lead")];
    const { equity } = coachingAccess(given(people, { breakdowns: [["level"], ["site", "level"]] }));
    expect(equity.map(({ dimensionIds, lowest, highest, lowestToHighestRatio }) => [dimensionIds, lowest?.map(({ groupId }) => groupId), highest?.map(({ groupId }) => groupId), lowestToHighestRatio.estimate])).toEqual([[["level"], ["agent"], ["lead"], 0.5], [["level", "site"], ["agent", "a"], ["lead", "b"], 0.5]]);
  });

  test("the order of people changes nothing", () => {
    const { disclosure: _left, ...left } = coachingAccess(given(two));
    const { disclosure: _right, ...right } = coachingAccess(given(two.toReversed()));
    expect(left).toEqual(right);
  });

  test.each<readonly [string, object, string]>([
    ["a person twice", { people: [...two, ...two.slice(0, 1)] }, "coaching-access.duplicate_person at /people/20/participantId"],
    ["two sites of one person", { people: [...two.slice(1), { ...two[0], groups: [{ dimensionId: "site", groupId: "x" }, { dimensionId: "site", groupId: "y" }] }] }, "group-report-question.two_groups at /people/19/groups/1/dimensionId"],
    ["a dimension that nobody has", { breakdowns: [["tenure"]] }, "group-report-question.unknown_dimension at /breakdowns/0/0"],
    ["a breakdown twice", { breakdowns: [["site"], ["site"]] }, "group-report-question.repeated_breakdown at /breakdowns/1"],
    ["a floor of one", { leastPersonCount: 1 }, "input.too_small at /leastPersonCount"],
    ["hours below zero", { people: staff("a", [-1]) }, "input.too_small at /people/0/coachingHours"],
    ["an earlier report on another measure", { earlier: [{ kind: "group-disclosure", schemaVersion: 1, measureId: "q3", reportedAt: "2027-09-30T12:00:00Z", disclosed: [] }] }, "group-report-question.other_measure at /earlier/0/measureId"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => coachingAccess(given(two, change)))).toEqual([issue]);
  });
});
