/** Runs the portfolio on three worker processes, twice, and compares each figure bit for bit with a run in this process. In the second run one worker is killed in the middle of a job. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runSimulation, simulateReturn } from "coachkit/simulation";
import { queueExecutor } from "./queue-executor.mjs";
import { connection, queueName } from "./queue.mjs";
import { portfolio } from "./portfolio.mjs";

// BullMQ waits for Redis as long as it takes; one that is not there at the start is an error, and nothing is started
const socket = connect(connection.port, connection.host);
await once(socket, "connect", { signal: AbortSignal.timeout(5000) }).catch((cause) => {
  console.error(`No Redis at ${connection.host}:${connection.port} (${cause.message}). Start one, or set REDIS_HOST and REDIS_PORT.`);
  process.exit(1);
});
socket.destroy();

const script = fileURLToPath(new URL("worker.mjs", import.meta.url));
const names = ["worker-1", "worker-2", "worker-3"];
const processes = new Map(names.map((name) => [name, spawn(process.execPath, [script, name], { stdio: "inherit" })]));
const { executor, queue, events, close } = queueExecutor({ queueName, connection });

const timed = async (work) => {
  const start = performance.now();
  return [await work(), `${((performance.now() - start) / 1000).toFixed(1)} s`];
};
const answersOf = async (simulate) => JSON.stringify(Object.fromEntries(await Promise.all(Object.entries(portfolio).map(async ([name, request]) => [name, await simulate(request)]))));
const throughQueue = () => answersOf((request) => runSimulation(request, { executor, blocksPerTask: 256, tasksAtOnce: 4 }));

/** Kills a worker while it has a job. Answers the id of that job. */
function killedInTheMiddle(victim) {
  const child = processes.get(victim);
  let isLooking = false;
  const hasJob = async (jobId) => {
    const job = await queue.getJob(jobId);
    return job?.processedBy === victim && (await job.getState()) === "active";
  };
  const look = async ({ jobId }) => {
    if (isLooking || !(await hasJob(jobId)) || isLooking) return undefined;
    isLooking = true;
    // stopped, it can neither finish its job nor begin another one while we make sure
    child.kill("SIGSTOP");
    // what it had sent before is in Redis by then
    await setTimeout(100);
    if (await hasJob(jobId)) {
      child.kill("SIGKILL");
      await once(child, "exit");
      if (await hasJob(jobId)) return jobId;
      throw new Error("The job did not stand open when its worker was dead.");
    }
    child.kill("SIGCONT");
    isLooking = false;
    return undefined;
  };
  return new Promise((resolve, reject) => {
    events.on("active", (event) => { look(event).then((jobId) => { if (jobId !== undefined) resolve(jobId); }, reject); });
  });
}

let hasFailed = false;
const verdict = (what, holds) => {
  hasFailed ||= !holds;
  console.log(`${holds ? "identical" : "DIFFERENT"}: ${what}`);
};

try {
  const [expected, inProcess] = await timed(() => answersOf(simulateReturn));
  const [whole, onThree] = await timed(throughQueue);
  verdict(`three worker processes (${onThree}) and one process (${inProcess})`, whole === expected);

  const late = setTimeout(60_000, undefined, { ref: false }).then(() => { throw new Error("No job of worker-2 was met in time."); });
  const [[mended, onTwo], jobId] = await Promise.all([timed(throughQueue), Promise.race([killedInTheMiddle("worker-2"), late])]);
  const job = await queue.getJob(jobId);
  console.log(`worker-2 was killed in job ${job.id}, blocks ${job.data.fromBlock} to ${job.data.toBlock}; ${job.processedBy} did it again, as attempt ${job.attemptsStarted}`);
  if (job.processedBy === "worker-2" || job.attemptsStarted < 2 || (await job.getState()) !== "completed") throw new Error("The job was not done again.");
  verdict(`the same with one worker killed (${onTwo})`, mended === expected);
} finally {
  for (const child of processes.values()) child.kill("SIGTERM");
  await close();
}
process.exitCode = hasFailed ? 1 : 0;
