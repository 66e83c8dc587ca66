import type { Content, Course, Lesson, LessonId, Target } from './content';

/** A page to be written at `path`, relative to the site's root. */
export interface Page {
  path: string;
  html: string;
}

/** One page in the making: its texts and how it refers to others. */
export class Site {
  constructor(
    readonly content: Content,
    readonly target: Target,
    readonly path: string,
  ) {}

  get ui(): Content['ui'] {
    return this.content.ui;
  }

  /** The reference from this page to a file of the site. */
  to(file: string): string {
    if (!this.target.local) return `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
    return '../'.repeat(this.path.split('/').length - 1) + file;
  }

  /** The same, to a page of this language. */
  page(file: string): string {
    return this.to(`${this.content.language}/${file}`);
  }

  course({ id }: Course): string {
    return this.page(`courses/${id}/index.html`);
  }

  lesson(id: LessonId): string {
    return this.page(`courses/privacy/${id}.html`);
  }

  /** The title of the course with this id. */
  titleOf(id: string): string {
    return this.content.courses.find((course) => course.id === id)?.title ?? id;
  }

  /** The lessons before and after this one. */
  around(lesson: Lesson): { previous: Lesson | undefined; next: Lesson | undefined; n: number } {
    const { lessons } = this.content;
    const at = lessons.indexOf(lesson);
    return { previous: lessons[at - 1], next: lessons[at + 1], n: at + 1 };
  }
}

export const filled = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (name, key) => String(values[key] ?? name));
