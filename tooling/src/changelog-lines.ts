interface Changeset {
  readonly summary: string;
}

/** How one change reads in docs/changelog/CHANGELOG.md: its text as it was written, without the commit, which tells a merchant nothing. */
export function getReleaseLine({ summary }: Changeset): string {
  return `- ${summary.trim().split('\n').join('\n  ')}`;
}

/** Changesets asks for a line about dependencies; the product has none. */
export function getDependencyReleaseLine(): string {
  return '';
}
