import { at } from '@quayside/testkit/builders';
import { expect, it } from 'vitest';
import { plus } from './instant.ts';
import { orderNewsOf } from './notification-subscription.ts';

const now = at('2026-03-02T12:00:00.000Z');
const hours = (count: number) => plus(now, -count * 60 * 60_000);

it.each([
  ['told lately by a platform that was found to tell', hours(1), hours(2), 'told'],
  ['a platform that was found to tell, and has told of nothing yet', hours(1), null, 'expected'],
  ['nothing for more than a day', hours(1), hours(25), 'expected'],
  ['told, by a platform that was not looked after for more than a day', hours(25), hours(1), 'asked'],
  ['told once, by a platform that tells no more', null, hours(1), 'asked'],
] as const)('P8: real time says what it rests on: %s', (_, ensuredAt, heardAt, expected) => {
  expect(orderNewsOf({ ensuredAt, heardAt }, now)).toBe(expected);
});

it('P8: where there are no notifications, asking is all there is', () => {
  expect(orderNewsOf(undefined, now)).toBe('asked');
});
