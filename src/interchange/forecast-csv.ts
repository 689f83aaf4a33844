import * as z from "zod";
import { csvText, type TablePlan, tableOf } from "../csv/internal.js";
import { check, type Fault, type Report } from "../error/index.js";
import { instantText, millisecondsOf } from "../time/internal.js";
import { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { ForecastInterval, STAFFING_LIMITS } from "../wfm/index.js";
import { numberCell, placeOf, type RowReader, rowReader, textCell } from "./csv-cell.js";
import { type CsvAssumptions, CsvFormat, CsvText, marksOf, zoneOfLocalTimes } from "./csv-format.js";
import { reportTwice, timeCells, type TimeColumns, timeIn, zoneReader } from "./csv-time.js";
import { withoutFaults } from "./fault-list.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";

/** What is forecast of a skill: a `SkillForecast` but for its target, which no file tells. */
export interface SkillIntervals {
  /** The skill. */
  readonly skillId: Id;
  /** Its staffing intervals by start. */
  readonly intervals: readonly ForecastInterval[];
}
/** A forecast as CSV text. */
export interface ForecastCsv {
  /** The text, with a header. */
  readonly text: string;
  /** How it is written. */
  readonly format: CsvFormat;
}
/** A forecast to be written as CSV. */
export interface ForecastToWrite {
  /** The skills. */
  readonly skills: readonly SkillIntervals[];
  /** How it is written. */
  readonly format: CsvFormat;
}
/** A forecast as it was read. */
export interface ReadForecast {
  /** The skills by id. */
  readonly skills: readonly SkillIntervals[];
  /** Columns of other names, which are not read. */
  readonly ignoredColumns: readonly string[];
  /** What was taken where the caller left it open. */
  readonly assumptions: CsvAssumptions;
}

/** A forecast as CSV text. */
export const ForecastCsv = z.strictObject({ text: CsvText, format: CsvFormat }).readonly() satisfies z.ZodType<ForecastCsv>;
/** What is forecast of a skill. */
export const SkillIntervals = z.strictObject({ skillId: Id, intervals: z.array(ForecastInterval).max(STAFFING_LIMITS.staffingIntervals).readonly() }).readonly() satisfies z.ZodType<SkillIntervals>;
/** A forecast to be written as CSV. */
export const ForecastToWrite = z.strictObject({ skills: z.array(SkillIntervals).max(STAFFING_LIMITS.skills).readonly(), format: CsvFormat }).check(zoneOfLocalTimes).readonly() satisfies z.ZodType<ForecastToWrite>;

const duplicateStart: Fault = { code: "forecast-csv.duplicate_start", message: "Line {line}: the skill “{skillId}” has a second staffing interval at {at}.", hint: "Keep one of them." };
const noHandleTime: Fault = { code: "forecast-csv.no_handle_time", message: "Line {line}: contacts are offered that take no time.", hint: "Give a handle time above zero." };
const tooManySkills: Fault = { code: "forecast-csv.too_many_skills", message: "Line {line}: there are more than {limit} skills.", hint: "Split the text." };
const tooManyIntervals: Fault = { code: "forecast-csv.too_many_intervals", message: "Line {line}: the skill “{skillId}” has more than {limit} staffing intervals.", hint: "Split the text by time." };

const startColumns: TimeColumns = { instant: "startsAt", local: "localTime", offset: "offset" };
const figures = ["offeredContacts", "handleTimeSeconds"];
const planOf = ({ times }: CsvFormat): TablePlan => ({ source: "text", key: "skillId", others: "left-out", ...(times === "instant" ? { required: ["skillId", "startsAt", ...figures], optional: [] } : { required: ["skillId", "localTime", ...figures], optional: ["offset", "timeZone"] }) });

interface Skill {
  readonly intervals: (ForecastInterval & { readonly at: number })[];
  readonly starts: Set<number>;
  /** Readings that the clock shows twice and of which one was met. */
  readonly once: Map<string, { readonly reader: RowReader; readonly timeZone: string }>;
  /** The latest start so far. */
  latest: number;
}

/** The start of a row. Of a reading that the clock shows twice, the first row of a skill is the earlier instant and the second the later, if the rows go forward in time until there. */
function startOf(reader: RowReader, skill: Skill, zoneOf: ReturnType<typeof zoneReader> | undefined): number | undefined {
  const time = timeIn(reader, startColumns, zoneOf);
  if (time === undefined || "at" in time) return time?.at;
  if (skill.latest > time.both[1]) {
    reportTwice(reader, startColumns.local, time.timeZone);
    return undefined;
  }
  const key = `${time.timeZone} ${String(time.both[0])}`;
  const isSecond = skill.starts.has(time.both[0]);
  if (isSecond) skill.once.delete(key);
  else skill.once.set(key, { reader, timeZone: time.timeZone });
  return time.both[isSecond ? 1 : 0];
}

/** Puts a row into its skill. */
function addRow(reader: RowReader, line: number, { skillId, skill, zoneOf, report }: { readonly skillId: string; readonly skill: Skill; readonly zoneOf: ReturnType<typeof zoneReader> | undefined; readonly report: Report }): void {
  const [at, offeredContacts, handleTimeSeconds] = [startOf(reader, skill, zoneOf), reader.number("offeredContacts"), reader.number("handleTimeSeconds")];
  if (offeredContacts !== undefined && offeredContacts > 0 && handleTimeSeconds === 0) reader.fault(noHandleTime, "handleTimeSeconds");
  if (at === undefined) return;
  skill.latest = Math.max(skill.latest, at);
  if (skill.starts.has(at)) reader.fault(duplicateStart, zoneOf === undefined ? startColumns.instant : startColumns.local, { skillId, at: instantText(at) });
  skill.starts.add(at);
  if (skill.starts.size === STAFFING_LIMITS.staffingIntervals + 1) report(tooManyIntervals, ["text", line], { line, skillId, limit: STAFFING_LIMITS.staffingIntervals });
  if (offeredContacts !== undefined && handleTimeSeconds !== undefined) skill.intervals.push({ at, startsAt: instantText(at), offeredContacts, handleTimeSeconds });
}

/**
 * The staffing intervals of skills from a CSV text (RFC 4180; byte order mark, CRLF or LF, empty rows allowed). Every fault is named by line and column, all in one error: paths are `["text", 3, "offeredContacts"]`.
 *
 * Columns, in any order, named in the first row: `skillId`, `offeredContacts`, `handleTimeSeconds`, and `startsAt` with `times: "instant"`, or `localTime` and, if wanted, `offset` and `timeZone` with `times: "local"`. Others are not read, and named in the answer.
 * A reading that the clock shows twice is told apart by `offset`, else by the order of the rows, which must then go forward in time: of two rows of a skill the first is the earlier instant. One that it never shows is a fault.
 * An apostrophe before a cell that would be a formula is taken off. That staffing intervals follow one another without a gap is asked where they are used.
 *
 * @throws CoachingError `input.*`, `csv-table.*`, `csv-cell.*`, `csv-time.*`, `forecast-csv.*`, `fault-list.more_faults`
 * @example
 * ```ts
 * const text = "skillId;localTime;offeredContacts;handleTimeSeconds\nbilling;2026-10-05 09:00;41,5;280\n";
 * forecastFromCsv({ text, format: { times: "local", timeZone: "Europe/Berlin", decimalMark: "," } }); // => { skills: [{ skillId: "billing", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 41.5, handleTimeSeconds: 280 }] }], ignoredColumns: [], assumptions: { separator: ";" } }
 * ```
 */
export function forecastFromCsv(input: ForecastCsv): ReadForecast {
  const { text, format } = check(ForecastCsv, input);
  const { separator, decimalMark, assumptions } = marksOf(text, format);
  return withoutFaults((report) => {
    const table = tableOf({ text, separator, mostRows: INTERCHANGE_LIMITS.rows }, planOf(format), report);
    const zoneOf = format.times === "local" ? zoneReader(format) : undefined;
    const skills = new Map<string, Skill>();
    for (const row of table.rows) {
      const reader = rowReader(row, decimalMark, report);
      const skillId = reader.id("skillId");
      const skill = skills.get(skillId ?? "") ?? { intervals: [], starts: new Set(), once: new Map(), latest: Number.NEGATIVE_INFINITY };
      if (skillId !== undefined && !skills.has(skillId)) {
        skills.set(skillId, skill);
        if (skills.size === STAFFING_LIMITS.skills + 1) report(tooManySkills, placeOf(row), { line: row.line, limit: STAFFING_LIMITS.skills });
      }
      addRow(reader, row.line, { skillId: skillId ?? "", skill, zoneOf, report });
    }
    for (const { once } of skills.values()) for (const { reader, timeZone } of once.values()) reportTwice(reader, startColumns.local, timeZone);
    return {
      skills: [...skills].sort(([left], [right]) => inTextOrder(left, right)).map(([skillId, { intervals }]) => ({ skillId, intervals: intervals.sort((left, right) => left.at - right.at).map(({ startsAt, offeredContacts, handleTimeSeconds }) => ({ startsAt, offeredContacts, handleTimeSeconds })) })),
      ignoredColumns: table.leftOut,
      assumptions,
    };
  });
}

/**
 * The staffing intervals of skills as a CSV text that `forecastFromCsv` reads back. Lines end in CRLF; ids that a spreadsheet would run as formulas (they begin with `=`, `+`, `-` or `@`) get an apostrophe before them, numbers and times are untouched.
 *
 * @throws CoachingError `input.*`, `csv-format.no_time_zone`, `csv-time.part_of_second` where a local time cannot say it
 * @example
 * ```ts
 * forecastToCsv({ skills: [{ skillId: "billing", intervals: [{ startsAt: "2026-10-05T07:00:00Z", offeredContacts: 41.5, handleTimeSeconds: 280 }] }], format: { times: "instant", separator: ";", decimalMark: "," } }).text; // => "skillId;startsAt;offeredContacts;handleTimeSeconds\r\nbilling;2026-10-05T07:00:00Z;41,5;280\r\n"
 * ```
 */
export function forecastToCsv(input: ForecastToWrite): ForecastCsv {
  const { skills, format } = check(ForecastToWrite, input);
  const { separator, decimalMark } = marksOf("", format);
  const isLocal = format.times === "local";
  return withoutFaults((report) => {
    const rows = skills.flatMap(({ skillId, intervals }, index) => intervals.map(({ startsAt, offeredContacts, handleTimeSeconds }, position) => [
      textCell(skillId), ...timeCells(millisecondsOf(startsAt), format, (fault, at) => { report(fault, ["skills", index, "intervals", position, "startsAt"], { at }); }),
      ...(isLocal ? [format.timeZone ?? ""] : []), numberCell(offeredContacts, decimalMark), numberCell(handleTimeSeconds, decimalMark),
    ]));
    return { text: csvText([["skillId", ...(isLocal ? ["localTime", "offset", "timeZone"] : ["startsAt"]), ...figures], ...rows], separator), format: { ...format, separator, decimalMark } };
  });
}
