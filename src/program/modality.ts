import * as z from "zod";
import { Id, Minutes, Title } from "../unit/index.js";

/** A way of coaching: how long one touchpoint of it may last and whom it reaches. The built-in ones can be joined by a host's own. */
export interface Modality {
  /** `"one-to-one"`, `"group"`, `"micro"`, `"peer"`, `"ai"`, or a host's own. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** The shortest touchpoint of this modality. */
  readonly minimumMinutes: Minutes;
  /** The longest touchpoint of this modality. */
  readonly maximumMinutes: Minutes;
  /** Roles that usually lead it; another one is worth a warning, no fault. Anyone may when absent. */
  readonly usualLeaders?: readonly Id[];
}
/** Schema of a modality. */
export const Modality = z.strictObject({ id: Id, title: Title, minimumMinutes: Minutes, maximumMinutes: Minutes, usualLeaders: z.exactOptional(z.array(Id).max(20).readonly()) }).readonly() satisfies z.ZodType<Modality>;

/**
 * The five modalities of blended coaching. The 5 to 15 minutes of micro-coaching are the field's usual bounds; the other bounds are heuristics, wide on purpose.
 * A program that needs other bounds declares a modality of its own.
 */
export const builtInModalities: readonly Modality[] = [
  { id: "one-to-one", title: "One-to-one coaching", minimumMinutes: 15, maximumMinutes: 180, usualLeaders: ["coach", "manager"] },
  { id: "group", title: "Group coaching", minimumMinutes: 15, maximumMinutes: 480, usualLeaders: ["coach", "manager"] },
  { id: "micro", title: "Micro-coaching", minimumMinutes: 5, maximumMinutes: 15, usualLeaders: ["participant", "manager", "coach", "ai"] },
  { id: "peer", title: "Peer coaching", minimumMinutes: 10, maximumMinutes: 180, usualLeaders: ["peer"] },
  { id: "ai", title: "AI-augmented coaching", minimumMinutes: 1, maximumMinutes: 60, usualLeaders: ["ai"] },
];
