import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { ChannelIssue } from '@quayside/core/domain/channel-issue';
import type { ListingRecord, ListingSnapshot } from '@quayside/core/domain/listing';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector, ListingsPart, NewOffer } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import { fail } from '../_kit/failure.ts';
import { notFound, say, type MemoryCall } from './memory-gate.ts';
import {
  acceptPrice,
  acceptQuantity,
  settleMemoryMarket,
  type MemoryIssue,
  type MemoryCatalogueItem,
  type MemoryListing,
  type MemoryMarket,
} from './memory-market.ts';

const itemsPerSearch = 20;
const listingsPerPart = 10;
const listWaitMs = 1_000;

export function memoryListings(
  market: MemoryMarket,
  context: Pick<ConnectorContext, 'clock'>,
  { read, write }: { readonly read: MemoryCall; readonly write: MemoryCall },
): ChannelConnector['listings'] {
  /** Changes a listing; what was accepted before it shows first if its time has come. */
  const change = (
    sku: ChannelSku,
    sendBy: Instant,
    work: (listing: MemoryListing) => Result<void, ConnectorError>,
  ) =>
    write(
      () => {
        settleMemoryMarket(market);
        const listing = market.listings.get(sku);
        return listing === undefined ? notFound('change a listing', sku) : work(listing);
      },
      () => context.clock.now() <= sendBy,
    );
  const showWhole = (listing: MemoryListing, readBeganAt: Instant): ListingSnapshot => ({
    ...show(market, listing),
    readBeganAt,
    issues: listing.issues.map(showIssue),
    channelData: {},
  });
  return {
    async *all(resumeToken) {
      let token = resumeToken ?? '';
      for (;;) {
        const part = await read(() => ok(nextPart(market, token)));
        yield part;
        if (!part.ok || part.value.waitMs > 0 || part.value.resumeToken === null) return;
        token = part.value.resumeToken;
      }
    },
    read({ channelSku, marketplace }) {
      const readBeganAt = context.clock.now();
      return read(() => {
        settleMemoryMarket(market);
        const listing = marketplace === market.marketplace ? market.listings.get(channelSku) : undefined;
        return ok(listing === undefined ? null : showWhole(listing, readBeganAt));
      });
    },
    create: (offer) =>
      write(() => {
        settleMemoryMarket(market);
        return takeInOffer(market, offer, market.clock.now());
      }),
    restrictions: ({ catalogueId }) =>
      read(() => ok(market.restricted.has(catalogueId) ? [showIssue(notForYou)] : [])),
    setQuantity: ({ channelSku }, quantity, sendBy) =>
      change(channelSku, sendBy, (listing) => {
        acceptQuantity(market, listing, quantity);
        return ok(undefined);
      }),
    setPrice: ({ channelSku }, price, sendBy, gone) =>
      change(channelSku, sendBy, (listing) => {
        if (price.currency !== market.currency) return refused(channelSku);
        acceptPrice(market, listing, price, gone);
        return ok(undefined);
      }),
    readMany(marketplace, channelSkus) {
      const readBeganAt = context.clock.now();
      return read(() => {
        settleMemoryMarket(market);
        if (marketplace !== market.marketplace) return ok([]);
        const found = channelSkus.flatMap((sku) => market.listings.get(sku) ?? []);
        return ok(found.map((listing) => showWhole(listing, readBeganAt)));
      });
    },
  };
}

export function memoryCatalogue(market: MemoryMarket, read: MemoryCall): ChannelConnector['catalogue'] {
  return {
    lookUp: (request) =>
      read(() => {
        const items = [...market.catalogue.values()].filter(({ catalogueId, gtins }) =>
          request.by === 'gtin'
            ? gtins.some((gtin) => request.gtins.includes(gtin))
            : request.catalogueIds.includes(catalogueId),
        );
        return ok(items.map((item) => ({ ...item, channelData: {} })));
      }),
    search: ({ words, brand }) =>
      read(() =>
        ok(searchMemoryCatalogue(market, words, brand).map((item) => ({ ...item, channelData: {} }))),
      ),
  };
}

