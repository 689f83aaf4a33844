/** Files in, files out. Every fault of every file is named with its file, its path and what to do. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { error } from "coachkit";
import type * as z from "zod";

/** Thrown once all faults are listed; the message is all that a reader needs. */
export class FaultyData extends Error {}

/** A fault and the file it lies in; its path begins inside that file. */
export interface FileIssue extends error.Issue {
  readonly file: string;
}

/** Where a fault in the input of a step lies in the files: the file, and the path in it. */
export type Origin = (path: error.IssuePath) => { readonly file: string; readonly path: error.IssuePath };

/** One line for each place and kind of fault; the same fault found by two steps is said once. */
function linesOf(folder: string, issues: readonly FileIssue[]): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const { file, path, message, hint, code } of issues) {
    const place = `${join(folder, `${file}.json`)} at /${path.join("/")}`;
    const key = `${place} ${code}`;
    places.set(key, (places.get(key) ?? new Set()).add(`${place}: ${message} ${hint} (${code})`));
  }
  return [...places.values()].map(([first = "", ...more]) => (more.length === 0 ? first : `${first} (and ${String(more.length)} more like it)`));
}

type Read<Schemas> = { readonly [Key in keyof Schemas]: Schemas[Key] extends z.ZodType ? z.infer<Schemas[Key]> : never };

/** Reads one file for each schema, and checks them all before it says what is wrong. */
export function readFiles<Schemas extends Readonly<Record<string, z.ZodType>>>(folder: string, schemas: Schemas): Read<Schemas> {
  const unreadable: string[] = [];
  const issues: FileIssue[] = [];
  const data: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(schemas)) {
    const path = join(folder, `${file}.json`);
    try {
      data[file] = error.check(schema, JSON.parse(readFileSync(path, "utf8")));
    } catch (reason) {
      if (error.isCoachingError(reason)) issues.push(...reason.issues.map((issue) => ({ ...issue, file })));
      else unreadable.push(`${path}: ${reason instanceof Error ? reason.message : String(reason)}. Write valid JSON into this file.`);
    }
  }
  const lines = [...unreadable, ...linesOf(folder, issues)];
  if (lines.length > 0) throw new FaultyData(lines.join("\n"));
  return data as Read<Schemas>;
}

type Steps = Readonly<Record<string, () => unknown>>;
type Results<Named extends Steps> = { readonly [Key in keyof Named]: ReturnType<Named[Key]> };

/** Runs all steps, also after one has failed, and gives all results or lists all faults. */
export function runAll<Named extends Steps>(folder: string, origin: Origin, steps: Named): Results<Named> {
  const issues: FileIssue[] = [];
  const results: Record<string, unknown> = {};
  for (const [name, step] of Object.entries(steps)) {
    try {
      results[name] = step();
    } catch (reason) {
      if (!error.isCoachingError(reason)) throw reason;
      issues.push(...reason.issues.map((issue) => ({ ...issue, ...origin(issue.path) })));
    }
  }
  if (issues.length > 0) throw new FaultyData(linesOf(folder, issues).join("\n"));
  return results as Results<Named>;
}

/** The step, run at most once even when several others build on it. */
export function once<Result>(step: () => Result): () => Result {
  let known: { readonly result: Result } | undefined;
  return () => (known ??= { result: step() }).result;
}

/** Writes the files, each by its path below `out`. Calendars of an earlier run are removed first: nobody should find one of a person who left. */
export function writeFiles(out: string, texts: Readonly<Record<string, string>>): void {
  rmSync(join(out, "calendars"), { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
}
