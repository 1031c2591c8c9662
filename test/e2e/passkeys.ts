import type { Page } from 'playwright-core';

/** The device of a page has a fingerprint reader whose owner is there and agrees: what is kept on it opens their seat at any later time. */
export async function withPasskeys(page: Page): Promise<Page> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}
