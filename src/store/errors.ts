/** The database cannot be reached or has no room: nothing is known to be wrong with what was asked, try again (503). */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** A statement or a lock took longer than it may; nothing of its transaction stays. */
export class Timeout extends Error {
  override readonly name = 'Timeout';
}

/** What a driver threw, in our words; a mistake of ours (syntax, a constraint) stays as it is. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Unavailable || error instanceof Timeout) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TIMEOUTS.has(code)) return new Timeout(error.message, { cause: error });
  if (isOutage(code, error.message)) return new Unavailable(error.message, { cause: error });
  return error;
}

/** https://www.postgresql.org/docs/18/errcodes-appendix.html: canceled statement, lock not available, idle in transaction. */
const TIMEOUTS = new Set(['57014', '55P03', '25P03', '25P04']);

/** Shut-down, crash and starting up; deadlock and serialization (whole transaction undone, a retry is right); read-only standby. */
const OUTAGES = new Set(['57P01', '57P02', '57P03', '57P05', '40P01', '40001', '25006']);

/** Of the socket, before PostgreSQL says anything. */
const SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** The driver's own words, which carry no code. */
const WORDS =
  /^Connection terminated|^Query read timeout|timeout exceeded when trying to connect|not queryable|^Client was closed|after calling end on the pool/;

function isOutage(code: string, message: string): boolean {
  // Class 08: connection; class 53: no connections, memory or disk left; 58: the system under PostgreSQL failed.
  return /^(08|53|58)/.test(code) || OUTAGES.has(code) || SOCKET.has(code) || (code === '' && WORDS.test(message));
}

/** Whether an error says that the database, or the way to it, is away: nothing of ours is broken, and it passes. */
export function isAway(error: unknown): boolean {
  return translated(error) instanceof Unavailable;
}
