'use client';
import { useEffect, useState } from 'react';
import { makeKeyPair, type KeyPair } from '../../ui/key-pairs';

/** A key pair of this browser, made when it is first needed. The private half is only ever saved as a file. */
export function useKeyPair(needed: boolean): { readonly keys: KeyPair | undefined; readonly error: Error | undefined } {
  const [keys, setKeys] = useState<KeyPair>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (!needed || keys) return;
    let wanted = true;
    makeKeyPair('ES256').then(
      (pair) => wanted && setKeys(pair),
      (failure: unknown) => wanted && setError(failure instanceof Error ? failure : new Error(String(failure))),
    );
    return () => {
      wanted = false;
    };
  }, [needed, keys]);
  return { keys, error };
}
