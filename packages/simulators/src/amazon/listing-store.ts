import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { MARKETPLACES } from './marketplaces.ts';

/** A problem that Amazon shows with a listing; members as in the Listings Items model. */
export interface ListingIssue {
  readonly code: string;
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly attributeNames?: string[];
  readonly categories: string[];
  readonly marketplaceIds?: string[];
  readonly enforcements?: {
    readonly actions: readonly { readonly action: string }[];
    readonly exemption: { readonly status: 'EXEMPT' | 'NOT_EXEMPT' };
  };
}

/**
 * When Amazon refuses what a put brings: on Amazon both happen, and which problem is found when is not published.
 * `schema`: problems of attributes at once, of the catalogue after acceptance.
 */
export type PutChecks = 'all-at-once' | 'schema-at-once' | 'all-later';

/** What Amazon will say of the next put of a SKU, whatever it brings. */
export interface PutRefusal {
  /** Default: any SKU. */
  readonly sku?: string;
  readonly code: string;
  readonly message: string;
  readonly attributeNames?: string[];
  /** Whether the put itself is answered so, or the listing shows it later. */
  readonly atOnce: boolean;
}

/** Attribute values by attribute name, each a list of objects with selectors such as `marketplace_id`. */
export type ListingAttributes = Record<string, JsonObject[]>;

/** One SKU in one store. Its stock is kept apart, because it holds for all stores of the region. */
export interface ListingRecord {
  readonly sellerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  productType: string;
  asin: string;
  /** The title of the catalogue item, where the seller gave none. */
  itemName?: string;
  attributes: ListingAttributes;
  /** Problems of what the seller sent. */
  issues: ListingIssue[];
  /** Problems that Amazon found by itself; what the seller sends does not clear them. */
  imposed?: ListingIssue[];
  readonly createdAt: Date;
  updatedAt: Date;
}

/** A quantity that Amazon was told and has accepted. */
export interface AcceptedQuantity {
  readonly sellerId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly at: Date;
}

/** A change that Amazon has accepted but not carried out yet. */
interface Submission {
  readonly dueAt: number;
  readonly apply: (now: Date) => void;
}

/** The attribute that holds quantity and handling time. */
export const STOCK_ATTRIBUTE = 'fulfillment_availability';

/** Submissions carried out before the list is cut, so that a settling costs next to nothing. */
const COMPACT_AFTER = 1000;

/** All listings and quantities of the region. Accepted changes take effect when their time has come. */
export class ListingStore {
  /** Milliseconds between acceptance and effect. Amazon publishes none; this is the simulator's own choice. */
  acceptanceDelayMs: number;
  putChecks: PutChecks = 'schema-at-once';
  /** Taken one by one, by the puts that come. */
  readonly refusals: PutRefusal[] = [];
  /** Every quantity that came by a patch, in the order of acceptance. */
  readonly acceptedQuantities: AcceptedQuantity[] = [];
  /** Called before anybody looks: what comes from elsewhere, such as a feed whose time has come, is carried out first. */
  onLook: () => void = () => undefined;
  /** Told of every SKU whose listings or stock changed, and of what was removed. */
  changed: (sellerId: string, sku: string) => void = () => undefined;
  removed: (listing: ListingRecord) => void = () => undefined;
  readonly #clock: Clock;
  readonly #listings = new Map<string, ListingRecord>();
  readonly #stock = new Map<string, JsonObject[]>();
  readonly #submissions: Submission[] = [];
  /** How many submissions at the front have been carried out. */
  #settled = 0;
  #settling = false;
  #actsAt: number | null = null;

  constructor(acceptanceDelayMs: number, clock: Clock) {
    this.acceptanceDelayMs = acceptanceDelayMs;
    this.#clock = clock;
  }

  /** Changes that are accepted and wait. */
  get waiting(): number {
    this.settle();
    return this.#submissions.length - this.#settled;
  }

  /** Accepts a change: it takes effect after the delay, in the order of acceptance. */
  submit(apply: (now: Date) => void): void {
    this.#submissions.push({ dueAt: this.#clock().getTime() + this.acceptanceDelayMs, apply });
    this.settle();
  }

