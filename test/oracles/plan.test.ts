import { matchCoaches, type MatchingQuestion } from "coachkit/plan";
import { oracle } from "./oracle.js";

/** scipy.optimize.milp with HiGHS: the same objective as a mixed integer program, places as variables of their own. No known divergence. */
oracle("optimization/coach-matching.json", {
  totalScore: (question: MatchingQuestion) => matchCoaches(question).totalScore,
  unmatchedCount: (question: MatchingQuestion) => matchCoaches(question).unmatched.length,
});
