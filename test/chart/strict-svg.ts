/** A strict reader of the XML that pictures are written in, and what can be measured of them. */
export interface Shape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Shape[];
  readonly text: string;
}
const nameStart = String.raw`[A-Za-z_][\w:.-]*`;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
function plainText(text: string): string {
  if (/[<>]/u.test(text) || /&(?!(?:amp|lt|gt|quot|#39);)/u.test(text) || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.test(text) || /[\ud800-\udfff]/u.test(text)) throw new Error(`not XML: ${text.slice(0, 80)}`);
  return text.replaceAll(/&(\w+|#39);/gu, (_, name: string) => entities[name] ?? "");
}
/** Reads one document; throws at anything that is not well formed. */
export function strictSvg(document: string): Shape {
  type Open = { name: string; attributes: Record<string, string>; children: Shape[]; text: string };
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const stack: Open[] = [root];
  const token = new RegExp(String.raw`([^<]*)(?:<(/?)(${nameStart})((?:\s+${nameStart}="[^"<]*")*)\s*(/?)>|$)`, "uy");
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const [, before = "", closing, name = "", attributeText = "", empty] = token.exec(document) ?? [];
    if (token.lastIndex <= at) throw new Error(`not XML at ${String(at)}: ${document.slice(at, at + 80)}`);
    const top = stack.at(-1) as Open;
    top.text += plainText(before);
    if (name === "") continue;
    if (closing === "/") {
      if (top.name !== name || stack.length === 1) throw new Error(`</${name}> closes <${top.name}>`);
      stack.pop();
      continue;
    }
    const attributes: Record<string, string> = {};
    for (const [, key = "", value = ""] of attributeText.matchAll(/([\w:.-]+)="([^"]*)"/gu)) {
      if (key in attributes) throw new Error(`${key} twice`);
      attributes[key] = plainText(value);
    }
    const open: Open = { name, attributes, children: [], text: "" };
    top.children.push(open);
    if (empty !== "/") stack.push(open);
  }
  if (stack.length > 1 || root.children.length !== 1 || root.text.trim() !== "") throw new Error("not one whole element");
  return root.children[0] as Shape;
}

export const allShapes = (shape: Shape): readonly Shape[] => [shape, ...shape.children.flatMap(allShapes)];
const numeric = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"];
/** Every coordinate of a shape, across and upward. */
export function coordinates({ name, attributes }: Shape): { readonly across: readonly number[]; readonly upward: readonly number[] } {
  const of = (key: string): readonly number[] => (attributes[key] === undefined ? [] : [Number(attributes[key])]);
  for (const key of numeric) if (attributes[key] !== undefined && !/^-?\d+(?:\.\d{1,2})?$/u.test(attributes[key])) throw new Error(`${name} ${key}="${attributes[key]}"`);
  const pairs = [...(attributes["d"] ?? attributes["points"] ?? "").matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/gu)].map(([, x, y]) => [Number(x), Number(y)] as const);
  if (/NaN|Infinity|undefined/u.test(JSON.stringify(attributes))) throw new Error(`${name}: ${JSON.stringify(attributes)}`);
  const [x = 0] = of("x");
  const [y = 0] = of("y");
  const [cx, cy, r = 0] = [of("cx")[0], of("cy")[0], of("r")[0]];
  const across = [...of("x"), ...of("x1"), ...of("x2"), ...of("width").map((wide) => x + wide), ...(cx === undefined ? [] : [cx - r, cx + r]), ...pairs.map(([each]) => each)];
  const upward = [...of("y"), ...of("y1"), ...of("y2"), ...of("height").map((high) => y + high), ...(cy === undefined ? [] : [cy - r, cy + r]), ...pairs.map(([, each]) => each)];
  return { across, upward };
}
