import type { PolicyKind } from '@quayside/core/domain/policy';
import { endings, plainSellingRules } from '@quayside/core/domain/selling-rules';

/**
 * What a field looks like. `group`: a heading over the fields below its path. `list`: rows, each of the field at `<path>.*`. `variant`: an object whose member
 * `kind` is one of the options, with the fields below its path that are for that option. `by-marketplace`: decimals by marketplace. `rule`: an attribute rule.
 */
export const policyFieldKinds = [
  'group',
  'list',
  'variant',
  'choice',
  'switch',
  'whole-number',
  'decimal',
  'text',
  'date',
  'currency',
  'attribute',
  'marketplace',
  'marketplaces',
  'by-marketplace',
  'rule',
] as const;
export type PolicyFieldKind = (typeof policyFieldKinds)[number];

/** One member of a policy's rules, as a form has it. */
export interface FieldDefinition {
  /** From the rules on, with dots; `*` is any row of a list. */
  readonly path: string;
  readonly kind: PolicyFieldKind;
  /** What its texts are found by: `form.<word>`. */
  readonly word: string;
  /** `null` stands for nothing of it. */
  readonly isOptional?: boolean;
  readonly options?: readonly (string | number)[];
  /** What the texts of the options are found by, where not by the word. */
  readonly optionWord?: string;
  /** The options of the variant around it that it belongs to; absent: all. */
  readonly onlyFor?: readonly string[];
  /** What it begins with once it is there; absent: empty, or made of what stands below it. */
  readonly begin?: unknown;
  /** Of a number; of the rows of a list; of the letters of a text. */
  readonly least?: number;
  readonly most?: number;
  readonly suffix?: 'percent' | 'units' | 'days';
}

type Options = Pick<FieldDefinition, 'isOptional' | 'begin'>;

const optional = { isOptional: true } as const;
/** A decimal that is not below zero. */
const unsigned = { kind: 'decimal', least: 0 } as const;
const mostUnits = 1_000_000;

function amount(path: string, onlyFor: readonly string[]): readonly FieldDefinition[] {
  return [
    { path: `${path}.amount`, word: 'amount', onlyFor, ...unsigned },
    { path: `${path}.currency`, kind: 'currency', word: 'currency', onlyFor },
  ];
}

function source(path: string, more: readonly string[] = [], begin?: unknown): readonly FieldDefinition[] {
  const options = ['regular', 'effective', 'cost', 'attribute', 'fixed', ...more];
  return [
    { path, kind: 'variant', word: 'source', options, ...(begin === undefined ? {} : { begin }) },
    { path: `${path}.name`, kind: 'attribute', word: 'attribute', onlyFor: ['attribute'] },
    ...amount(path, ['fixed']),
  ];
}

function modifiers(path: string): readonly FieldDefinition[] {
  const row = `${path}.*`;
  const written = ['absolute', 'percent'];
  const kept = ['attribute', 'attribute-percent'];
  return [
    { path, kind: 'list', word: 'modifiers', most: 10 },
    { path: row, kind: 'variant', word: 'modifier', options: [...written, ...kept] },
    { path: `${row}.value`, kind: 'decimal', word: 'modifier-value', onlyFor: written },
    { path: `${row}.name`, kind: 'attribute', word: 'attribute', onlyFor: kept },
    { path: `${row}.times`, kind: 'choice', word: 'times', options: [1, -1], onlyFor: kept },
  ];
}

function bound(path: string, word: string): readonly FieldDefinition[] {
  return [
    { path, kind: 'variant', word, options: ['fixed', 'attribute'], optionWord: 'bound', ...optional },
    ...amount(path, ['fixed']),
    { path: `${path}.name`, kind: 'attribute', word: 'attribute', onlyFor: ['attribute'] },
  ];
}

function saleDate(path: string, word: string): readonly FieldDefinition[] {
  return [
    { path, kind: 'variant', word, options: ['shop', 'open', 'date', 'attribute'] },
    { path: `${path}.date`, kind: 'date', word: 'date', onlyFor: ['date'] },
    { path: `${path}.name`, kind: 'attribute', word: 'date-attribute', onlyFor: ['attribute'] },
  ];
}

