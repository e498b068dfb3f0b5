import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import { Figure } from '../figure.tsx';
import { OfferValue } from '../offer-value.tsx';
import { PriceParts } from '../price-parts.tsx';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { Whole } from '../whole.tsx';

type Preview = OutputOf<'policy-change'>['preview']['price'];

export interface AspectPreviewProps {
  readonly title: string;
  readonly preview: Preview;
  /** Whether all listings were looked at. */
  readonly isReckoned: boolean;
}

/** What a change would do to the prices or the quantities: how many, why some would have none, and the largest changes. */
export function AspectPreview({ title, preview, isReckoned }: AspectPreviewProps) {
  const { t } = useScreen();
  const { raised, lowered, unchanged, toNothing, refused, largest } = preview;
  const without = refused.reduce((sum, { count }) => sum + count, 0);
  return (
    <TitledCard title={title}>
      <InlineStack gap="600">
        <Figure name={t('screen.policy-change.raised')} value={raised} />
        <Figure name={t('screen.policy-change.lowered')} value={lowered} />
        {toNothing > 0 && <Figure name={t('screen.policy-change.to-nothing')} value={toNothing} />}
        <Figure name={t('screen.policy-change.unchanged')} value={unchanged} />
        {without > 0 && <Figure name={t('screen.policy-change.without')} value={without} />}
      </InlineStack>
      {refused.length > 0 && <Reasons refused={refused} />}
      {largest.length > 0 && (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t(isReckoned ? 'screen.policy-change.largest' : 'screen.policy-change.largest-so-far')}
          </Text>
          <BlockStack as="ul" gap="200">
            {largest.map((offer) => (
              <Box as="li" key={offer.listingId}>
                <LargestChange offer={offer} />
              </Box>
            ))}
          </BlockStack>
        </BlockStack>
      )}
    </TitledCard>
  );
}

function Reasons({ refused }: Pick<Preview, 'refused'>) {
  const { t } = useScreen();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('screen.policy-change.reasons')}
      </Text>
      <BlockStack as="ul" gap="100">
        {refused.map(({ code, sentence, count }) => (
          <Box as="li" key={code}>
            <Text as="p" breakWord>
              {t('screen.policy-change.reason', { sentence, count })}
            </Text>
          </Box>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function LargestChange({ offer }: { readonly offer: Preview['largest'][number] }) {
  const { listingId, channelSku, title, before, after, refusal } = offer;
  return (
    <BlockStack gap="050">
      <InlineStack gap="400" align="space-between" blockAlign="start" wrap={false}>
        <BlockStack>
          <Text as="p" breakWord>
            <Link url={`/app/listings/${listingId}`}>{title ?? channelSku}</Link>
          </Text>
          {title !== null && (
            <Text as="p" tone="subdued" breakWord>
              {channelSku}
            </Text>
          )}
        </BlockStack>
        <Whole>
          <Text as="p" alignment="end" numeric>
            <OfferValue of={before} /> → <OfferValue of={after} />
          </Text>
        </Whole>
      </InlineStack>
      <PriceParts value={after} />
      {refusal !== null && (
        <Text as="p" tone="subdued" breakWord>
          {refusal}
        </Text>
      )}
    </BlockStack>
  );
}
