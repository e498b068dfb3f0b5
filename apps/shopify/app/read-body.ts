import { largestBodyBytes } from '@quayside/host-kit/requests/body-limits';

/**
 * The bytes of a request as they came. Of one that is larger than anything of ours just so much is kept that it is seen to be; the rest is let pass, since whoever
 * sends it would not hear an answer before its end.
 */
export async function readBody({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    const part = chunk as Uint8Array;
    if (bytes <= largestBodyBytes) chunks.push(part);
    bytes += part.byteLength;
  }
  return Buffer.concat(chunks);
}
