import * as fc from "fast-check";
import { PEER_LIMITS, type PeerMember, type PeerQuestion, type PeerRotation, rotatePeers } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { planPeers } from "../../src/plan/peer-rotation.js";
import { issuesOf } from "../issues-of.js";

const people = (count: number): readonly PeerMember[] => Array.from({ length: count }, (_, index) => ({ personId: `p${String(index).padStart(3, "0")}` }));
const named = (...ids: readonly string[]): readonly PeerMember[] => ids.map((personId) => ({ personId }));
const question: PeerQuestion = { members: named("ada", "ben", "cem", "dee"), groupSize: 2, leftOver: "sit-out", roundCount: 3 };
const groupsOf = ({ rounds }: PeerRotation): readonly string[] => rounds.map(({ groups }) => groups.map(({ personIds }) => personIds.join("+")).join(" "));
const sitOutsOf = ({ rounds }: PeerRotation): readonly string[] => rounds.map(({ sitOuts }) => sitOuts.map(({ personId, reason }) => `${personId} ${reason}`).join(", "));
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);
const pairs = (ids: readonly string[]): readonly string[] => ids.flatMap((one, index) => ids.slice(index + 1).map((other) => `${one} ${other}`));
const pairsOf = ({ rounds }: PeerRotation): readonly string[] => rounds.flatMap(({ groups }) => groups.flatMap(({ personIds }) => pairs(personIds)));

describe("pairs", () => {
  test("of four meet each other once in three rounds", () => {
    const rotation = rotatePeers(question);
    expect(groupsOf(rotation)).toEqual(["ada+dee ben+cem", "ada+cem ben+dee", "ada+ben cem+dee"]);
    expect(rotation).toMatchObject({ encounterCount: 6, repeatCount: 0, leastRepeatCount: 0, coverageFraction: 1, method: "round-robin" });
  });

  test.each([4, 5, 6, 7, 10, 11, 20, 31])("of %i people meet all others before they meet one again, and then all others again", (count) => {
    const rounds = count + (count % 2) - 1;
    const rotation = rotatePeers({ ...question, members: people(count), roundCount: 2 * rounds });
    const met = pairsOf(rotation);
    const half = met.slice(0, met.length / 2);
    expect([new Set(half).size, half.length, new Set(met.slice(met.length / 2)).size]).toEqual([(count * (count - 1)) / 2, (count * (count - 1)) / 2, (count * (count - 1)) / 2]);
    expect(rotation.repeatCount).toBe(rotation.leastRepeatCount);
    expect(spread(rotation.members.map(({ sitOutCount }) => sitOutCount))).toBe(0);
  });

  test("of five leave one over in turn, or take the fifth along as a triad", () => {
    const five = named("ada", "ben", "cem", "dee", "eve");
    expect(sitOutsOf(rotatePeers({ ...question, members: five, roundCount: 5 }))).toEqual(["ada odd-one-out", "ben odd-one-out", "cem odd-one-out", "dee odd-one-out", "eve odd-one-out"]);
    const joined = rotatePeers({ ...question, members: five, leftOver: "join", roundCount: 5 });
    expect([joined.rounds.every(({ groups, sitOuts }) => groups.map(({ personIds }) => personIds.length).toSorted().join() === "2,3" && sitOuts.length === 0), joined.coverageFraction, joined.repeatCount]).toEqual([true, 1, joined.leastRepeatCount]);
  });

  test("another seed gives other groups, in searches", () => {
    const asked: PeerQuestion = { ...question, members: people(9), groupSize: 3, roundCount: 4 };
    expect(groupsOf(rotatePeers({ ...asked, seed: 1 }))).not.toEqual(groupsOf(rotatePeers({ ...asked, seed: 2 })));
    expect(rotatePeers({ ...asked, seed: 1 })).toEqual(rotatePeers({ ...asked, seed: 1 }));
  });
});

