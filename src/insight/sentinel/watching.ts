import type { Services } from '#joint';
import type { Sentinels } from './evaluate.ts';

/** What declared changes and their signals are asked with. */
export type Watching = Sentinels &
  Pick<Services, 'ports' | 'repository'> & {
    readonly currency: string;
    /** Looks at declared changes where contacts came since somebody last looked, a day began, or one was declared just now. */
    readonly look: (declared?: 'declared') => Promise<void>;
  };
