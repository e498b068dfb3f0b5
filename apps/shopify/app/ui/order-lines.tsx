import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge, BlockStack, Box, Divider, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Amount } from './amount.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type View = OutputOf<'order'>;

/** What was bought, and what it comes to. */
export function OrderLines({ view }: { readonly view: Pick<View, 'lines' | 'shipping' | 'total'> }) {
  const { t } = useScreen();
  return (
    <TitledCard title={t('screen.order.lines')}>
      <BlockStack as="ul" gap="300">
        {view.lines.map(({ sku, title, quantity, total, isLinked }, index) => (
          // Lines of one SKU may stand side by side.
          <Box as="li" key={`${sku} ${String(index)}`}>
            <InlineStack align="space-between" gap="400" wrap={false} blockAlign="start">
              <BlockStack gap="050">
                <Text as="p" breakWord>
                  {quantity} × {title}
                </Text>
                <InlineStack gap="200">
                  <Text as="span" tone="subdued" breakWord>
                    {sku}
                  </Text>
                  {!isLinked && <Badge tone="warning">{t('screen.order.unlinked')}</Badge>}
                </InlineStack>
              </BlockStack>
              <Text as="span" numeric>
                <Amount {...total} />
              </Text>
            </InlineStack>
          </Box>
        ))}
      </BlockStack>
      <Divider />
      <Sum name={t('screen.order.shipping')} amount={<Amount {...view.shipping} />} />
      <Sum name={t('screen.orders.total')} amount={<Amount {...view.total} />} isTotal />
    </TitledCard>
  );
}

interface SumProps {
  readonly name: string;
  readonly amount: ReactNode;
  readonly isTotal?: boolean;
}

function Sum({ name, amount, isTotal = false }: SumProps) {
  const weight = isTotal ? 'semibold' : 'regular';
  return (
    <InlineStack align="space-between">
      <Text as="span" fontWeight={weight}>
        {name}
      </Text>
      <Text as="span" fontWeight={weight} numeric>
        {amount}
      </Text>
    </InlineStack>
  );
}