describe("triads", () => {
  test("of nine meet all others in four rounds: the affine plane of order 3", () => {
    expect(rotatePeers({ ...question, members: people(9), groupSize: 3, roundCount: 4 })).toMatchObject({ encounterCount: 36, repeatCount: 0, coverageFraction: 1 });
  });

  test.each([[7, "join", "2,2,3"], [8, "join", "2,3,3"], [9, "join", "3,3,3"], [7, "sit-out", "3,3"], [8, "sit-out", "3,3"], [4, "join", "2,2"], [2, "join", "2"], [2, "sit-out", ""]] as const)("of %i people who %s make groups of %s", (count, leftOver, sizes) => {
    for (const { groups } of rotatePeers({ ...question, members: people(count), groupSize: 3, leftOver, roundCount: 3 }).rounds) expect(groups.map(({ personIds }) => personIds.length).toSorted().join()).toBe(sizes);
  });

  test("have one who coaches, one who is coached and one who observes", () => {
    for (const { groups } of rotatePeers({ ...question, members: people(9), groupSize: 3 }).rounds) for (const { personIds, coachId, participantId, observerId } of groups) expect([coachId, participantId, observerId].toSorted()).toEqual(personIds);
  });
});

describe("a reporting line", () => {
  const chain: readonly PeerMember[] = [{ personId: "ada" }, { personId: "ben", managerId: "ada" }, { personId: "cem", managerId: "ben" }, { personId: "dee", managerId: "ben" }, { personId: "eve" }, { personId: "fay", managerId: "elsewhere" }];
  const inLine = new Set(["ada ben", "ada cem", "ada dee", "ben cem", "ben dee"]);

  test.each([[2, "sit-out"], [2, "join"], [3, "sit-out"], [3, "join"]] as const)("keeps managers of every rank and their people apart, in groups of %i that %s", (groupSize, leftOver) => {
    expect(pairsOf(rotatePeers({ ...question, members: chain, groupSize, leftOver, roundCount: 8 })).filter((pair) => inLine.has(pair))).toEqual([]);
  });

  test("does not keep apart those who share a manager", () => { expect(pairsOf(rotatePeers({ ...question, members: chain, roundCount: 5 }))).toContain("cem dee"); });

  test("leaves a manager of all without a peer, and the others with all of theirs", () => {
    const members = people(5).map(({ personId }, index) => (index === 0 ? { personId } : { personId, managerId: "p000" }));
    const rotation = rotatePeers({ ...question, members });
    expect([sitOutsOf(rotation), rotation.repeatCount, rotation.coverageFraction]).toEqual([["p000 no-allowed-peer", "p000 no-allowed-peer", "p000 no-allowed-peer"], 0, 1]);
  });

  test("of a team with its lead costs no more repeats than it must", () => {
    const members = people(12).map(({ personId }, index) => (index > 0 && index < 5 ? { personId, managerId: "p000" } : { personId }));
    const rotation = rotatePeers({ ...question, members, roundCount: 12 });
    expect([rotation.method, rotation.repeatCount]).toEqual(["search", rotation.leastRepeatCount]);
  });
});

test("those who have met before meet others first", () => {
  const first = rotatePeers({ ...question, members: people(8), roundCount: 3 });
  const alreadyMet = pairsOf(first).map((pair) => pair.split(" ") as unknown as readonly [string, string]);
  const next = rotatePeers({ ...question, members: people(8), roundCount: 4, alreadyMet });
  expect(next).toMatchObject({ repeatCount: 0, coverageFraction: 1 });
  expect(rotatePeers({ ...question, members: people(8), roundCount: 5, alreadyMet })).toMatchObject({ repeatCount: 4, leastRepeatCount: 4 });
});

test("who has left stays in the history: pairs with somebody who is no member count for nothing", () => {
  const alreadyMet = [["zoe", "ada"], ["ada", "ben"], ["ben", "zoe"], ["yan", "zoe"]] as const;
  expect(rotatePeers({ ...question, alreadyMet })).toEqual(rotatePeers({ ...question, alreadyMet: [["ada", "ben"]] }));
});

