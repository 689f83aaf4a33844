import { audienceLines } from "../audience-line.js";
import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, type Found, foundIf } from "../review-rule.js";
import { afterContactTime, type Touchpoint } from "../../program/index.js";
import { byWeek } from "./rhythm.js";

const subject = "load";
const { participantMinutesPerWeek, managerMinutesPerWeek } = reviewBounds;
/** Only the minutes of the answer are used; its share of a shift is not. */
const anyShiftMinutes = 480;

const prepMinutes = ({ prepTasks = [] }: Touchpoint, role: string): number => prepTasks.filter((task) => task.role === role).reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);
const participantMinutes = (touchpoint: Touchpoint): number => touchpoint.durationMinutes + prepMinutes(touchpoint, "participant");
const managerMinutes = (touchpoint: Touchpoint): number => (touchpoint.ledBy === "manager" ? touchpoint.durationMinutes : 0) + prepMinutes(touchpoint, "manager");

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Minutes a week of what follows customer contacts; `null` when nobody says how many there are. */
function contactMinutes({ evidence: { contactCountPerDay }, workingDaysPerWeek }: ReviewMaterial, touchpoints: readonly Touchpoint[], minutesOf: (touchpoint: Touchpoint) => number): number | null {
  let sum = 0;
  for (const touchpoint of touchpoints) {
    const { timing } = touchpoint;
    if (timing.kind !== "after-contact") continue;
    if (contactCountPerDay === undefined) return null;
    const { sampledFraction, maximumCountPerDay } = timing;
    sum += workingDaysPerWeek * afterContactTime({ contactCountPerDay, sampledFraction, maximumCountPerDay, durationMinutes: minutesOf(touchpoint), shiftMinutes: anyShiftMinutes }).minutesPerDay;
  }
  return sum;
}

interface Load {
  readonly minutesOf: (touchpoint: Touchpoint) => number;
  readonly mostMinutes: number;
  readonly who: string;
}

/** Fires for each line whose usual week, the median of those with any of it, is above the most. The week of the start stands apart. */
function findLoad(material: ReviewMaterial, { minutesOf, mostMinutes, who }: Load): readonly Found[] | null {
  const lines = audienceLines(material, (touchpoint) => minutesOf(touchpoint) > 0);
  if (lines === null) return null;
  const weeks = lines.map(({ path, name, touches, touchpoints }) => {
    const dated = median([...byWeek(touches.filter(({ week }) => week > 0), ({ touchpoint }) => minutesOf(touchpoint)).values()]);
    return { path, name, dated, undated: contactMinutes(material, touchpoints, minutesOf) };
  });
  const found = weeks.flatMap(({ path, name, dated, undated }) => {
    const minutes = dated + (undated ?? 0);
    return foundIf(minutes > mostMinutes, path, `${name}: ${String(Math.round(minutes * 10) / 10)} minutes of ${who} in a usual week.`);
  });
  return found.length === 0 && weeks.some(({ undated }) => undated === null) ? null : found;
}

/** What a week asks of people. */
export const loadRules: readonly CheckedRule[] = [
  {
    code: "participant-week-too-long", subject, severity: "warning", needs: ["cohort", "evidence.contactCountPerDay"],
    firesWhen: `a participant's usual week takes more than ${String(participantMinutesPerWeek)} minutes, prep tasks included.`,
    why: "People with a full job give up a program that takes more than a couple of hours a week.",
    fix: "Shorten touchpoints, or stretch the program over more weeks.",
    find: (material) => findLoad(material, { minutesOf: participantMinutes, mostMinutes: participantMinutesPerWeek, who: "the participant" }),
  },
  {
    code: "manager-week-too-long", subject, severity: "warning", needs: ["cohort", "evidence.contactCountPerDay"],
    firesWhen: `a manager's usual week takes more than ${String(managerMinutesPerWeek)} minutes for one participant.`,
    why: "Managers reinforce when it takes ten minutes a week with a short script, and stop when it takes more.",
    fix: "Replace long activities of managers by one of ten minutes, or give them to peers or coaches.",
    find: (material) => findLoad(material, { minutesOf: managerMinutes, mostMinutes: managerMinutesPerWeek, who: "the manager for each participant" }),
  },
];
