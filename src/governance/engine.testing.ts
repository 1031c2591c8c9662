import england from '#packs/calendar/england.json' with { type: 'json' };
import { day } from '#base';
import { type ObligationParts, type Obligations, openObligations } from '#obligation';
import type { Store } from '#store';
import type { TestPartnership } from './partnership.testing.ts';

/** The engine of what is due, on the same store and clock; nobody sits anywhere, so that roles owe. */
export function engineOn(
  store: Store,
  holders: ObligationParts['holders'] = async () => [],
): (repository: TestPartnership['repository']) => Obligations {
  let made = 0;
  const calendar = {
    ...england,
    until: day(england.until),
    holidays: england.holidays.map(({ on, name }) => ({ on: day(on), name })),
  };
  return (repository) =>
    openObligations({
      store,
      now: () => repository.clock.now,
      newId: () => `o${(made += 1)}`,
      newSecret: () => `secret-${(made += 1)}`,
      zone: 'Europe/London',
      calendars: [calendar],
      calendar: 'england',
      contributors: repository.contributors,
      persons: repository.persons,
      audit: repository.audit,
      repository: repository.bind,
      holders,
      accessOf: ({ organization }) => repository.nurse(organization),
      overseers: () => [],
      log: { warn: () => undefined },
    });
}
