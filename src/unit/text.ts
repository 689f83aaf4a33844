import type * as z from "zod";
import { pattern } from "../error/index.js";

/** An opaque id given by the host or derived from keys: 1 to 200 characters, no control characters, no blank at either end. */
export const Id = pattern(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s](?:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s])?$/u, { maximumLength: 200, error: "An id has 1 to 200 whole characters, no line breaks and no blank at either end.\nTrim it." });
/** An opaque id given by the host or derived from keys. */
export type Id = z.infer<typeof Id>;

/** One line of text for people: 1 to 300 characters, no control characters. */
export const Title = pattern(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u, { maximumLength: 300, error: "A title is one line of 1 to 300 whole characters.\nRemove line breaks and control characters." });
/** One line of text for people. */
export type Title = z.infer<typeof Title>;

/** A text for people: at most 20,000 characters; line breaks and tabs are its only control characters. */
export const Prose = pattern(/^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u, { maximumLength: 20_000, error: "A text has at most 20,000 whole characters and no control characters besides line breaks and tabs.\nShorten or clean it." });
/** A text for people, of several lines. */
export type Prose = z.infer<typeof Prose>;
