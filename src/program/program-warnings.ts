import { check } from "../error/index.js";
import { builtInModalities } from "./modality.js";
import { Program } from "./program.js";

/** Something unusual in a program that is no fault. */
export interface ProgramWarning {
  /** What it is. */
  readonly reason: "behavior-count" | "pilot-weeks" | "no-follow-up" | "unusual-leader" | "no-owner" | "no-sponsor";
  /** Where in the program. */
  readonly path: readonly (string | number)[];
  /** In words. */
  readonly message: string;
}

type Touchpoints = Program["touchpoints"];

/** Whether a touchpoint still takes place after the week of the program's start; one that goes by another does when that one does, or a week later than it. */
function goesOn({ timing }: Touchpoints[number], touchpoints: Touchpoints): boolean {
  switch (timing.kind) {
    case "start-date":
      return false;
    case "weeks":
      return timing.weeks.some((week) => week > 0);
    case "every-weeks":
      return timing.fromWeek > 0 || timing.fromWeek + timing.everyWeeks <= timing.toWeek;
    case "per-week":
    case "window":
      return timing.toWeek > 0;
    case "day-offsets":
      return timing.dayOffsets.some((day) => day >= 7);
    case "days-from":
    case "minutes-from":
      return (timing.kind === "days-from" && timing.offsetDays >= 7) || touchpoints.some((one) => one.id === timing.touchpointId && goesOn(one, touchpoints));
    default:
      return true;
  }
}

/**
 * What is unusual in a program: more or fewer than two or three target behaviors, a pilot outside 8 to 12 weeks, a workshop without follow-up, a modality with an unusual leader, nobody who owns or sponsors it.
 * The program works all the same; a program review looks deeper.
 *
 * @throws CoachingError `program.*`, `input.*`
 * @example
 * ```ts
 * programWarnings(blendedTwelveWeek).map(({ reason }) => reason); // => ["no-owner", "no-sponsor"]
 * ```
 */
export function programWarnings(program: Program): readonly ProgramWarning[] {
  const { targetBehaviors, phase, weekCount, touchpoints, governance, modalities = [] } = check(Program, program);
  const roles = governance?.roles.map(({ role }) => role) ?? [];
  const usual = new Map([...builtInModalities, ...modalities].map(({ id, usualLeaders }) => [id, usualLeaders]));
  const unusual = touchpoints.flatMap(({ modality, ledBy, title }, index): readonly ProgramWarning[] =>
    modality === undefined || (usual.get(modality)?.includes(ledBy) ?? true) ? [] : [{ reason: "unusual-leader", path: ["touchpoints", index, "ledBy"], message: `“${title}” is led by ${ledBy}, which is unusual for this modality.` }]);
  const found: readonly (ProgramWarning | false)[] = [
    (targetBehaviors.length < 2 || targetBehaviors.length > 3) && { reason: "behavior-count", path: ["targetBehaviors"], message: `Two or three target behaviors are advised; there are ${String(targetBehaviors.length)}.` },
    phase === "pilot" && (weekCount < 8 || weekCount > 12) && { reason: "pilot-weeks", path: ["weekCount"], message: `Pilots run 8 to 12 weeks; this one runs ${String(weekCount)}.` },
    !touchpoints.some((touchpoint) => goesOn(touchpoint, touchpoints)) && { reason: "no-follow-up", path: ["touchpoints"], message: "Nothing takes place after the week of the start: a workshop alone changes little." },
    ...unusual,
    !roles.includes("program-owner") && { reason: "no-owner", path: ["governance"], message: "Nobody owns the program." },
    !roles.includes("sponsor") && { reason: "no-sponsor", path: ["governance"], message: "Nobody sponsors the program." },
  ];
  return found.filter((warning) => warning !== false);
}
