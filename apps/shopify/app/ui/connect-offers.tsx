import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

export interface ConnectOffersProps {
  readonly offered: OutputOf<'channels'>['offered'];
  /** Nothing is connected yet: this is what the page is for. */
  readonly isFirst: boolean;
}

/** The channels that an account can be connected of. */
export function ConnectOffers({ offered, isFirst }: ConnectOffersProps) {
  const { t } = useScreen();
  return (
    <TitledCard title={t(isFirst ? 'screen.channels.connect-first' : 'screen.channels.connect')}>
      <Text as="p" tone="subdued">
        {t('screen.channels.connect-why')}
      </Text>
      <BlockStack as="ul" gap="200">
        {offered.map(({ connector, name }) => (
          <Box as="li" key={connector}>
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="span">{name}</Text>
              <Button
                url={`/app/channels/connect/${connector}`}
                variant={isFirst && offered.length === 1 ? 'primary' : 'secondary'}
                accessibilityLabel={t('screen.channels.connect-one', { name })}
              >
                {t('screen.channels.connect-go')}
              </Button>
            </InlineStack>
          </Box>
        ))}
      </BlockStack>
    </TitledCard>
  );
}
