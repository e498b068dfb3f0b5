import type { ListingsPart } from '@quayside/core/ports/channel-connector';
import { withTiming } from '@quayside/core/ports/manifest';
import { REPORT_COLUMNS, SHORT_REPORT_COLUMNS } from '@quayside/simulators/amazon/listing-report';
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const france = 'A13V1IB3VIYZZH';
const germany = 'A1PA6795UKMFR9';

async function start(...options: Parameters<typeof startSimulatedAmazon>) {
  const amazon = await startSimulatedAmazon(...options);
  closing.push(() => amazon.close());
  return { ...openChannel(amazon), simulator: amazon.simulator };
}

type Channel = Awaited<ReturnType<typeof start>>;

const itemsOf = (parts: readonly ListingsPart[]) => parts.flatMap(({ items }) => items);

/** Steps of one call, failures included; time passes as long as each part says. */
async function steps(channel: Channel, token: string | null) {
  const seen: (ListingsPart | string)[] = [];
  for await (const step of channel.connector.listings.all(token)) {
    seen.push(step.ok ? step.value : step.error.message.code);
    if (step.ok) channel.clock.advance(step.value.waitMs);
  }
  return seen;
}

/** Goes on until something else than a waiting part comes. */
async function afterWaiting(channel: Channel) {
  let token: string | null = null;
  for (let calls = 0; calls < 10; calls += 1) {
    const seen = await steps(channel, token);
    const last = seen.at(-1);
    if (typeof last !== 'object' || last.waitMs === 0) return seen;
    token = last.resumeToken;
  }
  throw new Error('It waits for ever');
}

