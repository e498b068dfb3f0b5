import { SkeletonBodyText } from '@shopify/polaris';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { OrdersChartProps, StockLagChartProps } from './charts.tsx';

/** The library of charts is large and draws in the browser only: it is loaded once the page stands, into a place that is kept for it. */
const charts = () => import('./charts.tsx');
const LoadedOrdersChart = lazy(async () => ({ default: (await charts()).OrdersBars }));
const LoadedStockLagChart = lazy(async () => ({ default: (await charts()).StockLagLines }));

export function OrdersChart(props: OrdersChartProps) {
  return (
    <Place isEmpty={props.days.length === 0}>
      <LoadedOrdersChart {...props} />
    </Place>
  );
}

export function StockLagChart(props: StockLagChartProps) {
  return (
    <Place isEmpty={props.hours.length === 0}>
      <LoadedStockLagChart {...props} />
    </Place>
  );
}

function Place({ isEmpty, children }: { readonly isEmpty: boolean; readonly children: ReactNode }) {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  if (isEmpty) return null;
  const waiting = <SkeletonBodyText lines={6} />;
  return (
    <div style={{ height: '14rem', width: '100%' }}>
      {isInBrowser ? <Suspense fallback={waiting}>{children}</Suspense> : waiting}
    </div>
  );
}
