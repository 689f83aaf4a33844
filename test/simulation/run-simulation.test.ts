import { runSimulation, type ScenarioTerm, simulateBlocks, simulateReturn, type SimulationProgress, type SimulationRequest, type SimulationTask } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { request } from "./scenarios.js";

const rejects = (run: Promise<unknown>, code: string): Promise<void> => expect(run).rejects.toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }) as Error);

describe("a run by an executor", () => {
  test("in this process gives the bits of a simulation in one call", async () => { expect(await runSimulation(request)).toEqual(simulateReturn(request)); });
  test("has the same bits whatever the tasks, however many at once, and in whatever order they end", async () => {
    let pending = 0;
    let most = 0;
    const executor = async (task: SimulationTask) => {
      pending += 1;
      most = Math.max(most, pending);
      // later tasks end first
      await new Promise((resolve) => { setTimeout(resolve, 20 - task.fromBlock); });
      pending -= 1;
      return JSON.parse(JSON.stringify(simulateBlocks(JSON.parse(JSON.stringify(task)) as SimulationTask))) as ReturnType<typeof simulateBlocks>;
    };
    expect(JSON.stringify(await runSimulation(request, { executor, blocksPerTask: 3, tasksAtOnce: 4 }))).toBe(JSON.stringify(simulateReturn(request)));
    expect(most).toBe(4);
  });
  test("tells how far it is after each task", async () => {
    const seen: SimulationProgress[] = [];
    await runSimulation(request, { blocksPerTask: 6, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([6, 12, 16].map((doneBlockCount) => ({ doneBlockCount, blockCount: 16 })));
  });
  test("stops before its next task, with the signal's reason", async () => {
    const stop = new AbortController();
    const tasks: number[] = [];
    const executor = (task: SimulationTask) => { tasks.push(task.fromBlock); return simulateBlocks(task); };
    await expect(runSimulation(request, { executor, blocksPerTask: 4, signal: stop.signal, onProgress: () => { stop.abort(new Error("the analyst went home")); } })).rejects.toThrow("the analyst went home");
    expect(tasks).toEqual([0]);
    await expect(runSimulation(request, { signal: AbortSignal.abort() })).rejects.toThrow(expect.objectContaining({ name: "AbortError" }) as Error);
  });
  test("waits for what progress answers, so that a host can do other work and stop the run from there", async () => {
    const stop = new AbortController();
    setTimeout(() => { stop.abort(new Error("later")); }, 0);
    await expect(runSimulation(request, { blocksPerTask: 1, signal: stop.signal, onProgress: () => new Promise((resolve) => { setTimeout(resolve, 1); }) })).rejects.toThrow("later");
  });
  test("hands the signal to its executor", async () => {
    const stop = new AbortController();
    const signals: unknown[] = [];
    await runSimulation(request, { signal: stop.signal, executor: (task, signal) => { signals.push(signal); return simulateBlocks(task); } });
    expect(signals).toEqual([stop.signal]);
  });
  test("fails with the error of a task, and begins no other", async () => {
    let count = 0;
    const executor = (): never => { count += 1; throw new Error("worker died"); };
    await expect(runSimulation(request, { executor, blocksPerTask: 1 })).rejects.toThrow("worker died");
    expect(count).toBe(1);
  });
  test("where several tasks are under way, the failure of one lets the others end and begins none", async () => {
    const tasks: number[] = [];
    const executor = async (task: SimulationTask) => {
      tasks.push(task.fromBlock);
      await new Promise((resolve) => { setTimeout(resolve, task.fromBlock === 0 ? 1 : 5); });
      if (task.fromBlock === 0) throw new Error("worker died");
      return simulateBlocks(task);
    };
    await expect(runSimulation(request, { executor, blocksPerTask: 1, tasksAtOnce: 2 })).rejects.toThrow("worker died");
    await new Promise((resolve) => { setTimeout(resolve, 60); });
    expect(tasks).toEqual([0, 1]);
  });
  test("refuses what an executor makes up: another run, a block too few, one twice, no part at all", async () => {
    await rejects(runSimulation(request, { executor: (task) => simulateBlocks({ ...task, seed: 8 }) }), "simulate-return.foreign_parts");
    await rejects(runSimulation(request, { executor: (task) => simulateBlocks({ ...task, toBlock: 15 }) }), "simulate-return.missing_block");
    await rejects(runSimulation(request, { blocksPerTask: 8, executor: (task) => simulateBlocks({ ...task, fromBlock: 0, toBlock: 8 }) }), "simulate-return.missing_block");
    await rejects(runSimulation(request, { blocksPerTask: 8, executor: (task) => simulateBlocks({ ...task, fromBlock: 0, toBlock: 16 }) }), "trial-tally.repeated_block");
    await rejects(runSimulation(request, { executor: (task) => ({ ...simulateBlocks(task), replicates: [] }) }), "simulate-return.missing_block");
    await rejects(runSimulation(request, { executor: () => null as never }), "input.invalid_type");
  });
  test("refuses a part of another run at once, and begins no other task", async () => {
    let count = 0;
    await rejects(runSimulation(request, { blocksPerTask: 2, executor: (task) => { count += 1; return simulateBlocks({ ...task, seed: 8 }); } }), "simulate-return.foreign_parts");
    expect(count).toBe(1);
  });
  test("rejects with the signal's reason though an executor answers after it, also the last task", async () => {
    const stop = new AbortController();
    const executor = async (task: SimulationTask) => { stop.abort(new Error("too late")); await Promise.resolve(); return simulateBlocks(task); };
    await expect(runSimulation(request, { executor, blocksPerTask: 16, signal: stop.signal })).rejects.toThrow("too late");
  });
  test("that throws in its report of progress fails with that, and leaves no rejection unheard", async () => {
    await expect(runSimulation(request, { blocksPerTask: 2, tasksAtOnce: 3, onProgress: () => { throw new Error("no screen"); } })).rejects.toThrow("no screen");
  });
  test("gives each hand a second task where nobody says how large one is: 64 to 512 blocks, and no more than one call may compute", async () => {
    const sizes: number[] = [];
    const sized = async (changes: Partial<SimulationRequest>, tasksAtOnce: number): Promise<readonly number[]> => {
      sizes.length = 0;
      const executor = (task: SimulationTask): never => { sizes.push(task.toBlock - task.fromBlock); throw new Error("enough"); };
      await expect(runSimulation({ ...request, replicateCount: 4, ...changes }, { executor, tasksAtOnce })).rejects.toThrow("enough");
      return sizes;
    };
    expect((await sized({ trialCount: 4096 }, 1))[0]).toBe(4);
    expect((await sized({ trialCount: 1_048_576 }, 1))[0]).toBe(512);
    expect((await sized({ trialCount: 1_048_576 }, 2))[0]).toBe(256);
    expect((await sized({ trialCount: 1_048_576 }, 100))[0]).toBe(64);
    // 1,000 terms of two steps and what the scenario has besides: some 2,000 numbers a trial, so that 500 million are 240 blocks of 1,024
    const [cost] = request.scenario.costs;
    const costs = Array.from({ length: 1000 }, (_, index) => ({ ...(cost as ScenarioTerm), id: `c${String(index)}`, driverIds: [request.scenario.inputs[0]?.inputId ?? ""] }));
    const [size = 0] = await sized({ trialCount: 8_388_608, scenario: { ...request.scenario, costs } }, 1);
    expect(size > 200 && size < 256).toBe(true);
  });
  test.each([{ blocksPerTask: 0 }, { tasksAtOnce: 1001 }])("refuses the size %o", (size) => expect(runSimulation(request, size)).rejects.toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path: Object.keys(size) })] }) as Error));
});