test("where nobody may meet there is no share of pairs who have", () => {
  expect(rotatePeers({ ...question, members: [{ personId: "ada" }, { personId: "ben", managerId: "ada" }] })).toMatchObject({ encounterCount: 0, coverageFraction: null });
});

test("a search ends when its comparisons are spent: with half of them it finds less, with twice as many more", () => {
  const members = people(66).map(({ personId }) => ({ id: personId }));
  const asked: PeerQuestion = { ...question, members: people(66), groupSize: 3, roundCount: 30 };
  const repeatsWith = (budget: number): number => planPeers({ members, size: 3, joins: false, roundCount: 30, alreadyMet: [], absent: new Map(), seed: 0, budget }).figures.repeatCount;
  const { repeatCount } = rotatePeers(asked);
  expect(repeatCount).toBe(repeatsWith(PEER_LIMITS.searchComparisons));
  expect(repeatCount).toBeLessThan(repeatsWith(PEER_LIMITS.searchComparisons / 2));
  expect(repeatCount).toBeGreaterThan(repeatsWith(PEER_LIMITS.searchComparisons * 2));
});

describe("an absence", () => {
  const six: PeerQuestion = { ...question, members: people(6), leftOver: "join", roundCount: 5 };
  const away = (absences: PeerQuestion["absences"], more: Partial<PeerQuestion> = {}) => ({ ...six, absences: absences ?? [], ...more });

  test("changes only the groups of its round that it touches", () => {
    const [planned, mended] = [rotatePeers(six), rotatePeers(away([{ round: 2, personId: "p001" }]))];
    planned.rounds.forEach((round, index) => { if (index !== 1) expect(mended.rounds[index]).toEqual(round); });
    const [before = [], after = []] = [planned.rounds[1]?.groups, mended.rounds[1]?.groups];
    expect(after.filter(({ isMended }) => !isMended).every((group) => before.some((one) => JSON.stringify(one) === JSON.stringify(group)))).toBe(true);
    expect([after.filter(({ isMended }) => isMended).map(({ personIds }) => personIds.length), mended.rounds[1]?.sitOuts]).toEqual([[3], [{ personId: "p001", reason: "absent" }]]);
  });

  test("of two brings those together whom it leaves alone", () => {
    const pair = rotatePeers(six).rounds[0]?.groups.map(({ personIds }) => personIds) ?? [];
    const mended = rotatePeers(away([{ round: 1, personId: pair[0]?.[0] ?? "" }, { round: 1, personId: pair[1]?.[0] ?? "" }])).rounds[0];
    expect(mended?.groups.map(({ personIds }) => personIds).toSorted()).toEqual([pair[2], [pair[0]?.[1], pair[1]?.[1]].toSorted()].toSorted());
  });

  test("gives the one left over a peer", () => {
    const five: PeerQuestion = { ...question, members: people(5), roundCount: 1 };
    const [odd] = rotatePeers(five).rounds[0]?.sitOuts ?? [];
    const [group] = rotatePeers(five).rounds[0]?.groups ?? [];
    const mended = rotatePeers({ ...five, absences: [{ round: 1, personId: group?.personIds[0] ?? "" }] }).rounds[0];
    expect([mended?.sitOuts.map(({ reason }) => reason), mended?.groups.some(({ personIds }) => personIds.includes(odd?.personId ?? ""))]).toEqual([["absent"], true]);
  });

  test("leaves somebody alone to sit out when nobody joins others", () => {
    expect(sitOutsOf(rotatePeers(away([{ round: 1, personId: "p000" }], { leftOver: "sit-out" })))[0]).toBe("p000 absent, p005 peer-absent");
  });

  test("makes a pair of a triad", () => {
    expect(rotatePeers({ ...six, groupSize: 3, absences: [{ round: 1, personId: "p000" }] }).rounds[0]?.groups.map(({ personIds }) => personIds.length).toSorted()).toEqual([2, 3]);
  });
});

