// The license as this browser keeps it, the same in all tabs.
import { useSyncExternalStore } from 'react';

const KEY = 'license';

/** Browsers tell the other tabs; this tells those who listen in this one. */
const heard = new EventTarget();

function subscribe(listener: () => void) {
  heard.addEventListener('change', listener);
  addEventListener('storage', listener);
  return () => {
    heard.removeEventListener('change', listener);
    removeEventListener('storage', listener);
  };
}

export const useToken = () => useSyncExternalStore(subscribe, () => localStorage.getItem(KEY));

export function keepToken(token: string) {
  localStorage.setItem(KEY, token.trim());
  heard.dispatchEvent(new Event('change'));
}

export function forgetToken() {
  localStorage.removeItem(KEY);
  heard.dispatchEvent(new Event('change'));
}
