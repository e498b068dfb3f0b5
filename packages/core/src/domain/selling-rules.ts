import { z } from 'zod';
import { attributeName, attributeRule } from './attribute-rule.ts';
import type { MarketplaceId } from './ids.ts';
import type { CurrencyCode } from './money.ts';

const signed = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'a plain decimal number such as 12.5 or -3');
const unsigned = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'a plain decimal number such as 12.5');
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .transform((text) => text as CurrencyCode);
export const marketplace = z
  .string()
  .min(1)
  .max(64)
  .transform((text) => text as MarketplaceId);
const date = z.iso.date();
const units = z.number().int().min(0).max(1_000_000);

/**
 * Where a price comes from. `regular`: the shop's regular price. `effective`: its sale price while a sale runs, else the regular one. `cost`: what the merchant
 * paid. `attribute`: a number that the shop keeps with the variant. `fixed`: the same for everything. All but the fixed one are in the shop's currency.
 */
const priceSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['regular', 'effective', 'cost']) }),
  z.strictObject({ kind: z.literal('attribute'), name: attributeName }),
  z.strictObject({ kind: z.literal('fixed'), amount: unsigned, currency }),
]);
export type PriceSource = z.infer<typeof priceSource>;

/** Added to the running value, in order: an amount or per cent, written here or kept by the shop as an attribute (`times` -1 to take it off). */
const modifier = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['absolute', 'percent']), value: signed }),
  z.strictObject({
    kind: z.enum(['attribute', 'attribute-percent']),
    name: attributeName,
    times: z.union([z.literal(1), z.literal(-1)]),
  }),
]);
export type Modifier = z.infer<typeof modifier>;
const modifiers = z.array(modifier).max(10);

/** What prices end in: the smallest unit of the currency, x.x9, x.99, whole units, or tens. */
export const endings = ['cent', '0.09', '0.99', '1', '10'] as const;
export type Ending = (typeof endings)[number];

const rounding = z.strictObject({
  to: z.enum(endings),
  direction: z.enum(['nearest', 'up', 'down']),
});
export type Rounding = z.infer<typeof rounding>;

/** A limit of a price: an amount, converted where the marketplace has another currency, or an attribute in the shop's currency. */
const bound = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), amount: unsigned, currency }),
  z.strictObject({ kind: z.literal('attribute'), name: attributeName }),
]);
export type Bound = z.infer<typeof bound>;

/** What must be left of a price: an amount in the shop's currency, or per cent of the price without its VAT. */
const margin = z.strictObject({ kind: z.enum(['absolute', 'percent']), value: unsigned });
export type WantedMargin = z.infer<typeof margin>;

/** What goods cost until they are with the buyer, in the shop's currency: cost x factor for each unit, and once for each listing unit the rest. */
const costs = z.strictObject({ factor: unsigned, fixed: unsigned, shipping: unsigned });
export type Costs = z.infer<typeof costs>;

/** One row of the merchant's table of fees; the first that fits counts. Amounts are in the marketplace's currency, per cent of the price with VAT. */
const feeRow = z.strictObject({
  /** `null`: every marketplace. */
  marketplace: marketplace.nullable(),
  when: attributeRule.nullable(),
  percent: unsigned,
  /** The percentage is never less than this. */
  minimum: unsigned,
  fixed: unsigned,
});
export type FeeRow = z.infer<typeof feeRow>;

/** Where the beginning or the end of a sale comes from. `open`: it has none. */
const saleDate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['shop', 'open']) }),
  z.strictObject({ kind: z.literal('date'), date }),
  z.strictObject({ kind: z.literal('attribute'), name: attributeName }),
]);
export type SaleDate = z.infer<typeof saleDate>;

const quantitySource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stock') }),
  z.strictObject({ kind: z.literal('fixed'), units }),
  z.strictObject({ kind: z.literal('attribute'), name: attributeName }),
]);

