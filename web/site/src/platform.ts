import '../../src/leaving';
import '../../src/register';
import { withEngine } from './engine';
import { startServiceWorker } from './offline';
import { followAppearance, startControls } from './preferences';

/** A page with a profile of its own: what `page` does, but for accounts. */
startControls();
withEngine(followAppearance);
startServiceWorker();
