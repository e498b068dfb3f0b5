import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';
import { Whole } from './whole.tsx';

type Health = OutputOf<'overview'>['connections'][number]['health'];

const tones = {
  healthy: 'success',
  reconnect: 'critical',
  paused: 'attention',
  disconnected: 'info',
} as const satisfies Record<Health, string>;

export function HealthBadge({ health }: { readonly health: Health }) {
  const { t } = useScreen();
  return (
    <Whole>
      <Badge tone={tones[health]}>{t(`screen.health.${health}`)}</Badge>
    </Whole>
  );
}
