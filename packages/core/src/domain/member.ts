import type { MemberId } from './ids.ts';
import type { Instant } from './instant.ts';

/** What a member may do, from most to least. The table of what each may do is host-kit's. */
export const roles = ['owner', 'manager', 'operator', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** A person with a role in a workspace. */
export interface Member {
  readonly id: MemberId;
  /** How the host tells people apart: its own name and its id of the user, such as `<host>:<id>`. Unique within the workspace. */
  readonly hostUser: string;
  /** What the host calls them; `null` where it does not say. */
  readonly name: string | null;
  readonly role: Role;
  readonly joinedAt: Instant;
  readonly version: number;
}
