import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { instant } from '@quayside/core/domain/instant';
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { expectOk } from '../_contract/watched-context.ts';
import listingFixture from './fixtures/listing.json' with { type: 'json' };
import { amazonListing, mapListing } from './listing-mapper.ts';
import { quantityPatch } from './listing-bodies.ts';
import { amazonSettings } from './settings.ts';
import { shipmentBody } from './shipments.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(...options: Parameters<typeof startSimulatedAmazon>) {
  const amazon = await startSimulatedAmazon(...options);
  closing.push(() => amazon.close());
  return { ...openChannel(amazon), simulator: amazon.simulator };
}

const tokensFetched = (channel: Awaited<ReturnType<typeof start>>) =>
  channel.simulator.calls.of('lwa.token').total;

describe('access tokens', () => {
  it('are fetched once for calls that come together, and kept', async () => {
    const channel = await start();
    await Promise.all([channel.address(), channel.address(), channel.address()]);
    await channel.address();
    expect(tokensFetched(channel)).toBe(1);
  });

  it('are renewed before they end', async () => {
    const channel = await start();
    await channel.address();
    channel.clock.advance(59 * 60_000);
    await channel.address();
    expect(tokensFetched(channel)).toBe(2);
    expect(channel.simulator.calls.of('listings.get').refused).toBe(0);
  });

  it('are renewed once when Amazon says they are over, and the write goes through', async () => {
    const channel = await start();
    const address = await channel.address();
    channel.clock.advance(100_000);
    channel.simulator.faults.add({ operation: 'listings.patch', kind: 'html', status: 403, times: 1 });
    expectOk(await channel.connector.listings.setQuantity(address, 5, channel.sendBy(), 200));
    expect(tokensFetched(channel)).toBe(2);
  });

  it('tell a withdrawn consent from a wrong application', async () => {
    const channel = await start();
    const wrong = { ...channel.credentials, clientSecret: 'wrong' };
    expect(await channel.open(wrong).test()).toMatchObject({
      error: { kind: 'auth-expired', message: { code: 'amazon.client-refused' } },
    });
    channel.levers.revoke();
    expect(await channel.connector.test()).toMatchObject({
      error: { kind: 'auth-expired', message: { code: 'amazon.authorization-withdrawn' } },
    });
  });
});

describe('the test of a connection', () => {
  it.each([
    [{ generalRoles: ['tracking'] }, 'Product Listing'],
    [{ generalRoles: ['listing'] }, 'Inventory and Order Tracking'],
    [{ roles: ['tax'] }, 'Direct to Consumer Shipping (Restricted)'],
    [{ roles: ['shipping'] }, 'Tax Remittance (Restricted)'],
  ] as const)('with %j names the role that is missing', async (seller, role) => {
    const channel = await start({ sellers: [seller] });
    expect(await channel.connector.test()).toMatchObject({
      error: { kind: 'permission', message: { code: 'amazon.role-missing', values: { role } } },
    });
  });

  it('finds out a marketplace where the seller does not sell', async () => {
    const channel = await start();
    const settings = {
      ...(channel.settings as object),
      marketplaceIds: ['A13V1IB3VIYZZH', 'A1PA6795UKMFR9'],
    };
    const connector = channel.definition.open(
      { credentials: channel.credentials, settings },
      channel.context,
      channel.definition.manifest,
    );
    expect(await connector.test()).toMatchObject({
      error: { kind: 'invalid-input', message: { values: { marketplaces: 'Amazon.de' } } },
    });
  });
});

