import { expect, it } from 'vitest';
import { findInstallProblems, type InstallFacts } from './install-facts.ts';

const good: InstallFacts = {
  commands: [
    { name: 'npm ci', exitCode: 0, output: 'added 553 packages in 26s\n' },
    { name: 'npm run generate', exitCode: 0, output: '> quayside@0.0.0 generate\n> turbo run generate\n' },
  ],
  nodeVersion: 'v26.10.0',
  gitStatus: '',
  lockfileDiff: '',
  usage: 'npm run demo -- [options]',
};

it('a good installation passes', () => {
  expect(findInstallProblems(good, '26.10.0')).toEqual([]);
});

const withoutLibc = `--- a/package-lock.json
+++ b/package-lock.json
@@ -1217,3 +1216,0 @@
-      "libc": [
-        "glibc"
-      ],
`;

it('a lockfile without the names of C libraries passes: npm 10 does not know them', () => {
  const facts = { ...good, gitStatus: ' M package-lock.json', lockfileDiff: withoutLibc };
  expect(findInstallProblems(facts, '26.10.0')).toEqual([]);
});

it.each<[string, Partial<InstallFacts>]>([
  [
    'npm ci ended with 1:\n  npm error',
    { commands: [{ name: 'npm ci', exitCode: 1, output: 'npm error\n' }] },
  ],
  [
    'npm ci ran a script: msgpackr-extract@3.0.7 install',
    {
      commands: [
        {
          name: 'npm ci',
          exitCode: 0,
          output: '\n> msgpackr-extract@3.0.7 install\n> node-gyp-build-optional-packages\n',
        },
      ],
    },
  ],
  [
    'npm ci ran a script: @prisma/engines@7.10.0 postinstall',
    {
      commands: [{ name: 'npm ci', exitCode: 0, output: '> @prisma/engines@7.10.0 postinstall\n> node x\n' }],
    },
  ],
  [
    'npm install ran a script: quayside@0.0.0 prepare',
    {
      commands: [
        {
          name: 'npm install',
          exitCode: 0,
          output: 'npm notice run quayside@0.0.0 prepare\nnpm notice run x\n',
        },
      ],
    },
  ],
  ['the installed Node is missing and not v26.10.0', { nodeVersion: '' }],
  ['the installed Node is v20.20.2 and not v26.10.0', { nodeVersion: 'v20.20.2' }],
  ['the clone was changed:  M package-lock.json', { gitStatus: ' M package-lock.json' }],
  [
    'the clone was changed:  M package-lock.json',
    {
      gitStatus: ' M package-lock.json',
      lockfileDiff: `${withoutLibc}@@ -9 +8,0 @@\n-      "version": "1.0.0",\n`,
    },
  ],
  [
    'the clone was changed:  M package-lock.json, ?? left.txt',
    { gitStatus: ' M package-lock.json\n?? left.txt', lockfileDiff: withoutLibc },
  ],
  ['the demo did not print its usage', { usage: 'Error: Cannot find module' }],
])('%j is a problem', (problem, fact) => {
  expect(findInstallProblems({ ...good, ...fact }, '26.10.0')).toEqual([problem]);
});
