import { reviewBounds } from "../review-bounds.js";
import { type CheckedRule, foundIf } from "../review-rule.js";

const subject = "size";
const { pilotMinimumCount, pilotMaximumCount, advisedMinimumCount, advisedMaximumCount, pilotMinimumWeeks, pilotMaximumWeeks, behaviorMinimumCount, behaviorMaximumCount } = reviewBounds;
const isOutside = (value: number, minimum: number, maximum: number): boolean => value < minimum || value > maximum;

/** How large a program is: people, weeks, behaviors. */
export const sizeRules: readonly CheckedRule[] = [
  {
    code: "pilot-size", subject, severity: "warning", needs: ["evidence.participantCount", "program.advisedParticipants"],
    firesWhen: `a pilot has, or is meant for, fewer than ${String(pilotMinimumCount)} or more than ${String(pilotMaximumCount)} participants.`,
    why: "Pilots of 10 to 30 people are large enough to see a change and small enough to mend the program.",
    fix: `Take ${String(advisedMinimumCount)} to ${String(advisedMaximumCount)} people; leave the others for a later start.`,
    find: ({ program: { phase, advisedParticipants }, evidence: { participantCount } }) => {
      if (phase !== "pilot") return [];
      if (participantCount !== undefined) return foundIf(isOutside(participantCount, pilotMinimumCount, pilotMaximumCount), ["evidence", "participantCount"], `The pilot has ${String(participantCount)} participants.`);
      if (advisedParticipants === undefined) return null;
      const { minimumCount, maximumCount } = advisedParticipants;
      return foundIf(minimumCount < pilotMinimumCount || maximumCount > pilotMaximumCount, ["program", "advisedParticipants"], `The pilot is meant for ${String(minimumCount)} to ${String(maximumCount)} participants.`);
    },
  },
  {
    code: "unusual-pilot-size", subject, severity: "info", needs: ["evidence.participantCount"],
    firesWhen: `a pilot within the range has fewer than ${String(advisedMinimumCount)} or more than ${String(advisedMaximumCount)} participants.`,
    why: "The template for pilots names 12 to 20 people: fewer show only very large effects, more outgrow one coach.",
    fix: `Aim for ${String(advisedMinimumCount)} to ${String(advisedMaximumCount)} people.`,
    find: ({ program: { phase }, evidence: { participantCount: count } }) => {
      if (phase !== "pilot") return [];
      return count === undefined ? null : foundIf(isOutside(count, advisedMinimumCount, advisedMaximumCount) && !isOutside(count, pilotMinimumCount, pilotMaximumCount), ["evidence", "participantCount"], `The pilot has ${String(count)} participants.`);
    },
  },
  {
    code: "pilot-weeks", subject, severity: "warning", needs: [],
    firesWhen: `a pilot lasts less than ${String(pilotMinimumWeeks)} or more than ${String(pilotMaximumWeeks)} weeks.`,
    why: "Early signals show after 6 to 12 weeks: a shorter pilot ends before them, a longer one delays the decision.",
    fix: `Rescale the program to ${String(pilotMinimumWeeks)} to ${String(pilotMaximumWeeks)} weeks.`,
    find: ({ program: { phase, weekCount } }) => foundIf(phase === "pilot" && isOutside(weekCount, pilotMinimumWeeks, pilotMaximumWeeks), ["program", "weekCount"], `The pilot lasts ${String(weekCount)} weeks.`),
  },
  {
    code: "many-behaviors", subject, severity: "warning", needs: [],
    firesWhen: `there are more than ${String(behaviorMaximumCount)} target behaviors.`,
    why: "Start narrow and measurable: nobody practices five behaviors at once, and nobody can observe them.",
    fix: "Keep the two or three behaviors that matter most to the business; note the others for the next round.",
    find: ({ program: { targetBehaviors } }) => foundIf(targetBehaviors.length > behaviorMaximumCount, ["program", "targetBehaviors"], `There are ${String(targetBehaviors.length)} target behaviors.`),
  },
  {
    code: "single-behavior", subject, severity: "info", needs: [],
    firesWhen: `there are fewer than ${String(behaviorMinimumCount)} target behaviors.`,
    why: "Two or three behaviors tied to a business result are advised; with one alone a program hangs on a single choice.",
    fix: "See whether a second behavior moves the same result.",
    find: ({ program: { targetBehaviors } }) => foundIf(targetBehaviors.length < behaviorMinimumCount, ["program", "targetBehaviors"], "There is one target behavior."),
  },
];
