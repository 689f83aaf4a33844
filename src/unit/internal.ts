export { languagesMeet, languageTagHeads } from "./language-tag.js";
