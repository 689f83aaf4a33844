import { reviewBounds } from "../review-bounds.js";
import { type CheckedRule, foundIf } from "../review-rule.js";

const subject = "claim";
const { returnWeeks } = reviewBounds;

/** What is promised and decided. */
export const claimRules: readonly CheckedRule[] = [
  {
    code: "early-return-promised", subject, severity: "warning", needs: ["evidence.promisedReturnWeek"],
    firesWhen: `a return on investment is promised for a week before week ${String(returnWeeks)}.`,
    why: "Early signals come after 6 to 12 weeks, results after 6 to 12 months: a promise before that is kept by invention.",
    fix: "Promise behavior for the first quarter, and the return for half a year after the start or later.",
    find: ({ evidence: { promisedReturnWeek: week } }) => (week === undefined ? null : foundIf(week !== null && week < returnWeeks, ["evidence", "promisedReturnWeek"], `A return is promised for week ${String(week)}.`)),
  },
  {
    code: "gate-not-passed", subject, severity: "warning", needs: ["evidence.gateVerdict"],
    firesWhen: "the gate between pilot and scale has been asked and has not said scale, or the program is in the phase scale and it was not asked.",
    why: "Scale only what has changed behavior and what managers have taken up.",
    fix: "Mend what the gate names, and ask again at the next planned look.",
    find: ({ program: { phase }, evidence: { gateVerdict: verdict } }) => {
      if (verdict === null) return phase === "scale" ? [{ path: ["evidence", "gateVerdict"], found: "The gate was not asked." }] : null;
      return verdict === undefined ? null : foundIf(verdict !== "scale", ["evidence", "gateVerdict"], `The gate said ${verdict}.`);
    },
  },
];
