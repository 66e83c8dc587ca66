import { GUEST } from '../shared/names';
import { sha256 } from '../shared/sha256';
import type { OpenOptions } from '../shared/types';
import { Carrel } from './carrel';
import { defineSaveState } from './elements/save-state';
import { CarrelError } from './errors';
import type { Module } from './module';
import { moment } from './moment';
import type { Setting } from './session';
import { checkAccount, checkPassphrase, checkProfile, NOWHERE, situationOf } from './validate';

/** Opens the engine of one profile on a module of its own; `instance` makes further ones. */
export async function openOn(
  module: Module,
  options: OpenOptions,
  instance: () => Promise<Module>,
): Promise<Carrel> {
  const { account = null, transport = 'fetch', passphrase } = options;
  if (account) checkAccount(account);
  if (passphrase !== undefined) checkPassphrase(passphrase);
  const profile = options.profile ?? account?.subject ?? GUEST;
  checkProfile(profile);

  const bytes = await policyOf(options);
  const text = new TextDecoder().decode(bytes);
  const hash = await sha256(bytes);
  const situation = situationOf(options.situation ?? {}, NOWHERE);
  const settingOn = (on: Module, owner: string, by: Setting['transport']): Setting => {
    const engine = on.Engine.open(text, hash, owner, ...moment());
    if (!engine) throw invalid(on, text);
    const beside = async (other: string) => settingOn(await instance(), other, 'none');
    return { module: on, engine, profile: owner, transport: by, beside, situation };
  };
  const setting = settingOn(module, profile, transport);
  const language = options.language ?? document.documentElement.lang;
  setting.engine.setLanguage(language);
  defineSaveState(language);
  const carrel = new Carrel(setting, { text, hash }, language);
  try {
    await carrel.start(account, passphrase);
    return carrel;
  } catch (error) {
    carrel.close();
    throw error;
  }
}

async function policyOf({ policyText, policyUrl }: OpenOptions): Promise<BufferSource> {
  if (policyText !== undefined) return new TextEncoder().encode(policyText);
  if (policyUrl === undefined) throw new CarrelError('bad_type', 'policyUrl');
  const response = await fetch(policyUrl);
  if (!response.ok) throw new CarrelError('no_policy', `status ${response.status}`);
  return response.arrayBuffer();
}

function invalid(module: Module, text: string): CarrelError {
  const faults = module.checkPolicy(text).map(({ where, what }) => `${where}: ${what}`);
  return new CarrelError('bad_policy', faults.join('\n'));
}
