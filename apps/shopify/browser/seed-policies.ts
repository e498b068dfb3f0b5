import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ListingId,
  type MarketplaceId,
  type PolicyChangeId,
  type PolicyId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import { say } from '@quayside/core/domain/message';
import type {
  AspectPreview,
  PolicyChange,
  PolicyPreview,
  ProposedChange,
} from '@quayside/core/domain/policy-change';
import { plainSellingRules, sellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { plainSynchronizationRules } from '@quayside/core/domain/synchronization-rules';
import type { Transaction } from '@quayside/core/ports/storage';
import { aPolicy, aPolicyChange, euros } from '@quayside/testkit/builders';

/** By which everything is said that can be said, and which the account follows. */
export const longPolicyId = brandId<PolicyId>('11111111-1111-4111-8111-111111111111');
export const synchronizationPolicyId = brandId<PolicyId>('22222222-2222-4222-8222-222222222222');
export const shippingPolicyId = brandId<PolicyId>('33333333-3333-4333-8333-333333333333');
/** That waits to be applied, and would change much. */
export const longChangeId = brandId<PolicyChangeId>('44444444-4444-4444-8444-444444444444');
/** Whose preview is not over. */
export const runningChangeId = brandId<PolicyChangeId>('55555555-5555-4555-8555-555555555555');
/** That was applied and can be undone. */
export const appliedChangeId = brandId<PolicyChangeId>('66666666-6666-4666-8666-666666666666');
export const longPolicyName =
  'Prices of the marketplaces in the countries of the south, with fees, margins, roundings and all';

const minuteMs = 60_000;
const france = brandId<MarketplaceId>('A13V1IB3VIYZZH');

const longRules: SellingRules = sellingRules.parse({
  ...plainSellingRules,
  price: {
    source: { kind: 'attribute', name: 'custom.a_name_of_an_attribute_that_is_as_long_as_names_may_be' },
    modifiers: Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? { kind: 'percent', value: '-999999999999.999999' }
        : { kind: 'attribute-percent', name: 'custom.extra', times: -1 },
    ),
    rounding: { to: '0.99', direction: 'up' },
    minimum: { kind: 'fixed', amount: '999999999999.99', currency: 'EUR' },
    maximum: { kind: 'attribute', name: 'custom.highest' },
    floor: {
      costs: { factor: '1.25', fixed: '2.50', shipping: '4.90' },
      margin: { kind: 'percent', value: '20' },
    },
    sale: {
      source: { kind: 'shop' },
      modifiers: [{ kind: 'absolute', value: '1' }],
      from: { kind: 'date', date: '2026-11-27' },
      until: { kind: 'attribute', name: 'custom.sale_ends' },
    },
    list: { source: { kind: 'fixed', amount: '19.90', currency: 'EUR' }, modifiers: [] },
    business: {
      source: { kind: 'regular' },
      modifiers: [],
      isVatCharged: false,
      tiers: [2, 5, 10, 50, 100].map((from) => ({ from, kind: 'percent', value: '5' })),
    },
  },
  vat: { contained: '20', charged: { [france]: '20', GONE: '19' } },
  rates: ['USD', 'GBP', 'SEK'].map((to) => ({ from: 'EUR', to, rate: '1.234567', asOf: '2026-11-01' })),
  fees: [
    {
      marketplace: france,
      when: {
        match: 'any',
        of: [
          { subject: { kind: 'attribute', name: 'custom.group' }, is: 'one-of', values: ['Lamps', 'Chairs'] },
          {
            match: 'none',
            of: [
              { subject: { kind: 'fact', name: 'stock' }, is: 'below', value: '3' },
              { match: 'all', of: [{ subject: { kind: 'fact', name: 'barcode' }, is: 'set' }] },
            ],
          },
        ],
      },
      percent: '15',
      minimum: '0.30',
      fixed: '0.99',
    },
  ],
});

