import { Text } from '@shopify/polaris';
import type { Field } from './rules-draft.ts';

/** What a part of the rules is called, and what it is for. */
export function FieldHeading({ field: { label, hint } }: { readonly field: Field }) {
  return (
    <>
      <Text as="h3" variant="headingSm">
        {label}
      </Text>
      {hint !== null && (
        <Text as="p" tone="subdued">
          {hint}
        </Text>
      )}
    </>
  );
}
