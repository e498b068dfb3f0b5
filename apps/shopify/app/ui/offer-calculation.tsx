import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Amount } from './amount.tsx';
import { Moment } from './moment.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Decision = OutputOf<'listing'>['wanted']['quantity'];

export interface OfferCalculationProps {
  readonly title: string;
  readonly decision: Decision;
  /** What the channel shows. */
  readonly shown: ReactNode;
  readonly shownAt: string | null;
}

/** How a quantity or a price comes about, step by step, and what the channel shows of it. */
export function OfferCalculation({ title, decision, shown, shownAt }: OfferCalculationProps) {
  const { t } = useScreen();
  const { steps, refusal } = decision;
  return (
    <TitledCard title={title}>
      {refusal !== null && <Refusal sentence={refusal} />}
      {refusal === null && steps.length === 0 && <Text as="p">{t('screen.listing.left-alone')}</Text>}
      {steps.length > 0 && (
        <BlockStack as="ol" gap="150">
          {steps.map((step) => (
            <Line key={step.step} as="li" name={step.name} value={<Value of={step} />} />
          ))}
          <Line as="li" name={t('screen.listing.wanted')} value={<Value of={decision} />} isResult />
        </BlockStack>
      )}
      <Line
        name={t('screen.listing.shown')}
        value={shown}
        note={shownAt === null ? null : <Moment at={shownAt} />}
        isResult
      />
    </TitledCard>
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

function Value({ of: { units, price } }: { readonly of: Pick<Decision, 'units' | 'price'> }) {
  const { locale } = useScreen();
  if (price !== null) return <Amount {...price} />;
  return units === null ? '—' : new Intl.NumberFormat(locale).format(units);
}
