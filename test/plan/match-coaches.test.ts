import * as fc from "fast-check";
import { type CoachMatching, MATCHING_LIMITS, matchCoaches, type MatchingCoach, type MatchingParticipant, type MatchingQuestion, type MatchingWeights } from "coachkit/plan";
import type { WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { assignByLoad } from "../../src/plan/load-assignment.js";
import { issuesOf } from "../issues-of.js";

const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
/** Tag by tag, as far as the shorter one goes. */
const subtagsAgree = (left: string, right: string): boolean => {
  const [one, other] = [left, right].map((tag) => tag.toLowerCase().split("-")) as [string[], string[]];
  return one.slice(0, other.length).every((subtag, index) => subtag === other[index]);
};
const hoursFrom = (from: number, to: number, timeZone = "UTC"): WorkingHours => {
  const day = [{ fromTime: clock(from), toTime: clock(to) }];
  return { timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
};
const office = hoursFrom(9, 17);
const person = (id: string, more: Partial<MatchingParticipant> = {}): MatchingParticipant => ({ id, hours: office, languages: ["en"], ...more });
const coach = (id: string, placeCount: number, more: Partial<MatchingCoach> = {}): MatchingCoach => ({ id, hours: office, languages: ["en"], placeCount, ...more });
const weights = (more: Partial<MatchingWeights>): MatchingWeights => ({ competency: 0, hours: 0, load: 0, preference: 0, continuity: 0, ...more });
const ask = (participants: readonly MatchingParticipant[], coaches: readonly MatchingCoach[], more: Partial<MatchingQuestion> = {}): MatchingQuestion => ({ participants, coaches, sampleWeekDate: "2027-03-01", ...more });
const pairs = ({ assignments }: CoachMatching): readonly string[] => assignments.map(({ participantId, coachId }) => `${participantId}-${coachId}`);
const gone = ({ unmatched }: CoachMatching): readonly string[] => unmatched.map(({ participantId, reason }) => `${participantId}: ${reason}`);
const needing = (competencyId: string, minimumFraction?: number) => ({ needs: [{ competencyId, weight: 1, ...(minimumFraction === undefined ? {} : { minimumFraction }) }] });
const knowing = (...levels: readonly number[]) => ({ competencies: levels.map((levelFraction, index) => ({ competencyId: `k${String(index + 1)}`, levelFraction })) });

describe("a matching", () => {
  const three = ask([person("c1", needing("k1")), person("c2", needing("k2")), person("c3", needing("k3")), person("c4", { languages: ["is"] })], [coach("A", 2, knowing(0.9, 0.8, 0.7)), coach("B", 1, knowing(0.85, 0.2, 0.3))], { weights: weights({ competency: 1 }) });

  test("is the best of all, where first come, first served would lose: 2.35 and not 2.00", () => {
    const matching = matchCoaches(three);
    expect([pairs(matching), gone(matching)]).toEqual([["c1-B", "c2-A", "c3-A"], ["c4: no-common-language"]]);
    expect(matching.totalScore).toBeCloseTo(0.85 + 0.8 + 0.7, 12);
    expect(matching.proof).toMatchObject({ isOptimal: true, unmatchedGapCount: 0 });
    expect(matching.proof.gap).toBeLessThanOrEqual(matching.proof.tolerance);
  });

  test("tells what a score is made of, and what was taken for granted", () => {
    const { assignments, assumptions } = matchCoaches(ask([person("ada", { needs: [{ competencyId: "k1", weight: 3 }, { competencyId: "k2", weight: 1 }], hours: hoursFrom(15, 20) })], [coach("kim", 4, { ...knowing(0.5, 1), takenPlaceCount: 1 })]));
    // coverage (3 · 0.5 + 1 · 1) / 4; ten shared hours of twenty; two of four places taken
    expect(assignments).toEqual([{ participantId: "ada", coachId: "kim", basis: "matched", score: 0.5 * 0.625 + 0.3 * 0.5 + 0.2 * 0.5, parts: { competency: 0.625, hours: 0.5, load: 0.5, preference: 0, continuity: 0 }, commonMinutes: 600, brokenRules: [] }]);
    expect(assumptions).toEqual({ weights: { competency: 0.5, hours: 0.3, load: 0.2, preference: 0, continuity: 0 }, minimumCommonMinutes: 60, fullCommonMinutes: 1200, leastGroupSize: 5 });
    expect(matchCoaches(ask([person("ada")], [coach("kim", 4)], { fullCommonMinutes: 2400, leastGroupSize: 2 })).assumptions).not.toHaveProperty("fullCommonMinutes");
  });

  test("matches as many as can be before it looks at scores", () => {
    // the best pair, ada and kim, would leave ben without a coach
    const matching = matchCoaches(ask([person("ada", needing("k1")), person("ben", { languages: ["fr"] })], [coach("kim", 1, { ...knowing(1), languages: ["en", "fr"] }), coach("lea", 1)], { weights: weights({ competency: 1 }) }));
    expect([pairs(matching), matching.totalScore]).toEqual([["ada-lea", "ben-kim"], 1]);
  });

  test("counts load with all who are matched: a third with kim would take a sixth from each of the two others, so lea gets one", () => {
    const people = ["ada", "ben", "cem"].map((id) => person(id, needing("k1")));
    // three with kim of six: 3 · (w + ½); two with kim and one with lea of two: 2 · (w + ⅔) + ½; lea is worth it up to w = ⅓
    const at = (level: number) => matchCoaches(ask(people, [coach("kim", 6, knowing(level)), coach("lea", 2, knowing(0))], { weights: weights({ competency: 1, load: 1 }) }));
    expect([0.32, 0.35].map((level) => at(level).fairness.coaches.map(({ participantCount }) => participantCount))).toEqual([[2, 1], [3, 0]]);
    expect(at(0.32).totalScore).toBeCloseTo(2 * (0.32 + 2 / 3) + 1 / 2, 12);
    expect(at(0.35).fairness).toEqual({ coaches: [{ coachId: "kim", participantCount: 3, loadRatio: 0.5 }, { coachId: "lea", participantCount: 0, loadRatio: 0 }], maximumLoadRatio: 0.5, minimumLoadRatio: 0, giniCoefficient: 0.5 });
  });

  test("heeds ranked wishes and the present coach by their weights", () => {
    const coaches = [coach("kim", 1), coach("lea", 1), coach("raj", 1)];
    const wishing = [person("ada", { wishedCoachIds: ["raj", "kim"] }), person("ben", { wishedCoachIds: ["raj"], presentCoachId: "lea" })];
    expect(pairs(matchCoaches(ask(wishing, coaches, { weights: weights({ preference: 1 }) })))).toEqual(["ada-kim", "ben-raj"]);
    const staying = matchCoaches(ask(wishing, coaches, { weights: weights({ preference: 1, continuity: 0.6 }) }));
    expect([pairs(staying), staying.totalScore]).toEqual([["ada-raj", "ben-lea"], 1.6]);
    expect(matchCoaches(ask(wishing, coaches)).warnings.map(({ reason, ids }) => `${reason} ${ids.join()}`)).toEqual(["wishes-weigh-nothing ada,ben", "present-coaches-weigh-nothing ben"]);
  });

  test("takes the host's choice as it is, counts its place, and tells what it breaks", () => {
    const matching = matchCoaches(ask([person("ada", { coachId: "kim", languages: ["is"], excludedCoachIds: ["kim"] }), person("ben"), person("cem", { coachId: "kim" })], [coach("kim", 1)]));
    expect(matching.assignments.map(({ participantId, basis, brokenRules, parts: { load } }) => [participantId, basis, brokenRules, load])).toEqual([["ada", "host-choice", ["excluded", "no-common-language"], 0], ["cem", "host-choice", [], 0]]);
    expect(matching.warnings).toEqual([{ reason: "host-choice-breaks-rule", ids: ["ada"] }, { reason: "more-than-places", ids: ["kim"] }]);
    expect(matching.unmatched).toEqual([{ participantId: "ben", reason: "no-room", eligibleCoachCount: 1, rejected: [], wouldHelp: [{ coachId: "kim", kind: "places", competencyId: null, actual: 1, needed: 3 }] }]);
    expect(matching.fairness.coaches).toEqual([{ coachId: "kim", participantCount: 2, loadRatio: 2 }]);
  });

  test("of nobody but those whom the host has placed is proven too, and so is one without coaches", () => {
    expect(matchCoaches(ask([person("ada", { coachId: "kim" })], [coach("kim", 1)])).proof.isOptimal).toBe(true);
    const none = matchCoaches(ask([person("ada")], []));
    expect([gone(none), none.unmatched[0]?.rejected, none.fairness.maximumLoadRatio, none.proof.isOptimal]).toEqual([["ada: no-coach"], [], null, true]);
  });
});

describe("who goes without is told why", () => {
  const rule = { seniorityRule: { mostBelowCount: 1, mostAboveCount: 2 } };
  test.each<[string, Partial<MatchingParticipant>, Partial<MatchingCoach>, Partial<MatchingQuestion>, string | null]>([
    ["the coach has no place", {}, { placeCount: 0 }, {}, "no-coach"],
    ["nobody coaches oneself", { id: "kim" }, {}, {}, "no-coach"],
    ["a manager anywhere above is no coach", { reportingLineIds: ["boss", "kim"] }, {}, {}, "own-manager"],
    ["nobody coaches the own manager", {}, { reportingLineIds: ["ada"] }, {}, "own-report"],
    ["the participant's side excludes", { excludedCoachIds: ["kim"] }, {}, {}, "excluded"],
    ["the coach's side excludes", {}, { excludedParticipantIds: ["ada"] }, {}, "excluded"],
    ["one level below the supervisor is similar standing here", { supervisorSeniority: 5 }, { seniority: 4 }, rule, null],
    ["two levels below are not", { supervisorSeniority: 5 }, { seniority: 3 }, rule, "other-standing"],
    ["two levels above are", { supervisorSeniority: 5 }, { seniority: 7 }, rule, null],
    ["three levels above are not", { supervisorSeniority: 5 }, { seniority: 8 }, rule, "other-standing"],
    ["a coach cannot be too senior where no most is named", { supervisorSeniority: 5 }, { seniority: 1000 }, { seniorityRule: { mostBelowCount: 0 } }, null],
    ["a standing that is not known is not similar", { supervisorSeniority: 5 }, {}, rule, "other-standing"],
    ["who has no supervisor is not bound", {}, {}, rule, null],
    ["standing does not matter without the rule", { supervisorSeniority: 5 }, { seniority: 0 }, {}, null],
    ["an outsider is asked for", { requiredOrigin: "external" }, { origin: "internal" }, {}, "other-origin"],
    ["an origin that is not known does not do", { requiredOrigin: "external" }, {}, {}, "other-origin"],
    ["an outsider is one", { requiredOrigin: "external" }, { origin: "external" }, {}, null],
    ["one of two credentials is missing", { requiredCredentialIds: ["icf", "emcc"] }, { credentialIds: ["icf", "other"] }, {}, "missing-credential"],
    ["both credentials are there", { requiredCredentialIds: ["icf", "emcc", "icf"] }, { credentialIds: ["emcc", "icf"] }, {}, null],
    ["a competency is below the least level", needing("k1", 0.6), knowing(0.59), {}, "competency-too-low"],
    ["a competency at the least level", needing("k1", 0.6), knowing(0.6), {}, null],
    ["a competency without a least level may be absent", needing("k9"), knowing(0.6), {}, null],
    ["no language is shared", { languages: ["fr", "de"] }, { languages: ["en", "es"] }, {}, "no-common-language"],
    ["one language is shared", { languages: ["fr", "en"] }, { languages: ["en", "es"] }, {}, null],
    ["letter case is no matter", { languages: ["EN"] }, {}, {}, null],
    ["a longer tag is met by the shorter", { languages: ["en-GB"] }, {}, {}, null],
    ["a shorter tag is met by the longer", { languages: ["PT"] }, { languages: ["fr", "pt-BR-x-lisbon"] }, {}, null],
    ["two kinds of one language do not meet", { languages: ["en-GB"] }, { languages: ["en-US"] }, {}, "no-common-language"],
    ["a tag that only starts with the same letters does not meet", { languages: ["en"] }, { languages: ["eng", "e"] }, {}, "no-common-language"],
    ["the host's own tags meet as they are", { languages: ["language 7"] }, { languages: ["language 7"] }, {}, null],
    ["hours do not meet", { hours: hoursFrom(17, 20) }, {}, {}, "no-common-hours"],
    ["hours meet too little", { hours: hoursFrom(16, 20) }, {}, { minimumCommonMinutes: 301 }, "no-common-hours"],
    ["hours meet just enough", { hours: hoursFrom(16, 20) }, {}, { minimumCommonMinutes: 300 }, null],
    ["hours need not meet where the least is nothing", { hours: hoursFrom(17, 20) }, {}, { minimumCommonMinutes: 0 }, null],
  ])("%s", (_, ofPerson, ofCoach, more, reason) => {
    const matching = matchCoaches(ask([person("ada", ofPerson)], [coach("kim", 1, ofCoach)], more));
    expect(matching.unmatched.map(({ reason }) => reason)).toEqual(reason === null ? [] : [reason]);
    if (reason !== null) expect(matching.unmatched[0]?.rejected).toEqual([{ reason, coachCount: 1 }]);
  });

  test("hours are read where the clocks stand in the sample week, and days off do not count", () => {
    const apart = (sampleWeekDate: string) => matchCoaches(ask([person("ada", { hours: { ...hoursFrom(9, 10, "America/New_York"), holidays: ["2027-03-15", "2027-03-29"] } })], [coach("kim", 1, { hours: hoursFrom(14, 15, "Europe/Berlin") })], { sampleWeekDate }));
    // from 14 to 28 March 2027 New York is five hours from Berlin, else six
    expect([apart("2027-03-15").assignments[0]?.commonMinutes, gone(apart("2027-03-29"))]).toEqual([300, ["ada: no-common-hours"]]);
  });

  test("the reason is the first rule that leaves nobody; every coach is counted with the first rule in the way", () => {
    const coaches = [coach("a", 0), coach("b", 1), coach("c", 1, { languages: ["fr"] }), coach("d", 1, { languages: ["fr"], hours: hoursFrom(1, 3) })];
    const [one] = matchCoaches(ask([person("ada", { reportingLineIds: ["b"] })], coaches)).unmatched;
    expect(one).toEqual({ participantId: "ada", reason: "no-common-language", eligibleCoachCount: 0, rejected: [{ reason: "no-coach", coachCount: 1 }, { reason: "own-manager", coachCount: 1 }, { reason: "no-common-language", coachCount: 2 }], wouldHelp: [] });
  });

  test("what would have to change is told where it is a number and would do by itself, the smallest change first", () => {
    const helped = (ofPerson: Partial<MatchingParticipant>, coaches: readonly MatchingCoach[], more: Partial<MatchingQuestion> = {}) => matchCoaches(ask([person("ada", ofPerson)], coaches, more)).unmatched[0]?.wouldHelp.map(({ coachId, kind, competencyId, actual, needed }) => [coachId, kind, competencyId, actual, needed]);
    expect(helped({}, [coach("far", 1, { hours: hoursFrom(18, 19) }), coach("near", 1, { hours: hoursFrom(16, 20) }), coach("mute", 1, { hours: hoursFrom(16, 20), languages: ["fr"] })], { minimumCommonMinutes: 400 })).toEqual([["near", "common-minutes", null, 300, 400], ["far", "common-minutes", null, 0, 400]]);
    expect(helped({ supervisorSeniority: 5 }, [coach("high", 1, { seniority: 9 }), coach("low", 1, { seniority: 2 }), coach("unknown", 1)], rule)).toEqual([["high", "seniority", null, 9, 7], ["low", "seniority", null, 2, 4]]);
    const two = { needs: [{ competencyId: "k1", weight: 1, minimumFraction: 0.5 }, { competencyId: "k2", weight: 1, minimumFraction: 0.8 }] };
    expect(helped(two, [coach("both", 1, knowing(0.4, 0.7)), coach("one", 1, knowing(0.5, 0.6))])).toEqual([["one", "competency-level", "k2", 0.6, 0.8]]);
    const many = Array.from({ length: 12 }, (_, index) => coach(`k${String(index).padStart(2, "0")}`, 1, { hours: hoursFrom(18, 19) }));
    expect(helped({}, many)?.length).toBe(MATCHING_LIMITS.advisedCoachCount);
  });

  test("without room, one place more with any of the best coaches named matches the participant", () => {
    const question = ask([person("ada", needing("k1")), person("ben", needing("k1")), person("cem", needing("k1"))], [coach("kim", 1, knowing(0.5)), coach("lea", 1, knowing(0.9)), coach("mute", 1, { languages: ["fr"] })], { weights: weights({ competency: 1 }) });
    const matching = matchCoaches(question);
    const [left] = matching.unmatched;
    expect([gone(matching), left?.wouldHelp.map(({ coachId, actual, needed }) => [coachId, actual, needed]), matching.contestedCoachIds]).toEqual([[`${left?.participantId ?? ""}: no-room`], [["lea", 1, 2], ["kim", 1, 2]], ["kim", "lea"]]);
    for (const { coachId, needed } of left?.wouldHelp ?? []) expect(gone(matchCoaches({ ...question, coaches: question.coaches.map((one) => (one.id === coachId ? { ...one, placeCount: needed } : one)) }))).toEqual([]);
  });

  test("places that are taken from elsewhere are taken like others: there is a coach, but no room, and one place more would help", () => {
    const question = ask([person("ada")], [coach("kim", 5, { takenPlaceCount: 5 }), coach("lea", 2, { takenPlaceCount: 3 }), coach("mute", 0)]);
    const matching = matchCoaches(question);
    expect([matching.unmatched, matching.contestedCoachIds]).toEqual([[{
      participantId: "ada", reason: "no-room", eligibleCoachCount: 2, rejected: [{ reason: "no-coach", coachCount: 1 }],
      wouldHelp: [{ coachId: "kim", kind: "places", competencyId: null, actual: 5, needed: 6 }, { coachId: "lea", kind: "places", competencyId: null, actual: 2, needed: 4 }],
    }], ["kim", "lea"]]);
    const chosen = matchCoaches({ ...question, participants: [person("ada", { coachId: "kim" })] });
    expect([chosen.assignments[0]?.brokenRules, chosen.warnings]).toEqual([[], [{ reason: "more-than-places", ids: ["kim", "lea"] }]]);
  });

  test("a coach is contested when one place more matches one more by a chain of moves", () => {
    // lea speaks English only; ben, who needs French, gets in when ada can go over to lea
    const question = ask([person("ada", { languages: ["en", "fr"] }), person("ben", { languages: ["fr"] }), person("cem")], [coach("kim", 1, { languages: ["en", "fr"] }), coach("lea", 1)]);
    expect(matchCoaches(question).contestedCoachIds).toEqual(["kim", "lea"]);
    expect(matchCoaches({ ...question, participants: question.participants.slice(0, 2) }).contestedCoachIds).toEqual([]);
  });
});

describe("groups", () => {
  const people = (groupId: string, count: number, more: Partial<MatchingParticipant> = {}) => Array.from({ length: count }, (_, index) => person(`${groupId}${String(index)}`, { groupId, ...more }));
  const grouped = (participants: readonly MatchingParticipant[], more: Partial<MatchingQuestion> = {}) => matchCoaches(ask(participants, [coach("kim", 100)], { weights: weights({ hours: 1 }), ...more }));

  test("tell whether one fares worse than another", () => {
    const { groups } = grouped([...people("a", 5), ...people("b", 6, { hours: hoursFrom(15, 20) }), ...people("c", 5, { languages: ["is"] })]);
    expect(groups).toEqual([
      { groupId: "a", participantCount: 5, matchedFraction: 1, meanScore: 1, isSuppressed: false },
      { groupId: "b", participantCount: 6, matchedFraction: 1, meanScore: 0.5, isSuppressed: false },
      { groupId: "c", participantCount: 5, matchedFraction: 0, meanScore: null, isSuppressed: false },
    ]);
  });

  test("that are too small are kept back, and with them the next smallest, where they are too few together and could be had as the rest", () => {
    const hidden = ({ groups, warnings }: CoachMatching) => [groups.flatMap(({ groupId, isSuppressed, participantCount }) => (isSuppressed ? [`${groupId} ${String(participantCount)}`] : [])), warnings.map(({ reason, ids }) => `${reason} ${ids.join()}`)];
    expect(hidden(grouped([...people("a", 4), ...people("b", 6), ...people("c", 5)]))).toEqual([["a null", "c null"], ["small-groups a,c"]]);
    expect(hidden(grouped([...people("a", 4), ...people("b", 6), ...people("c", 4)]))).toEqual([["a null", "c null"], ["small-groups a,c"]]);
    expect(hidden(grouped([...people("a", 5), ...people("b", 6)]))).toEqual([[], []]);
    expect(hidden(grouped([...people("a", 2), ...people("b", 6)], { leastGroupSize: 2 }))).toEqual([[], []]);
    // two of one person each: a told would leave b and c as the rest
    expect(hidden(grouped([...people("a", 8), ...people("b", 1), ...people("c", 1)]))).toEqual([["a null", "b null", "c null"], ["small-groups a,b,c"]]);
    expect(hidden(grouped([...people("a", 8), ...people("b", 2), ...people("c", 3)]))).toEqual([["b null", "c null"], ["small-groups b,c"]]);
    // who is in no group is a part of the rest
    const alone = (count: number) => Array.from({ length: count }, (_, index) => person(`none${String(index)}`));
    expect(hidden(grouped([...people("a", 8), ...people("b", 6), ...alone(1)]))).toEqual([["b null"], ["small-groups b"]]);
    expect(hidden(grouped([...people("a", 8), ...people("b", 6), ...alone(5)]))).toEqual([[], []]);
    expect(hidden(grouped([...people("a", 8), ...people("b", 4), ...alone(1)]))).toEqual([["b null"], ["small-groups b"]]);
  });

  test("never leave a rest that is somebody, and fewer than the least size; and none is kept back without need", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }), fc.nat(6), fc.integer({ min: 2, max: 6 }), (sizes, noneCount, leastGroupSize) => {
      fc.pre(sizes.length + noneCount > 0);
      const { groups } = grouped([...sizes.flatMap((size, index) => people(`g${String(index)}-`, size)), ...Array.from({ length: noneCount }, (_, index) => person(`none${String(index)}`))], { leastGroupSize });
      const hidden = sizes.filter((_, index) => groups[index]?.isSuppressed).sort((one, other) => one - other);
      const rest = hidden.reduce((sum, size) => sum + size, noneCount);
      expect(sizes.every((size, index) => size >= leastGroupSize || groups[index]?.isSuppressed === true)).toBe(true);
      if (hidden.length < sizes.length) expect(rest === 0 || rest >= leastGroupSize).toBe(true);
      const largest = hidden.at(-1) ?? 0;
      if (largest >= leastGroupSize) expect([rest - largest > 0, rest - largest < leastGroupSize]).toEqual([true, true]);
    }));
  });
});

