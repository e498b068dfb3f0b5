import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { instant } from '@quayside/core/domain/instant';
import { parseCurrency, type Money } from '@quayside/core/domain/money';
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { exactNumber, parseExactJson } from './exact-json.ts';
import listingFixture from './fixtures/listing.json' with { type: 'json' };
import { offerBody, pricePatch } from './listing-bodies.ts';
import { mapIssues } from './listing-issues.ts';
import { amazonListing, mapListing } from './listing-mapper.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start() {
  const amazon = await startSimulatedAmazon();
  closing.push(() => amazon.close());
  return { ...openChannel(amazon), simulator: amazon.simulator };
}

function euros(amount: string): Money {
  const currency = parseCurrency('EUR');
  if (currency === undefined) throw new Error('EUR');
  return { amount, currency };
}

const france = brandId<MarketplaceId>('A13V1IB3VIYZZH');
const usa = brandId<MarketplaceId>('ATVPDKIKX0DER');

describe('prices (P5)', () => {
  it('are written digit by digit, with the cents of their currency', () => {
    const written = (amount: string) => JSON.stringify(pricePatch('PRODUCT', france, euros(amount), []));
    expect(written('19.9')).toContain('"value_with_tax":19.90}');
    expect(written('12345678901234567.07')).toContain('"value_with_tax":12345678901234567.07}');
    for (const amount of ['0', '-1']) expect(() => written(amount)).toThrow();
    for (const text of ['1e3', '', '1,5', '01', 'NaN']) expect(() => exactNumber(text)).toThrow();
  });

  it('are read digit by digit, also those that a float cannot hold', () => {
    const text =
      '{"a":[{"schedule":[{"value_with_tax":12345678901234567.070}]}],"quantity":3,"b":{"value_with_tax":null}}';
    expect(parseExactJson(text)).toEqual({
      a: [{ schedule: [{ value_with_tax: '12345678901234567.070' }] }],
      quantity: 3,
      b: { value_with_tax: null },
    });
  });

  it('change alone: limits, the offers of other audiences and parts set by hand stay; what is named goes', async () => {
    const channel = await start();
    const [seller] = channel.simulator.sellers;
    const listing = channel.simulator.listings.find(seller?.sellerId ?? '', 'OWN / 1', france);
    if (listing === undefined) throw new Error('No listing');
    const [own] = listing.attributes['purchasable_offer'] ?? [];
    const business = { ...own, audience: 'B2B', our_price: [{ schedule: [{ value_with_tax: 20 }] }] };
    const schools = { ...business, audience: 'B2B_EDUCATION' };
    const limits = { minimum_seller_allowed_price: [{ schedule: [{ value_with_tax: 9 }] }] };
    const sale = {
      discounted_price: [
        { schedule: [{ value_with_tax: 15, start_at: '2020-01-01', end_at: '2090-01-01' }] },
      ],
    };
    listing.attributes['purchasable_offer'] = [{ ...own, ...limits, ...sale }, business, schools];
    expectOk(
      await channel.connector.listings.setPrice(await channel.address(), euros('19.9'), channel.sendBy(), []),
    );
    channel.settle();
    const everybodys = { ...own, ...limits, our_price: [{ schedule: [{ value_with_tax: 19.9 }] }] };
    expect(listing.attributes['purchasable_offer']).toEqual([{ ...everybodys, ...sale }, business, schools]);
    const address = await channel.address();
    const gone = ['sale', 'business'] as const;
    expectOk(await channel.connector.listings.setPrice(address, euros('19.9'), channel.sendBy(), gone));
    channel.settle();
    expect(listing.attributes['purchasable_offer']).toEqual([everybodys, schools]);
  });
});

