import { aConnection, aVariant } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import type { Gtin } from '../domain/gtin.ts';
import type { Sku } from '../domain/ids.ts';
import { planLink } from './plan-link.ts';

const connectionId = aConnection().id;
const gtin = '03700123450016' as Gtin;
const lamp = aVariant({ connectionId, sku: 'LAMP' as Sku, gtin, title: 'Lamp' });
const stool = aVariant({ connectionId, sku: 'STOOL' as Sku, gtin: '03700123450023' as Gtin, title: 'Stool' });
const bare = aVariant({ connectionId, sku: 'LAMP' as Sku, gtin: null, title: 'Bare' });
const listing = { channelSku: 'LAMP', gtins: [gtin] };

describe('linking listings that a seller already has', () => {
  it('goes by SKU first', () => {
    expect(planLink(listing, [lamp], [])).toEqual({ kind: 'link', variant: lamp, by: 'channel-sku' });
    expect(planLink(listing, [lamp], [lamp])).toEqual({ kind: 'link', variant: lamp, by: 'channel-sku' });
  });

  it('then by number', () => {
    expect(planLink({ channelSku: 'X-1', gtins: [gtin] }, [], [lamp])).toEqual({
      kind: 'link',
      variant: lamp,
      by: 'gtin',
    });
  });

  it('takes the SKU’s word where its variant has no number', () => {
    expect(planLink(listing, [bare], [stool])).toMatchObject({ kind: 'link', variant: { id: bare.id } });
  });

  it.each([
    ['the SKU is shared', [lamp, stool], [], 'link.several-skus'],
    ['the number is shared', [], [lamp, stool], 'link.several-numbers'],
    ['SKU and number speak for two', [lamp], [stool], 'link.contradiction'],
  ])('asks when %s', (_, bySku, byGtin, code) => {
    expect(planLink(listing, bySku, byGtin)).toMatchObject({ kind: 'ask', reason: { code } });
  });

  it('leaves alone what nothing speaks for', () => {
    expect(planLink(listing, [], [])).toEqual({ kind: 'none' });
  });
});
