import { BlockStack, Text } from '@shopify/polaris';

export interface SaidProps {
  readonly label: string;
  readonly value: string;
}

/** A field as somebody sees it who may not change it: its name and what stands there. */
export function Said({ label, value }: SaidProps) {
  return (
    <BlockStack gap="050">
      <Text as="p" tone="subdued">
        {label}
      </Text>
      <Text as="p" breakWord>
        {value === '' ? '—' : value}
      </Text>
    </BlockStack>
  );
}
