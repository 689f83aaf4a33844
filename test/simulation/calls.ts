import { simulateBlocks } from "coachkit/simulation";
import { definition } from "./definition/definitions.js";
import { eur, netOf, normal, program, request } from "./scenarios.js";

const task = { ...request, fromBlock: 0, toBlock: 4 };
const small = { ...request, trialCount: 4096 };
const table = { scenario: program, base: "median", row: { driverId: "lift", values: [0, 0.1] }, column: { driverId: "people", values: [10, 20] } };
export const calls = {
  baseCase: [{ scenario: program, base: "median" }],
  breakEvenSurface: [{ ...table, measure: "net-benefit", solveFor: "fee" }],
  compareScenarios: [{ designs: [{ id: "cohort", scenario: program }, { id: "cheaper", scenario: { ...program, costs: program.costs.slice(0, 2) } }], zeroOptionId: "nothing", measure: "net-present-value", decisionCount: 3, seed: 1, method: "sobol", replicateCount: 2, trialCount: 4096, confidenceLevel: 0.95 }],
  defineScenario: [definition],
  diffScenarios: [{ before: definition, after: { ...definition, title: "Another", scenario: { ...program, drivers: [{ id: "people", value: 16 }] } }, base: "mean" }],
  mergeSimulatedBlocks: [[simulateBlocks({ ...small, fromBlock: 2, toBlock: 4 }), simulateBlocks({ ...small, fromBlock: 0, toBlock: 2 })]],
  readScenarioDefinition: [definition],
  returnIndices: [{ scenario: netOf(normal(0, 1)), measure: "net-benefit", seed: 1, replicateCount: 2, blocksPerReplicate: 1, confidenceLevel: 0.95 }],
  returnOfBlocks: [small, [simulateBlocks({ ...small, fromBlock: 0, toBlock: 4 })]],
  scenarioSensitivity: [{ scenario: program, measure: "net-benefit", orderBy: "swing", base: "median", lowProbability: 0.1, highProbability: 0.9, decisionCount: 1, seed: 1, replicateCount: 2, blocksPerReplicate: 1, confidenceLevel: 0.95 }],
  simulateBlocks: [task],
  simulateReturn: [request],
  tornado: [{ scenario: program, measure: "roi-ratio", base: "mean", lowProbability: 0.1, highProbability: 0.9 }],
  twoWayTable: [table],
  valueOfInformation: [{ scenario: netOf(normal(1e4, 1e5)), measure: "net-benefit", decisionCount: 2, studies: [{ id: "pilot", inputId: "x", observationCount: 10, observationStandardDeviation: 2e5, totalCost: eur("1000") }], seed: 1, replicateCount: 2, trialCount: 4096, confidenceLevel: 0.95 }],
};
