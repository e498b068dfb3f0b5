import type { ConnectionId, StockPoolId, WorkspaceId } from './ids.ts';
import type { Instant } from './instant.ts';

/** One merchant's business; owns everything else. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly createdAt: Instant;
}

/** What is sold from one stock. The stock master's numbers are the pool's. */
export interface StockPool {
  readonly id: StockPoolId;
  readonly name: string;
  /** The store whose counts are the truth. */
  readonly masterConnectionId: ConnectionId;
}
