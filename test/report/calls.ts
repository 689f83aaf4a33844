import { scenarioReport } from "coachkit/report";
import { full } from "./reports.js";

const document = scenarioReport(full);
export const calls = { reportHtml: [document], reportMarkdown: [document], scenarioReport: [full] };
