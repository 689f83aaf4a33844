import { pattern } from "../error/index.js";

/** Small letters and digits, joined by single hyphens: what a host may add to our own words, and what can stand in the name of an account. */
export const word = (maximumLength: number) => pattern(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, { maximumLength, error: `It is one to ${String(maximumLength)} small letters and digits, joined by single hyphens.\nWrite it as team-lead.` });
