import type { ConnectionId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connectors } from '../ports/connectors.ts';
import type { Doorbell } from '../ports/doorbell.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { Log } from '../ports/log.ts';
import type { Storage } from '../ports/storage.ts';

/** Everything that a use-case may touch. Put together once, in `packages/assembly`. */
export interface Engine {
  readonly storage: Storage;
  readonly connectors: Connectors;
  readonly doorbell: Doorbell;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** Says how likely two records are the same product. */
  readonly matcher: Matcher;
  /** On whose command it works: named with every line of the history that comes of it. Absent: by itself. */
  readonly memberId?: MemberId;
  /** Where a connection's shop can call us; `null` while this installation has no address that shops can reach. */
  webhookUrl(workspaceId: WorkspaceId, connectionId: ConnectionId): string | null;
}
