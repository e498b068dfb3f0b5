import type { MemoryShop } from '@quayside/connectors/memory/memory-shop';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { FakeClock } from '@quayside/testkit/fake-clock';
import type { ShopWithoutKey } from '@quayside/testkit/shop-without-key';
import type { Chance } from './chance.ts';
import type { Later, Trouble, Witness } from './interfere.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

/** What a simulated merchant stands on: the shop, the engine, and those who decide what happens when. */
export interface Grounds {
  readonly chance: Chance;
  readonly clock: FakeClock;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly trouble: Trouble;
  readonly witness: Witness;
  readonly engine: Engine;
  readonly workspaceId: WorkspaceId;
  readonly storeId: ConnectionId;
  readonly shop: MemoryShop;
  /** Where the shop enforces no unique key. */
  readonly withoutKey: ShopWithoutKey | null;
  readonly skus: readonly string[];
  /** Bells that wait; losing one must harm nothing. */
  readonly bells: Map<string, DrainJob>;
  readonly later: Later[];
  readonly look: <Value>(work: (tx: Transaction) => Promise<Value>) => Promise<Value>;
}
