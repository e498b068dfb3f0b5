import { createHash } from 'node:crypto';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { BucketLimit, RateLimit } from '@quayside/core/ports/manifest';

/** One bucket of the database. */
export interface BucketAddress {
  readonly path: string;
  readonly limit: BucketLimit;
  /** `null`: an application's. */
  readonly owner: ConnectionKey | null;
}

/** Where the tokens of one operation of one connection come from. */
export interface OperationBuckets {
  readonly account: BucketAddress;
  /** What the connection has together with all others of its application. */
  readonly shared: BucketAddress | null;
}

/** Who spends: a connection, and as which application of which connector the platform sees it. */
export interface Spender {
  readonly key: ConnectionKey;
  readonly connector: string;
  readonly application: string | null;
}

/** The path of buckets that an operation takes from: application > account > operation. */
export function bucketsOf(spender: Spender, operation: string, limit: RateLimit): OperationBuckets {
  const { key, connector, application } = spender;
  const account = {
    path: `connection/${key.workspaceId}/${key.connectionId}/${operation}`,
    limit,
    owner: key,
  };
  if (application === null || limit.perApplication === undefined) return { account, shared: null };
  // An application's name is part of credentials, which the database never holds readable.
  const name = createHash('sha256').update(application).digest('base64url');
  const path = `application/${connector}/${name}/${operation}`;
  return { account, shared: { path, limit: limit.perApplication, owner: null } };
}
