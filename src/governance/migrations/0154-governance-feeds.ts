import type { Migration } from '#store';

/**
 * A clause can speak of what some feeds send, and a policy names feeds by their numbers: a feed that sends for the first time has one that no
 * process knows yet. Each reads the book again when it hears of it (POLICY_CHANNEL); until then what it sent is kept back.
 */
export const governanceFeeds: Migration = {
  name: '0154-governance-feeds',
  sql: `
create function governance_feed_heard() returns trigger language plpgsql as $$
begin
  perform pg_notify('concord_policy', 'feed');
  return null;
end $$;
create trigger governance_feed_known after insert on basis for each statement execute function governance_feed_heard();
`,
};
