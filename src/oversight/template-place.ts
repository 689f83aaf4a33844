import * as z from "zod";

/** The name of a place in a template. */
export const PlaceName = z.string().max(60).check(z.refine((name: string) => name.length <= 60 && /^[A-Za-z][A-Za-z0-9_]*$/u.test(name), { error: "The name of a place has 1 to 60 letters and digits and begins with a letter.\nWrite it as firstName." }));

/** Words and names of places in turn: words first and last, so that every odd piece is a name. */
export const splitAtPlaces = (text: string): readonly string[] => text.split(/\{([A-Za-z][A-Za-z0-9_]{0,59})\}/u);

/** The words with each place filled that has a value. What is put in is not read again. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  splitAtPlaces(text).map((piece, index) => (index % 2 === 0 ? piece : Object.hasOwn(values, piece) ? (values[piece] as string) : `{${piece}}`)).join("");
