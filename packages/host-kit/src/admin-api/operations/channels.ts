import { frequencies, type Connection } from '@quayside/core/domain/connection';
import { orderNewsOf, type NotificationSubscription } from '@quayside/core/domain/notification-subscription';
import type { ListingStatus } from '@quayside/core/domain/listing-life';
import type { Policy, PolicyKind } from '@quayside/core/domain/policy';
import { ok } from '@quayside/core/domain/result';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type { Transaction } from '@quayside/core/ports/storage';
import { checkConnection as check } from '@quayside/core/use-cases/check-connection';
import { pendingConsents } from '@quayside/core/use-cases/consent';
import { disconnect } from '@quayside/core/use-cases/disconnect';
import { pauseConnection, resumeConnection } from '@quayside/core/use-cases/pause-connection';
import { z } from 'zod';
import { connectionView, toConnectionView } from '../connection-view.ts';
import { connectionId, instantText, issueView, sentence } from '../fields.ts';
import { formField, formModel } from '../../forms/form-model.ts';
import { inTurn } from '../in-turn.ts';
import { command, query, type Call } from '../operation.ts';
import { refuse } from '../problems.ts';
import { byId, chosenMarketplaces, namedView, platformName, toIssueView, toNamed } from '../views.ts';

const account = connectionView.extend({
  pool: z.string().nullable().meta({ description: 'The stock that it sells from' }),
  policies: z
    .object({
      selling: namedView.nullable(),
      synchronization: namedView.nullable(),
      shipping: namedView.nullable(),
    })
    .meta({ description: 'What it follows; null: none of that kind' }),
  frequency: z
    .enum(frequencies)
    .meta({ description: 'How often changes go out; a quantity that falls never waits' }),
  orderNews: z
    .object({
      how: z.enum(['told', 'expected', 'asked']),
      heardAt: instantText.nullable(),
      everySeconds: z.number(),
    })
    .meta({
      description:
        'What its orders come in by: told by the platform at once, expected to be, or asked for only; and how often all changes are asked for in any case',
    }),
  listings: z.object({ onChannel: z.number(), needYou: z.number(), unlinked: z.number() }),
  heldOrders: z.number(),
  issues: z.array(issueView),
});

const offered = z.object({
  connector: z.string(),
  name: z.string(),
  byConsent: z
    .array(formField)
    .nullable()
    .meta({ description: 'What is chosen before consent; null: it takes none' }),
  takesStarts: z
    .boolean()
    .meta({ description: 'Whether a merchant may begin at the channel’s own app store' }),
  byKeys: z.array(formField).nullable().meta({ description: 'What is typed in; null: it takes no keys' }),
});

const consentView = z.object({
  secret: z.string(),
  platform: z.string(),
  state: z.enum(['asked', 'exchanging', 'granted', 'refused']),
  reason: sentence.nullable(),
  name: z.string().nullable(),
  expiresAt: instantText,
});

export const channels = query({
  summary: 'Stores and channel accounts, what can be connected, and consents that wait to be taken',
  input: z.strictObject({}),
  output: z.object({
    stores: z.array(connectionView),
    accounts: z.array(account),
    offered: z.array(offered),
    consents: z.array(consentView),
  }),
  async run(call) {
    const { engine, workspaceId, member, host, locale } = call;
    const known = await engine.storage.transaction(workspaceId, async (tx) => {
      const connections = await tx.connections.list();
      const names = { pools: byId(await tx.pools.list()), policies: byId(await tx.policies.list()) };
      const counts = { listings: await tx.searches.listingCounts(), orders: await tx.searches.orderCounts() };
      const of = (role: Connection['role']) => connections.filter((each) => each.role === role);
      return {
        stores: await inTurn(of('store'), (each) => toConnectionView(call, tx, each)),
        accounts: await inTurn(of('channel'), (each) => toAccount(call, tx, each, { ...names, ...counts })),
      };
    });
    const consents = await pendingConsents(engine, workspaceId, member.id);
    return ok({
      ...known,
      offered: host.manifests
        .filter((manifest) => manifest.role === 'channel' && manifest.auth !== 'install')
        .map((manifest) => ({
          connector: manifest.id,
          name: manifest.name,
          byConsent:
            engine.connectors.consent(manifest.id) === null ? null : formModel(manifest, ['consent'], locale),
          takesStarts: engine.connectors.consent(manifest.id)?.takesStarts ?? false,
          byKeys: manifest.fields.some(({ of }) => of === 'credentials')
            ? formModel(manifest, ['settings', 'credentials'], locale)
            : null,
        })),
      consents: consents.map(({ secret, connector, expiresAt, outcome }) => ({
        secret,
        platform: platformName(call, { role: 'channel', connector }),
        state: outcome.kind,
        reason: outcome.kind === 'refused' ? call.say(outcome.reason) : null,
        name: outcome.kind === 'granted' ? outcome.name : null,
        expiresAt,
      })),
    });
  },
});

