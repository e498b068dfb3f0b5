import type { ConnectorError } from '../domain/connector-error.ts';
import { parseGtin } from '../domain/gtin.ts';
import type { ConnectionKey, ListingId, MarketplaceId } from '../domain/ids.ts';
import type { CatalogueItem, MatchFindings } from '../domain/match.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Variant } from '../domain/variant.ts';
import { wordsOfSearch } from '../matching/plan-queries.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { compareItems, findingsOf, recordWanted } from './compare-items.ts';
import type { Engine } from './engine.ts';

export type SearchProblem =
  | { readonly kind: 'unknown-connection' | 'unknown-marketplace' | 'paused' }
  /** The channel's catalogue cannot be searched by words. */
  | { readonly kind: 'no-search' }
  | { readonly kind: 'platform'; readonly error: ConnectorError };

/** An item of the channel's catalogue, and what was found when it was compared with the listing's variant. */
export interface FoundItem {
  readonly item: CatalogueItem;
  /** `null`: there is nothing to compare it with. */
  readonly findings: MatchFindings | null;
}

const mostFound = 20;

/**
 * Looks in the shop that an account sells from for what a listing may be: by SKU exactly, then by a part of the SKU, title or barcode.
 *
 * @returns at most twenty.
 */
export async function searchVariants(
  engine: Engine,
  { workspaceId, connectionId }: ConnectionKey,
  text: string,
): Promise<Result<readonly Variant[], SearchProblem>> {
  return engine.storage.transaction(workspaceId, async (tx) => {
    const account = await tx.connections.get(connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    const pool = account.poolId === null ? undefined : await tx.pools.get(account.poolId);
    const wanted = text.trim();
    if (pool === undefined || wanted === '') return ok([]);
    const exact = await tx.variants.bySkus(pool.masterConnectionId, [wanted]);
    const alike = await tx.variants.search(pool.masterConnectionId, wanted, mostFound);
    const known = new Set(exact.map(({ id }) => id));
    return ok([...exact, ...alike.filter(({ id }) => !known.has(id))].slice(0, mostFound));
  });
}

/**
 * Looks in the channel's catalogue for what the merchant types: a catalogue id, a trade item number, or words. One call to the channel.
 *
 * @param listingId the listing that it is looked for: what is found is compared with its variant.
 */
export async function searchItems(
  engine: Engine,
  key: ConnectionKey,
  request: {
    readonly marketplace: MarketplaceId;
    readonly text: string;
    readonly listingId: ListingId | null;
  },
): Promise<Result<readonly FoundItem[], SearchProblem>> {
  const { marketplace, listingId } = request;
  const { account, listing, variant } = await engine.storage.transaction(key.workspaceId, async (tx) => {
    const found = listingId === null ? undefined : await tx.listings.get(listingId);
    return {
      account: await tx.connections.get(key.connectionId),
      listing: found,
      variant: found?.variantId == null ? undefined : await tx.variants.get(found.variantId),
    };
  });
  if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
  if (account.health === 'paused') return err({ kind: 'paused' });
  const channel = await engine.connectors.channel(key.workspaceId, account);
  if (!channel.manifest.marketplaces.some(({ id }) => id === marketplace)) {
    return err({ kind: 'unknown-marketplace' });
  }
  const found = await ask(channel, marketplace, request.text.trim());
  if (!found.ok) return found;
  const items = found.value.slice(0, mostFound);
  if (listing === undefined || variant === undefined) {
    return ok(items.map((item) => ({ item, findings: null })));
  }
  const record = recordWanted(variant, listing);
  const compared = compareItems(engine.matcher, record, items, new Set());
  const of = { sku: listing.channelSku, gtins: record.gtins };
  return ok(compared.map((each) => ({ item: each.item, findings: findingsOf(each, of) })));
}

async function ask(
  { connector, manifest }: OpenedChannel,
  marketplace: MarketplaceId,
  text: string,
): Promise<Result<readonly CatalogueItem[], SearchProblem>> {
  const { catalogue } = connector;
  const pattern = new RegExp(manifest.catalogue.idPattern);
  const id = [text, text.toUpperCase()].find((each) => pattern.test(each));
  const gtin = parseGtin(text);
  const words = wordsOfSearch(text).slice(0, manifest.catalogue.search?.mostWords ?? 0);
  if (id === undefined && !gtin.ok && catalogue.search === undefined) return err({ kind: 'no-search' });
  if (id === undefined && !gtin.ok && words.length === 0) return ok([]);
  const answer =
    id !== undefined
      ? await catalogue.lookUp({ marketplace, by: 'catalogue-id', catalogueIds: [id] })
      : gtin.ok
        ? await catalogue.lookUp({ marketplace, by: 'gtin', gtins: [gtin.value] })
        : await catalogue.search?.({ marketplace, words, brand: null });
  if (answer === undefined) return err({ kind: 'no-search' });
  return answer.ok ? answer : err({ kind: 'platform', error: answer.error });
}
