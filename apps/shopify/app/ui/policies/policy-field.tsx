import { BlockStack, Box, Checkbox, InlineGrid, Select } from '@shopify/polaris';
import { useScreen } from '../screen-context.tsx';
import { useDraft } from './draft-context.tsx';
import { ByMarketplace, Marketplaces } from './marketplace-fields.tsx';
import { Said } from './said.tsx';
import { FieldHeading } from './field-heading.tsx';
import { ListField } from './list-field.tsx';
import { RuleField } from './rule-field.tsx';
import { fieldAt, fieldsWithin, inCurrency, pathWithin, type Field } from './rules-draft.ts';
import { ChosenField, useFieldProblem, WrittenField, type FieldProps } from './written-field.tsx';

export interface FieldsWithinProps {
  /** Of what they stand in. */
  readonly path: string;
  /** What was chosen there, where it is a variant. */
  readonly option?: string | null;
}

/** The fields of a part of the rules, in their order; short ones stand side by side. */
export function FieldsWithin({ path, option = null }: FieldsWithinProps) {
  const { fields } = useDraft();
  return (
    <BlockStack gap="400">
      {inRows(fieldsWithin(fields, path, option)).map((row) => (
        <FieldRow key={row[0]?.path} fields={row} path={path} />
      ))}
    </BlockStack>
  );
}

/** Fields side by side, each at its place below a path. */
export function FieldRow({ fields, path }: { readonly fields: readonly Field[]; readonly path: string }) {
  const [first] = fields;
  if (first === undefined) return null;
  const shown = fields.map((field) => (
    <PolicyField key={field.path} field={field} path={pathWithin(path, field)} />
  ));
  if (isShort(first)) {
    return (
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400" alignItems="start">
        {shown}
      </InlineGrid>
    );
  }
  return <BlockStack gap={first.kind === 'switch' ? '0' : '400'}>{shown}</BlockStack>;
}

const short: ReadonlySet<Field['kind']> = new Set([
  'choice',
  'whole-number',
  'decimal',
  'text',
  'date',
  'currency',
  'attribute',
  'marketplace',
]);

function isAlike(one: Field, other: Field): boolean {
  return (isShort(one) && isShort(other)) || (one.kind === 'switch' && other.kind === 'switch');
}

function isShort({ kind }: Field): boolean {
  return short.has(kind);
}

/** Short fields that follow one another stand together, and so do switches; every other one stands by itself. */
function inRows(fields: readonly Field[]): readonly (readonly Field[])[] {
  const rows: Field[][] = [];
  for (const field of fields) {
    const [before] = rows.at(-1) ?? [];
    if (before !== undefined && isAlike(before, field)) rows.at(-1)?.push(field);
    else rows.push([field]);
  }
  return rows;
}

/** One field of a policy, as its kind looks. */
function PolicyField({ field, path }: FieldProps) {
  switch (field.kind) {
    case 'group':
      return field.isOptional ? (
        <OptionalGroup field={field} path={path} />
      ) : (
        <Group field={field} path={path} />
      );
    case 'list':
      return <Rows field={field} path={path} />;
    case 'variant':
      return <Variant field={field} path={path} />;
    case 'rule':
      return <RuleField field={field} path={path} />;
    case 'switch':
      return <Switch field={field} path={path} />;
    case 'marketplaces':
      return <Marketplaces field={field} path={path} />;
    case 'by-marketplace':
      return <ByMarketplace field={field} path={path} />;
    case 'choice':
    case 'currency':
    case 'marketplace':
      return <ChosenField field={field} path={path} />;
    default:
      return <WrittenField field={field} path={path} />;
  }
}

/** Rows, each with the fields of a group or of a variant. */
export function Rows({ field, path, isTitled = false }: FieldProps & { readonly isTitled?: boolean }) {
  const { fields } = useDraft();
  return (
    <ListField field={field} path={path} isTitled={isTitled}>
      {(rowPath) => {
        const row = fieldAt(fields, rowPath);
        if (row?.kind === 'group') return <FieldsWithin path={rowPath} />;
        return row === undefined ? null : <PolicyField field={row} path={rowPath} />;
      }}
    </ListField>
  );
}

function Group({ field, path }: FieldProps) {
  return (
    <div role="group" aria-label={field.label}>
      <BlockStack gap="200">
        <FieldHeading field={field} />
        <FieldsWithin path={path} />
      </BlockStack>
    </div>
  );
}

/** A part of the rules that may be there or not. */
export function OptionalGroup({
  field,
  path,
  label = field.label,
}: FieldProps & { readonly label?: string }) {
  const { valueAt, change, isReadOnly, choices } = useDraft();
  const error = useFieldProblem(field, path);
  const isThere = (valueAt(path) ?? null) !== null;
  if (isReadOnly) return <SaidGroup field={field} path={path} isThere={isThere} />;
  return (
    <BlockStack gap="300">
      <Checkbox
        label={label}
        helpText={field.hint ?? undefined}
        checked={isThere}
        // What is wrong below it is said there.
        error={isThere ? undefined : error}
        onChange={(isWanted) =>
          change(path, isWanted ? inCurrency(field.begin, choices.currencies[0] ?? '') : null)
        }
      />
      {isThere && (
        <div role="group" aria-label={field.label}>
          <Box paddingInlineStart="400" borderInlineStartWidth="050" borderColor="border">
            <FieldsWithin path={path} />
          </Box>
        </div>
      )}
    </BlockStack>
  );
}

function SaidGroup({ field, path, isThere }: FieldProps & { readonly isThere: boolean }) {
  const { t } = useScreen();
  return isThere ? (
    <Group field={field} path={path} />
  ) : (
    <Said label={field.label} value={t('screen.policy.none')} />
  );
}

/** One of several ways, with the fields that belong to it beside and below. */
function Variant({ field, path }: FieldProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly, choices, fields } = useDraft();
  const kind = valueAt(`${path}.kind`);
  const option = typeof kind === 'string' ? kind : '';
  const error = useFieldProblem(field, path);
  const within = option === '' ? [] : fieldsWithin(fields, path, option);
  const isAround = within.length > 0;
  const chosenLabel = field.options.find(({ value }) => value === option)?.label ?? t('screen.policy.none');
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400" alignItems="start">
      {isReadOnly ? (
        <Said label={field.label} value={chosenLabel} />
      ) : (
        <Select
          label={field.label}
          helpText={field.hint ?? undefined}
          // What is wrong below it is said there.
          error={isAround ? undefined : error}
          value={option}
          options={[
            ...(field.isOptional ? [{ value: '', label: t('screen.policy.none') }] : []),
            ...field.options.map(({ value, label }) => ({ value: String(value), label })),
          ]}
          onChange={(chosen) => {
            const begin = field.options.find(({ value }) => String(value) === chosen)?.begin ?? null;
            change(path, inCurrency(begin, choices.currencies[0] ?? ''));
          }}
        />
      )}
      {within.map((each) => (
        <PolicyField key={each.path} field={each} path={pathWithin(path, each)} />
      ))}
    </InlineGrid>
  );
}

function Switch({ field, path }: FieldProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly } = useDraft();
  const isOn = valueAt(path) === true;
  if (isReadOnly)
    return <Said label={field.label} value={t(isOn ? 'screen.policy.yes' : 'screen.policy.no')} />;
  return (
    <Checkbox
      label={field.label}
      helpText={field.hint ?? undefined}
      checked={isOn}
      onChange={(isWanted) => change(path, isWanted)}
    />
  );
}
