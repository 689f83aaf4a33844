import { assignAtLeastCost, type AssignmentProblem } from "coachkit/optimization";
import { oracle } from "./oracle.js";

/** scipy.optimize.linprog with HiGHS, a linear program solved by another method than ours. No known divergence. */
oracle("optimization/least-cost-assignment.json", {
  totalCost: (problem: AssignmentProblem) => assignAtLeastCost(problem).totalCost,
  unassignedCount: (problem: AssignmentProblem) => assignAtLeastCost(problem).unassigned.length,
});
