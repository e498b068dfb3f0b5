/**
 * Where a listing stands.
 *
 * - `unlisted`: the merchant does not want it on the channel.
 * - `matching`: its catalogue id is being looked for. `needs-match`: the merchant must choose one.
 * - `incomplete`: something of ours is missing that an offer needs; an issue says what.
 * - `publishing`: it is being created on the channel.
 * - `active`: buyers can buy it. `inactive`: the channel has it, and nobody can buy it.
 * - `error`: the channel refused it; an issue says why.
 * - `ended`: the channel no longer has it.
 *
 * A listing that is on its way may turn out to be on the channel already: then it is `active` or `inactive` at once.
 */
export type ListingStatus = keyof typeof listingSteps;

/** Which step may follow which: checked by the compiler where the status is known, and always by `moveListing`. */
export const listingSteps = {
  unlisted: ['matching', 'active', 'inactive'],
  matching: ['matching', 'needs-match', 'incomplete', 'publishing', 'unlisted', 'active', 'inactive'],
  'needs-match': ['matching', 'needs-match', 'publishing', 'unlisted', 'active', 'inactive'],
  incomplete: ['matching', 'incomplete', 'publishing', 'unlisted', 'active', 'inactive'],
  publishing: ['publishing', 'incomplete', 'active', 'inactive', 'error'],
  active: ['active', 'inactive', 'error', 'ended'],
  inactive: ['active', 'inactive', 'error', 'ended'],
  error: ['active', 'inactive', 'error', 'ended', 'matching', 'publishing', 'unlisted'],
  ended: ['ended', 'active', 'inactive', 'matching', 'publishing', 'unlisted'],
} as const satisfies Record<string, readonly string[]>;

export type NextStatus<From extends ListingStatus> = (typeof listingSteps)[From][number];

export const listingStatuses = Object.keys(listingSteps) as readonly ListingStatus[];

/** Those of listings that the channel has, as far as we know. */
export const onChannelStatuses: readonly ListingStatus[] = ['active', 'inactive', 'error'];

export function isOnChannel({ status }: { readonly status: ListingStatus }): boolean {
  return onChannelStatuses.includes(status);
}

/** Whether nobody has said yet what it is: which item of the channel's catalogue, or which variant. */
export function isUnmatched(listing: {
  readonly status: ListingStatus;
  readonly variantId: unknown;
}): boolean {
  return listing.status === 'needs-match' || (listing.variantId === null && isOnChannel(listing));
}

/** Whether the merchant may still say, or say anew, what of the channel's catalogue it is: the channel must not have it yet under another item. */
export function mayChooseMatch(listing: {
  readonly status: ListingStatus;
  readonly readAt: unknown;
}): boolean {
  return listing.status === 'needs-match' || wasRefused(listing);
}

/** Whether the channel refused its creation, so that it never came to be there. */
export function wasRefused({
  status,
  readAt,
}: {
  readonly status: ListingStatus;
  readonly readAt: unknown;
}): boolean {
  return status === 'error' && readAt === null;
}

/** Whether a read of it can say anything that the way onto the channel does not look for by itself. */
export function mayReadAgain(listing: { readonly status: ListingStatus; readonly readAt: unknown }): boolean {
  return (isOnChannel(listing) && !wasRefused(listing)) || listing.status === 'ended';
}

/** Whether a listing may go from one status to another. */
export function mayMove(from: ListingStatus, to: ListingStatus): boolean {
  return (listingSteps[from] as readonly ListingStatus[]).includes(to);
}

/**
 * Takes one step of a listing's life.
 *
 * @param from the status that the caller knows it to have: the compiler then allows only the steps of that status.
 * @throws Error when the listing has another status, or the step is not in the table: a bug.
 */
export function moveListing<Listing extends { readonly status: ListingStatus }, From extends ListingStatus>(
  listing: Listing,
  from: From,
  to: NextStatus<From>,
): Listing {
  if (listing.status !== from || !mayMove(from, to)) {
    throw new Error(`A listing cannot go from ${listing.status} to ${to}`);
  }
  return { ...listing, status: to };
}
