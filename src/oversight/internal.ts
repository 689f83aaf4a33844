export { consentBook } from "./purpose-consent.js";
