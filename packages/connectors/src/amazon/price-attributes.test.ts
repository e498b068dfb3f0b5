import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { instant, parseInstant } from '@quayside/core/domain/instant';
import type { OfferPrice } from '@quayside/core/domain/offer';
import { euros } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { pricePatch } from './listing-bodies.ts';
import { priceAttributes, readPrice, type WrittenPart } from './price-attributes.ts';

const france = brandId<MarketplaceId>('A13V1IB3VIYZZH');
const usa = brandId<MarketplaceId>('ATVPDKIKX0DER');

describe('the parts of a price', () => {
  const patchOf = (price: OfferPrice, shown: readonly WrittenPart[] = [], marketplace = france) =>
    JSON.parse(JSON.stringify(pricePatch('PRODUCT', marketplace, price, shown).patches)) as {
      op: string;
      path: string;
      value: Record<string, unknown>[];
    }[];

  it('are taken away only where the last read showed them', () => {
    expect(patchOf(euros('5'))).toEqual([
      {
        op: 'merge',
        path: '/attributes/purchasable_offer',
        value: [
          {
            marketplace_id: france,
            currency: 'EUR',
            audience: 'ALL',
            our_price: [{ schedule: [{ value_with_tax: 5 }] }],
          },
        ],
      },
    ]);
    const [offers, ...others] = patchOf(euros('5'), ['sale', 'list', 'business', 'tiers']);
    expect(offers?.value).toMatchObject([{ audience: 'ALL', discounted_price: null }]);
    const selectors = { marketplace_id: france, currency: 'EUR' };
    expect(others).toEqual([
      { op: 'delete', path: '/attributes/purchasable_offer', value: [{ ...selectors, audience: 'B2B' }] },
      { op: 'delete', path: '/attributes/list_price', value: [selectors] },
    ]);
  });

  it('are written digit by digit, the list price as its region has it', () => {
    const price = { ...euros('20'), list: euros('12345678901234567.07') };
    const text = (marketplace: MarketplaceId) =>
      JSON.stringify(pricePatch('PRODUCT', marketplace, price, []));
    expect(text(france)).toContain('"value_with_tax":12345678901234567.07}');
    expect(text(usa)).toContain('"value":12345678901234567.07}');
    const tiers = [{ from: 5, price: euros('12345678901234567.07') }];
    const business = { ...euros('20'), business: { price: euros('19'), tiers } };
    expect(JSON.stringify(pricePatch('PRODUCT', france, business, []))).toContain(
      '"levels":[{"lower_bound":5,"value":12345678901234567.07}]',
    );
  });

  const offer = (parts: object, audience = 'ALL') => ({
    marketplace_id: france,
    currency: 'EUR',
    audience,
    our_price: [{ schedule: [{ value_with_tax: '20.00' }] }],
    ...parts,
  });
  const shown = (...offers: readonly object[]) =>
    readPrice(
      priceAttributes.parse({ purchasable_offer: offers }),
      france,
      parseInstant('2026-03-02T12:00:00Z') ?? instant(0),
    );
  const sale = (...schedule: readonly object[]) => ({ discounted_price: [{ schedule }] });

  it('of a sale: a date is its midnight, what is over says nothing, what cannot be read costs nothing else', () => {
    const dated = { value_with_tax: '15.00', start_at: '2026-03-01', end_at: '2026-03-09' };
    const price = { amount: '15', currency: 'EUR' };
    expect(shown(offer(sale(dated)))?.price.sale).toEqual({
      price,
      from: '2026-03-01T00:00:00.000Z',
      until: '2026-03-09T00:00:00.000Z',
    });
    const over = shown(offer(sale({ ...dated, end_at: '2026-03-02' })));
    expect(over?.price).toEqual({ amount: '20', currency: 'EUR' });
    // It is still there, and goes with the next price.
    expect(over?.parts).toEqual(['sale']);
    expect(shown(offer({ discounted_price: 'odd' }))).toMatchObject({ price: { amount: '20' }, parts: [] });
    expect(shown(offer(sale({ ...dated, start_at: 'soon' })))?.price).not.toHaveProperty('sale');
  });

  it('of businesses: tiers in percent are not ours, and are seen all the same', () => {
    const plan = (discount_type: string) => ({
      quantity_discount_plan: [
        {
          schedule: [
            {
              discount_type,
              levels: [
                { lower_bound: 9, value: '5' },
                { lower_bound: 3, value: '10' },
              ],
            },
          ],
        },
      ],
    });
    const tiersOf = (kind: string) => shown(offer({}), offer(plan(kind), 'B2B'));
    expect(tiersOf('fixed')?.price.business?.tiers.map(({ from }) => from)).toEqual([3, 9]);
    expect(tiersOf('percent')).toMatchObject({
      price: { business: { tiers: [] } },
      parts: ['business', 'tiers'],
    });
  });
});
