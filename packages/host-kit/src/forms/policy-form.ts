import { variantFacts } from '@quayside/core/domain/attribute-rule';
import type { Message } from '@quayside/core/domain/message';
import type { PolicyKind } from '@quayside/core/domain/policy';
import { z } from 'zod';
import { policyFormEnglish } from '../messages/policy-form-english.ts';
import { formulaFields, policyFieldKinds, policyFields, type FieldDefinition } from './policy-fields.ts';

const option = z.object({ value: z.string(), label: z.string() });

const policyField = z.object({
  path: z.string().meta({
    description:
      'From the rules on, with dots; * is any row of a list, and the rules themselves are the root',
  }),
  kind: z.enum(policyFieldKinds),
  label: z.string(),
  hint: z.string().nullable(),
  suffix: z.string().nullable().meta({ description: 'What the number counts' }),
  isOptional: z.boolean().meta({ description: 'null stands for nothing of it' }),
  onlyFor: z
    .array(z.string())
    .nullable()
    .meta({ description: 'The options of the variant around it that it belongs to; null: all' }),
  options: z.array(
    z.object({
      value: z.union([z.string(), z.number()]),
      label: z.string(),
      begin: z.unknown().meta({ description: 'Of a variant: the whole value once this is chosen' }),
    }),
  ),
  begin: z.unknown().meta({ description: 'Its value once it is switched on, or its row is added' }),
  least: z.number().nullable(),
  most: z.number().nullable().meta({ description: 'Of a number; of rows; of letters' }),
});

/** What attribute rules are put together from: groups of comparisons and of further groups. */
const ruleModel = z.object({
  matches: z.array(option).meta({ description: 'How the members of a group count' }),
  facts: z.array(option).meta({ description: 'What every variant has, besides attributes by name' }),
  attribute: z.string().meta({ description: 'What an attribute is called beside the facts' }),
  comparisons: z.array(
    option.extend({
      takes: z
        .enum(['nothing', 'text', 'texts', 'decimal'])
        .meta({ description: 'text and decimal: value; texts: values' }),
    }),
  ),
  levels: z.number().meta({ description: 'Groups within groups, the outermost counted' }),
  mostMembers: z.number(),
  mostTexts: z.number(),
  longest: z.number(),
});

/** The form of a kind of policy, ready to be shown: a host knows how each kind of field looks, and nothing of what it means. */
export const policyForm = z.object({
  fields: z.array(policyField),
  formula: z
    .array(policyField)
    .meta({ description: 'Figures that selling rules can be made of; none for other kinds' }),
  rule: ruleModel,
});

type PolicyField = z.input<typeof policyField>;

/** The comparisons of attribute rules, and what each compares with. */
export const comparisons = {
  set: 'nothing',
  'not-set': 'nothing',
  equal: 'text',
  'not-equal': 'text',
  containing: 'text',
  'not-containing': 'text',
  'one-of': 'texts',
  above: 'decimal',
  below: 'decimal',
} as const;

type Say = (message: Message) => string;

/** The form of a kind of policy, in the language of whoever asks. */
export function toPolicyForm(kind: PolicyKind, say: Say): z.input<typeof policyForm> {
  return {
    fields: toFields(policyFields[kind], say),
    formula: kind === 'selling' ? toFields(formulaFields, say) : [],
    rule: toRuleModel(say),
  };
}

/** What the members of rules are called, by paths as core names them; a member without a field has the name of what it stands in. */
export function fieldLabels(kind: PolicyKind, paths: readonly string[], say: Say): readonly string[] {
  const labels = paths.map((path) => {
    const members = path.split('.').map((each) => (/^\d+$/.test(each) ? '*' : each));
    for (let length = members.length; length > 0; length -= 1) {
      const within = members.slice(0, length).join('.');
      const found = policyFields[kind].find((field) => field.path === within);
      if (found !== undefined) return text(say, found.word);
    }
    return path === '' ? '–' : path;
  });
  return [...new Set(labels)];
}

function toFields(fields: readonly FieldDefinition[], say: Say): PolicyField[] {
  return fields.map((field) => ({
    path: field.path,
    kind: field.kind,
    label: text(say, field.word),
    hint: Object.hasOwn(policyFormEnglish, `form.${field.word}.hint`)
      ? text(say, `${field.word}.hint`)
      : null,
    suffix: field.suffix === undefined ? null : text(say, `suffix.${field.suffix}`),
    isOptional: field.isOptional ?? false,
    onlyFor: field.onlyFor === undefined ? null : [...field.onlyFor],
    options: (field.options ?? []).map((value) => ({
      value,
      label: text(say, `${field.optionWord ?? field.word}.${value}`),
      begin: field.kind === 'variant' ? optionBegin(fields, field, String(value)) : null,
    })),
    begin: beginOf(fields, field),
    least: field.least ?? null,
    most: field.most ?? null,
  }));
}

/** What a field begins with, where nothing is there yet. Empty texts are for the merchant to fill in. */
function beginOf(fields: readonly FieldDefinition[], field: FieldDefinition): unknown {
  switch (field.kind) {
    case 'group':
      return membersBegin(fields, field.path, null);
    case 'variant':
      return optionBegin(fields, field, firstOption(field));
    case 'list':
    case 'marketplaces':
      return [];
    case 'by-marketplace':
      return {};
    case 'rule':
      return { match: 'all', of: [] };
    case 'choice':
      return field.begin ?? field.options?.[0];
    case 'switch':
      return field.begin ?? false;
    case 'whole-number':
      return field.begin ?? field.least ?? 0;
    default:
      return field.begin ?? '';
  }
}

function firstOption({ begin, options = [] }: FieldDefinition): string {
  return typeof begin === 'string' ? begin : String(options[0]);
}

function optionBegin(fields: readonly FieldDefinition[], field: FieldDefinition, value: string): unknown {
  return { kind: value, ...membersBegin(fields, field.path, value) };
}

function membersBegin(
  fields: readonly FieldDefinition[],
  path: string,
  option: string | null,
): Readonly<Record<string, unknown>> {
  const members = fields.flatMap((field) => {
    const name = field.path.slice(path.length + 1);
    const isMember = field.path.startsWith(`${path}.`) && !name.includes('.');
    const isMeant = option === null || field.onlyFor === undefined || field.onlyFor.includes(option);
    return isMember && isMeant ? [[name, field.isOptional === true ? null : beginOf(fields, field)]] : [];
  });
  return Object.fromEntries(members) as Readonly<Record<string, unknown>>;
}

function toRuleModel(say: Say): z.input<typeof ruleModel> {
  const options = (word: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: text(say, `${word}.${value}`) }));
  return {
    matches: options('match', ['all', 'any', 'none']),
    facts: options('fact', variantFacts),
    attribute: text(say, 'attribute'),
    comparisons: Object.entries(comparisons).map(([value, takes]) => ({
      value,
      label: text(say, `comparison.${value}`),
      takes,
    })),
    levels: 3,
    mostMembers: 20,
    mostTexts: 100,
    longest: 200,
  };
}

function text(say: Say, word: string): string {
  return say({ code: `form.${word}`, values: {} });
}
