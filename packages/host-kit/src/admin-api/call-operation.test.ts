import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { aWorkspace, at, euros } from '@quayside/testkit/builders';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { callByName, callOperation } from './call-operation.ts';

async function bench(options: Parameters<typeof createEngineHarness>[0] = {}) {
  const harness = await createEngineHarness(options);
  const host = apiHost(harness.engine);
  const owner = await memberWith(harness, 'owner');
  const trail = () => harness.look((tx) => tx.searches.audit({}, { after: null, limit: 50 }));
  return { harness, host, owner, trail };
}

describe('the admin API', () => {
  it('P6: another workspace’s ids find nothing and change nothing', async () => {
    const { harness, host } = await bench({ isLinked: true });
    const other = aWorkspace();
    await harness.storage.createWorkspace(other);
    const stranger = await memberWith(
      {
        ...harness,
        workspaceId: other.id,
        look: (work) => harness.storage.transaction(other.id, work),
      },
      'owner',
    );
    const connectionId = harness.account.id;
    const [found] = await harness.look((tx) => tx.searches.listings({}, { after: null, limit: 1 }));
    const listingId = found?.listing.id ?? '';
    const before = await harness.look(async (tx) => [
      await tx.connections.list(),
      await tx.listings.get(listingId as never),
    ]);
    for (const [name, input] of [
      ['pause-connection', { connectionId }],
      ['disconnect', { connectionId }],
      ['check-connection', { connectionId }],
      ['reconnect-channel', { connectionId, fields: { key: toyKey } }],
      ['listing', { listingId }],
    ] as const) {
      const answer = await callByName(host, stranger, name, input);
      expect(answer, name).toMatchObject({ ok: false, problem: { status: 409 } });
    }
    const stopped = await callOperation(host, stranger, 'stop-listings', {
      connectionId,
      listingIds: [listingId],
    });
    expect(stopped).toMatchObject({ ok: true, value: { done: 0, notPossible: 1 } });
    expect(await callOperation(host, stranger, 'listings', {})).toMatchObject({ value: { rows: [] } });
    expect(
      await harness.look(async (tx) => [
        await tx.connections.list(),
        await tx.listings.get(listingId as never),
      ]),
    ).toEqual(before);
  });

  it.each([
    ['an id that is none', 'order', { orderId: 'x' }, 'orderId'],
    ['a text that is too long', 'orders', { text: 'x'.repeat(201) }, 'text'],
    ['a member that is not asked for', 'orders', { workspaceId: '1' }, ''],
    ['a cursor of nowhere', 'listings', { after: 'bm93aGVyZQ' }, 'after'],
    ['a number that is none', 'orders', { limit: 1e9 }, 'limit'],
    [
      'too many at once',
      'stop-listings',
      {
        connectionId: '00000000-0000-7000-8000-000000000001',
        listingIds: Array(1_001).fill('00000000-0000-7000-8000-000000000002'),
      },
      'listingIds',
    ],
    ['nothing', 'set-role', null, ''],
  ])('refuses %s, and says which field', async (_, name, input, field) => {
    const { host, owner } = await bench();
    expect(await callByName(host, owner, name, input)).toMatchObject({
      ok: false,
      problem: { status: 400, fields: [field] },
    });
  });

  it.each(['constructor', '__proto__', 'toString', ''])('knows no operation %s', async (name) => {
    const { host, owner } = await bench();
    expect(await callByName(host, owner, name, {})).toMatchObject({ problem: { status: 404 } });
  });

  it('P7: the audit trail names what was asked for, and no key', async () => {
    const { host, owner, trail } = await bench();
    const connected = await callOperation(host, owner, 'connect-channel', {
      connector: 'memory',
      name: 'A second market',
      fields: { market: 'toys', key: toyKey },
    });
    expect(connected.ok).toBe(true);
    const [line] = await trail();
    expect(line).toMatchObject({
      command: 'connect-channel',
      input: { connector: 'memory', name: 'A second market' },
      outcome: 'done',
    });
    expect(JSON.stringify(line)).not.toContain(toyKey);
  });

  it('P8: a refused command is in the trail with its reason, and the history names who did what', async () => {
    const { harness, host, owner, trail } = await bench();
    const pause = () => callOperation(host, owner, 'pause-connection', { connectionId: harness.account.id });
    expect(await pause()).toMatchObject({ ok: true });
    const again = await pause();
    expect(again).toMatchObject({
      ok: false,
      problem: { sentence: 'It is paused already. Reload the page.' },
    });
    const lines = await trail();
    expect(lines.map(({ outcome, reason }) => [outcome, reason?.code ?? null]).toSorted()).toEqual([
      ['done', null],
      ['refused', 'problem.already-paused'],
    ]);
    const history = await callOperation(host, owner, 'activity', {});
    expect(history.ok && history.value.rows[0]).toMatchObject({
      by: 'An owner',
      connection: harness.account.name,
    });
    const audit = await callOperation(host, owner, 'audit', {});
    expect(audit.ok && audit.value.rows.map(({ name }) => name)).toEqual([
      'Paused a connection',
      'Paused a connection',
    ]);
  });

  it('speaks the member’s language', async () => {
    const { host, owner } = await bench();
    const nobody = { connectionId: '00000000-0000-7000-8000-0000000000ff' };
    const answer = await callOperation(host, { ...owner, locale: 'fr' }, 'pause-connection', nobody);
    expect(answer).toMatchObject({
      problem: { sentence: 'Cette connexion n’existe plus. Rechargez la page.' },
    });
  });

  it('an operation that fails by a bug is in the trail as failed', async () => {
    const { harness, host, owner, trail } = await bench();
    const broken = {
      ...host,
      engine: {
        ...host.engine,
        doorbell: { ring: () => Promise.reject(new Error('no bell')) },
      },
    };
    const pause = { connectionId: harness.account.id };
    await callOperation(host, owner, 'pause-connection', pause);
    await expect(callOperation(broken, owner, 'resume-connection', pause)).rejects.toThrow('no bell');
    expect((await trail()).map(({ outcome }) => outcome)).toContain('failed');
  });
});

