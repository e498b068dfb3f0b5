import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { openBench } from './open-bench.ts';
import type { Benchmark } from './benchmark.ts';
import type { ImportFigures } from './import-process.ts';
import { firstLine, start } from './start-process.ts';

const few = 1_000;
const many = 100_000;

/** The shop of the benchmark takes as many calls as come: what is measured is the import, not a shop's limit. */
const tuning = {
  connectors: { woocommerce: { rateLimits: { read: { perSecond: 100_000, burst: 100_000 } } } },
};

/**
 * A catalogue of 100,000 variants (half simple products, half variations) from a simulated WooCommerce shop into PostgreSQL, by one worker process of its own:
 * how long it takes, and by how much more its memory grows than with 1,000 variants.
 */
export const catalogImport: Benchmark = {
  summary: `{rows, seconds, rssGrowthMb}: ${many} variants of a simulated shop, memory against ${few}`,
  async run(progress) {
    const small = await importOnce(few, progress);
    const large = await importOnce(many, progress);
    return {
      rows: large.rows,
      seconds: Math.round(large.milliseconds / 100) / 10,
      rssGrowthMb: Math.round((large.peakRssMb - small.peakRssMb) * 10) / 10,
      rowsPerSecond: Math.round((large.rows / large.milliseconds) * 1_000),
      peakRssMb: Math.round(large.peakRssMb),
      peakRssMbWithFew: Math.round(small.peakRssMb),
    };
  },
};

/** One import in a fresh process and a fresh workspace. */
async function importOnce(rows: number, progress: (text: string) => void): Promise<ImportFigures> {
  const installation = await openBench();
  const children: ChildProcess[] = [];
  try {
    const simulators = start('packages/simulators/src/main.ts', ['--products', String(rows)], {});
    children.push(simulators);
    const ready = JSON.parse(await firstLine(simulators)) as SimulatorsReady;
    progress(`a shop with ${rows} variants is up; importing`);
    const importing = start('bench/src/import-process.ts', [], {
      DATABASE_URL: installation.databaseUrl,
      QUAYSIDE_TUNING: JSON.stringify(tuning),
      QUAYSIDE_LOG_LEVEL: 'warn',
    });
    children.push(importing);
    importing.send(ready.woocommerce);
    const [figures] = (await Promise.race([
      once(importing, 'message'),
      once(importing, 'exit').then(([code]) => {
        throw new Error(`The import ended with ${String(code)}`);
      }),
    ])) as [ImportFigures];
    progress(
      `${figures.rows} rows in ${(figures.milliseconds / 1000).toFixed(1)} s, peak ${figures.peakRssMb.toFixed(0)} MB`,
    );
    if (figures.rows !== rows) throw new Error(`${rows} variants went in, ${figures.rows} came out`);
    return figures;
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await installation.close();
  }
}
