import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Amount } from './amount.tsx';
import { useScreen } from './screen-context.tsx';

export interface OfferValueProps {
  readonly of: Pick<OutputOf<'listing'>['price'], 'units' | 'price'>;
}

/** Units or an amount; a dash where there is neither. */
export function OfferValue({ of: { units, price } }: OfferValueProps) {
  const { locale } = useScreen();
  if (price !== null) return <Amount {...price} />;
  return units === null ? '—' : new Intl.NumberFormat(locale).format(units);
}
