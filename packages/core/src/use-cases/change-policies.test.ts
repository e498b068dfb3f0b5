import { euros } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { addMemoryProduct, shownPrice } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { PolicyChangeId, PolicyId } from '../domain/ids.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import { plainSynchronizationRules } from '../domain/synchronization-rules.ts';
import { assignPolicyToListings } from './assign-policy.ts';
import { applyChange, discardChange, proposeChange, undoChange, type Proposal } from './change-policies.ts';
import { explainDraft } from './explain-draft.ts';
import { pauseConnection } from './pause-connection.ts';
import { createPolicy, removePolicy, renamePolicy } from './save-policy.ts';

const skus = ['LAMP', 'CHAIR', 'VASE'] as const;
const prices: Readonly<Record<string, string>> = { LAMP: '20.00', CHAIR: '30.00', VASE: '10.00' };
const percent = (value: string, others: Partial<SellingRules> = {}): SellingRules => ({
  ...plainSellingRules,
  ...others,
  price: { ...plainSellingRules.price, modifiers: [{ kind: 'percent', value }] },
});

/** Three products on a market at the shop's prices, by a policy that leaves them as they are. */
async function aBench(): Promise<{ readonly bench: EngineHarness; readonly policyId: PolicyId }> {
  const bench = await createEngineHarness({ stock: { LAMP: 5, CHAIR: 6, VASE: 7 }, isLinked: true });
  for (const [sku, price] of Object.entries(prices)) {
    sellFor(bench, sku, price);
  }
  await bench.pass(3_000);
  const policyId = await followPolicy(bench, 'selling', plainSellingRules);
  if (policyId === null) throw new Error('No policy');
  await bench.pass(5_000);
  return { bench, policyId };
}

function sellFor(bench: EngineHarness, sku: string, price: string): void {
  addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock: bench.stockOf(sku), price }]);
}

const pricesOn = (bench: EngineHarness) =>
  Object.fromEntries(
    skus.map((sku) => {
      const listing = bench.market.listings.get(sku);
      return [sku, listing === undefined ? null : shownPrice(bench.market, listing).amount];
    }),
  );

async function propose(bench: EngineHarness, proposal: Proposal): Promise<PolicyChangeId> {
  const proposed = await proposeChange(bench.engine, bench.workspaceId, proposal);
  if (!proposed.ok) throw new Error(proposed.error.kind);
  await bench.passUntil(async () => (await changeOf(bench, proposed.value.id)).state === 'previewed');
  return proposed.value.id;
}

async function changeOf(bench: EngineHarness, id: PolicyChangeId) {
  const change = await bench.look((tx) => tx.policyChanges.get(id));
  if (change === undefined) throw new Error('No change');
  return change;
}

const apply = (bench: EngineHarness, id: PolicyChangeId, approvesAsks = false) =>
  applyChange(bench.engine, bench.workspaceId, id, approvesAsks);
const undo = (bench: EngineHarness, id: PolicyChangeId) => undoChange(bench.engine, bench.workspaceId, id);

