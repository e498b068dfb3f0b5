import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type Sku,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plainSellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { applyChange, proposeChange } from '@quayside/core/use-cases/change-policies';
import { drain } from '@quayside/core/use-cases/drain';
import { aConnection, aPolicy, aStockPool, aVariant, euros } from '@quayside/testkit/builders';
import type { Benchmark } from './benchmark.ts';
import { insertOffers, type ShownOffer } from './insert-offers.ts';
import { openBench } from './open-bench.ts';
import { settleDatabase } from './settle-database.ts';

const listings = 100_000;
const together = 2_500;
const marketplace = brandId<MarketplaceId>('A13V1IB3VIYZZH');

/** All prices a tenth dearer, with a floor from cost, fees and margin. */
const dearer: SellingRules = {
  ...plainSellingRules,
  price: {
    ...plainSellingRules.price,
    modifiers: [{ kind: 'percent', value: '10' }],
    rounding: { to: '0.99', direction: 'nearest' },
    floor: { costs: { factor: '1', fixed: '0.5', shipping: '3' }, margin: { kind: 'percent', value: '5' } },
  },
  fees: [{ marketplace: null, when: null, percent: '15', minimum: '0.3', fixed: '0' }],
};

/** What a change of a policy would do to a whole catalogue, reckoned by one worker's lane on the embedded PostgreSQL; and how long applying it takes. */
export const policyPreview: Benchmark = {
  summary: `{listings, seconds, applyMs}: the preview of a changed policy over ${listings} listings`,
  async run(progress) {
    const installation = await openBench();
    const { engine, storage } = installation;
    const workspaceId = engine.ids.next() as WorkspaceId;
    await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
    try {
      const now = engine.clock.now();
      const store = aConnection({ connector: 'woocommerce' });
      const pool = aStockPool({ masterConnectionId: store.id });
      const policy = aPolicy();
      const policies = { selling: policy.id, synchronization: null, shipping: null };
      const account = aConnection({ role: 'channel', connector: 'amazon', poolId: pool.id, policies });
      await storage.transaction(workspaceId, async (tx) => {
        await tx.connections.insert(store);
        await tx.pools.insert(pool);
        await tx.policies.insert(policy);
        await tx.connections.insert(account);
      });
      const offers = Array.from({ length: listings }, (_, index): ShownOffer => {
        const price = euros((6 + (index % 997) * 0.37).toFixed(2));
        return {
          variant: aVariant({
            connectionId: store.id,
            sku: brandId<Sku>(`SKU-${index}`),
            title: `Product ${index}`,
            price,
            cost: euros((3 + (index % 997) * 0.2).toFixed(2)),
            stock: { kind: 'tracked', quantity: index % 60 },
          }),
          channelSku: brandId<ChannelSku>(`SKU-${index}`),
          quantity: index % 60,
          price,
          isPriceDue: false,
        };
      });
      for (let from = 0; from < listings; from += together) {
        await storage.transaction(workspaceId, (tx) =>
          insertOffers(tx, { account, marketplace, now }, offers.slice(from, from + together)),
        );
      }
      offers.length = 0;
      await settleDatabase(installation);
      progress(`${listings} listings`);
      const proposal = { kind: 'rules', policyId: policy.id, rules: dearer } as const;
      const proposed = await proposeChange(engine, workspaceId, proposal);
      if (!proposed.ok) throw new Error(proposed.error.kind);
      const began = performance.now();
      for (;;) {
        await drain(engine, { workspaceId, connectionId: account.id, lane: 'preview' });
        const change = await storage.transaction(workspaceId, (tx) =>
          tx.policyChanges.get(proposed.value.id),
        );
        if (change?.state === 'previewed') {
          progress(JSON.stringify({ ...change.preview.price, largest: change.preview.price.largest.length }));
          if (change.preview.listings !== listings) throw new Error('Not all were looked at');
          break;
        }
      }
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const applying = performance.now();
      const applied = await applyChange(engine, workspaceId, proposed.value.id, true);
      if (!applied.ok) throw new Error(applied.error.kind);
      return {
        listings,
        seconds,
        applyMs: Math.round(performance.now() - applying),
      };
    } finally {
      await storage.deleteWorkspace(workspaceId);
      await installation.close();
    }
  },
};
