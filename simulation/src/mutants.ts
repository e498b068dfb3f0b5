/** One change of the engine that breaks a promise: the simulation must notice every one of them. */
export interface Mutant {
  /** The promise, and how the engine breaks it. */
  readonly name: string;
  /** From the root of the repository. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly original: string;
  readonly replacement: string;
}

const useCases = 'packages/core/src/use-cases';
const planning = 'packages/core/src/planning';

export const mutants: readonly Mutant[] = [
  {
    name: 'P1: after an unknown outcome the order is created again at once',
    file: `${useCases}/place-store-orders.ts`,
    original:
      "case 'unknown':\n      await scope.tx.orders.save(moveTo(order, { ...sending, state: 'unconfirmed' }, scope.now));",
    replacement: "case 'unknown':\n      await scope.tx.orders.save(moveTo(order, ready, scope.now));",
  },
  {
    name: 'P1: it is created again before the shop can no longer answer late',
    file: `${useCases}/place-store-orders.ts`,
    original: 'if (beganAt > settlesAt) {',
    replacement: 'if (beganAt > firstSentAt) {',
  },
  {
    name: 'P1: the creation of a worker that died is simply done again',
    file: `${useCases}/place-store-orders.ts`,
    original: "const lost = moveTo(order, { ...placement, state: 'unconfirmed' }, scope.now);",
    replacement: "const lost = moveTo(order, { state: 'ready', attempts: placement.attempts }, scope.now);",
  },
  {
    name: 'P1: the look-up for a double overlooks orders that are in the shop',
    file: `${useCases}/place-store-orders.ts`,
    original: "const living = answer.value.filter((found) => found.status !== 'cancelled');",
    replacement:
      'const living = answer.value.filter(() => false);\n  (answer.value as unknown[]).length = 0;',
  },
  {
    name: 'P1: an order is placed before it is paid',
    file: `${planning}/plan-placement.ts`,
    original: "return order.status === 'pending' ? { kind: 'await-payment' } : { kind: 'place' };",
    replacement: "return { kind: 'place' };",
  },
  {
    name: 'P2: windows do not overlap, and begin later than the last one ended',
    file: `${useCases}/poll-changes.ts`,
    original: 'plus(poll.cursor, -plan.overlapMs)',
    replacement: 'plus(poll.cursor, plan.overlapMs)',
  },
  {
    name: 'P2: the cursor moves when a poll fails',
    file: `${useCases}/poll-changes.ts`,
    original: 'await scope.tx.polls.save({ ...current, window, attempts, dueAt: plus(scope.now, delay) });',
    replacement:
      'await scope.tx.polls.save({ ...current, window: null, cursor: current.window?.until ?? current.cursor, attempts, dueAt: plus(scope.now, delay) });',
  },
  {
    name: 'P2: an older state of an order is applied over a newer one',
    file: `${useCases}/import-order.ts`,
    original: "if (existing !== undefined && existing.updatedAt >= snapshot.updatedAt) return 'unchanged';",
    replacement: "if (existing !== undefined) return 'unchanged';",
  },
  {
    name: 'P3: nothing is reserved for an order that is not paid',
    file: `${useCases}/reserve.ts`,
    original: "const isOver = order.placement.state === 'closed' || isShippedElsewhere(order);",
    replacement:
      "const isOver = order.placement.state === 'closed' || isShippedElsewhere(order) || order.status === 'pending';",
  },
  {
    name: 'P3: a reservation is released before the stock that was read has counted it',
    file: `${useCases}/settle-variants.ts`,
    original:
      "if (read === undefined || state.kind !== 'committed' || state.at >= read.after.readBeganAt) continue;",
    replacement: 'if (read === undefined) continue;',
  },
  {
    name: 'P3: reserved units are offered',
    file: `${useCases}/decide-offer.ts`,
    original: 'reservedUnits: reservedUnits(promised)',
    replacement: 'reservedUnits: 0 * reservedUnits(promised)',
  },
  {
    name: 'P3: what is promised from one pool is missing from another',
    file: `${useCases}/decide-offer.ts`,
    original: ').filter(({ poolId }) => poolId === pool?.id);',
    replacement: ');',
  },
  {
    name: 'P3: a promise of one variant is overlooked by those that are counted with it',
    file: `${useCases}/raise-targets.ts`,
    original: 'const sharing = variants.filter(({ stockItemId }) => stockItemId !== null);',
    replacement: 'const sharing = variants.filter(() => false);',
  },
  {
    name: 'P3: a count of a second shop is overwritten, whoever has bought there',
    file: 'packages/connectors/src/memory/memory-follower.ts',
    original: 'if (count !== expected) {',
    replacement: 'if (count < 0) {',
  },
  {
    name: 'P3: what was known of orders before a pause is taken for known after it',
    file: `${useCases}/start-again.ts`,
    original: '    ordersImportedUntil: null,\n    ordersRead: null,\n',
    replacement: '',
  },
  {
    name: 'P8: what is paused is called',
    file: `${useCases}/drain.ts`,
    original: "if (connection.health !== 'healthy' && !callFreeLanes.includes(job.lane)) return;",
    replacement: '',
  },
  {
    name: 'P3: a rise does not wait for orders',
    file: `${planning}/plan-offer.ts`,
    original: 'const isRise = ',
    replacement: 'const isRise = false && ',
  },
  {
    name: 'P3: a rise overlooks an order that changed while its window was read',
    file: `${planning}/plan-orders-read.ts`,
    original: 'if (until < ordersRead.readAt) return',
    replacement:
      'if (until > ordersRead.until) return { ordersImportedUntil: until, ordersRead: { until, readAt } };\n  if (until < ordersRead.readAt) return',
  },
  {
    name: 'P3: units of a variant are taken for units of a listing',
    file: 'packages/core/src/policies/quantity.ts',
    original: 'Math.floor(units / listing.unitsPerListing)',
    replacement: 'units',
  },
  {
    name: 'P4: fewer units than the minimum are offered',
    file: 'packages/core/src/policies/quantity.ts',
    original: 'units < rules.minimum && units > 0',
    replacement: 'units < 0',
  },
  {
    name: 'P8: what is odd is sent without asking',
    file: `${useCases}/claim-target.ts`,
    original: 'if (odd !== null && (target.approved === null || !isSameValue(target.approved, value))) {',
    replacement: 'if (false) {',
  },
  {
    name: 'P4: an accepted write is taken for what shows, and never read back',
    file: `${useCases}/send-targets.ts`,
    original: 'verifyAt: plus(scope.now, channel.manifest.timing.offerSettleMs),\n  });',
    replacement: 'verifyAt: null,\n  });',
  },
  {
    name: 'P4: a write whose outcome is unknown is taken for done',
    file: `${planning}/plan-retry.ts`,
    original: "case 'unknown-outcome':\n      return { kind: 'unknown' };",
    replacement: "case 'unknown-outcome':\n      return { kind: 'refused' };",
  },
  {
    name: 'Parcels: one is told once, whether or not the channel heard',
    file: `${useCases}/confirm-shipments.ts`,
    original: "plan.kind === 'refused'",
    replacement: "plan.kind !== 'retry'",
  },
  {
    name: 'P8: nobody hears that a buyer cancelled what has left already',
    file: `${useCases}/change-orders.ts`,
    original: 'await openByHand(scope, order, change, unableTo(to, change));\n            continue;',
    replacement: 'continue;',
  },
  {
    name: 'P3: a write that is late is sent all the same',
    file: `${useCases}/claim-target.ts`,
    original:
      'const sendBy = plus(scope.now, sendWindowMs);\n  const deadline = plus(sendBy, writeTimeoutMs);',
    replacement:
      'const sendBy = plus(scope.now, 1_000 * sendWindowMs);\n  const deadline = plus(scope.now, writeTimeoutMs);',
  },
  {
    name: 'P4: a difference that is read back is never repaired',
    file: `${planning}/plan-shown.ts`,
    original: "if (isSameValue(observed, desired)) return { kind: 'proved' };",
    replacement: "if (isSameValue(observed, observed)) return { kind: 'proved' };",
  },
  {
    name: 'P4: what the merchant took off sale stays on sale',
    file: 'packages/core/src/policies/quantity.ts',
    original: "if (listing.stoppedBy === 'hand') return nothing('stopped');",
    replacement: '',
  },
  {
    name: 'P1: an order is stored twice, since nothing keeps its marketplace id unique',
    file: 'packages/testkit/src/memory-tables.ts',
    original:
      "orders: versioned<Order>('order', byId, (row) => [join(row.connectionId, row.marketplaceOrderId)]),",
    replacement: "orders: versioned<Order>('order', byId),",
  },
  {
    name: 'P2: an order is overwritten by an older state of it',
    file: `${useCases}/import-order.ts`,
    original: 'existing.updatedAt >= snapshot.updatedAt',
    replacement: 'existing.updatedAt === snapshot.updatedAt',
  },
  {
    name: 'P2: a hint that came during a read is cleared with it',
    file: 'packages/testkit/src/memory-transaction.ts',
    original: 'if (inbox.get(inboxKey(entry))?.sequence === entry.sequence) inbox.remove(inboxKey(entry));',
    replacement: 'inbox.remove(inboxKey(entry));',
  },
  {
    name: 'P3: an older reading of a product is applied over a newer one',
    file: `${useCases}/apply-products.ts`,
    original: 'if (before !== null && before.readBeganAt >= snapshot.readBeganAt) continue;',
    replacement: '',
  },
  {
    name: 'P3: a write is sent while another is in flight',
    file: `${useCases}/claim-target.ts`,
    original: 'if (target.inFlight !== null) return observe',
    replacement: 'if (target.inFlight !== null && target.attempts > 1_000) return observe',
  },
  {
    name: 'P4: a lost bell is never rung again',
    file: 'packages/testkit/src/memory-storage.ts',
    original: 'return [...distinct.values()].slice(0, limit);',
    replacement: 'return [...distinct.values()].slice(0, 0 * limit);',
  },
  {
    name: 'Changes: a refund is entered again under another key',
    file: `${useCases}/change-orders.ts`,
    original: 'key: change.key,\n      storeOrderId',
    replacement: 'key: `${change.key}/${change.attempts}`,\n      storeOrderId',
  },
  {
    name: 'Changes: what was cancelled while the creation was under way is forgotten',
    file: `${useCases}/record-placed.ts`,
    original: 'await followChannelOrder(scope, { ...saved, version: order.version + 1 });',
    replacement: '',
  },
  {
    name: 'Changes: what came from the store goes back to it as news of the channel',
    file: `${planning}/plan-order-changes.ts`,
    original: "kind === 'cancellation' && (to === 'store' || state !== 'refused')",
    replacement: "kind === 'cancellation' && (to === 'store' || state === 'refused')",
  },
  {
    name: 'Changes: what the store did before it was known to have the order is never read again',
    file: `${useCases}/apply-store-order.ts`,
    original: 'if (order === undefined) return lookAgainSoon(scope, store, snapshot);',
    replacement: 'if (order === undefined) return;',
  },
  {
    name: 'Parcels: what was told with an earlier parcel is told again',
    file: `${planning}/plan-parcels.ts`,
    original: '(left.get(marketplaceLineId) ?? 0) - quantity',
    replacement: '(left.get(marketplaceLineId) ?? 0) - 0 * quantity',
  },
  {
    name: 'Parcels: only what leaves last is told',
    file: `${planning}/plan-parcels.ts`,
    original: 'if (held === null && !isComplete) continue;',
    replacement: 'if (!isComplete) continue;',
  },
];