describe('a change of a policy is shown before it is applied', () => {
  it('counts what it would do to everything, names the largest changes, and sends nothing', async () => {
    const { bench, policyId } = await aBench();
    const rules = {
      ...percent('-10'),
      price: {
        ...percent('-10').price,
        minimum: { kind: 'fixed', amount: '9.50', currency: euros('0').currency } as const,
      },
    };
    const id = await propose(bench, { kind: 'rules', policyId, rules });
    const { preview } = await changeOf(bench, id);
    expect(preview).toMatchObject({
      listings: 3,
      total: 3,
      price: { lowered: 3, raised: 0, unchanged: 0, refused: {} },
      quantity: { lowered: 0, raised: 0, unchanged: 3 },
      limits: { minimum: 1, floor: 0, maximum: 0 },
      asks: 0,
    });
    expect(preview.price.largest.map(({ channelSku, before, after }) => [channelSku, before, after])).toEqual(
      [
        [expect.stringMatching(/LAMP|CHAIR/), expect.anything(), expect.anything()],
        [expect.stringMatching(/LAMP|CHAIR/), expect.anything(), expect.anything()],
        ['VASE', euros('10'), euros('9.5')],
      ],
    );
    await bench.pass(70_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '30', VASE: '10' });
  });

  it('tells what would have no value any more, and what would fall to nothing', async () => {
    const { bench, policyId } = await aBench();
    const quantity = { ...plainSellingRules.quantity, minimum: 7 };
    const rules = {
      ...plainSellingRules,
      quantity,
      price: { ...plainSellingRules.price, source: { kind: 'cost' } },
    };
    const id = await propose(bench, { kind: 'rules', policyId, rules });
    const { preview } = await changeOf(bench, id);
    expect(preview.price.refused).toEqual({ 'price.no-cost': 3 });
    expect(preview.quantity).toMatchObject({ lowered: 2, toNothing: 2, unchanged: 1 });
    await apply(bench, id);
    // What has no value already is nothing of the next change.
    const next = await propose(bench, { kind: 'rules', policyId, rules: { ...rules, ratesServeDays: 3 } });
    expect((await changeOf(bench, next)).preview.price).toMatchObject({ refused: {}, unchanged: 3 });
  });

  it('where no policy was followed, what the channel shows is what would change', async () => {
    const { bench, policyId } = await aBench();
    await followPolicy(bench, 'selling', null);
    await bench.pass(1_000);
    const proposal = { kind: 'assignment', connectionId: bench.account.id, policyKind: 'selling' } as const;
    sellFor(bench, 'LAMP', '15.00');
    await bench.pass(3_000);
    const { preview } = await changeOf(bench, await propose(bench, { ...proposal, policyId }));
    expect(preview.price).toMatchObject({ raised: 0, lowered: 1, unchanged: 2 });
    expect(preview.price.largest).toMatchObject([
      { channelSku: 'LAMP', before: euros('20'), after: euros('15') },
    ]);
  });

  it('goes on where it was when its worker died', async () => {
    const { bench, policyId } = await aBench();
    const proposed = await proposeChange(bench.engine, bench.workspaceId, {
      kind: 'rules',
      policyId,
      rules: percent('5'),
    });
    if (!proposed.ok) throw new Error(proposed.error.kind);
    // Claimed, and nobody came back.
    await bench.storage.transaction(bench.workspaceId, async (tx) => {
      const [change] = await tx.policyChanges.due(bench.account.id, bench.clock.now(), 1);
      if (change !== undefined) await tx.policyChanges.save({ ...change, dueAt: bench.clock.now() });
    });
    await bench.pass(70_000, 5_000);
    expect(await changeOf(bench, proposed.value.id)).toMatchObject({
      state: 'previewed',
      preview: { listings: 3 },
    });
  });

  it('is reckoned while the account is paused, since nobody is called for it', async () => {
    const { bench, policyId } = await aBench();
    await pauseConnection(bench.engine, { workspaceId: bench.workspaceId, connectionId: bench.account.id });
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('10') });
    expect((await changeOf(bench, id)).preview.price).toMatchObject({ raised: 3 });
  });

  it('a newer proposal about the same policy takes the place of the older one', async () => {
    const { bench, policyId } = await aBench();
    const older = await propose(bench, { kind: 'rules', policyId, rules: percent('5') });
    await propose(bench, { kind: 'rules', policyId, rules: percent('6') });
    expect(await changeOf(bench, older)).toMatchObject({ state: 'discarded' });
    expect(await apply(bench, older, false)).toMatchObject({ error: { kind: 'not-possible' } });
  });
});

