import { at } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { planOrdersRead } from './plan-orders-read.ts';

const minute = (number: number) => at(`2026-03-02T09:${String(number).padStart(2, '0')}:00.000Z`);

describe('which orders are known for certain (P3)', () => {
  const nothing = { ordersImportedUntil: null, ordersRead: null };
  const first = planOrdersRead(nothing, minute(5), minute(8));

  it('the first window proves nothing yet: what changed before it was read is not in it', () => {
    expect(first).toEqual({ ordersImportedUntil: null, ordersRead: { until: minute(5), readAt: minute(8) } });
  });

  it('a window that reaches the end of that reading proves it', () => {
    expect(planOrdersRead(first, minute(8), minute(11))).toEqual({
      ordersImportedUntil: minute(5),
      ordersRead: { until: minute(8), readAt: minute(11) },
    });
  });

  it('a window that ends before that proves nothing, and does not put the proof off', () => {
    const second = planOrdersRead(first, minute(7), minute(10));
    expect(second).toEqual(first);
    expect(planOrdersRead(second, minute(9), minute(12)).ordersImportedUntil).toBe(minute(5));
  });

  it('never goes back', () => {
    const later = { ordersImportedUntil: minute(9), ordersRead: { until: minute(5), readAt: minute(6) } };
    expect(planOrdersRead(later, minute(10), minute(11)).ordersImportedUntil).toBe(minute(9));
  });
});
