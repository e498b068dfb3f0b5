import { constant, plusPercentFactor, type Exact } from '../domain/decimal.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Ground } from './price-facts.ts';

type Vat = NonNullable<SellingRules['vat']>;

/** Per cent that the marketplace's prices are to contain; `null`: what the shop's contain. */
function chargedVat(vat: Vat, marketplace: MarketplaceId): string | null {
  return Object.hasOwn(vat.charged, marketplace) ? (vat.charged[marketplace] ?? null) : null;
}

/** Per cent of VAT that a finished price contains. */
export function containedVat({ listing, rules: { vat } }: Ground): string {
  return vat === null ? '0' : (chargedVat(vat, listing.marketplace) ?? vat.contained);
}

/** The price with the marketplace's VAT in the place of the shop's, or with none; `null`: it stays as it is. */
export function exchangeVat(
  { listing, rules: { vat } }: Ground,
  price: Exact,
  isCharged: boolean,
): Exact | null {
  if (vat === null) return null;
  const exchange = isCharged ? exchangeAt(vat, listing.marketplace) : exchangeOf('0', vat.contained);
  return exchange === null ? null : price.times(exchange.to).dividedBy(exchange.from);
}

/** What a price is multiplied by and divided by; `null`: nothing changes. */
type Exchange = { readonly to: Exact; readonly from: Exact } | null;

const exchanges = new WeakMap<Vat, Map<MarketplaceId, Exchange>>();

/** Found once for each marketplace of a policy. */
function exchangeAt(vat: Vat, marketplace: MarketplaceId): Exchange {
  const ofVat = exchanges.get(vat) ?? new Map<MarketplaceId, Exchange>();
  const known = ofVat.get(marketplace);
  if (known !== undefined) return known;
  const charged = chargedVat(vat, marketplace);
  const exchange = charged === null ? null : exchangeOf(charged, vat.contained);
  exchanges.set(vat, ofVat.set(marketplace, exchange));
  return exchange;
}

function exchangeOf(charged: string, contained: string): Exchange {
  if (constant(charged).equals(constant(contained))) return null;
  return { to: plusPercentFactor(charged), from: plusPercentFactor(contained) };
}
