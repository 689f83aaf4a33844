/** Writes docs/review-rules.md from the rules. */
import { writeFileSync } from "node:fs";
import { reviewRulesPage } from "./review-rules-document.js";

writeFileSync("docs/review-rules.md", reviewRulesPage());
