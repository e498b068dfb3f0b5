import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { Clock } from '@quayside/core/ports/clock';
import type { RenewCredentials } from '@quayside/core/ports/connector';
import type { Storage } from '@quayside/core/ports/storage';

/** How long a process that died during a renewal keeps the others waiting: longer than a platform may take to answer. */
const leaseMs = 30_000;
const lookAgainMs = 50;

/**
 * Renewals of a stored connection's credentials, one at a time over all processes (ADR 0016): whoever holds the lease renews, the others look again until there is
 * something new. Credentials that were replaced meanwhile, by a reconnection, are left as they are.
 */
export function renewalOf(
  { storage, clock }: { readonly storage: Storage; readonly clock: Clock },
  { workspaceId, connectionId }: ConnectionKey,
): RenewCredentials {
  return async (isSpent, renewal) => {
    for (;;) {
      const { secrets, isOurs } = await storage.transaction(workspaceId, async (tx) => {
        const read = async () => {
          const stored = await tx.secrets.get(connectionId);
          if (stored === undefined) throw new Error(`Connection ${connectionId} has no credentials`);
          return stored;
        };
        const stored = await read();
        const now = clock.now();
        const isTaken =
          isSpent(stored.credentials) &&
          (await tx.secrets.beginRenewal(connectionId, now, plus(now, leaseMs)));
        if (!isTaken) return { secrets: stored, isOurs: false };
        // Read again under the lease: whoever had it before may have renewed them since.
        const current = await read();
        if (isSpent(current.credentials)) return { secrets: current, isOurs: true };
        await tx.secrets.endRenewal(connectionId);
        return { secrets: current, isOurs: false };
      });
      if (isOurs) return renew(secrets.credentials);
      if (!isSpent(secrets.credentials)) return ok(secrets.credentials);
      await sleep(lookAgainMs);
    }

    async function renew(spent: unknown): ReturnType<RenewCredentials> {
      try {
        const renewed = await renewal(spent);
        if (!renewed.ok) return renewed;
        return await storage.transaction(workspaceId, async (tx) => {
          const current = await tx.secrets.get(connectionId);
          if (current === undefined) throw new Error(`Connection ${connectionId} has no credentials`);
          if (JSON.stringify(current.credentials) !== JSON.stringify(spent)) return ok(current.credentials);
          await tx.secrets.put(connectionId, { ...current, credentials: renewed.value });
          return renewed;
        });
      } finally {
        await storage.transaction(workspaceId, (tx) => tx.secrets.endRenewal(connectionId));
      }
    }
  };
}
