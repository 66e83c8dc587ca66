import type * as Banner from '../banner';
import type { Act, Context } from '../banner/context';
import type { CarrelPage } from '../shared/types';

/** The loader's page, with what its own modules may use beside the public interface. */
export interface LoaderPage extends CarrelPage {
  readonly dialogues: {
    banner(): Promise<typeof Banner>;
    context(): Promise<Context>;
    decide(act: Act, texts: string): void;
  };
}

/** The page of this document; the loader has to come first. */
export function loaderPage(): LoaderPage {
  if (!window.carrel) throw new Error('carrel: the loader is not there');
  return window.carrel as LoaderPage;
}

export async function showBanner({ dialogues }: LoaderPage): Promise<void> {
  const [banner, context] = await Promise.all([dialogues.banner(), dialogues.context()]);
  banner.ask(context);
}
