import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant, Prose } from "../unit/index.js";

/** What a kill switch stops: everything, a purpose, a model (one version, or all of them where none is named), or everything about one person. */
export type KillSwitchScope =
  | { readonly kind: "everything" }
  | { readonly kind: "purpose"; readonly purposeId: Id }
  | { readonly kind: "model"; readonly modelId: Id; readonly modelVersion?: Id }
  | { readonly kind: "person"; readonly personId: Id };
/** Schema of what a kill switch stops. */
export const KillSwitchScope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everything") }).readonly(),
  z.strictObject({ kind: z.literal("purpose"), purposeId: Id }).readonly(),
  z.strictObject({ kind: z.literal("model"), modelId: Id, modelVersion: z.exactOptional(Id) }).readonly(),
  z.strictObject({ kind: z.literal("person"), personId: Id }).readonly(),
]) satisfies z.ZodType<KillSwitchScope>;

/** Who did it, when and why. */
export interface SwitchAct {
  /** The person. */
  readonly actorId: Id;
  /** When. It counts from then on. */
  readonly at: Instant;
  /** Why. */
  readonly reason: Prose;
}
/** Schema of an act on a kill switch. */
export const SwitchAct = z.strictObject({ actorId: Id, at: Instant, reason: Prose.min(1) }).readonly() satisfies z.ZodType<SwitchAct>;

/** A stop that takes effect at once. */
export interface KillSwitch {
  /** Unique in the policy. */
  readonly id: Id;
  /** What it stops. */
  readonly scope: KillSwitchScope;
  /** Who threw it; anyone may. */
  readonly thrown: SwitchAct;
  /** Who lifted it. By one who may not, it has no effect: the switch stays on. */
  readonly lifted?: SwitchAct;
}

const liftedFirst: Fault = { code: "policy-kill-switch.lifted_first", message: "The switch “{id}” is lifted before it is thrown.", hint: "Correct one of the instants." };

/** Schema of a kill switch. */
export const KillSwitch = z
  .strictObject({ id: Id, scope: KillSwitchScope, thrown: SwitchAct, lifted: z.exactOptional(SwitchAct) })
  .check(rule(({ id, thrown, lifted }: KillSwitch, report) => { if (lifted !== undefined && millisecondsOf(lifted.at) < millisecondsOf(thrown.at)) report(liftedFirst, ["lifted", "at"], { id }); }))
  .readonly() satisfies z.ZodType<KillSwitch>;

/** Whether the lifting of a switch counts: only by one who holds the switches. */
export const isLiftedRightly = ({ lifted }: KillSwitch, holders: ReadonlySet<Id>): boolean => lifted !== undefined && holders.has(lifted.actorId);

/** The switches that are on at an instant, by id. */
export function switchesOn({ killSwitches, killSwitchHolderIds }: { readonly killSwitches: readonly KillSwitch[]; readonly killSwitchHolderIds: readonly Id[] }, at: number): readonly KillSwitch[] {
  const holders = new Set(killSwitchHolderIds);
  return killSwitches.filter((one) => millisecondsOf(one.thrown.at) <= at && !(one.lifted !== undefined && isLiftedRightly(one, holders) && millisecondsOf(one.lifted.at) <= at));
}
