import type { Issue } from '@quayside/core/domain/issue';
import { formatAmount } from '@quayside/core/domain/money';
import type { OfferValue } from '@quayside/core/domain/offer';
import type { Target } from '@quayside/core/domain/target';
import type { Connection } from '@quayside/core/domain/connection';
import { z } from 'zod';
import type { issueView } from './fields.ts';
import { instantText, money } from './fields.ts';
import type { Call } from './operation.ts';

export function toIssueView(call: Call, issue: Issue): z.input<typeof issueView> {
  const { key, severity, connectionId, message, openedAt } = issue;
  return { key, severity, connectionId, sentence: call.say(message), openedAt };
}

/** What a channel shows of a quantity or a price, and whether something else is on its way. */
export const shownView = z.object({
  /** Units, or an amount. */
  units: z.number().nullable(),
  price: money.nullable(),
  at: instantText.nullable(),
  isPending: z.boolean(),
});

export function toShownView(target: Target | null): z.input<typeof shownView> {
  const shown = target?.shown ?? null;
  return {
    ...valueOf(shown?.value ?? null),
    at: shown?.at ?? null,
    isPending: target !== null && (target.raisedAt !== null || target.inFlight !== null),
  };
}

export function valueOf(value: OfferValue | null): Pick<z.input<typeof shownView>, 'units' | 'price'> {
  if (value === null) return { units: null, price: null };
  if (typeof value === 'number') return { units: value, price: null };
  return { units: null, price: { amount: formatAmount(value), currency: value.currency } };
}

/** What a marketplace is called, by its account's connector. */
export function marketplaceName(call: Call, account: Connection | undefined, marketplace: string): string {
  const manifest = call.host.manifests.find(
    (each) => each.role === 'channel' && each.id === account?.connector,
  );
  if (manifest?.role !== 'channel') return marketplace;
  return manifest.marketplaces.find(({ id }) => id === marketplace)?.name ?? marketplace;
}

export function platformName(
  call: Call,
  { role, connector }: Pick<Connection, 'role' | 'connector'>,
): string {
  return call.host.manifests.find((each) => each.role === role && each.id === connector)?.name ?? connector;
}
