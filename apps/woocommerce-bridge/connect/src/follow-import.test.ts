import { aConnection, aWorkspace } from '@quayside/testkit/builders';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { expect, it } from 'vitest';
import { followImport } from './follow-import.ts';

it('P8: a shop that is paused is not waited for: nothing would ever come', async () => {
  const storage = createMemoryStorage();
  const workspace = aWorkspace();
  const connection = aConnection({ health: 'paused', name: 'My shop' });
  await storage.createWorkspace(workspace);
  await storage.transaction(workspace.id, (tx) => tx.connections.insert(connection));
  const place = { workspaceId: workspace.id, connectionId: connection.id, isReconnected: true };
  const told: unknown[] = [];
  const outcome = await followImport(
    { storage },
    place,
    (progress) => told.push(progress),
    AbortSignal.timeout(5_000),
  );
  expect(outcome).toEqual({
    stopped: { code: 'connection.store-paused', values: { connection: 'My shop' } },
  });
  expect(told).toEqual([]);
});
