import fastify from 'fastify';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CallLedger } from '../call-ledger.ts';
import type { Clock } from '../clock.ts';
import { machineClock } from '../clock.ts';
import { registerControl } from '../control-server.ts';
import { FaultBoard } from '../faults.ts';
import type { FaultDialect } from '../simulated-route.ts';
import { acceptRawBodies, HeldCalls, registerRoutes } from '../simulated-route.ts';
import { adminPageRoutes } from './admin-page-routes.ts';
import { adminRoutes } from './admin-routes.ts';
import { AppFront } from './app-front.ts';
import { makeCertificates } from './certificates.ts';
import { ADMIN_HOST, addConnectProxy, CDN_HOST, routedPath } from './connect-proxy.ts';
import { shopifyControlActions } from './control-actions.ts';
import { throttledAnswer } from './execute-request.ts';
import { generateProducts } from './generated-products.ts';
import { handleOfShop } from './launch-url.ts';
import type { HostedShop } from './platform.ts';
import { ShopifyPlatform } from './platform.ts';
import type { ProductSeed } from './seed-products.ts';
import { seedProduct } from './seed-products.ts';
import type { ShopSettings } from './shop-settings.ts';
import { defaultShopSettings } from './shop-settings.ts';
import { ShopOperations } from './shop-operations.ts';
import { tokenRoutes } from './token-routes.ts';
import type { WebhookSubscription, WebhookTiming } from './webhooks.ts';
import { WebhookSender } from './webhooks.ts';

/** The scopes that the simulated app asks for unless others are given. */
const DEFAULT_SCOPES = [
  'read_products',
  'write_products',
  'read_inventory',
  'write_inventory',
  'read_locations',
  'read_orders',
  'write_orders',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
] as const;

/** A shop to start with; what is missing has its default. */
export interface ShopOptions extends Partial<ShopSettings> {
  /** Names of its locations; default one, `Main`. */
  readonly locations?: readonly string[];
  readonly products?: readonly ProductSeed[];
  /** Adds this many generated variants, the same ones each time; see `generateProducts`. */
  readonly generatedVariants?: number;
  /** Whether the app is in it from the beginning; default true. */
  readonly isInstalled?: boolean;
}

/** How simulated shops start. */
export interface ShopifySimulatorOptions {
  /** Port on 127.0.0.1; 0 (default) picks a free one. */
  readonly port?: number;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The app's address in the admin; default `quayside`. */
  readonly appHandle?: string;
  /** Default: products, stock, locations, orders and merchant-managed shipping. */
  readonly scopes?: readonly string[];
  /** Default: one shop. */
  readonly shops?: readonly ShopOptions[];
  /** Seconds an offline access token lives; Shopify and default: 3600. */
  readonly tokenLifeSeconds?: number;
  /** `off` lifts the rate limits. */
  readonly limits?: 'off';
  /** Host name of the app's https front; default `app.quayside.example`. */
  readonly appHost?: string;
  /** Where the app listens in plain http; may be given later, see `ShopifySimulator.front`. */
  readonly appUrl?: string;
  /** Also an https proxy with its own authority, the stand-in admin and the app's front; default false. */
  readonly proxy?: boolean;
  /** What the app has declared in its TOML file; default none. */
  readonly webhooks?: readonly WebhookSubscription[];
  readonly webhookTiming?: WebhookTiming;
  /** Opens `/_simulator/...` to whoever sends this token; closed when missing. */
  readonly controlToken?: string;
  readonly clock?: Clock;
  /** Seed of faults with a probability; default 1. */
  readonly faultSeed?: number;
}

/** Running simulated shops. */
export interface ShopifySimulator {
  /** Address without a trailing slash. A shop's Admin API is at `<url>/shops/<domain>/admin/api/...`. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly platform: ShopifyPlatform;
  /** The first shop. */
  readonly hosted: HostedShop;
  /** What customers and staff of the first shop do. */
  readonly operations: ShopOperations;
  readonly webhooks: WebhookSender;
  /** The app's https front. */
  readonly front: AppFront;
  /** With `proxy`: its address for `HTTPS_PROXY`, and the authority's file for `NODE_EXTRA_CA_CERTS`. */
  readonly proxy: { readonly url: string; readonly caFile: string } | null;
  readonly faults: FaultBoard;
  readonly calls: CallLedger;
  /** The address of a shop as a connector's `apiUrl` wants it. */
  readonly shopUrl: (domain: string) => string;
  /** The app's page in a shop's admin, for a browser behind the proxy. */
  readonly adminUrl: (domain: string) => string;
  close(): Promise<void>;
}

