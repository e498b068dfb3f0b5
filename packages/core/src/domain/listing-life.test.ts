import { describe, expect, it } from 'vitest';
import { listingStatuses, listingSteps, mayMove, moveListing, type ListingStatus } from './listing-life.ts';

const aRow = (status: ListingStatus) => ({ status, name: 'kept' });

describe('the life of a listing', () => {
  it('every step of the table can be taken, and no other', () => {
    for (const from of listingStatuses) {
      for (const to of listingStatuses) {
        const step = (): unknown => moveListing(aRow(from), from, to as never);
        if (mayMove(from, to)) expect(step()).toEqual({ status: to, name: 'kept' });
        else expect(step, `${from} to ${to}`).toThrow(`cannot go from ${from} to ${to}`);
      }
    }
  });

  it('the compiler refuses a step that is not in the table', () => {
    // @ts-expect-error nothing that is not published can end
    expect(() => moveListing(aRow('matching'), 'matching', 'ended')).toThrow();
  });

  it('a listing that is not where the caller thinks is a bug', () => {
    expect(() => moveListing(aRow('active'), 'matching', 'publishing')).toThrow();
  });

  it('every status can be reached from the beginning, and none is a dead end', () => {
    const reached = new Set<ListingStatus>(['unlisted']);
    for (let grew = true; grew;) {
      const size = reached.size;
      for (const status of [...reached]) for (const next of listingSteps[status]) reached.add(next);
      grew = reached.size > size;
    }
    expect([...reached].sort()).toEqual([...listingStatuses].sort());
    for (const status of listingStatuses) {
      expect(listingSteps[status].some((next) => next !== status)).toBe(true);
    }
  });
});
