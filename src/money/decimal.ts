import { Decimal as Shared } from "decimal.js";

/**
 * Our own constructor: `Decimal.set` in the user's code must not change our sums.
 * 324 digits hold the longest exact product here, an amount by eight factors of 36 digits each, so that nothing is rounded before it is rounded by name.
 */
export const Decimal = /* @__PURE__ */ Shared.clone({ precision: 324, defaults: true });
/** An exact decimal number; it never leaves this room. */
export type Decimal = InstanceType<typeof Decimal>;
