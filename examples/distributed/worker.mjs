/** One worker process. Start as many as there are machines and cores: `node worker.mjs name`. */
import { Worker } from "bullmq";
import { isCoachingError } from "coachkit/error";
import { workerPool } from "coachkit/worker";
import { connection, patience, queueName } from "./queue.mjs";

// in a thread: a process that computes answers nobody, and its job would be taken for lost
const pool = workerPool({ workerCount: 1 });

async function answerTo({ data: task }) {
  try {
    return { part: await pool.executor(task) };
  } catch (error) {
    // bad input stays bad: answered, so that it is not tried again
    if (isCoachingError(error)) return { issues: error.issues };
    throw error;
  }
}

const worker = new Worker(queueName, answerTo, { connection, name: process.argv[2] ?? String(process.pid), ...patience });
worker.on("error", ({ message }) => { console.error(message); });
process.once("SIGTERM", async () => {
  await worker.close();
  await pool.close();
});
