import * as z from "zod";
import { type IsolationGrade, isolationGrades } from "../../effect/index.js";
import { type Fault, repeated, rule } from "../../error/index.js";
import { MeasuredValue } from "../../kpi/index.js";
import { Id, Title } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { IsolationMethod } from "../benefit-claim.js";

/** What a program may have changed: `handle-time`, in seconds; `first-contact-resolution` and `conversion`, in fractions, 0.01 being one percentage point; `customer-satisfaction`, in its own units. */
export type ServiceMeasure = "handle-time" | "first-contact-resolution" | "conversion" | "customer-satisfaction";

/** What a program changed in service, told apart from what would have happened anyway. */
export interface ServiceEffect {
  /** Unique in its question. */
  readonly id: Id;
  /** What was changed. */
  readonly measure: ServiceMeasure;
  /** By how much, with its interval: an effect of the room effect, without the rest. Calls that take six seconds less: −6. */
  readonly change: MeasuredValue;
  /** How it was isolated: `effect.isolation.grade`. Without it, or with `"none"`, it is unsupported and brings nothing. */
  readonly isolationMethod?: IsolationMethod;
  /** What it was compared with: `"The 150 reps on the wait-list, in the same weeks"`. */
  readonly comparedWith: Title;
  /** The skills in which it shows; in all of them when absent. */
  readonly skillIds?: readonly Id[];
  /** The records it comes from. */
  readonly sourceIds: readonly Id[];
}

const repeatedSkill: Fault = { code: "service-effect.repeated_skill", message: "The skill “{id}” is listed before.", hint: "List each skill once." };

/** Skills that something holds for; at least one. */
export const SkillIds = z.array(Id).min(1).max(20)
  .check(rule((ids: readonly string[], report) => { for (const [index, id] of repeated(ids, (one) => one)) report(repeatedSkill, [index], { id }); }))
  .readonly();
/** Schema of what a program changed in service. */
export const ServiceEffect = z.strictObject({
  id: Id, measure: z.enum(["handle-time", "first-contact-resolution", "conversion", "customer-satisfaction"]), change: MeasuredValue, isolationMethod: z.exactOptional(IsolationMethod), comparedWith: Title,
  skillIds: z.exactOptional(SkillIds), sourceIds: z.array(Id).max(1000).readonly(),
}).readonly() satisfies z.ZodType<ServiceEffect>;

/** The grade of a change that was compared with nothing. */
const notIsolated: IsolationGrade = "none";
/** Whether something tells it apart from other causes. */
export const isIsolated = ({ isolationMethod }: ServiceEffect): boolean => isolationMethod !== undefined && isolationMethod !== notIsolated;

const known: readonly string[] = isolationGrades.map(({ grade }) => grade);
/** The better isolated, the lower. A host's own word stands behind the grades that we know, as nobody can say what it takes for granted. */
function rankOf(effect: ServiceEffect): number {
  if (!isIsolated(effect)) return known.length + 1;
  const rank = known.indexOf(effect.isolationMethod ?? notIsolated);
  return rank === -1 ? known.length : rank;
}
/** The weakest of the methods. */
export const weakestMethod = (effects: readonly ServiceEffect[]): IsolationMethod | undefined =>
  [...effects].sort((one, other) => rankOf(other) - rankOf(one) || inTextOrder(one.isolationMethod ?? "", other.isolationMethod ?? ""))[0]?.isolationMethod;
/** Whether an effect shows in a skill. */
export const showsIn = ({ skillIds }: { readonly skillIds?: readonly Id[] }, skillId: Id): boolean => skillIds === undefined || skillIds.includes(skillId);