describe("input that cannot be matched", () => {
  const [ada, kim] = [person("ada"), coach("kim", 1)];
  test.each<[string, object, readonly string[]]>([
    ["nobody to match", { participants: [] }, ["input.too_small at /participants"]],
    ["a person twice", { participants: [ada, ada], coaches: [kim, kim] }, ["matching-question.duplicate_person at /participants/1/id", "matching-question.duplicate_person at /coaches/1/id"]],
    ["an entry twice", { participants: [person("ada", { needs: [{ competencyId: "k", weight: 1 }, { competencyId: "k", weight: 2 }], wishedCoachIds: ["kim", "kim"] })], coaches: [coach("kim", 1, { competencies: [{ competencyId: "k", levelFraction: 0 }, { competencyId: "k", levelFraction: 1 }] })] }, ["matching-question.duplicate_entry at /participants/0/needs/1", "matching-question.duplicate_entry at /participants/0/wishedCoachIds/1", "matching-question.duplicate_entry at /coaches/0/competencies/1"]],
    ["a chosen coach who does not exist", { participants: [person("ada", { coachId: "nobody" })] }, ["matching-question.unknown_coach at /participants/0/coachId"]],
    ["a chosen coach who is the participant", { participants: [person("kim", { coachId: "kim" })] }, ["matching-question.own_coach at /participants/0/coachId"]],
    ["a chosen coach who manages the participant", { participants: [person("ada", { coachId: "kim", reportingLineIds: ["x", "kim"] })] }, ["matching-question.own_manager at /participants/0/coachId"]],
    ["weights of nothing", { weights: weights({}) }, ["matching-question.no_weight at /weights"]],
    ["a weight below nothing, and one that is no number", { weights: weights({ load: -1, hours: NaN }) }, ["input.invalid_type at /weights/hours", "input.too_small at /weights/load"]],
    ["a need that weighs nothing", { participants: [person("ada", { needs: [{ competencyId: "k", weight: 0 }] })] }, ["input.too_small at /participants/0/needs/0/weight"]],
    ["a level beyond 1", { coaches: [coach("kim", 1, { competencies: [{ competencyId: "k", levelFraction: 50 }] })] }, ["input.too_big at /coaches/0/competencies/0/levelFraction"]],
    ["a week before 1970", { sampleWeekDate: "1970-01-01" }, ["matching-question.out_of_range at /sampleWeekDate"]],
    ["a week that ends after 2199", { sampleWeekDate: "2199-12-29" }, ["matching-question.out_of_range at /sampleWeekDate"]],
    ["groups of one", { leastGroupSize: 1 }, ["input.too_small at /leastGroupSize"]],
    ["full hours of nothing", { fullCommonMinutes: 0 }, ["input.too_small at /fullCommonMinutes"]],
    ["half a place", { coaches: [coach("kim", 0.5)] }, ["input.invalid_type at /coaches/0/placeCount"]],
    ["a zone that does not exist", { participants: [person("ada", { hours: { ...office, timeZone: "Mars/Base" } })] }, ["known-time-zone.unknown_zone at /participants/0/hours/timeZone"]],
    ["more participants than the limit", { participants: Array.from({ length: MATCHING_LIMITS.participantCount + 1 }, () => null) }, ["input.too_big at /participants"]],
    ["more coaches than the limit", { coaches: Array.from({ length: MATCHING_LIMITS.coachCount + 1 }, () => null) }, ["input.too_big at /coaches"]],
  ])("%s", (_, more, expected) => { expect(issuesOf(() => matchCoaches({ ...ask([ada], [kim]), ...more })).filter((issue) => !/\d{2,}$|invalid_type at \/(participants|coaches)\/\d+$|more_issues/u.test(issue))).toEqual(expected); });

  test("more pairs than the limit", () => {
    const [participants, coaches] = [Array.from({ length: 10_000 }, (_, index) => person(`p${String(index)}`)), Array.from({ length: 1501 }, (_, index) => coach(`c${String(index)}`, 1))];
    expect(issuesOf(() => matchCoaches(ask(participants, coaches)))).toEqual(["matching-question.too_many_pairs at /coaches"]);
  });

  test("ids in wishes and exclusions that nobody has are told, since a coach may have left or an id be misspelled", () => {
    expect(matchCoaches(ask([person("ada", { excludedCoachIds: ["kin"], wishedCoachIds: ["leo"], presentCoachId: "old" })], [coach("kim", 1, { excludedParticipantIds: ["adda", "ada"] }), coach("lea", 1)], { weights: weights({ preference: 1, continuity: 1 }) })).warnings).toEqual([{ reason: "unknown-person", ids: ["adda", "kin", "leo", "old"] }]);
  });
});

