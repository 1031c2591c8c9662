import type { Migration } from '#store';

/** A decision about a signal before everybody who was asked for a comment has given one. */
export const signalEarly: Migration = {
  name: '0159-signal-early',
  sql: `
-- Why a decision did not wait for those who could still comment; of no comment, and of no decision that waited.
alter table insight_signal_word add column early text check (early is null or kind <> 'comment');
`,
};
