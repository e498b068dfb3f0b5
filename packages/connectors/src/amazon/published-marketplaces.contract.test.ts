import { readSharedJson, sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { amazonMarketplaces, regionEndpoints, tokenEndpoint } from './marketplaces.ts';

const published = z.object({
  lwaTokenEndpoint: z.string(),
  marketplaces: z.array(
    z.object({
      marketplaceId: z.string(),
      site: z.string(),
      currency: z.string(),
      region: z.enum(['EU', 'NA', 'FE']).nullable(),
      endpoint: z.string().nullable(),
    }),
  ),
});

describe.skipIf(sharedFactsFolder() === undefined)('marketplaces as Amazon publishes them', () => {
  /** China has no endpoint of the Selling Partner API. */
  const read = () => {
    const all = published.parse(readSharedJson('apis/amazon-sp-api/marketplaces.json'));
    return { ...all, marketplaces: all.marketplaces.filter(({ endpoint }) => endpoint !== null) };
  };

  it('are all there, with region, site and currency, and no other', () => {
    const theirs = read().marketplaces.map(({ marketplaceId, site, currency, region }) =>
      [marketplaceId, new URL(site).host.replace(/^www[.]/, ''), currency, region].join(' '),
    );
    const ours = amazonMarketplaces.map(({ id, name, currency, region }) =>
      [id, name.toLowerCase(), currency, region].join(' '),
    );
    expect(ours.toSorted()).toEqual(theirs.toSorted());
  });

  it('are spoken to at the endpoints of their regions', () => {
    const { marketplaces, lwaTokenEndpoint } = read();
    for (const { region, endpoint } of marketplaces) {
      expect(region === null ? null : regionEndpoints[region]).toBe(endpoint);
    }
    expect(tokenEndpoint).toBe(lwaTokenEndpoint);
  });
});
