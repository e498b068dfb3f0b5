import type { Transaction } from '@quayside/core/ports/storage';
import { catalogueRepositories } from './catalogue-repositories.ts';
import { connectionRepositories } from './connection-repositories.ts';
import { historyRepositories } from './history-repositories.ts';
import { listingRepository } from './listing-repositories.ts';
import { matchRepositories } from './match-repositories.ts';
import { orderChangeRepository } from './order-change-repository.ts';
import { orderRepositories } from './order-repositories.ts';
import { peopleRepositories } from './people-repositories.ts';
import { policyRepositories } from './policy-repositories.ts';
import type { RepositoryContext } from './repository-context.ts';
import { searchRepository } from './search-repository.ts';
import { submissionRepository } from './submission-repository.ts';
import { subscriptionRepository } from './subscription-rows.ts';
import { targetRepository } from './target-repository.ts';

export function prismaTransaction(context: RepositoryContext): Transaction {
  return {
    ...connectionRepositories(context),
    ...catalogueRepositories(context),
    listings: listingRepository(context),
    ...matchRepositories(context),
    submissions: submissionRepository(context),
    targets: targetRepository(context),
    ...policyRepositories(context),
    ...orderRepositories(context),
    orderChanges: orderChangeRepository(context),
    ...historyRepositories(context),
    ...peopleRepositories(context),
    subscriptions: subscriptionRepository(context),
    searches: searchRepository(context),
  };
}
