import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, MarketplaceId, PolicyId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { CurrencyCode } from '../domain/money.ts';
import type { Policy, PolicyKind, RulesOf } from '../domain/policy.ts';
import { policyKinds } from '../domain/policy.ts';
import type { StockPool } from '../domain/stock-pool.ts';
import type { ChannelManifest } from '../ports/manifest.ts';
import type { Scope } from './commit.ts';

/** What the offers of a channel account are decided by. */
export interface AccountRules {
  readonly account: Connection;
  /** The stock that it sells from. */
  readonly pool: StockPool | undefined;
  readonly manifest: ChannelManifest;
  readonly policies: ReadonlyMap<PolicyId, Policy>;
}

/** Reads what an account's offers are decided by, as of this transaction. */
export async function readAccountRules(scope: Scope, connectionId: ConnectionId): Promise<AccountRules> {
  const account = await scope.tx.connections.get(connectionId);
  if (account === undefined) throw new Error('A target without its channel account');
  const policies = await scope.tx.policies.list();
  return {
    account,
    pool: account.poolId === null ? undefined : await scope.tx.pools.get(account.poolId),
    manifest: scope.manifestOf(account),
    policies: new Map(policies.map((policy) => [policy.id, policy])),
  };
}

/** The rules of one kind that a listing follows: its own policy's, else its account's; `null`: it has none. */
export function rulesFor<Kind extends PolicyKind>(
  { account, policies }: Pick<AccountRules, 'account' | 'policies'>,
  listing: Pick<Listing, 'policies'>,
  kind: Kind,
): RulesOf[Kind] | null {
  const id = listing.policies[kind] ?? account.policies[kind];
  const policy = id === null ? undefined : policies.get(id);
  return policy === undefined ? null : rulesOf(policy, kind);
}

/** @throws Error when the policy is of another kind: assigning checks that. */
export function rulesOf<Kind extends PolicyKind>(policy: Policy, kind: Kind): RulesOf[Kind] {
  if (policy.kind !== kind) throw new Error(`A ${policy.kind} policy in the place of a ${kind} policy`);
  return policy.rules as RulesOf[Kind];
}

/** The accounts that follow a policy, or have a listing that does. */
export async function accountsOf(scope: Scope, policyId: PolicyId): Promise<readonly Connection[]> {
  const accounts = (await scope.tx.connections.list()).filter(({ role }) => role === 'channel');
  const withListings = new Set(await scope.tx.listings.accountsOfPolicy(policyId));
  return accounts.filter(
    ({ id, policies }) => withListings.has(id) || policyKinds.some((kind) => policies[kind] === policyId),
  );
}

/** @throws Error when the connector knows no such marketplace: its listings come from it. */
export function currencyOf(manifest: ChannelManifest, marketplace: MarketplaceId): CurrencyCode {
  const found = manifest.marketplaces.find(({ id }) => id === marketplace);
  if (found === undefined) throw new Error(`${manifest.id} has no marketplace ${marketplace}`);
  return found.currency;
}
