import type { Actor, AdminApiHost } from '@quayside/host-kit/admin-api/operation';
import { localeOf } from '@quayside/host-kit/messages/locale-of';
import { openSession } from '@quayside/host-kit/sessions/open-session';
import { languageOf } from '../../app/language.ts';
import type { ShopifyAuth } from '../../app/shopify.server.ts';
import { takeConsent, type ConsentReceived } from './consent-desk.ts';
import { createDeliveryDesk, type DeliveryDesk } from './delivery-desk.ts';
import { host } from './shop-tokens.ts';

/** What the routes work with: who asks, and what answers. */
export interface ShopifyHost {
  /** The app's id with Shopify, which is no secret. */
  readonly clientId: string;
  readonly adminApi: AdminApiHost;
  readonly deliveries: DeliveryDesk;
  /**
   * The member whose request this is.
   *
   * @throws a `Response` for whoever is none, or says why the shop could not be installed.
   */
  admit(request: Request): Promise<Actor>;
  answerAuthPage(request: Request): Promise<void>;
  /** A channel's call back after consent, by the connector's id. */
  receiveConsent(connector: string, query: Readonly<Record<string, string>>): Promise<ConsentReceived>;
  /** The name of the channel at whose app store a merchant began; `null`: it did not send this along. */
  channelBegunAt(connector: string, query: Readonly<Record<string, string>>): string | null;
}

export function createShopifyHost(clientId: string, adminApi: AdminApiHost, auth: ShopifyAuth): ShopifyHost {
  const { engine, say } = adminApi;
  return {
    clientId,
    adminApi,
    deliveries: createDeliveryDesk(engine),
    async admit(request) {
      const { shop, userId, refusal } = await auth.identify(request);
      const language = languageOf(request);
      if (refusal !== null) {
        const sentence = say(refusal.message, localeOf(language));
        throw Response.json({ sentence }, { status: 409 });
      }
      const actor = await openSession(engine, { host, shop, userId, userName: null, language });
      // Removed from the shop at this very moment.
      if (actor === undefined) throw new Response(null, { status: 401 });
      return actor;
    },
    answerAuthPage: (request) => auth.answerAuthPage(request),
    channelBegunAt(connector, query) {
      const consent = engine.connectors.consent(connector);
      return consent === null || consent.readStart(query) === null ? null : consent.manifest.name;
    },
    receiveConsent: (connector, query) => takeConsent(adminApi, clientId, connector, query),
  };
}
