/** The page of the documentation that lists the rules of the program review. */
import { reviewBundles, type ReviewRule, reviewRules } from "coachkit/review";

const titles: Readonly<Record<string, string>> = {
  "follow-up": "Follow-up", rhythm: "Rhythm", load: "Load", size: "Size", measure: "Measures", baseline: "Baselines", manager: "Managers", coach: "Coaches", audience: "Audience", governance: "Governance", ai: "AI", mentoring: "Mentoring", claim: "Claims",
};
const needsText = (needs: readonly string[]): string => (needs.length === 0 ? "" : `\n*Evidence:* ${needs.map((need) => `\`${need}\``).join(", ")}.\n`);
const section = ({ code, severity, firesWhen, why, fix, needs }: ReviewRule): string => `### \`${code}\` · ${severity}

Fires when ${firesWhen}

*Why:* ${why}

*Fix:* ${fix}
${needsText(needs)}`;
const listed = (codes: readonly string[]): string => codes.map((code) => `\`${code}\``).join(", ");
const subjects = [...new Set(reviewRules.map(({ subject }) => subject))];

/** The page, made of the rules. */
export const reviewRulesPage = (): string => `# Rules of the program review

This page is made from the rules by \`npm run docs:rules\`; edit the rules, not the page.

\`reviewProgram({ program, cohort?, plan?, evidence?, switchedOff? })\` holds a program against ${String(reviewRules.length)} rules. An error undoes the program, a warning weakens it, an info is worth a thought.
A rule whose evidence is missing is listed under \`notChecked\` with what it needs: it never counts as held. A rule is switched off with a reason, which stands in the result beside what the rule would have found.
Where \`cohort\` stands as evidence, a program is checked without one too, unless its recurrence rules name dates; \`cohort.startDate\` needs it in any case.
The numbers are those of \`reviewBounds\`: ranges that are usual in the field, and heuristics without validation. A program without findings is well formed; whether it works, only its measurements say.

## Ready or not

The rules as data are \`reviewRules\`, the bundles \`reviewBundles\`; each verdict stands in the answer of \`reviewProgram\`. A bundle is \`ready\` when each of its rules holds or was switched off, \`not-ready\` when one has findings, and \`cannot-say\` when evidence is missing.

- \`pilotReady\`: ${listed(reviewBundles.pilotReady)}.
- \`scaleReady\`: ${listed(reviewBundles.scaleReady)}.

${subjects.map((subject) => `## ${titles[subject] ?? subject}\n\n${reviewRules.filter((rule) => rule.subject === subject).map(section).join("\n")}`).join("\n")}`;
