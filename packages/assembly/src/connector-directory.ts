import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ConnectionKey, WorkspaceId } from '@quayside/core/domain/ids';
import { say } from '@quayside/core/domain/message';
import { err, type Result } from '@quayside/core/domain/result';
import type { Clock } from '@quayside/core/ports/clock';
import type {
  ChannelDefinition,
  ConnectorContext,
  ConnectorDefinition,
  StoreDefinition,
} from '@quayside/core/ports/connector';
import type { Candidate, Connectors, OpenedChannel, OpenedStore } from '@quayside/core/ports/connectors';
import type { Log } from '@quayside/core/ports/log';
import {
  withTiming,
  type ChannelManifest,
  type ConnectorManifest,
  type RateLimit,
  type StoreManifest,
} from '@quayside/core/ports/manifest';
import type { LaneTurns, RateBudget } from '@quayside/core/ports/rate-budget';
import type { Storage } from '@quayside/core/ports/storage';

/** Times and limits in place of the official ones, by connector id: for tests and the demo. */
export type ConnectorTuning = Readonly<
  Record<
    string,
    {
      readonly timing?: Readonly<Record<string, number>>;
      readonly rateLimits?: Readonly<Record<string, RateLimit>>;
    }
  >
>;

export interface ConnectorDirectoryOptions {
  readonly definitions: readonly ConnectorDefinition[];
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly tuning: ConnectorTuning;
  /** The shared token buckets of a connection. @param application as which the platform sees it, where its connector tells. */
  budgetFor(
    key: ConnectionKey,
    limits: ConnectorManifest['rateLimits'],
    as: {
      readonly connector: string;
      readonly application: string | null;
      readonly sendWindowMs: number;
    },
  ): RateBudget;
  /** Default: no budget asks for the lane. */
  readonly inLane?: LaneTurns;
}

/** Credentials that are only being tried are counted nowhere: a handful of calls by the merchant's hand. */
const uncounted: RateBudget = { take: () => Promise.resolve(0), pause: () => Promise.resolve() };

