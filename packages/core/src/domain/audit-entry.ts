import type { AuditEntryId, MemberId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Role } from './member.ts';
import type { Message } from './message.ts';

/** One command that a member gave, whatever became of it. Kept for as long as the workspace. */
export interface AuditEntry {
  readonly id: AuditEntryId;
  readonly at: Instant;
  readonly memberId: MemberId;
  /** The role at that moment. */
  readonly role: Role;
  /** The command's name, as in the admin API. */
  readonly command: string;
  /** What was asked for, without secrets. */
  readonly input: Readonly<Record<string, unknown>>;
  /** `refused`: it was answered with a reason. `failed`: by a bug. */
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Why it was refused. */
  readonly reason: Message | null;
}
