export { REPORT_LIMITS, ReportBlock, ReportColumn, ReportDocument, ReportHeading, ReportList, ReportParagraph, ReportPicture, ReportTable, ReportText } from "./report-document.js";
export { reportHtml } from "./report-html.js";
export { reportMarkdown } from "./report-markdown.js";
export { scenarioReport, ScenarioReportQuestion } from "./scenario-report.js";
