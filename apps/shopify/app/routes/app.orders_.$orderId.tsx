import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { OrderDetail } from '../ui/order-detail.tsx';
import { orderTabs } from '../ui/tabs.ts';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) =>
  show(given, 'order', { orderId: given.params['orderId'] ?? '' });

export default function OrderRoute() {
  const { view } = useLoaderData<typeof loader>();
  useRefresh(orderTabs['on-their-way'].placementStates.some((state) => state === view.state));
  return <OrderDetail view={view} />;
}