/** The connectors of this installation, opened with a connection's own credentials and budget. */
export function createConnectorDirectory(options: ConnectorDirectoryOptions): Connectors {
  const { clock, log, storage } = options;
  const definitions = new Map(
    options.definitions.map((definition) => [keyOf(definition.manifest), tuned(definition, options.tuning)]),
  );
  // An opened connector keeps its access token: one per connection and version of its credentials.
  const opened = new Map<string, { credentials: string; connector: OpenedStore | OpenedChannel }>();

  function definitionOf(role: Connection['role'], id: string): ConnectorDefinition {
    const definition = definitions.get(keyOf({ role, id }));
    if (definition === undefined) throw new Error(`This installation has no ${role} connector ${id}`);
    return definition;
  }

  async function open(
    workspaceId: WorkspaceId,
    connection: Connection,
  ): Promise<OpenedStore | OpenedChannel> {
    const secrets = await storage.transaction(workspaceId, (tx) => tx.secrets.get(connection.id));
    if (secrets === undefined) throw new Error(`Connection ${connection.id} has no credentials`);
    const key = `${workspaceId}/${connection.id}`;
    const credentials = JSON.stringify([secrets.credentials, connection.settings]);
    const known = opened.get(key);
    if (known?.credentials === credentials) return known.connector;
    const definition = definitionOf(connection.role, connection.connector);
    const budget = options.budgetFor(
      { workspaceId, connectionId: connection.id },
      definition.manifest.rateLimits,
      {
        connector: connection.connector,
        application: definition.application?.(secrets.credentials) ?? null,
        sendWindowMs: definition.manifest.timing.sendWindowMs,
      },
    );
    const connector = make(
      definition,
      { ...connection, credentials: secrets.credentials },
      { clock, log, budget },
    );
    opened.set(key, { credentials, connector });
    return connector;
  }

  async function tryConnection<Profile>(
    candidate: Candidate,
    role: 'store' | 'channel',
    test: (connector: OpenedStore | OpenedChannel) => Promise<Result<Profile, ConnectorError>>,
  ): Promise<Result<Profile, ConnectorError>> {
    const definition = definitions.get(keyOf({ role, id: candidate.connector }));
    if (definition === undefined) return err(invalid(`no ${role} connector ${candidate.connector}`));
    const credentials = definition.credentials.safeParse(candidate.credentials);
    const settings = definition.settings.safeParse(candidate.settings);
    if (!credentials.success || !settings.success) {
      // Paths only: a value may be a secret.
      const paths = [credentials, settings].flatMap((parsed) =>
        parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`),
      );
      return err(invalid(paths.join(', ')));
    }
    const connection = { credentials: credentials.data, settings: settings.data };
    return test(make(definition, connection, { clock, log, budget: uncounted }));
  }

  return {
    async store(workspaceId, connection) {
      const connector = await open(workspaceId, connection);
      if (connector.manifest.role !== 'store') throw new Error(`${connection.id} is no store`);
      return connector as OpenedStore;
    },
    async channel(workspaceId, connection) {
      const connector = await open(workspaceId, connection);
      if (connector.manifest.role !== 'channel') throw new Error(`${connection.id} is no channel account`);
      return connector as OpenedChannel;
    },
    inLane: options.inLane ?? ((_lane, work) => work({ isSentAway: false })),
    channelManifest: (connectorId) => definitionOf('channel', connectorId).manifest as ChannelManifest,
    storeManifest: (connectorId) => definitionOf('store', connectorId).manifest as StoreManifest,
    tryStore: (candidate) =>
      tryConnection(candidate, 'store', (opening) => (opening as OpenedStore).connector.test()),
    tryChannel: (candidate) =>
      tryConnection(candidate, 'channel', (opening) => (opening as OpenedChannel).connector.test()),
    receiveWebhook(connectorId, request, secret) {
      const definition = definitionOf('store', connectorId);
      const receive = 'receiveWebhook' in definition ? definition.receiveWebhook : undefined;
      return receive === undefined ? { kind: 'bad-signature' } : receive(request, secret);
    },
  };
}

/** A platform may be a store and a channel: two connectors in one folder. */
function keyOf({ role, id }: Pick<ConnectorManifest, 'role' | 'id'>): string {
  return `${role}/${id}`;
}

function make(
  definition: ConnectorDefinition,
  connection: { readonly credentials: unknown; readonly settings: unknown },
  context: ConnectorContext,
): OpenedStore | OpenedChannel {
  // Parsed again: defaults that a newer version added are filled in.
  const parsed = {
    credentials: definition.credentials.parse(connection.credentials),
    settings: definition.settings.parse(connection.settings),
  };
  return isStore(definition)
    ? { manifest: definition.manifest, connector: definition.open(parsed, context, definition.manifest) }
    : { manifest: definition.manifest, connector: definition.open(parsed, context, definition.manifest) };
}

function isStore(definition: ConnectorDefinition): definition is StoreDefinition {
  return definition.manifest.role === 'store';
}

function tuned(definition: ConnectorDefinition, tuning: ConnectorTuning): ConnectorDefinition {
  const change = tuning[definition.manifest.id];
  if (change === undefined) return definition;
  const rateLimits = { ...definition.manifest.rateLimits, ...change.rateLimits };
  return isStore(definition)
    ? { ...definition, manifest: { ...withTiming(definition.manifest, change.timing ?? {}), rateLimits } }
    : ({
        ...definition,
        manifest: { ...withTiming(definition.manifest, change.timing ?? {}), rateLimits },
      } satisfies ChannelDefinition);
}

function invalid(detail: string): ConnectorError {
  return {
    kind: 'invalid-input',
    message: say('connection.invalid', { fields: detail }),
    detail,
  };
}
