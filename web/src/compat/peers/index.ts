import type { Peer } from './answer';
import { c15t } from './c15t';
import { cookieconsent } from './cookieconsent';
import { klaro } from './klaro';
import { onetrust } from './onetrust';
import { tarteaucitron } from './tarteaucitron';

export const PEERS = { cookieconsent, klaro, tarteaucitron, c15t, onetrust } as const;
export type PeerName = keyof typeof PEERS;

export function isPeer(name: string): name is PeerName {
  return Object.hasOwn(PEERS, name);
}

/** The peer and the name under which it stores, by `peer` or `peer:name`. */
export interface Named {
  name: PeerName;
  peer: Peer;
  key: string;
}

/** The peers that the loader's `data-compat` names; others are left out. */
export function namedPeers(attribute: string): Named[] {
  return attribute.split(/\s+/).flatMap((word) => {
    const [name = '', key] = word.split(':');
    return isPeer(name) ? [{ name, peer: PEERS[name], key: key || PEERS[name].key }] : [];
  });
}
