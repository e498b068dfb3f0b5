import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useRefresh } from '../refresh.ts';
import { show } from '../show.ts';
import { ListingDetail } from '../ui/listing-detail.tsx';

export { ScreenProblem as ErrorBoundary } from '../screen-problem.tsx';

export const loader = (given: LoaderFunctionArgs) =>
  show(given, 'listing', { listingId: given.params['listingId'] ?? '' });

export default function ListingRoute() {
  const { view } = useLoaderData<typeof loader>();
  const isOnItsWay = view.status === 'matching' || view.status === 'publishing';
  useRefresh(isOnItsWay || view.quantity.isPending || view.price.isPending);
  return <ListingDetail view={view} />;
}