describe('a change is applied and undone', () => {
  it('applied it is sent; undone, what was is sent again', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('10') });
    expect(await apply(bench, id)).toMatchObject({ ok: true });
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '22', CHAIR: '33', VASE: '11' });
    expect(await undo(bench, id)).toMatchObject({ ok: true });
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '30', VASE: '10' });
    expect(await bench.history()).toEqual(
      expect.arrayContaining(['activity.policy-changed', 'activity.policy-change-undone']),
    );
    expect(await undo(bench, id)).toMatchObject({ error: { kind: 'not-possible' } });
  });

  it('only the last one can be undone', async () => {
    const { bench, policyId } = await aBench();
    const first = await propose(bench, { kind: 'rules', policyId, rules: percent('10') });
    await apply(bench, first);
    const second = await propose(bench, { kind: 'rules', policyId, rules: percent('20') });
    await apply(bench, second);
    expect(await undo(bench, first)).toMatchObject({ error: { kind: 'outdated' } });
    expect(await undo(bench, second)).toMatchObject({ ok: true });
    expect(await undo(bench, first)).toMatchObject({ ok: true });
  });

  it('an older one stays applied, even where the rules have come back to what it made of them', async () => {
    const { bench, policyId } = await aBench();
    const ids: PolicyChangeId[] = [];
    for (const rules of [percent('10'), plainSellingRules, percent('10')]) {
      const id = await propose(bench, { kind: 'rules', policyId, rules });
      await apply(bench, id);
      await bench.pass(1_000);
      ids.push(id);
    }
    expect(await undo(bench, ids[0] ?? ('' as PolicyChangeId))).toMatchObject({
      error: { kind: 'outdated' },
    });
    expect(await undo(bench, ids[2] ?? ('' as PolicyChangeId))).toMatchObject({ ok: true });
  });

  it('what changed meanwhile is not overwritten', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('10') });
    await bench.storage.transaction(bench.workspaceId, async (tx) => {
      const policy = await tx.policies.get(policyId);
      if (policy?.kind === 'selling') await tx.policies.save({ ...policy, rules: percent('1') });
    });
    expect(await apply(bench, id)).toMatchObject({ error: { kind: 'outdated' } });
  });

  it('another policy for an account is shown, applied and undone alike', async () => {
    const { bench, policyId } = await aBench();
    const dearer = await createPolicy(bench.engine, bench.workspaceId, {
      kind: 'selling',
      name: 'Dearer',
      rules: percent('10'),
    });
    if (!dearer.ok) throw new Error('No policy');
    const proposal = { kind: 'assignment', connectionId: bench.account.id, policyKind: 'selling' } as const;
    const id = await propose(bench, { ...proposal, policyId: dearer.value.id });
    expect((await changeOf(bench, id)).preview.price).toMatchObject({ raised: 3 });
    await apply(bench, id);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '22', CHAIR: '33', VASE: '11' });
    await undo(bench, id);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '30', VASE: '10' });
    expect((await bench.look((tx) => tx.connections.get(bench.account.id)))?.policies.selling).toBe(policyId);
  });

  it('a change that the merchant decided against stays undone', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('10') });
    expect(await discardChange(bench.engine, bench.workspaceId, id)).toMatchObject({ ok: true });
    expect(await apply(bench, id)).toMatchObject({ error: { kind: 'not-possible' } });
    expect(await discardChange(bench.engine, bench.workspaceId, id)).toMatchObject({
      error: { kind: 'not-possible' },
    });
  });
});

describe('large changes are asked about, by listing or all at once', () => {
  it('the preview counts them; applied without approval each is asked about and nothing is sent', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('-60') });
    expect((await changeOf(bench, id)).preview.asks).toBe(3);
    await apply(bench, id);
    await bench.pass(70_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '30', VASE: '10' });
    expect(await bench.issueCodes()).toEqual(['guard.price-fall', 'guard.price-fall', 'guard.price-fall']);
  });

  it('approved with the change they are sent, and so is what was before once it is undone', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('900') });
    await apply(bench, id, true);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '200', CHAIR: '300', VASE: '100' });
    await undo(bench, id);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '30', VASE: '10' });
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('what changed in the shop after the preview was not approved with it', async () => {
    const { bench, policyId } = await aBench();
    const id = await propose(bench, { kind: 'rules', policyId, rules: percent('900') });
    sellFor(bench, 'LAMP', '2000.00');
    await bench.pass(3_000);
    await apply(bench, id, true);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '20', CHAIR: '300', VASE: '100' });
    expect(await bench.issueCodes()).toEqual(['guard.price-factor']);
  });
});

