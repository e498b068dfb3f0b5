import type { WorkspaceId } from './ids.ts';
import type { Instant } from './instant.ts';

/** One merchant's business; owns everything else. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly createdAt: Instant;
}
