import type { Day } from '#base';
import { createContext } from 'preact';

/** What every part may need to say how old something is: the day it is, and the zone whose days and clock are shown. */
export const Surroundings = createContext<{ readonly today: Day; readonly zone: string }>({
  today: '1970-01-01' as Day,
  zone: 'UTC',
});
