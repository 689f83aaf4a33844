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
}
/** Schema of a modality. */
export const Modality = z.strictObject({ id: Id, title: Title, minimumMinutes: Minutes, maximumMinutes: Minutes }).readonly() satisfies z.ZodType<Modality>;

/**
 * The five modalities of blended coaching. The 5 to 15 minutes of micro-coaching are the field's usual bounds; the other bounds are heuristics, wide on purpose.
 * A program that needs other bounds declares a modality of its own.
 */
export const builtInModalities: readonly Modality[] = [
  { id: "one-to-one", title: "One-to-one coaching", minimumMinutes: 15, maximumMinutes: 180 },
  { id: "group", title: "Group coaching", minimumMinutes: 15, maximumMinutes: 480 },
  { id: "micro", title: "Micro-coaching", minimumMinutes: 5, maximumMinutes: 15 },
  { id: "peer", title: "Peer coaching", minimumMinutes: 10, maximumMinutes: 180 },
  { id: "ai", title: "AI-augmented coaching", minimumMinutes: 1, maximumMinutes: 60 },
];