const DIALECT: FaultDialect = {
  throttled: () => throttledAnswer(10, { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 }),
  serverError: (status) => ({ status, body: { errors: 'Internal Server Error' } }),
  html: (status) => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
  }),
};

/** Starts shops on 127.0.0.1. */
export async function startShopifySimulator(
  options: ShopifySimulatorOptions = {},
): Promise<ShopifySimulator> {
  const clock = options.clock ?? machineClock;
  const faults = new FaultBoard(options.faultSeed);
  const calls = new CallLedger();
  const held = new HeldCalls();
  const app = {
    id: 580_111,
    clientId: options.clientId ?? randomBytes(16).toString('hex'),
    clientSecret: options.clientSecret ?? `shpss_${randomBytes(16).toString('hex')}`,
    handle: options.appHandle ?? 'quayside',
    title: 'Quayside',
    scopes: options.scopes ?? DEFAULT_SCOPES,
  };
  const platform = new ShopifyPlatform(app, clock, held, options.tokenLifeSeconds);
  platform.areLimitsOff = options.limits === 'off';
  const webhooks = new WebhookSender(platform, faults, held, options.webhooks ?? [], options.webhookTiming);
  const [hosted] = (options.shops ?? [{}]).map((shop) => openShop(platform, shop, webhooks));
  if (hosted === undefined) throw new Error('At least one shop is needed');
  const server = fastify({
    bodyLimit: 16 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    rewriteUrl: routedPath,
  });
  acceptRawBodies(server);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: 'Not Found' }));
  const front = new AppFront(options.appHost ?? 'app.quayside.example', options.appUrl);
  const operations = (domain: string): ShopOperations =>
    new ShopOperations(() => platform.context(platform.shop(domain), '2026-10'));
  const routes = [
    ...adminRoutes(platform),
    ...tokenRoutes(platform),
    ...adminPageRoutes({ platform, front, operations }),
  ];
  registerRoutes(server, routes, { faults, ledger: calls, held, dialect: DIALECT });
  if (options.controlToken !== undefined) {
    const actions = shopifyControlActions({ platform, front, operations, webhooks, calls });
    registerControl(server, { token: options.controlToken, faults, actions });
  }
  const hosts = ['*.myshopify.com', ADMIN_HOST, CDN_HOST, front.host];
  const certificates = options.proxy === true ? await makeCertificates(hosts) : undefined;
  let dropTunnels: (() => void) | undefined;
  if (certificates !== undefined) {
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      server.routing(request, response);
    };
    dropTunnels = addConnectProxy(server.server, certificates, front, answer);
  }
  await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    url,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    platform,
    hosted,
    operations: operations(hosted.shop.settings.domain),
    webhooks,
    front,
    proxy: certificates === undefined ? null : { url, caFile: certificates.caFile },
    faults,
    calls,
    shopUrl: (domain) => `${url}/shops/${domain}`,
    adminUrl: (domain) => `https://${ADMIN_HOST}/store/${handleOfShop(domain)}/apps/${app.handle}`,
    close: async () => {
      held.drop();
      dropTunnels?.();
      await server.close();
      await certificates?.remove();
    },
  };
}

function openShop(platform: ShopifyPlatform, options: ShopOptions, webhooks: WebhookSender): HostedShop {
  const settings = defaultShopSettings();
  for (const name of Object.keys(settings) as (keyof ShopSettings)[])
    if (options[name] !== undefined) Object.assign(settings, { [name]: options[name] });
  const hosted = platform.open(settings, options.locations ?? ['Main']);
  webhooks.watch(hosted.shop, () => hosted.installation.isInstalled);
  for (const seed of options.products ?? []) seedProduct(hosted.shop, seed);
  generateProducts(hosted.shop, options.generatedVariants ?? 0);
  if (options.isInstalled !== false) platform.install(settings.domain);
  return hosted;
}
