import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createRecordingLog } from '../log/recording-log.ts';
import { openRedisQueue } from './redis-queue.ts';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
  type TemporaryRedis,
} from './temporary-redis.ts';

const servers: TemporaryRedis[] = [];
const sockets: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const server of sockets.splice(0)) server.close();
});

async function redis(...settings: readonly string[]): Promise<TemporaryRedis> {
  const server = await startTemporaryRedis(settings);
  servers.push(server);
  return server;
}

/** Something that listens and is no Redis. @returns its port. */
async function listener(answer?: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).unref();
    if (answer !== undefined) socket.on('data', () => socket.write(answer));
  });
  sockets.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What is said when it does not open, and how long that took. */
async function refusal(url: string, startWithinMs = 5_000): Promise<{ message: string; took: number }> {
  const began = performance.now();
  const opening = openRedisQueue({ url, log: createRecordingLog(), startWithinMs });
  const error = await opening.then(
    async (storage) => {
      await storage.close();
      throw new Error('It was opened');
    },
    (reason: unknown) => reason as Error,
  );
  expect(error.name).toBe('RedisUnusable');
  // One line, and no secret.
  expect(error.message).toMatch(/^The Redis at \S+ cannot be used: .*\.\)?$/);
  expect(error.message).not.toContain('hunter2');
  return { message: error.message, took: performance.now() - began };
}

test('where nothing listens: said at once', async () => {
  const { message, took } = await refusal('redis://:hunter2@127.0.0.1:1');
  expect(message).toContain('127.0.0.1:1 cannot be used: (ECONNREFUSED) nothing listens there');
  expect(took).toBeLessThan(3_000);
});

test('where something listens and never answers: the wait is bounded', async () => {
  const { message, took } = await refusal(`redis://:hunter2@127.0.0.1:${await listener()}`, 700);
  expect(message).toContain('does not answer');
  expect(took).toBeGreaterThan(600);
  expect(took).toBeLessThan(3_000);
});

test('where something else than Redis answers', async () => {
  const port = await listener('HTTP/1.1 400 Bad Request\r\n\r\n');
  const { message } = await refusal(`redis://127.0.0.1:${port}`);
  expect(message).toContain('something else than Redis answers there');
});

describe.skipIf(redisMissing !== undefined)(`a Redis${skippedWithoutRedis}`, () => {
  test('that throws keys away when memory is short', async () => {
    const { url } = await redis('--maxmemory-policy', 'allkeys-lru');
    const { message } = await refusal(url);
    expect(message).toContain('maxmemory-policy is allkeys-lru');
    expect(message).toContain('Set maxmemory-policy noeviction there');
  });

  test('that wants another password, or one at all', async () => {
    const locked = await redis('--requirepass', 'correct-horse');
    const { message: wrong } = await refusal(`redis://:hunter2@127.0.0.1:${locked.port}`);
    expect(wrong).toContain('it refuses the user or the password');
    const { message: none } = await refusal(locked.url);
    expect(none).toContain('it wants a password');
    const right = await openRedisQueue({
      url: `redis://:correct-horse@127.0.0.1:${locked.port}`,
      log: createRecordingLog(),
    });
    await right.close();
  });

  test('that is a replica', async () => {
    const primary = await redis();
    const { url } = await redis('--replicaof', '127.0.0.1', String(primary.port));
    expect((await refusal(url)).message).toContain('read-only replica. Name its primary');
  });

  test('without TLS where rediss:// asks for it', async () => {
    const { port } = await redis();
    const { message } = await refusal(`rediss://127.0.0.1:${port}`, 700);
    expect(message).toContain('write redis:// in REDIS_URL');
  });

  test('without a database of that number', async () => {
    const { url } = await redis();
    expect((await refusal(`${url}/99`)).message).toContain('no database of that number');
  });

  test('that is frozen: the wait is bounded', async () => {
    const server = await redis();
    server.freeze();
    const { message, took } = await refusal(server.url, 700);
    expect(message).toContain('does not answer');
    expect(took).toBeLessThan(3_000);
    server.wake();
  });
});
