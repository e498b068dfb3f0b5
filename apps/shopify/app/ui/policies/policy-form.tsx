import { BlockStack, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card.tsx';
import { useScreen } from '../screen-context.tsx';
import { useDraft } from './draft-context.tsx';
import { FieldRow, FieldsWithin, OptionalGroup, Rows } from './policy-field.tsx';
import { fieldsWithin, type Field } from './rules-draft.ts';

/** The form of a policy: a card for each outermost part of its rules. */
export function PolicyForm({ title }: { readonly title: string }) {
  const { fields } = useDraft();
  return (
    <BlockStack gap="400">
      {inCards(fieldsWithin(fields, '')).map(({ head, more }) => (
        <TitledCard key={head?.path ?? ''} title={head?.label ?? title}>
          {head !== null && <Head field={head} />}
          <FieldRow fields={more} path="" />
        </TitledCard>
      ))}
    </BlockStack>
  );
}

/** What a card is about: the heading stands above it already. */
function Head({ field }: { readonly field: Field }) {
  const { t } = useScreen();
  if (field.kind === 'group' && field.isOptional) {
    return <OptionalGroup field={field} path={field.path} label={t('screen.policy.use')} />;
  }
  return (
    <>
      {field.hint !== null && (
        <Text as="p" tone="subdued">
          {field.hint}
        </Text>
      )}
      {field.kind === 'list' ? (
        <Rows field={field} path={field.path} isTitled />
      ) : (
        <FieldsWithin path={field.path} />
      )}
    </>
  );
}

interface FormCard {
  /** `null`: a card of single fields. */
  readonly head: Field | null;
  readonly more: Field[];
}

/** Groups and lists head a card of their own; a single field stands in the card before it. */
function inCards(fields: readonly Field[]): readonly FormCard[] {
  const cards: FormCard[] = [];
  for (const field of fields) {
    if (field.kind === 'group' || field.kind === 'list') cards.push({ head: field, more: [] });
    else if (cards.length === 0) cards.push({ head: null, more: [field] });
    else cards.at(-1)?.more.push(field);
  }
  return cards;
}
