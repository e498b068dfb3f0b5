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
import { AmazonError, notFound, quotaExceeded, requestId } from './amazon-error.ts';
import type { AmazonApi } from './amazon-route.ts';
import { BuyerOperations } from './buyer-operations.ts';
import type { BuyerOrder } from './buyer-operations.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import type { CatalogueSeed } from './catalogue-store.ts';
import { CatalogueStore } from './catalogue-store.ts';
import type { ConsentApplication } from './consent-routes.ts';
import { consentRoutes } from './consent-routes.ts';
import { amazonControlActions } from './control-actions.ts';
import { listingRoutes } from './listing-routes.ts';
import type { ListingSeed, ListingSeries } from './listing-seeds.ts';
import { ListingSeeds } from './listing-seeds.ts';
import { ListingStore } from './listing-store.ts';
import { ModelCheck } from './model-check.ts';
import { orderRoutes } from './order-routes.ts';
import { OrderSearch } from './order-search.ts';
import type { AmazonOrder, FulfillmentStatus } from './order-store.ts';
import { OrderStore } from './order-store.ts';
import type { PlanOverrides } from './rate-limits.ts';
import { SellerBuckets } from './rate-limits.ts';
import { reportRoutes } from './report-routes.ts';
import { DEFAULT_REPORT_DELAY_MS, ReportStore } from './report-store.ts';
import type { GeneralRole, RestrictedRole, SellerAccount } from './seller-accounts.ts';
import { SellerAccounts } from './seller-accounts.ts';
import { sellerRoutes } from './seller-routes.ts';

/** A seller to start with; what is missing is made up. */
export interface SellerOptions {
  readonly sellerId?: string;
  readonly storeName?: string;
  readonly refreshToken?: string;
  /** Stores; default Amazon.fr. */
  readonly marketplaceIds?: readonly string[];
  /** Default both roles. */
  readonly roles?: readonly RestrictedRole[];
  /** Default both. */
  readonly generalRoles?: readonly GeneralRole[];
}

/** How a simulated Amazon region starts. */
export interface AmazonSimulatorOptions {
  /** Port on 127.0.0.1; 0 (default) picks a free one. */
  readonly port?: number;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** What Seller Central knows of the application; default: one that is published, with any return address. */
  readonly application?: Partial<ConsentApplication>;
  /** Default: one seller. */
  readonly sellers?: readonly SellerOptions[];
  /** Milliseconds until an accepted listing change takes effect; default 3000, the simulator's own choice. */
  readonly acceptanceDelayMs?: number;
  /** Milliseconds until a report is there; default 30000, the simulator's own choice. */
  readonly reportDelayMs?: number;
  /** Milliseconds that order windows end before now; Amazon and default: 120000. */
  readonly orderWindowLagMs?: number;
  /** Seconds an access token lives; Amazon and default: 3600. */
  readonly tokenLifeSeconds?: number;
  /** Usage plans that replace the official ones, or `off`. */
  readonly limits?: PlanOverrides;
  /** Opens `/_simulator/...` to whoever sends this token; closed when missing. */
  readonly controlToken?: string;
  readonly clock?: Clock;
  /** Seed of faults with a probability; default 1. */
  readonly faultSeed?: number;
}

/** A running simulated Amazon region. */
export interface AmazonSimulator {
  /** Address of the Selling Partner API without a trailing slash. */
  readonly url: string;
  /** Address of the Login with Amazon token endpoint. */
  readonly tokenUrl: string;
  /** Address of Seller Central's consent page. */
  readonly consentUrl: string;
  readonly application: ConsentApplication;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Sellers; `roles` and `revoked` may be changed at any time. */
  readonly sellers: readonly SellerAccount[];
  readonly accounts: SellerAccounts;
  readonly listings: ListingStore;
  readonly catalogue: CatalogueStore;
  readonly reports: ReportStore;
  readonly seeds: ListingSeeds;
  readonly orders: OrderStore;
  readonly search: OrderSearch;
  readonly buckets: SellerBuckets;
  readonly buyers: BuyerOperations;
  readonly faults: FaultBoard;
  readonly calls: CallLedger;
  readonly userAgents: ReadonlySet<string>;
  /** A buyer orders. Throws when the channel shows too few units, unless forced. */
  placeBuyerOrder(order: BuyerOrder): AmazonOrder;
  moveOrder(orderId: string, status: FulfillmentStatus): AmazonOrder;
  cancelOrder(orderId: string, reason?: string): AmazonOrder;
  /** Puts a listing in place at once. */
  seedListing(seed: ListingSeed): void;
  /** Puts many listings in place at once. */
  seedSeries(series: ListingSeries): void;
  /** Puts an item into the catalogue. */
  seedItem(item: CatalogueSeed): void;
  close(): Promise<void>;
}

const DEFAULT_ACCEPTANCE_DELAY_MS = 3000;
const OFFICIAL_WINDOW_LAG_MS = 120_000;
const OFFICIAL_TOKEN_LIFE_SECONDS = 3600;

