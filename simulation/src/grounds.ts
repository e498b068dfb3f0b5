import type { MemoryShop } from '@quayside/connectors/memory/memory-shop';
import type { Instant } from '@quayside/core/domain/instant';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { Surroundings } from './interfere.ts';
import type { Pool } from './shop-facts.ts';

/** What a simulated merchant stands on: the shop, the engine, and those who decide what happens when. */
export interface Grounds extends Surroundings {
  readonly engine: Engine;
  readonly workspaceId: WorkspaceId;
  readonly storeId: ConnectionId;
  readonly shop: MemoryShop;
  readonly skus: readonly string[];
  /** What the merchant sells from which stock: one pool of everything, or one for each location. */
  readonly pools: readonly Pool[];
  /** Bells that wait; losing one must harm nothing. */
  readonly bells: Map<string, DrainJob>;
  /** Notices of the shop that were accepted: each must be followed by a read that begins later. */
  readonly notices: { readonly entityId: string; readonly at: Instant }[];
  /** When the last read of a product by its id began. */
  readonly reads: Map<string, Instant>;
  /** As of when each variant and order was known, when somebody looked last. */
  readonly known: Map<string, Instant>;
  readonly look: <Value>(work: (tx: Transaction) => Promise<Value>) => Promise<Value>;
}
