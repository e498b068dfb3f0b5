import path from 'node:path';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { Log } from '@quayside/core/ports/log';
import type { Storage } from '@quayside/core/ports/storage';
import type { ConnectorDefinition } from '@quayside/core/ports/definition';
import { connectorDefinitions } from '@quayside/connectors/registry.gen';
import type { AdminApiHost } from '@quayside/host-kit/admin-api/operation';
import { createMessageFormatter, type FormatMessage } from '@quayside/host-kit/messages/format-message';
import { createDoorbell } from '@quayside/runtime/bullmq/doorbell';
import { openPostgresQueue, type QueueStorage } from '@quayside/runtime/bullmq/queue-storage';
import { openRedisQueue } from '@quayside/runtime/bullmq/redis-queue';
import { openCredentialCipher } from '@quayside/runtime/crypto/open-credential-cipher';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@quayside/runtime/embedded/start-embedded-postgres';
import { repositoryRoot, secretsOf, type Environment } from '@quayside/runtime/env';
import { createLog } from '@quayside/runtime/log/create-log';
import { SecretRegistry } from '@quayside/runtime/log/secret-registry';
import { migrateDatabase } from '@quayside/runtime/migrate/migrate-database';
import { openPool } from '@quayside/runtime/prisma/open-pool';
import { createPrismaStorage } from '@quayside/runtime/prisma/prisma-storage';
import { inLane } from '@quayside/runtime/rate-budget/lane-turn';
import { createRateBudgets } from '@quayside/runtime/rate-budget/rate-budgets';
import { createConnectorDirectory } from './connector-directory.ts';
import { explainDatabaseFailure } from './database-failure.ts';
import { openMatcher } from './open-matcher.ts';
import { randomIds } from './random-ids.ts';
import { systemClock } from './system-clock.ts';

/** Everything an app needs of the engine, put together from the environment. */
export interface Installation {
  readonly engine: Engine;
  readonly storage: Storage;
  readonly log: Log;
  readonly say: FormatMessage;
  /** What the hosts' admin API works with. */
  readonly adminApi: AdminApiHost;
  readonly queue: QueueStorage;
  /** Where the database is: for child processes that shall share it. A secret. */
  readonly databaseUrl: string;
  /** The embedded server, when this installation uses one. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** Throws all waiting bells away. The sweeper rings again for everything due. */
  emptyQueue(): Promise<void>;
  close(): Promise<void>;
}

export interface InstallationOptions {
  readonly environment: Environment;
  /** What this process is, for its log lines. */
  readonly role: string;
  /** Where its log goes instead of standard error. */
  readonly logStream?: { write(text: string): void };
  /** Other connectors than those of the registry: for tests and benchmarks. */
  readonly definitions?: readonly ConnectorDefinition[];
}

/**
 * Opens the database (embedded, unless DATABASE_URL names one), applies migrations, opens the queue (in the database, unless REDIS_URL
 * names a Redis), and wires the engine.
 *
 * @throws EmbeddedPostgresError, DatabaseUnusable, RedisUnusable, MigrationRefused, KeyFileError, each saying what to do.
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { environment, definitions = connectorDefinitions } = options;
  const secrets = new SecretRegistry();
  for (const secret of secretsOf(environment)) secrets.register(secret);
  const log = createLog({
    level: environment.logLevel,
    secrets,
    base: { role: options.role },
    ...(options.logStream === undefined ? {} : { stream: options.logStream }),
  });
  const closing: (() => Promise<unknown>)[] = [];
  async function close(): Promise<void> {
    for (const step of closing.splice(0).toReversed()) {
      await step().catch((error: unknown) => log.warn('close-failed', { error }));
    }
  }
  try {
    const embedded =
      environment.databaseUrl === undefined
        ? await startEmbeddedPostgres({ dataDirectory: environment.dataDirectory, log })
        : undefined;
    if (embedded !== undefined) closing.push(() => embedded.stop());
    const databaseUrl = embedded?.url ?? environment.databaseUrl ?? '';
    const directUrl = embedded?.url ?? environment.databaseDirectUrl ?? databaseUrl;
    secrets.register(new URL(databaseUrl).password);
    await migrateDatabase({
      connectionString: directUrl,
      migrationsDirectory: path.join(repositoryRoot, 'prisma', 'migrations'),
      schemaFile: path.join(repositoryRoot, 'prisma', 'schema.prisma'),
      log,
    }).catch((error: unknown) => {
      throw explainDatabaseFailure(error, directUrl);
    });
    const cipher = await openCredentialCipher(environment, secrets, log);

    const pool = openPool({ connectionString: databaseUrl, log });
    closing.push(() => pool.end());
    const storage = createPrismaStorage({ pool, cipher, log, isBehindPooler: directUrl !== databaseUrl });
    closing.push(() => storage.close());
    const budgets = createRateBudgets(storage.client);
    closing.push(() => budgets.close());
    const queue =
      environment.redisUrl === undefined
        ? openPostgresQueue({ connectionString: directUrl, log })
        : await openRedisQueue({ url: environment.redisUrl, log });
    closing.push(() => queue.close());
    const doorbell = createDoorbell({ storage: queue, log });
    closing.push(() => doorbell.close());

    const clock = systemClock;
    const connectors = createConnectorDirectory({
      definitions,
      storage,
      clock,
      log,
      tuning: environment.tuning.connectors,
      registrations: environment.registrations,
      budgetFor: (key, limits, as) => budgets.open({ key, ...as }, limits, as.sendWindowMs),
      inLane,
    });
    const { publicUrl } = environment;
    const engine: Engine = {
      storage,
      connectors,
      doorbell,
      clock,
      ids: randomIds,
      log,
      matcher: openMatcher(environment.matchWeights),
      webhookUrl: (workspaceId, connectionId) =>
        publicUrl === undefined ? null : new URL(`/webhooks/${workspaceId}/${connectionId}`, publicUrl).href,
    };
    const manifests = definitions.map(({ manifest }) => manifest);
    const say = createMessageFormatter(manifests.map(({ messages }) => messages));
    return {
      engine,
      storage,
      log,
      say,
      adminApi: {
        engine,
        say,
        manifests,
        consentReturnUrl: (connector) =>
          publicUrl === undefined ? null : new URL(`/consent/${connector}`, publicUrl).href,
      },
      queue,
      databaseUrl,
      embedded,
      emptyQueue: () => doorbell.emptyQueue(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
