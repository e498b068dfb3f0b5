import type { FormField } from '@quayside/host-kit/forms/form-model';
import { ChoiceList, FormLayout, Select, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useScreen } from './screen-context.tsx';

export type FormValues = Readonly<Record<string, string | string[]>>;

export interface FormState {
  readonly values: FormValues;
  change(name: string, value: string | string[]): void;
  /** Whether everything that is required is there; what is missing is said beside its field from then on. */
  check(): boolean;
  readonly isChecked: boolean;
}

export function useForm(fields: readonly FormField[]): FormState {
  const [values, setValues] = useState<FormValues>(() =>
    Object.fromEntries(
      fields.map((field) => [field.name, field.kind === 'choices' ? [] : firstChoice(field)]),
    ),
  );
  const [isChecked, setIsChecked] = useState(false);
  return {
    values,
    change: (name, value) => setValues((current) => ({ ...current, [name]: value })),
    check() {
      setIsChecked(true);
      return fields.every((field) => !isMissing(field, values));
    },
    isChecked,
  };
}

function firstChoice({ kind, options }: FormField): string {
  return kind === 'choice' ? (options[0]?.value ?? '') : '';
}

function isMissing({ name, isRequired }: FormField, values: FormValues): boolean {
  return isRequired && (values[name] ?? '').length === 0;
}

/** The fields of a connector's form, each as its kind looks. */
export function FormFields({
  fields,
  form,
}: {
  readonly fields: readonly FormField[];
  readonly form: FormState;
}) {
  return (
    <FormLayout>
      {fields.map((field) => (
        <Field key={field.name} field={field} form={form} />
      ))}
    </FormLayout>
  );
}

function Field({ field, form }: { readonly field: FormField; readonly form: FormState }) {
  const { t } = useScreen();
  const { name, kind, label, options, longest } = field;
  const error = form.isChecked && isMissing(field, form.values) ? t('screen.form.missing') : undefined;
  const value = form.values[name] ?? '';
  const help = field.hint ?? undefined;
  if (kind === 'choices') {
    return (
      <ChoiceList
        allowMultiple
        title={label}
        choices={options}
        selected={typeof value === 'string' ? [] : value}
        error={error}
        onChange={(chosen) => form.change(name, chosen)}
      />
    );
  }
  const text = String(value);
  const change = (entered: string): void => form.change(name, entered);
  if (kind === 'choice') {
    return (
      <Select label={label} options={options} value={text} helpText={help} error={error} onChange={change} />
    );
  }
  return (
    <TextField
      label={label}
      value={text}
      type={kind === 'secret' ? 'password' : kind === 'address' ? 'url' : 'text'}
      maxLength={longest}
      helpText={help}
      error={error}
      requiredIndicator={field.isRequired}
      autoComplete="off"
      spellCheck={false}
      onChange={change}
    />
  );
}
