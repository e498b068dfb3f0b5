import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Amount } from './amount.tsx';
import { Moment } from './moment.tsx';
import { OfferValue } from './offer-value.tsx';
import { PriceParts, type PricePartsProps } from './price-parts.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Decision = OutputOf<'listing'>['wanted']['quantity'];

export interface OfferCalculationProps {
  readonly title: string;
  readonly decision: Decision;
  /** What the channel shows. */
  readonly shown: ReactNode;
  /** What goes with it there. */
  readonly shownParts: PricePartsProps['value'];
  readonly shownAt: string | null;
}

/** How a quantity or a price comes about, step by step, and what the channel shows of it. */
export function OfferCalculation({ title, decision, shown, shownParts, shownAt }: OfferCalculationProps) {
  const { t } = useScreen();
  return (
    <TitledCard title={title}>
      <OfferSteps decision={decision} />
      <Line
        name={t('screen.listing.shown')}
        value={shown}
        note={shownAt === null ? null : <Moment at={shownAt} />}
        isResult
      />
      <PriceParts value={shownParts} />
    </TitledCard>
  );
}

/** The steps to what should be shown, with the limits that moved it, what goes with it or is left out, and what a sale leaves. */
export function OfferSteps({ decision }: { readonly decision: Decision }) {
  const { t, locale } = useScreen();
  const { steps, refusal, limits, margin, leftOut } = decision;
  if (refusal !== null) return <Refusal sentence={refusal} />;
  if (steps.length === 0) return <Text as="p">{t('screen.listing.left-alone')}</Text>;
  const percent = margin?.percent as Intl.StringNumericLiteral | undefined;
  return (
    <>
      <BlockStack as="ol" gap="150">
        {steps.map((step, index) => (
          // A step may be taken several times.
          <Line key={index} as="li" name={step.name} value={<OfferValue of={step} />} />
        ))}
        <Line as="li" name={t('screen.listing.wanted')} value={<OfferValue of={decision} />} isResult />
      </BlockStack>
      <PriceParts value={decision} />
      {limits.map(({ limit, name }) => (
        <Text as="p" key={limit}>
          {name}
        </Text>
      ))}
      {margin !== null && (
        <Line
          name={t(margin.areFeesEstimated ? 'screen.listing.fees-estimated' : 'screen.listing.fees')}
          value={<Amount {...margin.fees} />}
        />
      )}
      {margin !== null && percent !== undefined && (
        <Line
          name={t('screen.listing.margin')}
          value={
            <>
              <Amount {...margin.left} />
              <span suppressHydrationWarning>
                {' '}
                ({new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(percent)} %)
              </span>
            </>
          }
        />
      )}
      {leftOut.map((sentence) => (
        <Text as="p" key={sentence} tone="subdued" breakWord>
          {sentence}
        </Text>
      ))}
    </>
  );
}

interface LineProps {
  readonly as?: 'li' | 'div';
  readonly name: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly isResult?: boolean;
}

function Line({ as = 'div', name, value, note = null, isResult = false }: LineProps) {
  const weight = isResult ? 'semibold' : 'regular';
  return (
    <InlineStack as={as} align="space-between" gap="400" wrap={false}>
      <Text as="span" fontWeight={weight}>
        {name}{' '}
        {note !== null && (
          <Text as="span" tone="subdued" fontWeight="regular">
            ({note})
          </Text>
        )}
      </Text>
      <Text as="span" fontWeight={weight} alignment="end" numeric>
        {value}
      </Text>
    </InlineStack>
  );
}
