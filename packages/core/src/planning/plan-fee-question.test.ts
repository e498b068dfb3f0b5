import { euros } from '@quayside/testkit/builders';
import { expect, it } from 'vitest';
import { instant, plus } from '../domain/instant.ts';
import type { KnownFeeEstimate } from '../domain/listing.ts';
import { mustAskFees } from './plan-fee-question.ts';

const now = instant(1_000_000_000);
const known: KnownFeeEstimate = {
  price: euros('20'),
  total: euros('3'),
  ofPrice: euros('3'),
  fulfillment: 'merchant',
  at: now,
};
const week = 7 * 24 * 3_600_000;

it.each<[string, KnownFeeEstimate | null, 'merchant' | 'channel', string, number, boolean]>([
  ['nothing is known', null, 'merchant', '20', 0, true],
  ['it is known', known, 'merchant', '20', 0, false],
  ['a price nearby', known, 'merchant', '22', 0, false],
  ['a price far away', known, 'merchant', '22.01', 0, true],
  ['a price far below', known, 'merchant', '17.99', 0, true],
  ['somebody else ships', known, 'channel', '20', 0, true],
  ['a week has not passed', known, 'merchant', '20', week - 1, false],
  ['a week has passed', known, 'merchant', '20', week, true],
])('asks for fees: %s', (_, feeEstimate, fulfillment, price, later, wanted) => {
  expect(mustAskFees({ feeEstimate, fulfillment }, euros(price), plus(now, later))).toBe(wanted);
});