const group = (path: string, word: string, options: Options = {}): FieldDefinition => ({
  path,
  kind: 'group',
  word,
  ...options,
});
const decimal = (path: string, word: string, begin: string, more: Partial<FieldDefinition> = {}) => ({
  path,
  word,
  begin,
  ...unsigned,
  ...more,
});
const percent = { suffix: 'percent' } as const;

const price: readonly FieldDefinition[] = [
  group('price', 'price'),
  ...source('price.source', ['margin']),
  ...modifiers('price.modifiers'),
  group('price.rounding', 'rounding'),
  { path: 'price.rounding.to', kind: 'choice', word: 'ending', options: endings },
  {
    path: 'price.rounding.direction',
    kind: 'choice',
    word: 'direction',
    options: ['nearest', 'up', 'down'],
  },
  ...bound('price.minimum', 'lowest'),
  ...bound('price.maximum', 'highest'),
  group('price.floor', 'floor', optional),
  group('price.floor.costs', 'costs'),
  decimal('price.floor.costs.factor', 'factor', '1'),
  decimal('price.floor.costs.fixed', 'fixed-costs', '0'),
  decimal('price.floor.costs.shipping', 'shipping-costs', '0'),
  group('price.floor.margin', 'margin'),
  { path: 'price.floor.margin.kind', kind: 'choice', word: 'margin-kind', options: ['percent', 'absolute'] },
  decimal('price.floor.margin.value', 'margin-value', ''),
  group('price.sale', 'sale', optional),
  ...source('price.sale.source', ['shop'], 'shop'),
  ...modifiers('price.sale.modifiers'),
  ...saleDate('price.sale.from', 'sale-from'),
  ...saleDate('price.sale.until', 'sale-until'),
  group('price.list', 'list', optional),
  ...source('price.list.source'),
  ...modifiers('price.list.modifiers'),
  group('price.business', 'business', optional),
  ...source('price.business.source'),
  ...modifiers('price.business.modifiers'),
  { path: 'price.business.isVatCharged', kind: 'switch', word: 'is-vat-charged', begin: true },
  { path: 'price.business.tiers', kind: 'list', word: 'tiers', most: 5 },
  group('price.business.tiers.*', 'tier'),
  {
    path: 'price.business.tiers.*.from',
    kind: 'whole-number',
    word: 'tier-from',
    least: 2,
    most: 100_000,
    suffix: 'units',
  },
  {
    path: 'price.business.tiers.*.kind',
    kind: 'choice',
    word: 'tier-kind',
    options: ['percent', 'price'],
  },
  decimal('price.business.tiers.*.value', 'tier-value', ''),
];

function units(path: string, word: string, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return { path, kind: 'whole-number', word, least: 0, most: mostUnits, suffix: 'units', ...more };
}

const quantity: readonly FieldDefinition[] = [
  group('quantity', 'quantity'),
  {
    path: 'quantity.source',
    kind: 'variant',
    word: 'quantity-source',
    options: ['stock', 'fixed', 'attribute'],
  },
  units('quantity.source.units', 'number', { onlyFor: ['fixed'] }),
  { path: 'quantity.source.name', kind: 'attribute', word: 'attribute', onlyFor: ['attribute'] },
  { path: 'quantity.percent', kind: 'whole-number', word: 'share', least: 0, most: 100, ...percent },
  units('quantity.buffer', 'buffer'),
  units('quantity.minimum', 'fewest', { least: 1, ...optional }),
  units('quantity.maximum', 'most', { least: 1, ...optional }),
];

