import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import { assertNever } from '@quayside/core/domain/result';
import type { Engine } from '@quayside/core/use-cases/engine';
import {
  receiveDeliveries,
  type Delivery,
  type DeliveryVerdict,
} from '@quayside/core/use-cases/receive-hints';
import { judgeBody } from '../requests/body-limits.ts';
import { createCalmBells } from './calm-bells.ts';

/** What to answer to the platform. The reason is for the log; the body stays empty. */
export interface WebhookAnswer {
  readonly status: 200 | 400 | 401 | 404 | 413;
  readonly outcome:
    'stored' | 'ping' | 'ignored' | 'bad-signature' | 'unreadable' | 'unknown-connection' | 'too-large';
}

/**
 * The way of every webhook: signature over the raw body, then the inbox, then the answer. Nothing is read from a platform here and nothing of the
 * delivery is trusted but the ids it names. Nothing is stored unless the signature is good.
 *
 * @throws whatever the storage throws: the delivery is not stored then.
 */
export type ReceiveWebhook = (key: ConnectionKey, request: WebhookRequest) => Promise<WebhookAnswer>;

interface Waiting {
  readonly delivery: Delivery;
  readonly answer: (answer: WebhookAnswer) => void;
  readonly fail: (reason: unknown) => void;
}

/** What one statement takes: a burst must not make those at its front wait for all of it. */
const mostTogether = 200;

/**
 * Deliveries that come while others are being stored are stored together by the next statement, whosever they are; each is answered once its own row is committed.
 * If that fails, each workspace's are tried by themselves: what one shop sends must not cost another its deliveries (P9).
 */
export function createWebhookReceiver(engine: Engine): ReceiveWebhook {
  const ring = createCalmBells(engine.doorbell);
  const line: Waiting[] = [];
  let isServing = false;

  async function serve(): Promise<void> {
    isServing = true;
    while (line.length > 0) {
      const batch = line.splice(0, mostTogether);
      const byWorkspace = Map.groupBy(batch, ({ delivery }) => delivery.key.workspaceId);
      try {
        await receive(batch);
      } catch (error) {
        if (byWorkspace.size === 1) failAll(batch, error);
        else await Promise.all([...byWorkspace.values()].map(receiveOrFail));
      }
    }
    isServing = false;
  }

  async function receive(batch: readonly Waiting[]): Promise<void> {
    const { verdicts, bells } = await receiveDeliveries(
      engine,
      batch.map(({ delivery }) => delivery),
    );
    for (const [index, verdict] of verdicts.entries()) batch[index]?.answer(answerTo(verdict));
    ring(bells);
  }

  async function receiveOrFail(batch: readonly Waiting[]): Promise<void> {
    try {
      await receive(batch);
    } catch (error) {
      failAll(batch, error);
    }
  }

  return (key, request) =>
    new Promise((answer, fail) => {
      // Before the signature: checking one costs as much as the body is long.
      if (judgeBody(request.rawBody) !== null) return answer({ status: 413, outcome: 'too-large' });
      line.push({ delivery: { key, request }, answer, fail });
      if (!isServing) void serve();
    });
}

function failAll(batch: readonly Waiting[], error: unknown): void {
  for (const { fail } of batch) fail(error);
}

function answerTo({ kind }: DeliveryVerdict): WebhookAnswer {
  switch (kind) {
    case 'hints':
      return { status: 200, outcome: 'stored' };
    case 'ping':
    case 'ignored':
      return { status: 200, outcome: kind };
    case 'bad-signature':
      return { status: 401, outcome: kind };
    case 'unreadable':
      return { status: 400, outcome: kind };
    case 'unknown-connection':
      return { status: 404, outcome: kind };
    default:
      return assertNever(kind);
  }
}
