import { z } from 'zod';
import type { CallLedger } from '../call-ledger.ts';
import type { ControlAction } from '../control-server.ts';
import { withoutUndefined } from '../control-server.ts';
import type { AppFront } from './app-front.ts';
import type { HostedShop, ShopifyPlatform } from './platform.ts';
import { SESSION_TOKEN_KINDS, mintSessionToken } from './session-token.ts';
import type { ShopOperations } from './shop-operations.ts';
import { orderState, productState, shopState } from './shop-state.ts';
import {
  EDIT,
  REFUND,
  SALE,
  SEED,
  SETTINGS,
  SHIPMENT,
  STOCK,
  SUBSCRIPTIONS,
  TARGET,
} from './control-inputs.ts';
import type { WebhookSender } from './webhooks.ts';

/** The parts of simulated shops that their control API drives. */
export interface ShopifyControlParts {
  readonly platform: ShopifyPlatform;
  readonly front: AppFront;
  readonly operations: (domain: string) => ShopOperations;
  readonly webhooks: WebhookSender;
  readonly calls: CallLedger;
}

const SHOP = { shop: z.string().optional() };
const ORDER = z.strictObject({ ...SHOP, orderId: z.int() });
const ONLY_SHOP = z.strictObject(SHOP);
const CANCEL = ORDER.extend({ isRestocked: z.boolean().optional(), isRefunded: z.boolean().optional() });
const SCOPES = z.strictObject({ ...SHOP, scopes: z.array(z.string()) });
const SESSION = z.strictObject({
  ...SHOP,
  kind: z.enum(SESSION_TOKEN_KINDS).optional(),
  userId: z.int().optional(),
});
const PRIVACY = z.strictObject({
  ...SHOP,
  topic: z.enum(['customers/data_request', 'customers/redact', 'shop/redact']),
  email: z.string(),
  orderIds: z.array(z.int()).optional(),
});

/** The actions of the shops' control API by name. Each takes `shop`, a domain; default the first. */
export function shopifyControlActions(parts: ShopifyControlParts): Record<string, ControlAction> {
  const { platform, webhooks, calls } = parts;
  const first = [...platform.shops.keys()][0] ?? '';
  const at = (input: {
    readonly shop?: string | undefined;
  }): { hosted: HostedShop; work: ShopOperations } => {
    const domain = input.shop ?? first;
    return { hosted: platform.shop(domain), work: parts.operations(domain) };
  };
  return {
    state: (input) => shopState(at(ONLY_SHOP.parse(input)).hosted, webhooks, calls),
    orders: (input) => [...at(ONLY_SHOP.parse(input)).hosted.shop.orders.values()].map(orderState),
    calls: () => calls.dump(),
    'add-product': (input) => {
      const { shop, product } = z.strictObject({ ...SHOP, product: SEED }).parse(input);
      return productState(at({ shop }).work.addProduct(product));
    },
    sell: (input) => {
      const { shop, ...sale } = SALE.extend(SHOP).parse(input);
      return orderState(at({ shop }).work.sell(withoutUndefined(sale)));
    },
    'set-stock': (input) => {
      const { shop, units, location, ...target } = STOCK.extend(SHOP).parse(input);
      return productState(at({ shop }).work.setStock(withoutUndefined(target), units, location).product);
    },
    ship: (input) => {
      const { shop, orderId, ...shipment } = SHIPMENT.extend(SHOP).parse(input);
      const { work } = at({ shop });
      work.ship(orderId, withoutUndefined(shipment));
      return orderState(work.order(orderId));
    },
    cancel: (input) => {
      const { shop, orderId, ...how } = CANCEL.parse(input);
      return orderState(at({ shop }).work.cancel(orderId, withoutUndefined(how)));
    },
    refund: (input) => {
      const { shop, orderId, ...refund } = REFUND.extend(SHOP).parse(input);
      const { work } = at({ shop });
      work.refund(orderId, withoutUndefined(refund));
      return orderState(work.order(orderId));
    },
    edit: (input) => {
      const { shop, sku, variantId, ...edit } = EDIT.extend(SHOP).parse(input);
      const target = withoutUndefined({ sku, variantId });
      return productState(at({ shop }).work.edit(target, withoutUndefined(edit)).product);
    },
    'delete-product': (input) => {
      const { shop, ...target } = TARGET.extend(SHOP).parse(input);
      at({ shop }).work.deleteProduct(withoutUndefined(target));
    },
    settings: (input) => {
      const { shop, ...settings } = SETTINGS.extend(SHOP).parse(input);
      return Object.assign(at({ shop }).hosted.shop.settings, withoutUndefined(settings));
    },
    'app-url': (input) => {
      parts.front.target = z.strictObject({ url: z.url() }).parse(input).url;
    },
    subscribe: (input) => {
      webhooks.subscriptions = SUBSCRIPTIONS.parse(input).subscriptions;
    },
    'deliver-webhooks': () => webhooks.run(),
    'webhook-attempts': () => webhooks.attempts,
    'ask-privacy': (input) => {
      const { shop, topic, email, orderIds } = PRIVACY.parse(input);
      at({ shop }).hosted.shop.emit({ topic, email, orderIds: orderIds ?? [] });
    },
    install: (input) => {
      const { domain } = at(ONLY_SHOP.parse(input)).hosted.shop.settings;
      platform.install(domain);
      return platform.issueTokens(domain);
    },
    uninstall: (input) => {
      platform.uninstall(at(ONLY_SHOP.parse(input)).hosted.shop.settings.domain);
    },
    'change-scopes': (input) => {
      const { shop, scopes } = SCOPES.parse(input);
      platform.changeScopes(at({ shop }).hosted.shop.settings.domain, scopes);
    },
    'revoke-tokens': (input) => {
      platform.tokens.revoke(at(ONLY_SHOP.parse(input)).hosted.shop.settings.domain);
    },
    'expire-tokens': (input) => {
      platform.tokens.expire(at(ONLY_SHOP.parse(input)).hosted.shop.settings.domain);
    },
    'mint-session-token': async (input) => {
      const { shop, kind, userId } = SESSION.parse(input);
      const { hosted } = at({ shop });
      const subject = {
        app: platform.app,
        shopDomain: hosted.shop.settings.domain,
        userId: userId ?? hosted.staff[0]?.id ?? 0,
      };
      return { token: await mintSessionToken(subject, platform.clock, kind) };
    },
  };
}
