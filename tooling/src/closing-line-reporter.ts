import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed, N skipped` as the last line of a run, and the same of the browser tests among them before it. A file that could not be run counts as one
 * failure.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const all = { passed: 0, failed: errors.length, skipped: 0 };
    const inBrowser = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      const counts = module.project.name === 'browser' ? inBrowser : all;
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests += 1;
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') counts[state] += 1;
        else counts.skipped += 1;
      }
      if (tests === 0 && module.state() === 'failed') counts.failed += 1;
    }
    const isDriven = modules.some(({ project }) => project.name === 'browser');
    const lines = [...(isDriven ? [`browser: ${inWords(inBrowser)}`] : []), inWords(sumOf(all, inBrowser))];
    // After the other reporters have written their summaries.
    process.on('exit', () => process.stdout.write(`${lines.join('\n')}\n`));
  }
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function sumOf(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}
