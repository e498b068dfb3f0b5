import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Clock } from '@quayside/core/ports/clock';
import type { ConnectorDefinition } from '@quayside/core/ports/definition';
import type { Log } from '@quayside/core/ports/log';
import type { Storage } from '@quayside/core/ports/storage';
import type { Engine } from '@quayside/core/use-cases/engine';
import { wordMatcher } from './word-matcher.ts';

/** What the toy platforms take. */
export const toyKey = 'toy-key-0123456789';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The engine without limits, logs and chance: its ids are counted. */
export function createToyEngine(parts: {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly definitions: readonly ConnectorDefinition[];
  /** Hears every bell. */
  readonly ring: (jobs: readonly DrainJob[]) => void;
}): Engine {
  const { storage, clock, definitions, ring } = parts;
  let ids = 0;
  let secrets = 0;
  return {
    storage,
    clock,
    log: silent,
    matcher: wordMatcher,
    connectors: createConnectorDirectory({
      definitions,
      storage,
      clock,
      log: silent,
      tuning: {},
      registrations: { memory: { url: 'https://toys.example/consent' } },
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    }),
    doorbell: {
      ring(jobs) {
        ring(jobs);
        return Promise.resolve();
      },
    },
    ids: {
      next() {
        ids += 1;
        return `00000000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`;
      },
      // Never twice: a consent is known by its secret.
      secret() {
        secrets += 1;
        return `toySecret0123456789${secrets === 1 ? '' : secrets}`;
      },
    },
    webhookUrl: () => 'https://quayside.example/hook',
  };
}
