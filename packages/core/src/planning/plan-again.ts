import type { Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import type { RulesOf } from '../domain/policy.ts';
import type { Variant } from '../domain/variant.ts';

/** What an offer was decided from. Rules are the same only if they are the same object: whoever reads them once may decide many offers by them. */
export interface Basis {
  readonly listing: Pick<Listing, 'id' | 'version'>;
  readonly variant: Pick<Variant, 'id' | 'version'> | undefined;
  readonly reservedUnits: number;
  readonly selling: RulesOf['selling'] | null;
  readonly synchronization: RulesOf['synchronization'] | null;
  readonly now: Instant;
}

/**
 * Whether what was decided still holds, so that nothing need be reckoned: the same rows, the same rules, and no moment in between at which a sale begins or ends.
 *
 * @param changesAt when the same facts give another value; `null`: never.
 */
export function stillHolds(before: Basis, changesAt: Instant | null, basis: Basis): boolean {
  return (
    before.selling === basis.selling &&
    before.synchronization === basis.synchronization &&
    before.reservedUnits === basis.reservedUnits &&
    before.listing.id === basis.listing.id &&
    before.listing.version === basis.listing.version &&
    before.variant?.id === basis.variant?.id &&
    before.variant?.version === basis.variant?.version &&
    (before.now === basis.now || changesAt === null || changesAt > basis.now)
  );
}
