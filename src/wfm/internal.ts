export { impatientFigures } from "./queue/erlang-a.js";
export { leastPassing } from "./queue/least-agents.js";