  /** Keeps what was accepted for whoever asks when. */
  noteQuantity(sellerId: string, sku: string, quantity: number): void {
    this.acceptedQuantities.push({ sellerId, sku, quantity, at: this.#clock() });
  }

  /** Carries out every change whose time has come, strictly in the order of acceptance. */
  settle(): void {
    // A change reads the store while it is carried out; the next one must not start within it.
    if (this.#settling) return;
    this.#settling = true;
    try {
      this.onLook();
      this.#carryOutDue(this.#clock());
    } finally {
      this.#settling = false;
    }
  }

  #carryOutDue(now: Date): void {
    let next = this.#submissions[this.#settled];
    while (next !== undefined && next.dueAt <= now.getTime()) {
      this.#settled += 1;
      this.#actsAt = next.dueAt;
      next.apply(now);
      next = this.#submissions[this.#settled];
    }
    this.#actsAt = null;
    if (this.#settled < COMPACT_AFTER) return;
    this.#submissions.splice(0, this.#settled);
    this.#settled = 0;
  }

  /** When what is being changed takes effect: a submission is carried out by whoever looks first, but as of its time. */
  get actsAt(): number {
    return this.#actsAt ?? this.#clock().getTime();
  }

  /** The listing of a SKU in a store, as it is now. */
  find(sellerId: string, sku: string, marketplaceId: string): ListingRecord | undefined {
    this.settle();
    return this.#listings.get(listingKey(sellerId, sku, marketplaceId));
  }

  /** All listings of a seller, or of everyone. */
  all(sellerId?: string): ListingRecord[] {
    this.settle();
    return [...this.#listings.values()].filter((it) => sellerId === undefined || it.sellerId === sellerId);
  }

  /** The listings of one SKU in the stores that the simulator has. */
  ofSku(sellerId: string, sku: string): ListingRecord[] {
    return MARKETPLACES.flatMap(({ id }) => this.#listings.get(listingKey(sellerId, sku, id)) ?? []);
  }

  /** The listings of a seller in one store. */
  *of(sellerId: string, marketplaceId: string): Iterable<ListingRecord> {
    this.settle();
    for (const it of this.#listings.values()) {
      if (it.sellerId === sellerId && it.marketplaceId === marketplaceId) yield it;
    }
  }

  /** The listing, made with an ASIN when it is new. */
  open(sellerId: string, sku: string, marketplaceId: string, productType: string): ListingRecord {
    const key = listingKey(sellerId, sku, marketplaceId);
    let listing = this.#listings.get(key);
    if (listing === undefined) {
      const now = this.#clock();
      listing = {
        sellerId,
        sku,
        marketplaceId,
        productType,
        asin: '',
        attributes: {},
        issues: [],
        createdAt: now,
        updatedAt: now,
      };
      this.#listings.set(key, listing);
    }
    return listing;
  }

  /** Takes a SKU out of a store; the stock goes with its last listing. */
  remove(sellerId: string, sku: string, marketplaceId: string): void {
    const key = listingKey(sellerId, sku, marketplaceId);
    const listing = this.#listings.get(key);
    this.#listings.delete(key);
    if (listing !== undefined) this.removed(listing);
    for (const it of this.#listings.values()) if (it.sellerId === sellerId && it.sku === sku) return;
    this.#stock.delete(stockKey(sellerId, sku));
  }

  /** The refusal that waits for a put of this SKU, taken off the list. */
  takeRefusal(sku: string): PutRefusal | undefined {
    const index = this.refusals.findIndex((it) => it.sku === undefined || it.sku === sku);
    return index < 0 ? undefined : this.refusals.splice(index, 1)[0];
  }

  /** The stock entries of a SKU, one per fulfillment channel, shared by all stores. */
  stock(sellerId: string, sku: string): JsonObject[] {
    this.settle();
    return this.#stock.get(stockKey(sellerId, sku)) ?? [];
  }

  /** Replaces the stock entries of a SKU. */
  writeStock(sellerId: string, sku: string, entries: readonly JsonObject[]): void {
    this.#stock.set(
      stockKey(sellerId, sku),
      entries.map((it) => ({ ...it })),
    );
    this.changed(sellerId, sku);
  }

  /** The quantity shown for a SKU and channel; undefined when none is set. */
  quantity(sellerId: string, sku: string, channel: string): number | undefined {
    const entry = this.stock(sellerId, sku).find((it) => it['fulfillment_channel_code'] === channel);
    return typeof entry?.['quantity'] === 'number' ? entry['quantity'] : undefined;
  }
}

/** Everything that is wrong with a listing. */
export function listingIssues(listing: ListingRecord): readonly ListingIssue[] {
  return listing.imposed === undefined ? listing.issues : [...listing.issues, ...listing.imposed];
}

/** The price of a listing as decimal text with its currency; undefined when none is set. */
export function listingPrice(listing: ListingRecord): { amount: string; currencyCode: string } | undefined {
  for (const offer of listing.attributes['purchasable_offer'] ?? []) {
    if (offer['audience'] !== undefined && offer['audience'] !== 'ALL') continue;
    const schedule = asObjects(asObjects(offer['our_price'])[0]?.['schedule'])[0];
    const value = schedule?.['value_with_tax'];
    if (typeof value === 'number' || typeof value === 'string') {
      return { amount: String(value), currencyCode: asText(offer['currency']) ?? '' };
    }
  }
  return undefined;
}

/** What buyers read: the seller's title, or that of the catalogue. */
export function listingTitle(listing: ListingRecord): string | undefined {
  return attributeText(listing, 'item_name') ?? listing.itemName;
}

/** The first plain value of an attribute such as `item_name`. */
export function attributeText(listing: ListingRecord, name: string): string | undefined {
  const value = asObject(listing.attributes[name]?.[0])['value'];
  return typeof value === 'string' ? value : undefined;
}

/** An ASIN made from an identifier, the same each time. */
export function inventedAsin(identifier: string): string {
  const digest = createHash('sha256').update(identifier).digest('hex').toUpperCase();
  return `B0${digest.slice(0, 8)}`;
}

function listingKey(sellerId: string, sku: string, marketplaceId: string): string {
  return JSON.stringify([sellerId, sku, marketplaceId]);
}

function stockKey(sellerId: string, sku: string): string {
  return JSON.stringify([sellerId, sku]);
}
