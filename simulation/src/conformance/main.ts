import { parseArgs } from 'node:util';
import { checkConformance } from './conformance.ts';
import type { Finding } from './findings.ts';

// npm run conformance -- [--json] [--verbose]

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Names what passed, too. */
    verbose: { type: 'boolean', default: false },
  },
});

const counts = { passed: 0, failed: 0, skipped: 0 };
const findings: Finding[] = [];
await checkConformance((finding) => {
  counts[finding.outcome] += 1;
  if (finding.outcome !== 'passed' || values.verbose) findings.push(finding);
});
if (values.json) process.stdout.write(`${JSON.stringify({ ...counts, findings })}\n`);
else {
  for (const { id, outcome, reason } of findings)
    process.stdout.write(`${outcome} ${id}${reason === undefined ? '' : `: ${reason}`}\n`);
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
}
process.exitCode = counts.failed === 0 ? 0 : 1;