const shifts = [hoursFrom(9, 17), hoursFrom(6, 12), hoursFrom(12, 20), hoursFrom(16, 22)];
const drawnPerson = fc.record({ shift: fc.nat(3), languages: fc.subarray(["en", "fr", "de"], { minLength: 1 }), needs: fc.array(fc.tuple(fc.constantFrom("k1", "k2", "k3"), fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 0, 0.3)), { maxLength: 2 }), excluded: fc.subarray(["c0", "c1", "c2"], { maxLength: 1 }), wished: fc.shuffledSubarray(["c0", "c1", "c2"]), present: fc.constantFrom(undefined, "c0", "c1"), chosen: fc.constantFrom(undefined, undefined, undefined, undefined, "c0") });
const drawnCoach = fc.record({ shift: fc.nat(3), languages: fc.subarray(["en", "fr", "de"], { minLength: 1 }), levels: fc.array(fc.constantFrom(0, 0.25, 0.5, 1), { minLength: 3, maxLength: 3 }), placeCount: fc.nat(4), takenPlaceCount: fc.nat(1) });
const drawn = fc.record({
  people: fc.array(drawnPerson, { minLength: 1, maxLength: 5 }), staff: fc.array(drawnCoach, { minLength: 1, maxLength: 3 }),
  weights: fc.record({ competency: fc.constantFrom(0, 0.5), hours: fc.constantFrom(0, 0.3), load: fc.constantFrom(0, 0.2, 2), preference: fc.constantFrom(0, 0.4), continuity: fc.constantFrom(0.1, 0.4) }),
}).map(({ people, staff, weights: of }) => ({
  people, staff, of,
  question: ask(
    people.map(({ shift, languages, needs, excluded, wished, present, chosen }, index) => person(`p${String(index)}`, {
      hours: shifts[shift] ?? office, languages, excludedCoachIds: excluded, wishedCoachIds: wished, ...(present === undefined ? {} : { presentCoachId: present }), ...(chosen === undefined ? {} : { coachId: chosen }),
      needs: [...new Map(needs.map((need) => [need[0], need])).values()].map(([competencyId, weight, minimumFraction]) => ({ competencyId, weight, minimumFraction })),
    })),
    staff.map(({ shift, languages, levels, placeCount, takenPlaceCount }, index) => coach(`c${String(index)}`, placeCount, { hours: shifts[shift] ?? office, languages, takenPlaceCount, ...knowing(...levels) })),
    { weights: of },
  ),
}));

