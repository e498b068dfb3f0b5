import { RedisConnection } from 'bullmq';
import { RedisUnusable } from './redis-unusable.ts';

/** What a Redis says about itself in INFO (https://redis.io/docs/latest/commands/info/). */
export interface RedisFacts {
  readonly version: string;
  readonly evictionPolicy: string;
  /** A node of a Redis Cluster. */
  readonly cluster: boolean;
  /** A copy that takes no writes of its own. */
  readonly replica: boolean;
}

export function readRedisFacts(info: string): RedisFacts {
  const lines = info.split(/\r?\n/).map((line) => line.split(':', 2));
  const fields = new Map(lines.map(([name = '', value = '']) => [name, value.trim()]));
  return {
    // Valkey, too, names here the Redis whose commands it has.
    version: fields.get('redis_version') ?? '',
    evictionPolicy: fields.get('maxmemory_policy') ?? '',
    cluster: fields.get('redis_mode') === 'cluster' || fields.get('cluster_enabled') === '1',
    replica: fields.get('role') === 'slave',
  };
}

/** @throws RedisUnusable when bells would not be safe or not possible there, with what to do. */
export function refuseUnfit(facts: RedisFacts, where: string): void {
  const oldest = RedisConnection.minimumVersion;
  if (isOlder(facts.version, oldest)) {
    throw new RedisUnusable(
      where,
      `it is version ${facts.version || 'unknown'}, and ${oldest} is the oldest that works. Upgrade it (6.2 or later is best).`,
    );
  }
  if (facts.evictionPolicy !== 'noeviction') {
    throw new RedisUnusable(
      where,
      `its maxmemory-policy is ${facts.evictionPolicy || 'unknown'}, with which it throws bells away when memory is short. ` +
        'Set maxmemory-policy noeviction there, or name a Redis of its own in REDIS_URL.',
    );
  }
  if (facts.replica && !facts.cluster) {
    throw new RedisUnusable(where, 'it is a read-only replica. Name its primary in REDIS_URL.');
  }
}

function isOlder(version: string, oldest: string): boolean {
  const parts = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [have, want] = [parts(version), parts(oldest)];
  const differs = want.findIndex((part, index) => (have[index] ?? 0) !== part);
  return differs >= 0 && (have[differs] ?? 0) < (want[differs] ?? 0);
}
