/** What was seen while one npm installed a fresh clone and the repository was tried in it. */
export interface InstallFacts {
  readonly commands: readonly Command[];
  /** What the node among the installed packages says of its version. */
  readonly nodeVersion: string;
  /** What git says of the clone afterwards, in its short form. */
  readonly gitStatus: string;
  /** How the lockfile was changed, as a diff without context. */
  readonly lockfileDiff: string;
  /** What the demo says of its usage. */
  readonly usage: string;
}

export interface Command {
  readonly name: string;
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * Scripts that npm ran while installing with `--foreground-scripts`, by its own banner: `> name@version install`, or in npm 12
 * `npm notice run name@version install`.
 */
function scriptsRun(output: string): readonly string[] {
  const banner = /^(?:> |npm notice run )(\S+@\S+ (?:pre|post)?(?:install|prepare))\b/gm;
  return [...output.matchAll(banner)].map(([, run = '']) => run);
}

/**
 * Whether a lockfile lost nothing but the C library that a package is for. npm 10 does not know that field and drops it, at every
 * `npm install`; it then installs the builds for both libraries, of which the right one is loaded.
 */
function dropsOnlyLibc(diff: string): boolean {
  const changed = diff.split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
  const text = changed.map((line) => line.replace(/^(.)\s*/, '$1')).join('');
  return changed.length > 0 && /^(?:-"libc": \[-"(?:glibc|musl)"-\],)+$/.test(text);
}

/** What an installation must not show. @param node the version that the repository brings along, such as `26.10.0`. */
export function findInstallProblems(facts: InstallFacts, node: string): readonly string[] {
  const problems: string[] = [];
  for (const { name, exitCode, output } of facts.commands) {
    if (exitCode !== 0) {
      const last = output.trim().split('\n').slice(-5).join('\n  ');
      problems.push(`${name} ended with ${exitCode ?? 'a signal'}:\n  ${last}`);
    }
    for (const run of scriptsRun(output)) problems.push(`${name} ran a script: ${run}`);
  }
  if (facts.nodeVersion !== `v${node}`) {
    problems.push(`the installed Node is ${facts.nodeVersion || 'missing'} and not v${node}`);
  }
  const isHarmless = facts.gitStatus === ' M package-lock.json' && dropsOnlyLibc(facts.lockfileDiff);
  if (facts.gitStatus !== '' && !isHarmless) {
    problems.push(`the clone was changed: ${facts.gitStatus.replaceAll('\n', ', ')}`);
  }
  if (!facts.usage.includes('npm run demo')) problems.push('the demo did not print its usage');
  return problems;
}
