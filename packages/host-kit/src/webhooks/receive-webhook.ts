import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { WebhookRequest } from '@quayside/core/ports/connector';
import { assertNever } from '@quayside/core/domain/result';
import type { Engine } from '@quayside/core/use-cases/engine';
import { receiveHints } from '@quayside/core/use-cases/receive-hints';

/** What to answer to the platform. The reason is for the log; the body stays empty. */
export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 404;
  readonly outcome: 'stored' | 'ping' | 'ignored' | 'bad-signature' | 'unreadable' | 'unknown-connection';
}

/**
 * The way of every webhook: signature over the raw body, then the inbox, then the answer. Nothing is read from a platform here and nothing of the
 * delivery is trusted but the ids it names. Nothing is stored unless the signature is good.
 */
export async function receiveWebhook(
  engine: Engine,
  key: ConnectionKey,
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const found = await engine.storage.transaction(key.workspaceId, async (tx) => ({
    connection: await tx.connections.get(key.connectionId),
    secrets: await tx.secrets.get(key.connectionId),
  }));
  const secret = found.secrets?.webhookSecret;
  if (found.connection === undefined || secret == null) return { status: 404, outcome: 'unknown-connection' };
  const verdict = engine.connectors.receiveWebhook(found.connection.connector, request, secret);
  switch (verdict.kind) {
    case 'hints':
      await receiveHints(engine, key, verdict.hints);
      return { status: 200, outcome: 'stored' };
    case 'ping':
    case 'ignored':
      return { status: 200, outcome: verdict.kind };
    case 'bad-signature':
      return { status: 401, outcome: verdict.kind };
    case 'unreadable':
      return { status: 400, outcome: verdict.kind };
    default:
      return assertNever(verdict);
  }
}
