type Policies = {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string };
};

// Our own pages over our own connection are the one HTML that is trusted.
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('concord', {
  createHTML: (html) => html,
});

export function trusted(html: string): string {
  return policy ? policy.createHTML(html) : html;
}
