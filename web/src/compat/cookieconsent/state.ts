import { settingsOf } from '../../loader/settings';
import { Model, type Services } from '../model';
import { type LoaderPage, loaderPage } from '../page';
import { namesOf } from '../settle';

/** What of a configuration is read. */
export interface Config {
  mode?: string;
  autoShow?: boolean;
  categories?: Record<string, { readOnly?: boolean; services?: Record<string, unknown> }>;
  [callback: `on${string}`]: unknown;
  [other: string]: unknown;
}

interface State {
  config: Config;
  page: LoaderPage;
  model: Model;
  language: string;
  /** For how many days a choice holds; known once the policy is there. */
  expires?: number | undefined;
}

let state: State | undefined;

/** What this document has been configured with; before `run` the loader's own settings alone. */
export function current(): State {
  state ??= configured({});
  return state;
}

export function configure(config: Config): void {
  state = configured(config);
}

function configured(config: Config): State {
  const page = loaderPage();
  const script = document.querySelector<HTMLScriptElement>('script[data-compat]');
  if (!script) throw new Error('carrel: the loader needs data-compat="cookieconsent"');
  const { profile, language } = settingsOf(script);
  const model = new Model(
    page,
    servicesIn(config),
    profile,
    namesOf(script.dataset['aliases'] ?? ''),
  );
  return {
    ...{ config, page, model },
    language: state?.language ?? language,
    expires: state?.expires,
  };
}

function servicesIn({ categories = {} }: Config): Services {
  return Object.fromEntries(
    Object.entries(categories).map(([key, { services = {} }]) => [key, Object.keys(services)]),
  );
}
