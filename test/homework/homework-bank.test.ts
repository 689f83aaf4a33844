import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HomeworkItem, readHomeworkBank } from "coachkit/homework";
import { isCoachingError } from "coachkit/error";
import { bank, bankOf, faults, on, plainItem, why } from "./leaders.js";

const needs = (id: string, trained: string, ...needed: readonly string[]): HomeworkItem => ({ ...plainItem, id, loads: on(trained, 0), prerequisites: needed.map((skillId) => ({ skillId })) });
const params = (call: () => unknown) => { try { call(); } catch (error) { if (isCoachingError(error)) return error.issues.map((issue) => issue.params); } return []; };

describe("readHomeworkBank", () => {
  test("gives back a sound bank", () => { expect(readHomeworkBank(bank)).toEqual(bank); });

  test("one error names every fault between the parts of a bank", () => {
    const faulty = {
      ...bank,
      skills: [...bank.skills, { id: "vision", title: "Vision again" }, { id: "pauses", title: "Pauses", parentSkillId: "silence" }],
      items: [...bank.items, why, { ...why, id: "H4", loads: on("charm", 0), prerequisites: [{ skillId: "luck" }] }],
    };
    expect(faults(() => readHomeworkBank(faulty))).toEqual([
      "homework-bank.duplicate_skill /skills/3/id", "homework-bank.duplicate_item /items/3/id", "homework-bank.unknown_skill /skills/4/parentSkillId",
      "homework-bank.unknown_skill /items/4/loads/0/skillId", "homework-bank.unknown_skill /items/4/prerequisites/0/skillId",
    ]);
  });

  test("skills that wait for each other are refused with the way round", () => {
    const waiting = bankOf([needs("a", "vision", "delivery"), needs("b", "delivery", "stories"), needs("c", "stories", "vision")]);
    expect(faults(() => readHomeworkBank(waiting))).toEqual(["homework-bank.prerequisite_cycle /items"]);
    expect(params(() => readHomeworkBank(waiting))).toEqual([{ way: "delivery → vision → stories → delivery", skillIds: ["delivery", "vision", "stories", "delivery"] }]);
  });

  test("the way round is the same whatever the order of items and skills", () => {
    const items = [needs("a", "vision", "delivery"), needs("b", "delivery", "vision"), needs("c", "stories", "vision"), needs("d", "vision", "stories")];
    const ways = [items, [...items].reverse(), [...items.slice(2), ...items.slice(0, 2)]].map((list) => params(() => readHomeworkBank(bankOf(list))));
    expect(ways).toEqual([ways[0], ways[0], ways[0]]);
  });

  test("two items that name each other's skill are the shortest way round", () => {
    expect(params(() => readHomeworkBank(bankOf([needs("a", "vision", "delivery"), needs("b", "delivery", "vision")])))[0]).toMatchObject({ skillIds: ["delivery", "vision", "delivery"] });
  });

  test("a way that leads to the cycle is not part of it", () => {
    const waiting = bankOf([needs("a", "stories", "delivery"), needs("b", "vision", "stories"), needs("c", "stories", "vision")]);
    expect(params(() => readHomeworkBank(waiting))[0]).toMatchObject({ skillIds: ["stories", "vision", "stories"] });
  });

  test("two ways to one skill are no cycle, nor is an item that asks for a level of the skill it trains", () => {
    expect(faults(() => readHomeworkBank(bankOf([needs("a", "delivery", "vision"), needs("b", "stories", "vision", "delivery"), needs("c", "vision", "vision")])))).toEqual([]);
  });

  test("a skill that is a part of itself is refused with the way round", () => {
    const skills = [{ id: "a", title: "A", parentSkillId: "b" }, { id: "b", title: "B", parentSkillId: "a" }, { id: "c", title: "C", parentSkillId: "a" }];
    expect(faults(() => readHomeworkBank({ ...bank, skills, items: [] }))).toEqual(["homework-bank.parent_cycle /skills"]);
    expect(params(() => readHomeworkBank({ ...bank, skills, items: [] }))[0]).toMatchObject({ skillIds: ["a", "b", "a"] });
    expect(faults(() => readHomeworkBank({ ...bank, skills: [{ id: "a", title: "A", parentSkillId: "a" }], items: [] }))).toEqual(["homework-bank.parent_cycle /skills"]);
  });

  test("a chain of 10,000 skills does not meet the call stack", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `s${String(index)}`);
    const chain = { ...bank, skills: ids.map((id) => ({ id, title: id })), items: ids.slice(1).map((id, index) => needs(id, id, ids[index] ?? "")) };
    expect(faults(() => readHomeworkBank(chain))).toEqual([]);
    expect(faults(() => readHomeworkBank({ ...chain, items: [...chain.items, needs("back", "s0", "s9999")] }))).toEqual(["homework-bank.prerequisite_cycle /items"]);
  });

  test("100,001 items and 10,001 skills are refused", () => {
    expect(faults(() => readHomeworkBank({ ...bank, items: Array.from({ length: 100_001 }, (_, index) => ({ ...why, id: String(index) })) }))).toEqual(["input.too_big /items"]);
    expect(faults(() => readHomeworkBank({ ...bank, items: [], skills: Array.from({ length: 10_001 }, (_, index) => ({ id: String(index), title: "Skill" })) }))).toEqual(["input.too_big /skills"]);
  });

  test("a key “__proto__” is refused, an id “__proto__” is an id like any other", () => {
    expect(faults(() => readHomeworkBank(JSON.parse('{"__proto__":{"polluted":true},"kind":"homework-bank","schemaVersion":1,"id":"b","skills":[],"items":[]}')))).toEqual(["input.forbidden_key /__proto__"]);
    expect(faults(() => readHomeworkBank({ ...bank, skills: [{ id: "__proto__", title: "Strange" }, { id: "constructor", title: "Stranger" }], items: [needs("toString", "__proto__", "constructor")] }))).toEqual([]);
  });

  test("each fault of a JSON import names the row and the key that it is in", () => {
    const items = [why, { ...why, id: "H4", loads: [{ skillId: "vision", weight: 0, difficultyLogits: 0 }], languages: [] }, { ...why, id: " H5", discrimination: "sharp" }];
    expect([...faults(() => readHomeworkBank({ ...bank, items }))].sort()).toEqual(["homework-item.zero_weights /items/1/loads", "input.invalid_format /items/2/id", "input.invalid_type /items/2/discrimination", "input.too_small /items/1/languages"]);
  });

  test.each([
    ["another document", { ...bank, kind: "plan" }, ["input.invalid_value /kind"]],
    ["a later shape", { ...bank, schemaVersion: 2 }, ["input.invalid_value /schemaVersion"]],
    ["an unknown key", { ...bank, author: "me" }, ["input.unrecognized_keys /author"]],
    ["nothing", null, ["input.invalid_type /"]],
    ["items that are no list", { ...bank, items: {} }, ["input.invalid_type /items"]],
    ["a difficulty that is no number", { ...bank, items: [{ ...why, loads: on("vision", Number.NaN) }] }, ["input.invalid_type /items/0/loads/0/difficultyLogits"]],
  ])("%s is refused", (_, document, expected) => { expect(faults(() => readHomeworkBank(document))).toEqual(expected); });

  test("a graph that follows one order of skills has no cycle; one edge back along a way closes one", () => fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.nat(7), fc.nat(7)).filter(([from, to]) => from < to), { minLength: 1, selector: String }), fc.nat(), (edges, pick) => {
    const skills = Array.from({ length: 8 }, (_, index) => ({ id: `s${String(index)}`, title: "Skill" }));
    const items = edges.map(([from, to]) => needs(`${String(from)}-${String(to)}`, `s${String(to)}`, `s${String(from)}`));
    expect(faults(() => readHomeworkBank({ ...bank, skills, items }))).toEqual([]);
    const [from, to] = edges[pick % edges.length] ?? [0, 1];
    expect(faults(() => readHomeworkBank({ ...bank, skills, items: [...items, needs("back", `s${String(from)}`, `s${String(to)}`)] }))).toEqual(["homework-bank.prerequisite_cycle /items"]);
  })));
});
