import { Queue, QueueEvents } from "bullmq";
import { CoachingError } from "coachkit/error";

/**
 * An executor for `runSimulation`: each task is a job, its answer the job's result. Both are plain JSON, as Redis keeps them.
 * A job that is lost with its worker is done again by another one: the same task has the same answer.
 */
export function queueExecutor({ queueName, connection }) {
  const queue = new Queue(queueName, { connection });
  const events = new QueueEvents(queueName, { connection });
  // each job that is waited for listens for the end of both
  for (const emitter of [queue, events]) emitter.setMaxListeners(0);
  const executor = async (task) => {
    await events.waitUntilReady();
    const job = await queue.add("blocks", task, { attempts: 3, removeOnComplete: { age: 3600 }, removeOnFail: { age: 3600 } });
    const { part, issues } = await job.waitUntilFinished(events);
    // a class does not survive the way through Redis, its issues do
    if (issues !== undefined) throw new CoachingError(issues);
    return part;
  };
  const close = () => Promise.all([queue.close(), events.close()]);
  return { executor, queue, events, close };
}
