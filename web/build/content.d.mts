import type { Content } from '../site/templates/content';

export function readContents(): Content[];
