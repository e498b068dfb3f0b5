import { at } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { authorizedUntil, planAuthorizationReminder } from './plan-authorization.ts';

const until = at('2026-12-31T10:00:00.000Z');

describe('until when a consent is good', () => {
  it.each([
    ['2026-01-01T10:00:00.000Z', 365, '2027-01-01T10:00:00.000Z'],
    ['2026-01-01T10:00:00.000Z', undefined, null],
    [null, 365, null],
  ])('given at %s for %s days: %s', (given, days, end) => {
    expect(authorizedUntil({ authorizedAt: given === null ? null : at(given) }, days)).toBe(end);
  });
});

describe('the reminder before its end (P8)', () => {
  it.each([
    ['2026-12-01T09:59:59.999Z', null],
    ['2026-12-01T10:00:00.000Z', { isUrgent: false, days: 30 }],
    ['2026-12-24T09:59:59.999Z', { isUrgent: false, days: 7 }],
    ['2026-12-24T10:00:00.000Z', { isUrgent: true, days: 7 }],
    ['2026-12-30T10:00:00.001Z', { isUrgent: true, days: 0 }],
    ['2027-02-01T10:00:00.000Z', { isUrgent: true, days: 0 }],
  ])('at %s: %o', (now, reminder) => {
    expect(planAuthorizationReminder(until, at(now))).toEqual(reminder);
  });

  it('is none where nothing ends', () => {
    expect(planAuthorizationReminder(null, at('2027-02-01T10:00:00.000Z'))).toBeNull();
  });
});
