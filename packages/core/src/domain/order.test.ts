import { aConnection, anOrder, at } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { brandId, type StoreOrderId } from './ids.ts';
import { say } from './message.ts';
import { moveTo, placementSteps, type Placement, type PlacementState } from './order.ts';

const moment = at('2026-03-02T12:00:00.000Z');
const attempt = { attempts: 1, repeated: false, firstSentAt: moment, sendBy: moment, settlesAt: moment };
const placements: Readonly<Record<PlacementState, Placement>> = {
  'awaiting-payment': { state: 'awaiting-payment' },
  'awaiting-channel': { state: 'awaiting-channel' },
  held: { state: 'held', reason: say('order.held.no-store') },
  ready: { state: 'ready', attempts: 0 },
  sending: { state: 'sending', ...attempt },
  unconfirmed: { state: 'unconfirmed', ...attempt },
  placed: {
    state: 'placed',
    storeOrderId: brandId<StoreOrderId>('1'),
    storeOrderNumber: '1',
    at: moment,
    firstSentAt: moment,
    verifyAfter: null,
    adjustment: null,
  },
  closed: { state: 'closed' },
};
const states = Object.keys(placements) as PlacementState[];

describe('P1: the steps of a placement', () => {
  const order = (state: PlacementState) =>
    anOrder({ connectionId: aConnection().id, placement: placements[state] });

  it('a step of the table is taken, every other is a bug', () => {
    for (const from of states) {
      for (const to of states) {
        const step = () => moveTo(order(from), placements[to], moment);
        if (placementSteps[from].includes(to)) {
          expect(step()).toMatchObject({ placement: placements[to], dueAt: moment });
        } else expect(step, `${from} to ${to}`).toThrow();
      }
    }
  });

  it('a creation is sent from `ready`, or again from `unconfirmed`, and from nowhere else', () => {
    expect(states.filter((from) => placementSteps[from].includes('sending'))).toEqual([
      'ready',
      'unconfirmed',
    ]);
  });

  it('what may be in the store never becomes `ready` without an answer', () => {
    expect(placementSteps.unconfirmed).not.toContain('ready');
    expect(placementSteps.placed).toEqual(['placed']);
    expect(placementSteps.closed).toEqual([]);
  });
});
