import {
  brandId,
  type ChannelSku,
  type ConnectionKey,
  type MarketplaceId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import type { Engine } from '@quayside/core/use-cases/engine';
import { operations, type OperationName } from '@quayside/host-kit/admin-api/operations';
import { beforeAll, describe, expect, it } from 'vitest';
import { aConnection, aListing, anOrder, aPolicy, aPolicyChange } from './builders.ts';

/** What is wrong with a session. */
export type SessionFlaw = 'expired' | 'forged' | 'of-another-app';

/** A host with two shops that have installed it, reached as browsers and the platform reach it. */
export interface HostUnderTest {
  readonly engine: Engine;
  readonly shops: readonly [own: ConnectionKey, other: ConnectionKey];
  /** The session of the owner of the first shop. */
  session(flaw?: SessionFlaw): Promise<string>;
  /** Calls the admin API. @param session `undefined`: without one. */
  call(operation: string, body: string, session: string | undefined): Promise<Answer>;
  /** Delivers to the first shop. @returns the status. */
  deliver(body: string, signature: 'good' | 'forged' | 'missing'): Promise<number>;
  /** The body of a delivery that becomes one hint. */
  readonly news: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const firstPage = { after: null, limit: 100 };
const megabyte = 1024 * 1024;
const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;

/** What every host owes: nobody without a session comes in, nobody reaches another shop's things, and what cannot be meant is refused before it does anything. */
export function describeHostContract(host: () => HostUnderTest): void {
  /** Everything of a workspace that a command could change. */
  const look = (workspaceId: WorkspaceId) =>
    host().engine.storage.transaction(workspaceId, async (tx) => ({
      connections: await tx.connections.list(),
      members: await tx.members.list(),
      pools: await tx.pools.list(),
      policies: await tx.policies.list(),
      policyChanges: await tx.policyChanges.latest(100),
      issues: await tx.issues.list(),
      activities: await tx.activities.latest(100),
      audit: await tx.searches.audit({}, firstPage),
      listings: await tx.searches.listings({}, firstPage),
      orders: await tx.searches.orders({}, firstPage),
    }));
  const own = () => host().shops[0];
  const other = () => host().shops[1];

  describe('P6: without a session that is right', () => {
    const names = Object.keys(operations) as OperationName[];

    it.each(names)('%s is refused, and nothing is changed', async (name) => {
      const before = await look(own().workspaceId);
      for (const session of [undefined, '', 'nonsense']) {
        expect((await host().call(name, '{}', session)).status).toBe(401);
      }
      expect(await look(own().workspaceId)).toEqual(before);
    });

    it.each(['expired', 'forged', 'of-another-app'] as const)(
      'one that is %s opens nothing',
      async (flaw) => {
        const before = await look(own().workspaceId);
        expect((await host().call('channels', '{}', await host().session(flaw))).status).toBe(401);
        const pause = JSON.stringify({ connectionId: own().connectionId });
        expect((await host().call('pause-connection', pause, await host().session(flaw))).status).toBe(401);
        expect(await look(own().workspaceId)).toEqual(before);
      },
    );
  });

  describe('P6: the ids of another shop', () => {
    let foreign: ForeignIds;
    beforeAll(async () => {
      foreign = await seedOther(host());
    });

    it.each(Object.keys(foreignInputs) as (keyof typeof foreignInputs)[])(
      'in %s reach nothing of it, and show nothing',
      async (name) => {
        const before = await look(other().workspaceId);
        const input = foreignInputs[name](foreign);
        const answer = await host().call(name, JSON.stringify(input), await host().session());
        expect([200, 400, 404, 409]).toContain(answer.status);
        const shown = JSON.stringify(answer.body);
        for (const secret of [...Object.values(foreign), otherTitle]) expect(shown).not.toContain(secret);
        expect(await look(other().workspaceId)).toEqual(before);
      },
    );
  });

  describe('what cannot be meant', () => {
    const tooLong = 'x'.repeat(201);
    it.each([
      ['an unknown operation', 'nonsense', '{}', 404],
      ['the name of something that every object has', 'constructor', '{}', 404],
      ['what is not JSON', 'orders', '{', 400],
      ['a list where fields belong', 'orders', '[]', 400],
      ['an over-long field', 'orders', JSON.stringify({ text: tooLong }), 400],
      ['a field that nobody knows', 'orders', JSON.stringify({ workspaceId: tooLong.slice(0, 9) }), 400],
      ['an id that is none', 'listing', JSON.stringify({ listingId: "' OR 1=1 --" }), 400],
      ['a body of 10 MB', 'orders', JSON.stringify({ text: 'x'.repeat(10 * megabyte) }), 413],
      ['a body of 10,000 levels', 'orders', deep, 413],
    ])('%s is refused with a sentence, and nothing is changed', async (_, name, body, status) => {
      const before = await look(own().workspaceId);
      const answer = await host().call(name, body, await host().session());
      expect(answer.status).toBe(status);
      expect((answer.body as { sentence: string }).sentence).toMatch(/\.$/);
      expect(await look(own().workspaceId)).toEqual(before);
    });
  });

  describe('commands', () => {
    it('P8: leave an entry that says who did what, also when they were refused', async () => {
      const trail = async () => (await look(own().workspaceId)).audit;
      const before = (await trail()).length;
      const session = await host().session();
      const call = (input: object) => host().call('check-connection', JSON.stringify(input), session);
      expect((await call({ connectionId: own().connectionId })).status).toBe(200);
      expect((await call({ connectionId: other().connectionId })).status).not.toBe(200);
      const entries = (await trail()).slice(0, 2);
      expect((await trail()).length).toBe(before + 2);
      expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(new Set(['done', 'refused']));
      expect(entries.map(({ command }) => command)).toEqual(['check-connection', 'check-connection']);
    });
  });

  describe('deliveries', () => {
    const hints = () =>
      host().engine.storage.transaction(own().workspaceId, (tx) =>
        tx.inbox.due(own().connectionId, plus(host().engine.clock.now(), 60_000), 100),
      );

    it.each([
      ['with a forged signature', () => host().news, 'forged', 401],
      ['without a signature', () => host().news, 'missing', 401],
      ['of 10 MB', () => JSON.stringify({ id: 1, text: 'x'.repeat(10 * megabyte) }), 'good', 413],
      ['of 10,000 levels', () => deep, 'good', 413],
    ] as const)('%s are refused, and nothing is stored', async (_, body, signature, status) => {
      const before = await hints();
      expect(await host().deliver(body(), signature)).toBe(status);
      expect(await hints()).toEqual(before);
    });

    it('that are replayed are one piece of news', async () => {
      for (let times = 0; times < 3; times += 1) expect(await host().deliver(host().news, 'good')).toBe(200);
      expect(await hints()).toHaveLength(1);
    });
  });
}

/** What nobody else may see. */
const otherTitle = 'A title of the other shop';

type ForeignIds = Readonly<
  Record<
    | 'connectionId'
    | 'channelId'
    | 'listingId'
    | 'orderId'
    | 'variantId'
    | 'memberId'
    | 'policyId'
    | 'changeId',
    string
  >
>;

/** A channel account with a listing and an order in the workspace of the other shop. */
async function seedOther({ engine, shops }: HostUnderTest): Promise<ForeignIds> {
  const { workspaceId, connectionId } = shops[1];
  return engine.storage.transaction(workspaceId, async (tx) => {
    const store = await tx.connections.get(connectionId);
    const channel = aConnection({ role: 'channel', connector: store?.connector ?? '' });
    const listing = aListing({
      connectionId: channel.id,
      channelSku: brandId<ChannelSku>('OTHER-1'),
      title: otherTitle,
    });
    const order = anOrder({ connectionId: channel.id, storeConnectionId: connectionId });
    await tx.connections.insert(channel);
    await tx.listings.insertMany([listing]);
    await tx.orders.insert(order);
    const policy = aPolicy();
    const change = aPolicyChange({ state: 'previewed' });
    await tx.policies.insert(policy);
    await tx.policyChanges.insert(change);
    const [member] = await tx.members.list();
    return {
      connectionId,
      channelId: channel.id,
      listingId: listing.id,
      orderId: order.id,
      variantId: engine.ids.next(),
      memberId: member?.id ?? '',
      policyId: policy.id,
      changeId: change.id,
    };
  });
}

const marketplace = brandId<MarketplaceId>('market-1');

type OperationWithoutIds =
  | 'overview'
  | 'channels'
  | 'connections'
  | 'members'
  | 'connect-channel'
  | 'policies'
  | 'policy-form'
  | 'create-policy'
  | 'matching-summary'
  | 'set-matching';

/** An input with ids of another workspace, for every operation that takes one: an operation that is added must say how. */
const foreignInputs: Readonly<
  Record<Exclude<OperationName, OperationWithoutIds>, (ids: ForeignIds) => object>
> = {
  listings: ({ channelId }) => ({ connectionId: channelId }),
  listing: ({ listingId }) => ({ listingId }),
  'unlisted-variants': ({ channelId }) => ({ connectionId: channelId, marketplace }),
  matches: ({ channelId }) => ({ connectionId: channelId }),
  'find-variants': ({ channelId }) => ({ connectionId: channelId, text: 'title' }),
  'find-catalogue-items': ({ channelId, listingId }) => ({
    ...{ connectionId: channelId, marketplace, listingId },
    text: 'title',
  }),
  'accept-match': ({ channelId, listingId, variantId }) => ({
    ...{ connectionId: channelId, listingId },
    is: { variantId },
  }),
  'reject-match': ({ channelId, listingId, variantId }) => ({
    ...{ connectionId: channelId, listingId },
    is: { variantId },
  }),
  'undo-reject-match': ({ channelId, listingId, variantId }) => ({
    ...{ connectionId: channelId, listingId },
    is: { variantId },
  }),
  'accept-matches-above': ({ channelId }) => ({ connectionId: channelId, percentFrom: 50 }),
  orders: ({ channelId }) => ({ connectionId: channelId }),
  order: ({ orderId }) => ({ orderId }),
  activity: ({ channelId, memberId }) => ({ connectionId: channelId, memberId }),
  audit: ({ memberId }) => ({ memberId }),
  'list-variants': ({ channelId, variantId }) => ({
    connectionId: channelId,
    marketplace,
    variantIds: [variantId],
  }),
  'stop-listings': ({ channelId, listingId }) => ({ connectionId: channelId, listingIds: [listingId] }),
  'relist-listings': ({ channelId, listingId }) => ({ connectionId: channelId, listingIds: [listingId] }),
  'choose-match': ({ channelId, listingId }) => ({
    connectionId: channelId,
    listingId,
    catalogueId: 'B00000001',
  }),
  'read-listing-again': ({ channelId, listingId }) => ({ connectionId: channelId, listingId }),
  'link-listing': ({ channelId, listingId }) => ({ connectionId: channelId, listingId, sku: 'LAMP' }),
  'retry-order': ({ orderId }) => ({ orderId }),
  'retry-held-orders': ({ channelId }) => ({ connectionId: channelId }),
  'settle-order-change': ({ orderId }) => ({ changeId: orderId }),
  'retry-order-change': ({ orderId }) => ({ changeId: orderId }),
  'check-connection': ({ connectionId }) => ({ connectionId }),
  'pause-connection': ({ connectionId }) => ({ connectionId }),
  'resume-connection': ({ connectionId }) => ({ connectionId }),
  disconnect: ({ channelId }) => ({ connectionId: channelId }),
  'begin-consent': ({ channelId }) => ({ connector: 'amazon', choices: {}, connectionId: channelId }),
  'claim-consent': () => ({ secret: 'a secret that was guessed' }),
  'reconnect-channel': ({ channelId }) => ({ connectionId: channelId, fields: {} }),
  'set-role': ({ memberId }) => ({ memberId, role: 'viewer' }),
  policy: ({ policyId }) => ({ policyId }),
  'rename-policy': ({ policyId }) => ({ policyId, name: 'Ours' }),
  'remove-policy': ({ policyId }) => ({ policyId }),
  'policy-change': ({ changeId }) => ({ changeId }),
  'propose-policy-change': ({ channelId, policyId }) => ({
    kind: 'assignment',
    connectionId: channelId,
    policyKind: 'selling',
    policyId,
  }),
  'apply-policy-change': ({ changeId }) => ({ changeId, approvesAsks: true }),
  'discard-policy-change': ({ changeId }) => ({ changeId }),
  'undo-policy-change': ({ changeId }) => ({ changeId }),
  'explain-draft': ({ listingId }) => ({
    kind: 'selling',
    rules: plainSellingRules,
    listingIds: [listingId],
  }),
  'assign-policy-to-listings': ({ listingId, policyId }) => ({
    listingIds: [listingId],
    kind: 'selling',
    policyId,
  }),
  'approve-offers': ({ channelId, listingId }) => ({ connectionId: channelId, listingIds: [listingId] }),
  'set-frequency': ({ channelId }) => ({ connectionId: channelId, frequency: 'hourly' }),
};
