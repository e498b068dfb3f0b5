import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { readSharedJson, sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueExplanations } from './issue-explanations.ts';
import { amazonIssue, mapIssues, type AmazonIssue } from './listing-issues.ts';

const folder = 'apis/amazon-sp-api';
const files = [
  'models/listingsItems_2021-08-01.json',
  'sandbox-cases.json',
  'schemas/feeds/listings-feed-processing-report-schema-v2.example.json',
  'samples/feeds-getFeedDocument.json',
  'samples/listings-getListingsItem.json',
];
const published = sharedFactsFolder() !== undefined;

/** An issue of a listing, wherever it stands in an example. */
const example = z.object({
  code: z.string(),
  message: z.string(),
  severity: z.enum(['ERROR', 'WARNING', 'INFO']),
  /** Restrictions of other APIs have codes in words. */
});

function issuesIn(value: unknown): AmazonIssue[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = example.safeParse(value);
  const own = found.success && /^\d+$/.test(found.data.code) ? [amazonIssue.parse(value)] : [];
  return [...own, ...Object.values(value).flatMap(issuesIn)];
}

describe.skipIf(!published)('issues as Amazon publishes them', () => {
  const issues = files.flatMap((file) => issuesIn(readSharedJson(`${folder}/${file}`)));
  const codes = [...new Set(issues.map(({ code }) => code))].sort();

  it('are found in the models, the sandbox cases and the feeds', () => {
    expect(codes).toEqual(['18027', '18155', '18448', '18742', '90000900', '90220', '99022', '99300']);
  });

  it.each(codes)('%s is explained, with the attributes that it names', (code) => {
    expect(issueExplanations.has(code)).toBe(true);
    for (const issue of issues.filter((each) => each.code === code)) {
      const marketplace = brandId<MarketplaceId>(issue.marketplaceIds?.[0] ?? 'ATVPDKIKX0DER');
      const place = { channelSku: brandId<ChannelSku>('A'), marketplace, catalogueId: 'B000000001' };
      const [mapped] = mapIssues([issue], place, false);
      expect(mapped).toMatchObject({ code, isKnown: true, words: issue.message });
      const names = mapped?.attributes.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(issue.attributeNames ?? []));
    }
  });
});
