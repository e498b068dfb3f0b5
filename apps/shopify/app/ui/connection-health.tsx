import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { ConnectionState } from './connection-state.tsx';
import { HealthBadge } from './health-badge.tsx';
import { useScreen } from './screen-context.tsx';

/** The health of every link, on the home page. */
export function ConnectionHealth({
  connections,
}: {
  readonly connections: OutputOf<'overview'>['connections'];
}) {
  const { t } = useScreen();
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t('screen.health.title')}
          </Text>
          <Button url="/app/channels" variant="plain">
            {t('screen.health.manage')}
          </Button>
        </InlineStack>
        {connections.length === 0 && <Text as="p">{t('screen.health.none')}</Text>}
        <BlockStack as="ul" gap="300">
          {connections.map((connection) => (
            <Box as="li" key={connection.id}>
              <BlockStack gap="100">
                <InlineStack align="space-between" gap="200" wrap={false} blockAlign="start">
                  <Text as="span" fontWeight="semibold" breakWord>
                    {connection.name}
                  </Text>
                  <HealthBadge health={connection.health} />
                </InlineStack>
                <Text as="span" tone="subdued">
                  {connection.platform}
                </Text>
                <ConnectionState connection={connection} />
              </BlockStack>
            </Box>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
