import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { failing } from '@quayside/testkit/call-levers';
import { aWorkspace } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { createToyQueue, defineNotifyingChannel, type ToyQueue } from '@quayside/testkit/toy-notifications';
import { toyKey } from '@quayside/testkit/toy-engine';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { brandId, type ChannelSku, type SubmissionId } from '../domain/ids.ts';
import type { EntityKind } from '../domain/inbox.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Submission } from '../domain/submission.ts';
import type { EnsuredNotifications } from '../ports/notifications.ts';
import { connectChannel, reconnect } from './connect.ts';
import { disconnect } from './disconnect.ts';
import { receiveNotifications } from './receive-notifications.ts';

const told: EnsuredNotifications = { isToldOfOrders: true, refusals: [] };

let queue: ToyQueue;
let ensured: EnsuredNotifications | null;
let bench: EngineHarness;

beforeEach(async () => {
  queue = createToyQueue();
  ensured = told;
  bench = await createEngineHarness({
    stock: { LAMP: 5 },
    isLinked: true,
    definitions: (shop, market) => [
      defineMemoryStore(new Map([['toys', shop]])),
      defineNotifyingChannel(market, { queue, ensured: () => ensured }),
    ],
  });
});

function tell(kind: EntityKind, entityId: string, account = 'toys'): void {
  queue.send({ kind: 'hints', account, hints: [{ kind, entityId }] });
}

const aSku = (sku: string): ChannelSku => brandId<ChannelSku>(sku);

function receive() {
  const [source] = bench.engine.connectors.notificationSources;
  if (source === undefined) throw new Error('There is no queue');
  return receiveNotifications(bench.engine, source, new AbortController().signal);
}

const subscription = () => bench.look((tx) => tx.subscriptions.get(bench.account.id));

describe('notifications', () => {
  it('P2: an order that is told of is read and reserved, before any poll', async () => {
    const bought = bench.buy('LAMP', 2);
    tell('channel-order', bought.id);
    expect(await receive()).toEqual({ ok: true, value: 1 });
    expect(bench.rung.at(-1)).toMatchObject({ connectionId: bench.account.id, lane: 'inbox' });
    const polls = bench.levers.count('channel.orders.changed');
    await bench.drain('account', 'inbox');
    expect(await bench.reservations(bought)).toHaveLength(1);
    expect(bench.levers.count('channel.orders.changed')).toBe(polls);
    expect(queue.waiting).toBe(0);
    expect((await subscription())?.heardAt).not.toBeNull();
  });

  it('a flood about one order is one row, and one reading (P9)', async () => {
    const bought = bench.buy('LAMP');
    for (let count = 0; count < 30; count += 1) tell('channel-order', bought.id);
    while (queue.waiting > 0) await receive();
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(1);
    await bench.drain('account', 'inbox');
    expect(bench.levers.count('channel.orders.read')).toBe(1);
  });

  it('P6: a seller who is connected in two workspaces is told of in both, a stranger in none', async () => {
    const other = aWorkspace();
    await bench.storage.createWorkspace(other);
    const request = { connector: 'memory', name: 'Toy market', credentials: { key: toyKey } };
    const twin = await connectChannel(bench.engine, other.id, { ...request, settings: { market: 'toys' } });
    if (!twin.ok) throw new Error('The toy market refuses to connect');
    tell('channel-order', 'one');
    tell('channel-order', 'two', 'somebody else');
    await receive();
    const [mine, theirs] = [bench.account, twin.value].map(({ id }) => id);
    expect(await bench.look((tx) => tx.inbox.count(mine!))).toBe(1);
    expect(await bench.storage.transaction(other.id, (tx) => tx.inbox.count(theirs!))).toBe(1);
    expect(queue.waiting).toBe(0);
    expect(
      bench.rung
        .slice(-2)
        .map(({ connectionId }) => connectionId)
        .sort(),
    ).toEqual([mine, theirs].sort());
  });

  it('P7: nothing is kept of an account that is disconnected', async () => {
    await disconnect(bench.engine, { workspaceId: bench.workspaceId, connectionId: bench.account.id });
    tell('channel-order', 'one');
    await receive();
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
    expect(queue.waiting).toBe(0);
  });

  it('P2: what could not be stored is not taken out of the queue', async () => {
    const bought = bench.buy('LAMP');
    tell('channel-order', bought.id);
    const add = vi.spyOn(bench.storage, 'addHints').mockRejectedValueOnce(new Error('The database is away'));
    await expect(receive()).rejects.toThrow('away');
    expect(queue.waiting).toBe(1);
    add.mockRestore();
    await receive();
    expect(queue.waiting).toBe(0);
    await bench.drain('account', 'inbox');
    expect(await bench.placementOf(bought)).not.toBe('not-imported');
  });

  it('P2: what was stored and not taken out comes again, and does no harm', async () => {
    const bought = bench.buy('LAMP');
    tell('channel-order', bought.id);
    queue.failNext('acknowledge');
    expect((await receive()).ok).toBe(false);
    await bench.drain('account', 'inbox');
    await receive();
    await bench.settle();
    expect(await bench.reservations(bought)).toHaveLength(1);
    expect(queue.waiting).toBe(0);
  });

  it('P8: what cannot be read is logged, left for a while, and then given up; the others do not wait for it', async () => {
    const warned = vi.spyOn(bench.engine.log, 'warn');
    queue.send({ kind: 'unreadable', problem: 'envelope: payload (invalid_type)' });
    queue.send({ kind: 'ignored', reason: 'SOMETHING_ELSE' });
    tell('channel-order', 'one');
    await receive();
    expect(queue.waiting).toBe(1);
    for (let times = 2; times <= 5; times += 1) {
      expect(queue.waiting).toBe(1);
      await receive();
    }
    expect(queue.waiting).toBe(0);
    const problem = { problem: 'envelope: payload (invalid_type)' };
    expect(warned.mock.calls.map(([, values]) => values)).toEqual(
      [1, 2, 3, 4, 5].map((timesReceived) => ({
        connector: 'memory',
        ...problem,
        timesReceived,
        isGivenUp: timesReceived === 5,
      })),
    );
    warned.mockRestore();
  });

  it('P3: an order is read before listings that were told of earlier', async () => {
    for (let count = 0; count < 9; count += 1) tell('channel-listing', `OTHER-${count}`);
    while (queue.waiting > 0) await receive();
    bench.clock.advance(5_000);
    const bought = bench.buy('LAMP');
    tell('channel-order', bought.id);
    await receive();
    const [first] = await bench.look((tx) => tx.inbox.due(bench.account.id, bench.clock.now(), 1));
    expect(first).toMatchObject({ kind: 'channel-order', entityId: bought.id });
  });
});

