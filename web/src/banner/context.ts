import type { CarrelPage, Choice } from '../shared/types';

/** The choices that one button makes. */
export const ACTS = ['accept', 'refuse', 'on-device'] as const;
export type Act = (typeof ACTS)[number];

export function isAct(name: string | null): name is Act {
  return ACTS.some((act) => act === name);
}

/** What the dialogues need to know of the page. */
export interface Context {
  page: CarrelPage;
  /** Text of the policy. */
  policy: string;
  profile: string;
  /** BCP 47 tag. */
  language: string;
  choice: Choice;
  /** Categories that were granted to another library, whose records prove nothing: these alone are asked. */
  before?: string[];
  /** Address of the page that lists what is stored and what has left. */
  privacyCentre: string | undefined;
}
