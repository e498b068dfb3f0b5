import type { ConnectionKey } from '../domain/ids.ts';
import type { Hint } from '../domain/inbox.ts';
import { doorbellKey, type DrainJob } from '../jobs/catalogue.ts';
import type { WebhookRequest, WebhookVerdict } from '../ports/webhooks.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/** Stores hints of a delivery whose signature has been checked. Nothing of the delivery but these ids is kept. */
export async function receiveHints(
  engine: Engine,
  key: ConnectionKey,
  hints: readonly Hint[],
): Promise<void> {
  if (hints.length === 0) return;
  await commit(engine, key.workspaceId, async (scope) => {
    await scope.tx.inbox.add(key.connectionId, hints, scope.now);
    scope.ring(key.connectionId, 'inbox');
  });
}

/** What came for a connection, not trusted yet. */
export interface Delivery {
  readonly key: ConnectionKey;
  readonly request: WebhookRequest;
}

export type DeliveryVerdict = WebhookVerdict | { readonly kind: 'unknown-connection' };

export interface ReceivedDeliveries {
  /** In the order of the deliveries. */
  readonly verdicts: readonly DeliveryVerdict[];
  /** To be rung: what the deliveries told of is stored. */
  readonly bells: readonly DrainJob[];
}

/**
 * Judges deliveries that came together, for connections of any workspaces, by the secrets that are in force now, and stores the hints of the good ones. A bad one
 * among them changes nothing for the others.
 *
 * @throws whatever the storage throws: nothing of these deliveries counts as stored then.
 */
export async function receiveDeliveries(
  engine: Engine,
  deliveries: readonly Delivery[],
): Promise<ReceivedDeliveries> {
  const keys = new Map(deliveries.map(({ key }) => [bellOf(key), key]));
  const found = await engine.storage.webhookSecrets([...keys.values()]);
  const secrets = new Map(found.map((secret) => [bellOf(secret), secret]));
  const bells = new Map<string, DrainJob>();
  const judged = deliveries.map(({ key, request }) => {
    const bell = bellOf(key);
    const known = secrets.get(bell);
    const verdict: DeliveryVerdict =
      known === undefined
        ? { kind: 'unknown-connection' }
        : engine.connectors.receiveWebhook(known.connector, request, known.secret);
    if (verdict.kind === 'hints' && verdict.hints.length > 0) bells.set(bell, inboxJob(key));
    return { key, verdict };
  });
  const hints = judged.flatMap(({ key, verdict }) =>
    verdict.kind === 'hints' ? verdict.hints.map((hint) => ({ ...key, ...hint })) : [],
  );
  if (hints.length > 0) await engine.storage.addHints(hints, engine.clock.now());
  return { verdicts: judged.map(({ verdict }) => verdict), bells: [...bells.values()] };
}

export const inboxJob = ({ workspaceId, connectionId }: ConnectionKey): DrainJob => ({
  workspaceId,
  connectionId,
  lane: 'inbox',
});
export const bellOf = (key: ConnectionKey): string => doorbellKey(inboxJob(key));
