import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { Lane } from '@quayside/core/jobs/catalogue';
import { createSecretKey, randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { createCredentialCipher } from '../crypto/credential-cipher.ts';
import { silentLog } from '../log/silent-log.ts';
import { createPrismaStorage } from '../prisma/prisma-storage.ts';
import { inLane } from './lane-turn.ts';
import { createRateBudgets } from './rate-budgets.ts';

// A spender as a process of its own, for tests that kill it. Eight callers take tokens for a lane as fast as they come, and every token is told on standard output
// by the machine's time; `--clock` is how far this process believes itself ahead.

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    key: { type: 'string' },
    limit: { type: 'string' },
    lane: { type: 'string' },
    clock: { type: 'string' },
  },
});
const { url = '', key = '', limit = '', lane = '', clock = '0' } = values;
const machineNow = Date.now.bind(Date);
Date.now = () => machineNow() + Number(clock);

const pool = new Pool({ connectionString: url, max: 4 });
const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
const storage = createPrismaStorage({ pool, cipher, log: silentLog });
const budgets = createRateBudgets(storage.client);
const spender = { key: JSON.parse(key) as ConnectionKey, connector: 'toy', application: null };
const budget = budgets.open(spender, { write: JSON.parse(limit) as { perSecond: number; burst: number } });

async function call(): Promise<void> {
  for (;;) {
    const waitMs = await inLane(lane as Lane, () => budget.take('write'));
    if (waitMs === 0) process.stdout.write(`${machineNow()}\n`);
    else await sleep(waitMs);
  }
}
await Promise.all(Array.from({ length: 8 }, call));
