'use client';
/** Credentials of a client: how it proves who it is, its secrets, its public keys. */
import { useState } from 'react';
import { isAlwaysPublic } from '@gatehouse/client-rules';
import { useLoadedClient } from '../../ui/use-client';
import { AuthenticationCard } from './authentication-card';
import { KeysCard } from './keys-card';
import { SecretsCard } from './secrets-card';
import { SwitchToKeys } from './switch-to-keys';

export function CredentialsTab() {
  const { client } = useLoadedClient();
  const [switching, setSwitching] = useState(false);
  const begin = () => setSwitching(true);
  return (
    <>
      <AuthenticationCard onSwitch={begin} />
      <SecretsCard onSwitch={begin} />
      {(!isAlwaysPublic(client.application_type) || client.jwks !== undefined) && <KeysCard />}
      {switching && <SwitchToKeys onClose={() => setSwitching(false)} />}
    </>
  );
}
