import * as fc from "fast-check";
import { type CoachRematching, matchCoaches, type MatchingCoach, type MatchingParticipant, rematchCoaches, type RematchQuestion } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const day = [{ fromTime: "09:00", toTime: "17:00" }];
const hours = { timeZone: "UTC", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
const person = (id: string, more: Partial<MatchingParticipant> = {}): MatchingParticipant => ({ id, hours, languages: ["en"], ...more });
const coach = (id: string, placeCount: number, more: Partial<MatchingCoach> = {}): MatchingCoach => ({ id, hours, languages: ["en"], placeCount, ...more });
const before = (...pairs: readonly string[]) => pairs.map((pair) => ({ participantId: pair.split("-")[0] ?? "", coachId: pair.split("-")[1] ?? "" }));
const ask = (participants: readonly MatchingParticipant[], coaches: readonly MatchingCoach[], more: Partial<RematchQuestion> = {}): RematchQuestion => ({ participants, coaches, sampleWeekDate: "2027-03-01", previous: [], ...more });
const pairs = ({ assignments }: CoachRematching): readonly string[] => assignments.map(({ participantId, coachId }) => `${participantId}-${coachId}`);
const handed = ({ handovers }: CoachRematching): readonly string[] => handovers.map(({ participantId, fromCoachId, toCoachId, reason, brokenRule }) => `${participantId}: ${fromCoachId} to ${toCoachId ?? "nobody"}, ${brokenRule ?? reason}`);
const skilled = (id: string, placeCount: number, levelFraction: number): MatchingCoach => coach(id, placeCount, { competencies: [{ competencyId: "k", levelFraction }] });
const needy = (id: string): MatchingParticipant => person(id, { needs: [{ competencyId: "k", weight: 1 }] });
const byCompetency = { weights: { competency: 1, hours: 0, load: 0, preference: 0, continuity: 0 } };

describe("a rematching", () => {
  const four = ["ada", "ben", "cem", "dan"].map(needy);

  test("after a coach has left moves that coach's people only, though moving others would score higher", () => {
    // raj is better than kim for everybody, but only those of lea go
    const after = rematchCoaches(ask(four, [skilled("kim", 2, 0.1), skilled("raj", 3, 0.9)], { ...byCompetency, previous: before("ada-kim", "ben-kim", "cem-lea", "dan-lea") }));
    expect([pairs(after), handed(after), after.keptCount, after.movedCount]).toEqual([["ada-kim", "ben-kim", "cem-raj", "dan-raj"], ["cem: lea to raj, coach-left", "dan: lea to raj, coach-left"], 2, 0]);
    expect(after.proof.isOptimal).toBe(true);
  });

  test("tells what one move would gain, and makes the moves that are worth their price where the host allows them", () => {
    const question = ask(four, [skilled("kim", 2, 0.1), skilled("raj", 3, 0.9)], { ...byCompetency, previous: before("ada-kim", "ben-kim", "cem-lea", "dan-lea") });
    const { bestMove, totalScore } = rematchCoaches(question);
    expect(bestMove).toEqual({ participantId: "ada", fromCoachId: "kim", toCoachId: "raj", scoreGain: 0.8 });
    const moved = rematchCoaches({ ...question, moveRule: { kind: "for-gain", leastGain: 0.79 } });
    expect([moved.movedCount, moved.handovers.filter(({ reason }) => reason === "better-score").length, moved.bestMove]).toEqual([1, 1, null]);
    expect(moved.totalScore).toBeCloseTo(totalScore + 0.8, 12);
    expect(rematchCoaches({ ...question, moveRule: { kind: "for-gain", leastGain: 0.81 } }).movedCount).toBe(0);
  });

  test("after a coach has lost places moves as many as have to go, and those who gain most by it", () => {
    const people = [person("ada"), needy("ben"), person("cem")];
    const after = rematchCoaches(ask(people, [skilled("kim", 2, 0.1), skilled("raj", 3, 0.9)], { ...byCompetency, previous: before("ada-kim", "ben-kim", "cem-kim") }));
    expect([handed(after), after.movedCount, after.keptCount]).toEqual([["ben: kim to raj, places-lost"], 1, 2]);
  });

  test("after places have gone to people from elsewhere they are lost too, and no rule is broken", () => {
    const after = rematchCoaches(ask([person("ada"), person("ben")], [coach("kim", 2, { takenPlaceCount: 2 }), coach("raj", 1)], { previous: before("ada-kim", "ben-kim") }));
    expect([handed(after), after.movedCount, after.unmatched.map(({ reason }) => reason)]).toEqual([["ada: kim to raj, places-lost", "ben: kim to nobody, places-lost"], 2, ["no-room"]]);
  });

  test("moves somebody who could stay where that lets one more be matched", () => {
    // ben needs French, which kim alone speaks
    const after = rematchCoaches(ask([person("ada"), person("ben", { languages: ["fr"] })], [coach("kim", 1, { languages: ["en", "fr"] }), coach("lea", 1)], { previous: before("ada-kim") }));
    expect([pairs(after), handed(after), after.movedCount]).toEqual([["ada-lea", "ben-kim"], ["ada: kim to lea, to-match-another"], 1]);
  });

  test("calls a move that is needed so, also where the host allows moves for a gain", () => {
    // kim's one place is the only one for ben; raj has room for ada, who speaks German too
    const question = ask([person("ada", { languages: ["en", "de"] }), person("ben")], [coach("kim", 1), coach("raj", 1, { languages: ["de"] })], { previous: before("ada-kim") });
    for (const moveRule of [{ kind: "to-match-more" }, { kind: "for-gain", leastGain: 1000 }, { kind: "for-gain", leastGain: 0 }] as const) expect(handed(rematchCoaches({ ...question, moveRule }))).toEqual(["ada: kim to raj, to-match-another"]);
  });

  test("tells moves that are needed from those that gain, of one coach's people too", () => {
    // kim has lost one of three places, and fay, who is new, needs another
    const question = ask([person("ada"), person("ben"), needy("cem"), person("fay", { languages: ["is"] })], [coach("kim", 2, { languages: ["en", "is"] }), skilled("raj", 3, 0.8)], { ...byCompetency, previous: before("ada-kim", "ben-kim", "cem-kim") });
    expect(handed(rematchCoaches(question)).map((line) => line.replace(/^.*, /u, ""))).toEqual(["places-lost", "to-match-another"]);
    // kim has to let one go for fay; the other gains .8 by it
    const both = ask([needy("ada"), needy("cem"), person("fay", { languages: ["is"] })], [coach("kim", 2, { languages: ["en", "is"] }), skilled("raj", 3, 0.8)], { ...byCompetency, previous: before("ada-kim", "cem-kim") });
    expect(handed(rematchCoaches({ ...both, moveRule: { kind: "for-gain", leastGain: 0.1 } }))).toEqual(["ada: kim to raj, to-match-another", "cem: kim to raj, better-score"]);
  });

  test("moves nobody for nothing, and for just the gain that is asked", () => {
    const four = ["a", "b", "c", "d"].map((id) => person(id));
    expect(rematchCoaches(ask(four, [coach("k", 2), coach("r", 2)], { previous: before("a-r", "b-k", "c-r", "d-k"), moveRule: { kind: "for-gain", leastGain: 0 } }))).toMatchObject({ movedCount: 0, handovers: [] });
    const question = ask([needy("ada")], [skilled("kim", 1, 0.25), skilled("raj", 1, 0.75)], { ...byCompetency, previous: before("ada-kim"), moveRule: { kind: "for-gain", leastGain: 0.5 } });
    expect([rematchCoaches(question).movedCount, rematchCoaches({ ...question, moveRule: { kind: "for-gain", leastGain: 0.501 } }).movedCount]).toEqual([1, 0]);
  });

  test("tells of everybody who loses a coach why", () => {
    const after = rematchCoaches(ask(
      [person("ada", { excludedCoachIds: ["kim"] }), person("ben", { coachId: "raj" }), person("cem"), person("dan", { languages: ["is"] }), person("eve"), person("new")],
      [coach("kim", 3), coach("raj", 9)], { previous: before("ada-kim", "ben-kim", "cem-gone", "dan-gone", "eve-kim", "left-kim") },
    ));
    expect(handed(after)).toEqual(["ada: kim to raj, excluded", "ben: kim to raj, host-choice", `cem: gone to ${after.assignments.find(({ participantId }) => participantId === "cem")?.coachId ?? ""}, coach-left`, "dan: gone to nobody, coach-left"]);
    expect([after.keptCount, after.movedCount, after.unmatched.map(({ reason }) => reason)]).toEqual([1, 0, ["no-common-language"]]);
  });

  test("calls a choice of the host no move when it is the coach until now", () => {
    const after = rematchCoaches(ask([person("ada", { coachId: "kim" })], [coach("kim", 1), coach("lea", 1)], { previous: before("ada-kim") }));
    expect([handed(after), after.keptCount, after.bestMove]).toEqual([[], 1, null]);
  });

  test("lets the previous coach count as the present one, where staying weighs something", () => {
    const weights = { ...byCompetency.weights, continuity: 1 };
    const after = rematchCoaches(ask([person("ada"), person("ben", { presentCoachId: "lea" })], [coach("kim", 1), coach("lea", 1)], { weights, previous: before("ada-kim", "ben-gone") }));
    expect(after.assignments.map(({ parts: { continuity } }) => continuity)).toEqual([1, 1]);
    expect(after.warnings).toEqual([]);
  });

  test("of a gain by load counts what both coaches' people get", () => {
    // 2 of 4 with kim and none of 4 with lea: from 2 · ½ to ¾ + ¾
    const after = rematchCoaches(ask([person("ada"), person("ben")], [coach("kim", 4), coach("lea", 4)], { weights: { ...byCompetency.weights, competency: 0, load: 1 }, previous: before("ada-kim", "ben-kim") }));
    expect(after.bestMove).toEqual({ participantId: "ada", fromCoachId: "kim", toCoachId: "lea", scoreGain: 0.5 });
    // one of lea's places is taken from elsewhere: from 2 · ½ to ¾ + ½
    expect(rematchCoaches(ask([person("ada"), person("ben")], [coach("kim", 4), coach("lea", 4, { takenPlaceCount: 1 })], { weights: { ...byCompetency.weights, competency: 0, load: 1 }, previous: before("ada-kim", "ben-kim") })).bestMove?.scoreGain).toBe(0.25);
    expect(rematchCoaches(ask([person("ada"), person("ben")], [coach("kim", 4), coach("lea", 4, { takenPlaceCount: 4 })], { previous: before("ada-kim", "ben-kim") })).bestMove).toBeNull();
  });

  test.each<[string, object, readonly string[]]>([
    ["two coaches until now", { previous: before("ada-kim", "ada-lea") }, ["rematch-coaches.duplicate_previous at /previous/1/participantId"]],
    ["a gain below nothing", { moveRule: { kind: "for-gain", leastGain: -1 } }, ["input.too_small at /moveRule/leastGain"]],
    ["a rule that is none", { moveRule: { kind: "never" } }, ["input.invalid_union at /moveRule/kind"]],
    ["a coach twice", { coaches: [coach("kim", 1), coach("kim", 1)] }, ["matching-question.duplicate_person at /coaches/1/id"]],
  ])("is refused for %s", (_, more, expected) => { expect(issuesOf(() => rematchCoaches({ ...ask([person("ada")], [coach("kim", 1)]), ...more }))).toEqual(expected); });
});

const languages = fc.subarray(["en", "fr"], { minLength: 1 });
const drawn = fc.record({
  people: fc.array(fc.record({ languages, need: fc.constantFrom("k", "l"), previous: fc.constantFrom(undefined, "c0", "c1", "c2", "gone") }), { minLength: 1, maxLength: 5 }),
  staff: fc.array(fc.record({ languages, k: fc.constantFrom(0, 0.25, 1), l: fc.constantFrom(0, 0.5), placeCount: fc.nat(3) }), { minLength: 1, maxLength: 3 }),
  load: fc.constantFrom(0, 0.7),
}).map(({ people, staff, load }) => ask(
  people.map(({ languages: own, need }, index) => person(`p${String(index)}`, { languages: own, needs: [{ competencyId: need, weight: 1 }] })),
  staff.map(({ languages: own, k, l, placeCount }, index) => coach(`c${String(index)}`, placeCount, { languages: own, competencies: [{ competencyId: "k", levelFraction: k }, { competencyId: "l", levelFraction: l }] })),
  { weights: { competency: 1, hours: 0, load, preference: 0, continuity: 0 }, previous: people.flatMap(({ previous }, index) => (previous === undefined ? [] : [{ participantId: `p${String(index)}`, coachId: previous }])) },
));

/** Most matched, fewest moved of those who could stay, highest score: by trying every matching. */
function bestByTrying({ participants, coaches, previous, weights }: RematchQuestion, ofMoves: (matched: number, moved: number, score: number) => readonly number[]): readonly number[] {
  const mayMeet = (one: MatchingParticipant, other: MatchingCoach) => other.placeCount > 0 && one.languages.some((language) => other.languages.includes(language));
  const homes = participants.map((one) => coaches.findIndex((other) => mayMeet(one, other) && previous.some(({ participantId, coachId }) => participantId === one.id && coachId === other.id)));
  let best: readonly number[] | null = null;
  const tryFrom = (at: number, chosen: readonly number[]): void => {
    const one = participants[at];
    if (one !== undefined) {
      tryFrom(at + 1, [...chosen, -1]);
      coaches.forEach((other, place) => { if (mayMeet(one, other) && chosen.filter((own) => own === place).length < other.placeCount) tryFrom(at + 1, [...chosen, place]); });
      return;
    }
    const score = chosen.reduce((sum, place, index) => {
      const by = coaches[place];
      if (by === undefined) return sum;
      return sum + (by.competencies?.find(({ competencyId }) => competencyId === participants[index]?.needs?.[0]?.competencyId)?.levelFraction ?? 0) + (weights?.load ?? 0) * (1 - chosen.filter((own) => own === place).length / by.placeCount);
    }, 0);
    const value = ofMoves(chosen.filter((place) => place >= 0).length, homes.filter((home, index) => home >= 0 && home !== chosen[index]).length, score);
    const first = value.findIndex((part, index) => Math.abs(part - (best?.[index] ?? -Infinity)) > 1e-9);
    if (best === null || (first >= 0 && (value[first] ?? 0) > (best[first] ?? 0))) best = value;
  };
  tryFrom(0, []);
  return best ?? [];
}

describe("laws", () => {
  test("most matched, then fewest moved, then the highest score: none of all that there are is better", () => {
    fc.assert(fc.property(drawn, (question) => {
      const { assignments, movedCount, totalScore, proof } = rematchCoaches(question);
      const [matched, moved, score] = bestByTrying(question, (...parts) => [parts[0], -parts[1], parts[2]]);
      expect([assignments.length, -movedCount + 0, proof.isOptimal]).toEqual([matched, (moved ?? 0) + 0, true]);
      expect(totalScore).toBeCloseTo(score ?? NaN, 6);
    }), { numRuns: 400 });
  });

  test("with a price of moves the score less the prices is the highest", () => {
    fc.assert(fc.property(drawn, fc.constantFrom(0, 0.3, 0.6), (question, leastGain) => {
      const { assignments, movedCount, totalScore } = rematchCoaches({ ...question, moveRule: { kind: "for-gain", leastGain } });
      const [matched, value] = bestByTrying(question, (most, moved, score) => [most, score - leastGain * moved]);
      expect(assignments.length).toBe(matched);
      expect(totalScore - leastGain * movedCount).toBeCloseTo(value ?? NaN, 6);
    }), { numRuns: 300 });
  });

  test("so many handovers are for a better score as go beyond the fewest that would do; without a price of moves nobody goes for nothing", () => {
    fc.assert(fc.property(drawn, fc.constantFrom(0, 0.3, 1000), (question, leastGain) => {
      const { handovers, movedCount } = rematchCoaches({ ...question, moveRule: { kind: "for-gain", leastGain } });
      const [, fewest = 0] = bestByTrying(question, (most, moved) => [most, -moved]);
      expect(handovers.filter(({ reason }) => reason === "better-score").length).toBe(movedCount + fewest);
      if (leastGain > 0) return;
      const [, , moved = 0] = bestByTrying(question, (most, moves, score) => [most, score, -moves]);
      expect(movedCount).toBe(-moved);
    }), { numRuns: 300 });
  });

  test("every handover is of somebody whose coach changes, and nobody else's does", () => {
    fc.assert(fc.property(drawn, (question) => {
      const { assignments, handovers, keptCount } = rematchCoaches(question);
      const now = new Map(assignments.map(({ participantId, coachId }) => [participantId, coachId]));
      const changed = question.previous.filter(({ participantId, coachId }) => now.get(participantId) !== coachId);
      expect(handovers.map(({ participantId, fromCoachId, toCoachId }) => [participantId, fromCoachId, toCoachId])).toEqual(changed.map(({ participantId, coachId }) => [participantId, coachId, now.get(participantId) ?? null]));
      expect(keptCount + changed.length).toBe(question.previous.length);
    }));
  });

  test("when nothing has changed nobody moves", () => {
    fc.assert(fc.property(drawn, ({ previous: _, ...question }) => {
      const previous = matchCoaches(question).assignments.map(({ participantId, coachId }) => ({ participantId, coachId }));
      const after = rematchCoaches({ ...question, previous });
      expect([after.handovers, after.keptCount]).toEqual([[], previous.length]);
    }));
  });

  test("the best move is worth what it says", () => {
    fc.assert(fc.property(drawn, (question) => {
      const { bestMove, assignments, totalScore } = rematchCoaches(question);
      if (bestMove === null) return;
      const fixed = question.participants.map((one) => ({ ...one, coachId: one.id === bestMove.participantId ? bestMove.toCoachId : assignments.find(({ participantId }) => participantId === one.id)?.coachId })).flatMap(({ coachId, ...one }) => (coachId === undefined ? [] : [{ ...one, coachId }]));
      expect(matchCoaches({ participants: fixed, coaches: question.coaches, sampleWeekDate: question.sampleWeekDate, weights: question.weights! }).totalScore).toBeCloseTo(totalScore + bestMove.scoreGain, 9);
    }));
  });

  test("the order of the input changes nothing", () => {
    fc.assert(fc.property(drawn, (question) => {
      expect(rematchCoaches({ ...question, participants: question.participants.toReversed(), coaches: question.coaches.toReversed(), previous: question.previous.toReversed() })).toEqual(rematchCoaches(question));
    }));
  });
});
