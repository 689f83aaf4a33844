import { type CsvFormat, forecastFromCsv, forecastToCsv, INTERCHANGE_LIMITS } from "coachkit/interchange";
import { STAFFING_LIMITS } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { instants, local } from "./rows.js";

const header = "skillId,startsAt,offeredContacts,handleTimeSeconds";
const localHeader = "skillId;localTime;offset;offeredContacts;handleTimeSeconds";
const read = (rows: readonly string[], format: CsvFormat = instants) => forecastFromCsv({ text: [header, ...rows].join("\n"), format });
const readLocal = (rows: readonly string[], format: CsvFormat = local) => forecastFromCsv({ text: [localHeader, ...rows].join("\r\n"), format });
const starts = (answer: ReturnType<typeof read>) => answer.skills.flatMap(({ intervals }) => intervals.map(({ startsAt }) => startsAt));

describe("a forecast from CSV", () => {
  test("is its skills by id and their staffing intervals by start", () => {
    expect(read(["sales,2026-10-05T07:30:00Z,2,100", "billing,2026-10-05T09:00:00+02:00,1.5,60", "sales,2026-10-05T07:00:00Z,0,0"], { times: "instant" })).toEqual({
      skills: [
        { skillId: "billing", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 1.5, handleTimeSeconds: 60 }] },
        { skillId: "sales", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 0, handleTimeSeconds: 0 }, { startsAt: "2026-10-05T07:30:00Z", offeredContacts: 2, handleTimeSeconds: 100 }] },
      ],
      ignoredColumns: [], assumptions: { separator: ",", decimalMark: "." },
    });
  });
  test("has a byte order mark, CRLF, quotes, empty rows, columns in any order and others, which are named", () => {
    const text = "\uFEFF\"handleTimeSeconds\";site;offeredContacts;startsAt;skillId\r\n60;Berlin;\"1,5\";2026-10-05T07:00:00Z;\"bil\"\"l;ing\"\r\n;;;;\r\n\r\n";
    expect(forecastFromCsv({ text, format: { times: "instant", decimalMark: "," } })).toEqual({ skills: [{ skillId: "bil\"l;ing", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 1.5, handleTimeSeconds: 60 }] }], ignoredColumns: ["site"], assumptions: { separator: ";" } });
  });
  test("tells the repeated hour by the order of the rows of each skill", () => {
    const rows = ["00:00", "02:00", "02:30", "02:00", "02:30", "03:00"].flatMap((time) => ["a", "b"].map((skill) => `${skill};2026-10-25 ${time};;1;60`));
    expect(starts(readLocal(rows)).slice(0, 6)).toEqual(["2026-10-24T22:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"]);
  });
  test("and by the offset, in any order", () => {
    expect(starts(readLocal(["a;2026-10-25T02:00;+01:00;1;60", "a;2026-10-25T02:00;+02:00;1;60", "a;2026-10-25T04:00;;1;60"]))).toEqual(["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T03:00:00Z"]);
  });
  test("tells the separator by the first mark of the header, also where a column that is not read holds the other one", () => {
    expect(forecastFromCsv({ text: `${header},"site; team"\na,2026-10-05T07:00:00Z,1,60,x`, format: { times: "instant" } })).toMatchObject({ skills: [{ skillId: "a" }], ignoredColumns: ["site; team"], assumptions: { separator: "," } });
  });
  test("and below rows without text", () => {
    expect(forecastFromCsv({ text: `\uFEFF\r\n\n${header.replaceAll(",", ";")}\na;2026-10-05T07:00:00Z;1;60`, format: { times: "instant" } })).toMatchObject({ skills: [{ skillId: "a" }], assumptions: { separator: ";" } });
  });
  test("an offset of Z is that of Greenwich", () => {
    expect(starts(readLocal(["a;2026-10-25T01:30;Z;1;60"], { ...local, timeZone: "Europe/London" }))).toEqual(["2026-10-25T01:30:00Z"]);
  });
  test("has zones by row", () => {
    const text = "skillId;localTime;timeZone;offeredContacts;handleTimeSeconds\na;2026-10-05T09:00;Asia/Kolkata;1;60\nb;2026-10-05T09:00;;1;60";
    expect(starts(forecastFromCsv({ text, format: local }))).toEqual(["2026-10-05T03:30:00Z", "2026-10-05T07:00:00Z"]);
  });
});

