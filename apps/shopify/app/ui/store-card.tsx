import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionState } from './connection-state.tsx';
import { HealthBadge } from './health-badge.tsx';
import { useScreen } from './screen-context.tsx';

/** The shop itself. It goes with the app, so that it is never disconnected here. */
export function StoreCard({ store }: { readonly store: OutputOf<'channels'>['stores'][number] }) {
  const { t } = useScreen();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200" wrap={false} blockAlign="start">
          <Text as="h2" variant="headingMd">
            {t('screen.channels.shop')}
          </Text>
          <HealthBadge health={store.health} />
        </InlineStack>
        <Text as="p" breakWord>
          {store.name}
        </Text>
        <ConnectionState connection={store} />
        <ConnectionActions connection={store} />
      </BlockStack>
    </Card>
  );
}
