/** A pilot as a sponsor reads it: in words, with every figure beside what was asked for. */
import type { delivery, effect, kpi, rollout } from "coachkit";

export const line = (text = ""): void => { process.stdout.write(`${text}\n`); };
export const row = (title: string, text: string): void => { line(`  ${title.padEnd(11)} ${text}`); };
const percent = (fraction: number, digits = 0): string => `${(100 * fraction).toFixed(digits)} %`;
const points = (fraction: number): string => `${fraction < 0 ? "−" : "+"}${Math.abs(100 * fraction).toFixed(0)}`;

/** What was measured, as the gate takes it, with what a reader wants to know besides. */
export interface PilotFigures extends rollout.PilotResults {
  readonly effect: effect.AdjustedEffect;
  readonly adoption: kpi.ManagerAdoption;
  readonly fidelity: delivery.ProgramFidelity;
}

const decisions: Readonly<Record<rollout.GateVerdict, string>> = {
  scale: "SCALE. All that was promised before is shown.",
  iterate: "DO NOT SCALE YET.",
  stop: "STOP. Whatever effect there is lies below the smallest one that is worth the effort.",
  "insufficient-evidence": "CANNOT SAY. What is needed to decide was not measured.",
};
const failures: Partial<Readonly<Record<rollout.GateReason, string>>> = {
  "effect-not-shown": "chance is not ruled out as far as was promised for this look", "effect-not-better": "behavior did not get better", "effect-too-small": "the effect is too small to matter",
  "adoption-not-shown": "too few line managers help", "fidelity-too-low": "too little of the program took place", "guardrail-not-kept": "the teams may be worse off",
};

const claims: Readonly<Record<string, string>> = { "cost-per-outcome": "what an outcome cost", "retention-and-promotion": "who stays and who is promoted", "role-performance": "results at work" };
/** What is not said, and why. */
export const tellTooEarly = ({ mayNotClaim, nextWeek }: rollout.EvidenceTiming): void => { row("Not said", `${mayNotClaim.map((claim) => claims[claim] ?? claim).join(", ")}: too early before week ${String(nextWeek)}`); };

const nextStep = (verdict: rollout.GateVerdict, nextLookWeek: number | null): string => {
  if (nextLookWeek !== null) return `go on as planned and look again after week ${String(nextLookWeek)}`;
  return verdict === "scale" ? "begin with those who waited; measure behavior again after half a year" : "those who waited do not begin yet; find out what kept behavior as it was, and register another pilot";
};
/** The worst that the figures still fit: a fall, or none. */
const worstOf = (change: number): string => (change < 0 ? `a fall of ${Math.abs(change).toFixed(2)} at most` : "no fall");

/** What the sponsor reads: what was asked, what is known and how surely, the verdict, what it does not say. */
export function tellSponsor({ effect: behavior, adoption, fidelity, agreement: raters }: PilotFigures, { verdict, reasons, checks, schedule: { current, nextLookWeek } }: rollout.ScaleGate): void {
  const of = (measure: rollout.GateMeasure) => ({ value: checks.find((one) => one.measure === measure)?.value ?? 0, bar: checks.find((one) => one.measure === measure)?.bar ?? 0 });
  if (behavior.estimate === null || behavior.adjustedMeans === null || current === null) throw new Error("This tale has figures.");
  const { adjustedMeans: { treated, comparison }, estimate, confidence: { lower, upper } } = behavior;
  const missing = behavior.arms.map(({ assignedCount, analyzedCount }) => `${String(assignedCount - analyzedCount)} of ${String(assignedCount)}`);
  const [managers, agreed, pulse] = [of("adoption-lower"), of("agreement-lower"), of("change-lower")];
  line(`  After week ${String(current.week)}: ${decisions[verdict]}`);
  if (verdict !== "scale") row("Because", reasons.map(({ reason }) => failures[reason] ?? reason).join("; "));
  row("Behavior", `in observed one-to-ones those who began did ${percent(treated)} of what makes a good one, those who wait ${percent(comparison)}`);
  row("Effect", `${points(estimate)} points; the figures fit everything from ${points(lower)} to ${points(upper)} (95 % interval)`);
  row("Or luck?", `a program that does nothing would look as good in ${percent(behavior.improvementPValue, 2)} of pilots; promised for this look: below ${percent(current.nominalPValue, 2)}`);
  row("Comparison", `chance decided who began, so nothing but luck sets the two groups apart beforehand; missing in the figures: ${String(missing[0])} who began, ${String(missing[1])} who wait`);
  row("Managers", `${String(adoption.managers.filter(({ hasAdopted }) => hasAdopted).length)} of ${String(adoption.managers.length)} line managers help; so few people fit a true share down to ${percent(managers.value)}, asked for: ${percent(managers.bar)}`);
  row("Delivered", `${percent(fidelity.doseFraction ?? 0)} of what was planned, asked for: ${percent(of("fidelity-fraction").bar)}`);
  row("Scored by", `two raters; on a scale where 0 is chance and 1 is perfect they agree by ${agreed.value.toFixed(2)} or more on each of ${String(raters.length)} criteria, asked for: ${agreed.bar.toFixed(2)}`);
  row("Teams", `pulse of the teams on 1 to 5: the figures fit ${worstOf(pulse.value)}, allowed: ${Math.abs(pulse.bar).toFixed(2)}`);
  row("Could see", `with this many people a true effect of ${points(behavior.smallestDetectable.inUnits)} points is found in four pilots of five; smaller ones are mostly missed`);
  row("Next", nextStep(verdict, nextLookWeek));
}
