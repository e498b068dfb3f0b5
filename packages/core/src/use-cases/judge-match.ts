import type { ConnectionKey, ListingId, VariantId } from '../domain/ids.ts';
import { isUnmatched, mayChooseMatch, moveListing, wasRefused } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import type { MatchCandidate, MatchFindings } from '../domain/match.ts';
import { say } from '../domain/message.ts';
import { changeEach, type ChangeOutcome } from './change-listings.ts';
import { compareVariants } from './compare-variants.ts';
import type { Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { linkListings } from './link-listings.ts';
import { listingIssueKey, openListingIssue } from './match-listings.ts';
import { rememberVerdict } from './remember-verdict.ts';
import { stockMaster } from './stock-master.ts';

/** What a listing is said to be, or not to be: an item of the channel's catalogue, or a variant of the shop. */
export type Judged =
  { readonly catalogueId: string } | { readonly variantId: VariantId; readonly unitsPerListing?: number };

/**
 * Takes what the merchant says a listing is, whether it was proposed or not, and keeps that for good. An item of the channel's catalogue lets a listing go on onto the
 * channel, and one whose creation was refused begins anew with it; a variant is linked to a listing that the channel has.
 */
export function acceptMatch(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
  judged: Judged,
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, [listingId], (scope, listing) =>
    'catalogueId' in judged
      ? acceptItem(scope, listing, judged.catalogueId)
      : acceptVariant(scope, listing, judged.variantId, judged.unitsPerListing ?? 1),
  );
}

/** As `acceptMatch`, of an item of the channel's catalogue. */
export function chooseMatch(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
  catalogueId: string,
): Promise<readonly ChangeOutcome[]> {
  return acceptMatch(engine, key, listingId, { catalogueId });
}

/** Accepts within the transaction of whoever does so. */
export async function acceptItem(
  scope: Scope,
  listing: Listing,
  catalogueId: string,
): Promise<ChangeOutcome> {
  const proposed = (await scope.tx.matchCandidates.ofListings([listing.id])).find(
    (candidate) => candidate.catalogueId === catalogueId,
  );
  if (!mayChooseMatch(listing)) return 'not-possible';
  const account = await accountOf(scope, listing);
  const { idPattern } = scope.manifestOf(account).catalogue;
  if (!new RegExp(idPattern).test(catalogueId)) return 'invalid-catalogue-id';
  const issues = wasRefused(listing) ? [] : listing.issues;
  const renewed = { stoppedBy: null, submittedAt: null, dueAt: scope.now, attempts: 0 };
  const chosen: Listing = { ...listing, ...renewed, issues, catalogueId };
  // What was proposed is known to exist, and whatever spoke against it, the merchant has seen.
  await scope.tx.listings.save(
    proposed === undefined
      ? moveListing(chosen, listing.status, 'matching')
      : {
          ...moveListing(chosen, listing.status, 'publishing'),
          title: proposed.title,
          gtins: proposed.gtins,
          channelData: proposed.channelData,
        },
  );
  await scope.tx.matchCandidates.replace(listing.id, []);
  if (proposed !== undefined) await scope.tx.issues.clear(listingIssueKey(listing));
  if (listing.variantId !== null) {
    const pair = { variantId: listing.variantId, catalogueId };
    await rememberVerdict(scope, listing, pair, 'accepted', proposed);
  }
  const values = { sku: listing.channelSku, catalogueId, title: proposed?.title ?? catalogueId };
  await scope.note(listing.connectionId, say('activity.match-accepted', values));
  scope.ring(listing.connectionId, 'publish');
  return 'done';
}

/** Links within the transaction of whoever does so. What the listing shows is read before anything is sent. */
export async function acceptVariant(
  scope: Scope,
  listing: Listing,
  variantId: VariantId,
  unitsPerListing: number,
): Promise<ChangeOutcome> {
  if (listing.variantId !== null || !isUnmatched(listing)) return 'not-possible';
  const account = await accountOf(scope, listing);
  const variant = await scope.tx.variants.get(variantId);
  const isSold = variant?.goneAt === null && variant.connectionId === (await stockMaster(scope, account));
  if (!isSold || account.health === 'paused') return 'not-possible';
  const proposed = (await scope.tx.linkCandidates.ofListings([listing.id])).find(
    (candidate) => candidate.variantId === variantId,
  );
  const shown = { quantity: null, price: null };
  const linked = { ...listing, unitsPerListing };
  await linkListings(scope, account, [{ listing: linked, isNew: false, variant, by: 'hand', shown }]);
  if (listing.catalogueId !== null) {
    const pair = { variantId, catalogueId: listing.catalogueId };
    await rememberVerdict(scope, listing, pair, 'accepted', proposed);
  }
  for (const lane of ['quantity-down', 'price', 'verify'] as const) scope.ring(account.id, lane);
  return 'done';
}

