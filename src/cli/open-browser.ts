import { spawn } from 'node:child_process';
import { terminal } from './terminal.ts';

/** Opens an address where somebody is there to see it: a terminal with a screen. */
export function openBrowser(address: string): void {
  const hasScreen = process.platform === 'darwin' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!terminal.isLive || !hasScreen) return;
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [address], { detached: true, stdio: 'ignore' });
  // No browser is no failure: the address stands on the screen.
  child.on('error', () => undefined);
  child.unref();
}