describe("bad input is named by code and path", () => {
  test.each([
    ["one member", { members: named("ada") }, ["input.too_small at /members"]],
    ["a member twice", { members: named("ada", "ada") }, ["peer-question.duplicate_member at /members/1/personId"]],
    ["a circle of managers", { members: [{ personId: "ada", managerId: "ben" }, { personId: "ben", managerId: "ada" }, { personId: "cem", managerId: "ben" }] }, ["peer-question.manager_circle at /members/0/managerId", "peer-question.manager_circle at /members/1/managerId"]],
    ["an unknown absentee", { absences: [{ round: 1, personId: "zoe" }] }, ["peer-question.unknown_member at /absences/0/personId"]],
    ["a round too many", { absences: [{ round: 4, personId: "ada" }] }, ["peer-question.later_round at /absences/0/round"]],
    ["somebody who met oneself", { alreadyMet: [["ada", "ada"]] }, ["peer-question.met_oneself at /alreadyMet/0/1"]],
    ["too many rounds for so many members: 30,003 places", { members: people(219), roundCount: 137 }, ["peer-question.too_many_places at /roundCount"]],
    ["more members than one rotation takes", { members: people(PEER_LIMITS.memberCount + 1), roundCount: 1 }, ["input.too_big at /members"]],
    ["more rounds than one rotation has", { roundCount: PEER_LIMITS.roundCount + 1 }, ["input.too_big at /roundCount"]],
    ["an absence in a round that no rotation has", { absences: [{ round: PEER_LIMITS.roundCount + 1, personId: "ada" }] }, ["input.too_big at /absences/0/round"]],
    ["groups of four", { groupSize: 4 }, ["input.invalid_value at /groupSize"]],
  ] as const)("%s", (_, more, expected) => { expect(issuesOf(() => rotatePeers({ ...question, ...more } as PeerQuestion))).toEqual(expected); });
});

