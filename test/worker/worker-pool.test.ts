import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { runSimulation, simulateBlocks, simulateReturn, type SimulationTask } from "coachkit/simulation";
import { answerTasks, WORKER_LIMITS, workerPool } from "coachkit/worker";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { refuses } from "../refusal.js";
import { netOf, normal, once, request } from "../simulation/scenarios.js";
import { bundled, folder, thread } from "./thread-script.js";

const own = folder();
let scriptUrl = "";
/** Dies of its first task from block 4 on; of every such task where there is no file to remember it by. */
const dying = (marker: string | undefined): string => `
  import { existsSync, writeFileSync } from "node:fs";
  import { parentPort } from "node:worker_threads";
  parentPort?.on("message", ({ fromBlock }) => {
    if (fromBlock < 4 || ${marker === undefined ? "false" : `existsSync(${JSON.stringify(marker)})`}) return;
    ${marker === undefined ? "" : `writeFileSync(${JSON.stringify(marker)}, "died");`}
    process.exit(9);
  });
  ${thread}`;
beforeAll(async () => {
  process.on("worker", remember);
  scriptUrl = await bundled(own, "thread", thread);
});
afterAll(() => {
  process.off("worker", remember);
  rmSync(own, { recursive: true });
});

/** A run of many minutes, in tasks of many seconds. */
const long = { ...request, trialCount: 4096 * 200_000 };
const wholeTask: SimulationTask = { ...request, fromBlock: 0, toBlock: 16 };
/** A task that takes too long to be waited for. */
const longTask: SimulationTask = { ...long, fromBlock: 0, toBlock: 30_000 };
/** The threads of this process that have begun and not ended. */
const threads = new Set<Worker>();
const remember = (worker: Worker): void => {
  threads.add(worker);
  worker.once("exit", () => threads.delete(worker));
};
/** What a process of its own prints; it is killed after a minute, which is a failure. */
async function printed(code: string): Promise<string> {
  const script = await bundled(own, `process-${String(Math.abs(code.length))}`, `import { runSimulation } from "./src/simulation/index.js";\nimport { workerPool } from "./src/worker/index.js";\nimport { request } from "./test/simulation/scenarios.js";\nconst pool = workerPool({ workerCount: 2, scriptUrl: ${JSON.stringify(scriptUrl)} });\n${code}`);
  return execFileSync(process.execPath, [fileURLToPath(script)], { encoding: "utf8", timeout: 60_000, stdio: ["ignore", "pipe", "pipe"] });
}

describe("a run on worker threads", () => {
  test("has the bits of a run in this process", async () => {
    await using pool = workerPool({ workerCount: 2, scriptUrl });
    expect(JSON.stringify(await runSimulation(request, { executor: pool.executor, tasksAtOnce: 2, blocksPerTask: 4 }))).toBe(JSON.stringify(simulateReturn(request)));
  });
  test.each([[1, 16, 1], [2, 1, 7], [3, 5, 2], [2, 3, 1000]])("has them on %i threads, with %i blocks a task and %i tasks at once", async (workerCount, blocksPerTask, tasksAtOnce) => {
    await using pool = workerPool({ workerCount, scriptUrl });
    const expected = JSON.stringify(simulateReturn({ ...request, method: "random" }));
    expect(JSON.stringify(await runSimulation({ ...request, method: "random" }, { executor: pool.executor, tasksAtOnce, blocksPerTask }))).toBe(expected);
  });
  test("several runs may share the threads", async () => {
    await using pool = workerPool({ workerCount: 2, scriptUrl });
    const runs = [1, 2, 3].map((seed) => ({ ...request, seed }));
    expect(await Promise.all(runs.map((run) => runSimulation(run, { executor: pool.executor, tasksAtOnce: 2, blocksPerTask: 4 })))).toEqual(runs.map(simulateReturn));
  });
  test("starts no thread before there is a task, and no more than it may", async () => {
    await using pool = workerPool({ workerCount: 2, scriptUrl });
    expect(threads.size).toBe(0);
    await Promise.all(Array.from({ length: 6 }, () => pool.executor(wholeTask)));
    expect(threads.size).toBe(2);
  });
  test("takes as many threads as there are cores when none are named", () => { expect(workerPool().workerCount).toBeGreaterThanOrEqual(1); });
});

