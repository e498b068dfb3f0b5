import type { HostShop } from '@quayside/core/domain/host-shop';
import { brandId, type ConnectionKey, type StoreOrderId } from '@quayside/core/domain/ids';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import { checkConnection } from '@quayside/core/use-cases/check-connection';
import type { Engine } from '@quayside/core/use-cases/engine';
import { forgetBuyersOf } from '@quayside/core/use-cases/forget-buyers';
import { forgetShop, uninstallShop } from '@quayside/core/use-cases/install-shop';
import { tellBuyerData } from '@quayside/core/use-cases/tell-buyer-data';
import { createWebhookReceiver, type WebhookAnswer } from '@quayside/host-kit/webhooks/receive-webhook';
import { judgeBody } from '@quayside/host-kit/requests/body-limits';
import { hasApp, host } from './shop-tokens.ts';

/**
 * Takes the deliveries of all shops. The shop is the one that the delivery names: only Shopify can sign it (README of the connector, Webhooks).
 *
 * Shopify delivers at least once, in no order, and repeats for four hours. No id of a delivery is kept: what is done for one is the same however often it is
 * done. A hint has one row; what was forgotten stays so; and an end of the installation is believed only while Shopify refuses our access, so that an old
 * delivery does not end a new installation.
 */
export interface DeliveryDesk {
  /** News of products, stock and orders become hints; what becomes of the app in a shop, and what the law asks for, is done at once. */
  receive(request: WebhookRequest): Promise<WebhookAnswer>;
}

const ignored: WebhookAnswer = { status: 200, outcome: 'ignored' };

export function createDeliveryDesk(engine: Engine): DeliveryDesk {
  const receive = createWebhookReceiver(engine);

  /** The connector judges the signature, also of deliveries that it does not follow. */
  function refusalOf(request: WebhookRequest): WebhookAnswer | null {
    if (judgeBody(request.rawBody) !== null) return { status: 413, outcome: 'too-large' };
    const { kind } = engine.connectors.receiveWebhook(host, request, '');
    return kind === 'bad-signature' ? { status: 401, outcome: kind } : null;
  }

  return {
    async receive(request) {
      const { 'x-shopify-topic': topic = '', 'x-shopify-shop-domain': domain = '' } = request.headers;
      const shop = await engine.storage.hostShop(host, domain);
      const obey = instructions[topic];
      const key = keyOf(shop);
      if (obey === undefined && key !== undefined) return receive(key, request);
      const refusal = refusalOf(request);
      if (refusal !== null || obey === undefined) return refusal ?? ignored;
      const body = readBody(request.rawBody);
      if (body === undefined) return { status: 400, outcome: 'unreadable' };
      if (shop === undefined) return ignored;
      return (await obey(engine, shop, body)) ? { status: 200, outcome: 'stored' } : ignored;
    },
  };
}

/** @returns whether it was to be done. */
type Obey = (engine: Engine, shop: HostShop, body: Readonly<Record<string, unknown>>) => Promise<boolean>;

const instructions: Readonly<Record<string, Obey>> = {
  async 'app/uninstalled'(engine, shop) {
    if (!hasApp(shop) || (await isWelcome(engine, shop))) return false;
    await uninstallShop(engine, shop);
    return true;
  },
  async 'app/scopes_update'(engine, shop) {
    const key = keyOf(shop);
    if (key === undefined || !hasApp(shop)) return false;
    await checkConnection(engine, key);
    return true;
  },
  async 'customers/data_request'(engine, shop, body) {
    const key = keyOf(shop);
    if (key === undefined) return false;
    await tellBuyerData(engine, key, orderIds(body['orders_requested']));
    return true;
  },
  async 'customers/redact'(engine, shop, body) {
    const key = keyOf(shop);
    if (key === undefined) return false;
    await forgetBuyersOf(engine, key, orderIds(body['orders_to_redact']));
    return true;
  },
  async 'shop/redact'(engine, shop) {
    if (hasApp(shop) && (await isWelcome(engine, shop))) return false;
    await forgetShop(engine, shop);
    return true;
  },
};

/** Whether Shopify lets us into the shop now. */
async function isWelcome(engine: Engine, shop: HostShop): Promise<boolean> {
  const key = keyOf(shop);
  return key !== undefined && (await checkConnection(engine, key)).ok;
}

function keyOf(shop: HostShop | undefined): ConnectionKey | undefined {
  if (shop === undefined || shop.connectionId === null) return undefined;
  return { workspaceId: shop.workspaceId, connectionId: shop.connectionId };
}

function readBody(rawBody: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Shopify's numbers of orders, which are the store order ids. */
function orderIds(numbers: unknown): StoreOrderId[] {
  if (!Array.isArray(numbers)) return [];
  return numbers
    .filter((each: unknown) => Number.isSafeInteger(each))
    .map((number) => brandId<StoreOrderId>(String(number)));
}
