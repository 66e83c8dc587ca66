/** Consent records, as docs/formats/consent-record.md defines them. */

import type { MadeChoice, Method } from './types';

/** A public key (RFC 7517), without members that are no part of it. */
export type DeviceKey = { crv: 'P-256'; kty: 'EC'; x: string; y: string };
export type ServerKey = { crv: 'Ed25519'; kty: 'OKP'; x: string };

export interface RecordedPurpose {
  key: string;
  granted: boolean;
  /** Where the policy at hand is the one that was chosen under. */
  category?: string;
}

export interface ConsentRecord {
  schema: 'urn:carrel:consent-record:1';
  id: string;
  /** Its place in the chain, from 1. */
  number: number;
  /** SHA-256 of the canonical bytes of the record before; null in the first. */
  previous: string | null;
  /** Of the device that signs the chain. */
  key: DeviceKey;
  subject: string;
  at: string;
  choice: MadeChoice;
  state: 'given' | 'withdrawn';
  type: 'explicit';
  by: 'subject' | 'parent';
  purposes: RecordedPurpose[];
  policy: { hash: string; id?: string; revision?: string };
  texts: string;
  language: string;
  interface: string;
  method: Method | 'none';
  told: boolean;
  place: string;
  rules: string;
  withdrawal: 'choices';
  expires?: string;
}

/** What the server signs: that it had this record at this time. */
export interface Arrival {
  at: string;
  number: number;
  record: string;
  subject: string;
}

export interface CounterSignature {
  arrival: Arrival;
  key: ServerKey;
  signature: string;
}

export interface Receipt {
  record: ConsentRecord;
  /** ECDSA with P-256 and SHA-256 over the canonical bytes, r and s, Base64url. */
  signature: string;
  /** Null until the server has signed it: never, for one who is not signed in. */
  counter: CounterSignature | null;
}

/** The whole chain of one profile on one device, as it is downloaded. */
export interface Receipts {
  format: 1;
  receipts: Receipt[];
  /** The newest that the server has signed: a chain that is shorter was cut. */
  head: CounterSignature | null;
}
