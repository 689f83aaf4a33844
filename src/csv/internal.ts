export { CELL_CHARACTERS, csvText } from "./csv-rows.js";
export { type Table, type TablePlan, tableOf, type TableRow } from "./csv-table.js";
