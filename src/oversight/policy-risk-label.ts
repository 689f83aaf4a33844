import type { Prose, Title } from "../unit/index.js";

/** The labels that a report may carry. */
export type RiskLabelId = "emotion-at-work" | "employment-high-risk" | "biometric-sensitive-traits" | "special-category-data";

/** A pointer to a rule of European law, as far as cited: what to ask a lawyer about, and no legal advice. */
export interface RiskLabel {
  /** Which label. */
  readonly id: RiskLabelId;
  /** How the source speaks of it. */
  readonly standing: "prohibited" | "high-risk" | "restricted";
  /** Where it stands. */
  readonly citation: Title;
  /** What the passage says, in short. */
  readonly summary: Prose;
  /** What the label does not settle. */
  readonly caveat: Prose;
}

/**
 * The labels, with their sources: Regulation (EU) 2024/1689 (Artificial Intelligence Act) and Regulation (EU) 2016/679 (General Data Protection Regulation), as published in 2024 and 2016.
 * They carry no dates of application, since those of the first have been under revision; look them up.
 */
export const euRiskLabels: readonly RiskLabel[] = [
  {
    id: "emotion-at-work", standing: "prohibited", citation: "Regulation (EU) 2024/1689, Article 5(1)(f)",
    summary: "Prohibits AI systems that infer emotions of a natural person in the areas of workplace and education institutions, except where intended for medical or safety reasons.",
    caveat: "The passage itself does not speak of biometric data; guidelines of the Commission read it with Article 3(39), which does, so that emotion read from text alone may lie outside it. This package forbids it from any data. Whether a ground is medical or safety is for a lawyer to say.",
  },
  {
    id: "employment-high-risk", standing: "high-risk", citation: "Regulation (EU) 2024/1689, Annex III, point 4(b)",
    summary: "Lists AI systems for decisions on terms of work, promotion or termination, for allocating tasks by individual behavior or personal traits, or for monitoring and evaluating performance and behavior of workers.",
    caveat: "Article 6(3) exempts some listed systems, never those that profile natural persons. A rule without AI may lie outside the regulation. The label says that the question has to be asked, not how it is answered.",
  },
  {
    id: "biometric-sensitive-traits", standing: "prohibited", citation: "Regulation (EU) 2024/1689, Article 5(1)(g)",
    summary: "Prohibits categorizing natural persons by biometric data to infer race, political opinions, trade union membership, religious or philosophical beliefs, sex life or sexual orientation.",
    caveat: "It speaks of biometric data. This package forbids these inferences from any data.",
  },
  {
    id: "special-category-data", standing: "restricted", citation: "Regulation (EU) 2016/679, Article 9(1)",
    summary: "Prohibits processing of data that reveal racial or ethnic origin, political opinions, religious or philosophical beliefs or trade union membership, of genetic data, of biometric data to identify a person, and of data on health, sex life or sexual orientation.",
    caveat: "Article 9(2) lists exceptions. This package does not weigh them; it forbids the inference.",
  },
];