describe("laws", () => {
  const drawn = fc.record({
    count: fc.integer({ min: 2, max: 14 }), groupSize: fc.constantFrom(2 as const, 3 as const), leftOver: fc.constantFrom("join" as const, "sit-out" as const), roundCount: fc.integer({ min: 1, max: 8 }),
    managers: fc.array(fc.option(fc.nat(13), { nil: undefined }), { minLength: 14, maxLength: 14 }), absences: fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.nat(13)), { maxLength: 4 }),
  }).map(({ count, groupSize, leftOver, roundCount, managers, absences }): PeerQuestion => ({
    // a manager comes earlier in the list, so nobody stands above the own manager
    members: people(count).map(({ personId }, index) => { const manager = managers[index]; return manager === undefined || manager >= index || manager % 3 > 0 ? { personId } : { personId, managerId: `p${String(manager).padStart(3, "0")}` }; }),
    groupSize, leftOver, roundCount, absences: absences.filter(([round, index]) => round <= roundCount && index < count).map(([round, index]) => ({ round, personId: `p${String(index).padStart(3, "0")}` })),
  }));

  test("everybody is in one group or sits out, in every round; no group follows a reporting line, has other than two or three, or holds somebody absent", () => {
    fc.assert(fc.property(drawn, (asked) => {
      const { rounds, repeatCount, leastRepeatCount, encounterCount } = rotatePeers(asked);
      const managers = new Map(asked.members.map(({ personId, managerId }) => [personId, managerId]));
      const isAbove = (one: string, other: string): boolean => { for (let above = managers.get(other); above !== undefined; above = managers.get(above)) if (above === one) return true; return false; };
      for (const { round, groups, sitOuts } of rounds) {
        expect([...groups.flatMap(({ personIds }) => personIds), ...sitOuts.map(({ personId }) => personId)].toSorted()).toEqual(asked.members.map(({ personId }) => personId));
        for (const { personIds } of groups) {
          expect([2, 3]).toContain(personIds.length);
          for (const one of personIds) for (const other of personIds) expect(isAbove(one, other)).toBe(false);
        }
        const absent = new Set((asked.absences ?? []).filter((one) => one.round === round).map(({ personId }) => personId));
        expect(groups.some(({ personIds }) => personIds.some((id) => absent.has(id)))).toBe(false);
      }
      const met = rounds.flatMap(({ groups }) => groups.flatMap(({ personIds }) => pairs(personIds)));
      expect([encounterCount, repeatCount]).toEqual([met.length, met.length - new Set(met).size]);
      expect(repeatCount).toBeGreaterThanOrEqual(leastRepeatCount);
    }), { numRuns: 60 });
  });

  test("without absences and reporting lines sit-outs differ by one at most, and so do coaching and being coached", () => {
    fc.assert(fc.property(drawn, ({ members, groupSize, leftOver, roundCount }) => {
      const rotation = rotatePeers({ members: members.map(({ personId }) => ({ personId })), groupSize, leftOver, roundCount });
      expect(spread(rotation.members.map(({ sitOutCount }) => sitOutCount))).toBeLessThanOrEqual(1);
      for (const { coachCount, participantCount } of rotation.members) expect(Math.abs(coachCount - participantCount)).toBeLessThanOrEqual(1);
    }), { numRuns: 60 });
  });

  test("the order of the members changes nothing", () => {
    fc.assert(fc.property(drawn, (asked) => { expect(rotatePeers({ ...asked, members: asked.members.toReversed() })).toEqual(rotatePeers(asked)); }), { numRuns: 15 });
  });

  /** The fewest repeats of full pairs, by trying all ways to pair up in every round; Infinity when there is no way. */
  function fewestRepeats(ids: readonly string[], isAllowed: (pair: string) => boolean, roundCount: number): number {
    const matchings = (left: readonly string[]): readonly (readonly string[])[] => {
      const [one, ...others] = left;
      return one === undefined ? [[]] : others.flatMap((other) => (isAllowed(`${one} ${other}`) ? matchings(others.filter((id) => id !== other)).map((rest) => [`${one} ${other}`, ...rest]) : []));
    };
    const all = matchings(ids);
    let best = Infinity;
    const look = (round: number, met: readonly string[]): void => {
      const repeats = met.length - new Set(met).size;
      if (repeats >= best) return;
      if (round === roundCount) best = repeats;
      else for (const matching of all) look(round + 1, [...met, ...matching]);
    };
    if (all.length > 0) look(0, []);
    return best;
  }

  test("pairs of four and six people repeat no more than the best of all ways to pair them", () => {
    const small = fc.record({ count: fc.constantFrom(4, 6), roundCount: fc.integer({ min: 1, max: 5 }), managers: fc.array(fc.option(fc.nat(4), { nil: undefined }), { minLength: 6, maxLength: 6 }) });
    fc.assert(fc.property(small, ({ count, roundCount, managers }) => {
      const members = people(count).map(({ personId }, index) => { const manager = managers[index]; return manager === undefined || manager >= index || managers[manager] !== undefined ? { personId } : { personId, managerId: `p${String(manager).padStart(3, "0")}` }; });
      const above = new Set(members.map(({ personId, managerId }) => `${managerId ?? ""} ${personId}`));
      const fewest = fewestRepeats(members.map(({ personId }) => personId), (pair) => !above.has(pair), roundCount);
      const rotation = rotatePeers({ ...question, members, roundCount });
      // where nobody has to sit out; else there are fewer encounters than the brute force counts
      if (fewest < Infinity && rotation.members.every(({ sitOutCount }) => sitOutCount === 0)) expect(rotation.repeatCount).toBe(fewest);
      if (fewest < Infinity) expect(rotation.members.map(({ sitOutCount }) => sitOutCount)).toEqual(members.map(() => 0));
    }), { numRuns: 60 });
  });
});

test("two hundred people in a tree of managers have no repeat in 26 rounds", () => {
  const members = people(200).map(({ personId }, index) => (index === 0 ? { personId } : { personId, managerId: `p${String(Math.floor((index - 1) / 7)).padStart(3, "0")}` }));
  expect(rotatePeers({ ...question, members, roundCount: 26, leftOver: "join" })).toMatchObject({ repeatCount: 0 });
});
