import type { Connection } from '@quayside/core/domain/connection';
import type { Issue } from '@quayside/core/domain/issue';
import { formatAmount, type Money } from '@quayside/core/domain/money';
import type { OfferValue } from '@quayside/core/domain/offer';
import type { Target } from '@quayside/core/domain/target';
import type { ChannelManifest } from '@quayside/core/ports/manifest';
import { z } from 'zod';
import type { issueView } from './fields.ts';
import { instantText, money } from './fields.ts';
import type { Call } from './operation.ts';

/** Where something can be done about an issue: in the shop or on the channel, at this address. */
export type IssuePage = NonNullable<z.input<typeof issueView>['page']>;

export function toIssueView(
  call: Call,
  issue: Issue,
  page: IssuePage | null = null,
): z.input<typeof issueView> {
  const { key, severity, connectionId, message, openedAt } = issue;
  return { key, severity, connectionId, sentence: call.say(message), openedAt, page };
}

/** A quantity, or a price with what goes with it. */
export const valueView = z.object({
  /** Units, or an amount. */
  units: z.number().nullable(),
  price: money.nullable(),
  sale: z
    .object({
      price: money,
      from: instantText.nullable().meta({ description: 'null: it has begun' }),
      until: instantText.nullable().meta({ description: 'null: it has no end' }),
    })
    .nullable()
    .meta({ description: 'A lower price for a time' }),
  list: money.nullable().meta({ description: 'The price before' }),
  business: z
    .object({ price: money, tiers: z.array(z.object({ from: z.number(), price: money })) })
    .nullable()
    .meta({ description: 'What businesses pay, and each from a number of units on' }),
});

/** What a channel shows of a quantity or a price, and whether something else is on its way. */
export const shownView = valueView.extend({ at: instantText.nullable(), isPending: z.boolean() });

/** @param isOurs whether there is anything of ours to say: nothing else is on its way otherwise, whatever stirred it. */
export function toShownView(target: Target | null, isOurs = true): z.input<typeof shownView> {
  const shown = target?.shown ?? null;
  const isMoving = target !== null && (target.raisedAt !== null || target.inFlight !== null);
  return { ...toValueView(shown?.value ?? null), at: shown?.at ?? null, isPending: isOurs && isMoving };
}

export function toValueView(value: OfferValue | null): z.input<typeof valueView> {
  const nothing = { units: null, price: null, sale: null, list: null, business: null };
  if (value === null) return nothing;
  if (typeof value === 'number') return { ...nothing, units: value };
  const { sale, list, business } = value;
  return {
    units: null,
    price: toMoneyView(value),
    sale: sale === undefined ? null : { ...sale, price: toMoneyView(sale.price) },
    list: list === undefined ? null : toMoneyView(list),
    business:
      business === undefined
        ? null
        : {
            price: toMoneyView(business.price),
            tiers: business.tiers.map((tier) => ({ from: tier.from, price: toMoneyView(tier.price) })),
          },
  };
}

export function toMoneyView(amount: Money): z.input<typeof money> {
  return { amount: formatAmount(amount), currency: amount.currency };
}

/** What a marketplace is called, by its account's connector. */
export function marketplaceName(call: Call, account: Connection | undefined, marketplace: string): string {
  const found = manifestOfAccount(call, account)?.marketplaces.find(({ id }) => id === marketplace);
  return found?.name ?? marketplace;
}

/** What the channel of an account is. */
export function manifestOfAccount(call: Call, account: Connection | undefined): ChannelManifest | undefined {
  const manifest = call.host.manifests.find(
    (each) => each.role === 'channel' && each.id === account?.connector,
  );
  return manifest?.role === 'channel' ? manifest : undefined;
}

/** What merchants call the number of an item in the catalogue of an account's channel. */
export function catalogueIdName(call: Call, account: Connection | undefined): string {
  return manifestOfAccount(call, account)?.catalogue.idName ?? '';
}

/** Those that were chosen for a connection in its settings, else all of its channel; a store has none. */
export function chosenMarketplaces(call: Call, connection: Connection) {
  if (connection.role !== 'channel') return [];
  const all = manifestOfAccount(call, connection)?.marketplaces ?? [];
  const chosen = new Set(Object.values(connection.settings).flat());
  const own = all.filter(({ id }) => chosen.has(id));
  return own.length > 0 ? own : all;
}

export function platformName(
  call: Call,
  { role, connector }: Pick<Connection, 'role' | 'connector'>,
): string {
  return call.host.manifests.find((each) => each.role === role && each.id === connector)?.name ?? connector;
}

/** Rows by their ids. */
export function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Something that a screen links to by its name. */
export const namedView = z.object({ id: z.string(), name: z.string() });

export function toNamed({ id, name }: { readonly id: string; readonly name: string }) {
  return { id, name };
}
