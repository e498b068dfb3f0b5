/** Closes a platform under test that a case may have taken down already. */
export function closeOnce(platform: { close(): Promise<unknown> }): () => Promise<void> {
  let isUp = true;
  return async () => {
    if (isUp) await platform.close();
    isUp = false;
  };
}
