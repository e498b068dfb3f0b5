import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import type { MemoryMarket } from '@quayside/connectors/memory/memory-market';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { err, ok } from '@quayside/core/domain/result';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import type {
  EnsuredNotifications,
  NotificationQueue,
  NotificationVerdict,
} from '@quayside/core/ports/notifications';

/** A queue in memory that a test writes into: at least once, and what is not acknowledged is handed out again at the next receiving. */
export interface ToyQueue extends NotificationQueue {
  send(verdict: NotificationVerdict): void;
  readonly waiting: number;
  /** Answers the next receiving, or taking out. */
  failNext(call: 'receive' | 'acknowledge'): void;
}

const away: ConnectorError = {
  kind: 'transient',
  message: { code: 'memory.transient', values: {} },
  detail: 'the toy queue is away',
};

export function createToyQueue(): ToyQueue {
  const messages = new Map<string, { readonly verdict: NotificationVerdict; timesReceived: number }>();
  const failing = new Set<string>();
  let sent = 0;
  return {
    name: 'toys',
    send(verdict) {
      sent += 1;
      messages.set(String(sent), { verdict, timesReceived: 0 });
    },
    get waiting() {
      return messages.size;
    },
    failNext: (call) => failing.add(call),
    receive() {
      if (failing.delete('receive')) return Promise.resolve(err(away));
      const batch = [...messages].slice(0, 10).map(([receipt, message]) => {
        message.timesReceived += 1;
        return { receipt, ...message };
      });
      return Promise.resolve(ok(batch));
    },
    acknowledge(receipts) {
      if (failing.delete('acknowledge')) return Promise.resolve(err(away));
      for (const receipt of receipts) messages.delete(receipt);
      return Promise.resolve(ok(undefined));
    },
  };
}

/** A toy market that tells of changes by a queue. Its accounts are named as their setting `market`. */
export function defineNotifyingChannel(
  market: MemoryMarket,
  options: {
    readonly queue: NotificationQueue;
    /** What it says to being asked; `null`: this installation has no queue for it. */
    readonly ensured: () => EnsuredNotifications | null;
  },
): ChannelDefinition {
  const plain = defineMemoryChannel(market);
  return {
    ...plain,
    notifications: {
      accountOf: (settings) => (settings as { readonly market: string }).market,
      queues: () => [options.queue],
    },
    open(...opening) {
      const connector = plain.open(...opening);
      const ensured = options.ensured();
      return ensured === null
        ? connector
        : { ...connector, notifications: { ensure: () => Promise.resolve(ok(ensured)) } };
    },
  };
}
