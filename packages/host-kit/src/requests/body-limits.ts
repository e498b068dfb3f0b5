/** Webhooks carry a whole order or product at most, and forms far less. */
export const largestBodyBytes = 2 * 1024 * 1024;
/** No platform and no form of ours nests its JSON a tenth as deep. */
const deepestNesting = 64;

export type BodyProblem = 'too-large' | 'too-deep';

/**
 * Judges a body before anything reads it: what is too large, or nested so deep that a parser or a walk over it would suffer. Counts brackets outside of texts, so
 * that it needs no parser itself, and works on bytes: in UTF-8 no other letter contains the byte of a bracket or a quote.
 */
export function judgeBody(body: Uint8Array): BodyProblem | null {
  if (body.byteLength > largestBodyBytes) return 'too-large';
  if (body.byteLength <= deepestNesting) return null;
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < body.byteLength; index += 1) {
    const byte = body[index];
    if (isInText) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isInText = false;
    } else if (byte === quote) isInText = true;
    else if (byte === openBrace || byte === openBracket) {
      depth += 1;
      if (depth > deepestNesting) return 'too-deep';
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1;
  }
  return null;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
