export { provenPlacement } from "./placement/place-at-least-cost.js";
export type { ProvenPlacement } from "./placement/place-at-least-cost.js";
export { placementCost } from "./placement/placement-cost.js";
export type { PlacementFlaw, PlacementReckoning } from "./placement/placement-cost.js";
export { placementProof } from "./placement/placement-proof.js";
export type { PlacementProof } from "./placement/placement-proof.js";
export type { OptionalPlacementColumns } from "./placement/optional-columns.js";
export { optionalPlacement } from "./placement/optional-placement.js";
export type { OptionalPlacement } from "./placement/optional-placement.js";
