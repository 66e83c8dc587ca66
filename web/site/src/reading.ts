import { startLesson } from './lesson';

startLesson();
