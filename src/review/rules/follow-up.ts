import { audienceLines, type Gap, isPractice, longestGap, participantDays } from "../audience-line.js";
import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, type Found, foundIf } from "../review-rule.js";
import type { Touchpoint } from "../../program/index.js";

const subject = "follow-up";
const { gapDays, lastingWeeks } = reviewBounds;
/** Twelve weeks in days. */
const personalGapDays = 84;

/** A person who knows the participant: a coach alone with them, a peer, their manager. */
const isPersonal = ({ modality, ledBy, audience }: Touchpoint): boolean => modality === "one-to-one" || modality === "peer" || ledBy === "manager" || ledBy === "peer" || (modality !== undefined && ledBy === "coach" && audience.kind === "each");

const talkMethods: ReadonlySet<string> = new Set(["motivational-speaking", "training", "seminar", "workshop"]);
const isRehearsal = (touchpoint: Touchpoint): boolean => isPractice(touchpoint) && !talkMethods.has(touchpoint.method ?? "");

/** Whether something of a kind takes place after the week of the start; `null` when only a calendar could tell. */
function goesOn(material: ReviewMaterial, isWanted: (touchpoint: Touchpoint) => boolean): boolean | null {
  const lines = audienceLines(material, isWanted);
  return lines === null ? null : lines.some(({ touches, isOngoing }) => isOngoing || touches.some(({ week }) => week > 0));
}

const isAbsent = (material: ReviewMaterial, isWanted: (touchpoint: Touchpoint) => boolean, found: string): readonly Found[] | null => {
  const isThere = goesOn(material, isWanted);
  return isThere === null ? null : foundIf(!isThere, ["program", "touchpoints"], found);
};

const gapText = (name: string, { fromDay, dayCount }: Gap): string => `${name}: nothing for ${String(dayCount)} days from day ${String(fromDay)} after the start.`;

function findGaps(material: ReviewMaterial): readonly Found[] | null {
  const { endDay, plan } = material;
  const lines = audienceLines(material, isPractice);
  // Without any follow-up that is the finding; the gap would say the same again.
  if (lines === null) return null;
  if (goesOn(material, isPractice) === false) return [];
  const inProgram = lines.filter(({ isOngoing }) => !isOngoing).map(({ path, name, touches }) => ({ path, name, gap: longestGap(touches.map(({ day }) => day), endDay) })).filter(({ gap }) => gap.dayCount >= gapDays);
  if (plan === undefined || lines.some(({ isOngoing }) => isOngoing)) return inProgram.map(({ path, name, gap }) => ({ path, found: gapText(name, gap) }));
  const inPlan = [...participantDays(material)].map(([id, days]) => ({ id, gap: longestGap(days, endDay) })).filter(({ gap }) => gap.dayCount >= gapDays);
  const [worst] = inPlan.sort((left, right) => right.gap.dayCount - left.gap.dayCount || (left.id < right.id ? -1 : 1));
  return worst === undefined ? [] : [{ path: ["plan", "sessions"], found: gapText(`${String(inPlan.length)} of the participants, “${worst.id}” most of all`, worst.gap) }];
}

function findImpersonal(material: ReviewMaterial): readonly Found[] | null {
  const lines = audienceLines(material, isPersonal);
  if (lines === null) return null;
  return lines.flatMap(({ path, name, touches, isOngoing }) => {
    const later = touches.filter(({ day }) => day > 0);
    const isFound = !isOngoing && (later.length === 0 || longestGap(later.map(({ day }) => day), material.endDay).dayCount >= personalGapDays);
    return foundIf(isFound, path, `${name}: twelve weeks, or the whole program, without a one-to-one, a peer or the manager.`);
  });
}

/** What comes after the start. */
export const followUpRules: readonly CheckedRule[] = [
  {
    code: "no-follow-up", subject, severity: "error", needs: ["cohort"],
    firesWhen: "nothing takes place after the week of the start.",
    why: "Workshops with high satisfaction scores and no follow-up changed no behavior six months later: without accountability people return to what they did.",
    fix: "Add touches in the weeks after the start: two nudges a week and a peer huddle every two weeks.",
    find: (material) => isAbsent(material, isPractice, "Nothing takes place after the week of the start."),
  },
  {
    code: "follow-up-gap", subject, severity: "error", needs: ["cohort"],
    firesWhen: `there are ${String(gapDays)} days in a row without a touch between the start and the end, for a segment or, with a plan, for a participant; where there is no follow-up at all, no-follow-up says so.`,
    why: "A new behavior needs practice in spaced, regular doses; two silent weeks let it lapse.",
    fix: "Put a nudge, a huddle or a one-to-one into the gap, or spread what there is.",
    find: findGaps,
  },
  {
    code: "no-personal-touch", subject, severity: "error", needs: ["cohort"],
    firesWhen: "after the start there is no one-to-one, no peer and no manager for twelve weeks or for the whole program.",
    why: "Accountability comes from people: where no coach, peer or manager asks, content alone is forgotten.",
    fix: "Add a one-to-one, a peer huddle, or a weekly activity of the manager.",
    find: findImpersonal,
  },
  {
    code: "no-practice", subject, severity: "error", needs: ["cohort"],
    firesWhen: "after the week of the start there are only talks, trainings, seminars or workshops, or nothing.",
    why: "Skills grow in practice with feedback; a program without a practice schedule is an event.",
    fix: "Schedule supervised practice: micro-prompts to try one behavior, huddles to tell what happened.",
    find: (material) => isAbsent(material, isRehearsal, "Nothing is practiced after the week of the start."),
  },
  {
    code: "no-lasting-measurement", subject, severity: "warning", needs: ["evidence.measurementWeeks"],
    firesWhen: `behavior is not measured in week ${String(lastingWeeks)} or later.`,
    why: "What counts is whether the behavior is still there half a year later; results come after six to twelve months.",
    fix: "Plan a measurement for half a year after the start, with the same rubric.",
    find: ({ touches, evidence: { measurementWeeks } }) => {
      if (touches?.some(({ touchpoint, week }) => !isPractice(touchpoint) && week >= lastingWeeks) === true) return [];
      return measurementWeeks === undefined ? null : foundIf(!measurementWeeks.some((week) => week >= lastingWeeks), ["evidence", "measurementWeeks"], "No measurement half a year after the start.");
    },
  },
];
