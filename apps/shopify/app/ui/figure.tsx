import { BlockStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useScreen } from './screen-context.tsx';

export interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly url?: string;
}

/** A figure with its name below it, which leads to what it counts. */
export function Figure({ name, value, url }: FigureProps) {
  const { locale } = useScreen();
  const shown = typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  return (
    <BlockStack gap="050">
      <Text as="span" variant="headingLg">
        {shown}
      </Text>
      <Text as="span" tone="subdued">
        {url === undefined ? name : <Link url={url}>{name}</Link>}
      </Text>
    </BlockStack>
  );
}
