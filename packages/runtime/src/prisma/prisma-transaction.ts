import type { Transaction } from '@quayside/core/ports/storage';
import { catalogueRepositories } from './catalogue-repositories.ts';
import { connectionRepositories } from './connection-repositories.ts';
import { historyRepositories } from './history-repositories.ts';
import { orderRepositories } from './order-repositories.ts';
import type { RepositoryContext } from './repository-context.ts';

export function prismaTransaction(context: RepositoryContext): Transaction {
  return {
    ...connectionRepositories(context),
    ...catalogueRepositories(context),
    ...orderRepositories(context),
    ...historyRepositories(context),
  };
}