describe("a thread that dies", () => {
  test("has its task sent again, to the same bits", async () => {
    const marker = join(own, "died");
    await using pool = workerPool({ workerCount: 2, scriptUrl: await bundled(own, "dies-once", dying(marker)) });
    expect(JSON.stringify(await runSimulation(request, { executor: pool.executor, tasksAtOnce: 2, blocksPerTask: 4 }))).toBe(JSON.stringify(simulateReturn(request)));
    expect(readFileSync(marker, "utf8")).toBe("died");
  });
  test("each time of three, fails the run with a plain error that says which task and why", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl: await bundled(own, "dies", dying(undefined)) });
    await expect(runSimulation(request, { executor: pool.executor, blocksPerTask: 4 })).rejects.toThrow(expect.objectContaining({
      name: "Error", message: expect.stringMatching(/^Blocks 4 to 8 were sent 3 times, and each time the worker thread died\./u) as string, cause: expect.objectContaining({ message: "It ended with exit code 9." }) as Error,
    }) as Error);
    // the pool goes on
    expect(await pool.executor({ ...wholeTask, toBlock: 4 })).toEqual(simulateBlocks({ ...wholeTask, toBlock: 4 }));
  });
  test("because its script is not there, fails the run with that as the cause", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl: `${scriptUrl}.missing` });
    await expect(pool.executor(wholeTask)).rejects.toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: expect.stringMatching(/MODULE_NOT_FOUND$/u) as string }) as Error }) as Error);
  });
});

describe("an abort", () => {
  test("ends what is being computed, with the signal's reason, and the pool goes on", async () => {
    await using pool = workerPool({ workerCount: 2, scriptUrl });
    const stop = new AbortController();
    const run = runSimulation(long, { executor: pool.executor, tasksAtOnce: 3, blocksPerTask: 30_000, signal: stop.signal });
    setTimeout(() => { stop.abort(new Error("the analyst went home")); }, 300);
    await expect(run).rejects.toThrow("the analyst went home");
    await expect.poll(() => threads.size, { timeout: 10_000 }).toBe(0);
    expect(await pool.executor(wholeTask)).toEqual(simulateBlocks(wholeTask));
  });
  test("of one run leaves the others alone, those that wait too", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl });
    const stops = [new AbortController(), new AbortController()] as const;
    const stopped = Promise.allSettled(stops.map(({ signal }) => pool.executor(longTask, signal)));
    const other = pool.executor(wholeTask);
    stops[1].abort("waiting");
    stops[0].abort("computing");
    expect(await stopped).toEqual(["computing", "waiting"].map((reason) => ({ status: "rejected", reason })));
    expect(await other).toEqual(simulateBlocks(wholeTask));
  });
  test("that came before refuses at once", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl });
    await expect(pool.executor(wholeTask, AbortSignal.abort())).rejects.toThrow(expect.objectContaining({ name: "AbortError" }) as Error);
  });
  test("a signal that is a mere flag does not disturb", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl });
    expect(await pool.executor(wholeTask, { aborted: false, throwIfAborted: () => undefined })).toEqual(simulateBlocks(wholeTask));
  });
});

describe("a task that cannot be sent", () => {
  test("fails alone: its thread takes the next one", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl });
    const sending = vi.spyOn(Worker.prototype, "postMessage").mockImplementationOnce(() => { throw new Error("could not be cloned"); });
    try {
      await expect(pool.executor(wholeTask)).rejects.toThrow("could not be cloned");
      expect(await pool.executor(wholeTask)).toEqual(simulateBlocks(wholeTask));
      expect(threads.size).toBe(1);
    } finally {
      sending.mockRestore();
    }
  });
});

