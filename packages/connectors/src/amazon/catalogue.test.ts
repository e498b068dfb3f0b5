import { parseGtin, type Gtin } from '@quayside/core/domain/gtin';
import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { amazonItem, mapItem } from './catalogue-mapper.ts';
import { searchesFor, wordSearchFor } from './catalogue.ts';
import searchFixture from './fixtures/catalogue-search.json' with { type: 'json' };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(...options: Parameters<typeof startSimulatedAmazon>) {
  const amazon = await startSimulatedAmazon(...options);
  closing.push(() => amazon.close());
  return { ...openChannel(amazon), simulator: amazon.simulator };
}

function gtin(text: string): Gtin {
  const parsed = parseGtin(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

const usa = brandId<MarketplaceId>('ATVPDKIKX0DER');
const [upc, ean, box] = [gtin('012345678905'), gtin('3017620422003'), gtin('13017620422000')];

describe('looking up', () => {
  it('asks for single units by EAN in one call, and for cases by GTIN in another', () => {
    const asked = searchesFor({ marketplace: usa, by: 'gtin', gtins: [upc, ean, box] });
    expect(asked).toEqual([
      { identifiersType: 'EAN', identifiers: ['0012345678905', '3017620422003'] },
      { identifiersType: 'GTIN', identifiers: ['13017620422000'] },
    ]);
    expect(searchesFor({ marketplace: usa, by: 'gtin', gtins: [] })).toEqual([]);
    const many = Array.from({ length: 21 }, () => ean);
    expect(() => searchesFor({ marketplace: usa, by: 'gtin', gtins: many })).toThrow();
  });

  it('reads the official sandbox case', () => {
    const [item] = searchFixture.body.items.map((each) => amazonItem.parse(each));
    if (item === undefined) throw new Error('No item');
    expect(mapItem(item, usa)).toMatchObject({
      catalogueId: 'B07N4M94X4',
      brand: 'SAMSUNG',
      gtins: ['00887276302195'],
      image: 'https://m.media-amazon.com/images/I/51DZzp3w3vL.jpg',
      channelData: { productType: 'TELEVISION' },
    });
    expect(mapItem(item, usa)?.title).toContain('QLED');
    expect(mapItem(item, 'A13V1IB3VIYZZH')).toMatchObject({
      title: 'B07N4M94X4',
      gtins: [],
      channelData: {},
    });
  });

  it('finds a book by its ISBN, and no parent of a variation', async () => {
    const channel = await start();
    const isbn = gtin('9780306406157');
    channel.simulator.seedItem({ asin: '0306406152', title: 'A book', gtins: ['0306406152'] });
    const parent = { asin: 'B07PARENT1', title: 'All sizes', classification: 'VARIATION_PARENT' } as const;
    channel.simulator.seedItem({ ...parent, gtins: ['9780306406157'] });
    const { marketplace } = channel;
    const request = { marketplace, by: 'gtin', gtins: [isbn] } as const;
    const found = expectOk(await channel.connector.catalogue.lookUp(request));
    expect(found).toMatchObject([{ catalogueId: '0306406152', gtins: [isbn] }]);
  });

  it('waits for its turn between pages, so that many duplicates are found although the bucket holds two calls', async () => {
    const channel = await start({ limits: 'off' });
    for (let number = 0; number < 45; number += 1) {
      channel.simulator.seedItem({ asin: `B0${1e7 + number}`, title: 'Copy', gtins: ['3017620422003'] });
    }
    // Time does not pass on the test's clock, so the third call must be waited for in earnest.
    const take = channel.context.budget.take.bind(channel.context.budget);
    let calls = 0;
    Object.assign(channel.context.budget, {
      take: async (operation: string) => {
        if (operation === 'searchCatalogItems') calls += 1;
        return operation === 'searchCatalogItems' && calls === 3 ? 20 : take(operation);
      },
    });
    const { marketplace } = channel;
    const request = { marketplace, by: 'gtin', gtins: [ean] } as const;
    expect(expectOk(await channel.connector.catalogue.lookUp(request))).toHaveLength(46);
    expect(calls).toBe(4);
  });
});

describe('searching', () => {
  it('asks by words and brand, both joined by commas, so that none stands in a word', () => {
    expect(wordSearchFor(['samsung', 'qled', '2,5'], 'SAMSUNG')).toEqual({
      keywords: ['samsung', 'qled', '2 5'],
      brandNames: ['SAMSUNG'],
    });
    expect(wordSearchFor(['soap'], 'Johnson, Johnson')).toEqual({ keywords: ['soap'] });
    expect(() => wordSearchFor([], null)).toThrow();
    expect(() => wordSearchFor(Array.from({ length: 21 }, String), null)).toThrow();
  });

  it('shows no parent of a variation, and the parent of its children as their family', async () => {
    const channel = await start();
    const parent = { asin: 'B07PARENT9', title: 'Parasol', classification: 'VARIATION_PARENT' } as const;
    channel.simulator.seedItem(parent);
    const { marketplace, connector } = channel;
    const answer = await connector.catalogue.search?.({ marketplace, words: ['parasol'], brand: null });
    if (answer === undefined) throw new Error('No search');
    expect(expectOk(answer).map(({ catalogueId, familyId }) => [catalogueId, familyId])).toEqual([
      ['B07PARA000', 'B07PARENT9'],
      ['B07PARA001', 'B07PARENT9'],
    ]);
  });

  it('reads what only helps to compare as far as it can be read', () => {
    const summary = {
      marketplaceId: usa,
      itemName: 'A lamp',
      color: 7,
      packageQuantity: 'two',
      modelNumber: 'M-1',
    };
    const relationships = [
      { type: 'PACKAGE_HIERARCHY', parentAsins: ['B0CASE0001'] },
      { type: 'VARIATION', childAsins: ['B0CHILD001'] },
    ];
    const item = amazonItem.parse({
      asin: 'B0LAMP0001',
      summaries: [summary],
      relationships: [{ marketplaceId: usa, relationships }],
    });
    expect(mapItem(item, usa)).toMatchObject({
      ...{ title: 'A lamp', color: null, packageQuantity: null, partNumber: 'M-1', familyId: null },
    });
  });
});
