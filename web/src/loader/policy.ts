import { once } from '../shared/once';
import { sha256 } from '../shared/sha256';
import { parsed } from './document';
import type { Settings } from './settings';

/** The policy's text and hash, fetched when first asked for; both reject where they are not to be had. */
export interface PolicySource {
  text(): Promise<string>;
  hash(): Promise<string>;
}

export function policySource({ policy, policyHash }: Settings): PolicySource {
  const bytes = once(() => (policy.startsWith('#') ? embedded(policy) : fetched(policy)));
  return {
    text: async () => new TextDecoder().decode(await bytes()),
    hash: async () => policyHash ?? sha256(await bytes()),
  };
}

async function fetched(url: string): Promise<BufferSource> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`policy: status ${response.status}`);
  return response.arrayBuffer();
}

async function embedded(selector: string): Promise<BufferSource> {
  await parsed();
  const text = document.querySelector(selector)?.textContent;
  if (!text) throw new Error(`policy: no text in ${selector}`);
  return new TextEncoder().encode(text);
}
