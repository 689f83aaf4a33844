/** The house: each room, and the rooms it may enter. Order = data flow; a room only looks up the list. */
module.exports = {
  error: [],
  unit: ["error"],
  identity: ["error", "unit"],
  time: ["error", "unit"],
  statistics: ["error", "unit"],
  optimization: ["error", "unit"],
  money: ["error", "unit"],
  program: ["error", "unit", "identity", "time"],
  rubric: ["error", "unit", "time", "statistics", "identity"],
  homework: ["error", "unit", "time", "statistics"],
  cadence: ["error", "unit", "time", "statistics", "identity", "program"],
  plan: ["error", "unit", "time", "statistics", "identity", "program", "cadence"],
  calendar: ["error", "unit", "time", "program", "cadence", "plan"],
  delivery: ["error", "unit", "time", "statistics", "program", "cadence", "plan"],
  kpi: ["error", "unit", "time", "statistics", "program", "plan", "rubric", "homework", "delivery"],
  roi: ["error", "unit", "identity", "time", "statistics", "money", "program", "plan", "delivery", "kpi"],
};
