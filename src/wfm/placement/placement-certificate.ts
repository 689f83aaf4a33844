import type { PlacementPriceColumns } from "../../optimization/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { PlacementModel } from "./placement-model.js";
import type { PlacementCertificate } from "./session-placement.js";

const withoutMinusZero = (value: number): number => value + 0;

/** Prices as JSON: of skills in every step, of coaches where they have one. */
export function certificateOf({ skills, coaches: { resources }, problem: { stepCount } }: PlacementModel, { cell, resource, unplaced }: PlacementPriceColumns): PlacementCertificate {
  return {
    unplaced,
    skills: skills.map(({ skill: { skillId } }, track) => ({ skillId, prices: Array.from(cell.subarray(track * stepCount, (track + 1) * stepCount), withoutMinusZero) })),
    coaches: resources.flatMap(({ coachIds }, place) => {
      const own = resource.subarray(place * stepCount, (place + 1) * stepCount);
      const steps = [...own.keys()].filter((step) => own[step] !== 0);
      return steps.length === 0 ? [] : [{ coachIds, steps, prices: steps.map((step) => own[step] ?? 0) }];
    }),
  };
}

/** The prices of a certificate; null where it does not belong to the model. Any prices of the right shape give a valid bound. */
export function pricesOf({ skills, coaches: { resources }, problem: { stepCount } }: PlacementModel, certificate: PlacementCertificate): PlacementPriceColumns | null {
  const cell = new Float64Array(skills.length * stepCount);
  const resource = new Float64Array(resources.length * stepCount);
  if (certificate.skills.length !== skills.length) return null;
  for (const [track, { skillId, prices }] of certificate.skills.entries()) {
    if (skillId !== skills[track]?.skill.skillId || prices.length !== stepCount) return null;
    cell.set(prices, track * stepCount);
  }
  const keyOf = (coachIds: readonly string[]): string => JSON.stringify([...coachIds].sort(inTextOrder));
  const places = new Map(resources.map(({ coachIds }, place) => [keyOf(coachIds), place]));
  for (const { coachIds, steps, prices } of certificate.coaches) {
    const place = places.get(keyOf(coachIds));
    if (place === undefined || steps.length !== prices.length || steps.some((step) => step >= stepCount)) return null;
    steps.forEach((step, at) => { resource[place * stepCount + step] = prices[at] ?? 0; });
  }
  return { cell, resource, unplaced: certificate.unplaced };
}
