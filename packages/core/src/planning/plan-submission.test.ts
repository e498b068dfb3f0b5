import { at } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import { planSending } from './plan-submission.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const limits = { mostOffers: 100, quietMs: 30_000, gatherMs: 600_000 };

describe('when a submission is sent', () => {
  it('waits for others, and begins to wait anew when one joins', () => {
    const later = plus(noon, 20_000);
    expect(planSending({ offers: 1, openedAt: noon }, limits, noon)).toBe(plus(noon, 30_000));
    expect(planSending({ offers: 2, openedAt: noon }, limits, later)).toBe(plus(noon, 50_000));
  });

  it('at once when it is full', () => {
    expect(planSending({ offers: 100, openedAt: noon }, limits, noon)).toBe(noon);
  });

  it('never later than its time after the first listing, however many come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), fc.integer({ min: 0, max: 99 }), (passed, offers) => {
        const now = plus(noon, passed);
        const sendAt = planSending({ offers, openedAt: noon }, limits, now);
        expect(sendAt >= now && sendAt <= plus(noon, limits.gatherMs)).toBe(true);
      }),
    );
  });
});
