import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { AmazonCall } from './amazon-route.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import type { AmazonFeed } from './feed-store.ts';
import { putListing } from './listing-put.ts';
import { addAttributes } from './listing-partial.ts';
import { deleteListing, patchListing } from './listing-submission.ts';
import type { ListingIssue, ListingStore } from './listing-store.ts';
import type { SellerAccounts } from './seller-accounts.ts';

/** "JSON_LISTINGS_FEED: up to 25,000 messages" (Amazon's changelog of 2025-05-06). */
const MOST_MESSAGES = 25_000;
const MESSAGE_MEMBERS = new Set([
  'messageId',
  'sku',
  'operationType',
  'productType',
  'requirements',
  'attributes',
  'patches',
]);
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  UPDATE: ['productType', 'attributes'],
  PARTIAL_UPDATE: ['productType', 'attributes'],
  PATCH: ['productType', 'patches'],
  DELETE: [],
};
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  UPDATE: ['patches'],
  PARTIAL_UPDATE: ['requirements', 'patches'],
  PATCH: ['requirements', 'attributes'],
  DELETE: ['requirements', 'attributes', 'productType', 'patches'],
};

interface FeedIssue {
  readonly messageId?: number;
  readonly sku?: string;
  readonly code: string;
  readonly severity: 'ERROR' | 'WARNING' | 'INFO';
  readonly message: string;
  readonly attributeName?: string;
}

/** The processing report (schema "Selling Partner JSON Listings Feed Processing Report (v2)"). */
export interface FeedReport {
  readonly header: { readonly sellerId: string; readonly version: '2.0'; readonly feedId: string };
  readonly issues: readonly FeedIssue[];
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly messagesProcessed: number;
    readonly messagesAccepted: number;
    readonly messagesInvalid: number;
  };
}

/** Carries out a JSON_LISTINGS_FEED for the first of its stores, message by message, by what the Listings Items API does with the same request. */
export function carryOutListingsFeed(
  accounts: SellerAccounts,
  store: ListingStore,
  catalogue: CatalogueStore,
  feed: AmazonFeed,
  body: Buffer,
): FeedReport | null {
  const file = readFile(body);
  if (file === null || asText(file.header['sellerId']) !== feed.sellerId || file.header['version'] !== '2.0')
    return null;
  const seller = accounts.seller(feed.sellerId);
  const issues: FeedIssue[] = [];
  const seen = new Set<number>();
  let accepted = 0;
  for (const message of file.messages) {
    const { messageId, sku } = message;
    const named = {
      ...(typeof messageId === 'number' ? { messageId } : {}),
      ...(typeof sku === 'string' ? { sku } : {}),
    };
    const problem = messageProblem(message, seen);
    if (problem !== null) {
      issues.push({ ...named, code: '4000001', severity: 'ERROR', message: problem });
      continue;
    }
    const call: AmazonCall = {
      seller,
      params: { sellerId: feed.sellerId, sku: String(sku) },
      query: new URLSearchParams({ marketplaceIds: feed.marketplaceIds[0] ?? '', includedData: 'issues' }),
      body: message,
    };
    const answer = asObject(carryOutMessage(store, catalogue, call, String(message['operationType'])));
    if (answer['status'] === 'ACCEPTED') accepted += 1;
    for (const issue of asObjects(answer['issues']) as unknown as ListingIssue[]) {
      const [attributeName] = issue.attributeNames ?? [];
      const { code, severity, message: text } = issue;
      const about = attributeName === undefined ? {} : { attributeName };
      issues.push({ ...named, code, severity, message: text, ...about });
    }
  }
  const count = (severity: string): number => issues.filter((issue) => issue.severity === severity).length;
  return {
    header: { sellerId: feed.sellerId, version: '2.0', feedId: feed.feedId },
    issues,
    summary: {
      errors: count('ERROR'),
      warnings: count('WARNING'),
      messagesProcessed: file.messages.length,
      messagesAccepted: accepted,
      messagesInvalid: file.messages.length - accepted,
    },
  };
}

function carryOutMessage(
  store: ListingStore,
  catalogue: CatalogueStore,
  call: AmazonCall,
  operation: string,
): unknown {
  switch (operation) {
    case 'UPDATE':
      return putListing(store, catalogue, call).body;
    case 'PARTIAL_UPDATE':
      return addAttributes(store, catalogue, call).body;
    case 'PATCH':
      return patchListing(store, call).body;
    default:
      return deleteListing(store, call).body;
  }
}

function readFile(body: Buffer): { readonly header: JsonObject; readonly messages: JsonObject[] } | null {
  try {
    const file = asObject(JSON.parse(body.toString('utf8')));
    const messages = asObjects(file['messages']);
    const isWhole = Array.isArray(file['messages']) && messages.length <= MOST_MESSAGES;
    return isWhole ? { header: asObject(file['header']), messages } : null;
  } catch {
    return null;
  }
}

/** What the schema "Selling Partner Listings Message (v2)" does not allow. */
function messageProblem(message: JsonObject, seen: Set<number>): string | null {
  const { messageId, sku, operationType } = message;
  if (typeof messageId !== 'number' || !Number.isInteger(messageId) || messageId < 1 || seen.has(messageId)) {
    return "The field 'messageId' must be a whole number that no other message has.";
  }
  seen.add(messageId);
  if (typeof sku !== 'string' || sku === '') return "The field 'sku' is missing.";
  const operation = String(operationType);
  const needed = NEEDED[operation];
  if (needed === undefined) return `The field 'operationType' has no value '${operation}'.`;
  const unknown = Object.keys(message).find((name) => !MESSAGE_MEMBERS.has(name));
  if (unknown !== undefined) return `There is no field '${unknown}'.`;
  const missing = needed.find((name) => message[name] === undefined);
  if (missing !== undefined) return `The field '${missing}' is needed for ${operation}.`;
  const extra = FORBIDDEN[operation]?.find((name) => message[name] !== undefined);
  return extra === undefined ? null : `The field '${extra}' is not for ${operation}.`;
}
