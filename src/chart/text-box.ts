/** Width of characters in parts of the font size, after DejaVu Sans, the widest of the fonts that a picture may meet: what fits by it fits everywhere. */
const classes: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;'|!’‘·]/u, 0.36],
  [/[ frt()[\]{}/\\"-]/u, 0.44],
  [/[mwMW@%—…×≥≤−+=<>~]/u, 0.96],
  [/[A-Z&]/u, 0.76],
  [/[\u0020-\u02ff]/u, 0.65],
  [/[\u0300-\u036f\u200b-\u200f\ufe00-\ufe0f]/u, 0],
  [/[\u0370-\u1fff]/u, 0.85],
];
const WIDEST = 1.15;
const measured = (character: string): number => classes.find(([pattern]) => pattern.test(character))?.[1] ?? WIDEST;
/** Latin letters, looked up once. */
const latin: readonly number[] = Array.from({ length: 0x300 }, (_, code) => measured(String.fromCharCode(code)));
const widthOf = (character: string): number => latin[character.codePointAt(0) as number] ?? measured(character);

/** About how wide a text is drawn, in pixels; rather too much than too little. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * fontSize;
}

/** The text, or its beginning with an ellipsis, within a width. */
export function shortened(text: string, fontSize: number, maximum: number): string {
  if (textWidth(text, fontSize) <= maximum) return text;
  let [kept, width] = ["", widthOf("…") * fontSize];
  for (const character of text) {
    width += widthOf(character) * fontSize;
    if (width > maximum) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in lines of at most a width, broken between words, and within a word that is wider than a line. */
export function wrapped(text: string, fontSize: number, maximum: number): readonly string[] {
  const lines: string[] = [];
  let [line, width] = ["", 0];
  const blank = widthOf(" ") * fontSize;
  for (const word of text.split(/[ \u00a0]+/u).flatMap((each) => pieces(each, fontSize, maximum))) {
    const added = textWidth(word, fontSize);
    if (line !== "" && width + blank + added > maximum) {
      lines.push(line);
      [line, width] = [word, added];
    } else [line, width] = line === "" ? [word, added] : [`${line} ${word}`, width + blank + added];
  }
  return line === "" ? lines : [...lines, line];
}
function pieces(word: string, fontSize: number, maximum: number): readonly string[] {
  if (textWidth(word, fontSize) <= maximum) return [word];
  const parts: string[] = [];
  let [part, width] = ["", 0];
  for (const character of word) {
    const added = widthOf(character) * fontSize;
    if (width + added > maximum) {
      parts.push(part);
      [part, width] = ["", 0];
    }
    part += character;
    width += added;
  }
  return [...parts, part];
}
