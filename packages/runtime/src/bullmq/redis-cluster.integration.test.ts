import { afterEach, describe, expect, test } from 'vitest';
import { createRecordingLog } from '../log/recording-log.ts';
import { bell } from './doorbell-contract.ts';
import { startDoorbellWorker } from './doorbell-worker.ts';
import { createDoorbell } from './doorbell.ts';
import { openRedisQueue, redisPrefix } from './redis-queue.ts';
import {
  redisMissing,
  skippedWithoutRedis,
  startTemporaryRedis,
  type TemporaryRedis,
} from './temporary-redis.ts';

const nodes: TemporaryRedis[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop();
});

/** Two nodes that share the 16384 slots of a Cluster. */
async function startCluster(): Promise<readonly [TemporaryRedis, TemporaryRedis]> {
  const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const [one, other] = await Promise.all([startTemporaryRedis(settings), startTemporaryRedis(settings)]);
  nodes.push(one, other);
  await one.command('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
  await other.command('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
  await other.command('CLUSTER', 'SET-CONFIG-EPOCH', '2');
  await one.command('CLUSTER', 'MEET', '127.0.0.1', String(other.port));
  for (const node of [one, other]) {
    await expect
      .poll(() => node.command('CLUSTER', 'INFO'), { timeout: 20_000 })
      .toMatch(/cluster_state:ok[\s\S]*cluster_known_nodes:2/);
  }
  return [one, other];
}

describe.skipIf(redisMissing !== undefined)(`a Redis Cluster${skippedWithoutRedis}`, () => {
  test('keeps all bells on one node, whichever node REDIS_URL names', async () => {
    const cluster = await startCluster();
    const slot = Number(await cluster[0].command('CLUSTER', 'KEYSLOT', redisPrefix));
    for (const { url } of cluster) {
      const log = createRecordingLog();
      const storage = await openRedisQueue({ url, log });
      const doorbell = createDoorbell({ storage, log });
      const seen = new Set<string>();
      await doorbell.ring(Array.from({ length: 300 }, (_, index) => bell(`c${index}`)));
      expect(await doorbell.waiting()).toBe(300);
      const sizes = await Promise.all(cluster.map((node) => node.command('DBSIZE')));
      expect(sizes[slot < 8_192 ? 1 : 0]).toBe(0);
      const handle = async (job: { connectionId: string }): Promise<void> => void seen.add(job.connectionId);
      const worker = startDoorbellWorker({ storage, log, concurrency: 4, handle });
      await worker.ready();
      await expect.poll(() => seen.size, { timeout: 10_000 }).toBe(300);
      await doorbell.ring([bell('c0'), bell('more')]);
      await expect.poll(() => seen.size, { timeout: 10_000 }).toBe(301);
      expect(await worker.close(2_000)).toBe(true);
      await doorbell.close();
      await storage.close();
      expect(log.events()).toEqual([]);
    }
  }, 60_000);
});
