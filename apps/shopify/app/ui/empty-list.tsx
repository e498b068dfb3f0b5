import { BlockStack, Box, Text } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

export interface EmptyListProps {
  /** Something was looked for, or chosen. */
  readonly isNarrowed: boolean;
  readonly title: string;
  /** What would bring something here. */
  readonly sentence: string;
}

/** In place of the rows of a list. */
export function EmptyList({ isNarrowed, title, sentence }: EmptyListProps) {
  const { t } = useScreen();
  return (
    <Box paddingBlock="1200" paddingInline="400">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {isNarrowed ? t('screen.list.nothing-found') : title}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {isNarrowed ? t('screen.list.look-otherwise') : sentence}
        </Text>
      </BlockStack>
    </Box>
  );
}
