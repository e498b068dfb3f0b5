import type { ChannelIssue } from '@quayside/core/domain/channel-issue';
import type { ConnectorError, ConnectorFailure } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import { err, type Err } from '@quayside/core/domain/result';

/** A failure with its sentence for the merchant and its detail for the log (platform code and operation; no secret, no buyer), and what a channel finds wrong one by one. */
export function fail(
  failure: ConnectorFailure,
  message: Message,
  detail: string,
  issues?: readonly ChannelIssue[],
): Err<ConnectorError> {
  return err({ ...failure, message, detail, ...(issues !== undefined && { issues }) });
}

/** Makes the messages of one connector, by the codes of its English catalogue: a code without a sentence does not compile. */
export function speaker<Catalogue extends Readonly<Record<string, string>>>(
  english: Catalogue,
): (code: keyof Catalogue & string, values?: Message['values']) => Message {
  return (code, values = {}) => {
    if (!(code in english)) throw new Error(`No sentence for ${code}`);
    return { code, values };
  };
}
