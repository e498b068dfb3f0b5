import '@shopify/shopify-app-remix/adapters/node';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Log } from '@quayside/core/ports/log';
import { ApiVersion, LogSeverity, Session } from '@shopify/shopify-api';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import { createExchangeTurns } from '../server/src/exchange-turns.ts';
import type { ShopTokens, ShopTokensStore } from '../server/src/shop-tokens.ts';

/** Everything that the app takes of Shopify's library, and its only import (ADR 0006). */
export interface ShopifyAuth {
  /**
   * Whose request this is, proven by its session token. The first one of a shop exchanges it for the shop's tokens, which installs the shop.
   *
   * @throws a `Response` for whoever is not to be answered: to Shopify's admin, to the page that fetches a session token, or 401.
   */
  identify(request: Request): Promise<Visit>;
  /** The library's own pages, which fetch a session token. @throws a `Response`. */
  answerAuthPage(request: Request): Promise<void>;
}

export interface Visit {
  readonly shop: string;
  /** Shopify's id of the user. */
  readonly userId: string;
  /** Why the shop could not be installed; `null`: it is. */
  readonly refusal: ConnectorError | null;
}

export interface ShopifyAuthOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where merchants' browsers reach this app. */
  readonly publicUrl: string;
  readonly tokens: ShopTokensStore;
  readonly log: Log;
}

const offlinePrefix = 'offline_';

export function openShopifyAuth(options: ShopifyAuthOptions): ShopifyAuth {
  const { tokens, log } = options;
  const turns = createExchangeTurns();
  const refusals = new WeakMap<Session, ConnectorError>();

  const shopify = shopifyApp({
    apiKey: options.clientId,
    apiSecretKey: options.clientSecret,
    appUrl: options.publicUrl,
    apiVersion: ApiVersion.October26,
    distribution: AppDistribution.AppStore,
    // Scopes are those of shopify.app.toml: Shopify itself asks for them at the installation.
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    sessionStorage: {
      loadSession: (id) =>
        turns.read(id, async () => {
          const found = await tokens.read(shopOf(id));
          return found && toSession(id, found);
        }),
      async storeSession(session) {
        // Without a token: the library gives up one that was refused. The engine hears of that from its own calls.
        if (session.accessToken === undefined) return false;
        const kept = await tokens.keep(session.shop, toTokens(session, session.accessToken));
        if (!kept.ok) refusals.set(session, kept.error);
        return kept.ok;
      },
      async findSessionsByShop(shop) {
        const id = `${offlinePrefix}${shop}`;
        const found = await tokens.read(shop);
        return found === undefined ? [] : [toSession(id, found)];
      },
      // Tokens go with the installation, which Shopify's webhooks end.
      deleteSession: () => Promise.resolve(false),
      deleteSessions: () => Promise.resolve(false),
    },
    logger: {
      // Below that it writes session tokens.
      level: LogSeverity.Warning,
      timestamps: false,
      log: (severity, text) =>
        log[severity === LogSeverity.Error ? 'error' : 'warn']('shopify-library', { text }),
    },
  });

  return {
    async identify(request) {
      const { session, sessionToken } = await turns.run(() => shopify.authenticate.admin(request));
      return { shop: session.shop, userId: sessionToken.sub, refusal: refusals.get(session) ?? null };
    },
    async answerAuthPage(request) {
      await shopify.authenticate.admin(request);
    },
  };
}

function shopOf(sessionId: string): string {
  return sessionId.slice(offlinePrefix.length);
}

/** Without the end of its token: the engine renews it in time, and the library, which would begin earlier, must not do so beside it. */
function toSession(id: string, { accessToken }: ShopTokens): Session {
  return new Session({ id, shop: shopOf(id), state: '', isOnline: false, accessToken });
}

function toTokens({ expires, refreshToken, refreshTokenExpires }: Session, accessToken: string): ShopTokens {
  return {
    accessToken,
    accessTokenExpiresAt: expires?.toISOString() ?? null,
    refreshToken: refreshToken ?? null,
    refreshTokenExpiresAt: refreshTokenExpires?.toISOString() ?? null,
  };
}
