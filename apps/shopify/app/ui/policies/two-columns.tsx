import { BlockStack, InlineGrid } from '@shopify/polaris';
import type { ReactNode } from 'react';

export interface TwoColumnsProps {
  readonly children: ReactNode;
  readonly aside: ReactNode;
}

/** What a page is about, and a narrower column beside it. Unlike Polaris' own layout it keeps its widths while a long page is still being received. */
export function TwoColumns({ children, aside }: TwoColumnsProps) {
  return (
    <InlineGrid columns={{ xs: 1, md: ['twoThirds', 'oneThird'] }} gap="400">
      <BlockStack gap="400">{children}</BlockStack>
      <BlockStack gap="400">{aside}</BlockStack>
    </InlineGrid>
  );
}
