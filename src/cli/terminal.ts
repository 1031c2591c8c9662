/** Where words for people go: standard error, so that standard output stays what the command was asked for. */
export const terminal = {
  isLive: process.stderr.isTTY === true && process.env['CI'] === undefined,
  hasColour: process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  columns: () => process.stderr.columns ?? 80,
};

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Replaces the line that `rewrite` wrote before. */
export function rewrite(line: string): void {
  process.stderr.write(`\r\u001b[2K${line.slice(0, terminal.columns() - 1)}`);
}

export function bold(text: string): string {
  return terminal.hasColour ? `\u001b[1m${text}\u001b[22m` : text;
}

export function faint(text: string): string {
  return terminal.hasColour ? `\u001b[2m${text}\u001b[22m` : text;
}
