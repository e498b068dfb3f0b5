import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Prisma } from './generated/client.ts';
import { catalogueRepositories } from './catalogue-repositories.ts';
import { connectionRepositories } from './connection-repositories.ts';
import { historyRepositories } from './history-repositories.ts';
import { orderRepositories } from './order-repositories.ts';
import type { CredentialCipher } from '../crypto/credential-cipher.ts';

/** What every repository works with: one transaction, bound to one workspace. */
export interface RepositoryContext {
  readonly client: Prisma.TransactionClient;
  /** Part of every query, so that no other workspace's row can be named (P6). */
  readonly workspaceId: WorkspaceId;
  /** Encrypts what must not be readable in the database (P7). */
  readonly cipher: CredentialCipher;
}

export function prismaTransaction(context: RepositoryContext): Transaction {
  return {
    ...connectionRepositories(context),
    ...catalogueRepositories(context),
    ...orderRepositories(context),
    ...historyRepositories(context),
  };
}
