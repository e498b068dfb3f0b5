import { randomUUID } from 'node:crypto';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ChannelSku, type PolicyId, type TargetId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Listing } from '@quayside/core/domain/listing';
import type { OfferPrice } from '@quayside/core/domain/offer';
import { noPolicies, type ShippingPolicy, type SynchronizationPolicy } from '@quayside/core/domain/policy';
import { plainSellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { plainSynchronizationRules } from '@quayside/core/domain/synchronization-rules';
import type { Target } from '@quayside/core/domain/target';
import type { Transaction } from '@quayside/core/ports/storage';
import { describe, expect, it } from 'vitest';
import { aConnection, aListing, aPolicy, aTarget, at, euros } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;

const sale: NonNullable<OfferPrice['sale']> = { price: euros('999.5'), from: noon, until: null };
const business: NonNullable<OfferPrice['business']> = {
  price: euros('1200.000000000001'),
  tiers: [
    { from: 2, price: euros('1150') },
    { from: 10, price: euros('0.07') },
  ],
};
/** A price with everything that may be set of one. */
const fullPrice: OfferPrice = {
  ...euros('1299.123456789012'),
  sale,
  list: euros('1499.999999999999'),
  business,
};

/** The part of the storage contract that is about policies, what is to be changed of them, and the prices that follow from them. */
export function describePolicyStorage(under: StorageUnderContract): void {
  const steps = contractSteps(under);
  const { within, elsewhere } = steps;

  const connected = (changes: Partial<Connection> = {}): Promise<Connection> =>
    steps.connected({ role: 'channel', ...changes });

  async function listed(changes: Partial<Listing> = {}): Promise<Listing> {
    const connectionId = changes.connectionId ?? (await connected()).id;
    const listing = aListing({ channelSku: brandId<ChannelSku>(randomUUID()), ...changes, connectionId });
    await within((tx) => tx.listings.insertMany([listing]));
    return listing;
  }

  describe('policies', () => {
    async function onePerKind() {
      const rules: SellingRules = {
        ...plainSellingRules,
        price: {
          ...plainSellingRules.price,
          source: { kind: 'effective' },
          modifiers: [
            { kind: 'percent', value: '12.5' },
            { kind: 'attribute', name: 'Écotaxe', times: -1 },
          ],
          business: {
            source: { kind: 'cost' },
            modifiers: [],
            isVatCharged: false,
            tiers: [{ from: 2, kind: 'price', value: '9.99' }],
          },
        },
        quantity: { ...plainSellingRules.quantity, buffer: 2, maximum: 50 },
      };
      const selling = aPolicy({ name: 'Plus 12,5 %', rules });
      const synchronization: SynchronizationPolicy = {
        id: brandId<PolicyId>(randomUUID()),
        kind: 'synchronization',
        name: 'Everything in stock',
        rules: {
          ...plainSynchronizationRules,
          stop: {
            ...plainSynchronizationRules.stop,
            when: {
              match: 'any',
              of: [{ subject: { kind: 'attribute', name: 'brand' }, is: 'one-of', values: ['Quai', 'Été'] }],
            },
          },
        },
        version: 0,
      };
      const shipping: ShippingPolicy = {
        id: brandId<PolicyId>(randomUUID()),
        kind: 'shipping',
        name: 'Slow',
        rules: { template: null, handlingDays: 3 },
        version: 0,
      };
      await within(async (tx) => {
        for (const policy of [selling, synchronization, shipping]) await tx.policies.insert(policy);
      });
      return { selling, synchronization, shipping };
    }

    it('come back as they went in, each with the rules of its kind, in id order', async () => {
      const { selling, synchronization, shipping } = await onePerKind();
      await within(async (tx) => {
        expect(await tx.policies.get(selling.id)).toEqual(selling);
        expect(await tx.policies.get(brandId<PolicyId>(randomUUID()))).toBeUndefined();
        expect(await tx.policies.list()).toEqual([selling, synchronization, shipping].toSorted(byId));
      });
      const faster = { ...shipping, name: 'Fast', rules: { template: 'Express', handlingDays: null } };
      await within((tx) => tx.policies.save(faster));
      expect(await within((tx) => tx.policies.get(shipping.id))).toEqual({ ...faster, version: 1 });
      await within((tx) => tx.policies.remove(selling.id));
      expect(await within((tx) => tx.policies.list())).toHaveLength(2);
    });

    it('accounts and listings keep which they follow, and can come to follow none', async () => {
      const { selling, synchronization, shipping } = await onePerKind();
      const policies = {
        selling: selling.id,
        synchronization: synchronization.id,
        shipping: shipping.id,
      };
      const account = await connected({ policies, frequency: 'hourly' });
      const listing = await listed({ connectionId: account.id, policies, stoppedBy: 'policy' });
      const plain = await listed({ connectionId: account.id });
      await within(async (tx) => {
        expect(await tx.connections.get(account.id)).toEqual(account);
        expect(await tx.listings.get(listing.id)).toEqual(listing);
        expect(await tx.listings.get(plain.id)).toEqual(plain);
        await tx.connections.save({ ...account, policies: noPolicies, frequency: 'quarter-hourly' });
        await tx.listings.save({
          ...listing,
          policies: { ...noPolicies, shipping: shipping.id },
          stoppedBy: null,
        });
      });
      await within(async (tx) => {
        expect(await tx.connections.get(account.id)).toMatchObject({
          policies: noPolicies,
          frequency: 'quarter-hourly',
        });
        expect(await tx.listings.get(listing.id)).toMatchObject({
          policies: { ...noPolicies, shipping: shipping.id },
          stoppedBy: null,
        });
      });
    });

    it('of two changes at once neither is lost', async () => {
      const policy = aPolicy();
      await within((tx) => tx.policies.insert(policy));
      const rules = { ...policy.rules, ratesServeDays: 7 };
      let runs = 0;
      await within(async (tx) => {
        runs += 1;
        const seen = await tx.policies.get(policy.id);
        if (runs === 1) await within((other) => other.policies.save({ ...policy, rules }));
        if (seen !== undefined) await tx.policies.save({ ...seen, name: 'Renamed' });
      });
      expect(runs).toBe(2);
      expect(await within((tx) => tx.policies.get(policy.id))).toEqual({
        ...policy,
        rules,
        name: 'Renamed',
        version: 2,
      });
    });

    it('one that an account or a listing follows cannot be removed, by whatever kind', async () => {
      const { selling, synchronization, shipping } = await onePerKind();
      const account = await connected({ policies: { ...noPolicies, synchronization: synchronization.id } });
      const own = { ...noPolicies, selling: selling.id, shipping: shipping.id };
      const listing = await listed({ connectionId: account.id, policies: own });
      await Promise.all(
        [selling, synchronization, shipping].map(({ id }) =>
          expect(within((tx) => tx.policies.remove(id))).rejects.toThrow(),
        ),
      );
      expect(await within((tx) => tx.policies.list())).toHaveLength(3);
      await within(async (tx) => {
        await tx.listings.save({ ...listing, policies: noPolicies });
        await tx.policies.remove(selling.id);
      });
      expect(await within((tx) => tx.policies.get(selling.id))).toBeUndefined();
    });

    it('one that is assigned while it is removed is followed, and one that is removed while it is assigned is gone', async () => {
      const [policy, account] = [aPolicy(), await connected()];
      await within((tx) => tx.policies.insert(policy));
      const assign = async (tx: Transaction) => {
        const seen = await tx.connections.get(account.id);
        if (seen === undefined) throw new Error('missing');
        await tx.connections.save({ ...seen, policies: { ...noPolicies, selling: policy.id } });
      };
      const isFollowed = async (tx: Transaction) =>
        (await tx.connections.get(account.id))?.policies.selling === policy.id;
      let runs = 0;
      await within(async (tx) => {
        runs += 1;
        if (await isFollowed(tx)) return;
        await within(assign);
        await tx.policies.remove(policy.id);
      });
      expect(runs).toBe(2);
      expect(await within((tx) => tx.policies.get(policy.id))).toEqual(policy);

      await within(async (tx) => {
        const seen = await tx.connections.get(account.id);
        if (seen !== undefined) await tx.connections.save({ ...seen, policies: noPolicies });
      });
      runs = 0;
      await within(async (tx) => {
        runs += 1;
        if ((await tx.policies.get(policy.id)) === undefined) return;
        await within((other) => other.policies.remove(policy.id));
        await assign(tx);
      });
      expect(runs).toBe(2);
      expect(await within(isFollowed)).toBe(false);
    });

    it('a listing is not made with a policy that goes meanwhile', async () => {
      const [policy, account] = [aPolicy(), await connected()];
      await within((tx) => tx.policies.insert(policy));
      let runs = 0;
      await within(async (tx) => {
        runs += 1;
        const isThere = (await tx.policies.get(policy.id)) !== undefined;
        if (isThere) await within((other) => other.policies.remove(policy.id));
        const policies = { ...noPolicies, selling: isThere ? policy.id : null };
        const channelSku = brandId<ChannelSku>('A');
        await tx.listings.insertMany([aListing({ connectionId: account.id, channelSku, policies })]);
      });
      expect(runs).toBe(2);
      expect(await within((tx) => tx.listings.page(account.id, null, 10))).toMatchObject([
        { policies: noPolicies },
      ]);
    });

    it('accounts are found by the policies of their listings, and listings are counted', async () => {
      const { selling, synchronization, shipping } = await onePerKind();
      const [one, other, none] = [await connected(), await connected(), await connected()];
      await listed({ connectionId: one.id, policies: { ...noPolicies, selling: selling.id } });
      await listed({ connectionId: one.id, policies: { ...noPolicies, selling: selling.id } });
      await listed({ connectionId: one.id, policies: { ...noPolicies, shipping: shipping.id } });
      await listed({
        connectionId: other.id,
        policies: { ...noPolicies, selling: selling.id },
        status: 'ended',
      });
      await within(async ({ listings }) => {
        expect(await listings.count(one.id)).toBe(3);
        expect(await listings.count(other.id)).toBe(1);
        expect(await listings.count(none.id)).toBe(0);
        expect((await listings.accountsOfPolicy(selling.id)).toSorted()).toEqual([one.id, other.id].sort());
        expect(await listings.accountsOfPolicy(shipping.id)).toEqual([one.id]);
        expect(await listings.accountsOfPolicy(synchronization.id)).toEqual([]);
      });
    });

    it('P6: another workspace sees and changes none of them', async () => {
      const policy = aPolicy();
      const listing = await listed();
      await within(async (tx) => {
        await tx.policies.insert(policy);
        await tx.listings.save({ ...listing, policies: { ...noPolicies, selling: policy.id } });
      });
      await elsewhere(async (tx) => {
        expect(await tx.policies.get(policy.id)).toBeUndefined();
        expect(await tx.policies.list()).toEqual([]);
        expect(await tx.listings.count(listing.connectionId)).toBe(0);
        expect(await tx.listings.accountsOfPolicy(policy.id)).toEqual([]);
        await tx.policies.remove(policy.id);
      });
      await expect(elsewhere((tx) => tx.policies.save({ ...policy, name: 'stolen' }))).rejects.toThrow();
      const stolen = aConnection({ policies: { ...noPolicies, selling: policy.id } });
      await expect(elsewhere((tx) => tx.connections.insert(stolen))).rejects.toThrow();
      expect(await within((tx) => tx.policies.get(policy.id))).toEqual(policy);
    });
  });

  describe('prices', () => {
    async function targeted(changes: Partial<Target> = {}): Promise<Target> {
      const { id: connectionId } = await connected();
      const target = aTarget({
        connectionId,
        channelSku: brandId<ChannelSku>('P'),
        aspect: 'price',
        lane: 'price',
        ...changes,
      });
      await within((tx) => tx.targets.insertMany([target]));
      return target;
    }
    const read = (id: TargetId) => within((tx) => tx.targets.get(id));

    it('P5: a price target keeps its amounts to the last digit, with all parts of a price; a quantity its units', async () => {
      const { id: connectionId } = await connected();
      const channelSku = brandId<ChannelSku>('P');
      const price = aTarget({
        connectionId,
        channelSku,
        aspect: 'price',
        lane: 'price',
        inFlight: { version: 3, value: { ...euros('0.07'), sale }, deadline: noon },
        acknowledged: { version: 2, value: { ...euros('12.5'), list: euros('13') }, at: noon },
        shown: { value: { ...euros('1299.123456789012'), business }, at: noon },
        approved: fullPrice,
        ownParts: ['sale', 'business'],
      });
      const quantity = aTarget({
        connectionId,
        channelSku,
        acknowledged: { version: 3, value: 0, at: noon },
        shown: { value: 7, at: noon },
        approved: 12_000,
      });
      await within((tx) => tx.targets.insertMany([price, quantity]));
      expect(await read(price.id)).toEqual(price);
      expect(await read(quantity.id)).toEqual(quantity);
      await within((tx) => tx.targets.raiseAll(connectionId, 'quantity-up', noon));
      expect(await read(price.id)).toEqual(price);
      expect(await read(quantity.id)).toMatchObject({
        wantedVersion: 2,
        lane: 'quantity-up',
        dueAt: noon,
        approved: 12_000,
      });
    });

    it('parts of a price come and go', async () => {
      const plain = await targeted({ shown: { value: euros('20'), at: noon } });
      const full = {
        ...plain,
        inFlight: { version: 1, value: fullPrice, deadline: noon },
        acknowledged: { version: 1, value: fullPrice, at: noon },
        shown: { value: fullPrice, at: noon },
        approved: fullPrice,
      };
      await within((tx) => tx.targets.save(full));
      expect(await read(plain.id)).toEqual({ ...full, version: 1 });
      await within((tx) => tx.targets.save({ ...plain, version: 1 }));
      expect(await read(plain.id)).toEqual({ ...plain, version: 2 });
    });

    it('what is approved is kept beside a raise, exactly, and only where it was said', async () => {
      const price = await targeted({ awaitsOrdersAfter: noon, raisedAt: plus(noon, -5) });
      const plain = aTarget({ ...price, id: brandId<TargetId>(randomUUID()), channelSku: brandId('Q') });
      const other = aTarget({ ...price, id: brandId<TargetId>(randomUUID()), channelSku: brandId('R') });
      const quantity = await targeted({ aspect: 'quantity', lane: 'quantity-down' });
      await within(async ({ targets }) => {
        await targets.insertMany([plain, other]);
        await targets.approve([], 'price', noon);
        const unknown = brandId<TargetId>(randomUUID());
        await targets.approve(
          [
            { id: price.id, value: euros('1') },
            { id: price.id, value: fullPrice },
            { id: plain.id, value: euros('1299.999999999999') },
            { id: unknown, value: euros('1') },
          ],
          'price',
          noon,
        );
        await targets.approve([{ id: quantity.id, value: 12_000 }], 'quantity-up', noon);
      });
      const raised = { wantedVersion: 2, dueAt: noon, awaitsOrdersAfter: null, version: 1 };
      expect(await read(price.id)).toEqual({ ...price, ...raised, approved: fullPrice });
      expect(await read(plain.id)).toEqual({
        ...plain,
        ...raised,
        approved: euros('1299.999999999999'),
      });
      expect(await read(other.id)).toEqual(other);
      expect(await read(quantity.id)).toEqual({
        ...quantity,
        ...raised,
        raisedAt: noon,
        lane: 'quantity-up',
        approved: 12_000,
      });
      // Allowed anew, without the parts.
      await within((tx) => tx.targets.approve([{ id: price.id, value: euros('2') }], 'price', noon));
      expect((await read(price.id))?.approved).toEqual(euros('2'));
    });

    it('P3: an approval neither turns a fall that waits into a rise nor makes due what is in flight', async () => {
      const down = await targeted({ aspect: 'quantity', lane: 'quantity-down', dueAt: plus(noon, -1) });
      const deadline = plus(noon, 30_000);
      const inFlight = { version: 1, value: euros('3'), deadline };
      const sent = await targeted({ inFlight, dueAt: deadline });
      await within(async ({ targets }) => {
        await targets.approve([{ id: down.id, value: 9 }], 'quantity-up', noon);
        await targets.approve([{ id: sent.id, value: euros('9') }], 'price', noon);
      });
      expect(await read(down.id)).toMatchObject({ lane: 'quantity-down', dueAt: noon, approved: 9 });
      expect(await read(sent.id)).toMatchObject({ dueAt: deadline, inFlight, approved: euros('9') });
    });

    it('raises and approvals of the same targets at once: none is lost, whatever their order', async () => {
      const first = await targeted();
      const second = aTarget({ ...first, id: brandId<TargetId>(randomUUID()), channelSku: brandId('Q') });
      await within((tx) => tx.targets.insertMany([second]));
      const ids = [first.id, second.id];
      const changes = Array.from({ length: 8 }, (_, index) => {
        const order = index % 2 === 0 ? ids : ids.toReversed();
        return [
          within((tx) => tx.targets.raise(order, 'price', noon)),
          within((tx) => tx.targets.raiseAll(first.connectionId, 'price', noon)),
          within((tx) =>
            tx.targets.approve(
              order.map((id) => ({ id, value: fullPrice })),
              'price',
              noon,
            ),
          ),
        ];
      });
      await Promise.all(changes.flat());
      for (const id of ids) {
        expect(await read(id)).toMatchObject({ wantedVersion: 25, version: 24, approved: fullPrice });
      }
    });

    it('a save that read before an approval loses', async () => {
      const target = await targeted();
      let runs = 0;
      await within(async (tx) => {
        runs += 1;
        const seen = await tx.targets.get(target.id);
        if (seen === undefined) throw new Error('missing');
        if (runs === 1) {
          await within((other) =>
            other.targets.approve([{ id: target.id, value: fullPrice }], 'price', noon),
          );
        }
        await tx.targets.save({ ...seen, dueAt: null });
      });
      expect(runs).toBe(2);
      expect(await read(target.id)).toMatchObject({ wantedVersion: 2, dueAt: null, approved: fullPrice });
    });

    it('P6: nothing is approved from another workspace', async () => {
      const target = await targeted();
      await elsewhere((tx) => tx.targets.approve([{ id: target.id, value: fullPrice }], 'price', noon));
      expect(await read(target.id)).toEqual(target);
    });
  });
}
