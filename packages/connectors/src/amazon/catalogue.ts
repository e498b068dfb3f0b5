import { setTimeout as sleep } from 'node:timers/promises';
import { formsOf } from '@quayside/core/domain/gtin';
import type { CatalogueItem } from '@quayside/core/domain/match';
import { ok } from '@quayside/core/domain/result';
import type { CatalogueLookUp, ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { Answer } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { readableItems } from '../_kit/readable-items.ts';
import { amazonItem, catalogueData, mapItem } from './catalogue-mapper.ts';
import type { AmazonClient } from './client.ts';
import { catalogueSearch, manifest } from './manifest.ts';

const { idsPerLookUp } = manifest.catalogue;
/** The largest page (model), and how many are read: numbers that are on more items than these hold are useless for matching. */
const pageSize = 20;
const mostPages = 3;
/** How long a further page of the same look-up waits for its turn, and how often. */
const longestWaitMs = 2_000;
const mostWaits = 3;

const results = z.object({
  /** One without an ASIN is nothing that could be offered on. */
  items: readableItems(amazonItem),
  pagination: z.object({ nextToken: z.string().nullish() }).nullish().catch(null),
});

interface NumberSearch {
  readonly identifiersType: 'ASIN' | 'EAN' | 'GTIN';
  readonly identifiers: readonly string[];
}

/** Both lists are joined by commas (model), so that none may stand in a word. */
interface WordSearch {
  readonly keywords: readonly string[];
  readonly brandNames?: readonly string[];
}

/** Looks items of Amazon's catalogue up by number, and searches it by words: `searchCatalogItems`. */
export function amazonCatalogue(client: AmazonClient): ChannelConnector['catalogue'] {
  async function searchPage(
    search: NumberSearch | WordSearch,
    marketplace: string,
    pageToken: string | undefined,
  ) {
    return client.call({
      operation: 'searchCatalogItems',
      method: 'GET',
      path: '/catalog/2022-04-01/items',
      query: {
        ...search,
        marketplaceIds: [marketplace],
        includedData: catalogueData,
        pageSize: String(pageSize),
        ...(pageToken === undefined ? {} : { pageToken }),
      },
      schema: results,
    });
  }

  /**
   * The first call may be refused for its turn; further ones of the same look-up wait for it. Otherwise a look-up of more calls than the bucket holds
   * (its burst is 2) would begin again for ever.
   */
  async function searchPatiently(...search: Parameters<typeof searchPage>): ReturnType<typeof searchPage> {
    for (let waits = 0; ; waits += 1) {
      const answer = await searchPage(...search);
      if (answer.ok || answer.error.kind !== 'rate-limited' || waits === mostWaits) return answer;
      if (answer.error.retryAfterMs > longestWaitMs) return answer;
      await sleep(answer.error.retryAfterMs);
    }
  }

  return {
    async lookUp(request): Answer<readonly CatalogueItem[]> {
      const found = new Map<string, CatalogueItem>();
      let calls = 0;
      for (const search of searchesFor(request)) {
        let pageToken: string | undefined;
        for (let page = 0; page < mostPages; page += 1) {
          const ask = calls === 0 ? searchPage : searchPatiently;
          const answer = await ask(search, request.marketplace, pageToken);
          calls += 1;
          if (!answer.ok) return answer;
          for (const each of answer.value.items) {
            const item = mapItem(each, request.marketplace);
            if (item !== null) found.set(item.catalogueId, item);
          }
          pageToken = answer.value.pagination?.nextToken ?? undefined;
          if (pageToken === undefined) break;
        }
      }
      return ok([...found.values()]);
    },
    async search({ marketplace, words, brand }): Answer<readonly CatalogueItem[]> {
      const answer = await searchPage(wordSearchFor(words, brand), marketplace, undefined);
      if (!answer.ok) return answer;
      return ok(answer.value.items.flatMap((each) => mapItem(each, marketplace) ?? []));
    },
  };
}

/**
 * How Amazon ranks, and whether it asks for every word, is not published; nothing here counts on either.
 *
 * @throws Error when more is asked for than the manifest says: a bug.
 */
export function wordSearchFor(words: readonly string[], brand: string | null): WordSearch {
  if (words.length === 0 || words.length > catalogueSearch.mostWords) {
    throw new Error(`From one to ${catalogueSearch.mostWords} words in one search`);
  }
  const keywords = words.map((word) => word.replaceAll(',', ' '));
  return { keywords, ...(brand === null || brand.includes(',') ? {} : { brandNames: [brand] }) };
}

/**
 * Numbers of single units as EAN: Amazon's index holds GTINs, and every number is turned into one, so that a UPC with a zero before it is found, too
 * (amzn/selling-partner-api-models issue 264, answer of 2022-08-08). A case has no EAN and is asked for as GTIN, by a call of its own.
 *
 * @throws Error when more is asked for than the manifest says: a bug.
 */
export function searchesFor(request: CatalogueLookUp): readonly NumberSearch[] {
  const asked = request.by === 'gtin' ? request.gtins : request.catalogueIds;
  if (asked.length > idsPerLookUp) throw new Error(`At most ${idsPerLookUp} in one look-up`);
  if (request.by === 'catalogue-id')
    return [{ identifiersType: 'ASIN' as const, identifiers: asked }].filter(isNotEmpty);
  const forms = request.gtins.map(formsOf);
  const units = forms.flatMap(({ ean13 }) => (ean13 === null ? [] : [ean13]));
  const cases = forms.flatMap(({ ean13, gtin14 }) => (ean13 === null ? [gtin14] : []));
  return [
    { identifiersType: 'EAN' as const, identifiers: units },
    { identifiersType: 'GTIN' as const, identifiers: cases },
  ].filter(isNotEmpty);
}

function isNotEmpty({ identifiers }: NumberSearch): boolean {
  return identifiers.length > 0;
}
