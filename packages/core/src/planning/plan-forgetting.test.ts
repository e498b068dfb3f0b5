import { at } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { forgetBuyerAt } from './plan-forgetting.ts';

const updatedAt = at('2026-03-01T00:00:00.000Z');
const order = { status: 'unshipped', deliverBy: null, updatedAt } as const;

describe('P7: when a buyer is forgotten', () => {
  it.each([
    [
      '30 days after the channel’s latest estimate',
      { deliverBy: at('2026-03-10T00:00:00.000Z') },
      null,
      '2026-04-09',
    ],
    [
      '14 and 30 days after the parcel, where nobody says when it arrives',
      {},
      '2026-03-02T00:00:00.000Z',
      '2026-04-15',
    ],
    [
      'by the estimate also when it was shipped before',
      { deliverBy: at('2026-03-10T00:00:00.000Z') },
      '2026-03-02T00:00:00.000Z',
      '2026-04-09',
    ],
    [
      'by the parcel when it left after its own estimate',
      { deliverBy: at('2026-03-10T00:00:00.000Z') },
      '2026-03-20T00:00:00.000Z',
      '2026-04-19',
    ],
    ['30 days after it was cancelled', { status: 'cancelled' as const }, null, '2026-03-31'],
    ['14 and 30 days after others have shipped it', { status: 'shipped' as const }, null, '2026-04-14'],
  ])('%s', (_, changes, shippedAt, day) => {
    const forgotten = forgetBuyerAt({ ...order, ...changes }, shippedAt === null ? null : at(shippedAt));
    expect(forgotten).toBe(`${day}T00:00:00.000Z`);
  });

  it('not while it waits to be shipped and nobody says when it arrives', () => {
    expect(forgetBuyerAt(order, null)).toBeNull();
  });
});
