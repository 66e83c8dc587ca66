import { ADVANCED, channelName, ENDINGS, type Ending } from '../shared/names';

/** The same profile's engines in other tabs. */
export class Peers {
  readonly #channel: BroadcastChannel;

  constructor(profile: string, advanced: () => void, ended: (how: Ending) => void) {
    this.#channel = new BroadcastChannel(channelName(profile));
    this.#channel.onmessage = ({ data }) => {
      const how = ENDINGS.find((ending) => ending === data);
      if (how) ended(how);
      else if (data === ADVANCED) advanced();
    };
  }

  /** Tells them that there is more to read. */
  advanced(): void {
    this.#channel.postMessage(ADVANCED);
  }

  /** Ends them. */
  end(how: Ending): void {
    this.#channel.postMessage(how);
  }

  close(): void {
    this.#channel.close();
  }
}
