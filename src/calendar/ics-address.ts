import type * as z from "zod";
import { pattern } from "../error/index.js";

/** An e-mail address, `ada@example.com`. Capital and small letters are one when addresses of calendar files are compared. */
export const EmailAddress = pattern(/^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u, { maximumLength: 254, error: "An e-mail address is name@domain.\nWrite it as ada@example.com." });
/** An e-mail address, `ada@example.com`. */
export type EmailAddress = z.infer<typeof EmailAddress>;
