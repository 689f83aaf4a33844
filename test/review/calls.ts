import { wellDesigned } from "./well-designed.js";

export const calls = { reviewProgram: [wellDesigned] };
