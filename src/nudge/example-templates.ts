import type { NudgeTemplate } from "./nudge-template.js";

/**
 * Templates with scripts in English to begin with: a manager's weekly activity of ten minutes, what to do before a one-to-one and after a workshop, and an agenda snippet for a huddle of peers. Written for coachkit as examples to adapt; no study stands behind their words or minutes. Places: `behavior` in all, `workshop` in one.
 *
 * @example
 * ```ts
 * exampleTemplates.map(({ templateId, script }) => [templateId, script.durationMinutes]); // => [["manager-weekly-activity", 10], ["manager-before-one-to-one", 5], ["manager-after-workshop", 10], ["peer-huddle", 15]]
 * ```
 */
export const exampleTemplates: readonly NudgeTemplate[] = [
  {
    templateId: "manager-weekly-activity", language: "en", text: "Your coaching activity for this week: {behavior}.",
    script: {
      durationMinutes: 10,
      parts: [
        { title: "Recall", durationMinutes: 2, text: "Recall one conversation of this week in which {behavior} mattered. Note what was said." },
        { title: "Say what you saw", durationMinutes: 3, text: "Say what you saw and what came of it. Begin with what went well." },
        { title: "Ask", durationMinutes: 3, text: "Ask: what would you try next time? Wait for the answer." },
        { title: "Agree", durationMinutes: 2, text: "Agree on one occasion to try it, and on when you ask about it." },
      ],
    },
  },
  {
    templateId: "manager-before-one-to-one", language: "en", text: "A one-to-one is coming up. Five minutes for it: {behavior}.",
    script: {
      durationMinutes: 5,
      parts: [
        { title: "Look back", durationMinutes: 2, text: "Read what the two of you agreed last time." },
        { title: "Choose one example", durationMinutes: 2, text: "Choose one thing you saw yourself that shows {behavior}, or the lack of it." },
        { title: "Choose one question", durationMinutes: 1, text: "Write down one open question to begin with." },
      ],
    },
  },
  {
    templateId: "manager-after-workshop", language: "en", text: "{workshop} is over. Ten minutes now help it to last.",
    script: {
      durationMinutes: 10,
      parts: [
        { title: "Ask", durationMinutes: 4, text: "Ask: what from {workshop} will you use first, and with whom?" },
        { title: "Make room", durationMinutes: 3, text: "Find an occasion for {behavior} within the next seven days. Clear what stands in the way." },
        { title: "Agree", durationMinutes: 3, text: "Agree on what you will look for, and on when you talk about it." },
      ],
    },
  },
  {
    templateId: "peer-huddle", language: "en", text: "For your next huddle: {behavior}.",
    script: {
      durationMinutes: 15,
      parts: [
        { title: "One try each", durationMinutes: 6, text: "Each says in a minute where they tried {behavior} and what came of it." },
        { title: "Practice one case", durationMinutes: 6, text: "Take one hard case and play it twice, with roles changed." },
        { title: "Next step", durationMinutes: 3, text: "Each names one conversation of the coming week." },
      ],
    },
  },
];
