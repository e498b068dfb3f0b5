import type { Exact } from '../domain/decimal.ts';
import { constant, plusPercentFactor } from '../domain/decimal.ts';
import type { Ground } from './price-facts.ts';

/** Per cent that the marketplace's prices are to contain; `null`: what the shop's contain. */
function chargedVat({ listing, rules }: Ground): string | null {
  const { vat } = rules;
  return vat !== null && Object.hasOwn(vat.charged, listing.marketplace)
    ? (vat.charged[listing.marketplace] ?? null)
    : null;
}

/** Per cent of VAT that a finished price contains. */
export function containedVat(ground: Ground): string {
  return chargedVat(ground) ?? ground.rules.vat?.contained ?? '0';
}

/** The price with the marketplace's VAT in the place of the shop's, or with none; `null`: it stays as it is. */
export function exchangeVat(ground: Ground, price: Exact, isCharged: boolean): Exact | null {
  const { vat } = ground.rules;
  const charged = isCharged ? chargedVat(ground) : '0';
  if (vat === null || charged === null || constant(charged).equals(constant(vat.contained))) return null;
  return price.times(plusPercentFactor(charged)).dividedBy(plusPercentFactor(vat.contained));
}