describe('policies of listings', () => {
  it('stand above the account’s', async () => {
    const { bench } = await aBench();
    const own = await createPolicy(bench.engine, bench.workspaceId, {
      kind: 'selling',
      name: 'Own',
      rules: percent('50'),
    });
    if (!own.ok) throw new Error('No policy');
    const [lamp] = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, ['LAMP' as never]));
    if (lamp === undefined) throw new Error('No lamp');
    const assign = (id: PolicyId | null) =>
      assignPolicyToListings(bench.engine, bench.workspaceId, [lamp.id], 'selling', id);
    expect(await assign(own.value.id)).toMatchObject({ ok: true });
    await bench.pass(5_000);
    expect(pricesOn(bench)).toEqual({ LAMP: '30', CHAIR: '30', VASE: '10' });
    // What the account follows says nothing of it any more, and a change of its own policy concerns it alone.
    const id = await propose(bench, { kind: 'rules', policyId: own.value.id, rules: percent('40') });
    expect((await changeOf(bench, id)).preview.price).toMatchObject({ lowered: 1, unchanged: 2 });
    expect(await removePolicy(bench.engine, bench.workspaceId, own.value.id)).toMatchObject({
      error: { kind: 'policy-in-use' },
    });
    await assign(null);
    await bench.pass(5_000);
    expect(pricesOn(bench)).toMatchObject({ LAMP: '20' });
    expect(await removePolicy(bench.engine, bench.workspaceId, own.value.id)).toMatchObject({ ok: true });
  });

  it('unknown ones are unknown, and those of another kind as well', async () => {
    const { bench, policyId } = await aBench();
    const { engine, workspaceId } = bench;
    expect(await assignPolicyToListings(engine, workspaceId, [], 'shipping', policyId)).toMatchObject({
      error: { kind: 'unknown-policy' },
    });
    expect(
      await assignPolicyToListings(engine, workspaceId, ['x' as never], 'selling', policyId),
    ).toMatchObject({ error: { kind: 'unknown-listing' } });
    expect(await renamePolicy(engine, workspaceId, 'x' as PolicyId, 'Y')).toMatchObject({
      error: { kind: 'unknown-policy' },
    });
    const proposal = { kind: 'rules', policyId, rules: plainSynchronizationRules } as const;
    expect(await proposeChange(engine, workspaceId, proposal)).toMatchObject({
      error: { kind: 'invalid-rules' },
    });
  });
});

describe('a draft is reckoned for listings that the merchant picks', () => {
  it('step by step, and nothing is stored', async () => {
    const { bench, policyId } = await aBench();
    const [lamp] = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, ['LAMP' as never]));
    const draft = { kind: 'selling', rules: percent('25') } as const;
    const explained = await explainDraft(bench.engine, bench.workspaceId, draft, [lamp?.id ?? ('' as never)]);
    expect(explained).toMatchObject({
      ok: true,
      value: [
        {
          price: {
            value: euros('25'),
            steps: [{ step: 'regular' }, { step: 'modifier' }, { step: 'rounded' }],
          },
          quantity: { value: 5 },
        },
      ],
    });
    expect((await bench.look((tx) => tx.policies.get(policyId)))?.rules).toEqual(plainSellingRules);
    expect(
      await explainDraft(bench.engine, bench.workspaceId, { kind: 'selling', rules: {} }, []),
    ).toMatchObject({
      error: { kind: 'invalid-rules' },
    });
  });
});
