/**
 * Makes the notebooks from their sources, executes them on the packed file as an analyst would, and holds the answers against
 * the committed ones: no error, no word on stderr, no picture that Vega-Lite warns of, no output that wanders.
 * `--update` writes the executed notebooks instead. Needs a build and jupyter-nbconvert; nothing is written outside a temporary folder.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import * as vega from "vega";
import * as vegaLite from "vega-lite";

const source = "examples/notebooks";
const names = readdirSync(source).filter((file) => file.endsWith(".md") && file !== "README.md").map((file) => basename(file, ".md"));
const folder = mkdtempSync(join(tmpdir(), "coachkit-notebooks-"));
const kernels = { deno: "Deno", tslab: "tslab" };
const kernelFolder = join(folder, "home/.local/share/jupyter/kernels");
/** A home of its own: kernels, caches and settings of whoever runs this are neither read nor written. */
const environment = {
  PATH: process.env.PATH, HOME: join(folder, "home"), DENO_DIR: join(folder, "deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", LANG: "C.UTF-8", TZ: "UTC",
  JUPYTER_PATH: join(kernelFolder, ".."), JUPYTER_NO_CONFIG: "1", IPYTHONDIR: join(folder, "home/ipython"),
};
const run = (command, args, options = {}) => execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 300_000, ...options });
const inFolder = (command, ...args) => run(command, args, { cwd: folder, env: environment });

const failed = [];
const pass = [];
async function step(name, action) {
  const start = performance.now();
  try {
    await action();
    pass.push(name);
    console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed.push(name);
    // above it stands the trail of the executor itself
    console.error(`FAILED ${name}: ${(error.stderr || error.message).replace(/^[\s\S]*CellExecutionError: /u, "")}`);
  }
}

/** Text as notebooks hold it: lines with their ends. */
const linesOf = (text) => text.split(/(?<=\n)/u);

/** A notebook that was not executed: each fence of TypeScript is a cell, and so is the text between two. */
function notebookOf(markdown, kernel = "deno") {
  const parts = markdown.split(/^```ts\n([\s\S]*?)^```$/mu).map((part, index) => ({ type: index % 2 === 1 ? "code" : "markdown", text: part.trim() })).filter(({ text }) => text !== "");
  return {
    cells: parts.map(({ type, text }, index) => ({ cell_type: type, ...(type === "code" ? { execution_count: null } : {}), id: `cell-${index + 1}`, metadata: {}, ...(type === "code" ? { outputs: [] } : {}), source: linesOf(text) })),
    metadata: { kernelspec: { display_name: kernels[kernel], language: "typescript", name: kernel }, language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Executes a notebook in the temporary folder. */
function executed(name, notebook) {
  writeFileSync(join(folder, `${name}.ipynb`), JSON.stringify(notebook));
  inFolder("jupyter", "nbconvert", "--config", resolve("scripts/notebook-executor.py"), "--to", "notebook", "--output-dir", "executed", `${name}.ipynb`);
  return JSON.parse(readFileSync(join(folder, "executed", `${name}.ipynb`), "utf8"));
}

/** What is kept of an output: of a picture no HTML, which holds it a second time and is shown first where readers on the web may see only a part of it. */
function keptOutput(output, count) {
  const { "text/html": html, ...data } = output.data ?? {};
  return { ...output, ...("data" in output ? { data: "image/svg+xml" in data ? data : output.data } : {}), ...("execution_count" in output ? { execution_count: count } : {}) };
}

/** The outputs of an executed notebook in the notebook of the source, with cells numbered from the top: nothing of the run itself is left. */
function settled(notebook, run) {
  let count = 0;
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type !== "code") return cell;
    count += 1;
    return { ...cell, execution_count: count, outputs: run.cells[index].outputs.map((output) => keptOutput(output, count)) };
  });
  return { ...notebook, cells };
}

