import type { ConnectionId } from './ids.ts';
import type { Instant } from './instant.ts';

/** What a hint can be about. A `submission` is named by what the channel knows it by. */
export type EntityKind = 'product' | 'store-order' | 'channel-order' | 'channel-listing' | 'submission';

/** Kinds that wait while hints of others are due: thousands of listings may change at once, and an order must not stand behind them. */
export const patientKinds: readonly EntityKind[] = ['channel-listing'];

/** A notice that something changed on a platform. It says that, never what: the entity is read (DESIGN section 4). */
export interface Hint {
  readonly kind: EntityKind;
  readonly entityId: string;
}

/** One row per (connection, kind, entity), however many hints came. */
export interface InboxEntry extends Hint {
  readonly connectionId: ConnectionId;
  /** Raised by every hint; the row is cleared only if it is unchanged since it was read. */
  readonly sequence: number;
  readonly dueAt: Instant;
  readonly attempts: number;
}
