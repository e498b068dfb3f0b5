import type { VariantId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { MatchFindings, MatchVerdict } from '../domain/match.ts';
import type { Scope } from './commit.ts';

/**
 * Keeps what a member said of a variant and a catalogue item, for good: whatever becomes of the listing, it is not asked again.
 *
 * @param proposed as what it was proposed; `undefined`: it was not, and so it tells nothing of scores. Neither does what was forbidden to match by itself.
 */
export async function rememberVerdict(
  scope: Scope,
  { connectionId, marketplace }: Pick<Listing, 'connectionId' | 'marketplace'>,
  pair: { readonly variantId: VariantId; readonly catalogueId: string },
  verdict: MatchVerdict['verdict'],
  proposed: MatchFindings | undefined,
): Promise<void> {
  const score = proposed === undefined || proposed.isVetoed ? null : proposed.score;
  await scope.tx.matchVerdicts.put({
    ...{ connectionId, marketplace, ...pair, verdict, score },
    decidedAt: scope.now,
    memberId: scope.memberId,
  });
}
