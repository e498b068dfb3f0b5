import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, Link, Text } from '@shopify/polaris';
import { ProposalSummary } from './proposal-summary.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Listing = Pick<OutputOf<'listing'>, 'id' | 'connectionId' | 'channelSku' | 'candidates'>;

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
            <ProposalSummary
              title={title}
              image={image}
              about={[catalogueId, brand]}
              sentences={reasons}
              action={
                may('choose-match') && (
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
                )
              }
            />
          </Box>
        ))}
      </BlockStack>
      <Text as="p">
        <Link url={`/app/matching?${new URLSearchParams({ text: listing.channelSku }).toString()}`}>
          {t('screen.matching.compare')}
        </Link>
      </Text>
    </TitledCard>
  );
}
