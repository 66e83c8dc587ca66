import './page';
import { engine } from './engine';
import { studying } from './notes/notes';
import { noteGroups } from './notes/study';

const course = document.body.dataset['course'] ?? '';

/** Whoever opened the page counts as a reader. */
function noteReader(): void {
  studying(async (figures) => noteGroups(await engine(), figures, course, 'forum')).catch(
    reportError,
  );
}

noteReader();
addEventListener('carrel:decision', noteReader);
