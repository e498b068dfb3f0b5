import { createRedisBackend, type BackendFactory, type RedisQueueBackend } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Log } from '@quayside/core/ports/log';
import type { QueueStorage } from './queue-storage.ts';
import { readRedisAddress, type RedisAddress } from './redis-address.ts';
import { readRedisFacts, refuseUnfit, type RedisFacts } from './redis-facts.ts';
import { explainRedisFailure, RedisUnusable } from './redis-unusable.ts';

/**
 * What all keys begin with. In braces, so that a Redis Cluster keeps all of them on one node: BullMQ's scripts take several keys at once
 * (https://docs.bullmq.io/bull/patterns/redis-cluster).
 */
export const redisPrefix = '{quayside}';

export interface RedisQueueOptions {
  /** `redis://` or `rediss://`, see `readRedisAddress`. */
  readonly url: string;
  readonly log: Log;
  /** How long the first connection may take, in milliseconds. Default 10 s. */
  readonly startWithinMs?: number;
  /**
   * How often a connection is tried, and how long it may take to answer, in milliseconds. Default 10 s. A network that forgets a connection without a
   * word would else hold it up for the quarter of an hour that TCP takes to notice.
   */
  readonly heartbeatMs?: number;
}

/** After a lost connection: at once, then ever slower, and never slower than this. */
const longestRetryMs = 2_000;
/** A ring that takes longer is given up; the sweeper rings again. */
const ringWithinMs = 5_000;

/**
 * The storage on Redis 5 or later or Valkey, alone or as a Cluster. Its data may be lost at any time: jobs are doorbells (ADR 0003).
 *
 * @throws RedisUnusable when it cannot be reached in time, is too old, evicts, or is a replica; the message says what to do.
 */
export async function openRedisQueue(options: RedisQueueOptions): Promise<QueueStorage> {
  const { log, url, startWithinMs = 10_000, heartbeatMs = 10_000 } = options;
  const address = readRedisAddress(url);
  if (address === undefined) throw new RedisUnusable('REDIS_URL', 'that is no redis:// or rediss:// URL.');
  const where = `${address.host}:${address.port}`;
  const deadline = deadlineOf(startWithinMs, where);
  const opened: (Redis | Cluster)[] = [];
  const heartbeats: NodeJS.Timeout[] = [];
  const backends: RedisQueueBackend[] = [];
  async function close(): Promise<void> {
    deadline.clear();
    for (const heartbeat of heartbeats) clearInterval(heartbeat);
    // A worker that could not end by itself, since Redis is away, leaves a connection that tries for ever.
    for (const backend of backends.splice(0)) void backend.disconnectBlocking(false).catch(() => undefined);
    for (const client of opened.splice(0)) client.disconnect();
  }
  const backend: BackendFactory = (...given) => {
    const made = createRedisBackend(...given);
    backends.push(made);
    return made;
  };
  try {
    const facts = await deadline.meet(askFacts(address, where, startWithinMs));
    refuseUnfit(facts, where);
    // Ringing fails at once while Redis is away; answering waits for it, since there is nothing else to do.
    const ringing = connect(address, facts, { enableOfflineQueue: false, commandTimeout: ringWithinMs });
    const answering = connect(address, facts, {});
    opened.push(ringing, answering);
    watch(ringing, log);
    answering.on('error', () => undefined);
    await deadline.meet(Promise.all([untilReady(ringing), untilReady(answering)]));
    deadline.clear();
    for (const client of opened) heartbeats.push(startHeartbeat(client, heartbeatMs));
    return {
      connection: ringing,
      workerConnection: answering,
      prefix: redisPrefix,
      backend,
      close,
    };
  } catch (error) {
    await close();
    throw explainRedisFailure(error, where, address.tls);
  }
}

function optionsFor(address: RedisAddress): RedisOptions {
  return {
    host: address.host,
    port: address.port,
    db: address.database,
    connectionName: 'quayside-doorbells',
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
  };
}

/** One short connection, with one try: the long-lived ones would try for ever. */
async function askFacts(address: RedisAddress, where: string, withinMs: number): Promise<RedisFacts> {
  const client = new Redis({
    ...optionsFor(address),
    lazyConnect: true,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  });
  // `connect` says only that the connection was closed; why comes as an event.
  let reason: Error | undefined;
  client.on('error', (error) => (reason ??= error));
  try {
    await client.connect();
    const info = await client.info();
    // A database that is not there is told as an event alone, and the client would go on with another one.
    if (reason !== undefined) throw reason;
    return readRedisFacts(info);
  } catch (error) {
    throw explainRedisFailure(reason ?? error, where, address.tls);
  } finally {
    client.disconnect();
  }
}

function connect(address: RedisAddress, facts: RedisFacts, more: RedisOptions): Redis | Cluster {
  const retry = (times: number): number => Math.min(50 * 2 ** Math.min(times, 10), longestRetryMs);
  const options = {
    ...optionsFor(address),
    // BullMQ wants commands of a worker to outlast any loss of the connection.
    maxRetriesPerRequest: null,
    keepAlive: 10_000,
    // After a failover the old primary may still be there, as a replica: connect anew, the name leads to the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    ...more,
  };
  if (!facts.cluster) return new Redis({ ...options, retryStrategy: retry });
  return new Cluster([{ host: address.host, port: address.port }], {
    redisOptions: options,
    clusterRetryStrategy: retry,
    enableOfflineQueue: more.enableOfflineQueue ?? true,
    // The nodes of a managed Cluster are known by names, and their certificates are for those.
    ...(address.tls ? { dnsLookup: (name, found) => found(null, name) } : {}),
  });
}

/** Says once that the connection is lost, and once that it is back. */
function watch(client: Redis | Cluster, log: Log): void {
  let lost = false;
  let error: unknown;
  client.on('error', (reason: unknown) => {
    error = reason;
  });
  client.on('reconnecting', () => {
    if (!lost) log.warn('queue-connection-lost', { error });
    lost = true;
  });
  client.on('ready', () => {
    if (lost) log.info('queue-connection-back');
    lost = false;
    error = undefined;
  });
}

/** Replaces a connection that no longer answers. A Cluster's nodes are looked after by its client, and BullMQ's blocking reads by BullMQ. */
function startHeartbeat(client: Redis | Cluster, everyMs: number): NodeJS.Timeout {
  let waiting = false;
  return setInterval(() => {
    if (client instanceof Cluster || client.status !== 'ready') return;
    if (waiting) client.disconnect(true);
    waiting = true;
    client.ping().then(
      () => (waiting = false),
      () => (waiting = false),
    );
  }, everyMs).unref();
}

function untilReady(client: Redis | Cluster): Promise<void> {
  return new Promise((resolve, reject) => {
    if (client.status === 'ready') resolve();
    client.once('ready', resolve);
    client.once('end', () => reject(new Error('Connection is closed.')));
  });
}

/** A time limit that several steps share. */
function deadlineOf(milliseconds: number, where: string) {
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  const timer = setTimeout(() => {
    const error = Object.assign(new Error(`${where} took longer than ${milliseconds} ms`), {
      code: 'ETIMEDOUT',
    });
    late.reject(error);
  }, milliseconds);
  return {
    meet: <T>(step: Promise<T>): Promise<T> => Promise.race([step, late.promise]),
    clear: () => clearTimeout(timer),
  };
}