describe("what a task throws", () => {
  test("arrives as a CoachingError with its issues", async () => {
    await using pool = workerPool({ workerCount: 1, scriptUrl });
    const free: SimulationTask = { ...wholeTask, scenario: { ...netOf(normal(0, 1)), costs: [once("maybe", "1", ["x"])] } };
    let thrown: unknown;
    try { simulateBlocks(free); } catch (error) { thrown = error; }
    const got: unknown = await pool.executor(free).catch((error: unknown) => error);
    expect(got).toEqual(thrown);
    expect(got).toMatchObject({ name: "CoachingError", issues: [{ code: "simulated-blocks.no_cost" }] });
  });
  test("for a task that is none, before it reaches a thread", async () => {
    const pool = workerPool({ workerCount: 1, scriptUrl });
    await expect(pool.executor({ ...wholeTask, onDone: () => undefined } as SimulationTask)).rejects.toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "input.unrecognized_keys", path: ["onDone"] })] }) as Error);
  });
});

describe("close", () => {
  test("ends every thread, rejects what is under way and what comes later, and may be called twice", async () => {
    const pool = workerPool({ workerCount: 2, scriptUrl });
    const [computing, waiting] = [[0, 1].map(() => pool.executor(longTask)), pool.executor(longTask)];
    const ends = Promise.allSettled([...computing, waiting]);
    await expect.poll(() => threads.size, { timeout: 10_000 }).toBe(2);
    await Promise.all([pool.close(), pool.close()]);
    expect(threads.size).toBe(0);
    expect((await ends).map((end) => end.status === "rejected" && (end.reason as Error).message)).toEqual(Array(3).fill("The worker pool was closed."));
    await expect(pool.executor(wholeTask)).rejects.toThrow("The worker pool was closed.");
  });
  test("may be forgotten: the process ends after its work", async () => {
    expect(await printed('console.log(typeof (await runSimulation(request, { executor: pool.executor, tasksAtOnce: 2, blocksPerTask: 4 })).lossProbability.estimate);')).toBe("number\n");
  });
  test("may be forgotten after an abort and after an error of the host", async () => {
    expect(await printed('const stop = new AbortController(); setTimeout(() => stop.abort(new Error("stopped")), 300);\nawait runSimulation({ ...request, trialCount: 4096 * 200_000 }, { executor: pool.executor, tasksAtOnce: 2, blocksPerTask: 30_000, signal: stop.signal }).catch(({ message }) => console.log(message));')).toBe("stopped\n");
    await expect(printed('await pool.executor({ ...request, fromBlock: 0, toBlock: 4 });\nthrow new Error("the host fell over");')).rejects.toThrow("the host fell over");
  });
});

describe("bad input is refused", () => {
  test.each([[0, "input.too_small"], [1e9, "input.too_big"], [WORKER_LIMITS.workers + 1, "input.too_big"], [1.5, "input.invalid_type"], [NaN, "input.invalid_type"], ["2", "input.invalid_type"]])("the worker count %s: more threads than one pool may have, none, a part of one", (workerCount, code) => {
    refuses(() => workerPool({ workerCount: workerCount as number }), { code, path: ["workerCount"] });
  });
  test.each([["relative", "./thread.js"], ["on the web", "https://example.com/thread.js"], ["written out", "data:text/javascript,"], ["nowhere", "file://"], ["too long", `file:///${"x".repeat(5000)}`]])("a script %s", (_, bad) => { refuses(() => workerPool({ scriptUrl: bad }), { code: "input.invalid_format", path: ["scriptUrl"] }); });
  test("an unknown key", () => { refuses(() => workerPool({ threads: 4 } as object), { code: "input.unrecognized_keys", path: ["threads"] }); });
  test("a thread's script outside of a thread is a plain error, as it is no input", () => {
    expect(() => { answerTasks(); }).toThrow(/script of a worker thread/u);
  });
});
