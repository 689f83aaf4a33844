import type { Scenario, ScenarioDefinition } from "coachkit/simulation";
import { eur, input, program } from "../scenarios.js";

/** The month's factor of this rate is 1 ÷ 1.01. */
const ONE_PERCENT_A_MONTH = 1.01 ** 12 - 1;

/** 10 people; each sells 1,000 € more a month, times a lift of 0.1 at its middle, for 3 months; a seat costs 200 €. */
export const small: Scenario = {
  inputs: [input("lift", { family: "uniform", min: 0, max: 0.2 })], drivers: [{ id: "people", value: 10 }],
  benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 3 }],
  costs: [{ id: "seats", money: eur("200"), driverIds: ["people"], fromMonth: 0, toMonth: 0 }],
  horizonMonths: 3, annualDiscountRatio: ONE_PERCENT_A_MONTH,
};
export const definitionOf = (scenario: Scenario, changes: Partial<ScenarioDefinition> = {}): ScenarioDefinition => ({ kind: "scenario-definition", schemaVersion: 1, id: "pilot", title: "Pilot", scenario, assumptions: [], excluded: [], intangibles: [], ...changes });

/** A program with an assumption for most of its parts. */
export const definition: ScenarioDefinition = definitionOf(program, {
  id: "leaders-2027", title: "First-line leaders, spring 2027",
  assumptions: [
    { part: "input", partId: "lift", title: "Lift of sales", statement: "Sales per leader rise by 0 to 20 %, most likely 8 %.", evidenceGrade: "controlled-study", citation: "Pilot report of 2026, table 3.", sourceIds: ["pilot-2026", "crm-export-7"] },
    { part: "input", partId: "fee", statement: "Nine of ten offers lie between 300 and 800 € a seat.", evidenceGrade: "own-records", sourceIds: ["offers-2026"] },
    { part: "input", partId: "hours", statement: "18 to 36 hours of each participant.", evidenceGrade: "judgment", note: "Asked two team leads." },
    { part: "driver", partId: "people", statement: "The cohort as it stands.", evidenceGrade: "own-records" },
    { part: "term", partId: "sales", statement: "1,500 € contribution a month per unit of lift, from month 4 on.", evidenceGrade: "none" },
    { part: "term", partId: "seats", statement: "Paid at the start.", evidenceGrade: "own-records", citation: "Frame contract 12/2026." },
  ],
  excluded: [{ id: "retention", title: "Fewer leavers", reason: "No comparison group; counted when there is one." }],
  intangibles: [{ id: "climate", title: "Better team climate" }],
});
