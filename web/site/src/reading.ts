import './page';
import { startLesson } from './lesson';

startLesson();
