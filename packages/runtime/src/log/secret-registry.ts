/** Shorter values are words that occur by chance: hiding them everywhere would only make logs unreadable. */
const shortestSecret = 6;

/**
 * The secrets this process has seen. A value registered at decryption or when the environment is read is hidden wherever it turns
 * up in a log line, also URL-encoded, JSON-escaped or in base64.
 */
export class SecretRegistry {
  readonly #values = new Map<string, readonly string[]>();
  #pattern: RegExp | undefined;

  /** Remembers a secret; values shorter than six characters are left to the redaction by field name. */
  register(value: string): void {
    if (value.length < shortestSecret || this.#values.has(value)) return;
    this.#values.set(value, spellings(value));
    this.#pattern = undefined;
  }

  /** Forgets a secret that is no longer valid, so that the registry does not grow for ever. */
  forget(value: string): void {
    if (this.#values.delete(value)) this.#pattern = undefined;
  }

  /** Replaces every registered secret in `text`. */
  hide(text: string): string {
    if (this.#values.size === 0) return text;
    // Longest first: a secret may be the beginning of another one.
    this.#pattern ??= new RegExp(
      [...new Set([...this.#values.values()].flat())]
        .toSorted((one, other) => other.length - one.length)
        .map((spelling) => spelling.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, '[secret]');
  }
}

function spellings(value: string): string[] {
  const wellFormed = value.toWellFormed();
  const bytes = Buffer.from(value, 'utf8');
  return [
    value,
    encodeURIComponent(wellFormed),
    encodeURI(wellFormed),
    new URLSearchParams({ v: wellFormed }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}
