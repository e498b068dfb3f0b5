import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

type State = OutputOf<'orders'>['rows'][number]['state'];

const tones = {
  'awaiting-payment': undefined,
  'awaiting-channel': undefined,
  held: 'warning',
  ready: 'info',
  sending: 'info',
  unconfirmed: 'attention',
  placed: 'success',
  closed: undefined,
} as const satisfies Record<State, string | undefined>;

/** How far an order has come on its way into the shop. */
export function OrderState({ state }: { readonly state: State }) {
  const { t } = useScreen();
  return <Badge tone={tones[state]}>{t(`screen.orders.state.${state}`)}</Badge>;
}
