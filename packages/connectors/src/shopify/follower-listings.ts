import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ChannelSku } from '@quayside/core/domain/ids';
import type { ListingRecord } from '@quayside/core/domain/listing';
import { parseCurrency } from '@quayside/core/domain/money';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector, ListingsPart } from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext, UnreadableItem } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import type { ShopifyClient } from './client.ts';
import {
  OfferPageDocument,
  OffersBySkuDocument,
  type OfferFactsFragment,
  type OfferPageQuery,
} from './documents.gen.ts';
import { mapUnreadable } from './errors.ts';
import { numberIn } from './global-id.ts';
import { countOf, mapIssues, mapOffer, offeredSku, type OfferedVariant } from './offer-mapper.ts';
import { readOn } from './read-on.ts';
import { readLevels } from './read-product.ts';
import { searchText } from './search-text.ts';

/** `split`: the SKU, in lower case, whose variants did not fit into the part before; what follows under it shares it. */
const position = z.object({ offers: z.string(), split: z.string().nullable() });
type Position = z.infer<typeof position>;

/**
 * The variants of a shop that are for sale, as listings under their SKU. What has no SKU cannot be matched with anything; a SKU of several variants names none
 * of them, and is told.
 *
 * @param location see `countOf`.
 */
export function followerListings(
  client: ShopifyClient,
  context: ConnectorContext,
  location: string | null,
): Pick<ChannelConnector['listings'], 'all' | 'read'> {
  return {
    all: (resumeToken) => listOffers(client, context, location, resumeToken),
    async read({ channelSku, marketplace }) {
      const readBeganAt = context.clock.now();
      const found = await findOffers(client, channelSku);
      if (!found.ok) return found;
      const [facts, ...others] = found.value.offers;
      if (facts === undefined || others.length > 0) return ok(null);
      const variant = await wholeOffer(client, facts, found.value.currencyCode);
      if (!variant.ok) return variant;
      const count = countOf(variant.value, location);
      const { gtins, ...shown } = mapOffer(variant.value, channelSku, count);
      if (shown.marketplace !== marketplace) return ok(null);
      return ok({
        ...shown,
        readBeganAt,
        issues: mapIssues(facts, channelSku, count),
        channelData: {
          variant: numberIn(facts.id),
          ...(count.kind === 'ours' && { location: numberIn(count.location) }),
        },
      });
    },
  };
}

/** A variant with all of its places. */
export async function wholeOffer(
  client: ShopifyClient,
  facts: OfferFactsFragment,
  currencyCode: string,
): Answer<OfferedVariant> {
  const currency = parseCurrency(currencyCode);
  if (currency === undefined) {
    return mapUnreadable({ operation: 'Offer', effect: 'read' }, 'currency (not ISO 4217)');
  }
  const levels = await readLevels(client, facts.inventoryItem);
  return levels.ok ? ok({ facts, levels: levels.value, currency }) : levels;
}

/**
 * No query finds a variant by its SKU exactly (`ProductVariantIdentifierInput`): the search does, after a moment, and may take more than what is asked for. What a
 * found variant shows is the present.
 */
async function findOffers(
  client: ShopifyClient,
  sku: ChannelSku,
): Answer<{ readonly offers: readonly OfferFactsFragment[]; readonly currencyCode: string }> {
  const search = (after: string | null) =>
    client.call({
      operation: 'read',
      document: OffersBySkuDocument,
      variables: { query: `sku:${searchText(sku)}`, after },
    });
  const first = await search(null);
  if (!first.ok) return first;
  const { shop, productVariants } = first.value;
  const found = await readOn(productVariants, async (after) => {
    const part = await search(after);
    return part.ok ? ok(part.value.productVariants) : part;
  });
  if (!found.ok) return found;
  const offers = found.value.filter((facts) => offeredSku(facts) === sku);
  return ok({ offers, currencyCode: shop.currencyCode });
}

async function* listOffers(
  client: ShopifyClient,
  context: ConnectorContext,
  location: string | null,
  resumeToken: string | null,
): AsyncGenerator<Result<ListingsPart, ConnectorError>> {
  // A token of another kind: the list begins again.
  let at = resumeToken === null ? null : (unpackPageToken(resumeToken, position) ?? null);
  for (;;) {
    const part = await readPart(client, context, location, at);
    if (!part.ok) {
      yield part;
      return;
    }
    at = part.value.next;
    const { items, unreadable } = part.value;
    yield ok({ items, unreadable, resumeToken: at === null ? null : packPageToken(at), waitMs: 0 });
    if (at === null) return;
  }
}

async function readPart(
  client: ShopifyClient,
  context: ConnectorContext,
  location: string | null,
  at: Position | null,
): Answer<Pick<ListingsPart, 'items' | 'unreadable'> & { readonly next: Position | null }> {
  const answer = await client.call({
    operation: 'page',
    document: OfferPageDocument,
    variables: { after: at?.offers ?? null },
  });
  if (!answer.ok) return answer;
  const { shop, productVariants } = answer.value;
  const { groups, next } = bySku(productVariants);
  const items: ListingRecord[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const { sku, offers } of groups) {
    const [facts, ...others] = offers;
    if (facts === undefined) continue;
    const isSplit = [next?.split, at?.split].includes(keyOf(facts));
    if (others.length > 0 || isSplit) {
      unreadable.push({ id: sku, problem: 'sku (of several variants)' });
      continue;
    }
    const variant = await wholeOffer(client, facts, shop.currencyCode);
    if (!variant.ok) return variant;
    const shown = mapOffer(variant.value, sku, countOf(variant.value, location));
    items.push({ ...shown, asOf: context.clock.now() });
  }
  return ok({ items, unreadable, next });
}

interface SkuGroup {
  readonly sku: ChannelSku;
  readonly offers: OfferFactsFragment[];
}

/**
 * The variants of a part by SKU. Those that share the last one may go on in the next part, so they are left to it, unless there is nothing else in this one. The
 * list is sorted by SKU, maybe without regard to case.
 */
function bySku({ edges, pageInfo }: OfferPageQuery['productVariants']): {
  readonly groups: readonly SkuGroup[];
  readonly next: Position | null;
} {
  const last = edges.at(-1);
  const lastKey = last === undefined ? null : keyOf(last.node);
  const before = edges.filter(({ node }) => keyOf(node) !== lastKey);
  const end = before.at(-1);
  const isLeft = pageInfo.hasNextPage && end !== undefined;
  const groups = new Map<ChannelSku, SkuGroup>();
  for (const { node } of isLeft ? before : edges) {
    const sku = offeredSku(node);
    if (sku === null) continue;
    const group = groups.get(sku) ?? { sku, offers: [] };
    group.offers.push(node);
    groups.set(sku, group);
  }
  const cursor = (isLeft ? end : last)?.cursor;
  if (!pageInfo.hasNextPage || cursor === undefined) return { groups: [...groups.values()], next: null };
  return { groups: [...groups.values()], next: { offers: cursor, split: isLeft ? null : lastKey } };
}

/** What variants that the list cannot tell apart have in common. */
function keyOf({ sku }: Pick<OfferFactsFragment, 'sku'>): string {
  return (sku ?? '').trim().toLowerCase();
}
