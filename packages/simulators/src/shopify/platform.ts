import type { Clock } from '../clock.ts';
import type { HeldCalls } from '../simulated-route.ts';
import { AccessTokens } from './access-tokens.ts';
import type { TokenPair } from './access-tokens.ts';
import type { AdminContext } from './admin-context.ts';
import { CostBucket, RESTORE_RATES } from './cost-bucket.ts';
import { IdempotentResults } from './idempotency.ts';
import type { AppRecord, Installation } from './installations.ts';
import { JobList } from './jobs.ts';
import type { ApiVersion } from './schema.ts';
import { adminSchema } from './schema.ts';
import { Shop } from './shop.ts';
import type { ShopSettings } from './shop-settings.ts';
import { adminContext } from './show-records.ts';

/** Somebody who works in a shop. */
export interface StaffMember {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly isOwner: boolean;
}

/** A shop with what the platform keeps around it. */
export interface HostedShop {
  readonly shop: Shop;
  readonly installation: Installation;
  readonly bucket: CostBucket;
  readonly idempotent: IdempotentResults;
  readonly jobs: JobList;
  readonly staff: readonly StaffMember[];
}

/** The shops of a platform, and one app that may be in them. */
export class ShopifyPlatform {
  readonly app: AppRecord;
  readonly clock: Clock;
  readonly tokens: AccessTokens;
  /** Lifts the rate limits; see `CostBucket`. */
  areLimitsOff = false;
  readonly #held: HeldCalls;
  readonly #shops = new Map<string, HostedShop>();

  constructor(app: AppRecord, clock: Clock, held: HeldCalls, tokenSeconds?: number) {
    this.app = app;
    this.clock = clock;
    this.tokens = new AccessTokens(clock, tokenSeconds);
    this.#held = held;
  }

  /** The shops by their domains. */
  get shops(): ReadonlyMap<string, HostedShop> {
    return this.#shops;
  }

  /** Opens a shop with these locations. The app is not in it yet. */
  open(settings: ShopSettings, locations: readonly string[]): HostedShop {
    const shop = new Shop(settings, this.clock);
    for (const name of locations) addLocation(shop, name);
    const hosted: HostedShop = {
      shop,
      installation: { id: shop.nextId(), isInstalled: false, scopes: [] },
      bucket: new CostBucket(() => RESTORE_RATES[shop.settings.plan], this.clock),
      idempotent: new IdempotentResults(this.clock),
      jobs: new JobList(this.clock, this.#held),
      staff: [
        { id: shop.nextId(), firstName: 'Alice', lastName: 'Owner', email: settings.email, isOwner: true },
        {
          id: shop.nextId(),
          firstName: 'Bruno',
          lastName: 'Staff',
          email: 'staff@example.com',
          isOwner: false,
        },
      ],
    };
    this.#shops.set(settings.domain, hosted);
    return hosted;
  }

  /** The shop of a domain. Throws for an unknown one. */
  shop(domain: string): HostedShop {
    const hosted = this.#shops.get(domain);
    if (hosted === undefined) throw new Error(`There is no shop ${domain}`);
    return hosted;
  }

  /** What a request to a shop's Admin API works with. */
  context(hosted: HostedShop, version: ApiVersion): AdminContext {
    const { shop, installation, jobs, idempotent } = hosted;
    const admin = adminSchema(version);
    return adminContext({ shop, installation, jobs, idempotent, app: this.app, admin });
  }

  /** The merchant installs the app, with the scopes that it asks for. */
  install(domain: string): void {
    const { installation } = this.shop(domain);
    installation.isInstalled = true;
    installation.scopes = [...this.app.scopes];
  }

  /** The app gets tokens for a shop, as by an exchange. Throws where it is not installed. */
  issueTokens(domain: string): TokenPair {
    if (!this.shop(domain).installation.isInstalled) throw new Error(`The app is not installed in ${domain}`);
    return this.tokens.exchange(domain);
  }

  /** The merchant removes the app: its tokens end, and it is told. */
  uninstall(domain: string): void {
    const { installation, shop } = this.shop(domain);
    installation.isInstalled = false;
    this.tokens.revoke(domain);
    shop.emit({ topic: 'app/uninstalled' });
  }

  /** The merchant grants other scopes, and the app is told. */
  changeScopes(domain: string, scopes: readonly string[]): void {
    const { installation, shop } = this.shop(domain);
    const previous = installation.scopes;
    installation.scopes = [...scopes];
    shop.emit({ topic: 'app/scopes_update', previous, current: [...scopes] });
  }
}

function addLocation(shop: Shop, name: string): void {
  const id = shop.nextId();
  shop.locations.set(id, {
    id,
    name,
    isActive: true,
    fulfillsOnlineOrders: true,
    city: 'Lyon',
    countryCode: shop.settings.country,
    createdAt: shop.createdAt,
  });
}
