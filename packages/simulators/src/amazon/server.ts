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
import { restrictionRoutes, type Restriction } from './restriction-routes.ts';
import type { CatalogueSeed } from './catalogue-store.ts';
import { CatalogueStore } from './catalogue-store.ts';
import type { ConsentApplication } from './consent-routes.ts';
import { AppstoreStarts, consentRoutes } from './consent-routes.ts';
import { amazonControlActions } from './control-actions.ts';
import { documentRoutes } from './document-routes.ts';
import { DocumentStore } from './document-store.ts';
import { carryOutListingsFeed } from './feed-messages.ts';
import { feedRoutes } from './feed-routes.ts';
import { DEFAULT_FEED_DELAY_MS, FeedStore } from './feed-store.ts';
import { feeRoutes } from './fee-routes.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { listingRoutes } from './listing-routes.ts';
import type { ListingSeed, ListingSeries } from './listing-seeds.ts';
import { ListingSeeds } from './listing-seeds.ts';
import { ListingStore } from './listing-store.ts';
import { ModelCheck } from './model-check.ts';
import { NotificationPublisher } from './notification-publisher.ts';
import { notificationRoutes } from './notification-routes.ts';
import { NotificationStore } from './notification-store.ts';
import { orderRoutes } from './order-routes.ts';
import { OrderSearch } from './order-search.ts';
import type { AmazonOrder, FulfillmentStatus } from './order-store.ts';
import { OrderStore } from './order-store.ts';
import { StaleReads, type StaleReadsSetting } from './stale-reads.ts';
import { UsageBuckets, type ApplicationPlans, type PlanOverrides } from './rate-limits.ts';
import { queueRoutes } from './queue-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { DEFAULT_REPORT_DELAY_MS, ReportStore } from './report-store.ts';
import type { GeneralRole, RestrictedRole, SellerAccount } from './seller-accounts.ts';
import { makeClientSecret, SellerAccounts } from './seller-accounts.ts';
import { sellerRoutes } from './seller-routes.ts';
import { SimulatedQueue } from './simulated-queue.ts';

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
  /** Reads of listings that show what was so some time ago; default: none. */
  readonly staleReads?: StaleReadsSetting;
  /** Milliseconds until a report is there; default 30000, the simulator's own choice. */
  readonly reportDelayMs?: number;
  /** Milliseconds from a feed's creation to its end; default 60000, the simulator's own choice. */
  readonly feedDelayMs?: number;
  /** Milliseconds that order windows end before now; Amazon and default: 120000. */
  readonly orderWindowLagMs?: number;
  /** Seconds an access token lives; Amazon and default: 3600. */
  readonly tokenLifeSeconds?: number;
  /** Usage plans that replace the official ones, or `off`. */
  readonly limits?: PlanOverrides;
  /** Usage plans that all sellers of the application share, by operation; Amazon publishes none, and default: none. */
  readonly applicationLimits?: ApplicationPlans;
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
  /** The newest one; `accounts` changes it. */
  readonly clientSecret: string;
  /** Sellers; `roles` and `revoked` may be changed at any time. */
  readonly sellers: readonly SellerAccount[];
  readonly accounts: SellerAccounts;
  readonly listings: ListingStore;
  /** Its setting may be changed at any time. */
  readonly staleReads: StaleReads;
  readonly catalogue: CatalogueStore;
  /** May be added to at any time. */
  readonly restrictions: Restriction[];
  readonly reports: ReportStore;
  readonly feeds: FeedStore;
  readonly seeds: ListingSeeds;
  readonly orders: OrderStore;
  readonly search: OrderSearch;
  readonly buckets: UsageBuckets;
  readonly buyers: BuyerOperations;
  /** The queue of SQS that the application may name; its address is `url`. */
  readonly queue: SimulatedQueue;
  readonly notifications: NotificationStore;
  readonly faults: FaultBoard;
  readonly calls: CallLedger;
  readonly userAgents: ReadonlySet<string>;
  /** The seller begins at the Appstore: where they are sent to. Throws when there are several sellers. */
  beginAtAppstore(loginUrl: string): string;
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
    clientSecret: options.clientSecret ?? makeClientSecret(),
  };
  const application = {
    applicationId: `amzn1.sp.solution.${randomBytes(16).toString('hex')}`,
    isDraft: false,
    returnUrls: [],
    ...options.application,
  };
  const sellers = (options.sellers ?? [{}]).map(sellerFrom);
  const tokenLife = options.tokenLifeSeconds ?? OFFICIAL_TOKEN_LIFE_SECONDS;
  const starts = new AppstoreStarts();
  const accounts = new SellerAccounts(sellers, client, tokenLife, clock);
  const listings = new ListingStore(options.acceptanceDelayMs ?? DEFAULT_ACCEPTANCE_DELAY_MS, clock);
  const catalogue = new CatalogueStore();
  const restrictions: Restriction[] = [];
  const seeds = new ListingSeeds(accounts, listings, catalogue);
  const documents = new DocumentStore(clock);
  const reportDelayMs = options.reportDelayMs ?? DEFAULT_REPORT_DELAY_MS;
  const reports = new ReportStore(listings, documents, reportDelayMs, clock);
  const feeds = new FeedStore(
    documents,
    (feed, body) => carryOutListingsFeed(accounts, listings, catalogue, feed, body),
    options.feedDelayMs ?? DEFAULT_FEED_DELAY_MS,
    clock,
  );
  listings.onLook = () => {
    feeds.settle();
  };
  const orders = new OrderStore(clock);
  const search = new OrderSearch(orders, options.orderWindowLagMs ?? OFFICIAL_WINDOW_LAG_MS);
  const buckets = new UsageBuckets(options.limits ?? {}, options.applicationLimits ?? {}, clock);
  const buyers = new BuyerOperations(accounts, listings, orders, clock);
  const queue = new SimulatedQueue(clock);
  const notifications = new NotificationStore(queue, application.applicationId, clock);
  const publisher = new NotificationPublisher(notifications, listings, clock);
  orders.changed = (order) => {
    publisher.orderChanged(order);
  };
  const staleReads = new StaleReads(listings, clock, options.staleReads ?? { milliseconds: 0 });
  listings.changed = (sellerId, sku) => {
    staleReads.record(sellerId, sku);
    publisher.listingChanged(sellerId, sku);
  };
  feeds.ended = (feed) => {
    publisher.feedEnded(feed);
  };
  listings.removed = (listing) => {
    staleReads.record(listing.sellerId, listing.sku);
    publisher.listingRemoved(listing);
  };
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
    ...consentRoutes(accounts, application, starts),
    ...catalogueRoutes(api, catalogue, listings),
    ...listingRoutes(api, listings, staleReads, catalogue),
    ...feedRoutes(api, feeds, documents, address),
    ...reportRoutes(api, reports, documents, address),
    ...documentRoutes(documents, feeds),
    ...feeRoutes(api, { listings, catalogue, clock }),
    ...inventoryRoutes(api, listings),
    ...restrictionRoutes(api, catalogue, restrictions),
    ...orderRoutes(api, orders, search),
    ...notificationRoutes(api, notifications, publisher),
    ...queueRoutes(queue, () => {
      listings.settle();
    }),
  ];
  const failure = (error: unknown): ReturnType<AmazonError['answer']> => {
    if (error instanceof AmazonError) return error.answer();
    throw error;
  };
  registerRoutes(app, routes, { faults, ledger: calls, held, dialect: DIALECT, failure });
  if (options.controlToken !== undefined) {
    const parts = {
      ...{ accounts, listings, seeds, reports, feeds, orders, search, buyers, buckets, calls, userAgents },
      ...{ queue, notifications, staleReads },
    };
    registerControl(app, { token: options.controlToken, faults, actions: amazonControlActions(parts) });
  }
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = address();
  return {
    url,
    tokenUrl: `${url}/auth/o2/token`,
    consentUrl: `${url}/apps/authorize/consent`,
    application,
    clientId: client.clientId,
    get clientSecret() {
      return client.clientSecret;
    },
    sellers,
    accounts,
    listings,
    staleReads,
    catalogue,
    restrictions,
    reports,
    feeds,
    seeds,
    orders,
    search,
    buckets,
    buyers,
    queue,
    notifications,
    faults,
    calls,
    userAgents,
    beginAtAppstore: (loginUrl) => starts.begin(loginUrl, url, accounts.oneSeller(undefined).sellerId),
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
      queue.close();
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