/** Those with most of the words first; those with none are left out. */
function searchMemoryCatalogue(
  market: MemoryMarket,
  words: readonly string[],
  brand: string | null,
): readonly MemoryCatalogueItem[] {
  return [...market.catalogue.values()]
    .filter((item) => brand === null || item.brand?.toLowerCase() === brand.toLowerCase())
    .map((item) => {
      const { title, partNumber, color, size } = item;
      const text = [title, item.brand, partNumber, color, size].join(' ').toLowerCase();
      return { item, hits: words.filter((word) => text.includes(word.toLowerCase())).length };
    })
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.hits - one.hits)
    .slice(0, itemsPerSearch)
    .map(({ item }) => item);
}

/** By SKU, from the one after the token's: what comes and goes meanwhile moves nothing else. */
function nextPart(market: MemoryMarket, token: string): ListingsPart {
  if (market.listWaits > 0) {
    market.listWaits -= 1;
    return { items: [], unreadable: [], resumeToken: token, waitMs: listWaitMs };
  }
  settleMemoryMarket(market);
  const rest = [...market.listings.values()]
    .filter(({ channelSku }) => channelSku > token)
    .sort((one, other) => (one.channelSku < other.channelSku ? -1 : 1));
  const rows = rest.slice(0, listingsPerPart);
  const resumeToken = rest.length > rows.length ? (rows.at(-1)?.channelSku ?? null) : null;
  const items = rows.map((listing): ListingRecord => {
    const shown = show(market, listing);
    return { ...shown, gtins: listing.gtins, asOf: market.clock.now() };
  });
  return { items, unreadable: [], resumeToken, waitMs: 0 };
}

/** Takes a new offer in: it is there after a while, or refused. */
export function takeInOffer(
  market: MemoryMarket,
  offer: NewOffer,
  at: Instant,
): Result<void, ConnectorError> {
  const { channelSku, catalogueId, price, terms } = offer;
  const known =
    market.listings.get(channelSku) ??
    market.arriving.find(({ listing }) => listing.channelSku === channelSku)?.listing;
  if (known !== undefined && known.catalogueId === catalogueId) return ok(undefined);
  const item = market.catalogue.get(catalogueId);
  const isRefused = item === undefined && market.refusesUnknownItems === 'at-once';
  if (known?.catalogueId != null || isRefused || price.currency !== market.currency)
    return refused(channelSku);
  const listing: MemoryListing = {
    channelSku: brandId<ChannelSku>(channelSku),
    catalogueId: item?.catalogueId ?? null,
    title: item?.title ?? channelSku,
    gtins: item?.gtins ?? [],
    fulfillment: 'merchant',
    terms,
    price,
    quantity: 0,
    issues: item === undefined ? [noSuchItem] : [],
    pending: [],
  };
  market.arriving.push({ listing, showsAt: plus(at, market.settleMs) });
  return ok(undefined);
}

const notForYou: MemoryIssue = {
  code: 'restricted',
  severity: 'error',
  text: 'Only some sellers may offer this item.',
};

const noSuchItem: MemoryIssue = {
  code: 'no-such-item',
  severity: 'error',
  text: 'The catalogue has no such item.',
};

function refused(channelSku: ChannelSku): Result<never, ConnectorError> {
  const message = say('memory.refused', { id: channelSku });
  return fail({ kind: 'invalid-input' }, message, 'create or change a listing: refused');
}

function show(market: MemoryMarket, listing: MemoryListing) {
  const { channelSku, catalogueId, title, fulfillment, quantity, price, issues } = listing;
  const isSold = quantity > 0 && issues.every(({ severity }) => severity !== 'error');
  return {
    channelSku,
    marketplace: market.marketplace,
    catalogueId,
    title,
    status: isSold ? 'active' : 'inactive',
    fulfillment,
    quantity: fulfillment === 'channel' ? null : quantity,
    channelStock: fulfillment === 'channel' ? quantity : null,
    price,
  } as const;
}

function showIssue({ code, severity, text, isKnown = true }: MemoryIssue): ChannelIssue {
  const message = say('memory.listing-issue', { code, text });
  return { code, severity, message, words: null, attributes: [], repairs: [{ kind: 'read-again' }], isKnown };
}
