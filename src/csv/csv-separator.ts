import * as z from "zod";

/** The character between cells; spreadsheets write `;` where the comma is the decimal point. There is no default. */
export type CsvSeparator = "," | ";";
/** The character between cells. */
export const CsvSeparator = z.enum([",", ";"]) satisfies z.ZodType<CsvSeparator>;
