/**
 * The provider speaks through the console: that it has not been tried with this version of Node, and of defaults that we
 * replace. Neither is for whoever runs Concord; anything else that is said meanwhile is passed on.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  const passing =
    (say: typeof warn) =>
    (...words: readonly unknown[]): void => {
      if (!String(words[0]).includes('oidc-provider ')) say(...words);
    };
  Object.assign(console, { warn: passing(warn), info: passing(info) });
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}
