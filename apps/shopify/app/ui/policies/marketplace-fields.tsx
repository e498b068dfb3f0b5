import { BlockStack, ChoiceList, InlineGrid, Text, TextField } from '@shopify/polaris';
import { useScreen } from '../screen-context.tsx';
import { useDraft } from './draft-context.tsx';
import { plainDecimal } from './rules-draft.ts';
import { Said } from './said.tsx';
import { useFieldProblem, type FieldProps } from './written-field.tsx';

/** Some of the marketplaces that there are. */
export function Marketplaces({ field, path }: FieldProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly, choices } = useDraft();
  const error = useFieldProblem(field, path);
  const chosen = (valueAt(path) ?? []) as string[];
  if (choices.marketplaces.length === 0 && chosen.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('screen.policy.no-marketplaces')}
      </Text>
    );
  }
  const known = marketplacesWith(choices.marketplaces, chosen);
  if (isReadOnly) {
    const names = known.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
    return <Said label={field.label} value={names.join(', ')} />;
  }
  return (
    <ChoiceList
      allowMultiple
      title={field.label}
      choices={known.map(({ id, name }) => ({ value: id, label: name }))}
      selected={chosen}
      error={error}
      onChange={(marketplaces) => change(path, marketplaces)}
    />
  );
}

/** A number for each marketplace; where nothing is written there is none. */
export function ByMarketplace({ field, path }: FieldProps) {
  const { t, locale } = useScreen();
  const { valueAt, change, isReadOnly, choices, isWrong } = useDraft();
  const values = (valueAt(path) ?? {}) as Readonly<Record<string, string>>;
  const marketplaces = marketplacesWith(choices.marketplaces, Object.keys(values));
  if (isReadOnly) {
    const said = marketplaces
      .filter(({ id }) => values[id] !== undefined)
      .map(({ id, name }) => `${name}: ${values[id] ?? ''} ${field.suffix ?? ''}`.trim());
    return <Said label={field.label} value={said.join(', ')} />;
  }
  return (
    <BlockStack gap="200">
      <Text as="p">{field.label}</Text>
      {field.hint !== null && (
        <Text as="p" tone="subdued">
          {field.hint}
        </Text>
      )}
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400" alignItems="start">
        {marketplaces.map(({ id, name }) => (
          <TextField
            key={id}
            label={name}
            value={values[id] ?? ''}
            suffix={field.suffix ?? undefined}
            inputMode="decimal"
            autoComplete="off"
            error={isWrong(`${path}.${id}`) ? t('screen.policy.decimal') : undefined}
            onChange={(entered) => {
              const { [id]: _, ...others } = values;
              const typed = plainDecimal(entered, locale);
              change(path, typed === '' ? others : { ...others, [id]: typed });
            }}
          />
        ))}
      </InlineGrid>
    </BlockStack>
  );
}

/** Those that can be chosen, and those that were chosen before and are no longer there. */
function marketplacesWith(
  known: readonly { readonly id: string; readonly name: string }[],
  chosen: readonly string[],
): readonly { readonly id: string; readonly name: string }[] {
  const gone = chosen.filter((id) => known.every((each) => each.id !== id));
  return [...known, ...gone.map((id) => ({ id, name: id }))];
}