const DIALECT: FaultDialect = {
  throttled: () => quotaExceeded().answer(),
  serverError: (status) => {
    const code = status === 503 ? 'ServiceUnavailable' : 'InternalFailure';
    return new AmazonError(status, code, 'We encountered an internal error. Please try again.').answer();
  },
  html: (status) => ({
    status,
    headers: { ...requestId(), 'content-type': 'text/html' },
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
  }),
};

/** Starts one Amazon region with its sellers on 127.0.0.1. */
export async function startAmazonSimulator(options: AmazonSimulatorOptions = {}): Promise<AmazonSimulator> {
  const clock = options.clock ?? machineClock;
  const client = {
    clientId: options.clientId ?? `amzn1.application-oa2-client.${randomBytes(16).toString('hex')}`,
    clientSecret: options.clientSecret ?? `amzn1.oa2-cs.v1.${randomBytes(32).toString('hex')}`,
  };
  const application = {
    applicationId: `amzn1.sp.solution.${randomBytes(16).toString('hex')}`,
    isDraft: false,
    returnUrls: [],
    ...options.application,
  };
  const sellers = (options.sellers ?? [{}]).map(sellerFrom);
  const tokenLife = options.tokenLifeSeconds ?? OFFICIAL_TOKEN_LIFE_SECONDS;
  const accounts = new SellerAccounts(sellers, client, tokenLife, clock);
  const listings = new ListingStore(options.acceptanceDelayMs ?? DEFAULT_ACCEPTANCE_DELAY_MS, clock);
  const catalogue = new CatalogueStore();
  const seeds = new ListingSeeds(accounts, listings, catalogue);
  const reports = new ReportStore(listings, options.reportDelayMs ?? DEFAULT_REPORT_DELAY_MS, clock);
  const orders = new OrderStore(clock);
  const search = new OrderSearch(orders, options.orderWindowLagMs ?? OFFICIAL_WINDOW_LAG_MS);
  const buckets = new SellerBuckets(options.limits ?? {}, clock);
  const buyers = new BuyerOperations(accounts, listings, orders, clock);
  const faults = new FaultBoard(options.faultSeed);
  const calls = new CallLedger();
  const held = new HeldCalls();
  const userAgents = new Set<string>();
  const api: AmazonApi = { accounts, buckets, check: new ModelCheck(), userAgents };
  const app = fastify({
    bodyLimit: 16 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  acceptRawBodies(app);
  app.setNotFoundHandler((_request, reply) => {
    const answer = notFound("The requested resource doesn't exist.").answer();
    return reply
      .code(answer.status)
      .headers({ ...answer.headers })
      .send(answer.body);
  });
  const address = (): string => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const routes = [
    ...sellerRoutes(api),
    ...consentRoutes(accounts, application),
    ...catalogueRoutes(api, catalogue, listings),
    ...listingRoutes(api, listings, catalogue),
    ...reportRoutes(api, reports, address),
    ...orderRoutes(api, orders, search),
  ];
  const failure = (error: unknown): ReturnType<AmazonError['answer']> => {
    if (error instanceof AmazonError) return error.answer();
    throw error;
  };
  registerRoutes(app, routes, { faults, ledger: calls, held, dialect: DIALECT, failure });
  if (options.controlToken !== undefined) {
    const parts = { accounts, listings, seeds, reports, orders, search, buyers, buckets, calls, userAgents };
    registerControl(app, { token: options.controlToken, faults, actions: amazonControlActions(parts) });
  }
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = address();
  return {
    url,
    tokenUrl: `${url}/auth/o2/token`,
    consentUrl: `${url}/apps/authorize/consent`,
    application,
    ...client,
    sellers,
    accounts,
    listings,
    catalogue,
    reports,
    seeds,
    orders,
    search,
    buckets,
    buyers,
    faults,
    calls,
    userAgents,
    placeBuyerOrder: (order) => buyers.place(order),
    moveOrder: (orderId, status) => buyers.move(orderId, status),
    cancelOrder: (orderId, reason) => buyers.cancel(orderId, reason),
    seedListing: (seed) => {
      seeds.listing(seed);
    },
    seedSeries: (series) => {
      seeds.series(series);
    },
    seedItem: (item) => {
      seeds.item(item);
    },
    close: async () => {
      held.drop();
      await app.close();
    },
  };
}

function sellerFrom(options: SellerOptions, index: number): SellerAccount {
  return {
    sellerId: options.sellerId ?? `A${randomBytes(7).toString('hex').toUpperCase().slice(0, 13)}`,
    storeName: options.storeName ?? `Simulated seller ${index + 1}`,
    refreshToken: options.refreshToken ?? `Atzr|${randomBytes(48).toString('base64url')}`,
    marketplaceIds: options.marketplaceIds ?? ['A13V1IB3VIYZZH'],
    roles: [...(options.roles ?? ['shipping', 'tax'])],
    generalRoles: [...(options.generalRoles ?? ['listing', 'tracking'])],
    revoked: false,
  };
}
