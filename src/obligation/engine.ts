import type { Days } from './calendar.ts';
import { daysOf } from './calendar.ts';
import type { ObligationParts } from './parts.ts';
import type { Actor } from './obligations.ts';

/** The parts with the calendars made ready. */
export type Engine = ObligationParts & { readonly daysOf: (calendar: string) => Days | undefined };

export function engineOf(parts: ObligationParts): Engine {
  const ready = new Map(parts.calendars.map((calendar) => [calendar.name, daysOf(calendar)]));
  if (!ready.has(parts.calendar)) throw new Error(`there is no calendar ${parts.calendar}`);
  return { ...parts, daysOf: (name) => ready.get(name) };
}

/** The calendar that an obligation was opened under. A pack that was taken away leaves the installation's own. */
export function daysFor(engine: Engine, calendar: string): Days {
  const days = engine.daysOf(calendar) ?? engine.daysOf(engine.calendar);
  if (!days) throw new Error(`there is no calendar ${calendar}`);
  return days;
}

/** Who did it, where nobody did: time. */
export function clockActor(organization: number): Actor {
  return { principal: 'system/obligation', name: 'Concord', role: 'system', organization };
}
