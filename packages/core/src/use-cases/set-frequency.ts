import { frequencyMinutes, type Frequency } from '../domain/connection.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { raiseAccount } from './raise-targets.ts';

/** Sets how often what changed goes out to a channel account. What waits is looked at again at once; a quantity that falls never waits. */
export async function setFrequency(
  engine: Engine,
  key: ConnectionKey,
  frequency: Frequency,
): Promise<Result<void, { readonly kind: 'unknown-connection' }>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const account = await scope.tx.connections.get(key.connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    await scope.tx.connections.save({ ...account, frequency });
    await raiseAccount(scope, account.id);
    const minutes = frequencyMinutes[frequency];
    await scope.note(account.id, say('activity.frequency-set', { account: account.name, minutes }));
    return ok(undefined);
  });
}
