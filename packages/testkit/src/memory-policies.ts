import type { PolicyId } from '@quayside/core/domain/ids';
import type { PolicyIds } from '@quayside/core/domain/policy';
import type { PolicyRepositories } from '@quayside/core/ports/policy-storage';
import { byText, isDue, type TakeTurn } from './memory-rows.ts';
import { LostUpdate } from './memory-table.ts';
import { askKey, type TableViews } from './memory-tables.ts';

/** The merchant's rules and what is to be changed of them, over tables in memory. */
export function memoryPolicies(views: TableViews, then: TakeTurn): PolicyRepositories {
  const { policies, policyChanges, policyChangeAsks } = views;
  return {
    policies: {
      get: then((id) => policies.get(id)),
      list: then(() => policies.select(() => true).sort(byText((row) => row.id))),
      insert: then((row) => policies.insert(row)),
      save: then((row) => policies.save(row)),
      remove: then((id) => policies.remove(id)),
    },
    policyChanges: {
      get: then((id) => policyChanges.get(id)),
      latest: then((limit) =>
        policyChanges
          .select(() => true)
          .sort(byText((row) => row.createdAt + row.id))
          .reverse()
          .slice(0, limit),
      ),
      due: then((connectionId, now, limit) =>
        policyChanges
          .select((row) => row.at?.connectionId === connectionId && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      insert: then((row) => policyChanges.insert(row)),
      save: then((row) => policyChanges.save(row)),
      addAsks: then((changeId, asks) => {
        if (policyChanges.get(changeId) === undefined) return;
        for (const ask of asks) {
          const row = { ...ask, changeId };
          policyChangeAsks.remove(askKey(row));
          policyChangeAsks.insert(row);
        }
      }),
      asksPage: then((changeId, after, limit) =>
        policyChangeAsks
          .select((row) => row.changeId === changeId && (after === null || row.targetId > after))
          .sort(byText((row) => row.targetId))
          .slice(0, limit)
          .map(({ changeId: _, ...ask }) => ask),
      ),
    },
  };
}

/**
 * What foreign keys are for: no policy goes while an account or a listing follows it.
 *
 * @throws LostUpdate when this transaction would leave one behind that follows nothing.
 */
export function keepPoliciesInUse({ policies, connections, listings }: TableViews): void {
  const written = [...connections.written(), ...listings.written()];
  const followed = written.flatMap((row) => idsOf(row.policies));
  const removed = new Set<string>(policies.removed());
  const isRemoved = (row: { readonly policies: PolicyIds }): boolean =>
    idsOf(row.policies).some((id) => removed.has(id));
  if (followed.some((id) => policies.get(id) === undefined)) throw new LostUpdate('A policy is gone');
  if (removed.size === 0) return;
  if (connections.select(isRemoved).length + listings.select(isRemoved).length > 0) {
    throw new LostUpdate('A policy is in use');
  }
}

function idsOf(policies: PolicyIds): PolicyId[] {
  return Object.values(policies).filter((id) => id !== null);
}
