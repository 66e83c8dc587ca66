import type { Content, LessonId, Target } from './content';
import { course, outline } from './course';
import { discussion } from './discussion';
import { essay } from './essay';
import { figures } from './figures';
import { home } from './home';
import { insights } from './insights';
import { hasInsights } from './metrics';
import { type Page, Site } from './page';
import { notFound, offline, root, signIn } from './plain';
import { platform, platforms } from './platforms';
import { privacy } from './privacy';
import { quiz } from './quiz';
import { reading } from './reading';
import { video } from './video';

const LESSONS: Record<LessonId, typeof reading> = { reading, video, quiz, essay };

/** Every page of the site in the given languages. */
export function pages(contents: Content[], target: Target): Page[] {
  const sites = contents.map((content) => new Site(content, target, 'index.html'));
  const [first] = sites;
  const roots = first
    ? [
        { path: 'index.html', html: root(sites, first) },
        { path: '404.html', html: notFound(sites, first) },
      ]
    : [];
  return [...roots, ...contents.flatMap((content) => inLanguage(content, target))];
}

function inLanguage(content: Content, target: Target): Page[] {
  const made: Page[] = [];
  const page = (file: string, render: (site: Site) => string) => {
    const path = `${content.language}/${file}`;
    made.push({ path, html: render(new Site(content, target, path)) });
  };
  page('index.html', home);
  page('privacy.html', privacy);
  page('figures.html', figures);
  for (const it of content.courses) {
    page(`courses/${it.id}/index.html`, (site) => (it.open ? course : outline)(site, it));
  }
  for (const lesson of content.lessons) {
    page(`courses/privacy/${lesson.id}.html`, (site) => LESSONS[lesson.id](site, lesson));
  }
  page('courses/privacy/discussion.html', discussion);
  if (hasInsights(new Site(content, target, 'index.html'))) page('insights.html', insights);
  if (!target.local) {
    page('sign-in.html', signIn);
    page('offline.html', offline);
    page('platforms/index.html', platforms);
    for (const it of target.platforms)
      page(`platforms/${it.key}.html`, (site) => platform(site, it));
  }
  return made;
}
