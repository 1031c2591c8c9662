/** Ids, codes and counts only: no content of any record, no address with a search in it, is ever logged. */
export type ServerLog = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/**
 * An exception as it may be logged: its kind, its code and where it was thrown. Never its message: those of the database and
 * of parsers quote what they were given.
 */
export function traceOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 60) : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? {} : { cause: traceOf(error.cause) };
  return {
    kind: error.name,
    ...(code === undefined ? {} : { code }),
    at: frames.slice(0, 8).map((frame) => frame.trim()),
    ...cause,
  };
}
