import process from 'node:process';
import { readEnvironment } from '@quayside/assembly/environment';
import { openInstallation } from '@quayside/assembly/installation';

// npm run issue-codes: what channels found wrong with listings by codes that Quayside cannot explain, the most frequent first.

const installation = await openInstallation({ environment: readEnvironment(), role: 'issue-codes' });
try {
  const codes = await installation.storage.unknownIssueCodes();
  if (codes.length === 0) process.stdout.write('Every code that channels sent so far is explained.\n');
  for (const { connector, code, count, firstAt, lastAt, text } of codes) {
    const words = installation.say(text, 'en');
    process.stdout.write(`${count}\t${connector}\t${code}\t${firstAt}\t${lastAt}\t${words}\n`);
  }
} finally {
  await installation.close();
}