/** The best of all matchings, by trying every one; written from the definition and not from the code. */
function bestByTrying({ participants, coaches, weights: of = weights({}) }: MatchingQuestion): { readonly matched: number; readonly score: number } {
  const level = (one: MatchingCoach, id: string) => one.competencies?.find(({ competencyId }) => competencyId === id)?.levelFraction ?? 0;
  const minutes = (one: WorkingHours, other: WorkingHours) => {
    const [[from, to], [otherFrom, otherTo]] = [one, other].map(({ weekly }) => [Number(weekly.MO?.[0]?.fromTime.slice(0, 2)), Number(weekly.MO?.[0]?.toTime.slice(0, 2))]) as unknown as [[number, number], [number, number]];
    return 300 * Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
  };
  const mayMeet = (one: MatchingParticipant, other: MatchingCoach) => one.languages.some((language) => other.languages.includes(language)) && minutes(one.hours, other.hours) >= 60 && one.excludedCoachIds?.includes(other.id) !== true && (one.needs ?? []).every(({ competencyId, minimumFraction = 0 }) => level(other, competencyId) >= minimumFraction);
  let best = { matched: -1, score: -Infinity };
  const tryFrom = (at: number, chosen: readonly number[]): void => {
    const one = participants[at];
    if (one !== undefined) {
      if (one.coachId === undefined) tryFrom(at + 1, [...chosen, -1]);
      coaches.forEach((other, place) => { if (one.coachId === undefined ? mayMeet(one, other) : one.coachId === other.id) tryFrom(at + 1, [...chosen, place]); });
      return;
    }
    const counts = coaches.map((_, place) => chosen.filter((other) => other === place).length);
    const forced = coaches.map(({ id }) => participants.filter(({ coachId }) => coachId === id).length);
    if (coaches.some(({ placeCount, takenPlaceCount = 0 }, place) => (counts[place] ?? 0) > (forced[place] ?? 0) && takenPlaceCount + (counts[place] ?? 0) > placeCount)) return;
    const score = chosen.reduce((sum, place, index) => {
      const [who, by] = [participants[index], coaches[place]];
      if (who === undefined || by === undefined) return sum;
      const total = (who.needs ?? []).reduce((all, { weight }) => all + weight, 0);
      const covered = total === 0 ? 1 : (who.needs ?? []).reduce((all, { competencyId, weight }) => all + weight * level(by, competencyId), 0) / total;
      const rank = who.wishedCoachIds?.indexOf(by.id) ?? -1;
      const load = by.placeCount === 0 ? 0 : Math.max(0, 1 - ((by.takenPlaceCount ?? 0) + (counts[place] ?? 0)) / by.placeCount);
      return sum + of.competency * covered + of.hours * Math.min(1, minutes(who.hours, by.hours) / 1200) + of.load * load + of.preference * (rank < 0 ? 0 : 1 - rank / (who.wishedCoachIds?.length ?? 1)) + of.continuity * (who.presentCoachId === by.id ? 1 : 0);
    }, 0);
    const matched = chosen.filter((place) => place >= 0).length;
    if (matched > best.matched || (matched === best.matched && score > best.score)) best = { matched, score };
  };
  tryFrom(0, []);
  return best;
}

