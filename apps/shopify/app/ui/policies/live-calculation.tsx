import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, Divider, InlineStack, Spinner, Text } from '@shopify/polaris';
import { OfferSteps } from '../offer-calculation.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen, type Question } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { Whole } from '../whole.tsx';
import { ListingPicker } from './listing-picker.tsx';

export interface LiveCalculationProps {
  readonly live: Question<'explain-draft'>;
  readonly listingIds: readonly string[];
  /** Whether the rules differ from those that hold. */
  readonly isDraft: boolean;
  readonly onChange: (listingIds: readonly string[]) => void;
}

const mostListings = 10;

/** What some listings would show by the rules as they are written at this moment, step by step. */
export function LiveCalculation({ live, listingIds, isDraft, onChange }: LiveCalculationProps) {
  const { t } = useScreen();
  const { answer, problem, isAsking } = live;
  const rows = (answer?.rows ?? []).filter(({ listingId }) => listingIds.includes(listingId));
  return (
    <div style={inSight}>
      <TitledCard title={t('screen.live.title')}>
        <Text as="p" tone="subdued">
          {t(isDraft ? 'screen.live.draft' : 'screen.live.why')}
        </Text>
        {listingIds.length < mostListings ? (
          <ListingPicker chosen={listingIds} onChoose={(listingId) => onChange([...listingIds, listingId])} />
        ) : (
          <Text as="p">{t('screen.live.most', { count: mostListings })}</Text>
        )}
        {isAsking && (
          <InlineStack gap="200" blockAlign="center">
            <Spinner size="small" accessibilityLabel={t('screen.loading')} />
            <Text as="span" tone="subdued">
              {t('screen.live.reckoning')}
            </Text>
          </InlineStack>
        )}
        {!isAsking && problem !== null && <Refusal sentence={problem} />}
        {(isAsking || problem === null) && listingIds.length > 0 && (
          <BlockStack as="ul" gap="400">
            {rows.map((row) => (
              <Box as="li" key={row.listingId}>
                <Explained
                  row={row}
                  onRemove={() => onChange(listingIds.filter((id) => id !== row.listingId))}
                />
              </Box>
            ))}
          </BlockStack>
        )}
      </TitledCard>
    </div>
  );
}

/** It stays in sight while a long form is written beside it. */
const inSight = {
  position: 'sticky',
  top: 'var(--p-space-400)',
  maxHeight: 'calc(100vh - 2 * var(--p-space-400))',
  overflowY: 'auto',
} as const;

interface ExplainedProps {
  readonly row: OutputOf<'explain-draft'>['rows'][number];
  readonly onRemove: () => void;
}

function Explained({ row, onRemove }: ExplainedProps) {
  const { t } = useScreen();
  const { channelSku, title, account, stoppedBy, quantity, price } = row;
  return (
    <BlockStack gap="200">
      <Divider />
      <InlineStack gap="200" align="space-between" blockAlign="center" wrap={false}>
        <Text as="h3" variant="headingSm" breakWord>
          {channelSku}
        </Text>
        <Whole>
          <Button
            variant="tertiary"
            size="micro"
            accessibilityLabel={t('screen.live.take-away-one', { sku: channelSku })}
            onClick={onRemove}
          >
            {t('screen.live.take-away')}
          </Button>
        </Whole>
      </InlineStack>
      {[title, account].map(
        (line) =>
          line !== null && (
            <Text as="p" key={line} tone="subdued" truncate>
              {line}
            </Text>
          ),
      )}
      {stoppedBy !== null && <Text as="p">{t(`screen.live.stopped-by.${stoppedBy}`)}</Text>}
      <Text as="h4" variant="headingXs">
        {t('screen.listings.price')}
      </Text>
      <OfferSteps decision={price} />
      <Text as="h4" variant="headingXs">
        {t('screen.listings.quantity')}
      </Text>
      <OfferSteps decision={quantity} />
    </BlockStack>
  );
}