describe('listings', () => {
  const channelSku = brandId<ChannelSku>('GM-ZDPI-9B4E');
  const usa = { channelSku, marketplace: brandId<MarketplaceId>('ATVPDKIKX0DER') };
  const france = { channelSku, marketplace: brandId<MarketplaceId>('A13V1IB3VIYZZH') };
  const now = instant(0);
  const item = amazonListing.parse(listingFixture.body);

  it('reads the official sandbox case', () => {
    expect(mapListing(item, usa, now)).toMatchObject({
      catalogueId: 'B071VG5N9D',
      title: 'Hardside Carry-On Spinner Suitcase Luggage',
      fulfillment: 'merchant',
      quantity: 100,
      channelData: { productType: 'LUGGAGE' },
    });
    expect(mapListing(item, france, now)).toBeNull();
  });

  it('never counts, and so never writes, what Amazon ships', () => {
    const fulfillmentAvailability = [
      { fulfillmentChannelCode: 'DEFAULT', quantity: 3 },
      { fulfillmentChannelCode: 'AMAZON_EU', quantity: 9 },
    ];
    expect(mapListing({ ...item, fulfillmentAvailability }, usa, now)).toMatchObject({
      fulfillment: 'channel',
      quantity: null,
      channelStock: 9,
    });
    const none = { ...item, fulfillmentAvailability: [] };
    expect(mapListing(none, usa, now)).toMatchObject({
      fulfillment: 'merchant',
      quantity: 0,
      channelStock: null,
    });
    const own = { ...item, fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT' }] };
    expect(mapListing(own, usa, now)).toMatchObject({ fulfillment: 'merchant', quantity: 0 });
  });

  it('keeps the handling time when the quantity changes', async () => {
    const channel = await start();
    expectOk(await channel.connector.listings.setQuantity(await channel.address(), 5, channel.sendBy(), 200));
    channel.settle();
    const [seller] = channel.simulator.sellers;
    expect(channel.simulator.listings.stock(seller?.sellerId ?? '', 'OWN / 1')).toEqual([
      { fulfillment_channel_code: 'DEFAULT', quantity: 5, lead_time_to_ship_max_days: 4 },
    ]);
  });

  it('does not send a quantity that is none, nor one without a product type', async () => {
    for (const quantity of [-1, 1.5, NaN]) expect(() => quantityPatch('PRODUCT', quantity)).toThrow();
    const channel = await start();
    const answer = await channel.connector.listings.setQuantity(
      { ...(await channel.address()), channelData: {} },
      1,
      channel.sendBy(),
      200,
    );
    expect(answer).toMatchObject({
      error: { kind: 'invalid-input', message: { code: 'amazon.product-type-unknown' } },
    });
  });
});

describe('limits', () => {
  it('wait as long as the rate that Amazon names', async () => {
    const channel = await start({ limits: { 'listings.get': { ratePerSecond: 0.25, burst: 1 } } });
    await channel.address();
    const answer = await channel.connector.listings.read({
      channelSku: channel.ownSku,
      marketplace: channel.marketplace,
    });
    expect(answer).toMatchObject({ error: { kind: 'rate-limited' } });
    expect(channel.context.paused[0]?.operation).toBe('getListingsItem');
  });
});

describe('shipments', () => {
  it.each([
    ['FedEx', 'FedEx', 'FedEx'],
    ['Royal Mail', 'Royal Mail', 'Royal Mail'],
    ['Colissimo', 'Other', 'Colissimo'],
  ])('names the carrier %s', (carrier, carrierCode, carrierName) => {
    const body = shipmentBody({
      marketplaceOrderId: brandId('404-0000000-0000001'),
      marketplace: brandId('A13V1IB3VIYZZH'),
      packageNumber: 2,
      carrier,
      trackingNumber: 'T',
      shippedAt: instant(0),
      lines: [{ marketplaceLineId: '1', quantity: 1 }],
    });
    expect(body).toMatchObject({ packageDetail: { packageReferenceId: '2', carrierCode, carrierName } });
  });
});

describe('settings', () => {
  const good = { region: 'EU', sellerId: 'A1B2C3', marketplaceIds: ['A13V1IB3VIYZZH'] };
  it('take other endpoints over https or on this machine only, and marketplaces of the region', () => {
    expect(amazonSettings.safeParse({ ...good, apiUrl: 'http://127.0.0.1:1/' }).data?.apiUrl).toBe(
      'http://127.0.0.1:1',
    );
    expect(amazonSettings.safeParse({ ...good, apiUrl: 'http://evil.example' }).success).toBe(false);
    expect(amazonSettings.safeParse({ ...good, tokenUrl: 'http://evil.example' }).success).toBe(false);
    expect(amazonSettings.safeParse({ ...good, marketplaceIds: ['ATVPDKIKX0DER'] }).success).toBe(false);
  });
});
