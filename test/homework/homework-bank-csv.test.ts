import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCoachingError } from "coachkit/error";
import { HOMEWORK_CSV_LIMITS, type HomeworkBank, type HomeworkBankCsv, homeworkBankFromCsv, homeworkBankToCsv, type HomeworkItem } from "coachkit/homework";
import { bank, faults, plainItem } from "./leaders.js";

const skillsCsv = "id,title,parentSkillId\nvision,Vision talk,\ndelivery,Delivery craft,\nstories,Stories,delivery\n";
const header = "id,version,title,loads,discrimination,combine,durationMinutes,languages,instructions,prerequisites,contexts,tags,evidenceAsked";
const row = "h1,2,Say why our work matters,vision:0.7@-0.5|delivery:0.3@0.2,1.5,conjunctive,20,en|pt-BR,Say it.,vision@0.5|stories,team-meeting,new|short,A note";
const csv = (lines: readonly string[], changes: Partial<HomeworkBankCsv> = {}): HomeworkBankCsv => ({ id: "leadership", skillsCsv, itemsCsv: lines.join("\n"), separator: ",", ...changes });
const read = (...lines: readonly string[]) => homeworkBankFromCsv(csv([header, ...lines])).items;
const found = (...lines: readonly string[]) => faults(() => homeworkBankFromCsv(csv([header, ...lines])));
const messages = (call: () => unknown): readonly string[] => { try { call(); } catch (error) { if (isCoachingError(error)) return error.issues.map(({ message }) => message); } return []; };
/** A row with one cell changed. */
const withCell = (column: string, text: string) => row.split(",").map((cell, index) => (header.split(",")[index] === column ? text : cell)).join(",");

