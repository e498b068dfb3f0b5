import type { Installation } from '@quayside/assembly/installation';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type MarketplaceId,
  type Sku,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { MatchCandidate } from '@quayside/core/domain/match';
import { aConnection, aListing, aStockPool, aVariant } from '@quayside/testkit/builders';
import type { Benchmark } from './benchmark.ts';
import { cursor, timeQuestions } from './time-questions.ts';

const listings = 100_000;
/** Of each question. */
const repetitions = 50;
const warmUps = 3;
const together = 2_500;
/** One in so many has proposals. */
const proposedEvery = 10;
const marketplace = brandId<MarketplaceId>('A13V1IB3VIYZZH');
const words = ['Lamp', 'Chair', 'Table', 'Vase', 'Rug', 'Shelf', 'Clock', 'Mirror', 'Basket', 'Candle'];

/** What the screen of matches asks, of a merchant with 100,000 listings of which nobody has said what they are: the worst that there is. */
export const matchingScreen: Benchmark = {
  summary: `{listings, p50Ms, p99Ms}: what the screen of matches asks, with ${listings} that wait`,
  async run(progress) {
    const times = await timeQuestions({
      seed: async (installation, workspaceId) => {
        const connectionId = await seed(installation, workspaceId);
        progress(`${listings} listings that wait`);
        return connectionId;
      },
      questions: (connectionId, ask) => ({
        summary: () => ask('matching-summary', {}),
        'first page': () => ask('matches', {}),
        'a page in the middle': () => ask('matches', { after: cursor('1SKU-050000') }),
        'with proposals': () => ask('matches', { proposals: 'some' }),
        'without proposals': () => ask('matches', { proposals: 'none' }),
        'of one account': () => ask('matches', { connectionId }),
        'above a score': () => ask('matches', { percentFrom: 90 }),
        'a word in a tenth of them': () => ask('matches', { text: 'chair' }),
        'one SKU': () => ask('matches', { text: 'sku-077777' }),
        nothing: () => ask('matches', { text: 'no such thing' }),
        'products by a word': () => ask('find-variants', { connectionId, text: 'chair' }),
        'products by SKU': () => ask('find-variants', { connectionId, text: 'SKU-077777' }),
        'no product': () => ask('find-variants', { connectionId, text: 'no such thing' }),
      }),
      ...{ warmUps, repetitions, progress },
    });
    return { listings, ...times };
  },
};

/** Half of them wait for an item of the channel's catalogue, half for a variant. @returns the account. */
async function seed({ storage }: Installation, workspaceId: WorkspaceId): Promise<ConnectionId> {
  const store = aConnection({ connector: 'woocommerce' });
  const pool = aStockPool({ masterConnectionId: store.id });
  // Nothing of it is to be worked on.
  const paused = { role: 'channel', connector: 'amazon', health: 'paused' } as const;
  const account = aConnection({ ...paused, name: 'Account', poolId: pool.id });
  await storage.transaction(workspaceId, async (tx) => {
    await tx.connections.insert(store);
    await tx.pools.insert(pool);
    await tx.connections.insert(account);
  });
  for (let from = 0; from < listings; from += together) {
    const rows = Array.from({ length: together }, (_, index) => waiting(from + index, store.id, account.id));
    await storage.transaction(workspaceId, async (tx) => {
      await tx.variants.insertMany(rows.map(({ variant }) => variant));
      await tx.listings.insertMany(rows.map(({ listing }) => listing));
      for (const [index, { listing, variant }] of rows.entries()) {
        if (index % proposedEvery !== 0) continue;
        const score = (index % 100) / 100;
        const findings = { score, reasons: [], objections: [], isVetoed: false };
        const proposal = { listingId: listing.id, ...findings };
        if (listing.variantId === null) {
          await tx.linkCandidates.replace(listing.id, [{ ...proposal, variantId: variant.id }]);
        } else await tx.matchCandidates.replace(listing.id, [{ ...proposal, ...item(index) }]);
      }
    });
  }
  return account.id;
}

function waiting(index: number, store: ConnectionId, account: ConnectionId) {
  const sku = `SKU-${String(index).padStart(6, '0')}`;
  const title = `${words[index % words.length] ?? ''} ${words[(index >> 4) % words.length] ?? ''} ${index}`;
  const variant = aVariant({ connectionId: store, sku: brandId<Sku>(sku), title });
  const isListed = (index >> 1) % 2 === 0;
  const listing = aListing({
    connectionId: account,
    channelSku: brandId<ChannelSku>(sku),
    marketplace,
    title: isListed ? title : null,
    status: isListed ? 'active' : 'needs-match',
    variantId: isListed ? null : variant.id,
  });
  return { variant, listing };
}

function item(
  index: number,
): Omit<MatchCandidate, 'listingId' | 'score' | 'reasons' | 'objections' | 'isVetoed'> {
  return {
    ...{ catalogueId: `B${index}`, title: `Item ${index}`, brand: null, image: null, gtins: [] },
    ...{ partNumber: null, color: null, size: null, packageQuantity: null, familyId: null, channelData: {} },
  };
}
