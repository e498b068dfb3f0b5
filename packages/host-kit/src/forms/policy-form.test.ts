import { attributeRule, variantFacts } from '@quayside/core/domain/attribute-rule';
import { policyKinds, rulesSchemas, type PolicyKind } from '@quayside/core/domain/policy';
import { readRules } from '@quayside/core/use-cases/save-policy';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { priceFormula } from '../admin-api/operations/policy-commands.ts';
import { plainRules } from '../admin-api/operations/policies.ts';
import { createMessageFormatter, type Locale } from '../messages/format-message.ts';
import { policyFormEnglish, type PolicyFormText } from '../messages/policy-form-english.ts';
import { policyFormFrench } from '../messages/policy-form-french.ts';
import { formulaFields, policyFields } from './policy-fields.ts';
import { comparisons, fieldLabels, toPolicyForm } from './policy-form.ts';

const format = createMessageFormatter([]);
const inLanguage =
  (locale: Locale) =>
  (message: Parameters<typeof format>[0]): string =>
    format(message, locale);
const english = inLanguage('en');

/** A schema as JSON Schema has it. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly propertyNames?: Shape;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

function shapeOf(schema: z.ZodType): Shape {
  return z.toJSONSchema(schema, { io: 'input', reused: 'inline' }) as Shape;
}

/** What a schema says of one member of the rules, in the words of a field. */
interface Member {
  readonly path: string;
  readonly kind: string;
  readonly isOptional: boolean;
  readonly onlyFor: readonly string[] | null;
  readonly options: readonly (string | number)[];
  readonly least: number | null;
  readonly most: number | null;
}

const ruleShape = JSON.stringify(withoutSchema(shapeOf(attributeRule)));

function withoutSchema(shape: Shape): Shape {
  const { $schema: _, ...rest } = shape as Shape & { readonly $schema?: string };
  return rest;
}

function valuesOf({
  const: only,
  enum: several,
  anyOf = [],
  oneOf = [],
}: Shape): readonly (string | number)[] {
  if (only !== undefined) return [only];
  return several ?? [...anyOf, ...oneOf].flatMap(valuesOf);
}

/** Every member of a schema that a form must have a field for; not a variant's own `kind`, which its field chooses. */
function membersOf(shape: Shape, path: string, onlyFor: readonly string[] | null = null): Member[] {
  const alternatives = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  const isOptional = alternatives.some(({ type }) => type === 'null');
  const there = alternatives.filter(({ type }) => type !== 'null');
  const only = isOptional && there.length === 1 ? (there[0] ?? shape) : shape;
  const base: Omit<Member, 'kind'> = { path, isOptional, onlyFor, options: [], least: null, most: null };
  if (JSON.stringify(only) === ruleShape) return [{ ...base, kind: 'rule' }];
  const variants = [...(only.oneOf ?? []), ...(only.anyOf ?? [])].flatMap((each) => each.oneOf ?? each);
  const objects = variants.filter(({ properties }) => properties !== undefined);
  if (objects.length > 0)
    return [{ ...base, kind: 'variant', ...variantOf(objects) }, ...below(objects, path)];
  if (only.properties !== undefined) {
    return [
      ...(path === '' ? [] : [{ ...base, kind: 'group' }]),
      ...Object.entries(only.properties).flatMap(([name, member]) =>
        membersOf(member, path === '' ? name : `${path}.${name}`),
      ),
    ];
  }
  if (only.type === 'array') return listMembers(only, base);
  return [{ ...base, ...leafOf(only) }];
}

function listMembers({ items = {}, maxItems }: Shape, base: Omit<Member, 'kind'>): Member[] {
  if (items.type === 'string') return [{ ...base, kind: 'marketplaces', most: maxItems ?? null }];
  return [{ ...base, kind: 'list', most: maxItems ?? null }, ...membersOf(items, `${base.path}.*`)];
}

function variantOf(objects: readonly Shape[]) {
  return { options: objects.flatMap(({ properties }) => valuesOf(properties?.['kind'] ?? {})) };
}