describe('the list of all listings', () => {
  it('reads 100,000 listings in parts, each as small as the last (P4)', async () => {
    const channel = await start();
    channel.simulator.seedSeries({ skuPrefix: 'BULK-', count: 100_000, price: '9.99', quantity: 3 });
    // So many rows take the simulator a second or two to write.
    const { definition } = channel;
    const manifest = withTiming(definition.manifest, { writeTimeoutMs: 20_000 });
    const { credentials, settings, context } = channel;
    const parts = await channel.list(null, definition.open({ credentials, settings }, context, manifest));
    const items = itemsOf(parts);
    expect(items).toHaveLength(100_002);
    expect(Math.max(...parts.map((part) => part.items.length))).toBe(500);
    expect(new Set(items.map(({ channelSku }) => channelSku)).size).toBe(100_002);
    expect(channel.simulator.calls.of('documents.download').total).toBe(1);
  });

  it.each([
    ['all columns', REPORT_COLUMNS, 'Cp1252'],
    ['few columns', SHORT_REPORT_COLUMNS, 'Cp1252'],
    ['UTF-8', REPORT_COLUMNS, 'UTF-8'],
  ] as const)('is read with %s', async (_, columns, charset) => {
    const channel = await start();
    const title = 'Lampe "Été" 12" – 20 €';
    channel.simulator.seedListing({ sku: 'É/1', title, price: '19.90', quantity: 7, asin: 'B07FIRST01' });
    channel.simulator.reports.style = { columns, charset };
    const record = itemsOf(await channel.list()).find(({ channelSku }) => channelSku === 'É/1');
    expect(record).toMatchObject({
      title,
      catalogueId: 'B07FIRST01',
      price: { amount: '19.9' },
      quantity: 7,
    });
  });

  it('holds every marketplace of the settings, each in its currency and from a report of its own', async () => {
    const channel = await start({ sellers: [{ marketplaceIds: [france, germany] }] });
    const settings = { ...(channel.settings as object), marketplaceIds: [france, germany] };
    const connector = channel.definition.open(
      { credentials: channel.credentials, settings },
      channel.context,
      channel.definition.manifest,
    );
    channel.simulator.seedListing({ sku: 'HERE', marketplaceIds: [germany], price: '3', quantity: 1 });
    const parts = await channel.list(null, connector);
    const found = itemsOf(parts).map(({ channelSku, marketplace }) => `${channelSku} ${marketplace}`);
    const expected = ['OWN / 1', 'THEIRS'].flatMap((sku) => [`${sku} ${france}`, `${sku} ${germany}`]);
    expect(found.toSorted()).toEqual([...expected, `HERE ${germany}`].toSorted());
    expect(channel.simulator.calls.of('reports.create').total).toBe(2);
  });

  it('tells what Amazon holds of what it ships, without a read for each', async () => {
    const channel = await start();
    const [own, theirs] = itemsOf(await channel.list());
    expect(own).toMatchObject({ channelSku: 'OWN / 1', quantity: 200, channelStock: null });
    expect(theirs).toMatchObject({ channelSku: 'THEIRS', quantity: null, channelStock: 50 });
    expect(theirs?.channelStockAt !== undefined && theirs.channelStockAt >= theirs.asOf).toBe(true);
    expect(channel.simulator.calls.of('inventory.summaries').total).toBe(1);
    expect(channel.simulator.calls.of('listings.get').total).toBe(0);
  });

  it('asks for the stock of fifty at a time, waits for its turn, and never for a SKU that would be two', async () => {
    const channel = await start();
    const count = 120;
    channel.simulator.seedSeries({
      skuPrefix: 'FBA-',
      count,
      price: '1',
      quantity: 3,
      channelCode: 'AMAZON_EU',
    });
    channel.simulator.seedListing({ sku: 'A,B', price: '1', quantity: 3, channelCode: 'AMAZON_EU' });
    const items = itemsOf(await channel.list());
    expect(items.filter(({ channelStock }) => channelStock === 3)).toHaveLength(count);
    expect(items.find(({ channelSku }) => channelSku === 'A,B')).toMatchObject({ channelStock: null });
    // 121 with THEIRS; the third call came before its turn once.
    expect(channel.simulator.calls.of('inventory.summaries').succeeded).toBe(3);
  });

  it('comes without the stock where Amazon does not tell it, and the log says so (P8)', async () => {
    const channel = await start();
    channel.simulator.faults.add({ operation: 'inventory.summaries', kind: 'server-error' });
    const [, theirs] = itemsOf(await channel.list());
    expect(theirs).toMatchObject({ channelSku: 'THEIRS', channelStock: null });
    expect(channel.context.logged.join()).toContain('channel-stock-unknown');
  });

  it('is dated by the end of the report: a sale after it is newer than the row (P3)', async () => {
    const channel = await start();
    const [own] = itemsOf(await channel.list());
    channel.clock.advance(1_000);
    const placedAt = channel.clock.now();
    expect(own !== undefined && own.asOf < placedAt).toBe(true);
  });

  it('names rows that cannot be read, and hides no other (P8)', async () => {
    const channel = await start();
    const [seller] = channel.simulator.sellers;
    const { listings } = channel.simulator;
    channel.simulator.seedListing({ sku: 'ODD', price: '5', quantity: 1 });
    listings.writeStock(seller?.sellerId ?? '', 'ODD', [{ fulfillment_channel_code: 'ELSEWHERE' }]);
    const parts = await channel.list();
    expect(parts.flatMap(({ unreadable }) => unreadable)).toEqual([
      { id: 'ODD', problem: 'fulfillment-channel (unknown)' },
    ]);
    expect(itemsOf(parts)).toHaveLength(2);
  });

  it('says so when its columns are not known, and begins no new report for it', async () => {
    const channel = await start();
    channel.simulator.reports.style = { columns: ['artikel', 'preis'], charset: 'UTF-8' };
    const seen = await afterWaiting(channel);
    expect(seen.at(-1)).toBe('amazon.report-unreadable');
  });

  it('that is cancelled is no empty account, unless there is no listing (P8)', async () => {
    const channel = await start();
    channel.simulator.reports.fates.push('CANCELLED');
    const seen = await afterWaiting(channel);
    expect(seen.at(-1)).toBe('amazon.report-failed');
    // The token before the failure begins a new report.
    const [reset] = seen;
    const token = typeof reset === 'object' ? reset.resumeToken : null;
    expect(itemsOf(await channel.list(token))).toHaveLength(2);

    const empty = await start();
    for (const sku of ['OWN / 1', 'THEIRS']) empty.simulator.seeds.remove({ sku });
    expect(itemsOf(await empty.list())).toEqual([]);
  });

  it('that Amazon could not write is asked for again', async () => {
    const channel = await start();
    channel.simulator.reports.fates.push('FATAL');
    const seen = await afterWaiting(channel);
    expect(seen.at(-1)).toBe('amazon.report-failed');
    expect(itemsOf(await channel.list())).toHaveLength(2);
  });

  it('goes without the access token to where the document lies (P7)', async () => {
    const channel = await start();
    await channel.list();
    // The simulator refuses a download that carries one.
    expect(channel.simulator.calls.of('documents.download')).toMatchObject({ total: 1, succeeded: 1 });
  });

  it('that breaks off is a failure, and no end', async () => {
    const channel = await start();
    channel.simulator.faults.add({
      operation: 'documents.download',
      kind: 'timeout-before',
      times: 1,
      holdMs: 100,
    });
    const seen = await afterWaiting(channel);
    expect(seen.at(-1)).toBe('amazon.no-answer');
  });

  it('begins again when its token is of another kind', async () => {
    const channel = await start();
    expect(itemsOf(await channel.list('not-a-token'))).toHaveLength(2);
  });
});
