import { randomUUID } from 'node:crypto';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ConnectionId, type WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { AccountConnection, Storage } from '@quayside/core/ports/storage';
import { describe, expect, it } from 'vitest';
import { aConnection, at, aWorkspace } from './builders.ts';

const noon = at('2026-03-02T12:00:00.000Z');

/** What a storage knows of notifications, of accounts of several workspaces at once: a part of the storage contract. */
export function describeNotificationStorage(
  under: () => { readonly storage: Storage; readonly workspaceId: WorkspaceId },
): void {
  describe('notifications', () => {
    // Other tests use the same database.
    const connector = `market-${randomUUID()}`;

    async function anAccount(
      account: string,
      workspaceId = under().workspaceId,
      health: Connection['health'] = 'healthy',
    ): Promise<AccountConnection> {
      const connection = aConnection({ role: 'channel', connector, health });
      const { id: connectionId } = connection;
      await under().storage.transaction(workspaceId, async (tx) => {
        await tx.connections.insert(connection);
        await tx.subscriptions.insert({ connectionId, connector, account, ensuredAt: null, heardAt: null });
      });
      return { workspaceId, connectionId, account };
    }

    async function anotherWorkspace(): Promise<WorkspaceId> {
      const workspace = aWorkspace();
      await under().storage.createWorkspace(workspace);
      return workspace.id;
    }

    const subscriptionOf = ({ workspaceId, connectionId }: AccountConnection) =>
      under().storage.transaction(workspaceId, (tx) => tx.subscriptions.get(connectionId));

    const sorted = (rows: readonly AccountConnection[]): AccountConnection[] =>
      rows.toSorted((one, other) => (one.connectionId < other.connectionId ? -1 : 1));

    it('an account is found in every workspace that has it, by its own connector, unless it is disconnected', async () => {
      const seller = `A${randomUUID()}`;
      const mine = await anAccount(seller);
      const theirs = await anAccount(seller, await anotherWorkspace());
      const paused = await anAccount(seller, await anotherWorkspace(), 'paused');
      await anAccount(seller, under().workspaceId, 'disconnected');
      const another = await anAccount(`B${randomUUID()}`);
      const { storage } = under();
      expect(sorted(await storage.connectionsOfAccounts(connector, [seller]))).toEqual(
        sorted([mine, theirs, paused]),
      );
      expect(
        sorted(await storage.connectionsOfAccounts(connector, [seller, another.account, 'nobody'])),
      ).toEqual(sorted([mine, theirs, paused, another]));
      expect(await storage.connectionsOfAccounts('another market', [seller])).toEqual([]);
      expect(await storage.connectionsOfAccounts(connector, [])).toEqual([]);
    });

    it('keeps when the platform was found to tell of an account, and when it last did, to the minute', async () => {
      const account = await anAccount(`A${randomUUID()}`);
      const { storage } = under();
      await storage.transaction(account.workspaceId, (tx) =>
        tx.subscriptions.setEnsured(account.connectionId, noon),
      );
      await storage.markHeard([account], noon);
      await storage.markHeard([account], plus(noon, 59_000));
      expect(await subscriptionOf(account)).toMatchObject({ ensuredAt: noon, heardAt: noon });
      await storage.markHeard([account, account], plus(noon, 60_000));
      await storage.transaction(account.workspaceId, (tx) =>
        tx.subscriptions.setEnsured(account.connectionId, null),
      );
      expect(await subscriptionOf(account)).toEqual({
        connectionId: account.connectionId,
        connector,
        account: account.account,
        ensuredAt: null,
        heardAt: plus(noon, 60_000),
      });
    });

    it('P6: by a forged id nothing is found, nothing is marked, and nobody else is troubled', async () => {
      const mine = await anAccount(`A${randomUUID()}`);
      const theirs = await anAccount(`B${randomUUID()}`, await anotherWorkspace());
      const forged = { workspaceId: mine.workspaceId, connectionId: theirs.connectionId };
      await under().storage.markHeard([forged, mine], noon);
      expect((await subscriptionOf(theirs))?.heardAt).toBeNull();
      expect((await subscriptionOf(mine))?.heardAt).toBe(noon);
      await under().storage.transaction(mine.workspaceId, async (tx) => {
        expect(await tx.subscriptions.get(theirs.connectionId)).toBeUndefined();
        await tx.subscriptions.setEnsured(theirs.connectionId, noon);
        await tx.subscriptions.setEnsured(brandId<ConnectionId>(randomUUID()), noon);
      });
      expect((await subscriptionOf(theirs))?.ensuredAt).toBeNull();
    });

    it('many at once mark the same accounts and lose nothing', async () => {
      const accounts = await Promise.all(
        Array.from({ length: 5 }, (_, index) => anAccount(`A${index}${randomUUID()}`)),
      );
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          under().storage.markHeard(index % 2 === 0 ? accounts : accounts.toReversed(), noon),
        ),
      );
      for (const account of accounts) expect((await subscriptionOf(account))?.heardAt).toBe(noon);
    });

    it('P3: hints of orders are handed out before those of listings, however old these are', async () => {
      const { workspaceId, connectionId } = await anAccount(`A${randomUUID()}`);
      const { storage } = under();
      const listings = ['1', '2', '3'].map((entityId) => ({ kind: 'channel-listing' as const, entityId }));
      const found = await storage.transaction(workspaceId, async (tx) => {
        await tx.inbox.add(connectionId, listings, plus(noon, -60_000));
        await tx.inbox.add(connectionId, [{ kind: 'channel-order', entityId: '4' }], noon);
        return [await tx.inbox.due(connectionId, noon, 2), await tx.inbox.due(connectionId, noon, 10)];
      });
      expect(found[0]?.map(({ kind }) => kind)).toEqual(['channel-order', 'channel-listing']);
      expect(found[1]?.map(({ entityId }) => entityId).slice(0, 1)).toEqual(['4']);
      expect(found[1]).toHaveLength(4);
    });
  });
}
