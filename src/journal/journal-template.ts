import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Count, Id, Title } from "../unit/index.js";

/** One thing that a journal asks about. */
export interface JournalPrompt {
  /** What answers refer to. */
  readonly id: Id;
  /** The question as the participant reads it. */
  readonly label: Title;
  /** Whether an entry is complete without it. */
  readonly isRequired: boolean;
  /** The least words of an answer; 1 when absent. */
  readonly leastWordCount?: Count;
}
/** One thing that a journal asks about. */
export const JournalPrompt = z.strictObject({ id: Id, label: Title, isRequired: z.boolean(), leastWordCount: z.exactOptional(Count) }).readonly() satisfies z.ZodType<JournalPrompt>;

/** A way to reflect, as data: built in, or the host's own. */
export interface JournalTemplate {
  /** What entries refer to. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** In the order in which they are asked, each id once, at most 50. */
  readonly prompts: readonly JournalPrompt[];
}

const duplicatePrompt: Fault = { code: "journal-template.duplicate_prompt", message: "The prompt “{id}” stands twice in the template.", hint: "Give each prompt its own id." };

/** A way to reflect, as data: built in, or the host's own. */
export const JournalTemplate = z
  .strictObject({ id: Id, title: Title, prompts: z.array(JournalPrompt).min(1).max(50).readonly() })
  .check(rule((template: JournalTemplate, report) => {
    for (const [index] of repeated(template.prompts, ({ id }) => id)) report(duplicatePrompt, ["prompts", index, "id"], { id: template.prompts[index]?.id ?? "" });
  }))
  .readonly() satisfies z.ZodType<JournalTemplate>;

const asked = (id: string, label: string): JournalPrompt => ({ id, label, isRequired: true });

/**
 * The reflective cycle in six steps.
 * Source: G. Gibbs, Learning by Doing (1988).
 */
export const gibbsTemplate: JournalTemplate = {
  id: "gibbs",
  title: "Reflective cycle",
  prompts: [
    asked("description", "What happened?"),
    asked("feelings", "What were you thinking and feeling?"),
    asked("evaluation", "What was good and what was bad about it?"),
    asked("analysis", "What sense can you make of it?"),
    asked("conclusion", "What else could you have done?"),
    asked("action-plan", "What will you do the next time?"),
  ],
};

/**
 * The focused conversation in four steps: objective, reflective, interpretive, decisional.
 * Source: R. Stanfield (ed.), The Art of Focused Conversation (2000).
 */
export const oridTemplate: JournalTemplate = {
  id: "orid",
  title: "Focused conversation",
  prompts: [
    asked("objective", "What did you see and hear?"),
    asked("reflective", "What did it stir in you?"),
    asked("interpretive", "What does it mean for your work?"),
    asked("decisional", "What will you do?"),
  ],
};

/**
 * Describe, examine, articulate learning.
 * Source: S. Ash and P. Clayton, Generating, deepening, and documenting learning, Journal of Applied Learning in Higher Education 1 (2009).
 */
export const dealTemplate: JournalTemplate = {
  id: "deal",
  title: "Describe, examine, articulate learning",
  prompts: [
    asked("describe", "Describe the experience: where, when, who, what?"),
    asked("examine", "Examine it: how does it relate to what you want to learn?"),
    asked("articulate-learning", "What did you learn, how, why does it matter, and what will you do with it?"),
  ],
};
