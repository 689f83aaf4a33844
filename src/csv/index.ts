export { CsvSeparator } from "./csv-separator.js";