describe("each fault is named by line and column", () => {
  test.each([
    ["cells that say nothing sound", ["=x\u0007,yesterday,1.000.000,-1", ",,,"], ["csv-cell.bad_id at /text/2/skillId", "csv-cell.bad_number at /text/2/handleTimeSeconds", "csv-cell.bad_number at /text/2/offeredContacts", "csv-time.bad_instant at /text/2/startsAt"]],
    ["numbers with a comma where a point is told", ["a,2026-10-05T07:00:00Z,\"1,5\",60"], ["csv-cell.bad_number at /text/2/offeredContacts"]],
    ["a number beyond the limit, and one as a spreadsheet's", ["a,2026-10-05T07:00:00Z,100000001,6e1"], ["csv-cell.bad_number at /text/2/offeredContacts"]],
    ["an empty cell", ["a,2026-10-05T07:00:00Z,,60"], ["csv-table.empty_cell at /text/2/offeredContacts"]],
    ["a day that is not, an offset that is not", ["a,2026-02-30T07:00:00+01:00,1,60", "a,2026-02-03T07:00:00+25:00,1,60"], ["csv-time.bad_instant at /text/2/startsAt", "csv-time.bad_instant at /text/3/startsAt"]],
    ["contacts that take no time", ["a,2026-10-05T07:00:00Z,1,0"], ["forecast-csv.no_handle_time at /text/2/handleTimeSeconds"]],
    ["one start twice", ["a,2026-10-05T07:00:00Z,1,60", "a,2026-10-05T09:00:00+02:00,1,60"], ["forecast-csv.duplicate_start at /text/3/startsAt"]],
    ["a row with a cell too many", ["a,2026-10-05T07:00:00Z,x,60,7"], ["csv-table.cell_count at /text/2"]],
  ])("%s", (_, rows, expected) => { expect([...issuesOf(() => read(rows))].sort()).toEqual(expected); });
  test.each([
    ["a reading that the clock never shows", "2026-03-29T02:30;;", "csv-time.never_shown at /text/2/localTime"],
    ["one that it shows twice and the text once", "2026-10-25T02:30;;", "csv-time.shown_twice at /text/2/localTime"],
    ["an offset that does not hold then", "2026-10-05T09:00;+01:00;", "csv-time.bad_offset at /text/2/offset"],
    ["a date in the form of a country", "05.10.2026 09:00;;", "csv-time.bad_local_time at /text/2/localTime"],
    ["a reading before 1970", "1970-01-01T00:30;;", "csv-time.bad_local_time at /text/2/localTime"],
  ])("%s", (_, cells, expected) => { expect(issuesOf(() => readLocal([`a;${cells}1;60`]))).toEqual([expected]); });
  test("a third row of a repeated hour", () => { expect(issuesOf(() => readLocal([1, 2, 3].map(() => "a;2026-10-25T02:30;;1;60")))).toEqual(["forecast-csv.duplicate_start at /text/4/localTime"]); });
  test("a repeated hour in rows that go back in time, whose order does not tell which is meant", () => {
    expect(issuesOf(() => readLocal(["03:00", "02:30", "02:00", "02:30", "02:00", "01:30"].map((time) => `a;2026-10-25 ${time};;1;60`)))).toEqual([3, 4, 5, 6].map((line) => `csv-time.shown_twice at /text/${String(line)}/localTime`));
  });
  test("no zone, and one that nobody knows", () => {
    refuses(() => readLocal(["a;2026-10-05T09:00;;1;60"], { times: "local" }), { code: "csv-time.no_time_zone", path: ["text", 2, "localTime"], params: { line: 2, column: "localTime" } });
    refuses(() => forecastFromCsv({ text: "skillId,localTime,timeZone,offeredContacts,handleTimeSeconds\na,2026-10-05T09:00,Mars,1,60", format: { times: "local" } }), { code: "csv-time.bad_time_zone", path: ["text", 2, "timeZone"] });
  });
  test("a wrong separator: the columns are missing", () => { expect(issuesOf(() => read(["a,b,c,d"], { times: "instant", separator: ";" }))).toHaveLength(4); });
  test("too many skills, and too many staffing intervals", () => {
    refuses(() => read(Array.from({ length: STAFFING_LIMITS.skills + 1 }, (_, index) => `s${String(index)},2026-10-05T07:00:00Z,1,60`)), { code: "forecast-csv.too_many_skills", path: ["text", STAFFING_LIMITS.skills + 2] });
    refuses(() => read(Array.from({ length: STAFFING_LIMITS.staffingIntervals + 1 }, (_, index) => `a,${new Date(index * 300_000).toISOString()},1,60`)), { code: "forecast-csv.too_many_intervals", path: ["text", STAFFING_LIMITS.staffingIntervals + 2] });
  });
  test("a hundred thousand faults become a thousand issues, of which the last counts the rest", () => {
    const issues = issuesOf(() => read(Array.from({ length: 100_000 }, () => "a,x,1,60")));
    expect(issues).toHaveLength(1000);
    expect(issues.at(-1)).toBe("fault-list.more_faults at /");
  });
  test("a text beyond the limit of characters, and rows beyond theirs", () => {
    refuses(() => forecastFromCsv({ text: "x".repeat(INTERCHANGE_LIMITS.characters + 1), format: instants }), { code: "input.too_big", path: ["text"] });
    refuses(() => forecastFromCsv({ text: `skillId,startsAt,offeredContacts,handleTimeSeconds\n${"a\n".repeat(INTERCHANGE_LIMITS.rows + 1)}`, format: instants }), { code: "csv-table.too_many_rows", path: ["text", INTERCHANGE_LIMITS.rows + 2] });
  });
});

