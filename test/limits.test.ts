import { existsSync, readFileSync } from "node:fs";
import * as root from "coachkit";
import * as worker from "coachkit/worker";
import * as z from "zod";
import { describe, expect, test } from "vitest";

/** The root does not show worker, which needs Node. */
const sdk = { ...root, worker };

/** Every schema that a room exports, by `room.Name`. */
const schemas = Object.entries(sdk).flatMap(([room, members]) =>
  typeof members !== "object" ? [] : Object.entries(members as object).flatMap(([name, value]) => (value instanceof z.ZodType || value instanceof z.core.$ZodType ? [[`${room}.${name}`, value as z.core.$ZodType] as const] : [])));

const checksOf = (schema: z.core.$ZodType): readonly string[] => (schema._zod.def.checks ?? []).map((check) => (check._zod.def as { readonly check: string }).check);
/** Our patterns are checks of our own, and none is made without a length. */
const isBounded = (schema: z.core.$ZodType): boolean => checksOf(schema).some((check) => /^(max_length|max_size|length_equals|size_equals)$/u.test(check) || (schema._zod.def.type === "string" && check === "custom"));

/** The lists and texts in a schema that have no maximum, by their place. */
function unbounded(schema: z.core.$ZodType, place: string, seen = new Set<z.core.$ZodType>()): readonly string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Readonly<Record<string, unknown>> & { readonly type: string };
  const inside = (child: unknown, name: string): readonly string[] => (child instanceof z.core.$ZodType ? unbounded(child, `${place}${name}`, seen) : []);
  const own = (def.type === "array" || def.type === "string") && !isBounded(schema) ? [`${place} (${def.type})`] : [];
  const shape = typeof def["shape"] === "object" && def["shape"] !== null ? Object.entries(def["shape"]).flatMap(([key, child]) => inside(child, `.${key}`)) : [];
  const options = Array.isArray(def["options"]) ? def["options"].flatMap((child: unknown, index) => inside(child, `|${String(index)}`)) : [];
  const items = Array.isArray(def["items"]) ? def["items"].flatMap((child: unknown, index) => inside(child, `[${String(index)}]`)) : [];
  return [...own, ...shape, ...options, ...items, ...inside(def["innerType"], ""), ...inside(def["element"], "[]"), ...inside(def["valueType"], "{}"), ...inside(def["in"], ""), ...inside(def["out"], "")];
}

describe("what a caller sends is bounded", () => {
  test("there are schemas to look at", () => { expect(schemas.length).toBeGreaterThan(100); });
  test("every list and every text of every public schema has a maximum", () => { expect(schemas.flatMap(([name, schema]) => unbounded(schema, name))).toEqual([]); });
  test("a list without one is found", () => { expect(unbounded(z.strictObject({ list: z.array(z.string().max(3)), inner: z.object({ text: z.string() }).optional() }).readonly(), "x")).toEqual(["x.list (array)", "x.inner.text (string)"]); });
});

/** A row of docs/limits.md: limit, value, what happens beyond, the file and title of the test that holds it. */
const rows = readFileSync("docs/limits.md", "utf8").split("\n").filter((line) => /^\| `/u.test(line)).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));

describe("docs/limits.md", () => {
  const constants = Object.entries(sdk).flatMap(([room, members]) => (typeof members !== "object" ? [] : Object.entries(members as object).filter(([name]) => /_LIMITS$/u.test(name)).flatMap(([name, limits]) => Object.entries(limits as Readonly<Record<string, number>>).map(([key, value]) => [`${room}.${name}.${key}`, value] as const))));

  test("lists every published limit with its value", () => {
    const listed = new Map(rows.map(([name = "", value = ""]) => [name.replaceAll("`", ""), Number(value.replace(/[^\d].*$/u, "") === "" ? NaN : value.replaceAll(",", "").replace(/^(\d+).*$/u, "$1"))]));
    for (const [name, value] of constants) expect([name, listed.get(name)]).toEqual([name, value]);
  });

  test.each(rows)("%s %s: %s. A test holds it: %s", (_limit, _value, _beyond, holder = "") => {
    const [, file = "", title = ""] = /^`([^`]+)` “(.+)”$/u.exec(holder) ?? [];
    expect(existsSync(file), file).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(title);
  });
});
