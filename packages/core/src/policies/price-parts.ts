import { Exact } from '../domain/decimal.ts';
import { instant, parseInstant, type Instant } from '../domain/instant.ts';
import { say, type Message } from '../domain/message.ts';
import { roundUp, type Money } from '../domain/money.ts';
import { priceParts, type OfferPrice, type PricePart } from '../domain/offer.ts';
import type { SaleDate, SellingRules } from '../domain/selling-rules.ts';
import type { Limits } from './limit-price.ts';
import { nextSaleChange, NoPrice, type Ground } from './price-facts.ts';
import { readAttribute } from './read-attribute.ts';
import { readSource, reckonPrice, type Sourced } from './reckon-price.ts';

type Parts = Omit<OfferPrice, keyof Money>;

/** What goes with a price: a lower one for a time, the price before, and what businesses pay. */
export interface AddedParts {
  readonly parts: Parts;
  readonly leftOut: readonly Message[];
  readonly changesAt: Instant | null;
}

/** Adds the parts that the rules ask for. One that cannot be had, or that makes no sense beside the price, is left out with a reason, and the price goes without it. */
export function addParts(ground: Ground, price: Exact, limits: Limits): AddedParts {
  const { sale, list, business } = ground.rules.price;
  if (sale === null && list === null && business === null) return nothingAdded;
  const leftOut: Message[] = [];
  const attempt = <Part>(part: () => Part | null): Part | null => {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof NoPrice)) throw error;
      leftOut.push(error.refusal.reason);
      return null;
    }
  };
  const leave = (code: Parameters<typeof say>[0], amount: Exact): null => {
    const { channelSku: sku } = ground.listing;
    const inWords = (exact: Exact): string => `${exact.toFixed()} ${ground.currency}`;
    leftOut.push(say(code, { sku, amount: inWords(amount), price: inWords(price) }));
    return null;
  };
  const part = { ground, price, limits, leave };
  const onSale = attempt(() => (sale === null ? null : salePart(part, sale)));
  const before = attempt(() => (list === null ? null : listPart(part, list)));
  const forBusiness = attempt(() => (business === null ? null : businessPart(part, business)));
  return {
    parts: {
      ...(onSale === null ? {} : { sale: onSale }),
      ...(before === null ? {} : { list: before }),
      ...(forBusiness === null ? {} : { business: forBusiness }),
    },
    leftOut,
    changesAt: onSale?.until ?? (sale?.from.kind === 'shop' ? nextSaleChange(ground) : null),
  };
}

/** The parts that rules speak of, whether they can be had or not. */
export function partsInRules(rules: SellingRules | null): readonly PricePart[] {
  return rules === null ? [] : priceParts.filter((part) => rules.price[part] !== null);
}

const nothingAdded: AddedParts = { parts: {}, leftOut: [], changesAt: null };

interface Part {
  readonly ground: Ground;
  /** What everybody pays. */
  readonly price: Exact;
  readonly limits: Limits;
  readonly leave: (code: Parameters<typeof say>[0], amount: Exact) => null;
}

type Rules = Ground['rules']['price'];

function salePart(
  { ground, price, limits, leave }: Part,
  { source, modifiers, from, until }: NonNullable<Rules['sale']>,
): NonNullable<Parts['sale']> | null {
  const { currency, now, variant } = ground;
  if (source.kind === 'shop' && variant.sale === null) return null;
  const begins = momentOf(ground, from, 'from');
  const ends = momentOf(ground, until, 'until');
  if (ends !== null && ends <= now) return null;
  const sourced: Sourced =
    source.kind === 'shop' && variant.sale !== null
      ? {
          step: 'sale',
          price: new Exact(variant.sale.price.amount),
          currency: variant.sale.price.currency,
          changesAt: null,
        }
      : readSource(ground, source.kind === 'shop' ? { kind: 'regular' } : source);
  const reckoned = raised(reckonPrice(ground, sourced, modifiers, null), limits);
  if (!reckoned.greaterThan(0) || reckoned.greaterThanOrEqualTo(price)) {
    return leave('price.sale-not-lower', reckoned);
  }
  if (begins !== null && ends !== null && begins >= ends) return leave('price.sale-dates', reckoned);
  return { price: { amount: reckoned.toFixed(), currency }, from: begins, until: ends };
}

function listPart(
  { ground, price, leave }: Part,
  { source, modifiers }: NonNullable<Rules['list']>,
): Money | null {
  const reckoned = reckonPrice(ground, readSource(ground, source), modifiers, null);
  if (reckoned.lessThan(price)) return leave('price.list-lower', reckoned);
  return { amount: reckoned.toFixed(), currency: ground.currency };
}

function businessPart(
  { ground, price, limits, leave }: Part,
  { source, modifiers, isVatCharged, tiers }: NonNullable<Rules['business']>,
): NonNullable<Parts['business']> | null {
  const { currency } = ground;
  const money = (amount: Exact): Money => ({ amount: amount.toFixed(), currency });
  const reckoned = raised(
    reckonPrice(ground, readSource(ground, source), modifiers, null, isVatCharged),
    limits,
  );
  if (!reckoned.greaterThan(0) || reckoned.greaterThan(price))
    return leave('price.business-higher', reckoned);
  const kept: { readonly from: number; readonly price: Money }[] = [];
  let last = reckoned;
  for (const tier of tiers.toSorted((one, other) => one.from - other.from)) {
    const wanted =
      tier.kind === 'price'
        ? new Exact(tier.value)
        : reckoned.times(new Exact(100).minus(tier.value)).dividedBy(100);
    const each = raised(roundUp(wanted, currency), limits);
    // One that is not lower than the tier before is none.
    if (!each.greaterThan(0) || each.greaterThanOrEqualTo(last)) leave('price.tier-not-lower', each);
    else {
      kept.push({ from: tier.from, price: money(each) });
      last = each;
    }
  }
  return { price: money(reckoned), tiers: kept };
}

/** No part of a price is below the minimum or the floor. */
function raised(price: Exact, { minimum, floor }: Limits): Exact {
  return Exact.max(price, minimum ?? price, floor ?? price);
}

function momentOf(ground: Ground, date: SaleDate, side: 'from' | 'until'): Instant | null {
  switch (date.kind) {
    case 'open':
      return null;
    case 'shop':
      return ground.variant.sale?.[side] ?? null;
    case 'date':
      return dayOf(date.date, side);
    case 'attribute': {
      const [text = ''] = readAttribute(ground.variant, date.name);
      return parseInstant(text.trim()) ?? dayOf(text.trim(), side);
    }
  }
}

/** Midnight (UTC) at the beginning of a day, or at its end; `null` when it is no date. */
function dayOf(text: string, side: 'from' | 'until'): Instant | null {
  const day = parseInstant(`${text}T00:00:00Z`);
  if (day === undefined) return null;
  return side === 'from' ? day : instant(Date.parse(day) + dayMs);
}

const dayMs = 24 * 60 * 60 * 1_000;
