import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

type Row = OutputOf<'listings'>['rows'][number];

const tones = {
  unlisted: undefined,
  matching: 'info',
  'needs-match': 'warning',
  incomplete: 'warning',
  publishing: 'info',
  active: 'success',
  inactive: undefined,
  error: 'critical',
  ended: undefined,
} as const satisfies Record<Row['status'], string | undefined>;

/** Where a listing stands, and whether it was stopped by hand. */
export function ListingStatus({ listing }: { readonly listing: Pick<Row, 'status' | 'isStopped'> }) {
  const { t } = useScreen();
  return (
    <>
      <Badge tone={tones[listing.status]}>{t(`screen.listings.status.${listing.status}`)}</Badge>
      {listing.isStopped && <Badge tone="attention">{t('screen.listings.stopped')}</Badge>}
    </>
  );
}
