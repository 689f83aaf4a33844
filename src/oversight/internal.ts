export { isPlain, PlainLine, PlainText } from "./model-output.js";
export { consentBook } from "./purpose-consent.js";
export { splitAtPlaces } from "./template-place.js";
