import fastify from 'fastify';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { CallLedger } from '../call-ledger.ts';
import type { Clock } from '../clock.ts';
import { machineClock } from '../clock.ts';
import { registerControl } from '../control-server.ts';
import { FaultBoard } from '../faults.ts';
import type { FaultDialect } from '../simulated-route.ts';
import { acceptRawBodies, HeldCalls, registerRoutes } from '../simulated-route.ts';
import { noRoute, WooError } from './api-error.ts';
import { ArgumentCheck } from './argument-check.ts';
import type { CatalogueProduct } from './catalogue-product.ts';
import { generateProducts } from './generated-products.ts';
import { seedShop } from './shop-seed.ts';
import { wooControlActions } from './control-actions.ts';
import { OauthGuard } from './oauth.ts';
import type { KeyPermissions, RestKey } from './oauth.ts';
import { orderExtraRoutes } from './order-extra-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { productRoutes } from './product-routes.ts';
import { ShopOperations } from './shop-operations.ts';
import type { ShopApi } from './shop-route.ts';
import { Shop } from './shop.ts';
import { defaultShopSettings } from './shop-settings.ts';
import type { ShopSettings } from './shop-settings.ts';
import { siteRoutes } from './site-routes.ts';
import { variationRoutes } from './variation-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { WebhookQueue } from './webhooks.ts';

/** How a simulated shop starts. Every member of {@link ShopSettings} may be given; the rest has its default. */
export interface WooCommerceSimulatorOptions extends Partial<ShopSettings> {
  /** Port on 127.0.0.1; 0 (default) picks a free one. */
  readonly port?: number;
  readonly consumerKey?: string;
  readonly consumerSecret?: string;
  /** What the key may do; default `read_write`. */
  readonly permissions?: KeyPermissions;
  /** Products as `readCatalogue` returns them. */
  readonly products?: readonly CatalogueProduct[];
  /** Adds this many generated variants, the same ones each time; see `generateProducts`. */
  readonly generatedVariants?: number;
  /** Opens `/_simulator/...` to whoever sends this token; closed when missing. */
  readonly controlToken?: string;
  readonly clock?: Clock;
  /** Seed of faults with a probability; default 1. */
  readonly faultSeed?: number;
}

/** A running simulated shop. */
export interface WooCommerceSimulator {
  /** Address without a trailing slash. */
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** The REST key; `revoked` and `permissions` may be changed at any time. */
  readonly key: RestKey;
  /** The shop's memory, for tests. */
  readonly shop: Shop;
  /** What customers and staff do. */
  readonly operations: ShopOperations;
  readonly webhooks: WebhookQueue;
  readonly faults: FaultBoard;
  readonly calls: CallLedger;
  close(): Promise<void>;
}

const DIALECT: FaultDialect = {
  throttled: () => ({
    status: 429,
    headers: { 'retry-after': '5', 'content-type': 'text/html; charset=UTF-8' },
    body: page('429 Too Many Requests'),
  }),
  serverError: (status) => ({
    status,
    body: {
      code: 'internal_server_error',
      message: '<p>There has been a critical error on this website.</p>',
      data: { status },
    },
  }),
  html: (status) => ({
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: page(status === 403 ? '403 Forbidden' : `${status} Service Unavailable`),
  }),
};

/** Starts a shop on 127.0.0.1. It speaks plain http, so it demands OAuth 1.0a signatures as a real shop does there. */
export async function startWooCommerceSimulator(
  options: WooCommerceSimulatorOptions = {},
): Promise<WooCommerceSimulator> {
  const clock = options.clock ?? machineClock;
  const shop = new Shop(settingsFrom(options), clock);
  if (options.products !== undefined) seedShop(shop, options.products);
  if (options.generatedVariants !== undefined) generateProducts(shop, options.generatedVariants);
  const key: RestKey = {
    consumerKey: options.consumerKey ?? `ck_${randomBytes(20).toString('hex')}`,
    consumerSecret: options.consumerSecret ?? `cs_${randomBytes(20).toString('hex')}`,
    permissions: options.permissions ?? 'read_write',
    revoked: false,
  };
  const faults = new FaultBoard(options.faultSeed);
  const calls = new CallLedger();
  const held = new HeldCalls();
  const webhooks = new WebhookQueue(shop, faults);
  const operations = new ShopOperations(shop);
  const api: ShopApi = { shop, guard: new OauthGuard([key], clock), check: new ArgumentCheck() };
  const app = fastify({
    bodyLimit: 32 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  acceptRawBodies(app);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(noRoute().body()));
  const routes = [
    ...productRoutes(api),
    ...variationRoutes(api),
    ...orderRoutes(api),
    ...orderExtraRoutes(api),
    ...webhookRoutes(api, webhooks),
    ...siteRoutes(api),
  ];
  registerRoutes(app, routes, { faults, ledger: calls, held, dialect: DIALECT, failure: wording });
  if (options.controlToken !== undefined) {
    const actions = wooControlActions({ shop, key, operations, webhooks, calls });
    registerControl(app, { token: options.controlToken, faults, actions });
  }
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  shop.siteUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  webhooks.start();
  return {
    url: shop.siteUrl,
    consumerKey: key.consumerKey,
    consumerSecret: key.consumerSecret,
    key,
    shop,
    operations,
    webhooks,
    faults,
    calls,
    close: async () => {
      webhooks.stop();
      held.drop();
      await app.close();
    },
  };
}

function settingsFrom(options: WooCommerceSimulatorOptions): ShopSettings {
  const settings = defaultShopSettings();
  for (const name of Object.keys(settings) as (keyof ShopSettings)[]) {
    if (options[name] !== undefined) Object.assign(settings, { [name]: options[name] });
  }
  return settings;
}

function wording(error: unknown): ReturnType<WooError['answer']> {
  if (error instanceof WooError) return error.answer();
  throw error;
}

function page(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
