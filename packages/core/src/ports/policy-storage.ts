import type { ConnectionId, PolicyChangeId, PolicyId, TargetId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { PolicyChange, PreviewedAsk } from '../domain/policy-change.ts';

/** The merchant's rules, and what was and is to be changed of them. */
export interface PolicyRepositories {
  readonly policies: {
    get(id: PolicyId): Promise<Policy | undefined>;
    /** In id order. */
    list(): Promise<readonly Policy[]>;
    insert(policy: Policy): Promise<void>;
    save(policy: Policy): Promise<void>;
    remove(id: PolicyId): Promise<void>;
  };
  readonly policyChanges: {
    get(id: PolicyChangeId): Promise<PolicyChange | undefined>;
    /** Newest first. */
    latest(limit: number): Promise<readonly PolicyChange[]>;
    /** Previews to go on with, of an account that is gone through now. */
    due(connectionId: ConnectionId, now: Instant, limit: number): Promise<readonly PolicyChange[]>;
    insert(change: PolicyChange): Promise<void>;
    save(change: PolicyChange): Promise<void>;
    /** Adds what a change would ask about; a target that is there already is replaced. */
    addAsks(id: PolicyChangeId, asks: readonly PreviewedAsk[]): Promise<void>;
    /** By target id. */
    asksPage(id: PolicyChangeId, after: TargetId | null, limit: number): Promise<readonly PreviewedAsk[]>;
  };
}
