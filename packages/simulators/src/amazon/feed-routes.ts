import { asObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput, quotaExceeded } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute } from './amazon-route.ts';
import { documentPath, uploadPath } from './document-routes.ts';
import type { DocumentStore } from './document-store.ts';
import type { AmazonFeed, FeedStore } from './feed-store.ts';

const BASE = { api: 'feeds', model: 'feeds_2021-06-30.json' } as const;
const FEEDS = '/feeds/2021-06-30/feeds';
const DOCUMENTS = '/feeds/2021-06-30/documents';
/** The feed types that the simulator can carry out. */
const FEED_TYPES = ['JSON_LISTINGS_FEED'];

/** The Feeds API 2021-06-30. */
export function feedRoutes(
  api: AmazonApi,
  feeds: FeedStore,
  documents: DocumentStore,
  baseUrl: () => string,
): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      ...BASE,
      method: 'POST',
      template: DOCUMENTS,
      operation: 'feeds.open',
      work: (call) => {
        const { documentId, key } = feeds.open(
          call.seller.sellerId,
          String(asObject(call.body)['contentType']),
        );
        return { status: 201, body: { feedDocumentId: documentId, url: `${baseUrl()}${uploadPath(key)}` } };
      },
    }),
    amazonRoute(api, {
      ...BASE,
      method: 'POST',
      template: FEEDS,
      operation: 'feeds.create',
      work: (call) => createFeed(feeds, documents, call),
    }),
    amazonRoute(api, {
      ...BASE,
      method: 'GET',
      template: `${FEEDS}/{feedId}`,
      operation: 'feeds.get',
      work: (call) => getFeed(feeds, call),
    }),
    amazonRoute(api, {
      ...BASE,
      method: 'GET',
      template: `${DOCUMENTS}/{feedDocumentId}`,
      operation: 'feeds.document',
      work: (call) => getDocument(documents, baseUrl(), call),
    }),
  ];
}

function createFeed(feeds: FeedStore, documents: DocumentStore, call: AmazonCall): Answer {
  const body = asObject(call.body);
  const { sellerId } = call.seller;
  const feedType = String(body['feedType']);
  const documentId = String(body['inputFeedDocumentId']);
  const marketplaceIds = Array.isArray(body['marketplaceIds']) ? body['marketplaceIds'].map(String) : [];
  const isForeign = marketplaceIds.some((id) => !call.seller.marketplaceIds.includes(id));
  if (!FEED_TYPES.includes(feedType) || isForeign || marketplaceIds.length === 0)
    throw invalidInput('feeds', 'Invalid input');
  if (documents.find(sellerId, documentId) === undefined) throw invalidInput('feeds', 'Invalid input');
  if (feeds.isSpent(sellerId)) throw quotaExceeded();
  const { feedId } = feeds.create({ sellerId, feedType, marketplaceIds, documentId });
  return { status: 202, body: { feedId } };
}

function getFeed(feeds: FeedStore, call: AmazonCall): Answer {
  const feedId = call.params['feedId'] ?? '';
  if (!/^\d+$/.test(feedId)) throw invalidInput('feeds', 'Invalid input');
  const feed = feeds.find(call.seller.sellerId, feedId);
  if (feed === undefined) throw new AmazonError(404, 'NotFound', `Feed ${feedId} is not found`);
  return { status: 200, body: feedDocument(feed) };
}

function getDocument(documents: DocumentStore, baseUrl: string, call: AmazonCall): Answer {
  const feedDocumentId = call.params['feedDocumentId'] ?? '';
  if (!feedDocumentId.startsWith('amzn1.tortuga.')) throw invalidInput('feeds', 'Invalid input');
  const key = documents.address(call.seller.sellerId, feedDocumentId);
  if (key === undefined) throw new AmazonError(404, 'NotFound', 'The document is not found');
  const url = `${baseUrl}${documentPath(key)}`;
  return { status: 200, body: { feedDocumentId, url, compressionAlgorithm: 'GZIP' } };
}

function feedDocument(feed: AmazonFeed): JsonObject {
  const createdTime = feed.createdAt.toISOString();
  return {
    feedId: feed.feedId,
    feedType: feed.feedType,
    marketplaceIds: [...feed.marketplaceIds],
    createdTime,
    processingStatus: feed.status,
    ...(feed.status === 'IN_QUEUE' ? {} : { processingStartTime: createdTime }),
    ...(feed.endedAt === undefined ? {} : { processingEndTime: feed.endedAt.toISOString() }),
    ...(feed.resultDocumentId === undefined ? {} : { resultFeedDocumentId: feed.resultDocumentId }),
  };
}