describe('what the screens show', () => {
  it('P8: Channels: what orders come in by, from the manifest and from what was heard', async () => {
    const { harness, host, owner } = await bench();
    const news = async () => {
      const shown = await callOperation(host, owner, 'channels', {});
      if (!shown.ok) throw new Error(shown.problem.sentence);
      return shown.value.accounts.map(({ orderNews }) => orderNews);
    };
    expect(await news()).toEqual([{ how: 'asked', heardAt: null, everySeconds: 1 }]);
    const connectionId = harness.account.id;
    const now = harness.clock.now();
    await harness.look((tx) =>
      tx.subscriptions.insert({
        connectionId,
        connector: 'memory',
        account: 'toys',
        ensuredAt: now,
        heardAt: null,
      }),
    );
    expect(await news()).toMatchObject([{ how: 'expected' }]);
    await harness.storage.markHeard([{ workspaceId: harness.workspaceId, connectionId }], now);
    expect(await news()).toMatchObject([{ how: 'told', heardAt: now }]);
  });

  it('Overview: links, what needs the merchant, set-up, charts', async () => {
    const { harness, host, owner } = await bench({ isLinked: true, isListImported: true });
    harness.buy('LAMP');
    await harness.pass(5_000);
    harness.sell('LAMP', 1);
    await harness.pass(5_000);
    const shown = await callOperation(host, owner, 'overview', {});
    if (!shown.ok) throw new Error(shown.problem.sentence);
    const { connections, setUp, orders, stockLag, listings } = shown.value;
    expect(connections).toMatchObject([
      { role: 'store', platform: 'Toy shop', health: 'healthy', readUntil: expect.any(String) as string },
      { role: 'channel', platform: 'Toy market', health: 'healthy', readUntil: expect.any(String) as string },
    ]);
    expect(setUp.every(({ isDone }) => isDone)).toBe(true);
    expect(orders).toMatchObject({
      placed: 1,
      held: 0,
      days: [{ day: '2026-03-02T00:00:00.000Z', imported: 1 }],
    });
    expect(stockLag.overall?.count).toBe(1);
    expect(stockLag.hours).toHaveLength(1);
    expect(listings).toMatchObject({ onChannel: 1, total: 1 });
  });

  it('Listings: a row, and the steps that lead to what should be shown', async () => {
    const { harness, host, owner } = await bench({ stock: { LAMP: 5 }, isLinked: true });
    await harness.pass(5_000);
    const rows = await callOperation(host, owner, 'listings', { text: 'lamp' });
    if (!rows.ok) throw new Error(rows.problem.sentence);
    const [row] = rows.value.rows;
    expect(row).toMatchObject({
      channelSku: 'LAMP',
      quantity: { units: 5, isPending: false },
      product: { sku: 'LAMP' },
    });
    const one = await callOperation(host, owner, 'listing', { listingId: row?.id ?? '' });
    if (!one.ok) throw new Error(one.problem.sentence);
    const { quantity } = one.value.wanted;
    expect(quantity.units).toBe(5);
    expect(quantity.steps).toContainEqual({ step: 'stock', name: 'In stock', units: 5, price: null });
  });

  it('Orders: held ones say why, and are retried', async () => {
    const { harness, host, owner } = await bench();
    addMemoryListing(harness.market, { sku: 'CHAIR', price: euros('9.9'), quantity: 3 });
    const bought = harness.buy('CHAIR');
    await harness.passUntil(async () => (await harness.placementOf(bought)) === 'held');
    const held = await callOperation(host, owner, 'orders', { placementStates: ['held'] });
    if (!held.ok) throw new Error(held.problem.sentence);
    expect(held.value.rows).toMatchObject([
      { number: bought.id, state: 'held', reason: expect.stringContaining('CHAIR') as string },
    ]);
    const detail = await callOperation(host, owner, 'order', { orderId: held.value.rows[0]?.id ?? '' });
    expect(detail).toMatchObject({
      ok: true,
      value: { lines: [{ isLinked: false }], issues: [{}], buyer: 'known' },
    });
    expect(await callOperation(host, owner, 'retry-held-orders', {})).toMatchObject({
      value: { retried: 1, stillHeld: 1 },
    });
    addMemoryProduct(harness.shop, 'CHAIR', [{ id: 'CHAIR', sku: 'CHAIR', stock: 3 }]);
    await harness.pass(5_000);
    await harness.link('CHAIR');
    await harness.passUntil(async () => (await harness.placementOf(bought)) === 'placed');
  });

  it('Channels: until when an authorisation is good', async () => {
    const { harness, host, owner } = await bench({
      definitions: (shop, market) => {
        const channel = defineMemoryChannel(market);
        const manifest = { ...channel.manifest, consentGoodForDays: 365 };
        return [defineMemoryStore(new Map([['toys', shop]])), { ...channel, manifest }];
      },
    });
    const until = async () => {
      const shown = await callOperation(host, owner, 'channels', {});
      return shown.ok ? shown.value.accounts.map(({ authorizedUntil }) => authorizedUntil) : shown.problem;
    };
    expect(await until()).toEqual([null]);
    await harness.look(async (tx) => {
      const account = await tx.connections.get(harness.account.id);
      if (account === undefined) throw new Error('No account');
      await tx.connections.save({ ...account, authorizedAt: at('2026-01-01T10:00:00.000Z') });
    });
    expect(await until()).toEqual(['2027-01-01T10:00:00.000Z']);
  });

  it('Channels: accounts with their counts, and what can be connected by which form', async () => {
    const { host, owner } = await bench({ isLinked: true });
    const shown = await callOperation(host, owner, 'channels', {});
    if (!shown.ok) throw new Error(shown.problem.sentence);
    expect(shown.value.accounts).toMatchObject([{ platform: 'Toy market', listings: { onChannel: 1 } }]);
    expect(shown.value.offered).toMatchObject([
      {
        connector: 'memory',
        byConsent: [{ name: 'market', label: 'Name of the toy market' }],
        byKeys: [{ name: 'market' }, { name: 'key', kind: 'secret', hint: 'Its owner gives it out' }],
      },
    ]);
  });
});