describe("homeworkBankFromCsv", () => {
  test("a row is an item: every column by hand", () => {
    expect(homeworkBankFromCsv(csv([header, row]))).toEqual({
      kind: "homework-bank", schemaVersion: 1, id: "leadership",
      skills: [{ id: "vision", title: "Vision talk" }, { id: "delivery", title: "Delivery craft" }, { id: "stories", title: "Stories", parentSkillId: "delivery" }],
      items: [{
        id: "h1", version: 2, title: "Say why our work matters", instructions: "Say it.", discrimination: 1.5, combine: "conjunctive", durationMinutes: 20, languages: ["en", "pt-BR"], contexts: ["team-meeting"], tags: ["new", "short"], evidenceAsked: "A note",
        loads: [{ skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }, { skillId: "delivery", weight: 0.3, difficultyLogits: 0.2 }],
        prerequisites: [{ skillId: "vision", masteryDifficultyLogits: 0.5 }, { skillId: "stories" }],
      }],
    });
  });

  test("columns stand in any order, those that are optional may be missing, and a bank may be empty", () => {
    const lines = ["languages,durationMinutes,combine,discrimination,loads,title,version,id", "en,20,compensatory,1,vision:1@0,Plain,1,h1"];
    expect(homeworkBankFromCsv(csv(lines)).items).toEqual([{ ...plainItem, id: "h1" }]);
    expect(homeworkBankFromCsv(csv([header])).items).toEqual([]);
  });

  test.each([
    ["a byte order mark, CRLF, and a last line without a break", `\uFEFF${header}\r\n${row}\r\n${row.replace("h1", "h2")}`],
    ["rows without any text, as spreadsheets leave them", `${header}\n\n${row}\n,,,,,,,,,,,,\n${row.replace("h1", "h2")}\n\n`],
    ["every cell in quotes", [header, row, row.replace("h1", "h2")].map((line) => line.split(",").map((cell) => `"${cell}"`).join(",")).join("\n")],
  ])("%s are read", (_, itemsCsv) => { expect(homeworkBankFromCsv(csv([], { itemsCsv })).items.map(({ id }) => id)).toEqual(["h1", "h2"]); });

  test("a cell in quotes holds separators, quotes and line breaks; CRLF within it becomes LF", () => {
    const [item] = read(withCell("instructions", '"Say ""why"", then wait.\r\nAsk, listen."'));
    expect(item?.instructions).toBe('Say "why", then wait.\nAsk, listen.');
  });

  test("with semicolons a comma is a character like any other", () => {
    const swap = (text: string) => text.replaceAll(",", ";");
    const { items } = homeworkBankFromCsv({ ...csv([swap(header), swap(withCell("title", "Why")).replace("Why", "Why, and how")]), skillsCsv: swap(skillsCsv), separator: ";" });
    expect(items[0]?.title).toBe("Why, and how");
  });

  test("a backslash makes : @ | a part of an id", () => {
    const strange = homeworkBankFromCsv({ ...csv([header, withCell("loads", String.raw`a\:b\|c\@d\\e:1@0`).replace("vision@0.5|stories", String.raw`a\:b\|c\@d\\e@1`)]), skillsCsv: "id,title\na:b|c@d\\e,Strange" });
    expect(strange.items[0]?.loads[0]?.skillId).toBe(String.raw`a:b|c@d\e`);
    expect(strange.items[0]?.prerequisites).toEqual([{ skillId: String.raw`a:b|c@d\e`, masteryDifficultyLogits: 1 }]);
  });

  test("one error names every fault by line and column, also those between rows", () => {
    const lines = [
      row, // line 2
      withCell("loads", "vision:x@0"), // 3: also h1 again
      withCell("id", "h3").replace("conjunctive", "both").replace("20", "twenty"), // 4
      withCell("id", "").replace("Say why our work matters", ""), // 5
      '"h6",1,"Two\nlines",vision:0@0,-1,compensatory,20,xx_,,luck,,,', // 6 and 7
      withCell("id", "h8").replace("delivery:0.3@0.2", "vision:1@0"), // 8
    ];
    expect(found(...lines)).toEqual([
      "homework-bank-csv.bad_loads /itemsCsv/3/loads", "homework-bank.duplicate_item /itemsCsv/3/id",
      "homework-bank-csv.bad_number /itemsCsv/4/durationMinutes", "input.invalid_value /itemsCsv/4/combine",
      "csv-table.empty_cell /itemsCsv/5/id", "csv-table.empty_cell /itemsCsv/5/title",
      "input.invalid_format /itemsCsv/6/title", "input.too_small /itemsCsv/6/discrimination", "input.invalid_format /itemsCsv/6/languages/0", "homework-item.zero_weights /itemsCsv/6/loads", "homework-bank.unknown_skill /itemsCsv/6/prerequisites/0/skillId",
      "homework-item.duplicate_skill /itemsCsv/8/loads/1/skillId",
    ]);
    expect(messages(() => read(...lines)).slice(0, 3)).toEqual([
      "Line 3, column “loads”: “vision:x@0” does not name skills with weight and difficulty.", "Line 3, column “id”: The bank has two items with the id “h1”.", "Line 4, column “durationMinutes”: “twenty” is no number.",
    ]);
  });

  test("with CRLF lines are counted as an editor counts them", () => {
    const itemsCsv = [header, row, "", withCell("id", "h2").replace("Say it.", '"Say\r\nit."'), withCell("version", "x").replace("h1", "h3")].join("\r\n");
    expect(faults(() => homeworkBankFromCsv(csv([], { itemsCsv })))).toEqual(["homework-bank-csv.bad_number /itemsCsv/6/version"]);
  });

  test("faults of skills are named by their lines, before those of items", () => {
    const call = () => homeworkBankFromCsv({ ...csv([header, withCell("title", "")]), skillsCsv: "id,title,parentSkillId\nvision,Vision talk,vision\ndelivery,,\nvision,Again,\nstories,Stories,silence" });
    expect(faults(call)).toEqual(["csv-table.empty_cell /skillsCsv/3/title", "homework-bank.duplicate_skill /skillsCsv/4/id", "homework-bank.unknown_skill /skillsCsv/5/parentSkillId", "homework-bank.parent_cycle /skillsCsv", "csv-table.empty_cell /itemsCsv/2/title"]);
  });

  test.each([
    ["0,7", "a decimal comma"], ["20 min", "a unit"], ["1e", "half a number"], [" 20", "a blank before"], ["NaN", "no number"], ["Infinity", "no finite one"], ["0x14", "another base"],
  ])("“%s” is no number: %s", (text) => { expect(found(withCell("durationMinutes", `"${text}"`))).toEqual(["homework-bank-csv.bad_number /itemsCsv/2/durationMinutes"]); });

  test.each(["vision", "vision:1", "vision:1@", "vision:@0", ":1@0", "vision:1@0@1", "vision:1:2@0", "vision@0:1", "vision:1@0|", "|", "vision:1@0;delivery:1@0"])("loads of the form “%s” are refused", (text) => {
    expect(found(withCell("loads", text))).toEqual(["homework-bank-csv.bad_loads /itemsCsv/2/loads"]);
  });

  test.each(["vision@", "vision@x", "@1", "vision@1@2", "vision|", "vision:1"])("prerequisites of the form “%s” are refused", (text) => {
    expect(found(withCell("prerequisites", text))).toEqual(["homework-bank-csv.bad_prerequisites /itemsCsv/2/prerequisites"]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ["no text at all", [""], ["csv-table.no_header /itemsCsv"]],
    ["columns that are missing, unknown and there twice; other cells are still looked at", ["id,version,title,loads,discrimination,combine,durationMinutes,Languages,id", "h1,x,Why,vision:1@0,1,compensatory,20,en,h1"], [
      "csv-table.missing_column /itemsCsv/1", "csv-table.unknown_column /itemsCsv/1", "csv-table.duplicate_column /itemsCsv/1/id", "homework-bank-csv.bad_number /itemsCsv/2/version",
    ]],
    ["the other separator", [header.replaceAll(",", ";"), row.replaceAll(",", ";")], [...Array.from({ length: 8 }, () => "csv-table.missing_column /itemsCsv/1"), "csv-table.unknown_column /itemsCsv/1"]],
    ["a row with a cell too few and one with a cell too many", [header, row.slice(0, row.lastIndexOf(",")), `${row.replace("h1", "h2")},more`], ["csv-table.cell_count /itemsCsv/2", "csv-table.cell_count /itemsCsv/3"]],
    ["a cell missing within a row: what stands in wrong columns is not reported besides", [header, row.replace("2,", "")], ["csv-table.cell_count /itemsCsv/2"]],
    ["a quote that is never closed", [header, row, `"h2${row.slice(2)}`], ["csv-table.unterminated_quote /itemsCsv/3"]],
    ["a quote within a cell", [header, withCell("title", 'Say "why"')], ["csv-table.stray_quote /itemsCsv/2"]],
    ["text after a quote", [header, withCell("title", '"Say" why')], ["csv-table.text_after_quote /itemsCsv/2"]],
    ["a cell beyond 50,000 characters", [header, withCell("instructions", "x".repeat(50_001))], ["csv-table.cell_too_long /itemsCsv/2", "input.invalid_format /itemsCsv/2/instructions"]],
  ])("%s: refused by line", (_, lines, expected) => { expect(faults(() => homeworkBankFromCsv(csv(lines)))).toEqual(expected); });

  test("thirty thousand rows with a fault each become a thousand faults, of which the last counts the rest", () => {
    const listed = messages(() => read(...Array.from({ length: 30_000 }, () => row.replace("1.5", "high"))));
    expect(listed).toHaveLength(1000);
    expect(listed[0]).toContain("Line 2, column “discrimination”");
    expect(listed.at(-1)).toBe("29001 more faults were found.");
    expect(found(...Array.from({ length: 1001 }, () => row.replace("1.5", "high"))).at(-1)).toBe("homework-bank-csv.more_faults /");
  });

  test.each<[string, Partial<HomeworkBankCsv>, readonly string[]]>([
    ["more rows of items than a bank holds", { itemsCsv: `${header}\n${"x\n".repeat(HOMEWORK_CSV_LIMITS.itemRows + 1)}` }, ["csv-table.too_many_rows /itemsCsv/100002"]],
    ["more rows of skills than a bank holds", { skillsCsv: `id,title\n${"x,y\n".repeat(HOMEWORK_CSV_LIMITS.skillRows + 1)}` }, ["csv-table.too_many_rows /skillsCsv/10002"]],
    ["a text that is too long", { itemsCsv: "x".repeat(HOMEWORK_CSV_LIMITS.characters + 1) }, ["input.too_big /itemsCsv"]],
    ["ten million bars in cells", { itemsCsv: `${header}\n${Array.from({ length: 200 }, () => withCell("loads", "|".repeat(50_000))).join("\n")}` }, ["homework-bank-csv.bad_loads /itemsCsv/2/loads"]],
    ["no separator", { separator: undefined as never }, ["input.invalid_value /separator"]],
    ["a tab between cells", { separator: "\t" as never }, ["input.invalid_value /separator"]],
    ["a bank without an id", { id: "" }, ["input.invalid_format /id"]],
  ])("%s: refused", (_, changes, expected) => { expect(faults(() => homeworkBankFromCsv(csv([header, row], changes)))).toEqual(expect.arrayContaining([...expected])); });

  test("a key “__proto__” is a column that is not known", () => {
    expect(found(row)).toEqual([]);
    expect(faults(() => homeworkBankFromCsv(csv([`${header},__proto__`, `${row},x`])))).toEqual(["csv-table.unknown_column /itemsCsv/1"]);
  });
});

describe("homeworkBankToCsv", () => {
  test("writes what homeworkBankFromCsv reads", () => {
    expect(homeworkBankToCsv({ bank: homeworkBankFromCsv(csv([header, row])), separator: "," })).toEqual({ id: "leadership", separator: ",", skillsCsv: skillsCsv.replaceAll("\n", "\r\n"), itemsCsv: `${header}\r\n${row}\r\n` });
  });

  test("an unsound bank is refused", () => { expect(faults(() => homeworkBankToCsv({ bank: { ...bank, skills: [] }, separator: "," }))).toContain("homework-bank.unknown_skill /bank/items/0/loads/0/skillId"); });

  const id = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom("a", "B", ":", "@", "|", "\\", ",", ";", '"', "ü", "5", "-") });
  const prose = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom("a", " ", "\n", '"', ",", ";", "\t", "|") });
  const optional = <Value>(key: string, value: fc.Arbitrary<Value>) => fc.option(value.map((one) => ({ [key]: one })), { nil: {} });
  const logits = fc.double({ min: -100, max: 100, noNaN: true }).map((value) => value + 0);
  const bankWith = (skillIds: readonly string[]): fc.Arbitrary<HomeworkBank> => {
    const skill = fc.constantFrom(...skillIds);
    const item = fc.record({
      version: fc.integer({ min: 1, max: 9 }), title: prose.map((text) => `t${text.replaceAll(/[\n\t]/gu, " ")}`), loads: fc.uniqueArray(fc.record({ skillId: skill, weight: fc.double({ min: 0.001, max: 1e6, noNaN: true }), difficultyLogits: logits }), { minLength: 1, maxLength: 3, selector: ({ skillId }) => skillId }),
      discrimination: fc.double({ min: 1e-9, max: 10, noNaN: true }), combine: fc.constantFrom("compensatory" as const, "conjunctive" as const), durationMinutes: fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0),
      languages: fc.constantFrom(["en"], ["en", "pt-BR"]), contexts: fc.array(id, { maxLength: 3 }), tags: fc.array(id, { maxLength: 3 }),
    });
    const whole = fc.tuple(item, optional("instructions", prose), optional("evidenceAsked", prose), optional("masteryDifficultyLogits", logits)).map(([one, instructions, evidence, mastery]) => ({ ...one, ...instructions, ...evidence, prerequisites: one.loads.slice(0, 1).map(({ skillId }) => ({ skillId, ...mastery })) }));
    // every item needs and trains skills in one order, so that no prerequisite waits for itself
    return fc.array(whole, { maxLength: 4 }).map((items) => ({ kind: "homework-bank", schemaVersion: 1, id: "b", skills: skillIds.map((one) => ({ id: one, title: `Skill ${one}` })), items: items.map((one, index): HomeworkItem => ({ ...one, loads: one.loads.slice(0, 1), id: `h${String(index)}` })) }));
  };

  test("a bank comes back as it was written", () => fc.assert(fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 4 }).chain(bankWith), fc.constantFrom("," as const, ";" as const), (one, separator) => {
    expect(homeworkBankFromCsv(homeworkBankToCsv({ bank: one, separator }))).toEqual(one);
  })));
});
