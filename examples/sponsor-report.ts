/** A pilot as a sponsor reads it: in words, with every figure beside what was asked for. */
import type { delivery, effect, kpi, rollout } from "coachkit";

export const line = (text = ""): void => { process.stdout.write(`${text}\n`); };
export const row = (title: string, text: string): void => { line(`  ${title.padEnd(11)} ${text}`); };
const percent = (fraction: number): string => `${(100 * fraction).toFixed(0)} %`;
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
  "effect-not-shown": "better behavior is not shown at this look", "effect-not-better": "behavior did not get better", "effect-too-small": "the effect is too small to matter",
  "adoption-not-shown": "too few line managers help", "fidelity-too-low": "too little of the program took place", "guardrail-not-kept": "the teams may be worse off",
};

/** What the sponsor reads: what was asked, what is known and how surely, the verdict, what it does not say. */
export function tellSponsor({ effect: behavior, adoption, fidelity, agreement: raters }: PilotFigures, { verdict, reasons, checks, schedule: { current, nextLookWeek } }: rollout.ScaleGate): void {
  const barOf = (measure: rollout.GateMeasure): string => percent(checks.find((one) => one.measure === measure)?.bar ?? 0);
  const valueOf = (measure: rollout.GateMeasure): number => checks.find((one) => one.measure === measure)?.value ?? 0;
  if (behavior.estimate === null || behavior.adjustedMeans === null || current === null) throw new Error("This tale has figures.");
  const { adjustedMeans: { treated, comparison }, estimate, confidence: { lower, upper } } = behavior;
  const missing = behavior.arms.map(({ assignedCount, analyzedCount }) => assignedCount - analyzedCount);
  line(`  After week ${String(current.week)}: ${decisions[verdict]}`);
  if (verdict !== "scale") row("Because", reasons.map(({ reason }) => failures[reason] ?? reason).join("; "));
  row("Behavior", `anchors met in observed one-to-ones: ${percent(treated)} of those who began, ${percent(comparison)} of those who wait`);
  row("Effect", `${points(estimate)} points, 95 % interval from ${points(lower)} to ${points(upper)}; p ${behavior.improvementPValue.toFixed(5)}, needed below ${current.nominalPValue.toFixed(5)} at this look`);
  row("Comparison", `chance decided who began (${behavior.isolation.grade}); missing in the figures: ${String(missing[0])} who began, ${String(missing[1])} who wait`);
  row("Managers", `${String(adoption.managers.filter(({ hasAdopted }) => hasAdopted).length)} of ${String(adoption.managers.length)} line managers help; lower end of the interval ${percent(valueOf("adoption-lower"))}, asked for: ${barOf("adoption-lower")}`);
  row("Delivered", `${percent(fidelity.doseFraction ?? 0)} of what was planned, asked for: ${barOf("fidelity-fraction")}`);
  row("Measured by", `two raters who agree beyond chance: lower end ${valueOf("agreement-lower").toFixed(2)} on the worst of ${String(raters.length)} criteria, asked for: ${(checks.find(({ measure }) => measure === "agreement-lower")?.bar ?? 0).toFixed(2)}`);
  row("Teams", `change of their pulse, on 1 to 5: lower end of the interval ${valueOf("change-lower").toFixed(2).replace("-", "−")}, allowed: −0.20`);
  row("Could see", `with this many people an effect of ${points(behavior.smallestDetectable.inUnits)} points or more in four studies of five; smaller ones mostly not`);
  row("Next", nextLookWeek !== null ? `go on as planned and look again after week ${String(nextLookWeek)}` : verdict === "scale" ? "begin with those who waited; measure behavior again after half a year" : "those who waited do not begin yet; find out what kept behavior as it was, and register another pilot");
}
