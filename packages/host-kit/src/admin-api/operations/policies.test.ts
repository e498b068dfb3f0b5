import { plainSellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { plainSynchronizationRules } from '@quayside/core/domain/synchronization-rules';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { aWorkspace, euros } from '@quayside/testkit/builders';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryProduct, shownPrice, type NewMemoryVariant } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { callByName, callOperation, type AdminAnswer, type InputOf } from '../call-operation.ts';
import type { OperationName } from '../operations.ts';

type Price = SellingRules['price'];

const withPrice = (price: Partial<Price>): SellingRules => ({
  ...plainSellingRules,
  price: { ...plainSellingRules.price, ...price },
});
const plusTwenty = withPrice({ modifiers: [{ kind: 'percent', value: '20' }] });
const nobody = '00000000-0000-7000-8000-0000000000ff';

/** A lamp for 10.00, linked to a listing at 19.90 of an account that follows nothing. */
async function aBench() {
  const harness = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  const host = apiHost(harness.engine);
  const owner = await memberWith(harness, 'owner');
  const keep = (facts: Partial<NewMemoryVariant>) =>
    addMemoryProduct(harness.shop, 'LAMP', [{ id: 'LAMP', sku: 'LAMP', stock: 5, price: '10.00', ...facts }]);
  keep({});
  await harness.pass(5_000);
  const call = async <Name extends OperationName>(name: Name, input: InputOf<Name>) => {
    const answer = await callOperation(host, owner, name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.sentence}`);
    return answer.value;
  };
  const [listing] = (await call('listings', {})).rows;
  const create = async (rules?: SellingRules, name = 'Market prices') =>
    (await call('create-policy', { kind: 'selling', name, rules })).policyId;
  const assign = async (policyId: string | null) => {
    const connectionId = harness.account.id;
    const asked = { kind: 'assignment', connectionId, policyKind: 'selling', policyId } as const;
    const { changeId } = await call('propose-policy-change', asked);
    await harness.settle();
    return changeId;
  };
  const follow = async (policyId: string | null) => {
    const changeId = await assign(policyId);
    await call('apply-policy-change', { changeId, approvesAsks: true });
    await harness.pass(5_000);
    return changeId;
  };
  const priceShown = () => {
    const shown = harness.market.listings.get('LAMP');
    return shown === undefined ? null : shownPrice(harness.market, shown).amount;
  };
  const { account } = harness;
  const listingId = listing?.id ?? '';
  return { harness, host, owner, keep, call, account, listingId, create, assign, follow, priceShown };
}

function problemOf(answer: AdminAnswer<unknown>) {
  if (answer.ok) throw new Error('It was done');
  return answer.problem;
}

describe('policies', () => {
  it('are made plain, by rules or by the price formula, and found with their form', async () => {
    const { call, create, keep, harness } = await aBench();
    keep({ attributes: { brand: ['Acme'], outlet: ['3'] } });
    await harness.pass(5_000);
    const plain = await create();
    const shown = await call('policy', { policyId: plain });
    expect(shown).toMatchObject({
      kind: 'selling',
      name: 'Market prices',
      accounts: [],
      rules: plainSellingRules,
      assignable: [{ name: 'Toy market', follows: null }],
      choices: {
        attributes: ['brand', 'outlet'],
        currencies: ['EUR'],
        marketplaces: [{ id: 'toy' }],
      },
      open: [],
      undoable: null,
    });
    expect(shown.form.fields).toContainEqual(
      expect.objectContaining({ path: 'price.modifiers', kind: 'list', label: 'Add or take off', most: 10 }),
    );
    const figures = { fixedCosts: '1', shipping: '3.50', marginPercent: '20' };
    const formula = { factor: '1.1', ...figures, feePercent: '15', feeFixed: '0' };
    const { policyId } = await call('create-policy', { kind: 'selling', name: 'By formula', formula });
    expect(await call('policy', { policyId })).toMatchObject({
      rules: {
        price: { source: { kind: 'margin' }, floor: { costs: { factor: '1.1', shipping: '3.50' } } },
        fees: [{ percent: '15' }],
      },
    });
    const { rows } = await call('policies', {});
    expect(rows.map(({ name }) => name)).toEqual(['Market prices', 'By formula']);
    const form = await call('policy-form', { kind: 'synchronization' });
    expect(form).toMatchObject({ rules: plainSynchronizationRules, form: { formula: [] } });
  });

  it('are renamed, and removed once nobody follows them', async () => {
    const { call, create, follow, host, owner } = await aBench();
    const policyId = await create();
    await call('rename-policy', { policyId, name: ' Summer ' });
    await follow(policyId);
    expect((await call('policies', {})).rows).toMatchObject([
      { name: 'Summer', accounts: [{ name: 'Toy market' }], listingsOf: [] },
    ]);
    const inUse = problemOf(await callOperation(host, owner, 'remove-policy', { policyId }));
    expect(inUse.sentence).toMatch(/still follow this policy/);
    await follow(null);
    await call('remove-policy', { policyId });
    const gone = problemOf(await callOperation(host, owner, 'remove-policy', { policyId }));
    expect(gone).toMatchObject({
      status: 409,
      sentence: expect.stringMatching(/not there any more/) as string,
    });
  });

  it('P8: rules that are wrong change nothing, and name the fields by path and by label', async () => {
    const { call, create, host, owner, listingId } = await aBench();
    const policyId = await create();
    const rules = withPrice({ modifiers: [{ kind: 'percent', value: 'a lot' }] });
    for (const [name, input] of [
      ['create-policy', { kind: 'selling', name: 'Odd', rules }],
      ['propose-policy-change', { kind: 'rules', policyId, rules }],
      ['explain-draft', { kind: 'selling', rules, listingIds: [listingId] }],
    ] as const) {
      const problem = problemOf(await callByName(host, owner, name, input));
      expect(problem, name).toMatchObject({ status: 400, fields: ['rules.price.modifiers.0.value'] });
      expect(problem.sentence).toBe(
        'Something in these rules is missing, too long or not in the right form (How much). Correct it and try again; nothing was changed.',
      );
    }
    const french = { ...owner, locale: 'fr' as const };
    const none = await callOperation(host, french, 'create-policy', {
      kind: 'selling',
      name: 'Odd',
      rules: 7,
    });
    expect(problemOf(none)).toMatchObject({ status: 400, fields: ['rules'] });
    const formula = { factor: '1', fixedCosts: '0', shipping: '0', marginPercent: '20' };
    const misplaced = await callOperation(host, owner, 'create-policy', {
      kind: 'shipping',
      name: 'Odd',
      formula: { ...formula, feePercent: '0', feeFixed: '0' },
    });
    expect(problemOf(misplaced)).toMatchObject({ status: 400, fields: ['formula'] });
    expect((await call('policies', {})).rows).toHaveLength(1);
  });
});

describe('changes of policies', () => {
  it('an assignment is shown first, then applied, then undone', async () => {
    const { call, create, assign, harness, account, priceShown } = await aBench();
    const policyId = await create(plusTwenty);
    const changeId = await assign(policyId);
    const shown = await call('policy-change', { changeId });
    expect(shown).toMatchObject({
      sentence: 'Toy market follows Market prices',
      of: 'assignment',
      state: 'previewed',
      by: 'An owner',
      progress: { done: 1, total: 1 },
      canUndo: false,
      preview: { price: { lowered: 1, refused: [] }, quantity: { unchanged: 1 }, asks: 0 },
    });
    expect(shown.preview.price.largest).toMatchObject([
      {
        channelSku: 'LAMP',
        before: { price: { amount: '19.90', currency: 'EUR' } },
        after: { units: null, price: { amount: '12.00', currency: 'EUR' } },
        refusal: null,
      },
    ]);
    expect((await call('policy', { policyId })).open).toMatchObject([{ id: changeId }]);
    expect(priceShown()).toBe('19.9');

    await call('apply-policy-change', { changeId });
    await harness.pass(5_000);
    expect(priceShown()).toBe('12');
    expect(await call('channels', {})).toMatchObject({
      accounts: [
        {
          frequency: 'real-time',
          policies: { selling: { id: policyId, name: 'Market prices' }, synchronization: null },
        },
      ],
    });
    expect((await call('policy', { policyId })).undoable).toMatchObject({ id: changeId, canUndo: true });
    expect((await call('policies', {})).changes).toMatchObject([{ id: changeId, state: 'applied' }]);

    await call('undo-policy-change', { changeId });
    expect(await call('policy-change', { changeId })).toMatchObject({ state: 'undone', canUndo: false });
    expect((await call('channels', {})).accounts).toMatchObject([{ policies: { selling: null } }]);
    const { rows } = await call('activity', {});
    expect(rows.map(({ sentence }) => sentence)).toContain(
      'Policy Market prices: its last change was undone. What held before holds again; where no policy was followed, prices stay as they are.',
    );
    expect(account.policies.selling).toBeNull();
  });

  it('other rules are counted over the catalogue, refusals by their reason', async () => {
    const { call, create, follow, harness } = await aBench();
    const policyId = await create(plusTwenty);
    await follow(policyId);
    const rules = withPrice({ source: { kind: 'cost' } });
    const { changeId } = await call('propose-policy-change', { kind: 'rules', policyId, rules });
    await harness.settle();
    const { preview, sentence, policy } = await call('policy-change', { changeId });
    expect([sentence, policy?.id]).toEqual(['Market prices: other rules', policyId]);
    expect(preview.price).toMatchObject({
      raised: 0,
      refused: [
        { code: 'price.no-cost', sentence: 'No cost in the shop, and the policy counts from it', count: 1 },
      ],
      largest: [
        {
          before: { price: { amount: '12.00' } },
          after: { price: null },
          refusal: expect.stringMatching(/has no cost in the shop/) as string,
        },
      ],
    });
    await call('discard-policy-change', { changeId });
    expect(await call('policy-change', { changeId })).toMatchObject({ state: 'discarded' });
  });

  it('limits that would move prices are counted by name', async () => {
    const { call, create, follow, harness } = await aBench();
    const policyId = await create();
    await follow(policyId);
    const rules = withPrice({ minimum: { kind: 'fixed', ...euros('11') } });
    const { changeId } = await call('propose-policy-change', { kind: 'rules', policyId, rules });
    await harness.settle();
    expect((await call('policy-change', { changeId })).preview.limits).toContainEqual({
      limit: 'minimum',
      name: 'Raised to the lowest price of the policy',
      count: 1,
    });
  });

  it('P8: refuses what cannot be, each with its sentence', async () => {
    const { call, create, follow, host, owner, account } = await aBench();
    const policyId = await create(plusTwenty);
    const first = await follow(policyId);
    const refusal = async <Name extends OperationName>(name: Name, input: InputOf<Name>) =>
      problemOf(await callOperation(host, owner, name, input)).sentence;
    expect(await refusal('apply-policy-change', { changeId: first })).toMatch(/cannot do that as it stands/);
    expect(await refusal('undo-policy-change', { changeId: nobody })).toMatch(/change is not there any more/);
    expect(await refusal('policy-change', { changeId: nobody })).toMatch(/change is not there any more/);
    expect(await refusal('policy', { policyId: nobody })).toMatch(/policy is not there any more/);
    const none = { kind: 'assignment', policyKind: 'selling', policyId: nobody } as const;
    expect(await refusal('propose-policy-change', { ...none, connectionId: account.id })).toMatch(/policy/);
    const odd = { kind: 'rules', policyId: nobody, rules: {} } as const;
    expect(await refusal('propose-policy-change', odd)).toMatch(/policy is not there any more/);
    // Something newer takes the last change's place, and the older one can no longer be undone.
    await follow(await create(plainSellingRules, 'Plain'));
    const { changes } = await call('policies', {});
    expect(changes.map(({ canUndo }) => canUndo)).toEqual([true, false]);
    expect(await refusal('undo-policy-change', { changeId: first })).toMatch(/was changed since/);
  });

  it('P6: are nothing to another workspace, and neither are policies, accounts and odd values', async () => {
    const { call, create, assign, harness, host, account, listingId } = await aBench();
    const policyId = await create(plusTwenty);
    const changeId = await assign(policyId);
    const other = aWorkspace();
    await harness.storage.createWorkspace(other);
    const look: typeof harness.look = (work) => harness.storage.transaction(other.id, work);
    const stranger = await memberWith({ ...harness, workspaceId: other.id, look }, 'owner');
    for (const [name, input] of [
      ['policy', { policyId }],
      ['policy-change', { changeId }],
      ['rename-policy', { policyId, name: 'Mine' }],
      ['remove-policy', { policyId }],
      ['apply-policy-change', { changeId }],
      ['discard-policy-change', { changeId }],
      ['propose-policy-change', { kind: 'rules', policyId, rules: plainSellingRules }],
      ['assign-policy-to-listings', { kind: 'selling', policyId: null, listingIds: [listingId] }],
      ['set-frequency', { connectionId: account.id, frequency: 'hourly' }],
    ] as const) {
      expect(problemOf(await callByName(host, stranger, name, input)).status, name).toBe(409);
    }
    const draft = { kind: 'selling', rules: plusTwenty, listingIds: [listingId] };
    expect(await callByName(host, stranger, 'explain-draft', draft)).toMatchObject({ value: { rows: [] } });
    expect(await callByName(host, stranger, 'policies', {})).toMatchObject({
      value: { rows: [], changes: [] },
    });
    expect(await call('policy-change', { changeId })).toMatchObject({ state: 'previewed' });
    expect(await call('policy', { policyId })).toMatchObject({ name: 'Market prices' });
  });

  it('P7: the trail names what was proposed, and leaves the rules to the change itself', async () => {
    const { call, create, harness } = await aBench();
    const policyId = await create();
    await call('propose-policy-change', { kind: 'rules', policyId, rules: plusTwenty });
    const trail = await harness.look((tx) => tx.searches.audit({}, { after: null, limit: 9 }));
    const inputs = new Map(trail.map(({ command, input }) => [command, input]));
    expect(inputs.get('propose-policy-change')).toEqual({ kind: 'rules', policyId });
  });
});

describe('offers', () => {
  it('are explained by rules that are still being written, and nothing is sent', async () => {
    const { call, keep, harness, listingId, priceShown } = await aBench();
    keep({ cost: '4.00' });
    await harness.pass(5_000);
    const rules: SellingRules = {
      ...withPrice({
        modifiers: [{ kind: 'percent', value: '20' }],
        list: { source: { kind: 'regular' }, modifiers: [] },
      }),
      quantity: { ...plainSellingRules.quantity, percent: 50 },
    };
    const { rows } = await call('explain-draft', { kind: 'selling', rules, listingIds: [listingId, nobody] });
    expect(rows).toMatchObject([
      {
        listingId,
        channelSku: 'LAMP',
        account: 'Toy market',
        stoppedBy: null,
        quantity: { units: 2, refusal: null },
        price: {
          price: { amount: '12.00', currency: 'EUR' },
          margin: { left: { amount: '8.00' }, percent: '66.7' },
          limits: [],
          leftOut: [expect.stringMatching(/sent without a list price/)],
        },
      },
    ]);
    expect(rows[0]?.price.steps.map(({ name, price }) => [name, price?.amount])).toEqual([
      ['Regular price of the shop', '10.00'],
      ['After the modifier', '12.00'],
      ['Rounded', '12.00'],
    ]);
    expect(rows[0]?.quantity.steps).toContainEqual({
      step: 'percent',
      name: 'The share of it that the policy offers',
      units: 2,
      price: null,
    });
    const stop = { ...plainSynchronizationRules.stop, whenUnits: 10 };
    const stopping = { ...plainSynchronizationRules, stop };
    const kind = 'synchronization';
    const drafted = await call('explain-draft', { kind, rules: stopping, listingIds: [listingId] });
    expect(drafted.rows).toMatchObject([
      { stoppedBy: 'policy', quantity: { units: 0, steps: [{ step: 'stopped-by-policy' }] } },
    ]);
    await harness.pass(5_000);
    expect([priceShown(), harness.shown('LAMP')]).toEqual(['19.9', 5]);
  });

  it('odd ones are asked about, and approved one by one', async () => {
    const { call, create, keep, follow, harness, listingId, account, priceShown } = await aBench();
    await follow(await create(plusTwenty));
    keep({ price: '100.00' });
    await harness.pass(5_000);
    const { asked, issues } = await call('listing', { listingId });
    expect(asked).toMatchObject([{ aspect: 'price', sentence: expect.stringMatching(/not sent/) as string }]);
    expect(issues.map(({ sentence }) => sentence)).toContain(asked[0]?.sentence);
    expect((await call('overview', {})).needsYou).toMatchObject({ asked: 1 });
    expect(priceShown()).toBe('12');
    expect(await call('approve-offers', { targetIds: [nobody] })).toEqual({ approved: 0 });
    expect(await call('approve-offers', { connectionId: nobody })).toEqual({ approved: 0 });
    const targetIds = asked.map(({ targetId }) => targetId);
    expect(await call('approve-offers', { targetIds })).toEqual({ approved: 1 });
    await harness.pass(5_000);
    expect(priceShown()).toBe('120');
    expect((await call('listing', { listingId })).asked).toEqual([]);
    expect((await call('overview', {})).needsYou).toMatchObject({ asked: 0 });
    keep({ price: '1.00' });
    await harness.pass(5_000);
    expect(await call('approve-offers', { connectionId: account.id })).toEqual({ approved: 1 });
    await harness.pass(5_000);
    expect(priceShown()).toBe('1.2');
  });

  it('show the parts of a price, and that nothing is on its way where no price is ours', async () => {
    const { call, create, follow, listingId, harness } = await aBench();
    const { id } = await harness.target('LAMP', 'price');
    await harness.look((tx) => tx.targets.raise([id], 'price', harness.clock.now()));
    expect((await call('listings', {})).rows).toMatchObject([
      { price: { price: { amount: '19.90' }, isPending: false }, policies: { selling: null } },
    ]);
    expect((await call('listing', { listingId })).price.isPending).toBe(false);
    const business: Price['business'] = {
      source: { kind: 'regular' },
      modifiers: [],
      isVatCharged: true,
      tiers: [{ from: 5, kind: 'percent', value: '10' }],
    };
    const list: Price['list'] = {
      source: { kind: 'regular' },
      modifiers: [{ kind: 'absolute', value: '2' }],
    };
    const policyId = await create(withPrice({ business, list }));
    await follow(policyId);
    const [row] = (await call('listings', {})).rows;
    expect(row).toMatchObject({
      policies: { selling: { id: policyId, name: 'Market prices', isOwn: false }, shipping: null },
      price: {
        price: { amount: '10.00' },
        sale: null,
        list: { amount: '12.00' },
        business: { price: { amount: '10.00' }, tiers: [{ from: 5, price: { amount: '9.00' } }] },
        isPending: false,
      },
    });
  });

  it('single listings have a policy of their own, and lose it again', async () => {
    const { call, create, follow, harness, listingId, priceShown, host, owner } = await aBench();
    await follow(await create());
    const policyId = await create(plusTwenty, 'Dearer');
    const own = (id: string | null) =>
      callOperation(host, owner, 'assign-policy-to-listings', {
        listingIds: [listingId],
        kind: 'selling',
        policyId: id,
      });
    expect(await own(policyId)).toMatchObject({ ok: true });
    await harness.pass(5_000);
    expect(priceShown()).toBe('12');
    expect(await call('listing', { listingId })).toMatchObject({
      policies: { selling: { name: 'Dearer', isOwn: true } },
    });
    expect((await call('policy', { policyId })).listingsOf).toMatchObject([{ name: 'Toy market' }]);
    expect(problemOf(await own(nobody)).sentence).toMatch(/policy is not there/);
    expect(await own(null)).toMatchObject({ ok: true });
    await harness.pass(5_000);
    expect(priceShown()).toBe('10');
  });

  it('go out as often as the account is set', async () => {
    const { call, create, follow, harness, account, host, owner, keep, priceShown } = await aBench();
    await follow(await create());
    await call('set-frequency', { connectionId: account.id, frequency: 'quarter-hourly' });
    expect((await call('channels', {})).accounts).toMatchObject([{ frequency: 'quarter-hourly' }]);
    keep({ price: '11.00' });
    await harness.pass(10_000);
    expect(priceShown()).toBe('10');
    await harness.pass(15 * 60_000, 5_000);
    expect(priceShown()).toBe('11');
    const unknown = { connectionId: nobody, frequency: 'hourly' } as const;
    expect(problemOf(await callOperation(host, owner, 'set-frequency', unknown)).status).toBe(409);
  });
});
