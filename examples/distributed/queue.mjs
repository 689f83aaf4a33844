/** What both sides of the queue have to agree on. */
export const queueName = "simulation-tasks";

/** BullMQ waits for Redis as long as it takes; without the null its workers refuse to start. */
export const connection = { host: process.env.REDIS_HOST ?? "127.0.0.1", port: Number(process.env.REDIS_PORT ?? 6379), maxRetriesPerRequest: null };

/** A job whose worker has not been heard of for three seconds is given to another one. Workers compute in a thread, so that they are heard of. */
export const patience = { lockDuration: 3000, stalledInterval: 1500, maxStalledCount: 3 };
