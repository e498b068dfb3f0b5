import { expect, test } from 'vitest';
import { readRedisFacts, refuseUnfit } from './redis-facts.ts';

/** The lines of INFO that count, as Redis sends them. */
function info(fields: Readonly<Record<string, string>>): string {
  const all = {
    redis_version: '7.0.15',
    redis_mode: 'standalone',
    maxmemory_policy: 'noeviction',
    role: 'master',
    ...fields,
  };
  return Object.entries(all)
    .map(([name, value]) => `# Section\r\n${name}:${value}\r\n`)
    .join('');
}

function judge(fields: Readonly<Record<string, string>>): string {
  try {
    refuseUnfit(readRedisFacts(info(fields)), 'cache.example:6379');
    return 'fit';
  } catch (error) {
    return (error as Error).message;
  }
}

test.each([
  [{}, 'fit'],
  [{ redis_version: '5.0.0' }, 'fit'],
  [{ redis_version: '10.1.0' }, 'fit'],
  // Valkey 8 names the Redis that it is compatible with.
  [{ redis_version: '7.2.4', valkey_version: '8.1.3' }, 'fit'],
  [{ redis_version: '4.0.14' }, 'version 4.0.14, and 5.0.0 is the oldest that works. Upgrade it'],
  [{ redis_version: '' }, 'version unknown'],
  [{ maxmemory_policy: 'allkeys-lru' }, 'Set maxmemory-policy noeviction there'],
  [{ maxmemory_policy: '' }, 'maxmemory-policy is unknown'],
  [{ role: 'slave' }, 'Name its primary in REDIS_URL'],
  // A Cluster's client finds the primary by itself.
  [{ role: 'slave', redis_mode: 'cluster' }, 'fit'],
])('a Redis that says %j: %s', (fields, judgement) => {
  expect(judge(fields)).toContain(judgement);
});

test('knows a node of a Cluster', () => {
  expect(readRedisFacts(info({ redis_mode: 'cluster' })).cluster).toBe(true);
  expect(readRedisFacts(info({})).cluster).toBe(false);
});
