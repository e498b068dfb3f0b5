import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { Locale } from '@quayside/host-kit/messages/format-message';
import { BarChart, LineChart, PolarisVizProvider } from '@shopify/polaris-viz';
import '@shopify/polaris-viz/build/esm/styles.css';
import type { ReactNode } from 'react';
import { useScreen } from './screen-context.tsx';

type View = OutputOf<'overview'>;

export interface OrdersChartProps {
  readonly days: View['orders']['days'];
}

export interface StockLagChartProps {
  readonly hours: View['stockLag']['hours'];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Orders that were imported, by day (UTC); days without any stand between the others. */
export function OrdersBars({ days }: OrdersChartProps) {
  const { t, now, locale } = useScreen();
  const imported = new Map(days.map(({ day, imported: count }) => [Date.parse(day), count]));
  const today = Math.floor(Date.parse(now) / dayMs) * dayMs;
  const first = Math.min(...imported.keys(), today);
  const all = Array.from({ length: (today - first) / dayMs + 1 }, (_, index) => first + index * dayMs);
  const series = {
    name: t('screen.chart.imported'),
    data: all.map((day) => ({ key: dayName(day, locale), value: imported.get(day) ?? 0 })),
  };
  return (
    <Chart name={t('screen.figures.orders')} series={[series]}>
      <BarChart theme="Light" isAnimated={false} data={[series]} />
    </Chart>
  );
}

/** How long changes of stock took to be accepted, in seconds, by hour (UTC). */
export function StockLagLines({ hours }: StockLagChartProps) {
  const { t, locale } = useScreen();
  const line = (name: string, of: (hour: StockLagChartProps['hours'][number]) => number): Series => ({
    name,
    data: hours.map((hour) => ({ key: hourName(Date.parse(hour.hour), locale), value: of(hour) / 1_000 })),
  });
  const series = [
    line(t('screen.chart.half-within'), ({ p50Ms }) => p50Ms),
    line(t('screen.chart.nearly-all-within'), ({ p99Ms }) => p99Ms),
  ];
  return (
    <Chart name={t('screen.figures.stock-lag')} series={series}>
      <LineChart
        theme="Light"
        isAnimated={false}
        data={series}
        yAxisOptions={{ labelFormatter: (value) => `${String(value)} s` }}
      />
    </Chart>
  );
}

interface Series {
  readonly name: string;
  readonly data: { readonly key: string; readonly value: number }[];
}

interface ChartProps {
  readonly name: string;
  readonly series: readonly Series[];
  readonly children: ReactNode;
}

/** The drawing is for the eye alone, since what the library says of it in words is not sound; the same figures stand in a table for whoever has it read out. */
function Chart({ name, series, children }: ChartProps) {
  return (
    <PolarisVizProvider>
      <div style={{ height: '100%' }} ref={(drawing) => drawing?.setAttribute('inert', '')}>
        {children}
      </div>
      <div style={unseen}>
        <table>
          <caption>{name}</caption>
          <tbody>
            {series.map((each) => (
              <tr key={each.name}>
                <th scope="row">{each.name}</th>
                {each.data.map(({ key, value }) => (
                  <td key={key}>{`${key}: ${String(value)}`}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </PolarisVizProvider>
  );
}

/** Read out, and not seen. */
const unseen = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

function dayName(day: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(day);
}

function hourName(hour: number, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    hour,
  );
}
