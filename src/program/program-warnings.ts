import { check } from "../error/index.js";
import { Program } from "./program.js";

/** Something unusual in a program that is no fault. */
export interface ProgramWarning {
  /** What it is. */
  readonly reason: "behavior-count" | "pilot-weeks" | "no-follow-up" | "no-owner" | "no-sponsor";
  /** Where in the program. */
  readonly path: readonly (string | number)[];
  /** In words. */
  readonly message: string;
}

/** Whether anything of the program still takes place after the week of its start. */
const goesOn = ({ timing }: Program["touchpoints"][number]): boolean =>
  timing.kind === "weeks" ? timing.weeks.some((week) => week > 0) : "toWeek" in timing ? timing.toWeek > 0 : timing.kind === "day-offsets" ? timing.dayOffsets.some((day) => day >= 7) : timing.kind !== "start-date";

/**
 * What is unusual in a program: more or fewer than two or three target behaviors, a pilot outside 8 to 12 weeks, a workshop without follow-up, nobody who owns or sponsors it.
 * The program works all the same; a program review looks deeper.
 *
 * @throws CoachingError `program.*`, `input.*`
 * @example
 * ```ts
 * programWarnings(blendedTwelveWeek).map(({ reason }) => reason); // => ["no-owner", "no-sponsor"]
 * ```
 */
export function programWarnings(program: Program): readonly ProgramWarning[] {
  const { targetBehaviors, phase, weekCount, touchpoints, governance } = check(Program, program);
  const roles = governance?.roles.map(({ role }) => role) ?? [];
  const found: readonly (ProgramWarning | false)[] = [
    (targetBehaviors.length < 2 || targetBehaviors.length > 3) && { reason: "behavior-count", path: ["targetBehaviors"], message: `Two or three target behaviors are advised; there are ${String(targetBehaviors.length)}.` },
    phase === "pilot" && (weekCount < 8 || weekCount > 12) && { reason: "pilot-weeks", path: ["weekCount"], message: `Pilots run 8 to 12 weeks; this one runs ${String(weekCount)}.` },
    !touchpoints.some(goesOn) && { reason: "no-follow-up", path: ["touchpoints"], message: "Nothing takes place after the week of the start: a workshop alone changes little." },
    !roles.includes("program-owner") && { reason: "no-owner", path: ["governance"], message: "Nobody owns the program." },
    !roles.includes("sponsor") && { reason: "no-sponsor", path: ["governance"], message: "Nobody sponsors the program." },
  ];
  return found.filter((warning) => warning !== false);
}
