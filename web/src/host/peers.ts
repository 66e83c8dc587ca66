import { ADVANCED, channelName } from '../shared/names';

/** The same profile's engines in other tabs. */
export class Peers {
  readonly #channel: BroadcastChannel;

  constructor(profile: string, advanced: () => void) {
    this.#channel = new BroadcastChannel(channelName(profile));
    this.#channel.onmessage = ({ data }) => {
      if (data === ADVANCED) advanced();
    };
  }

  /** Tells them that there is more to read. */
  advanced(): void {
    this.#channel.postMessage(ADVANCED);
  }

  close(): void {
    this.#channel.close();
  }
}
