import type { Order } from '../domain/order.ts';
import { planPlacement, type PlacementPlan } from '../planning/plan-placement.ts';
import type { Scope } from './commit.ts';

/** What an order waits for, by its account's policy and by what its store takes. */
export async function placementPlan(scope: Scope, order: Order): Promise<PlacementPlan> {
  const account = await scope.tx.connections.get(order.connectionId);
  if (account === undefined) throw new Error('An order without its channel account');
  const store =
    order.storeConnectionId === null ? undefined : await scope.tx.connections.get(order.storeConnectionId);
  const ability = store === undefined ? null : scope.storeManifestOf(store).orders;
  return planPlacement(order, account.orderImport, ability);
}
