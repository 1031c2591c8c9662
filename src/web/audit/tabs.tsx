const TABS = [
  ['queue', 'Waiting', '/audit'],
  ['requests', 'What people ask', '/audit/requests'],
  ['unusual', 'Unusual access', '/audit/unusual'],
  ['search', 'Search the log', '/audit/search'],
  ['codes', 'Sensitive codes', '/audit/codes'],
  ['opt-outs', 'Opt-outs', '/audit/opt-outs'],
  ['research', 'Research', '/audit/research'],
] as const;

export type AuditTab = (typeof TABS)[number][0];

/** The pages of information governance about how records are used. */
export function AuditTabs({ at }: { readonly at?: AuditTab }) {
  return (
    <nav class="tabs" aria-label="How records are used">
      {TABS.map(([tab, words, href]) => (
        <a key={tab} href={href} {...(tab === at ? { 'aria-current': 'page' as const } : {})}>
          {words}
        </a>
      ))}
    </nav>
  );
}
