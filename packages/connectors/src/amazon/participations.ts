import { ok } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { AmazonClient } from './client.ts';
import { amazonMarketplaces } from './marketplaces.ts';

const participations = z.object({
  payload: z.array(
    z.object({
      marketplace: z.object({ id: z.string().min(1), name: z.string().nullish() }),
      /** Not said: the marketplace stands in the list of those that the seller can sell in, so it is taken for joined, and a call will tell. */
      participation: z.object({ isParticipating: z.boolean().catch(true) }).catch({ isParticipating: true }),
      storeName: z.string().nullish(),
    }),
  ),
});

export interface Participation {
  readonly marketplaceId: string;
  readonly name: string;
  /** What the seller's shop is called there. */
  readonly storeName: string | null;
}

/** Where a seller sells, of those marketplaces that one authorisation is for (`getMarketplaceParticipations`). */
export async function readParticipations(client: AmazonClient): Answer<readonly Participation[]> {
  const answer = await client.call({
    operation: 'getMarketplaceParticipations',
    method: 'GET',
    path: '/sellers/v1/marketplaceParticipations',
    schema: participations,
  });
  if (!answer.ok) return answer;
  const joined = answer.value.payload.filter(({ participation }) => participation.isParticipating);
  return ok(
    joined.map(({ marketplace: { id, name }, storeName }) => ({
      marketplaceId: id,
      name: name ?? amazonMarketplaces.find((each) => each.id === id)?.name ?? id,
      storeName: storeName?.trim() || null,
    })),
  );
}
