import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { CredentialCipher } from '../crypto/credential-cipher.ts';
import type { Prisma } from './generated/client.ts';

/** What every repository works with: one transaction, bound to one workspace. */
export interface RepositoryContext {
  readonly client: Prisma.TransactionClient;
  /** Part of every query, so that no other workspace's row can be named (P6). */
  readonly workspaceId: WorkspaceId;
  /** Encrypts what must not be readable in the database (P7). */
  readonly cipher: CredentialCipher;
}