describe('a listing', () => {
  const channelSku = brandId<ChannelSku>('GM-ZDPI-9B4E');
  const item = amazonListing.parse(listingFixture.body);
  const read = (changes: object = {}, marketplace = usa) =>
    mapListing({ ...item, ...changes }, { channelSku, marketplace }, instant(0));

  it('shows status, price and problems, as in the official sandbox case', () => {
    const shown = read();
    expect(shown).toMatchObject({ status: 'active', price: { amount: '100', currency: 'USD' } });
    // It can be bought, so nothing of what Amazon calls errors keeps it from being sold.
    expect(shown?.issues.map(({ code, severity }) => [code, severity])).toEqual([
      ['90220', 'warning'],
      ['18027', 'warning'],
      ['99300', 'warning'],
      ['18155', 'warning'],
      ['18742', 'warning'],
    ]);
    const canada = read({}, brandId<MarketplaceId>('A2EUQ1WTGCTBG2'));
    expect(canada).toMatchObject({ status: 'inactive', price: { amount: '130', currency: 'CAD' } });
    expect(canada?.issues.map(({ code }) => code)).toEqual(['18027', '99300']);
  });

  it('takes the seller’s own price where no offer is shown, and never that of other buyers', () => {
    const offer = (audience: string, text: string) => ({
      marketplace_id: usa,
      currency: 'USD',
      audience,
      our_price: [{ schedule: [{ value_with_tax: text }] }],
    });
    const attributes = { purchasable_offer: [offer('B2B', '1'), offer('ALL', '24.90')] };
    expect(read({ offers: [], attributes })).toMatchObject({ price: { amount: '24.9', currency: 'USD' } });
    const business = { marketplaceId: usa, offerType: 'B2B', price: { amount: '9.00', currencyCode: 'USD' } };
    expect(read({ offers: [business], attributes })).toMatchObject({ price: { amount: '24.9' } });
    expect(read({ offers: [], attributes: {} })).toMatchObject({ price: null });
    // A sale of the seller's own on Amazon lowers what buyers pay, and not what we have set.
    const onSale = { marketplaceId: usa, offerType: 'B2C', price: { amount: '19.00', currencyCode: 'USD' } };
    expect(read({ offers: [onSale], attributes })).toMatchObject({ price: { amount: '24.9' } });
    expect(read({ offers: [onSale], attributes: {} })).toMatchObject({ price: { amount: '19' } });
  });

  it('has an error when Amazon keeps it from being sold, not when it is exempt', () => {
    const issue = (severity: string, status: string) => ({
      code: `${severity} ${status}`,
      message: 'm',
      severity,
      marketplaceIds: null,
      enforcements: { exemption: { status } },
    });
    const severities = (isBuyable: boolean) =>
      mapIssues(
        [
          issue('ERROR', 'NOT_EXEMPT'),
          issue('ERROR', 'EXEMPT_UNTIL_EXPIRY_DATE'),
          issue('WARNING', 'NOT_EXEMPT'),
          issue('INFO', 'NOT_EXEMPT'),
        ],
        { channelSku: brandId<ChannelSku>('A'), marketplace: usa, catalogueId: null },
        isBuyable,
      ).map(({ severity }) => severity);
    expect(severities(false)).toEqual(['error', 'warning', 'warning']);
    expect(severities(true)).toEqual(['warning', 'warning', 'warning']);
  });
});

describe('a new offer', () => {
  const terms = { condition: 'refurbished', handlingDays: null, shippingTemplate: null } as const;
  const offer = {
    channelSku: brandId<ChannelSku>('NEW'),
    marketplace: france,
    catalogueId: 'B07FIRST01',
    price: euros('5'),
    terms,
    channelData: {},
  };

  it('says what is asked for, and nothing of what the account decides', () => {
    expect(offerBody(offer)).toMatchObject({ productType: 'PRODUCT', requirements: 'LISTING_OFFER_ONLY' });
    expect(offerBody(offer).attributes).toMatchObject({
      condition_type: [{ value: 'refurbished_refurbished', marketplace_id: france }],
      fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 0 }],
    });
    expect(offerBody(offer).attributes).not.toHaveProperty('merchant_shipping_group');
    const full = { ...terms, handlingDays: 4, shippingTemplate: 'By boat' };
    expect(offerBody({ ...offer, terms: full, channelData: { productType: 'LAMP' } })).toMatchObject({
      productType: 'LAMP',
      attributes: {
        fulfillment_availability: [{ lead_time_to_ship_max_days: 4 }],
        merchant_shipping_group: [{ value: 'By boat' }],
      },
    });
  });

  it('that Amazon refuses at once says why, by a code that nobody knows in Amazon’s words (P8)', async () => {
    const channel = await start();
    channel.simulator.listings.refusals.push({ code: '4711', message: 'Not today.', atOnce: true });
    const refused = await channel.connector.listings.create(await channel.offer());
    expect(refused).toMatchObject({
      error: {
        kind: 'invalid-input',
        message: { code: 'amazon.listing-invalid', values: { codes: '4711', text: 'Not today.' } },
        issues: [{ code: '4711', isKnown: false, severity: 'error' }],
      },
    });
  });

  it('that Amazon refuses later shows it', async () => {
    const channel = await start();
    const { channelSku, ...rest } = await channel.offer();
    channel.simulator.listings.refusals.push({ code: '5665', message: 'Approval needed.', atOnce: false });
    expectOk(await channel.connector.listings.create({ channelSku, ...rest }));
    channel.settle();
    expect(await channel.shown(channelSku)).toMatchObject({
      status: 'inactive',
      issues: [
        {
          code: '5665',
          severity: 'error',
          message: { code: 'amazon.issue.brand-not-approved' },
          words: 'Approval needed.',
        },
      ],
    });
  });

  it('under a SKU that stands for another item shows the contradiction', async () => {
    const channel = await start();
    const [, second] = channel.catalogue.items;
    const first = await channel.offer();
    expectOk(await channel.connector.listings.create(first));
    channel.settle();
    expectOk(await channel.connector.listings.create({ ...first, catalogueId: second.catalogueId }));
    channel.settle();
    expect(await channel.shown(first.channelSku)).toMatchObject({
      catalogueId: first.catalogueId,
      issues: [{ code: '8541' }],
    });
  });
});