describe('P4: a listing that is told of', () => {
  it('is read, and what differs is sent again', async () => {
    const listing = bench.market.listings.get('LAMP');
    expect(bench.shown('LAMP')).toBe(5);
    // Somebody changed it on the channel. A difference is seen twice before it is believed.
    Object.assign(listing!, { quantity: 9, pending: [] });
    expect(bench.shown('LAMP')).toBe(9);
    const reads = bench.levers.count('channel.listings.read');
    tell('channel-listing', 'LAMP');
    await receive();
    await bench.drain('account', 'inbox');
    expect(bench.levers.count('channel.listings.read')).toBe(reads + 1);
    expect((await bench.target('LAMP')).shown?.value).toBe(9);
    await bench.passUntil(() => bench.shown('LAMP') === 5);
  });

  it('of which nothing is linked costs no call', async () => {
    const reads = bench.levers.count('channel.listings.read');
    tell('channel-listing', 'UNKNOWN');
    await receive();
    await bench.drain('account', 'inbox');
    expect(bench.levers.count('channel.listings.read')).toBe(reads);
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
  });

  it('while it is still being created is looked at anew, and not before it was sent', async () => {
    const later = plus(bench.clock.now(), 60_000);
    const [lamp] = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, [aSku('LAMP')]));
    const hintWith = async (submittedAt: Instant | null) => {
      await bench.look(async (tx) => {
        const current = await tx.listings.get(lamp!.id);
        await tx.listings.save({ ...current!, status: 'publishing', submittedAt, dueAt: later });
      });
      tell('channel-listing', 'LAMP');
      await receive();
      await bench.drain('account', 'inbox');
      return bench.look(async (tx) => (await tx.listings.get(lamp!.id))?.dueAt);
    };
    expect(await hintWith(null)).toBe(later);
    const due = await hintWith(bench.clock.now());
    expect(due! < later).toBe(true);
    expect(bench.rung.at(-1)).toMatchObject({ lane: 'publish' });
  });

  it('whose reading fails is read again', async () => {
    bench.levers.next('channel.listings.read', failing('transient'));
    tell('channel-listing', 'LAMP');
    await receive();
    await bench.drain('account', 'inbox');
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(1);
    await bench.pass(10_000);
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
  });
});

