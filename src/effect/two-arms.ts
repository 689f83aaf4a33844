import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { EffectMeasure } from "./effect-measure.js";
import { EffectPeople, type EffectPerson, findPeopleFaults } from "./effect-people.js";
import type { ArmAssignment } from "./isolation.js";

/** People of two arms, before and after. */
export interface TwoArms {
  /** What was measured. */
  readonly measure: EffectMeasure;
  /** Everyone who was assigned to an arm, leavers too: at most 100,000, each with `arm`. */
  readonly people: readonly EffectPerson[];
  /** How they came into their arms. */
  readonly assignment: ArmAssignment;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const missingArm: Fault = { code: "two-arms.missing_arm", message: "It is not said in which arm “{personId}” is.", hint: "Say “treated” or “comparison”, by the assignment and not by who took part." };

/** Schema of people of two arms, before and after, with its rules between parts. */
export const TwoArms = z
  .strictObject({ measure: EffectMeasure, people: EffectPeople, assignment: z.enum(["by-chance-wait-list", "by-chance-in-steps", "not-by-chance"]), confidenceLevel: ConfidenceLevel })
  .check(rule(findPeopleFaults), rule(({ people }: TwoArms, report) => {
    people.forEach(({ personId, arm }, index) => { if (arm === undefined) report(missingArm, ["people", index, "arm"], { personId }); });
  }))
  .readonly() satisfies z.ZodType<TwoArms>;
