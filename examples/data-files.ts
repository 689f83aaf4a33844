/** Reads the JSON files of a folder. Every fault of every file is named with its file, its path and what to do; then the program ends with an exit code of 1. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { error } from "coachkit";
import type * as z from "zod";

/** Thrown once the faults are listed; the message is all that a reader needs. */
export class FaultyData extends Error {}

const line = (folder: string, file: string, { code, path, message, hint }: error.Issue): string => `${join(folder, `${file}.json`)} at /${path.join("/")}: ${message} ${hint} (${code})`;

/** The parsed text, or the reason why it is no JSON. */
function parsed(folder: string, file: string, faults: string[]): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, `${file}.json`), "utf8"));
  } catch (reason) {
    faults.push(`${join(folder, `${file}.json`)}: ${reason instanceof Error ? reason.message : String(reason)}`);
    return undefined;
  }
}

type Read<Schemas> = { readonly [Key in keyof Schemas]: Schemas[Key] extends z.ZodType ? z.infer<Schemas[Key]> : never };

/** Reads one file for each schema and checks them all before it says what is wrong. */
export function readFiles<Schemas extends Readonly<Record<string, z.ZodType>>>(folder: string, schemas: Schemas): Read<Schemas> {
  const faults: string[] = [];
  const data: Record<string, unknown> = {};
  for (const [file, schema] of Object.entries(schemas)) {
    const value = parsed(folder, file, faults);
    if (value === undefined) continue;
    try {
      data[file] = error.check(schema, value);
    } catch (reason) {
      if (!error.isCoachingError(reason)) throw reason;
      faults.push(...reason.issues.map((issue) => line(folder, file, issue)));
    }
  }
  if (faults.length > 0) throw new FaultyData(faults.join("\n"));
  return data as Read<Schemas>;
}

/** Runs a step on records from several files. `files` says which file each key of the step's input comes from. */
export function withFiles<Result>(folder: string, files: Readonly<Record<string, string>>, step: () => Result): Result {
  try {
    return step();
  } catch (reason) {
    if (!error.isCoachingError(reason)) throw reason;
    throw new FaultyData(reason.issues.map((issue) => {
      const [key = ""] = issue.path;
      return line(folder, files[key] ?? String(key), { ...issue, path: issue.path.slice(1) });
    }).join("\n"));
  }
}
