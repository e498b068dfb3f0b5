import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Result } from '@quayside/core/domain/result';
import { err } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type {
  ChannelDefinition,
  ConnectorDefinition,
  StoreDefinition,
} from '@quayside/core/ports/definition';
import type { StoreConnector } from '@quayside/core/ports/store-connector';

/** The death of a worker in the middle of its work: what it had not committed is lost, and nobody is told. */
export class WorkerKilled extends Error {
  override readonly name = 'WorkerKilled';
}

type Groups<Connector> = {
  [Group in keyof Connector & string]-?: NonNullable<Connector[Group]> extends (...values: never[]) => unknown
    ? Group
    : `${Group}.${keyof NonNullable<Connector[Group]> & string}`;
}[keyof Connector & string];

/** A method of a connector, such as `store.orders.create`. */
export type CallName = `store.${Groups<StoreConnector>}` | `channel.${Groups<ChannelConnector>}`;

export type CallAnswer = Result<unknown, ConnectorError>;

/** What happens instead of a call; `go` makes the call itself. */
export type Around = (go: () => Promise<CallAnswer>, values: readonly unknown[]) => Promise<CallAnswer>;

/** Stands between the engine and its connectors, and does nothing until a test asks for it. */
export interface CallLevers {
  /** Every call the engine made, in order. */
  readonly calls: { readonly name: CallName; readonly values: readonly unknown[] }[];
  /** Changes the next call of this method; several changes are taken in turn. */
  next(name: CallName, ...arounds: readonly Around[]): void;
  /** Changes every further call of this method. */
  always(name: CallName, around: Around): void;
  count(name: CallName): number;
  watch(definition: ConnectorDefinition): ConnectorDefinition;
}

export function createCallLevers(): CallLevers {
  const calls: CallLevers['calls'] = [];
  const queues = new Map<CallName, Around[]>();
  const standing = new Map<CallName, Around>();

  function wrap<Connector extends object>(connector: Connector, path: string): Connector {
    const members = Object.entries(connector).map(([member, value]: [string, unknown]) => {
      const name = `${path}.${member}`;
      if (typeof value === 'function') return [member, around(name as CallName, value as Method)];
      return [member, typeof value === 'object' && value !== null ? wrap(value, name) : value];
    });
    return Object.fromEntries(members) as Connector;
  }

  function around(name: CallName, method: Method): Method {
    return (...values) => {
      calls.push({ name, values });
      const change = queues.get(name)?.shift() ?? standing.get(name);
      return change === undefined ? method(...values) : change(() => method(...values), values);
    };
  }

  return {
    calls,
    next(name, ...arounds) {
      queues.set(name, [...(queues.get(name) ?? []), ...arounds]);
    },
    always: (name, change) => standing.set(name, change),
    count: (name) => calls.filter((call) => call.name === name).length,
    watch: (definition) => (isStore(definition) ? watchStore(definition) : watchChannel(definition)),
  };

  function watchStore(definition: StoreDefinition): StoreDefinition {
    return {
      ...definition,
      open: (connection, context, manifest) => wrap(definition.open(connection, context, manifest), 'store'),
    };
  }

  function watchChannel(definition: ChannelDefinition): ChannelDefinition {
    return {
      ...definition,
      open: (connection, context, manifest) =>
        wrap(definition.open(connection, context, manifest), 'channel'),
    };
  }
}

type Method = (...values: unknown[]) => Promise<CallAnswer>;

function isStore(definition: ConnectorDefinition): definition is StoreDefinition {
  return definition.manifest.role === 'store';
}

/** A failure of the toy platforms, as a connector would answer it. */
export function failing(kind: Exclude<ConnectorError['kind'], 'rate-limited'>): Around {
  const message = { code: `memory.${kind}`, values: {} };
  return () => Promise.resolve(err({ kind, message, detail: kind }));
}

export function throttled(retryAfterMs: number): Around {
  const message = { code: 'memory.throttled', values: {} };
  return () => Promise.resolve(err({ kind: 'rate-limited', retryAfterMs, message, detail: 'throttled' }));
}

/** The worker dies before the call leaves it. */
export const diesBefore: Around = () => Promise.reject(new WorkerKilled());

/** The call is made, and its worker dies before it hears the answer. */
export const diesAfter: Around = async (go) => {
  await go();
  throw new WorkerKilled();
};

/** The call is done, and nobody hears of it. */
export const answerLost: Around = async (go, values) => {
  await go();
  return failing('unknown-outcome')(go, values);
};

/** Lets a test hold a call open: it is made at once, and answers when it is let go. */
export function heldOpen(): { readonly around: Around; letGo(): void; readonly made: Promise<void> } {
  const waiting = Promise.withResolvers<undefined>();
  const made = Promise.withResolvers<undefined>();
  return {
    async around(go) {
      const answer = await go();
      made.resolve(undefined);
      await waiting.promise;
      return answer;
    },
    letGo: () => {
      waiting.resolve(undefined);
    },
    made: made.promise,
  };
}