const moneyMatters: readonly FieldDefinition[] = [
  group('vat', 'vat', optional),
  decimal('vat.contained', 'vat-contained', '', percent),
  { path: 'vat.charged', kind: 'by-marketplace', word: 'vat-charged', ...percent },
  { path: 'rates', kind: 'list', word: 'rates', most: 50 },
  group('rates.*', 'rate'),
  { path: 'rates.*.from', kind: 'currency', word: 'rate-from' },
  { path: 'rates.*.to', kind: 'currency', word: 'rate-to' },
  decimal('rates.*.rate', 'rate-value', ''),
  { path: 'rates.*.asOf', kind: 'date', word: 'rate-as-of' },
  {
    path: 'ratesServeDays',
    kind: 'whole-number',
    word: 'rates-serve',
    begin: plainSellingRules.ratesServeDays,
    least: 1,
    most: 3_650,
    suffix: 'days',
    ...optional,
  },
  { path: 'channelFees', kind: 'choice', word: 'channel-fees', options: ['never', 'no-row', 'always'] },
  { path: 'fees', kind: 'list', word: 'fees', most: 100 },
  group('fees.*', 'fee'),
  { path: 'fees.*.marketplace', kind: 'marketplace', word: 'fee-marketplace', ...optional },
  { path: 'fees.*.when', kind: 'rule', word: 'fee-when', ...optional },
  decimal('fees.*.percent', 'fee-percent', '', percent),
  decimal('fees.*.minimum', 'fee-minimum', '0'),
  decimal('fees.*.fixed', 'fee-fixed', '0'),
];

const guards: readonly FieldDefinition[] = [
  group('guards', 'guards'),
  decimal('guards.cutPercent', 'cut-percent', plainSellingRules.guards.cutPercent ?? '', {
    ...percent,
    ...optional,
  }),
  units('guards.unitsAbove', 'units-above', { begin: plainSellingRules.guards.unitsAbove, ...optional }),
];

function conditions(path: string): readonly FieldDefinition[] {
  return [
    { path: `${path}.isOn`, kind: 'switch', word: 'is-on' },
    { path: `${path}.whenEnabled`, kind: 'switch', word: 'when-enabled', begin: true },
    { path: `${path}.whenInStock`, kind: 'switch', word: 'when-in-stock', begin: true },
    units(`${path}.whenUnits`, 'when-units', { least: 1, ...optional }),
    { path: `${path}.when`, kind: 'rule', word: 'when', ...optional },
  ];
}

const synchronization: readonly FieldDefinition[] = [
  group('list', 'new-listings'),
  ...conditions('list'),
  { path: 'list.marketplaces', kind: 'marketplaces', word: 'marketplaces', most: 50 },
  group('relist', 'relisting'),
  ...conditions('relist'),
  { path: 'relist.respectsHand', kind: 'switch', word: 'respects-hand', begin: true },
  group('revise', 'revising'),
  group('revise.quantity', 'revise-quantity'),
  units('revise.quantity.atMost', 'at-most', { least: 1, begin: 10, ...optional }),
  group('revise.price', 'revise-price'),
  { path: 'revise.price.isOn', kind: 'switch', word: 'is-on', begin: true },
  decimal('revise.price.fromPercent', 'from-percent', '1', { most: 99.99, ...percent, ...optional }),
  group('stop', 'stopping'),
  { path: 'stop.isOn', kind: 'switch', word: 'is-on' },
  { path: 'stop.whenDisabled', kind: 'switch', word: 'stop-disabled', begin: true },
  { path: 'stop.whenOutOfStock', kind: 'switch', word: 'stop-out-of-stock', begin: true },
  units('stop.whenUnits', 'stop-units', optional),
  { path: 'stop.when', kind: 'rule', word: 'stop-when', ...optional },
];

const shipping: readonly FieldDefinition[] = [
  { path: 'template', kind: 'text', word: 'template', most: 200, ...optional },
  {
    path: 'handlingDays',
    kind: 'whole-number',
    word: 'handling-days',
    begin: 1,
    least: 0,
    most: 60,
    suffix: 'days',
    ...optional,
  },
];

/** Every member of the rules of each kind of policy, in the order in which a form shows them. */
export const policyFields: Readonly<Record<PolicyKind, readonly FieldDefinition[]>> = {
  selling: [...price, ...quantity, ...moneyMatters, ...guards],
  synchronization,
  shipping,
};

/** The figures of the price formula of the trade. */
export const formulaFields: readonly FieldDefinition[] = [
  decimal('factor', 'factor', '1'),
  decimal('fixedCosts', 'fixed-costs', '0'),
  decimal('shipping', 'shipping-costs', '0'),
  decimal('marginPercent', 'formula-margin', '', percent),
  decimal('feePercent', 'formula-fee', '0', percent),
  decimal('feeFixed', 'formula-fee-fixed', '0'),
];