describe('P8: the channel is asked to notify us', () => {
  it('once the account is connected, and again every reconcile period', async () => {
    expect((await subscription())?.ensuredAt).not.toBeNull();
    const before = bench.levers.count('channel.notifications.ensure');
    await bench.pass(61_000, 1_000);
    expect(bench.levers.count('channel.notifications.ensure')).toBe(before + 1);
  });

  it('what it refuses is a warning that says so, until it no longer does; the account goes on', async () => {
    const refusal = { code: 'memory.refused', values: {} };
    ensured = { isToldOfOrders: false, refusals: [refusal] };
    const { engine, workspaceId, account } = bench;
    const again = { ...engine, connectors: engine.connectors };
    // Its connector is opened anew with new credentials.
    const key = { workspaceId, connectionId: account.id };
    await reconnect(again, key, { key: toyKey, more: 1 });
    await bench.settle();
    expect(await subscription()).toMatchObject({ ensuredAt: null });
    const issueOf = async () =>
      (await bench.issues()).find((each) => each.key === `connection/${account.id}/notifications`);
    expect(await issueOf()).toMatchObject({ severity: 'warning', message: refusal });
    expect((await bench.look((tx) => tx.connections.get(account.id)))?.health).toBe('healthy');
    ensured = told;
    await reconnect(again, key, { key: toyKey, more: 2 });
    await bench.settle();
    expect((await subscription())?.ensuredAt).not.toBeNull();
    expect(await issueOf()).toBeUndefined();
  });

  it('without a queue nobody is asked, and that is no issue', async () => {
    ensured = null;
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    await reconnect(bench.engine, key, { key: toyKey, more: 1 });
    const before = bench.levers.count('channel.notifications.ensure');
    await bench.settle();
    expect(bench.levers.count('channel.notifications.ensure')).toBe(before);
    expect(await subscription()).toMatchObject({ ensuredAt: null });
    expect((await bench.issues()).filter(({ key: name }) => name.endsWith('/notifications'))).toEqual([]);
  });
});

describe('P4: a submission that the channel says it has read', () => {
  const inAnHour = () => plus(bench.clock.now(), 3_600_000);

  async function aSubmission(changes: Partial<Submission>): Promise<SubmissionId> {
    const id = bench.engine.ids.next() as SubmissionId;
    await bench.look((tx) =>
      tx.submissions.insert({
        id,
        connectionId: bench.account.id,
        marketplace: bench.market.marketplace,
        state: 'sent',
        offers: 0,
        refused: 0,
        channelId: 'F1',
        openedAt: bench.clock.now(),
        sentAt: bench.clock.now(),
        dueAt: inAnHour(),
        attempts: 0,
        version: 0,
        ...changes,
      }),
    );
    return id;
  }
  const of = (id: SubmissionId) => bench.look((tx) => tx.submissions.get(id));
  const outcomes = () => bench.levers.count('channel.submissions.outcome');

  async function told(channelId: string): Promise<void> {
    tell('submission', channelId);
    await receive();
    await bench.drain('account', 'inbox');
  }

  it('is looked at now, instead of in an hour', async () => {
    const id = await aSubmission({});
    bench.market.submissions.set('F1', {
      readAt: bench.clock.now(),
      read: () => [],
      refused: null,
      isGivenUp: false,
    });
    await bench.pass(1_000);
    expect((await of(id))?.state).toBe('sent');
    const before = outcomes();
    await told('F1');
    expect(bench.rung.at(-1)).toMatchObject({ lane: 'publish' });
    await bench.pass(250);
    expect((await of(id))?.state).toBe('over');
    expect(outcomes()).toBe(before + 1);
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
  });

  it('that is not known, or over, or not sent costs no call and moves nothing', async () => {
    const over = await aSubmission({ state: 'over', dueAt: null });
    const dueAt = inAnHour();
    const sending = await aSubmission({ state: 'sending', channelId: 'F2', dueAt });
    const before = outcomes();
    for (const channelId of ['F1', 'F2', 'unknown']) await told(channelId);
    await bench.pass(250);
    expect((await of(over))?.dueAt).toBeNull();
    expect((await of(sending))?.dueAt).toBe(dueAt);
    expect(outcomes()).toBe(before);
    expect(await bench.look((tx) => tx.inbox.count(bench.account.id))).toBe(0);
  });
});
