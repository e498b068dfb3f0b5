import path from 'node:path';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type MarketplaceId,
  type Sku,
} from '@quayside/core/domain/ids';
import { parseGtin } from '@quayside/core/domain/gtin';
import type { CatalogueItem, MatchCandidate, MatchFindings } from '@quayside/core/domain/match';
import { say } from '@quayside/core/domain/message';
import type { Variant } from '@quayside/core/domain/variant';
import { connectChannel } from '@quayside/core/use-cases/connect';
import { listingIssueKey } from '@quayside/core/use-cases/match-listings';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import { repositoryRoot } from '@quayside/runtime/env';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { aListing, aVariant, euros } from '@quayside/testkit/builders';
import { Client } from 'pg';
import { amazonMarketplace, openBrowserWorld, type BrowserWorld } from './browser-world.ts';
import { longTitle } from './seed-screens.ts';

const marketplace = brandId<MarketplaceId>(amazonMarketplace);

/** A picture that needs no network. */
function picture(color: string, shape: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="300" height="300" fill="#fff"/><path d="${shape}" fill="${color}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
const lampNumber = parseGtin('4006381333931');
const lampShape = 'M110 60h80l40 90h-160zM140 150h20v90h-20zM100 240h100v20h-100z';
const tallShape = 'M120 20h60l30 60h-120zM145 80h10v180h-10zM110 260h80v20h-80z';

function anItem(
  changes: Partial<CatalogueItem> & Pick<CatalogueItem, 'catalogueId' | 'title'>,
): CatalogueItem {
  return {
    ...{ brand: null, image: null, gtins: [], partNumber: null, color: null, size: null },
    ...{ packageQuantity: null, familyId: null, channelData: { productType: 'LAMP' } },
    ...changes,
  };
}

function likely(score: number, words: string): MatchFindings {
  return {
    score,
    reasons: [say('match.same-brand', { brand: 'Acme' }), say('match.same-words', { words })],
    objections: [],
    isVetoed: false,
  };
}

/** What the shop sells, with what it may be in the catalogue. */
function seeds(store: ConnectionId) {
  const variant = (sku: string, title: string, changes: Partial<Variant> = {}): Variant =>
    aVariant({ connectionId: store, sku: brandId<Sku>(sku), title, ...changes });
  const brass = picture('#b8860b', lampShape);
  return [
    {
      variant: variant('BRASS-LAMP', 'Acme brass desk lamp with dimmer', {
        options: [{ name: 'Finish', value: 'brass' }],
        images: [brass],
        price: euros('49.9'),
        attributes: { brand: ['Acme'], mpn: ['DL-40'] },
      }),
      found: [
        {
          ...anItem({
            ...{ catalogueId: 'B0LAMP0001', title: 'Acme Desk Lamp DL-40, dimmable, brass' },
            ...{ brand: 'Acme', partNumber: 'DL-40', color: 'brass', size: '40 cm', packageQuantity: 1 },
            ...{ image: brass, gtins: lampNumber.ok ? [lampNumber.value] : [] },
          }),
          ...likely(0.934, 'desk, lamp, brass'),
        },
        {
          ...anItem({
            ...{ catalogueId: 'B0LAMP0002', title: 'Acme Floor Lamp FL-150, dimmable, brass' },
            ...{ brand: 'Acme', partNumber: 'FL-150', color: 'brass', size: '150 cm' },
            image: picture('#b8860b', tallShape),
          }),
          ...{ score: 0.05, reasons: likely(0, 'lamp, brass').reasons, isVetoed: false },
          objections: [say('match.only-ours', { words: 'desk' })],
        },
        {
          ...anItem({
            ...{ catalogueId: 'B0LAMP0003', title: 'Acme Desk Lamp DL-40, brass, pack of 2' },
            ...{ brand: 'Acme', partNumber: 'DL-40', color: 'brass', packageQuantity: 2 },
          }),
          ...{ score: 0.62, reasons: likely(0, 'desk, lamp, brass').reasons, isVetoed: true },
          objections: [say('match.conflict-pack', { ours: '1', theirs: '2' })],
        },
      ],
    },
    {
      variant: variant('LONG', longTitle, { attributes: { brand: [longTitle] } }),
      found: [
        {
          ...anItem({ catalogueId: 'B0LONG0001', title: longTitle, brand: longTitle, color: longTitle }),
          ...likely(0.77, longTitle),
          objections: [say('match.only-theirs', { words: longTitle })],
        },
      ],
    },
    { variant: variant('NOTHING', 'Something that nobody else sells'), found: [] },
    ...Array.from({ length: 30 }, (_, index) => {
      const number = String(index).padStart(2, '0');
      return {
        variant: variant(`PLAIN-${number}`, `Acme cup number ${number}`, { attributes: { brand: ['Acme'] } }),
        found: [
          {
            ...anItem({ catalogueId: `B0CUP000${number}`, title: `Cup ${number} by Acme`, brand: 'Acme' }),
            // One after the other, so that the likeliest come in one order in every run.
            ...likely(0.994 - index / 10_000, 'cup'),
          },
        ],
      };
    }),
  ];
}

/** An account of the simulated Amazon with listings that wait to be matched: likely ones, doubtful ones, forbidden ones, and some of which nothing is known. Nothing of it is worked on. */
async function seedMatching(world: BrowserWorld): Promise<Connection> {
  const workspaceId = await world.workspaceId();
  const { engine, storage } = world.installation;
  const [seller] = world.amazon.sellers;
  if (seller === undefined) throw new Error('The simulator has no seller');
  const connected = await connectChannel(engine, workspaceId, {
    ...{ connector: 'amazon', name: 'Amazon Europe' },
    ...sellerAccess(world.amazon, seller),
  });
  if (!connected.ok) throw new Error(connected.error.kind);
  const account = connected.value;
  await storage.transaction(workspaceId, async (tx) => {
    const store = (await tx.connections.list()).find(({ role }) => role === 'store');
    if (store === undefined) throw new Error('There is no shop');
    for (const { variant, found } of seeds(store.id)) {
      const sku = variant.sku ?? '';
      const listing = aListing({
        ...{ connectionId: account.id, channelSku: brandId<ChannelSku>(sku), marketplace },
        ...{ status: 'needs-match', variantId: variant.id, linkedBy: 'listed-here' },
      });
      await tx.variants.insertMany([variant]);
      await tx.listings.insertMany([listing]);
      const candidates = found.map((each): MatchCandidate => ({ ...each, listingId: listing.id }));
      await tx.matchCandidates.replace(listing.id, candidates);
      const { length: count } = found;
      await tx.issues.open({
        ...{ key: listingIssueKey(listing), severity: 'warning', connectionId: account.id },
        message: count === 0 ? say('match.no-number', { sku }) : say('match.proposed', { sku, count }),
        openedAt: engine.clock.now(),
      });
    }
    const stool = aVariant({
      ...{ connectionId: store.id, sku: brandId<Sku>('STOOL'), title: 'Oak stool', price: euros('79') },
      images: [picture('#8b5a2b', 'M60 100h180v30h-180zM80 130h20v120h-20zM200 130h20v120h-20z')],
    });
    const odd = aListing({
      ...{ connectionId: account.id, channelSku: brandId<ChannelSku>('ODD-7'), marketplace },
      ...{ title: 'Stool made of oak, natural', catalogueId: 'B0STOOL001', status: 'active' },
    });
    await tx.variants.insertMany([stool]);
    await tx.listings.insertMany([odd]);
    await tx.linkCandidates.replace(odd.id, [
      { listingId: odd.id, variantId: stool.id, ...likely(0.88, 'stool, oak') },
    ]);
  });
  for (const [asin, title] of [
    ['B0FOUND001', 'A thing that only this seller has'],
    ['B0FOUND002', 'Another thing'],
  ] as const) {
    world.amazon.seedItem({ asin, title });
  }
  return account;
}

/** A shop that is installed, with an account whose listings wait to be matched, on a database of its own; nothing moves there. */
export async function openMatchingWorld(serverUrl: string) {
  const database = await createTestDatabase({
    serverUrl,
    prismaDirectory: path.join(repositoryRoot, 'prisma'),
  });
  const world = await openBrowserWorld({
    ...{ databaseUrl: database.url, isInstalled: true, isWithoutWorker: true },
  });
  // The first visit installs the shop.
  await world.open();
  await world.app.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const account = await seedMatching(world);
  return {
    world,
    account,
    /** What is kept of a listing, by its SKU. */
    async listing(sku: string) {
      return world.installation.storage.transaction(await world.workspaceId(), async (tx) => {
        const found = await tx.searches.listings({ text: sku }, { after: null, limit: 10 });
        return found.find(({ listing }) => listing.channelSku === sku)?.listing;
      });
    },
    async sql(text: string): Promise<void> {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await client.query(text);
      await client.end();
    },
    async close(): Promise<void> {
      await world.close();
      await database.drop();
    },
  };
}

export type MatchingWorld = Awaited<ReturnType<typeof openMatchingWorld>>;
