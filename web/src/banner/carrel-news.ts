import { hasNews, newsKey } from '../shared/news';
import type { Context } from './context';
import { Panel } from './panel';
import { revisionOf } from './policy';

/** `carrel-news`: what has changed of late in the policy under which this person has chosen. */
export class CarrelNews extends Panel {
  protected readonly method = 'banner';

  constructor(context: Context, region: (done: () => void) => HTMLElement) {
    super(context);
    const done = () => {
      markRead(context);
      this.remove();
    };
    this.render(region(done), () => {});
  }

  protected override decided(): void {}
}

/** That the person has had the policy in view as it is now. */
export function markRead({ policy, profile }: Context): void {
  try {
    if (hasNews(policy)) localStorage.setItem(newsKey(profile), revisionOf(policy));
  } catch {
    // Where storage is denied it is said again.
  }
}
