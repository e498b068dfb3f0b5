import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Amount } from './amount.tsx';
import { ExactMoment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

export interface PricePartsProps {
  readonly value: Pick<OutputOf<'listing'>['price'], 'sale' | 'list' | 'business'>;
}

/** What goes with a price: the lower one for a time, the one before, and what businesses pay. Nothing where there are none. */
export function PriceParts({ value }: PricePartsProps) {
  const { t } = useScreen();
  const { sale, list, business } = value;
  if (sale === null && list === null && business === null) return null;
  return (
    <BlockStack as="ul" gap="050">
      {sale !== null && (
        <Part>
          {t('screen.price.sale')} <Amount {...sale.price} />
          {sale.from !== null && (
            <>
              {' '}
              {t('screen.price.from')} <ExactMoment at={sale.from} />
            </>
          )}
          {sale.until !== null && (
            <>
              {' '}
              {t('screen.price.until')} <ExactMoment at={sale.until} />
            </>
          )}
        </Part>
      )}
      {list !== null && (
        <Part>
          {t('screen.price.list')} <Amount {...list} />
        </Part>
      )}
      {business !== null && (
        <Part>
          {t('screen.price.business')} <Amount {...business.price} />
          {business.tiers.map(({ from, price }) => (
            <span key={from}>
              {' · '}
              {t('screen.price.tier', { from })} <Amount {...price} />
            </span>
          ))}
        </Part>
      )}
    </BlockStack>
  );
}

function Part({ children }: { readonly children: ReactNode }) {
  return (
    <li>
      <Text as="span" tone="subdued" breakWord>
        {children}
      </Text>
    </li>
  );
}