/** Everything that Vega-Lite and Vega say about a picture while they compile and draw it. */
async function wordsAbout(spec) {
  const said = [];
  const say = (...words) => { said.push(words.join(" ")); return logger; };
  const silent = () => logger;
  const logger = { level: silent, error: say, warn: say, info: silent, debug: silent };
  const compiled = vegaLite.compile(spec, { logger }).spec;
  await new vega.View(vega.parse(compiled), { renderer: "none", logger }).toSVG();
  return said;
}

/** What is wrong with the outputs of a notebook, in words. */
async function faultsOf({ cells }) {
  const faults = [];
  const outputs = cells.flatMap(({ id, outputs = [] }) => outputs.map((output) => ({ id, ...output })));
  for (const { id, output_type: type, name, text, data = {} } of outputs) {
    if (type === "error" || name === "stderr") faults.push(`${id}: ${type} ${(text ?? []).join("")}`);
    for (const [mime, spec] of Object.entries(data).filter(([mime]) => mime.startsWith("application/vnd.vegalite"))) {
      faults.push(...(await wordsAbout(spec)).map((word) => `${id}: ${mime} says ${word}`));
      if (!(data["image/svg+xml"] ?? []).join("").startsWith("<svg")) faults.push(`${id}: no SVG beside ${mime}, so readers on the web see nothing`);
    }
  }
  if (!outputs.some(({ data = {} }) => "image/svg+xml" in data)) faults.push("no picture at all");
  return faults;
}

/** The first line of two texts that differs. */
function firstDifference(one, other) {
  const [lines, others] = [one.split("\n"), other.split("\n")];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return at === -1 ? "" : `line ${at + 1}\n  executed:  ${lines[at].slice(0, 200)}\n  committed: ${(others[at] ?? "").slice(0, 200)}`;
}

try {
  await step("packed file and kernels", () => {
    if (!existsSync("dist/index.js")) throw new Error("there is no build: run npm run build first");
    const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]));
    const { dependencies, ...rest } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ ...rest, dependencies: { ...dependencies, coachkit: `file:./${filename}` } }));
    run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"], { cwd: folder });
    mkdirSync(join(kernelFolder, "tslab"), { recursive: true });
    inFolder("node", "node_modules/deno/bin.cjs", "jupyter", "--install");
    // tslab's own installer asks for a whole Jupyter in Python
    const argv = [process.execPath, join(folder, "node_modules/tslab/bin/tslab"), "kernel", "--config-path={connection_file}"];
    writeFileSync(join(kernelFolder, "tslab/kernel.json"), JSON.stringify({ argv, display_name: kernels.tslab, language: "typescript" }));
    if (!existsSync(join(kernelFolder, "deno/kernel.json"))) throw new Error("Deno has put its kernel elsewhere");
  });
  const isReady = failed.length === 0;
  for (const name of isReady ? names : []) {
    const notebook = notebookOf(readFileSync(join(source, `${name}.md`), "utf8"));
    await step(`${name}: types`, () => {
      writeFileSync(join(folder, `${name}.ts`), notebook.cells.filter(({ cell_type: type }) => type === "code").map(({ source: lines }) => lines.join("")).join("\n"));
      inFolder("node", "node_modules/deno/bin.cjs", "check", "--node-modules-dir=manual", `${name}.ts`);
    });
    await step(`${name}: executed`, async () => {
      const result = settled(notebook, executed(name, notebook));
      const faults = await faultsOf(result);
      const [committed, text] = [join(source, `${name}.ipynb`), `${JSON.stringify(result, null, 1)}\n`];
      if (process.argv.includes("--update")) writeFileSync(committed, text);
      else if (!existsSync(committed) || readFileSync(committed, "utf8") !== text) faults.push(`differs from ${committed}: run npm run test:notebooks -- --update and read the diff. ${existsSync(committed) ? firstDifference(text, readFileSync(committed, "utf8")) : ""}`);
      if (faults.length > 0) throw new Error(faults.join("\n"));
    });
  }
  if (isReady) {
    await step("README: its cell in tslab", async () => {
      const faults = await faultsOf(executed("readme", notebookOf(readFileSync(join(source, "README.md"), "utf8"), "tslab")));
      if (faults.length > 0) throw new Error(faults.join("\n"));
    });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`notebooks: ${pass.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
