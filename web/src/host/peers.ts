import { ADVANCED, channelName, ENDINGS, type Ending, HERE } from '../shared/names';

/** The same profile's engines in other tabs, and the loaders, which follow decisions alone. */
export class Peers {
  readonly #channel: BroadcastChannel;
  /** Another engine has been heard: it may be gone, but none is there unheard. */
  #met = false;

  constructor(profile: string, advanced: () => void, ended: (how: Ending) => void) {
    this.#channel = new BroadcastChannel(channelName(profile));
    this.#channel.onmessage = ({ data }) => {
      const how = ENDINGS.find((ending) => ending === data);
      if (how) return ended(how);
      this.#met = true;
      if (data === HERE) this.decided();
      else if (data === ADVANCED) advanced();
    };
    this.greet();
  }

  /** Says that this engine is here; after a time in which nothing was heard, again. */
  greet(): void {
    this.#channel.postMessage(HERE);
  }

  /** Tells the engines that there is more to read. A message costs as much as half a write. */
  advanced(): void {
    if (this.#met) this.#channel.postMessage(ADVANCED);
  }

  /** Tells everybody, the loaders too. */
  decided(): void {
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
