import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '@quayside/core/domain/audit-entry';
import type { HostShop } from '@quayside/core/domain/host-shop';
import {
  brandId,
  type AuditEntryId,
  type ConnectionId,
  type MemberId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Member } from '@quayside/core/domain/member';
import type { PendingConsent } from '@quayside/core/domain/pending-consent';
import type { Storage } from '@quayside/core/ports/storage';
import { describe, expect, it } from 'vitest';
import { aConnection, anOrder, at, aWorkspace } from './builders.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const later = plus(noon, 60_000);

function aMember(changes: Partial<Member> = {}): Member {
  const id = brandId<MemberId>(randomUUID());
  return { id, hostUser: `toys:${id}`, name: 'Ada', role: 'owner', joinedAt: noon, version: 0, ...changes };
}

/** What a storage does with members, host shops, consents, audit entries, renewals and buyers to be forgotten: a part of the storage contract. */
export function describePeopleStorage(
  under: () => { readonly storage: Storage; readonly workspaceId: WorkspaceId },
): void {
  describe('people', () => {
    const own = <Value>(work: Parameters<Storage['transaction']>[1]) =>
      under().storage.transaction(under().workspaceId, work) as Promise<Value>;

    async function aStoredMember(changes: Partial<Member> = {}): Promise<Member> {
      const member = aMember(changes);
      await own((tx) => tx.members.insert(member));
      return member;
    }

    it('members are found by id and by the host’s user, oldest first, and saved by version', async () => {
      const second = await aStoredMember({ joinedAt: later });
      const first = await aStoredMember();
      await own(async (tx) => {
        expect(await tx.members.list()).toEqual([first, second]);
        expect(await tx.members.get(first.id)).toEqual(first);
        expect(await tx.members.byHostUser(second.hostUser)).toEqual(second);
        expect(await tx.members.byHostUser('toys:nobody')).toBeUndefined();
        await tx.members.save({ ...first, role: 'viewer' });
      });
      expect(await own((tx) => tx.members.get(first.id))).toEqual({ ...first, role: 'viewer', version: 1 });
    });

    it('P6: a user of a host is one member of a workspace, and nobody in another', async () => {
      const member = await aStoredMember();
      const other = aWorkspace();
      await under().storage.createWorkspace(other);
      await under().storage.transaction(other.id, async (tx) => {
        expect(await tx.members.get(member.id)).toBeUndefined();
        expect(await tx.members.byHostUser(member.hostUser)).toBeUndefined();
        await tx.members.insert({ ...aMember(), hostUser: member.hostUser });
      });
      expect(await own((tx) => tx.members.list())).toEqual([member]);
    });

    it('a host’s shop leads to its workspace, and is one workspace’s alone', async () => {
      const shop: HostShop = {
        host: 'toys',
        shop: `${randomUUID()}.toys.example`,
        workspaceId: under().workspaceId,
        connectionId: null,
        installedAt: noon,
        uninstalledAt: null,
        version: 0,
      };
      expect(await under().storage.hostShop(shop.host, shop.shop)).toBeUndefined();
      await own((tx) => tx.hostShops.insert(shop));
      const connectionId = brandId<ConnectionId>(randomUUID());
      const gone = { ...shop, connectionId, uninstalledAt: later };
      await own((tx) => tx.hostShops.save(gone));
      const stored = { ...gone, version: 1 };
      expect(await under().storage.hostShop(shop.host, shop.shop)).toEqual(stored);
      expect(await under().storage.hostShop('other', shop.shop)).toBeUndefined();
      expect(await own((tx) => tx.hostShops.list())).toEqual([stored]);
      const other = aWorkspace();
      await under().storage.createWorkspace(other);
      const taken = { ...shop, workspaceId: other.id };
      const take = () => under().storage.transaction(other.id, (tx) => tx.hostShops.insert(taken));
      await expect(take()).rejects.toThrow();
      expect((await under().storage.hostShop(shop.host, shop.shop))?.workspaceId).toBe(shop.workspaceId);
      await own((tx) => tx.hostShops.remove(shop));
      expect(await under().storage.hostShop(shop.host, shop.shop)).toBeUndefined();
    });

    async function aConsent(changes: Partial<PendingConsent> = {}): Promise<PendingConsent> {
      const { id } = await aStoredMember();
      const consent: PendingConsent = {
        secret: randomUUID().replaceAll('-', ''),
        memberId: id,
        connector: 'toys',
        choices: { market: 'one' },
        connectionId: null,
        expiresAt: later,
        outcome: { kind: 'asked' },
        ...changes,
      };
      await own((tx) => tx.consents.insert(consent));
      return consent;
    }

    it('a consent is its member’s until it expires', async () => {
      const consent = await aConsent();
      const other = await aConsent();
      await own(async (tx) => {
        expect(await tx.consents.get(consent.secret)).toEqual(consent);
        expect(await tx.consents.ofMember(consent.memberId, noon)).toEqual([consent]);
        expect(await tx.consents.ofMember(consent.memberId, later)).toEqual([]);
        await tx.consents.remove(other.secret);
        expect(await tx.consents.get(other.secret)).toBeUndefined();
        await tx.consents.removeExpired(noon);
        expect(await tx.consents.get(consent.secret)).toEqual(consent);
        await tx.consents.removeExpired(later);
        expect(await tx.consents.get(consent.secret)).toBeUndefined();
      });
    });

    it('of two that settle a consent at once, one does', async () => {
      const { secret } = await aConsent();
      const settled = await Promise.all(
        [1, 2].map(() => own<boolean>((tx) => tx.consents.settle(secret, 'asked', { kind: 'exchanging' }))),
      );
      expect(settled.toSorted()).toEqual([false, true]);
      const granted = { kind: 'granted', credentials: { key: 'k' }, settings: {}, name: 'A market' } as const;
      expect(await own((tx) => tx.consents.settle(secret, 'exchanging', granted))).toBe(true);
      expect((await own<PendingConsent | undefined>((tx) => tx.consents.get(secret)))?.outcome).toEqual(
        granted,
      );
    });

    it('audit entries are shown newest first, page by page, and by member', async () => {
      const ada = await aStoredMember();
      const bob = await aStoredMember();
      const entries = [ada, bob, ada].map((member, index): AuditEntry => ({
        id: brandId<AuditEntryId>(randomUUID()),
        at: plus(noon, index),
        memberId: member.id,
        role: member.role,
        command: 'pause-connection',
        input: { number: index },
        outcome: index === 1 ? 'refused' : 'done',
        reason: index === 1 ? { code: 'api.role', values: {} } : null,
      }));
      await own(async (tx) => {
        for (const entry of entries) await tx.audit.append(entry);
        const first = await tx.searches.audit({}, { after: null, limit: 2 });
        expect(first).toEqual([entries[2], entries[1]]);
        const after = { key: plus(noon, 1), id: entries[1]?.id ?? '' };
        expect(await tx.searches.audit({}, { after, limit: 2 })).toEqual([entries[0]]);
        expect(await tx.searches.audit({ memberId: bob.id }, { after: null, limit: 9 })).toEqual([
          entries[1],
        ]);
      });
    });

    it('the right to renew credentials is one’s alone until it ends, is given back, or something is stored', async () => {
      const connection = aConnection();
      const secrets = { credentials: { key: 'old' }, webhookSecret: null };
      await own(async (tx) => {
        await tx.connections.insert(connection);
        await tx.secrets.put(connection.id, secrets);
      });
      const begin = (now = noon) =>
        own<boolean>((tx) => tx.secrets.beginRenewal(connection.id, now, plus(now, 1_000)));
      expect((await Promise.all([begin(), begin()])).toSorted()).toEqual([false, true]);
      expect(await begin()).toBe(false);
      expect(await begin(plus(noon, 1_000))).toBe(true);
      await own((tx) => tx.secrets.endRenewal(connection.id));
      expect(await begin()).toBe(true);
      await own((tx) => tx.secrets.put(connection.id, { ...secrets, credentials: { key: 'new' } }));
      expect(await begin()).toBe(true);
      expect(await own((tx) => tx.secrets.get(connection.id))).toMatchObject({ credentials: { key: 'new' } });
      const nobody = brandId<ConnectionId>(randomUUID());
      expect(await own((tx) => tx.secrets.beginRenewal(nobody, noon, later))).toBe(false);
    });

    it('P7: orders whose buyer is to be forgotten are found, longest due first, and their workspace with them', async () => {
      const connection = aConnection();
      const due = [later, noon].map((forgetBuyerAt) =>
        anOrder({ connectionId: connection.id, forgetBuyerAt }),
      );
      const others = [
        anOrder({ connectionId: connection.id, forgetBuyerAt: plus(later, 1) }),
        anOrder({ connectionId: connection.id }),
      ];
      await own(async (tx) => {
        await tx.connections.insert(connection);
        for (const order of [...due, ...others]) await tx.orders.insert(order);
        const found = await tx.orders.purgeable(later, 10);
        expect(found.map(({ id }) => id)).toEqual([due[1]?.id, due[0]?.id]);
        expect(await tx.orders.purgeable(later, 1)).toHaveLength(1);
      });
      expect(await under().storage.workspacesToPurge(plus(noon, -1))).not.toContain(under().workspaceId);
      expect(await under().storage.workspacesToPurge(noon)).toContain(under().workspaceId);
    });
  });
}