describe("laws", () => {
  test("languages meet here as they do for homework", () => {
    const tag = fc.array(fc.constantFrom("e", "en", "EN", "gb", "", "7"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("-")).filter((text) => text !== "");
    fc.assert(fc.property(fc.array(tag, { minLength: 1, maxLength: 3 }), fc.array(fc.array(tag, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }), (spoken, bySomebody) => {
      const { unmatched } = matchCoaches(ask([person("ada", { languages: spoken })], bySomebody.map((languages, index) => coach(`c${String(index)}`, 1, { languages }))));
      expect(unmatched.length === 0).toBe(bySomebody.some((languages) => languages.some((one) => spoken.some((other) => subtagsAgree(one, other)))));
    }));
  });

  test("no matching of all that there are is better: as many matched, then the total score, load included", () => {
    fc.assert(fc.property(drawn, ({ question }) => {
      const { assignments, unmatched, totalScore, proof } = matchCoaches(question);
      const best = bestByTrying(question);
      expect([assignments.length, assignments.length + unmatched.length, proof.isOptimal]).toEqual([best.matched, question.participants.length, true]);
      expect(totalScore).toBeCloseTo(best.score, 9);
    }), { numRuns: 500 });
  });

  test("who finds no room has advice that would do, wherever the places have gone", () => {
    fc.assert(fc.property(drawn, ({ question }) => {
      for (const { participantId, reason, eligibleCoachCount, wouldHelp } of matchCoaches(question).unmatched) {
        expect(eligibleCoachCount > 0).toBe(reason === "no-room");
        if (reason !== "no-room") continue;
        expect(wouldHelp.length).toBe(eligibleCoachCount);
        for (const { coachId, needed } of wouldHelp) {
          const wider = matchCoaches({ ...question, coaches: question.coaches.map((one) => (one.id === coachId ? { ...one, placeCount: needed } : one)) });
          expect([participantId, coachId, wider.assignments.length]).toEqual([participantId, coachId, matchCoaches(question).assignments.length + 1]);
        }
      }
    }));
  });

  test("the order of the input changes nothing", () => {
    fc.assert(fc.property(drawn, ({ question }) => {
      expect(matchCoaches({ ...question, participants: question.participants.map((one) => ({ ...one, languages: one.languages.toReversed(), needs: one.needs?.toReversed() ?? [] })).toReversed(), coaches: question.coaches.map((one) => ({ ...one, competencies: one.competencies?.toReversed() ?? [] })).toReversed() })).toEqual(matchCoaches(question));
    }));
  });

  test("nobody who is matched by us breaks a rule, and coaches get no more than their places", () => {
    fc.assert(fc.property(drawn, ({ question }) => {
      const { assignments, fairness, totalScore } = matchCoaches(question);
      expect(assignments.filter(({ basis, brokenRules }) => basis === "matched" && brokenRules.length > 0)).toEqual([]);
      expect(assignments.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(totalScore, 12);
      for (const { coachId, loadRatio } of fairness.coaches) if (loadRatio !== null && loadRatio > 1) expect(assignments.filter((one) => one.coachId === coachId).every(({ basis }) => basis === "host-choice")).toBe(true);
    }));
  });

  test("places are opened as far as they are needed: a column that all want takes all, whatever is likely", () => {
    const rowCount = 200;
    const column = Uint32Array.from({ length: 2 * rowCount }, (_, at) => at % 2);
    const problem = { rowCount, columnCount: 2, firstPair: Uint32Array.from({ length: rowCount + 1 }, (_, row) => 2 * row), column, pairCosts: Float64Array.from(column, (one) => (one === 0 ? 0 : 500)), capacities: Uint32Array.of(1000, 1000), openedFirst: Uint32Array.of(0, 1), placeCost: (_: number, nth: number) => nth };
    expect(assignByLoad(problem).columnOfRow.every((one) => one === 0)).toBe(true);
    // at 100 apart the two are even when the first has 150: 150 = 100 + 50
    expect(assignByLoad({ ...problem, pairCosts: problem.pairCosts.map((cost) => cost / 5) }).columnOfRow.filter((one) => one === 0).length).toBe(150);
  });
});
