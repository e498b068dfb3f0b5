import type { ConnectionId, WorkspaceId } from './ids.ts';
import type { Instant } from './instant.ts';

/** A shop that has installed the app of its host platform, and the workspace and store connection that it belongs to. */
export interface HostShop {
  /** The host's name, which is its store connector's id. */
  readonly host: string;
  /** The host's own name of the shop. Unique within the host. */
  readonly shop: string;
  readonly workspaceId: WorkspaceId;
  /** `null` until its first credentials are proven. */
  readonly connectionId: ConnectionId | null;
  readonly installedAt: Instant;
  /** `null` while it has the app. */
  readonly uninstalledAt: Instant | null;
  readonly version: number;
}
