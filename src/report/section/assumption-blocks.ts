import { detailText, moneyText, wholeText } from "../../chart/internal.js";
import { evidenceGrades } from "../../roi/index.js";
import type { DefinedScenario, Scenario, ScenarioAssumption, ScenarioPart, UnsupportedPart } from "../../simulation/index.js";
import type { InputCorrelation } from "../../statistics/index.js";
import type { Id } from "../../unit/index.js";
import { distributionText, exactText, monthsText } from "../figure-text.js";
import { heading, list, paragraph, type ReportBlock, table } from "../report-document.js";
import type { PartTitles } from "./part-titles.js";

const reasonTexts: Readonly<Record<UnsupportedPart["reason"], string>> = {
  "no-assumption": "nobody said where it comes from", "no-evidence": "it is said to rest on nothing", "no-source": "it names neither a citation nor a record",
};
const gradeText = (grade: string): string => grade.replaceAll("-", " ");

/** A part with what the model has for it. */
interface ModelPart {
  readonly part: ScenarioPart;
  readonly partId: Id;
  readonly model: string;
}
function modelParts({ inputs, drivers, benefits, costs }: Scenario, { number }: PartTitles): readonly ModelPart[] {
  return [
    ...inputs.map(({ inputId, distribution }): ModelPart => ({ part: "input", partId: inputId, model: distributionText(distribution) })),
    ...drivers.map(({ id, value }): ModelPart => ({ part: "driver", partId: id, model: exactText(value) })),
    ...[...benefits, ...costs].map((term): ModelPart => ({ part: "term", partId: term.id, model: `${[moneyText(term.money), ...term.driverIds.map(number)].join(" × ")}, ${monthsText(term)}` })),
  ];
}
function sourceText({ citation = "", sourceIds = [] }: ScenarioAssumption): string {
  return [citation, ...(sourceIds.length === 0 ? [] : [`records: ${sourceIds.join(", ")}`])].filter((text) => text !== "").join("; ") || "none named";
}
const correlationText = ({ inputIds, coefficient, kind }: InputCorrelation, { number }: PartTitles): string => `${inputIds.map(number).join(" with ")}: ${detailText(coefficient)} (${gradeText(kind)})`;

/** Where every number comes from, and what is not in the model. */
export function assumptionBlocks({ definition: { scenario, assumptions, excluded, intangibles }, unsupported, gradeCounts }: DefinedScenario, titles: PartTitles): readonly ReportBlock[] {
  const titleOf = (part: ScenarioPart, id: Id): string => (part === "term" ? titles.term(id) : titles.number(id));
  const assumptionOf = new Map(assumptions.map((assumption) => [`${assumption.part} ${assumption.partId}`, assumption]));
  const rows = modelParts(scenario, titles).map(({ part, partId, model }) => {
    const assumption = assumptionOf.get(`${part} ${partId}`);
    const said = assumption === undefined ? ["none stated", "none", "none named", ""] : [assumption.statement, gradeText(assumption.evidenceGrade), sourceText(assumption), assumption.note ?? ""];
    return [titleOf(part, partId), part, model, ...said];
  });
  const correlations = scenario.correlations ?? [];
  return [
    heading("Where the numbers come from"),
    table("Assumptions", ["Name", "Part", "In the model", "What is assumed", "Evidence", "Source", "Note"], rows),
    ...(correlations.length === 0 ? [] : [paragraph("Inputs that hang together:"), ...list(correlations.map((each) => correlationText(each, titles)))]),
    table("Evidence, the best first", ["Grade", "What it rests on", "#Numbers"], evidenceGrades.map(({ grade, restsOn }, index) => [gradeText(grade), restsOn, wholeText(gradeCounts[index]?.count ?? 0)])),
    heading("What is not supported, and what is left out"),
    ...(unsupported.length === 0 ? [paragraph("Every number names what it rests on.")] : [table("Not supported: in the model, and resting on nothing that is named", ["Name", "Part", "Why"], unsupported.map(({ part, partId, reason }) => [titleOf(part, partId), part, reasonTexts[reason]]))]),
    ...(excluded.length === 0 ? [paragraph("Nothing is stated to be left out.")] : [table("Left out of the model on purpose", ["What", "Why"], excluded.map(({ title, reason }) => [title, reason]))]),
    ...(intangibles.length === 0 ? [] : [paragraph("Listed and not turned into money:"), ...list(intangibles.map(({ title }) => title))]),
  ];
}