/** How prices and quantities follow from the shop's, shaped by a schema, since merchants write it. Its steps are taken in the order of `docs/adr/0020`. */
export const sellingRules = z
  .strictObject({
    price: z.strictObject({
      /** `margin`: the lowest price that leaves the wanted margin after costs, fees and VAT. */
      source: z.discriminatedUnion('kind', [
        ...priceSource.options,
        z.strictObject({ kind: z.literal('margin') }),
      ]),
      modifiers,
      rounding,
      minimum: bound.nullable(),
      maximum: bound.nullable(),
      /** No price is below what leaves this much; `null`: costs are not looked at. */
      floor: z.strictObject({ costs, margin }).nullable(),
      /** A lower price for a time, which the channel itself begins and ends. `shop`: the sale price of the shop. */
      sale: z
        .strictObject({
          source: z.discriminatedUnion('kind', [
            ...priceSource.options,
            z.strictObject({ kind: z.literal('shop') }),
          ]),
          modifiers,
          from: saleDate,
          until: saleDate,
        })
        .nullable(),
      /** What the channel may show as the price before. */
      list: z.strictObject({ source: priceSource, modifiers }).nullable(),
      /** The price for businesses, and what they pay each from a number of units on. */
      business: z
        .strictObject({
          source: priceSource,
          modifiers,
          isVatCharged: z.boolean(),
          tiers: z
            .array(
              z.strictObject({
                from: z.number().int().min(2).max(100_000),
                kind: z.enum(['percent', 'price']),
                value: unsigned,
              }),
            )
            .max(5),
        })
        .nullable(),
    }),
    quantity: z.strictObject({
      source: quantitySource,
      /** Of the source, rounded down. */
      percent: z.number().int().min(0).max(100),
      /** Units of the variant that are never offered, as a margin for sales that happen at the same time. */
      buffer: units,
      /** Units of the listing below which none is offered; `null`: no limit. */
      minimum: units.min(1).nullable(),
      /** Units of the listing that are offered at most; `null`: no limit. */
      maximum: units.min(1).nullable(),
    }),
    /** `null`: prices go out as they are. */
    vat: z
      .strictObject({
        /** Per cent that the shop's prices contain; 0: they are without VAT. */
        contained: unsigned,
        /** Per cent that prices are to contain, by marketplace; others keep what the shop has. */
        charged: z.record(marketplace, unsigned),
      })
      .nullable(),
    /** One unit of `from` is so many of `to`. */
    rates: z.array(z.strictObject({ from: currency, to: currency, rate: unsigned, asOf: date })).max(50),
    /** Days after which a rate no longer serves; `null`: it always does. */
    ratesServeDays: z.number().int().min(1).max(3_650).nullable(),
    fees: z.array(feeRow).max(100),
    /** Whether a channel's own estimate counts: where no row of the table fits, before the table, or never. */
    channelFees: z.enum(['never', 'no-row', 'always']),
    /** What is asked about before it is sent. */
    guards: z.strictObject({
      /** A fall of a price by more than so many per cent; `null`: falls are not asked about, but for a factor of ten. */
      cutPercent: unsigned.nullable(),
      /** A quantity above this, in units of the listing; `null`: none, but for a hundredfold rise. */
      unitsAbove: units.nullable(),
    }),
  })
  .refine(({ price }) => price.source.kind !== 'margin' || price.floor !== null, {
    path: ['price', 'floor'],
    message: 'a price from the margin needs the margin',
  });
export type SellingRules = z.infer<typeof sellingRules>;

/** Prices as the shop has them, all that can be sold, and a question before anything drastic: what a new policy begins with. */
export const plainSellingRules: SellingRules = {
  price: {
    source: { kind: 'regular' },
    modifiers: [],
    rounding: { to: 'cent', direction: 'nearest' },
    minimum: null,
    maximum: null,
    floor: null,
    sale: null,
    list: null,
    business: null,
  },
  quantity: { source: { kind: 'stock' }, percent: 100, buffer: 0, minimum: null, maximum: null },
  vat: null,
  rates: [],
  ratesServeDays: 30,
  fees: [],
  channelFees: 'never',
  guards: { cutPercent: '50', unitsAbove: 9_999 },
};
