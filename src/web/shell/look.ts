/** How screens look for one user: kept in the cookie `concord-look` as 'dark.125.rtl.nokeys'. Nothing of it is personal. */
export type Look = {
  readonly theme: 'system' | 'light' | 'dark';
  readonly scale: '100' | '125' | '150';
  readonly dir: 'ltr' | 'rtl';
  /** Single-key shortcuts; WCAG 2.1.4 asks that they can be turned off. */
  readonly keys: boolean;
};

export const USUAL_LOOK: Look = { theme: 'system', scale: '100', dir: 'ltr', keys: true };

export const LOOK_COOKIE = 'concord-look';

/** Reads the cookie; anything unknown in it is as usual. */
export function readLook(cookie: string | undefined): Look {
  const [theme, scale, dir, keys] = (cookie ?? '').split('.');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    scale: scale === '125' || scale === '150' ? scale : '100',
    dir: dir === 'rtl' ? 'rtl' : 'ltr',
    keys: keys !== 'nokeys',
  };
}

export function writeLook({ theme, scale, dir, keys }: Look): string {
  return [theme, scale, dir, keys ? 'keys' : 'nokeys'].join('.');
}
