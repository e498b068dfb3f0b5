import type { UnknownIssueCode } from '../domain/channel-issue.ts';
import type { HostShop } from '../domain/host-shop.ts';
import type { ConnectionKey, WorkspaceId } from '../domain/ids.ts';
import type { Hint } from '../domain/inbox.ts';
import type { Instant } from '../domain/instant.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { DrainJob } from '../jobs/catalogue.ts';
import type { CatalogueRepositories } from './catalogue-storage.ts';
import type { ConnectionRepositories } from './connection-storage.ts';
import type { HistoryRepositories } from './history-storage.ts';
import type { ListingRepositories } from './listing-storage.ts';
import type { MatchRepositories } from './match-storage.ts';
import type { OrderRepositories } from './order-storage.ts';
import type { PeopleRepositories } from './people-storage.ts';
import type { PolicyRepositories } from './policy-storage.ts';
import type { Searches } from './searches.ts';

/**
 * The truth. Every adapter behaves alike and passes `describeStorageContract` (ADR 0005, ADR 0008):
 *
 * - A transaction sees only its own workspace. No method takes another workspace's id, so a forged id finds nothing (P6).
 * - Reads see what is committed at that moment, and the transaction's own writes.
 * - `save` succeeds only if the row still has the version that was read, and raises it by one. A save that lost, or an insert of a key that
 *   exists, undoes the whole transaction, which is run again from its start. So `work` must have no effect outside the transaction.
 */
export interface Storage {
  /** @throws Error when it lost so often that something must be wrong. */
  transaction<Value>(
    workspaceId: WorkspaceId,
    work: (transaction: Transaction) => Promise<Value>,
  ): Promise<Value>;
  /** Makes a workspace. An existing id is a bug and throws. */
  createWorkspace(workspace: Workspace): Promise<void>;
  /** All of them, oldest first: for whoever runs the installation, never for a merchant's request. */
  listWorkspaces(): Promise<readonly Workspace[]>;
  /** Removes a workspace and everything in it. */
  deleteWorkspace(id: WorkspaceId): Promise<void>;
  /**
   * The lanes of all workspaces with work due at `now`, at most `limit` of them. Lanes of connections that may not be called are left out.
   */
  dueJobs(now: Instant, limit: number): Promise<readonly DrainJob[]>;
  /** The codes of channels that no connector explains, of all workspaces together, the most frequent first: for whoever runs the installation. */
  unknownIssueCodes(): Promise<readonly UnknownIssueCode[]>;
  /** Whose a shop of a host is: the one question that is asked without knowing the workspace. */
  hostShop(host: string, shop: string): Promise<HostShop | undefined>;
  /** Workspaces with buyers' data to be purged at `now`. */
  workspacesToPurge(now: Instant): Promise<readonly WorkspaceId[]>;
  /** What judges deliveries for these connections, as it stands now. Those that do not exist, or take no webhooks, are left out. */
  webhookSecrets(keys: readonly ConnectionKey[]): Promise<readonly WebhookSecret[]>;
  /** As `inbox.add`, for connections of any workspaces at once. Those that are gone meanwhile are passed over. */
  addHints(hints: readonly ConnectionHint[], dueAt: Instant): Promise<void>;
  /** The connections of a connector that one of these names of accounts is of, in any workspace; none that are disconnected. */
  connectionsOfAccounts(
    connector: string,
    accounts: readonly string[],
  ): Promise<readonly AccountConnection[]>;
  /** Keeps that notifications of these connections came, to the minute. */
  markHeard(keys: readonly ConnectionKey[], at: Instant): Promise<void>;
}

/** A connection with the name that notifications have for its account. */
export interface AccountConnection extends ConnectionKey {
  readonly account: string;
}

/** By what a connection's deliveries are judged. */
export interface WebhookSecret extends ConnectionKey {
  readonly connector: string;
  readonly secret: string;
}

/** A hint with whose it is. */
export interface ConnectionHint extends ConnectionKey, Hint {}

export interface Transaction
  extends
    ConnectionRepositories,
    CatalogueRepositories,
    ListingRepositories,
    MatchRepositories,
    PolicyRepositories,
    OrderRepositories,
    HistoryRepositories,
    PeopleRepositories {
  /** What screens show, page by page. */
  readonly searches: Searches;
}
