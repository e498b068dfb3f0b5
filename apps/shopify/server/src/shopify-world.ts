import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import type { Installation } from '@quayside/assembly/installation';
import { randomIds } from '@quayside/assembly/random-ids';
import { systemClock } from '@quayside/assembly/system-clock';
import { definition } from '@quayside/connectors/shopify/definition';
import type { Engine } from '@quayside/core/use-cases/engine';
import { createMessageFormatter } from '@quayside/host-kit/messages/format-message';
import { createRecordingLog, type RecordingLog } from '@quayside/runtime/log/recording-log';
import {
  startShopifySimulator,
  type ShopifySimulator,
  type ShopifySimulatorOptions,
} from '@quayside/simulators/shopify/server';
import { mintSessionToken, type SessionTokenKind } from '@quayside/simulators/shopify/session-token';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { wordMatcher } from '@quayside/testkit/word-matcher';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { openShopifyAuth } from '../../app/shopify.server.ts';
import { createShopifyHost, type ShopifyHost } from './shopify-host.ts';
import { openShopTokens, type ShopTokensStore } from './shop-tokens.ts';

const appUrl = 'https://quayside.example';

type Engined = Pick<Installation, 'engine' | 'adminApi' | 'log'>;

/** For tests: the app before simulated shops. */
export interface ShopifyWorld extends Engined {
  readonly simulator: ShopifySimulator;
  readonly tokens: ShopTokensStore;
  readonly host: ShopifyHost;
  readonly shop: string;
  /** A session token as App Bridge hands it out, or one that is wrong. @param userId default: the shop's owner. */
  mint(about?: {
    readonly shop?: string;
    readonly userId?: number;
    readonly kind?: SessionTokenKind;
  }): Promise<string>;
  /** How Shopify opens a page of the app, with a session token in its address. */
  open(path: string, token: string, shop?: string): Request;
  close(): Promise<void>;
}

/** @param enginedBy the engine before these shops, whose Admin API is at `apiUrlOf`; default: one in memory. */
export async function createShopifyWorld(
  options: ShopifySimulatorOptions = {},
  enginedBy: (simulator: ShopifySimulator) => Engined | Promise<Engined> = memoryEngine,
): Promise<ShopifyWorld> {
  const simulator = await startShopifySimulator(options);
  const { clientId, clientSecret, platform } = simulator;
  // Shopify's library asks the shop's own address, which no simulator has.
  setAbstractFetchFunc((url, init) => {
    const { hostname, pathname } = new URL(url instanceof Request ? url.url : url);
    return fetch(`${simulator.shopUrl(hostname)}${pathname}`, init);
  });
  const { engine, adminApi, log } = await enginedBy(simulator);
  const tokens = openShopTokens(engine, (shop) => ({ shop, apiUrl: simulator.shopUrl(shop) }));
  const auth = openShopifyAuth({ clientId, clientSecret, publicUrl: appUrl, tokens, log });
  const shop = simulator.hosted.shop.settings.domain;
  return {
    engine,
    adminApi,
    log,
    simulator,
    tokens,
    host: createShopifyHost(clientId, adminApi, auth),
    shop,
    mint({ shop: of = shop, userId, kind } = {}) {
      const owner = platform.shop(of).staff[0]?.id ?? 0;
      const subject = { app: platform.app, shopDomain: of, userId: userId ?? owner };
      return mintSessionToken(subject, platform.clock, kind);
    },
    open(path, token, of = shop) {
      const url = new URL(path, appUrl);
      const host = Buffer.from(`admin.shopify.com/store/${of.split('.')[0] ?? ''}`).toString('base64url');
      for (const [name, value] of Object.entries({ embedded: '1', host, shop: of, id_token: token }))
        url.searchParams.set(name, value);
      return new Request(url);
    },
    close: () => simulator.close(),
  };
}

function memoryEngine({
  clientId,
  clientSecret,
}: ShopifySimulator): Engined & { readonly log: RecordingLog } {
  const storage = createMemoryStorage();
  const log = createRecordingLog();
  const manifests = [definition.manifest];
  const engine: Engine = {
    storage,
    clock: systemClock,
    log,
    connectors: createConnectorDirectory({
      definitions: [definition],
      storage,
      clock: systemClock,
      log,
      tuning: {},
      registrations: { shopify: { clientId, clientSecret } },
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    }),
    doorbell: { ring: () => Promise.resolve() },
    ids: randomIds,
    matcher: wordMatcher,
    webhookUrl: () => null,
  };
  const say = createMessageFormatter(manifests.map(({ messages }) => messages));
  return {
    engine,
    log,
    adminApi: { engine, say, manifests, consentReturnUrl: (of) => `${appUrl}/consent/${of}` },
  };
}
