import { aListing, aVariant, at } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import type { ChannelSku, ConnectionId } from '../domain/ids.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import { plainSynchronizationRules } from '../domain/synchronization-rules.ts';
import { stillHolds, type Basis } from './plan-again.ts';

const connectionId = 'c' as ConnectionId;
const basis: Basis = {
  listing: aListing({ connectionId, channelSku: 'LAMP' as ChannelSku }),
  variant: aVariant({ connectionId }),
  reservedUnits: 2,
  selling: plainSellingRules,
  synchronization: null,
  now: at('2026-03-02T12:00:00.000Z'),
};
const later = { ...basis, now: at('2026-03-03T12:00:00.000Z') };

describe('what was decided still holds', () => {
  it('for the same rows and rules, until a sale begins or ends', () => {
    expect(stillHolds(basis, null, basis)).toBe(true);
    expect(stillHolds(basis, null, later)).toBe(true);
    expect(stillHolds(basis, at('2026-03-04T00:00:00.000Z'), later)).toBe(true);
    expect(stillHolds(basis, later.now, later)).toBe(false);
  });

  it.each<[string, Partial<Basis>]>([
    ['another version of the listing', { listing: { ...basis.listing, version: 9 } }],
    ['another version of the variant', { variant: aVariant({ connectionId, version: 9 }) }],
    ['no variant any more', { variant: undefined }],
    ['other reservations', { reservedUnits: 3 }],
    ['other selling rules, though they say the same', { selling: { ...plainSellingRules } }],
    ['other synchronization rules', { synchronization: plainSynchronizationRules }],
  ])('not for %s', (_, change) => {
    expect(stillHolds(basis, null, { ...basis, ...change })).toBe(false);
  });
});
