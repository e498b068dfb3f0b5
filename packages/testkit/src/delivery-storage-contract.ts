import { randomUUID } from 'node:crypto';
import { brandId, type ConnectionId, type ConnectionKey, type WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { ConnectionHint, Storage } from '@quayside/core/ports/storage';
import { describe, expect, it } from 'vitest';
import { aConnection, at, aWorkspace } from './builders.ts';

const noon = at('2026-03-02T12:00:00.000Z');

/** What a storage does with the deliveries of shops of several workspaces at once: a part of the storage contract. */
export function describeDeliveryStorage(
  under: () => { readonly storage: Storage; readonly workspaceId: WorkspaceId },
): void {
  describe('deliveries of several workspaces', () => {
    async function aShop(webhookSecret: string | null = 'a secret', workspaceId = under().workspaceId) {
      const connection = aConnection();
      await under().storage.transaction(workspaceId, async (tx) => {
        await tx.connections.insert(connection);
        await tx.secrets.put(connection.id, { credentials: {}, webhookSecret });
      });
      return { workspaceId, connectionId: connection.id, connector: connection.connector };
    }

    async function anotherWorkspace(): Promise<WorkspaceId> {
      const workspace = aWorkspace();
      await under().storage.createWorkspace(workspace);
      return workspace.id;
    }

    const productOf = ({ workspaceId, connectionId }: ConnectionKey, entityId: string): ConnectionHint => ({
      workspaceId,
      connectionId,
      kind: 'product',
      entityId,
    });

    async function inboxOf({ workspaceId, connectionId }: ConnectionKey) {
      return under().storage.transaction(workspaceId, (tx) => tx.inbox.due(connectionId, noon, 100));
    }

    it('P6: a secret is found by the ids of its own workspace and connection only', async () => {
      const mine = await aShop('mine');
      const theirs = await aShop('theirs', await anotherWorkspace());
      const without = await aShop(null);
      const forged = { workspaceId: mine.workspaceId, connectionId: theirs.connectionId };
      const nobody = {
        workspaceId: mine.workspaceId,
        connectionId: brandId<ConnectionId>(randomUUID()),
      };
      const found = await under().storage.webhookSecrets([mine, theirs, without, forged, nobody]);
      expect(found.toSorted((one, other) => (one.secret < other.secret ? -1 : 1))).toEqual([
        { ...mine, secret: 'mine' },
        { ...theirs, secret: 'theirs' },
      ]);
      expect(await under().storage.webhookSecrets([])).toEqual([]);
    });

    it('hints go to the inbox of whom they are for, one row per entity; a later one raises its sequence', async () => {
      const mine = await aShop();
      const theirs = await aShop('theirs', await anotherWorkspace());
      await under().storage.addHints(
        [productOf(mine, '1'), productOf(theirs, '1'), productOf(mine, '1'), productOf(mine, '2')],
        noon,
      );
      const [first] = (await inboxOf(mine)).filter(({ entityId }) => entityId === '1');
      expect((await inboxOf(mine)).map(({ entityId }) => entityId).sort()).toEqual(['1', '2']);
      expect((await inboxOf(theirs)).map(({ entityId }) => entityId)).toEqual(['1']);
      await under().storage.addHints([productOf(mine, '1')], plus(noon, 60_000));
      const [again] = (await inboxOf(mine)).filter(({ entityId }) => entityId === '1');
      // Due as early as it was.
      expect(again?.dueAt).toBe(noon);
      expect(again?.sequence).toBeGreaterThan(first?.sequence ?? Infinity);
    });

    it('P6: hints for a connection that is gone, or of another workspace, are passed over, and cost the others nothing', async () => {
      const mine = await aShop();
      const theirs = await aShop('theirs', await anotherWorkspace());
      const forged = { workspaceId: mine.workspaceId, connectionId: theirs.connectionId };
      const nobody = {
        workspaceId: await anotherWorkspace(),
        connectionId: brandId<ConnectionId>(randomUUID()),
      };
      await under().storage.addHints(
        [productOf(forged, '1'), productOf(nobody, '1'), productOf(mine, '7')],
        noon,
      );
      expect((await inboxOf(mine)).map(({ entityId }) => entityId)).toEqual(['7']);
      expect(await inboxOf(theirs)).toEqual([]);
    });

    it('hints of many deliveries at once, in any order, lock nobody out and lose nothing', async () => {
      const shops = [await aShop(), await aShop('theirs', await anotherWorkspace()), await aShop()];
      const hints = shops.flatMap((shop) =>
        Array.from({ length: 20 }, (_, index) => productOf(shop, String(index))),
      );
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          under().storage.addHints(index % 2 === 0 ? hints : hints.toReversed(), noon),
        ),
      );
      for (const shop of shops) expect(await inboxOf(shop)).toHaveLength(20);
    });
  });
}
