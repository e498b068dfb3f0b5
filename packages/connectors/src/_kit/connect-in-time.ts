import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** The `reason` of a request that was not sent because its time was over. */
export const tooLateReason = 'too-late';

/**
 * Agents for one request that may leave for a while only (ADR 0007). They make it a connection of its own and ask again once it stands, so that
 * nothing but the writing itself lies between the last answer and the request: a process that is put to sleep while it connects does not send
 * when it wakes. A refused request fails with the code of {@link tooLateReason}, which counts as never sent.
 */
export function agentsInTime(maySend: () => boolean): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  return {
    httpAgent: askingAgain(new HttpAgent(), 'connect', maySend),
    httpsAgent: askingAgain(new HttpsAgent(), 'secureConnect', maySend),
  };
}

function askingAgain<Agent extends HttpAgent>(
  agent: Agent,
  standing: 'connect' | 'secureConnect',
  maySend: () => boolean,
): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, connected) => {
    const stream = connect(options);
    if (!stream || !connected) throw new Error('Agents of Node make a stream and say who waits for it');
    const fail = (error: Error): void => connected(error, stream);
    stream.once('error', fail);
    stream.once(standing, () => {
      stream.removeListener('error', fail);
      if (maySend()) {
        connected(null, stream);
        return;
      }
      stream.destroy();
      fail(Object.assign(new Error('The time to send it is over'), { code: tooLateReason }));
    });
    // Nothing is returned: the agent then waits for `connected`.
    return undefined;
  };
  return agent;
}