describe("a forecast to CSV", () => {
  test("keeps a spreadsheet from running ids as formulas, and leaves numbers alone", () => {
    const skills = [{ skillId: "=1+1", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 0.5, handleTimeSeconds: 60 }] }];
    expect(forecastToCsv({ skills, format: { ...instants, separator: ";", decimalMark: "," } }).text).toBe("skillId;startsAt;offeredContacts;handleTimeSeconds\r\n'=1+1;2026-10-05T07:00:00Z;0,5;60\r\n");
  });
  test("needs a zone for local times, and whole seconds", () => {
    const skills = [{ skillId: "a", intervals: [{ startsAt: "2026-10-05T07:00:00.500Z", offeredContacts: 1, handleTimeSeconds: 60 }] }];
    refuses(() => forecastToCsv({ skills, format: { times: "local" } }), { code: "csv-format.no_time_zone", path: ["format", "timeZone"] });
    refuses(() => forecastToCsv({ skills, format: local }), { code: "csv-time.part_of_second", path: ["skills", 0, "intervals", 0, "startsAt"] });
  });
  test("is read back, over both changes of the clock, in every format", () => {
    const id = fc.constantFrom("a", "=a", "'=a", "''@b", "-7", "x;y", "x,\"y\"", "＋c");
    const amount = fc.double({ min: 0, max: 1e8, noNaN: true }).map((value) => value + 0);
    const skill = fc.record({ skillId: id, first: fc.integer({ min: 0, max: 17_000 }), amounts: fc.array(amount, { minLength: 1, maxLength: 60 }) });
    fc.assert(fc.property(fc.uniqueArray(skill, { selector: (one) => one.skillId, maxLength: 4 }), fc.constantFrom(instants, local, { ...local, timeZone: "Australia/Lord_Howe" }), fc.constantFrom(".", ","), (drawn, format, decimalMark: "." | ",") => {
      const skills = drawn.map(({ skillId, first, amounts }) => ({ skillId, intervals: amounts.map((offeredContacts, index) => ({ startsAt: new Date(Date.UTC(2026, 0, 1) + (first + index) * 1_800_000).toISOString().replace(".000Z", "Z"), offeredContacts, handleTimeSeconds: 60 })) }));
      expect(forecastFromCsv(forecastToCsv({ skills, format: { ...format, decimalMark } })).skills).toEqual(skills.sort((left, right) => (left.skillId < right.skillId ? -1 : 1)));
    }));
  });
});
