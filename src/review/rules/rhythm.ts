import { audienceLines, isPractice } from "../audience-line.js";
import { reviewBounds } from "../review-bounds.js";
import type { Touch } from "../review-material.js";
import { type CheckedRule, foundIf } from "../review-rule.js";
import type { Touchpoint } from "../../program/index.js";

const subject = "rhythm";
const { nudgesPerWeek, nudgeSpacingDays, massedFraction } = reviewBounds;

const isNudge = ({ modality, ledBy, audience }: Touchpoint): boolean => (modality === "micro" || modality === "ai") && (ledBy === "participant" || ledBy === "ai") && audience.kind === "each";
const isShared = ({ modality, ledBy }: Touchpoint): boolean => modality === "peer" || modality === "group" || ledBy === "peer";

/** A sum for each week of the program. */
export function byWeek(touches: readonly Touch[], valueOf: (touch: Touch) => number): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const touch of touches) sums.set(touch.week, (sums.get(touch.week) ?? 0) + valueOf(touch));
  return sums;
}

/** The week with the largest sum, the earliest at a tie. */
const fullestWeek = (sums: ReadonlyMap<number, number>): { readonly week: number; readonly value: number } => [...sums].reduce((fullest, [week, value]) => (value > fullest.value ? { week, value } : fullest), { week: 0, value: 0 });

/** How touches lie in the weeks. */
export const rhythmRules: readonly CheckedRule[] = [
  {
    code: "massed-practice", subject, severity: "warning", needs: ["cohort"],
    firesWhen: `more than half of the time falls into one week of the program.`,
    why: "Spaced practice is kept, massed practice is lost: the same hours work better in small doses over weeks.",
    fix: "Shorten the long session and move its practice parts into the weeks after it.",
    find: (material) => audienceLines(material, isPractice)?.flatMap(({ path, name, touches, isOngoing }) => {
      const minutes = byWeek(touches, ({ touchpoint }) => touchpoint.durationMinutes);
      const { week, value } = fullestWeek(minutes);
      const total = [...minutes.values()].reduce((sum, one) => sum + one, 0);
      return foundIf(!isOngoing && value > massedFraction * total, path, `${name}: ${String(value)} of ${String(total)} minutes in week ${String(week)}.`);
    }) ?? null,
  },
  {
    code: "dense-nudges", subject, severity: "info", needs: ["cohort"],
    firesWhen: `a week has more than ${String(nudgesPerWeek)} nudges to one person.`,
    why: "Too many prompts tire people and are ignored; two a week is the dose of the blended program.",
    fix: "Send at most two nudges a week; join prompts that belong together.",
    find: (material) => audienceLines(material, isNudge)?.flatMap(({ path, name, touches }) => {
      const { week, value } = fullestWeek(byWeek(touches, () => 1));
      return foundIf(value > nudgesPerWeek, path, `${name}: ${String(value)} nudges in week ${String(week)}.`);
    }) ?? null,
  },
  {
    code: "crowded-nudges", subject, severity: "info", needs: ["cohort"],
    firesWhen: `two nudges to one person stand less than ${String(nudgeSpacingDays)} days apart.`,
    why: "A nudge asks for something to be tried; two in a row leave no time for it.",
    fix: "Leave 48 hours between nudges: set minimumSpacingHours, or move one of them.",
    find: (material) => audienceLines(material, isNudge)?.flatMap(({ path, name, touches }) => {
      const at = touches.findIndex(({ day }, index) => day - (touches[index - 1]?.day ?? -Infinity) < nudgeSpacingDays);
      return foundIf(at !== -1, path, `${name}: nudges on days ${String(touches[at - 1]?.day)} and ${String(touches[at]?.day)} after the start.`);
    }) ?? null,
  },
  {
    code: "no-shared-practice", subject, severity: "warning", needs: ["cohort"],
    firesWhen: "after the start a segment never meets peers, in a group or in pairs.",
    why: "People keep what others see them do: social reinforcement carries practice where coaches do not reach.",
    fix: "Add a peer huddle of three to six people every two weeks.",
    find: (material) => audienceLines(material, isShared)?.flatMap(({ path, name, touches, isOngoing }) => foundIf(!isOngoing && !touches.some(({ day }) => day > 0), path, `${name}: no group and no peers after the start.`)) ?? null,
  },
  {
    code: "unscheduled-session", subject, severity: "warning", needs: [],
    firesWhen: "a touchpoint with a date is offered only and stands in no calendar.",
    why: "Optional sessions were skipped; adoption rose within weeks once they became scheduled items with a task and an agenda.",
    fix: "Set isScheduled to true, so that it becomes a session in the calendar.",
    find: ({ program }) => program.touchpoints.flatMap((touchpoint, index) => foundIf(isPractice(touchpoint) && !touchpoint.isScheduled && touchpoint.timing.kind !== "after-contact", ["program", "touchpoints", index, "isScheduled"], `“${touchpoint.title}” is optional.`)),
  },
  {
    code: "session-without-agenda", subject, severity: "info", needs: [],
    firesWhen: "a touchpoint has neither agenda nor prep task.",
    why: "A calendar slot with nothing to bring and nothing to talk about is the first to be cancelled.",
    fix: "Add one line of agenda, or one task to prepare.",
    find: ({ program }) => program.touchpoints.flatMap((touchpoint, index) => foundIf(isPractice(touchpoint) && (touchpoint.agenda ?? []).length + (touchpoint.prepTasks ?? []).length === 0, ["program", "touchpoints", index], `“${touchpoint.title}” has neither.`)),
  },
];
