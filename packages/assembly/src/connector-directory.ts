import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ConnectionKey, WorkspaceId } from '@quayside/core/domain/ids';
import { say } from '@quayside/core/domain/message';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { Clock } from '@quayside/core/ports/clock';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type {
  ChannelDefinition,
  ConnectorDefinition,
  StoreDefinition,
} from '@quayside/core/ports/definition';
import type { Candidate, Connectors, OpenedChannel, OpenedStore } from '@quayside/core/ports/connectors';
import type { Log } from '@quayside/core/ports/log';
import {
  withTiming,
  type ConnectorManifest,
  type RateLimit,
  type StoreManifest,
} from '@quayside/core/ports/manifest';
import type { LaneTurns, RateBudget } from '@quayside/core/ports/rate-budget';
import type { Storage } from '@quayside/core/ports/storage';
import type { z } from 'zod';
import { renewalOf } from './renew-credentials.ts';

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
  /** What the platforms gave this installation, by connector id. */
  readonly registrations: Readonly<Record<string, unknown>>;
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

/**
 * The connectors of this installation, opened with a connection's own credentials and budget.
 *
 * @throws Error when a registration has another shape than its connector wants.
 */
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

  function channelOf(id: string): ChannelDefinition {
    return definitionOf('channel', id) as ChannelDefinition;
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
        application: definition.application?.(secrets.credentials, registrationOf(definition)) ?? null,
        sendWindowMs: definition.manifest.timing.sendWindowMs,
      },
    );
    const connector = make(
      definition,
      { ...connection, credentials: secrets.credentials },
      {
        clock,
        log,
        budget,
        registration: registrationOf(definition),
        renewCredentials: renewalOf({ storage, clock }, { workspaceId, connectionId: connection.id }),
      },
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
      const problems = [credentials, settings].flatMap((parsed) =>
        parsed.success ? [] : [pathsOf(parsed.error)],
      );
      return err(invalid(problems.join(', ')));
    }
    const connection = { credentials: credentials.data, settings: settings.data };
    return test(make(definition, connection, triedContext(definition, connection.credentials)));
  }

  const registrations = new Map(
    [...definitions.values()].map((definition) => [
      definition,
      readRegistration(definition, options.registrations),
    ]),
  );

  function registrationOf(definition: ConnectorDefinition): unknown {
    return registrations.get(definition) ?? null;
  }

  /** For credentials that are stored nowhere yet: what is renewed lives as long as the trial. */
  function triedContext(definition: ConnectorDefinition, credentials: unknown): ConnectorContext {
    let current = credentials;
    return {
      clock,
      log,
      budget: uncounted,
      registration: registrationOf(definition),
      async renewCredentials(isSpent, renewal) {
        if (!isSpent(current)) return ok(current);
        const renewed = await renewal(current);
        if (renewed.ok) current = renewed.value;
        return renewed;
      },
    };
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
    channelManifest: (connectorId) => channelOf(connectorId).manifest,
    storeManifest: (connectorId) => definitionOf('store', connectorId).manifest as StoreManifest,
    tryStore: (candidate) =>
      tryConnection(candidate, 'store', (opening) => (opening as OpenedStore).connector.test()),
    tryChannel: (candidate) =>
      tryConnection(candidate, 'channel', (opening) => (opening as OpenedChannel).connector.test()),
    consent(connectorId) {
      const definition = definitions.get(keyOf({ role: 'channel', id: connectorId }));
      if (definition?.consent === undefined || isStore(definition)) return null;
      const { consent, manifest } = definition;
      const registration = registrationOf(definition);
      if (registration === null) return null;
      return {
        manifest,
        readChoices(choices) {
          const parsed = consent.choices.safeParse(choices);
          return parsed.success
            ? ok(parsed.data as Readonly<Record<string, unknown>>)
            : err(invalid(pathsOf(parsed.error)));
        },
        takesStarts: consent.readStart !== undefined,
        readStart: (query) => consent.readStart?.(query, registration) ?? null,
        pageUrl: (request) => consent.pageUrl({ ...request, registration }),
        complete: (request) =>
          consent.complete({ ...request, registration }, triedContext(definition, undefined)),
      };
    },
    notifiedAs(connectorId, settings) {
      const { notifications } = channelOf(connectorId);
      return notifications?.accountOf(settings) ?? null;
    },
    notificationSources: [...definitions.values()].flatMap((definition) => {
      if (isStore(definition)) return [];
      const queues = definition.notifications?.queues(registrationOf(definition)) ?? [];
      return queues.map((queue) => ({ connector: definition.manifest.id, queue }));
    }),
    receiveWebhook(connectorId, request, secret) {
      const definition = definitionOf('store', connectorId);
      const receive = 'receiveWebhook' in definition ? definition.receiveWebhook : undefined;
      return receive === undefined
        ? { kind: 'bad-signature' }
        : receive(request, secret, registrationOf(definition));
    },
  };
}

/** @throws Error that names the members that are wrong, never with a value: it is said before anything runs. */
function readRegistration(
  { manifest, registration }: ConnectorDefinition,
  given: ConnectorDirectoryOptions['registrations'],
): unknown {
  const own = given[manifest.id];
  if (own === undefined || registration === undefined) return null;
  const parsed = registration.safeParse(own);
  if (parsed.success) return parsed.data;
  throw new Error(`QUAYSIDE_REGISTRATIONS is wrong for ${manifest.id} (${pathsOf(parsed.error)})`);
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

/** Paths only: a value may be a secret. */
function pathsOf({ issues }: z.ZodError): string {
  return issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`).join(', ');
}

function invalid(detail: string): ConnectorError {
  return {
    kind: 'invalid-input',
    message: say('connection.invalid', { fields: detail }),
    detail,
  };
}
