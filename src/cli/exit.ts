/** What the program ends with; docs/guide/command-line.md says the same. */
export const EXIT = {
  done: 0,
  /** Something failed on our side, or the machine's. */
  failed: 1,
  /** The command was not understood: commander's own, too. */
  usage: 2,
  /** All was read, and some records were refused: the report names them. */
  refused: 3,
  /** The database or server could not be reached; trying again may help. */
  unavailable: 4,
  interrupted: 130,
} as const;
