import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { DocumentStore } from './document-store.ts';
import type { FeedStore } from './feed-store.ts';

/** Where documents are downloaded from and uploaded to: the address is the permission. */
export function documentRoutes(documents: DocumentStore, feeds: FeedStore): SimulatedRoute[] {
  return [
    {
      methods: ['GET'],
      path: '/documents/:key',
      operation: 'documents.download',
      work: (call) => refuseTokens(call) ?? download(documents, call),
    },
    {
      methods: ['PUT'],
      path: '/uploads/:key',
      operation: 'documents.upload',
      work: (call) => refuseTokens(call) ?? upload(feeds, call),
    },
  ];
}

export function documentPath(key: string): string {
  return `/documents/${key}?X-Amz-Expires=300`;
}

export function uploadPath(key: string): string {
  return `/uploads/${key}?X-Amz-Expires=300`;
}

/** A client that sends its access token along tells it to a stranger, and is refused. */
function refuseTokens({ headers }: Call): Answer | undefined {
  return headers['x-amz-access-token'] === undefined && headers.authorization === undefined
    ? undefined
    : storageError(400, 'InvalidArgument', 'Only one auth mechanism allowed');
}

function download(documents: DocumentStore, call: Call): Answer {
  const document = documents.at(call.params['key'] ?? '');
  if (document === undefined) return storageError(403, 'AccessDenied', 'Request has expired');
  return { status: 200, headers: { 'content-type': document.contentType }, body: document.body };
}

/** The content type is part of what the address was signed with ("Feeds API v2021-06-30 Use Case Guide"). */
function upload(feeds: FeedStore, call: Call): Answer {
  const type = String(call.headers['content-type'] ?? '');
  const problem = feeds.upload(call.params['key'] ?? '', type, Buffer.from(call.rawBody));
  if (problem === 'expired') return storageError(403, 'AccessDenied', 'Request has expired');
  if (problem === 'content-type') {
    const message = 'The request signature we calculated does not match the signature you provided.';
    return storageError(403, 'SignatureDoesNotMatch', message);
  }
  return { status: 200, body: '' };
}

/** In the words of Amazon S3, where documents lie. */
function storageError(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
