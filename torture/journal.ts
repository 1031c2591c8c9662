import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** One acknowledged effect on one resource, as the client was told. */
export type Effect = {
  readonly reference: string;
  readonly version: number;
  /** The body as answered; absent for a deletion and in a Bundle's short answers. */
  readonly body?: string;
  readonly deleted?: boolean;
};

export type Kind = 'create' | 'update' | 'bundle' | 'conditional' | 'delete';

/** An operation and what the client knows of it. `unknown` is settled by sending the same key again. */
export type Line = {
  readonly key: string;
  readonly kind: Kind;
  readonly began: number;
  readonly ended: number;
  readonly outcome: 'ok' | 'fail' | 'unknown';
  readonly status: number;
  readonly tries: number;
  /** Business identifiers the operation gives to new resources: each must stand on exactly one resource. */
  readonly identifiers: readonly string[];
  readonly effects: readonly Effect[];
};

export type Journal = {
  readonly write: (line: Line) => void;
  readonly lines: readonly Line[];
  readonly sync: () => void;
  readonly close: () => void;
};

/** Written by the client side with O_APPEND; kept in memory for the checkers too. */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a');
  const lines: Line[] = [];
  return {
    lines,
    write(line) {
      writeSync(file, `${JSON.stringify(line)}\n`);
      lines.push(line);
    },
    sync: () => fsyncSync(file),
    close: () => closeSync(file),
  };
}
