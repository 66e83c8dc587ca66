import { parsed } from '../../loader/document';
import { type Announcements, Announcer } from '../announcer';
import { expiresDays } from '../policy';
import { getCookie } from './read';
import { type Config, configure, current } from './state';

/** Reads categories and callbacks; the loader has asked already, where there is something to ask. */
export async function run(config: Config): Promise<void> {
  configure(config);
  const state = current();
  const [{ policy }] = await Promise.all([state.page.dialogues.context(), parsed()]);
  state.expires = expiresDays(policy);
  new Announcer(state.model, () => getCookie(), call).start();
}

function call<K extends keyof Announcements>(name: K, detail: Announcements[K]): void {
  const callback = current().config[name];
  if (typeof callback === 'function') callback(detail);
}
