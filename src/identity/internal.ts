export { stableIdOf } from "./stable-id.js";
