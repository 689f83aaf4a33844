import { execFile } from "node:child_process";
import { buildSync } from "esbuild";

const scripts = new Map<string, string>();
/** An example with all that it imports as one script: a loader would compile every file of the package anew in each of many runs. */
function scriptOf(name: string): string {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const [file] = buildSync({ entryPoints: [`examples/${name}.ts`], bundle: true, platform: "node", format: "esm", write: false }).outputFiles;
  if (file === undefined) throw new Error(`No script came of ${name}.`);
  scripts.set(name, file.text);
  return file.text;
}

export interface Run { readonly stdout: string; readonly stderr: string; readonly status: number }

/** Runs an example in a process of its own, in a time zone of its own; several may run at once. */
export const runExample = (name: string, { args = [], zone = "UTC" }: { readonly args?: readonly string[]; readonly zone?: string } = {}): Promise<Run> => new Promise((done) => {
  const child = execFile(process.execPath, ["--input-type=module", "-", ...args], { encoding: "utf8", env: { ...process.env, TZ: zone }, maxBuffer: 2 ** 24 }, (_, stdout, stderr) => {
    done({ stdout, stderr, status: child.exitCode ?? -1 });
  });
  child.stdin?.end(scriptOf(name));
});
