import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import { ZoneData } from "../time/index.js";
import { Cohort } from "./cohort.js";
import { CADENCE_LIMITS } from "./compiled-program.js";
import { findRecurrenceFaults } from "./recurrence-days.js";

/** One program for many cohorts. */
export interface CadenceBatch {
  /** The program. */
  readonly program: Program;
  /** The cohorts, each with an id of its own. */
  readonly cohorts: readonly Cohort[];
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const duplicateCohort: Fault = { code: "cadence-batch.duplicate_cohort", message: "The cohort “{id}” stands there twice.", hint: "Give each cohort an id of its own." };

/** Schema of one program for many cohorts, with its rules between parts. */
export const CadenceBatch = z
  .strictObject({ program: Program, cohorts: z.array(Cohort).max(CADENCE_LIMITS.cohortCount).readonly(), zoneData: z.exactOptional(ZoneData) })
  .check(
    rule(({ cohorts }: CadenceBatch, report) => {
      for (const [index, { id }] of repeated(cohorts, ({ id }) => id)) report(duplicateCohort, ["cohorts", index, "id"], { id });
    }),
    rule(({ program, cohorts }: CadenceBatch, report) => { findRecurrenceFaults(program, cohorts.map(({ startDate }) => startDate), report); }),
  )
  .readonly() satisfies z.ZodType<CadenceBatch>;
