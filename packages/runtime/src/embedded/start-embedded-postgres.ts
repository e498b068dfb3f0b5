import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@quayside/core/ports/log';
import { openCluster, type Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { joinServer, type Membership } from './membership.ts';
import { choosePlacement, type Placement } from './placement.ts';
import { findPlatformPackage } from './platform-package.ts';
import { findOrStartServer, stopServer, type RunningServer, type ServerSettings } from './server.ts';

export interface EmbeddedPostgresOptions {
  /** The wanted folder, by default `<repository>/.quayside`. See `EmbeddedPostgres.home` for where the data really is. */
  readonly dataDirectory: string;
  readonly log: Log;
  readonly maxConnections?: number;
  /** How long a start may take, with recovery after a crash. Default 60 s. */
  readonly startWithinMilliseconds?: number;
  /** How long a stop may take. Default 30 s. */
  readonly stopWithinMilliseconds?: number;
  /** Where root's data goes when the server's user cannot reach `dataDirectory`. Default `/var/lib/quayside`. */
  readonly fallbackDirectory?: string;
}

export interface EmbeddedPostgres {
  /** Connection URL of the superuser, password included, database `postgres`. Register it as a secret. */
  readonly url: string;
  readonly port: number;
  /** Whether this process started the server or found it running. */
  readonly owned: 'started' | 'adopted';
  /** The folder that really holds the cluster. */
  readonly home: string;
  /** True when `home` is not below the wanted data directory. */
  readonly relocated: boolean;
  /**
   * Leaves the server, and shuts it down (fast) if no other process of ours uses it; waits for the end. Safe to call twice.
   * Close your own pools first: a fast shutdown ends their sessions.
   */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data directory, or adopts the one that runs there, whoever left it behind.
 *
 * Every process that uses the server holds one session on it. When that session breaks (the server was killed) the server is
 * started again on the same port, so that pools reconnect by themselves.
 * @throws EmbeddedPostgresError with what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const settings: ServerSettings = {
    maxConnections: options.maxConnections ?? 200,
    startWithinMilliseconds: options.startWithinMilliseconds ?? 60_000,
  };
  const began = performance.now();
  const platformPackage = await findPlatformPackage();
  const placement = await choosePlacement(
    options.dataDirectory,
    platformPackage,
    log,
    options.fallbackDirectory,
  );
  const cluster = await openCluster(placement, log);

  let stopping = false;
  let current = await attach();
  const { owned, port } = current.server;
  log.info('embedded-postgres-ready', {
    owned,
    port,
    home: placement.home,
    relocated: placement.relocated,
    version: platformPackage.version,
    milliseconds: Math.round(performance.now() - began),
  });

  /** Another process may shut the server down between finding and joining it: then look again. */
  async function attach(): Promise<{ server: RunningServer; membership: Membership }> {
    const deadline = performance.now() + settings.startWithinMilliseconds;
    for (;;) {
      const server = await findOrStartServer(placement, cluster, settings, log);
      const membership = await joinServer(databaseUrl(cluster, server.port), cluster.directory);
      if (membership !== 'gone') {
        membership.onLost(() => void reattach());
        return { server, membership };
      }
      if (performance.now() > deadline) {
        throw new EmbeddedPostgresError(
          'start-failed',
          'The embedded PostgreSQL went away again and again while starting.',
        );
      }
      await sleep(25);
    }
  }

  let reattaching: Promise<void> | undefined;
  function reattach(): Promise<void> {
    if (stopping) return Promise.resolve();
    reattaching ??= (async () => {
      log.warn('embedded-postgres-lost', { port });
      try {
        current = await attach();
        const fields = { owned: current.server.owned, port: current.server.port };
        if (current.server.port === port) log.warn('embedded-postgres-back', fields);
        else log.error('embedded-postgres-back-on-another-port', { ...fields, expected: port });
      } catch (error) {
        log.error('embedded-postgres-not-restarted', { error });
      } finally {
        reattaching = undefined;
      }
    })();
    return reattaching;
  }

  let stopped: Promise<void> | undefined;
  return {
    url: databaseUrl(cluster, port),
    port,
    owned,
    home: placement.home,
    relocated: placement.relocated,
    stop() {
      stopping = true;
      stopped ??= leave(
        placement,
        cluster,
        () => reattaching,
        () => current,
        options.stopWithinMilliseconds ?? 30_000,
        log,
      );
      return stopped;
    },
  };
}

async function leave(
  placement: Placement,
  cluster: Cluster,
  reattaching: () => Promise<void> | undefined,
  current: () => { server: RunningServer; membership: Membership },
  withinMilliseconds: number,
  log: Log,
): Promise<void> {
  await reattaching();
  const { server, membership } = current();
  const last = await membership.leave();
  if (last) {
    await stopServer(placement, cluster, server.pid, withinMilliseconds);
    log.info('embedded-postgres-stopped', { pid: server.pid });
  } else {
    log.info('embedded-postgres-left-running', { pid: server.pid });
  }
  await membership.close();
}

function databaseUrl(cluster: Cluster, port: number): string {
  return `postgresql://${cluster.user}:${cluster.password}@127.0.0.1:${port}/postgres`;
}
