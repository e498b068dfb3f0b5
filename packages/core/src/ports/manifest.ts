import type { MarketplaceId } from '../domain/ids.ts';
import type { CurrencyCode } from '../domain/money.ts';

/** What a connector is, as data: hosts render forms and labels from it, the engine takes its times and scopes from it. */
export type ConnectorManifest = StoreManifest | ChannelManifest;

interface ManifestBase {
  /** The folder's name; stored with every connection. */
  readonly id: string;
  readonly name: string;
  /** How a merchant connects: keys typed in, or consent given on the platform. */
  readonly auth: 'keys' | 'oauth';
  /** Every sentence the connector can say to a merchant, by message code (which starts with the connector's id). */
  readonly messages: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;
  /** The platform's published limits, by operation; counted per connection. */
  readonly rateLimits: Readonly<Record<string, RateLimit>>;
}

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface StoreManifest extends ManifestBase {
  readonly role: 'store';
  /**
   * How the shop keeps a marketplace order from becoming two store orders (ADR 0007).
   *
   * `unique-key`: the shop itself refuses a second one. `lookup-after-settle`: a creation with an unknown outcome is looked up, and counts as
   * not done only after `settleMs` have passed since it could last have been answered.
   */
  readonly orderCreation: 'unique-key' | 'lookup-after-settle';
  readonly timing: StoreTiming;
}

/** Official or observed values in milliseconds; a test may shorten them (see `withTiming`). */
export interface StoreTiming {
  readonly productPollEveryMs: number;
  readonly storeOrderPollEveryMs: number;
  /** How far a window reaches back over the one before, for clocks and for changes stored late. */
  readonly pollOverlapMs: number;
  /** Everything is read again this often, even if no notice came (P4). */
  readonly reconcileEveryMs: number;
  /** How long after its claim a creation may still leave this process: a worker that slept longer sends nothing (ADR 0007). */
  readonly sendWindowMs: number;
  /** How long a creation may be waited for. */
  readonly createTimeoutMs: number;
  /** How long after its time-out a creation may still take effect or be missing from look-ups. */
  readonly createSettleMs: number;
  /** How far the shop's clock may differ from ours. */
  readonly clockSkewMs: number;
}

export interface ChannelManifest extends ManifestBase {
  readonly role: 'channel';
  readonly marketplaces: readonly {
    readonly id: MarketplaceId;
    readonly name: string;
    readonly currency: CurrencyCode;
  }[];
  readonly aspects: {
    /** Whether the channel keeps one quantity per SKU over all marketplaces, or one per listing. */
    readonly quantity: { readonly scope: 'channel-sku' | 'listing' };
  };
  readonly timing: ChannelTiming;
}

export interface ChannelTiming {
  readonly orderPollEveryMs: number;
  /** The newest moment that a window may reach is this far in the past. */
  readonly orderWindowLagMs: number;
  readonly pollOverlapMs: number;
  /** How long a write may be waited for. */
  readonly writeTimeoutMs: number;
  /** How long after its acceptance a write may be missing from reads. */
  readonly quantitySettleMs: number;
  readonly reconcileEveryMs: number;
}

/** The same manifest with other times: for tests and the demo, where the official values would take hours. */
export function withTiming<Manifest extends ConnectorManifest>(
  manifest: Manifest,
  timing: Partial<Manifest['timing']>,
): Manifest {
  return { ...manifest, timing: { ...manifest.timing, ...timing } };
}
