/** One element of a page. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}
const voids = new Set(["meta", "img"]);
const plain: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/** Text in which every ampersand begins one of the entities that we write. */
function decoded(text: string): string {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|#39);)/u.test(text)) throw new Error(`a mark that is not escaped: ${text}`);
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/gu, (entity) => plain[entity] ?? "");
}
function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  let rest = text;
  while (rest !== "") {
    const [whole, name, value] = /^ ([a-z-]+)="([^"<]*)"/u.exec(rest) ?? [];
    if (whole === undefined || name === undefined || value === undefined || attributes.has(name)) throw new Error(`a tag that is not well formed: ${text}`);
    attributes.set(name, decoded(value));
    rest = rest.slice(whole.length);
  }
  return attributes;
}

/** Reads a page whose tags all close, in order, with every attribute quoted and named once; anything else throws. Text inside `style` is left as it is. */
export function strictHtml(page: string): Element {
  const start = "<!doctype html>\n";
  if (!page.startsWith(start)) throw new Error("no doctype");
  const root: Element = { name: "", attributes: new Map(), children: [] };
  const open = [root];
  let at = start.length;
  while (at < page.length) {
    const parent = open.at(-1) as Element;
    const next = page.indexOf("<", at);
    const text = page.slice(at, next === -1 ? page.length : next);
    if (text !== "") parent.children.push(parent.name === "style" ? text : decoded(text));
    if (next === -1) break;
    const end = page.indexOf(">", next);
    const [, slash, name = "", attributes = ""] = /^(\/?)([a-z][a-z0-9]*)((?: [^<]*)?)$/u.exec(page.slice(next + 1, end)) ?? [];
    if (slash === undefined) throw new Error(`not a tag: ${page.slice(next, next + 80)}`);
    if (slash === "/") {
      if (parent.name !== name || attributes !== "") throw new Error(`</${name}> closes <${parent.name}>`);
      open.pop();
    } else {
      const element: Element = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (!voids.has(name)) open.push(element);
    }
    at = end + 1;
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.name ?? ""}> is never closed`);
  const [html, ...others] = root.children.filter((child) => typeof child !== "string" || child.trim() !== "");
  if (html === undefined || typeof html === "string" || others.length > 0) throw new Error("not one root");
  return html;
}
/** The element and all below it. */
export const everyElement = (element: Element): readonly Element[] => [element, ...element.children.flatMap((child) => (typeof child === "string" ? [] : everyElement(child)))];
/** The text of an element. */
export const textOf = (element: Element): string => element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
