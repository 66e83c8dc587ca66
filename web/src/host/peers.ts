import {
  ADVANCED,
  channelName,
  ENDINGS,
  type Ending,
  HERE,
  SENDS,
  WHO_SENDS,
} from '../shared/names';

export type Word = typeof SENDS | typeof WHO_SENDS;

export interface PeerEvents {
  advanced(): void;
  ended(how: Ending): void;
  /** Of who sends. */
  heard(word: Word): void;
}

/** The same profile's engines in other tabs, and the loaders, which follow decisions alone. */
export class Peers {
  readonly #channel: BroadcastChannel;
  /** Another engine has been heard: it may be gone, but none is there unheard. */
  #met = false;

  constructor(profile: string, events: PeerEvents) {
    this.#channel = new BroadcastChannel(channelName(profile));
    this.#channel.onmessage = ({ data }) => {
      const how = ENDINGS.find((ending) => ending === data);
      if (how) return events.ended(how);
      this.#met = true;
      if (data === HERE) this.decided();
      else if (data === ADVANCED) events.advanced();
      else if (data === WHO_SENDS || data === SENDS) events.heard(data);
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

  say(word: Word): void {
    this.#channel.postMessage(word);
  }

  /** Ends them. */
  end(how: Ending): void {
    this.#channel.postMessage(how);
  }

  close(): void {
    this.#channel.close();
  }
}
