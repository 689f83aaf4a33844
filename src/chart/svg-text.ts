/** Characters that mean something in XML as what they are called there. Texts of pictures have no control characters: their schemas refuse them. */
const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": " ", "\t": " " };
/** A text within XML or HTML. U+FFFE and U+FFFF are no characters of XML. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"'\n\t]/gu, (character) => named[character] ?? "").replaceAll(/[\ufffe\uffff]/gu, "\ufffd");

/** Pixels to the hundredth. */
export const px = (pixels: number): number => Number(pixels.toFixed(2)) + 0;

/** Attributes of an element; numbers are pixels. */
export type Attributes = Readonly<Record<string, string | number>>;
const attributeText = (attributes: Attributes): string => Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(typeof value === "number" ? String(px(value)) : value)}"`).join("");

/** An element around parts that are XML already. */
export const element = (name: string, attributes: Attributes, ...parts: readonly string[]): string => (parts.length === 0 ? `<${name}${attributeText(attributes)}/>` : `<${name}${attributeText(attributes)}>${parts.join("")}</${name}>`);
/** A line of text. */
export const textElement = (text: string, attributes: Attributes): string => element("text", attributes, escaped(text));