/** Keeps that a listing is not what was proposed for it: it goes, and is never proposed again. */
export function rejectMatch(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
  judged: Judged,
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, [listingId], (scope, listing) =>
    'catalogueId' in judged
      ? rejectItem(scope, listing, judged.catalogueId)
      : rejectVariant(scope, listing, judged.variantId),
  );
}

async function rejectItem(scope: Scope, listing: Listing, catalogueId: string): Promise<ChangeOutcome> {
  const { variantId } = listing;
  if (variantId === null || listing.status !== 'needs-match') return 'not-possible';
  const all = await scope.tx.matchCandidates.ofListings([listing.id]);
  const proposed = all.find((candidate) => candidate.catalogueId === catalogueId);
  if (proposed === undefined) return 'not-possible';
  const left = all.filter((candidate) => candidate !== proposed);
  await scope.tx.matchCandidates.replace(listing.id, left);
  await tellWhatIsLeft(scope, listing, variantId, left);
  await noteRejected(scope, listing, { variantId, catalogueId }, proposed, proposed.title);
  return 'done';
}

async function tellWhatIsLeft(
  scope: Scope,
  listing: Listing,
  variantId: VariantId,
  left: readonly MatchCandidate[],
): Promise<void> {
  const sku = listing.channelSku;
  const gtin = (await scope.tx.variants.get(variantId))?.gtin ?? null;
  const nothing = gtin === null ? say('match.no-number', { sku }) : say('match.none', { sku, gtin });
  const reason = left.length === 0 ? nothing : say('match.proposed', { sku, count: left.length });
  await openListingIssue(scope, listing, reason);
}

async function rejectVariant(scope: Scope, listing: Listing, variantId: VariantId): Promise<ChangeOutcome> {
  const { catalogueId } = listing;
  if (catalogueId === null) return 'not-possible';
  const all = await scope.tx.linkCandidates.ofListings([listing.id]);
  const proposed = all.find((candidate) => candidate.variantId === variantId);
  if (proposed === undefined) return 'not-possible';
  await scope.tx.linkCandidates.replace(
    listing.id,
    all.filter((candidate) => candidate !== proposed),
  );
  const title = (await scope.tx.variants.get(variantId))?.title ?? '';
  await noteRejected(scope, listing, { variantId, catalogueId }, proposed, title);
  return 'done';
}

async function noteRejected(
  scope: Scope,
  listing: Listing,
  pair: { readonly variantId: VariantId; readonly catalogueId: string },
  proposed: MatchFindings,
  title: string,
): Promise<void> {
  await rememberVerdict(scope, listing, pair, 'rejected', proposed);
  const values = { sku: listing.channelSku, catalogueId: pair.catalogueId, title };
  await scope.note(listing.connectionId, say('activity.match-rejected', values));
}

/** Takes a rejection back: what was rejected may be proposed, or found, again. */
export function undoReject(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
  judged: Judged,
): Promise<readonly ChangeOutcome[]> {
  return changeEach(engine, key, [listingId], async (scope, listing) => {
    const { connectionId, marketplace } = listing;
    const variantId = 'variantId' in judged ? judged.variantId : listing.variantId;
    const catalogueId = 'catalogueId' in judged ? judged.catalogueId : listing.catalogueId;
    if (variantId === null || catalogueId === null) return 'not-possible';
    const said = await scope.tx.matchVerdicts.ofVariants({ connectionId, marketplace }, [variantId]);
    const rejection = said.find((each) => each.catalogueId === catalogueId && each.verdict === 'rejected');
    if (rejection === undefined) return 'unchanged';
    await scope.tx.matchVerdicts.remove(rejection);
    await scope.note(
      connectionId,
      say('activity.match-reject-undone', { sku: listing.channelSku, catalogueId }),
    );
    if (listing.status === 'needs-match') {
      const again = { ...moveListing(listing, 'needs-match', 'matching'), dueAt: scope.now, attempts: 0 };
      await scope.tx.listings.save({ ...again, catalogueId: null });
      scope.ring(connectionId, 'publish');
    } else if (listing.variantId === null) await proposeAgain(engine, scope, listing, variantId);
    return 'done';
  });
}

async function proposeAgain(
  engine: Engine,
  scope: Scope,
  listing: Listing,
  variantId: VariantId,
): Promise<void> {
  const others = await scope.tx.linkCandidates.ofListings([listing.id]);
  const variants = await scope.tx.variants.getMany([variantId]);
  const found = compareVariants(engine.matcher, listing, variants);
  await scope.tx.linkCandidates.replace(listing.id, [
    ...others.filter((candidate) => candidate.variantId !== variantId),
    ...found.map(({ variant, findings }) => ({
      listingId: listing.id,
      variantId: variant.id,
      ...findings,
    })),
  ]);
}

async function accountOf(scope: Scope, listing: Listing) {
  const account = await scope.tx.connections.get(listing.connectionId);
  if (account === undefined) throw new Error('A listing without its channel account');
  return account;
}
