export { byStart } from "./session.js";
