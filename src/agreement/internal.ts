export { designEffectOf as clusteredDesignEffect } from "./rater/gold-comparison.js";
