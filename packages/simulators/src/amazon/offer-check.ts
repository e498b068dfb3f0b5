import { asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { marketplaceById } from './marketplaces.ts';

/**
 * What an offer may hold, as the product type schemas have it: a discounted price with a beginning and an end, and for businesses tiers in
 * amounts or in percent. That only businesses get tiers, and that each costs less than the one before, is the simulator's own choice.
 */
const MEMBERS = new Set([
  'marketplace_id',
  'currency',
  'audience',
  'our_price',
  'discounted_price',
  'quantity_discount_plan',
  'minimum_seller_allowed_price',
  'maximum_seller_allowed_price',
  'start_at',
  'end_at',
]);
const MOST_LEVELS = 5;

/** What is wrong with an amount of money. */
export function amountProblem(amount: unknown): string | undefined {
  if (typeof amount !== 'number' || !(amount > 0)) return 'The price must be a number above 0.';
  return /^\d+(\.\d{1,2})?$/.test(String(amount)) ? undefined : 'The price has more than two decimals.';
}

/** What is wrong with the parts of an offer besides its price. A member that is null is one that a merge takes away. */
export function offerPartsProblem(offer: JsonObject): string | undefined {
  const unknown = Object.keys(offer).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return `The offer has no member ${unknown}.`;
  const { discounted_price: discounted, quantity_discount_plan: plan } = offer;
  if (discounted != null) {
    const problem = scheduleOf(discounted, saleProblem);
    if (problem !== undefined) return problem;
  }
  if (plan == null) return undefined;
  if (offer['audience'] !== 'B2B') return 'Only businesses get prices by quantity.';
  return scheduleOf(plan, planProblem);
}

/** A list price: without tax in North America, with it in Europe (amzn/selling-partner-api-models issue 3958). */
export function listPriceProblem(value: JsonObject, marketplaceId: string): string | undefined {
  const store = marketplaceById(marketplaceId);
  const member = ['US', 'CA'].includes(store?.countryCode ?? '') ? 'value' : 'value_with_tax';
  if (value['currency'] !== store?.currency)
    return 'The currency of the list price is not that of the store.';
  const other = Object.keys(value).find((name) => !['marketplace_id', 'currency', member].includes(name));
  return other === undefined ? amountProblem(value[member]) : `The list price has no member ${other} here.`;
}

function scheduleOf(
  value: unknown,
  problemOf: (entry: JsonObject) => string | undefined,
): string | undefined {
  const schedule = asObjects(asObjects(value)[0]?.['schedule']);
  if (schedule.length !== 1) {
    return "The field 'schedule' does not have enough values. The required minimum is '1' value(s).";
  }
  return problemOf(schedule[0] ?? {});
}

function saleProblem({ value_with_tax: amount, start_at: start, end_at: end, ...others }: JsonObject) {
  if (Object.keys(others).length > 0) return 'The discounted price has members that it does not know.';
  const [from, until] = [start, end].map((it) => (typeof it === 'string' ? Date.parse(it) : Number.NaN));
  if (from === undefined || until === undefined || !(from < until)) {
    return 'The discounted price needs start_at and end_at, in this order.';
  }
  return amountProblem(amount);
}

function planProblem({ discount_type: kind, levels: given, ...others }: JsonObject): string | undefined {
  if (Object.keys(others).length > 0) return 'The quantity discount plan has members that it does not know.';
  if (kind !== 'fixed' && kind !== 'percent') return 'The discount type is fixed or percent.';
  const levels = asObjects(given);
  if (levels.length === 0 || levels.length > MOST_LEVELS) return `A plan has one to ${MOST_LEVELS} levels.`;
  const bounds = levels.map((it) => Number(it['lower_bound']));
  const isRising = bounds.every((it, at) => Number.isInteger(it) && it > (bounds[at - 1] ?? 1));
  if (!isRising) return 'The lower bounds are whole numbers above 1 that rise.';
  return levels.map((it) => amountProblem(it['value'])).find((it) => it !== undefined);
}