interface Counts {
  readonly listings: Awaited<ReturnType<Transaction['searches']['listingCounts']>>;
  readonly orders: Awaited<ReturnType<Transaction['searches']['orderCounts']>>;
}

interface Known extends Counts {
  readonly pools: ReadonlyMap<string, StockPool>;
  readonly policies: ReadonlyMap<string, Policy>;
}

async function toAccount(
  call: Call,
  tx: Transaction,
  connection: Connection,
  known: Known,
): Promise<z.input<typeof account>> {
  const count = (...statuses: readonly ListingStatus[]): number =>
    known.listings
      .filter((each) => each.connectionId === connection.id && statuses.includes(each.status))
      .reduce((sum, each) => sum + each.count, 0);
  const policy = (kind: PolicyKind) => {
    const found = known.policies.get(connection.policies[kind] ?? '');
    return found === undefined ? null : toNamed(found);
  };
  const held = known.orders.find((each) => each.connectionId === connection.id && each.state === 'held');
  return {
    ...(await toConnectionView(call, tx, connection)),
    pool: known.pools.get(connection.poolId ?? '')?.name ?? null,
    policies: {
      selling: policy('selling'),
      synchronization: policy('synchronization'),
      shipping: policy('shipping'),
    },
    frequency: connection.frequency,
    orderNews: toOrderNews(call, connection, await tx.subscriptions.get(connection.id)),
    listings: {
      onChannel: count('active', 'inactive', 'error'),
      needYou: count('needs-match', 'incomplete', 'error'),
      unlinked: await tx.listings.countUnlinked(connection.id),
    },
    heldOrders: held?.count ?? 0,
    issues: (await tx.searches.issuesAbout(`connection/${connection.id}/`)).map((issue) =>
      toIssueView(call, issue),
    ),
  };
}

function toOrderNews(
  { engine }: Call,
  { connector }: Connection,
  subscription: NotificationSubscription | undefined,
): z.input<typeof account>['orderNews'] {
  const { orderPollEveryMs } = engine.connectors.channelManifest(connector).timing;
  return {
    how: orderNewsOf(subscription, engine.clock.now()),
    heardAt: subscription?.heardAt ?? null,
    everySeconds: Math.max(1, Math.round(orderPollEveryMs / 1_000)),
  };
}

export const connections = query({
  summary: 'Stores and channel accounts by name, with the marketplaces of each: to choose from',
  input: z.strictObject({}),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        role: z.enum(['store', 'channel']),
        name: z.string(),
        marketplaces: z.array(namedView),
      }),
    ),
  }),
  async run(call) {
    const all = await call.engine.storage.transaction(call.workspaceId, (tx) => tx.connections.list());
    return ok({
      rows: all.map((each) => ({
        id: each.id,
        role: each.role,
        name: each.name,
        marketplaces: chosenMarketplaces(call, each).map(toNamed),
      })),
    });
  },
});

const oneConnection = z.strictObject({ connectionId });

export const checkConnection = command({
  summary: 'Asks the platform whether the connection works: a missing role is named',
  input: oneConnection,
  output: z.object({
    facts: z.array(z.string()).meta({ description: 'The marketplaces, or the shop’s name' }),
  }),
  async run({ engine, workspaceId }, input) {
    const answer = await check(engine, { workspaceId, connectionId: input.connectionId });
    if (!answer.ok) return refuse(answer.error);
    const facts = answer.value;
    return ok({ facts: facts.role === 'channel' ? [...facts.marketplaces] : [facts.name] });
  },
});

export const pause = command({
  summary: 'Stops a connection until it is resumed',
  input: oneConnection,
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const paused = await pauseConnection(engine, { workspaceId, connectionId: input.connectionId });
    return paused.ok ? ok({}) : refuse(paused.error);
  },
});

export const resume = command({
  summary: 'Lets a paused connection go on',
  input: oneConnection,
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const resumed = await resumeConnection(engine, { workspaceId, connectionId: input.connectionId });
    return resumed.ok ? ok({}) : refuse(resumed.error);
  },
});

export const disconnectAccount = command({
  summary: 'Deletes our access to a channel account; what is known of it stays',
  input: oneConnection,
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const done = await disconnect(engine, { workspaceId, connectionId: input.connectionId });
    return done.ok ? ok({}) : refuse(done.error);
  },
});
