import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { Sides } from "../statistics/index.js";
import { ErrorProbability, type randomStream, WantedPower } from "../statistics/internal.js";
import { type Fraction, Fraction as FractionSchema, type Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";

/** What the later test of a draw shall be able to find. */
export interface DrawAim {
  /** How probable a finding shall be, 0.01 to 0.9999: 0.8 means 80 %. */
  readonly powerFraction: Fraction;
  /** The error probability of the test, 1e-6 to 0.5. */
  readonly alpha: number;
  /** Whether the test finds effects one way or both ways. */
  readonly sides: Sides;
  /** An effect, in standard deviations of people, whose power is asked for: 0 to 10. */
  readonly effectSize?: number;
  /** The share of people's variance that lies between teams; needed where teams are drawn. There is no usual value: take it from earlier scores, and the larger one of two. */
  readonly intraclassCorrelation?: Fraction;
}
/** What a draw can show. */
export interface DrawPower {
  /** The smallest effect that the test finds with the wanted power, in standard deviations of people; null where the design tells none. */
  readonly smallestDetectable: number | null;
  /** The power for the `effectSize` that was asked about; null where none was, or where the design tells none. */
  readonly effectPowerFraction: Fraction | null;
}

/** Schema of what the later test of a draw shall be able to find. */
export const DrawAim = z
  .strictObject({ powerFraction: WantedPower, alpha: ErrorProbability, sides: Sides, effectSize: z.exactOptional(z.number().min(0).max(10)), intraclassCorrelation: z.exactOptional(FractionSchema.max(0.999_999)) })
  .readonly() satisfies z.ZodType<DrawAim>;

/** Fewer teams than these make no trial: chance has too few ways to deal them out. */
export const FEWEST_CLUSTERS = 4;

const duplicateCluster: Fault = { code: "chance-order.duplicate_cluster", message: "The team “{clusterId}” is listed twice.", hint: "Keep one entry for each team." };
const missingStratum: Fault = { code: "chance-order.missing_stratum", message: "“{id}” is in no stratum, and others are.", hint: "Give everyone a stratumId, or nobody." };

/** Reports teams that are listed twice. */
export function findRepeatedClusters(clusters: readonly { readonly clusterId: Id }[], report: Report): void {
  for (const [index, { clusterId }] of repeated(clusters, (cluster) => cluster.clusterId)) report(duplicateCluster, ["clusters", index, "clusterId"], { clusterId });
}

/** Reports who is in no stratum while others are. */
export function findMissingStrata(key: "people" | "clusters", entries: readonly { readonly id: Id; readonly stratumId: Id | undefined }[], report: Report): void {
  if (entries.every(({ stratumId }) => stratumId === undefined)) return;
  entries.forEach(({ id, stratumId }, index) => { if (stratumId === undefined) report(missingStratum, [key, index, "stratumId"], { id }); });
}

/** Entries in the order of their ids, so that no draw goes by the order of a list. */
export const byId = <Entry>(entries: readonly Entry[], idOf: (entry: Entry) => Id): readonly Entry[] => entries.toSorted((one, other) => inTextOrder(idOf(one), idOf(other)));

/** All orders alike probable: R. Durstenfeld, Communications of the ACM 7 (1964). */
export function shuffled<Entry>(entries: readonly Entry[], { uniform }: ReturnType<typeof randomStream>): readonly Entry[] {
  const order = [...entries];
  for (let left = order.length - 1; left > 0; left -= 1) {
    const at = Math.floor(uniform() * (left + 1));
    [order[left], order[at]] = [order[at] as Entry, order[left] as Entry];
  }
  return order;
}

/** Entries by stratum, strata and entries in the order of ids. */
export function byStratum<Entry extends { readonly stratumId?: Id }>(entries: readonly Entry[], idOf: (entry: Entry) => Id): readonly (readonly [stratumId: Id | null, entries: readonly Entry[]])[] {
  const strata = new Map<Id | null, Entry[]>();
  for (const entry of byId(entries, idOf)) {
    const own = strata.get(entry.stratumId ?? null);
    if (own === undefined) strata.set(entry.stratumId ?? null, [entry]);
    else own.push(entry);
  }
  return [...strata].sort(([one], [other]) => inTextOrder(one ?? "", other ?? ""));
}