/** As many policies and changes as a merchant ever has, with all that they can hold. */
export async function seedPolicies(tx: Transaction, account: Connection, now: Instant): Promise<void> {
  await tx.policies.insert(aPolicy({ id: longPolicyId, name: longPolicyName, rules: longRules }));
  await tx.policies.insert({
    id: synchronizationPolicyId,
    kind: 'synchronization',
    name: 'Lamps alone',
    rules: plainSynchronizationRules,
    version: 0,
  });
  await tx.policies.insert({
    id: shippingPolicyId,
    kind: 'shipping',
    name: 'By parcel',
    rules: { template: 'Standard', handlingDays: 2 },
    version: 0,
  });
  for (let index = 0; index < 30; index += 1) {
    await tx.policies.insert(aPolicy({ name: `${longPolicyName.slice(0, 90)} ${index}` }));
  }
  await tx.connections.save({
    ...((await tx.connections.get(account.id)) ?? account),
    policies: { selling: longPolicyId, synchronization: synchronizationPolicyId, shipping: null },
  });
  for (const change of changes(account, now)) await tx.policyChanges.insert(change);
}

function changes(account: Connection, now: Instant): readonly PolicyChange[] {
  const rules: ProposedChange = {
    kind: 'rules',
    policyId: longPolicyId,
    policyKind: 'selling',
    before: longRules,
    after: plainSellingRules,
  };
  const assignment: ProposedChange = {
    kind: 'assignment',
    connectionId: account.id,
    policyKind: 'selling',
    before: null,
    after: longPolicyId,
  };
  const at = (minutes: number): Instant => plus(now, -minutes * minuteMs);
  return [
    aPolicyChange({
      id: longChangeId,
      proposed: rules,
      state: 'previewed',
      preview: longPreview,
      createdAt: at(1),
    }),
    aPolicyChange({
      id: runningChangeId,
      proposed: {
        kind: 'rules',
        policyId: synchronizationPolicyId,
        policyKind: 'synchronization',
        before: plainSynchronizationRules,
        after: plainSynchronizationRules,
      },
      preview: { ...longPreview, listings: 1_234 },
      accounts: [account.id],
      at: { connectionId: account.id, after: null },
      createdAt: at(2),
    }),
    aPolicyChange({
      id: appliedChangeId,
      proposed: assignment,
      state: 'applied',
      preview: longPreview,
      createdAt: at(4),
      appliedAt: at(3),
    }),
    ...(['undone', 'discarded'] as const).map((state) =>
      aPolicyChange({
        proposed: rules,
        state,
        createdAt: at(5),
        appliedAt: state === 'undone' ? at(5) : null,
      }),
    ),
    ...Array.from({ length: 15 }, (_, index) =>
      aPolicyChange({ proposed: rules, state: 'discarded', createdAt: at(60 * (index + 1)) }),
    ),
  ];
}

const prices: AspectPreview = {
  raised: 12_345,
  lowered: 678,
  unchanged: 90_123,
  toNothing: 0,
  refused: { 'price.no-cost': 4_321, 'price.no-rate': 17, 'price.floor-above-maximum': 1 },
  largest: Array.from({ length: 20 }, (_, index) => ({
    listingId: brandId<ListingId>(`77777777-7777-4777-8777-7777777777${String(10 + index)}`),
    channelSku: `SKU-${index}${'-LONG'.repeat(index === 0 ? 6 : 0)}`,
    title: index % 2 === 0 ? `A lamp of brass ${'with a very long name '.repeat(8)}` : null,
    before: euros('1234567.89'),
    after:
      index === 3
        ? null
        : {
            ...euros('9.90'),
            list: euros('12.90'),
            business: { price: euros('9.50'), tiers: [{ from: 5, price: euros('9.00') }] },
          },
    refusal: index === 3 ? say('price.no-cost', { product: 'A lamp', sku: 'SKU-3' }) : null,
  })),
};

const longPreview: PolicyPreview = {
  listings: 107_468,
  total: 107_468,
  price: prices,
  quantity: {
    raised: 1,
    lowered: 2,
    unchanged: 107_460,
    toNothing: 2,
    refused: { 'quantity.no-attribute': 5 },
    largest: [],
  },
  limits: { minimum: 3, floor: 1_200, maximum: 0 },
  asks: 12,
};
