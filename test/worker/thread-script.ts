import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** A new folder for scripts. */
export const folder = (): string => mkdtempSync(join(tmpdir(), "coachkit-worker-"));

/** A script of `src`, as a user's bundler makes it: threads know nothing of TypeScript. Answers its URL. */
export async function bundled(folder: string, name: string, code: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({ stdin: { contents: code, resolveDir: process.cwd(), loader: "ts" }, outfile, bundle: true, format: "esm", platform: "node", logLevel: "error" });
  return pathToFileURL(outfile).href;
}

export const thread = 'import { answerTasks } from "./src/worker/index.js";\nanswerTasks();';
