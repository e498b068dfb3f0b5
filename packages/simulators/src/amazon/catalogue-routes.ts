import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute, includedData, listParameter } from './amazon-route.ts';
import type { CatalogueItem, CatalogueStore } from './catalogue-store.ts';
import { fourteenDigits } from './catalogue-store.ts';
import type { ListingStore } from './listing-store.ts';
import { numberedPage } from './numbered-pages.ts';

const MODEL = 'catalogItems_2022-04-01.json';
const MOST_IDENTIFIERS = 20;

/** The Catalog Items API 2022-04-01. */
export function catalogueRoutes(
  api: AmazonApi,
  catalogue: CatalogueStore,
  listings: ListingStore,
): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'GET',
      api: 'catalogue',
      model: MODEL,
      template: '/catalog/2022-04-01/items',
      operation: 'catalogue.search',
      work: (call) => searchItems(catalogue, listings, call),
    }),
    amazonRoute(api, {
      method: 'GET',
      api: 'catalogue',
      model: MODEL,
      template: '/catalog/2022-04-01/items/{asin}',
      operation: 'catalogue.get',
      work: (call) => getItem(catalogue, call),
    }),
  ];
}

function getItem(catalogue: CatalogueStore, call: AmazonCall): Answer {
  const asin = call.params['asin'] ?? '';
  const items = storesOf(call)
    .map((id) => catalogue.find(id, asin))
    .filter((it) => it !== undefined);
  if (items.length === 0) {
    throw new AmazonError(404, 'NOT_FOUND', `Requested item '${asin}' not found in marketplace.`);
  }
  return { status: 200, body: itemDocument(items, includedData(call)) };
}

function searchItems(catalogue: CatalogueStore, listings: ListingStore, call: AmazonCall): Answer {
  const [marketplaceId = ''] = storesOf(call);
  const identifiers = listParameter(call.query, 'identifiers');
  const keywords = listParameter(call.query, 'keywords');
  if (identifiers.length > 0 === keywords.length > 0) {
    throw invalidInput('catalogue', 'One of identifiers and keywords is needed, and not both');
  }
  if (identifiers.length > MOST_IDENTIFIERS) {
    throw invalidInput('catalogue', `At most ${MOST_IDENTIFIERS} identifiers`);
  }
  const found =
    identifiers.length > 0
      ? byIdentifiers(catalogue, listings, call, marketplaceId, identifiers)
      : byKeywords(catalogue, call, marketplaceId, keywords);
  const { items, pagination } = numberedPage(call, 'catalogue', found);
  const included = includedData(call);
  return {
    status: 200,
    body: {
      numberOfResults: found.length,
      pagination,
      ...(keywords.length > 0 ? { refinements: { brands: [], classifications: [] } } : {}),
      items: items.map((item) => itemDocument([item], included)),
    },
  };
}

function byIdentifiers(
  catalogue: CatalogueStore,
  listings: ListingStore,
  call: AmazonCall,
  ...[marketplaceId, identifiers]: [string, string[]]
): CatalogueItem[] {
  const type = call.query.get('identifiersType');
  if (type === null) throw invalidInput('catalogue', 'identifiersType is required with identifiers');
  const sellerId = call.query.get('sellerId');
  if (type === 'SKU' && sellerId === null) throw invalidInput('catalogue', 'A SKU needs a sellerId');
  const found = identifiers.flatMap((identifier): readonly (CatalogueItem | undefined)[] => {
    if (type === 'ASIN') return [catalogue.find(marketplaceId, identifier)];
    if (type !== 'SKU') return catalogue.withNumber(marketplaceId, identifier);
    const asin = listings.find(sellerId ?? '', identifier, marketplaceId)?.asin ?? '';
    return [catalogue.find(marketplaceId, asin)];
  });
  return [...new Set(found.filter((it) => it !== undefined))];
}

/**
 * Every word must stand in what the summary shows. Whether Amazon asks for all of them, and how it ranks, is not published: this rule and this order are the
 * simulator's.
 */
function byKeywords(
  catalogue: CatalogueStore,
  call: AmazonCall,
  ...[marketplaceId, keywords]: [string, string[]]
): CatalogueItem[] {
  const words = keywords.flatMap((it) => it.toLowerCase().split(/\s+/)).filter((it) => it !== '');
  const brands = listParameter(call.query, 'brandNames').map((it) => it.toLowerCase());
  return [...catalogue.ofStore(marketplaceId)].filter((item) => {
    const { title, brand = '', modelNumber, partNumber, color, size, style } = item;
    const text = [title, brand, modelNumber, partNumber, color, size, style].join(' ').toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (brands.length === 0 || brands.includes(brand.toLowerCase()))
    );
  });
}

const summaryMembers = [
  'brand',
  'modelNumber',
  'partNumber',
  'color',
  'size',
  'style',
  'packageQuantity',
] as const;

/** An ASIN with the data sets asked for, in the shape of the official sandbox case `searchCatalogItems` 1. */
function itemDocument(items: readonly CatalogueItem[], included: readonly string[]): JsonObject {
  const [first] = items;
  if (first === undefined) throw new Error('A document needs an item');
  const sets: Record<string, (item: CatalogueItem) => JsonObject> = {
    summaries: ({ title, classification, ...item }) => ({
      ...Object.fromEntries(
        summaryMembers.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
      ),
      itemClassification: classification,
      itemName: title,
    }),
    relationships: ({ parentAsin }) => ({
      relationships:
        parentAsin === undefined
          ? []
          : [
              {
                parentAsins: [parentAsin],
                variationTheme: { attributes: ['color'], theme: 'COLOR_NAME' },
                type: 'VARIATION',
              },
            ],
    }),
    identifiers: ({ gtins }) => ({ identifiers: gtins.flatMap(formsOfNumber) }),
    images: ({ image }) => ({
      images:
        image === undefined
          ? []
          : [
              { variant: 'MAIN', link: image, height: 1500, width: 1500 },
              { variant: 'MAIN', link: image.replace(/(\.\w+)$/, '._SL500_$1'), height: 500, width: 500 },
            ],
    }),
    productTypes: ({ productType }) => ({ productType }),
  };
  const empty = ['attributes', 'classifications', 'dimensions', 'salesRanks', 'vendorDetails'];
  const document: JsonObject = { asin: first.asin };
  for (const name of included) {
    const read = sets[name];
    if (read !== undefined)
      document[name] = items.map((item) => ({ marketplaceId: item.marketplaceId, ...read(item) }));
    else if (empty.includes(name)) document[name] = name === 'attributes' ? {} : [];
  }
  return document;
}

/** A number in the forms that the sandbox shows of one: EAN, GTIN, and UPC where it has one. */
function formsOfNumber(number: string): JsonObject[] {
  const gtin = fourteenDigits(number);
  const form = (identifierType: string, identifier: string): JsonObject => ({ identifier, identifierType });
  return [
    ...(gtin.startsWith('0') ? [form('EAN', gtin.slice(1))] : []),
    form('GTIN', gtin),
    ...(gtin.startsWith('00') ? [form('UPC', gtin.slice(2))] : []),
  ];
}

function storesOf(call: AmazonCall): string[] {
  const ids = listParameter(call.query, 'marketplaceIds');
  if (ids.length === 0) throw invalidInput('catalogue', 'The parameter marketplaceIds is missing');
  return ids;
}
