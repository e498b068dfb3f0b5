import type { Connection } from '../domain/connection.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Issue } from '../domain/issue.ts';
import { planLink } from '../planning/plan-link.ts';
import type { Scope } from './commit.ts';
import { linkIssueKey, linkListings, type Link } from './link-listings.ts';
import { stockMaster } from './stock-master.ts';
import type { VariantChange } from './variant-change.ts';

/** A listing without a variant, and what is known of what it shows. */
export type Unlinked = Omit<Link, 'variant' | 'by'>;

/**
 * Links listings of one account to variants of its stock master, by SKU and then by trade item number. What could be meant twice is an issue for the
 * merchant.
 *
 * @returns those that stay without a variant.
 */
export async function linkByIdentifiers(
  scope: Scope,
  account: Connection,
  store: ConnectionId,
  unlinked: readonly Unlinked[],
): Promise<readonly Unlinked[]> {
  if (unlinked.length === 0) return [];
  const listings = unlinked.map(({ listing }) => listing);
  const skus = [...new Set(listings.map((listing) => String(listing.channelSku)))];
  const gtins = [...new Set(listings.flatMap((listing) => listing.gtins))];
  const bySku = Map.groupBy(await scope.tx.variants.bySkus(store, skus), (variant) => String(variant.sku));
  const byGtin = Map.groupBy(await scope.tx.variants.byGtins(store, gtins), (variant) => variant.gtin);
  const links: Link[] = [];
  const asked: Issue[] = [];
  const left: Unlinked[] = [];
  for (const each of unlinked) {
    const { listing } = each;
    const numbered = listing.gtins.flatMap((gtin) => byGtin.get(gtin) ?? []);
    const plan = planLink(listing, bySku.get(listing.channelSku) ?? [], [...new Set(numbered)]);
    if (plan.kind === 'link') links.push({ ...each, variant: plan.variant, by: plan.by });
    else left.push(each);
    if (plan.kind !== 'ask') continue;
    asked.push({
      key: linkIssueKey(listing),
      severity: 'error',
      connectionId: account.id,
      message: plan.reason,
      openedAt: scope.now,
    });
  }
  await linkListings(scope, account, links);
  await scope.tx.issues.openMany(asked);
  return left;
}

/** Links what the channels have and nobody could place so far, now that the store shows new SKUs or numbers. */
export async function linkUnlinked(scope: Scope, changes: readonly VariantChange[]): Promise<void> {
  const news = changes.filter(
    ({ before, after }) =>
      after.goneAt === null &&
      (before?.sku !== after.sku || before.gtin !== after.gtin || before.goneAt !== null),
  );
  const [first] = news;
  if (first === undefined) return;
  const store = first.after.connectionId;
  const listings = await scope.tx.listings.unlinkedByIdentifiers(
    news.flatMap(({ after }) => (after.sku === null ? [] : [String(after.sku)])),
    news.flatMap(({ after }) => (after.gtin === null ? [] : [after.gtin])),
  );
  for (const [connectionId, own] of Map.groupBy(listings, (listing: Listing) => listing.connectionId)) {
    const account = await scope.tx.connections.get(connectionId);
    if (account === undefined || (await stockMaster(scope, account)) !== store) continue;
    // What they show is not known to be of now: it is read before anything is sent.
    const unlinked = own.map((listing) => ({
      listing,
      isNew: false,
      shown: { quantity: null, price: null },
    }));
    await linkByIdentifiers(scope, account, store, unlinked);
  }
}