function below(objects: readonly Shape[], path: string): Member[] {
  return objects.flatMap(({ properties = {} }) => {
    const { kind = {}, ...members } = properties;
    return Object.entries(members).flatMap(([name, member]) =>
      membersOf(member, `${path}.${name}`, valuesOf(kind).map(String)),
    );
  });
}

function leafOf(shape: Shape): Pick<Member, 'kind'> & Partial<Member> {
  const { type, pattern = '', minimum = null, maximum = null, maxLength = null } = shape;
  const options = valuesOf(shape);
  if (options.length > 0) return { kind: 'choice', options };
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'integer') return { kind: 'whole-number', least: minimum, most: maximum };
  if (type === 'object') return { kind: 'by-marketplace' };
  if (shape.format === 'date') return { kind: 'date' };
  if (pattern.includes('A-Z')) return { kind: 'currency' };
  if (pattern !== '') {
    const most = pattern.includes('{1,2}(') ? 99.99 : null;
    return { kind: 'decimal', least: pattern.startsWith('^-?') ? null : 0, most };
  }
  if (maxLength === 64) return { kind: 'marketplace' };
  if (maxLength === 100) return { kind: 'attribute' };
  return { kind: 'text', most: maxLength };
}

function byPath<Row extends { readonly path: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

function fieldsOf(kind: PolicyKind): Member[] {
  return policyFields[kind].map((field) => ({
    path: field.path,
    kind: field.kind,
    isOptional: field.isOptional ?? false,
    onlyFor: field.onlyFor ?? null,
    options: field.options ?? [],
    least: field.least ?? null,
    most: field.most ?? null,
  }));
}

function sorted(members: readonly Member[]) {
  return byPath(members).map((each) => ({ ...each, options: each.options.map(String).sort() }));
}

describe('the forms of policies', () => {
  it.each(policyKinds)(
    '%s: every member of the rules has a field that takes the same, and no field is of nothing',
    (kind) => {
      expect(sorted(fieldsOf(kind))).toEqual(sorted(membersOf(shapeOf(rulesSchemas[kind]), '')));
    },
  );

  it('the price formula has a field for every figure', () => {
    expect(formulaFields.map(({ path }) => path).sort()).toEqual(Object.keys(priceFormula.shape).sort());
  });

  it('have every text in both languages, and need every text there is', () => {
    const needed = policyKinds
      .flatMap((kind) => [...policyFields[kind], ...formulaFields])
      .flatMap(({ word, optionWord = word, options = [], suffix }) => [
        `form.${word}`,
        ...options.map((value) => `form.${optionWord}.${value}`),
        ...(suffix === undefined ? [] : [`form.suffix.${suffix}`]),
      ]);
    const ofRules = [
      ...['all', 'any', 'none'].map((match) => `form.match.${match}`),
      ...variantFacts.map((fact) => `form.fact.${fact}`),
      ...Object.keys(comparisons).map((comparison) => `form.comparison.${comparison}`),
    ];
    const texts = Object.keys(policyFormEnglish) as PolicyFormText[];
    const labels = texts.filter((each) => !each.endsWith('.hint'));
    expect([...new Set([...needed, ...ofRules])].sort()).toEqual(labels.toSorted());
    for (const hint of texts.filter((each) => each.endsWith('.hint'))) {
      expect(texts).toContain(hint.replace(/\.hint$/, ''));
    }
    for (const each of texts) {
      expect(policyFormFrench[each], each).not.toBe('');
      expect(english({ code: each, values: {} })).toBe(policyFormEnglish[each]);
      expect(inLanguage('fr')({ code: each, values: {} })).toBe(policyFormFrench[each]);
    }
  });

  it('the model of attribute rules has all that a rule may say', () => {
    const { rule } = toPolicyForm('selling', english);
    const group = shapeOf(attributeRule);
    const { of: list = {}, match = {} } = group.properties ?? {};
    expect(rule.matches.map(({ value }) => value)).toEqual(valuesOf(match));
    expect(rule.mostMembers).toBe(list.maxItems);
    const conditions = (list.items?.anyOf ?? []).flatMap((each) => each.oneOf ?? []);
    const [subject = {}] = conditions.flatMap(({ properties }) => properties?.['subject'] ?? []);
    const [fact] = subject.oneOf ?? [];
    expect(rule.facts.map(({ value }) => value)).toEqual(fact?.properties?.['name']?.enum);
    const takes = conditions.flatMap(({ properties = {} }) => {
      const { is = {}, value, values } = properties;
      const one = value?.pattern === undefined ? 'text' : 'decimal';
      if (values !== undefined) {
        expect([rule.mostTexts, rule.longest]).toEqual([values.maxItems, values.items?.maxLength]);
      }
      const what = values !== undefined ? 'texts' : value === undefined ? 'nothing' : one;
      return valuesOf(is).map((each) => [each, what]);
    });
    expect(rule.comparisons.map(({ value, takes: what }) => [value, what])).toEqual(takes);
    const levels = (shape: Shape): number =>
      1 +
      Math.max(
        0,
        ...(shape.properties?.['of']?.items?.anyOf ?? [])
          .filter((each) => each.properties?.['match'])
          .map(levels),
      );
    // A group of the innermost level has comparisons alone.
    expect(rule.levels).toBe(levels(group));
  });

  it.each(policyKinds)(
    '%s: what is switched on or added is right once its empty fields are filled in',
    (kind) => {
      const { fields } = toPolicyForm(kind, english);
      for (const { path, kind: looks, isOptional, begin, options } of fields) {
        if (path.includes('*') || (looks !== 'variant' && !isOptional)) continue;
        const begins = looks === 'variant' ? options.map((each) => each.begin) : [begin];
        for (const value of begins) {
          const rules = withMember(withGroupsOf(fields, path, plainRules[kind]), path.split('.'), value);
          const read = readRules(kind, rules);
          const wrong = read.ok ? [] : read.error.paths;
          const isEmpty = (at: string) => at.split('.').reduce<unknown>(memberOf, rules) === '';
          // A price from the margin wants the margin besides.
          expect(
            wrong.filter((at) => !isEmpty(at) && at !== 'price.floor'),
            path,
          ).toEqual([]);
        }
      }
    },
  );

  it('rows begin right as well', () => {
    const { fields } = toPolicyForm('selling', english);
    const row = (path: string) => fields.find((field) => field.path === path);
    expect(row('fees.*')?.begin).toEqual({
      marketplace: null,
      when: null,
      percent: '',
      minimum: '0',
      fixed: '0',
    });
    expect(row('price.modifiers.*')?.options.map(({ begin }) => begin)).toEqual([
      { kind: 'absolute', value: '' },
      { kind: 'percent', value: '' },
      { kind: 'attribute', name: '', times: 1 },
      { kind: 'attribute-percent', name: '', times: 1 },
    ]);
    expect(row('price.sale')?.begin).toEqual({
      source: { kind: 'shop' },
      modifiers: [],
      from: { kind: 'shop' },
      until: { kind: 'shop' },
    });
  });

  it('name what is wrong by the label of its field, or of what it stands in', () => {
    const paths = [
      'price.modifiers.0.value',
      'price.modifiers.2.value',
      'vat.charged.market-1',
      'nonsense',
      '',
    ];
    expect(fieldLabels('selling', paths, english)).toEqual([
      'How much',
      'In the prices of each marketplace',
      'nonsense',
      '–',
    ]);
  });
});

function memberOf(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | null)?.[name];
}

function withMember(rules: object, [name = '', ...rest]: readonly string[], value: unknown): object {
  const inner = memberOf(rules, name) as object;
  return { ...rules, [name]: rest.length === 0 ? value : withMember(inner, rest, value) };
}

/** The same rules with everything switched on that a member stands in. */
function withGroupsOf(
  fields: ReturnType<typeof toPolicyForm>['fields'],
  path: string,
  rules: object,
): object {
  const around = fields.filter((field) => field.isOptional && path.startsWith(`${field.path}.`));
  return around.reduce((so, field) => withMember(so, field.path.split('.'), field.begin), rules);
}
