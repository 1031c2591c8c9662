import type { FloorRule, Role } from '#agreement';
import { lawIn } from '#joint';
import type { EmergencyReason } from '../contract.ts';

/** Who may open a record in an emergency where these days count: clinicians, as the law's floor for emergencies names them. */
export function openersIn(zone: string): readonly Role[] {
  return emergencyIn(zone)?.roles ?? [];
}

/** Days within which somebody else looks at why it was opened; a day where the law says nothing. */
export function reviewDaysIn(zone: string): number {
  return emergencyIn(zone)?.reviewDays ?? 1;
}

function emergencyIn(zone: string): FloorRule | undefined {
  return lawIn(zone).floors.find(({ relationships }) => relationships.includes('emergency'));
}

export const REASONS: Readonly<Record<EmergencyReason, string>> = {
  'danger-to-life': 'Danger to life or of serious harm now',
  'cannot-say': 'The person cannot say what they have or take',
  'urgent-care': 'Urgent care, and their own team cannot be reached',
  'asked-by-person': 'The person asked for it and is not on our list',
};

/** How much somebody has to write; less is no reason. */
export const WORDS_MIN = 15;
export const WORDS_MAX = 2_000;
export const MINUTES = 60;
/** The person is told within a day; somebody looks before whether telling would put them in danger. */
export const TOLD_AFTER_MS = 20 * 3_600_000;
export const HELD_DAYS_MAX = 90;
export const TRIES_AN_HOUR = 5;
