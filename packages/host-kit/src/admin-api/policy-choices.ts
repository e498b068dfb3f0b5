import type { Connection } from '@quayside/core/domain/connection';
import type { Variant } from '@quayside/core/domain/variant';
import type { Transaction } from '@quayside/core/ports/storage';
import { z } from 'zod';
import type { Call } from './operation.ts';
import { chosenMarketplaces, namedView, toNamed } from './views.ts';

/** What a merchant may choose in the form of a policy, from what is there. */
export const policyChoices = z.object({
  attributes: z
    .array(z.string())
    .meta({ description: 'Names that some products of the shop have; others may be written' }),
  currencies: z.array(z.string()).meta({ description: 'Of the shops, then of the marketplaces' }),
  marketplaces: z.array(namedView),
});

/** Enough to meet the names that a catalogue uses, whatever its size. */
const mostVariants = 200;

export async function readPolicyChoices(
  call: Call,
  tx: Transaction,
  connections: readonly Connection[],
): Promise<z.input<typeof policyChoices>> {
  const variants: Variant[] = [];
  for (const { id, role } of connections) {
    if (role !== 'store' || variants.length >= mostVariants) continue;
    variants.push(...(await tx.variants.page(id, null, mostVariants - variants.length)));
  }
  const names = new Set(variants.flatMap(({ attributes }) => Object.keys(attributes)));
  const marketplaces = new Map(
    connections.flatMap((each) => chosenMarketplaces(call, each)).map((each) => [each.id, each]),
  );
  const currencies = [
    ...variants.flatMap(({ price, cost }) => (price ?? cost)?.currency ?? []),
    ...[...marketplaces.values()].map(({ currency }) => currency),
  ];
  return {
    attributes: [...names].sort(),
    currencies: [...new Set(currencies)],
    marketplaces: [...marketplaces.values()].map(toNamed),
  };
}
