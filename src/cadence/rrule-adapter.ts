import * as ns from "rrule";

type Rrule = typeof ns;
/** rrule is UMD without `exports`: Node's ESM sees only a default export, bundlers see names. */
const loaded: Rrule = /* @__PURE__ */ (() => ("RRule" in ns ? ns : Reflect.get(ns, "default")))();
/** The recurrence library; the only door to it. It is used on floating dates only: its own time zones depend on the host. */
export const rrule = (): Rrule => loaded;
