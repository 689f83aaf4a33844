import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { CsvSeparator } from "../csv/index.js";
import { KnownTimeZone } from "../time/index.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";

/** How times stand in a CSV text. `instant`: RFC 3339 with `Z` or an offset, in columns such as `startsAt`. `local`: what a clock shows, `2026-10-25T02:30` or with a blank for the `T`, in columns such as `localTime`. */
export type CsvTimes = "instant" | "local";
/** How times stand in a CSV text. */
export const CsvTimes = z.enum(["instant", "local"]) satisfies z.ZodType<CsvTimes>;

/** How a CSV text is written. */
export interface CsvFormat {
  /** How times stand in it. */
  readonly times: CsvTimes;
  /** The character between cells. When a text is read it may be left out: the header tells, since no column's name holds either. */
  readonly separator?: CsvSeparator;
  /** The decimal mark; left out it is a point. There is no mark of thousands. */
  readonly decimalMark?: "." | ",";
  /** Where the clock of local times hangs. A column `timeZone` may say it by row. Needed to write local times. */
  readonly timeZone?: KnownTimeZone;
}
/** How a CSV text is written. */
export const CsvFormat = z.strictObject({ times: CsvTimes, separator: z.exactOptional(CsvSeparator), decimalMark: z.exactOptional(z.enum([".", ","])), timeZone: z.exactOptional(KnownTimeZone) })
  .readonly() satisfies z.ZodType<CsvFormat>;

/** What was taken where the caller left it open. */
export interface CsvAssumptions {
  /** The separator that the header shows. */
  readonly separator?: CsvSeparator;
  /** The decimal mark. */
  readonly decimalMark?: "." | ",";
}

const noZone: Fault = { code: "csv-format.no_time_zone", message: "Local times are written beside a zone, and none is given.", hint: "Give timeZone, or write instants." };
/** The rule of texts that are written. */
export const zoneOfLocalTimes = rule(({ format }: { readonly format: CsvFormat }, report) => {
  if (format.times === "local" && format.timeZone === undefined) report(noZone, ["format", "timeZone"]);
});

/** The text of a file. */
export const CsvText = z.string().max(INTERCHANGE_LIMITS.characters);

/** The marks of a text, and which of them were not told. Names of columns hold neither mark, so the first in the header is the separator. */
export function marksOf(text: string, { separator, decimalMark }: CsvFormat): { readonly separator: CsvSeparator; readonly decimalMark: "." | ","; readonly assumptions: CsvAssumptions } {
  const seen = /^[\uFEFF\r\n]*[^\r\n,;]*([,;])/u.exec(text)?.[1] === ";" ? ";" : ",";
  return { separator: separator ?? seen, decimalMark: decimalMark ?? ".", assumptions: { ...(separator === undefined ? { separator: seen } : {}), ...(decimalMark === undefined ? { decimalMark: "." } : {}) } };
}
