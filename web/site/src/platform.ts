import '../../src/leaving';
import '../../src/register';
import { optional } from './dom';
import { engine, withEngine } from './engine';
import { startServiceWorker } from './offline';
import { followAppearance, startControls } from './preferences';

/** A page with a profile of its own: what `page` does, but for accounts. */
startControls();
withEngine(followAppearance);
startServiceWorker();

/** Not known as long as nothing is chosen. */
optional('age', HTMLSelectElement)?.addEventListener('change', ({ target }) => {
  const [from, below] = target instanceof HTMLSelectElement ? target.value.split('-') : [];
  if (!from) return;
  const band = { from: Number(from), ...(below ? { below: Number(below) } : {}) };
  engine()
    .then((carrel) => carrel.age({ ...band, method: 'stated' }))
    .catch(reportError);
});
