import type ui from '../content/ui.en.json';

export type Language = 'en' | 'de';
export type Ui = typeof ui;
export type LessonId = 'reading' | 'video' | 'quiz' | 'essay';

export interface Course {
  id: string;
  level: keyof Ui['level'];
  hours: number;
  languages: Language[];
  /** Its lessons can be taken. */
  open: boolean;
  title: string;
  abstract: string;
  outcomes: string[];
  units: string[];
  /** SVG markup. */
  cover: string;
}

export interface Lesson {
  id: LessonId;
  minutes: number;
  kind: string;
  title: string;
  summary: string;
}

export interface Question {
  text: string;
  options: string[];
  /** Indices of the options that are right. */
  correct: number[];
  explanation: string;
}

/** A question that was discussed, and the answers to it. */
export interface Thread {
  title: string;
  posts: { name: string; text: string }[];
}

export interface Cue {
  from: string;
  to: string;
  text: string;
}

/** Everything that the pages of one language say. */
export interface Content {
  language: Language;
  ui: Ui;
  courses: Course[];
  lessons: Lesson[];
  /** HTML of the reading, with its headings for the table of contents. */
  reading: { body: string; headings: { id: string; text: string }[] };
  /** HTML. */
  essayTask: string;
  questions: Question[];
  transcript: Cue[];
  threads: Thread[];
}

/** What the pages are made for. */
export interface Target {
  /** Pages of the local build refer to each other relatively and have no server. */
  local: boolean;
  policy: PolicyFile;
  platforms: PlatformFile[];
}

export interface PolicyFile {
  text: string;
  /** SHA-256, in hex. */
  hash: string;
}

/** The policy of a whole platform; `key` names it in addresses. */
export interface PlatformFile extends PolicyFile {
  key: 'p' | 'f' | 'u';
}
