import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { Picture } from './picture.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';
import { Whole } from './whole.tsx';

type Listing = Pick<OutputOf<'listing'>, 'id' | 'connectionId' | 'candidates'>;

/** What the listing may be in the channel's catalogue, for the merchant to choose. */
export function MatchCandidates({ listing }: { readonly listing: Listing }) {
  const { t, may, useCommand } = useScreen();
  const { run, isRunning, asked, problem } = useCommand('choose-match');
  return (
    <TitledCard title={t('screen.candidates.title')}>
      {problem !== null && <Refusal sentence={problem} />}
      <BlockStack as="ul" gap="400">
        {listing.candidates.map(({ catalogueId, title, brand, image, reasons }) => (
          <Box as="li" key={catalogueId}>
            <InlineStack gap="300" wrap={false} blockAlign="start" align="space-between">
              <InlineStack gap="300" wrap={false} blockAlign="start">
                <Picture url={image} />
                <BlockStack gap="100">
                  <Text as="p" fontWeight="semibold" breakWord>
                    {title}
                  </Text>
                  <Text as="p" tone="subdued">
                    {[catalogueId, brand].filter((part) => part !== null).join(' · ')}
                  </Text>
                  {reasons.map((reason) => (
                    <Text as="p" key={reason} breakWord>
                      {reason}
                    </Text>
                  ))}
                </BlockStack>
              </InlineStack>
              {may('choose-match') && (
                <Whole>
                  <Button
                    loading={isRunning && asked?.catalogueId === catalogueId}
                    disabled={isRunning}
                    accessibilityLabel={t('screen.candidates.choose-one', { catalogueId })}
                    onClick={() =>
                      run({ connectionId: listing.connectionId, listingId: listing.id, catalogueId })
                    }
                  >
                    {t('screen.candidates.choose')}
                  </Button>
                </Whole>
              )}
            </InlineStack>
          </Box>
        ))}
      </BlockStack>
    </TitledCard>
  );
}
