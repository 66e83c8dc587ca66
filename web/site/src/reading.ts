import './page';
import { entity, startLesson } from './lesson';
import { startSummary } from './recall';

startLesson((carrel) => {
  startSummary(carrel, entity).catch(reportError);
});
