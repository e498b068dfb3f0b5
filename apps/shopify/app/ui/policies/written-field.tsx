import { Select, TextField } from '@shopify/polaris';
import { useScreen } from '../screen-context.tsx';
import { Said } from './said.tsx';
import { useDraft } from './draft-context.tsx';
import { plainDecimal, type Field } from './rules-draft.ts';
import { SuggestedText } from './suggested-text.tsx';

export interface FieldProps {
  readonly field: Field;
  /** Where it stands, with the numbers of rows. */
  readonly path: string;
}

/** A field that is typed in: a number, a text, a date, a name of the shop's. Nothing in an optional one stands for nothing of it. */
export function WrittenField({ field, path }: FieldProps) {
  const { valueAt, change, isReadOnly, choices } = useDraft();
  const { locale } = useScreen();
  const error = useFieldProblem(field, path);
  const value = valueAt(path);
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (isReadOnly) {
    const unit = field.suffix === null || text === '' ? '' : ` ${field.suffix}`;
    return <Said label={field.label} value={`${text}${unit}`} />;
  }
  const shared = {
    label: field.label,
    value: text,
    error,
    helpText: field.hint ?? undefined,
    suffix: field.suffix ?? undefined,
    onChange: (entered: string) => change(path, read(field, entered, locale)),
  };
  if (field.kind === 'attribute') return <SuggestedText {...shared} suggestions={choices.attributes} />;
  return (
    <TextField
      {...shared}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={inputModes[field.kind]}
      maxLength={field.kind === 'text' ? (field.most ?? undefined) : undefined}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

const inputModes: Readonly<Partial<Record<Field['kind'], 'decimal' | 'numeric'>>> = {
  decimal: 'decimal',
  'whole-number': 'numeric',
};

/** A field whose value is one of some: a choice, a currency, a marketplace. */
export function ChosenField({ field, path }: FieldProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly, choices } = useDraft();
  const error = useFieldProblem(field, path);
  const value = valueAt(path);
  const current = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const options = optionsOf(field, choices);
  const isKnown = options.some((option) => option.value === current);
  if (isReadOnly) {
    const chosen = options.find((option) => option.value === current);
    return <Said label={field.label} value={chosen?.label ?? current} />;
  }
  const nothing = field.isOptional ? t('screen.policy.any') : t('screen.policy.choose');
  return (
    <Select
      label={field.label}
      helpText={field.hint ?? undefined}
      error={error}
      value={current}
      options={[
        ...(field.isOptional || current === '' ? [{ value: '', label: nothing }] : []),
        ...(isKnown || current === '' ? [] : [{ value: current, label: current }]),
        ...options,
      ]}
      onChange={(chosen) => {
        const meant = field.options.find((option) => String(option.value) === chosen);
        change(path, chosen === '' && field.isOptional ? null : (meant?.value ?? chosen));
      }}
    />
  );
}

function optionsOf(
  { kind, options }: Field,
  { currencies, marketplaces }: ReturnType<typeof useDraft>['choices'],
): readonly { readonly value: string; readonly label: string }[] {
  if (kind === 'currency') return currencies.map((each) => ({ value: each, label: each }));
  if (kind === 'marketplace') return marketplaces.map(({ id, name }) => ({ value: id, label: name }));
  return options.map(({ value, label }) => ({ value: String(value), label }));
}

/** What is said at a field whose value cannot be; a member below it counts as its own. */
export function useFieldProblem(field: Field, path: string): string | undefined {
  const { t } = useScreen();
  const { isWrong, valueAt } = useDraft();
  if (!isWrong(path)) return undefined;
  if (field.kind === 'whole-number' && field.least !== null && field.most !== null) {
    return t('screen.policy.whole-number', { least: field.least, most: field.most });
  }
  const value = valueAt(path);
  if (value === '' || value === null) return t('screen.form.missing');
  return t(field.kind === 'decimal' ? 'screen.policy.decimal' : 'screen.policy.wrong');
}

/** What was typed, as rules have it; what cannot be is kept as it was typed and said to be wrong. */
function read({ kind, isOptional }: Field, entered: string, locale: string): unknown {
  if (kind === 'text' || kind === 'attribute') return isOptional && entered === '' ? null : entered;
  const typed = entered.trim();
  if (isOptional && typed === '') return null;
  if (kind === 'whole-number') return /^\d{1,9}$/.test(typed) ? Number(typed) : typed;
  return kind === 'decimal' ? plainDecimal(typed, locale) : typed;
}
