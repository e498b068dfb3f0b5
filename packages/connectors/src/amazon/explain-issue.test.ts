import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { describe, expect, it } from 'vitest';
import { explainIssue } from './explain-issue.ts';
import { issueExplanations } from './issue-explanations.ts';
import { explainRefusal, mapIssues } from './listing-issues.ts';
import { amazonMessages } from './messages.ts';

const place = {
  channelSku: brandId<ChannelSku>('MUG / é'),
  marketplace: brandId<MarketplaceId>('A13V1IB3VIYZZH'),
  catalogueId: 'B07FIRST01',
};
const said = (code: string, texts: readonly string[] = [], attributeNames: readonly string[] = []) =>
  explainIssue({ code, texts, attributeNames }, place);
const issue = (code: string, changes: object = {}) => ({
  code,
  message: 'Words',
  severity: 'ERROR',
  ...changes,
});

describe('issue codes that are known (P8)', () => {
  it('are those that sellers meet', () => {
    const asked = '8541 8560 5461 13013 90220 8007 8008 5500 5501 90000900 18448 99016 90114 90113 8105 8015';
    expect(asked.split(' ').filter((code) => !issueExplanations.has(code))).toEqual([]);
  });

  it.each([...issueExplanations.keys()])('%s: a sentence in both languages, attributes, a repair', (code) => {
    const { message, about } = issueExplanations.get(code) ?? {};
    const { en, fr } = amazonMessages;
    expect(en).toHaveProperty([message ?? '']);
    expect(fr).toHaveProperty([message ?? '']);
    expect(about === 'named' || (about?.length ?? 0) > 0).toBe(true);
    const named = said(code, ['Words of Amazon’s'], ['size']);
    expect(named).toMatchObject({
      isKnown: true,
      words: 'Words of Amazon’s',
      attributes: [{ name: 'size' }],
    });
    expect(named.repairs.length).toBeGreaterThan(0);
    for (const repair of named.repairs) if ('url' in repair) expect(repair.url).toMatch(/^https:\/\/seller/);
    const unnamed = said(code).attributes.map(({ name }) => name);
    expect(unnamed).toEqual(about === 'named' ? [] : about);
  });

  it('have pages in the Seller Central of their marketplace', () => {
    expect(said('5461').repairs).toContainEqual({
      kind: 'ask-approval',
      url: 'https://sellercentral-europe.amazon.com/hz/approvalrequest/restrictions/approve?asin=B07FIRST01',
    });
    expect(said('5461').repairs).toContainEqual({
      kind: 'open-listing',
      url: 'https://sellercentral-europe.amazon.com/skucentral?mSku=MUG%20%2F%20%C3%A9',
    });
    const withoutItem = explainIssue(
      { code: '5461', texts: [], attributeNames: [] },
      { ...place, catalogueId: null },
    );
    expect(withoutItem.repairs.map(({ kind }) => kind)).not.toContain('ask-approval');
  });

  it('lead to the product in the shop, or to the selling policy, where that is what is wrong', () => {
    const kinds = (attribute: string) => said('90113', [], [attribute]).repairs.map(({ kind }) => kind);
    expect(kinds('purchasable_offer.our_price')[0]).toBe('edit-prices');
    expect(kinds('item_name')[0]).toBe('edit-product');
    expect(kinds('size')).toEqual(['open-listing', 'read-again']);
  });
});

describe('ours against Amazon’s', () => {
  const english =
    "The ean data provided matches ASIN B0BRYNRWP4, but the following data is different from what's already in the Amazon catalog: manufacturer (Merchant: 'Circulo' / Amazon: 'Círculo'), item_name (Merchant: 'It's a mug (blue)' / Amazon: 'A mug / blue'). If this is the right ASIN, update your data.";

  it('is read from the sentence', () => {
    expect(said('8541', [english]).attributes).toEqual([
      { name: 'manufacturer', fact: null, ours: 'Circulo', theirs: 'Círculo' },
      { name: 'item_name', fact: 'title', ours: "It's a mug (blue)", theirs: 'A mug / blue' },
    ]);
  });

  it('is read in other languages that write it alike, with the attributes that Amazon names beside it', () => {
    const text = "… les données suivantes : size (Vendeur : 'medium' / Amazon : 'medium, wide').";
    expect(said('8541', [text], ['size', 'brand']).attributes).toEqual([
      { name: 'size', fact: null, ours: 'medium', theirs: 'medium, wide' },
      { name: 'brand', fact: null, ours: null, theirs: null },
    ]);
  });

  it('is left alone in a sentence that is built otherwise, however long', () => {
    const odd = `size (Merchant: 'a' / Amazon: ${"'".repeat(5_000)} ${'x ('.repeat(5_000)}`;
    expect(said('8541', [odd]).attributes).toEqual([
      { name: 'merchant_suggested_asin', fact: 'catalogue-id', ours: null, theirs: null },
    ]);
  });
});

describe('issue codes that nobody knows (P8)', () => {
  it('are said in Amazon’s words, with its page about the code', () => {
    expect(said('100390', ['Something new.'], ['size'])).toMatchObject({
      isKnown: false,
      message: { code: 'amazon.listing-issue', values: { code: '100390', text: 'Something new.' } },
      attributes: [{ name: 'size' }],
      repairs: [
        { kind: 'read-about', url: 'https://sellercentral-europe.amazon.com/gp/errorcode/100390' },
        { kind: 'open-listing' },
        { kind: 'read-again' },
      ],
    });
  });
});

describe('several issues at once', () => {
  it('are one for each code, with all their attributes', () => {
    const issues = [
      issue('90220', { message: "'size' is required.", attributeNames: ['size'] }),
      issue('77', { severity: 'WARNING' }),
      issue('90220', { message: "'color' is required.", attributeNames: ['color', 'size'] }),
    ];
    const mapped = mapIssues(issues, place, false);
    expect(mapped).toMatchObject([
      {
        code: '90220',
        severity: 'error',
        words: "'size' is required. 'color' is required.",
        attributes: [{ name: 'size' }, { name: 'color' }],
      },
      { code: '77', severity: 'warning' },
    ]);
  });

  it('of a refusal: the sentence is that of the first error, and all are kept', () => {
    const refusal = explainRefusal([issue('0', { severity: 'INFO' }), issue('8541'), issue('9')], place);
    expect(refusal).toMatchObject({
      codes: '8541, 9',
      message: { code: 'amazon.issue.other-item' },
      issues: [{ code: '8541' }, { code: '9' }],
    });
    expect(explainRefusal([], place)).toBeNull();
  });
});
