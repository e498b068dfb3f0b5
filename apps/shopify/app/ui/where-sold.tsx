import { BlockStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Clamped } from './clamped.tsx';

/** A marketplace and the account there, as a cell of a table. */
export function WhereSold({
  marketplace,
  account,
}: {
  readonly marketplace: ReactNode;
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
