const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host is this machine by one of its three names. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/** An address that an app may have: https, or http on this machine for those who build one; no fragment, nobody's password. */
export function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash, username, password } = new URL(text);
  if (hash !== '' || text.includes('#') || username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/**
 * The addresses of one origin: an installation on this machine is reached by several names on its own port, and an app that
 * says another of these than the one we were asked by means the same.
 */
export function namesOf(origin: string): readonly string[] {
  const { protocol, hostname, port } = new URL(origin);
  if (!isLoopback(hostname)) return [origin];
  return [...LOOPBACK].map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}
