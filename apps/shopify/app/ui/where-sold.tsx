import { BlockStack, Text } from '@shopify/polaris';
import { Clamped } from './clamped.tsx';

/** A marketplace and the account there, as a cell of a table. */
export function WhereSold({
  marketplace,
  account,
}: {
  readonly marketplace: string;
  readonly account: string;
}) {
  return (
    <BlockStack>
      <Text as="span">{marketplace}</Text>
      <Clamped>
        <Text as="span" tone="subdued">
          {account}
        </Text>
      </Clamped>
    </BlockStack>
  );
}
