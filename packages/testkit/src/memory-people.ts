import type { PeopleRepositories } from '@quayside/core/ports/people-storage';
import { byText, type TakeTurn } from './memory-rows.ts';
import { hostShopKey, type TableViews } from './memory-tables.ts';

/** Who works in a workspace, from where, and what they did, over tables in memory. */
export function memoryPeople(views: TableViews, then: TakeTurn): PeopleRepositories {
  const { members, hostShops, consents, auditEntries } = views;
  return {
    members: {
      get: then((id) => members.get(id)),
      byHostUser: then((hostUser) => members.select((row) => row.hostUser === hostUser)[0]),
      list: then(() => members.select(() => true).sort(byText(({ joinedAt, id }) => joinedAt + id))),
      insert: then((row) => members.insert(row)),
      save: then((row) => members.save(row)),
    },
    hostShops: {
      list: then(() => hostShops.select(() => true).sort(byText(hostShopKey))),
      insert: then((row) => hostShops.insert(row)),
      save: then((row) => hostShops.save(row)),
      remove: then((row) => hostShops.remove(hostShopKey(row))),
    },
    consents: {
      get: then((secret) => consents.get(secret)),
      ofMember: then((memberId, now) =>
        consents
          .select((row) => row.memberId === memberId && row.expiresAt > now)
          .sort(byText((row) => row.expiresAt + row.secret)),
      ),
      insert: then((row) => consents.insert(row)),
      settle: then((secret, from, outcome) => {
        const row = consents.get(secret);
        if (row?.outcome.kind !== from) return false;
        consents.remove(secret);
        consents.insert({ ...row, outcome });
        return true;
      }),
      remove: then((secret) => consents.remove(secret)),
      removeExpired: then((now) => {
        for (const row of consents.select(({ expiresAt }) => expiresAt <= now)) consents.remove(row.secret);
      }),
    },
    audit: { append: then((entry) => auditEntries.insert(entry)) },
  };
}
