import { isCostlyForOneToOne } from "../one-to-one-cost.js";
import { checkedRules } from "../review-rules.js";
import type { SegmentNeed } from "./segment-need.js";

/** One rule of which modality suits whom, as data. */
export interface ModalityRule {
  /** Stable, in kebab-case. */
  readonly code: string;
  /** Whether it speaks for the modality, against it, or says what else has to be there with it. */
  readonly speaks: "for" | "against" | "condition";
  /** The built-in modality that it speaks of. */
  readonly modality: string;
  /** When it applies. */
  readonly appliesWhen: string;
  /** Why, in the words of practice. */
  readonly why: string;
  /** On what it rests: practice that the field reports, not validated by trials. */
  readonly basis: "practice-heuristic";
}

/** A rule with its question. */
export interface AskedModalityRule extends ModalityRule {
  readonly applies: (segment: SegmentNeed) => boolean;
}

/** The words of a rule of the program review, so that they stand in one place. */
const whyOf = (code: string): string => checkedRules.find((one) => one.code === code)?.why ?? "";
const basis = "practice-heuristic";

/** The rules with their questions, in the order of their reasons. */
export const askedModalityRules: readonly AskedModalityRule[] = [
  { code: "one-to-one-for-transitions", speaks: "for", modality: "one-to-one", basis, appliesWhen: "people move to a new role.", why: "A new role raises questions that are one person's own: they need depth and confidence.", applies: ({ isInTransition }) => isInTransition },
  { code: "one-to-one-for-high-impact", speaks: "for", modality: "one-to-one", basis, appliesWhen: "the behavior of the segment matters most to the business.", why: "Where one person's behavior reaches many, the nuance of one-to-ones pays for itself first.", applies: ({ isHighImpact }) => isHighImpact },
  { code: "group-broadly", speaks: "for", modality: "group", basis, appliesWhen: "always.", why: "Groups reach many people for the time of one coach, and let them learn from each other.", applies: () => true },
  { code: "peer-broadly", speaks: "for", modality: "peer", basis, appliesWhen: "always.", why: "Peers cost little for each further person, and those who coach learn too.", applies: () => true },
  { code: "micro-for-frontline", speaks: "for", modality: "micro", basis, appliesWhen: "people do frontline work.", why: "Five to fifteen minutes fit into a day of customers; an hour away from them does not.", applies: ({ isFrontline }) => isFrontline },
  { code: "ai-as-addition", speaks: "for", modality: "ai", basis, appliesWhen: "always, beside other modalities.", why: "An AI adds frequency: nudges and summaries between the touches of people.", applies: () => true },
  { code: "costly-one-to-one", speaks: "against", modality: "one-to-one", basis, appliesWhen: "a large frontline segment does not move to a new role.", why: whyOf("costly-one-to-one"), applies: (segment) => isCostlyForOneToOne(segment) && !segment.isInTransition },
  { code: "ai-never-alone", speaks: "condition", modality: "ai", basis, appliesWhen: "always.", why: "An AI gives reach and frequency; people give fidelity. Alone it is a newsletter.", applies: () => true },
  { code: "no-coach-for-high-impact", speaks: "condition", modality: "ai", basis, appliesWhen: "the behavior of the segment matters most to the business: a human coach has to be there.", why: whyOf("no-coach-for-high-impact"), applies: ({ isHighImpact }) => isHighImpact },
];

/**
 * Which modality suits whom, as data. The rules are what practice reports, heuristics without validation; what speaks for and against a modality may both apply.
 *
 * @example
 * ```ts
 * modalityRules.find(({ code }) => code === "micro-for-frontline").modality; // => "micro"
 * ```
 */
export const modalityRules: readonly ModalityRule[] = askedModalityRules.map(({ code, speaks, modality, appliesWhen, why, basis: restsOn }) => ({ code, speaks, modality, appliesWhen, why, basis: restsOn }));
