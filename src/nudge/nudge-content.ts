import * as z from "zod";
import { Id, Prose } from "../unit/index.js";

/** What a nudge says, for any channel: a template, what fills it, and the language. */
export interface NudgeContent {
  /** The template. */
  readonly templateId: Id;
  /** What the template is filled with: the cadence's; `sessionId` before a one-to-one, `activityMinutes` for a manager, `behaviorId` of a refresh. */
  readonly variables: Readonly<Record<string, string>>;
  /** The language of the person. */
  readonly language: Id;
}
/** Schema of what a nudge says. */
export const NudgeContent = z.strictObject({ templateId: Id, variables: z.record(Id, Prose).readonly(), language: Id }).readonly() satisfies z.ZodType<NudgeContent>;
