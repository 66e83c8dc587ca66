import { button, element } from './dom';

interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
}

/** Asks in a modal dialogue; leaving it any other way is a no. */
export function ask({ title, text, yes, no }: Question): Promise<boolean> {
  const heading = element('h2', { id: 'ask-title' }, title);
  const answers = element('p', { class: 'row' });
  const dialog = element(
    'dialog',
    { class: 'ask', 'aria-labelledby': 'ask-title' },
    heading,
    element('p', {}, text),
    answers,
  );
  answers.append(
    button(yes, () => dialog.close('yes'), 'button primary'),
    button(no, () => dialog.close('no')),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
