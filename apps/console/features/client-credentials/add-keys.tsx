'use client';
import { announce } from '../../ui/announcer';
import { useLoadedClient, type ClientPatch } from '../../ui/use-client';
import { useClientChange } from '../../ui/use-client-change';
import { GenerateKeyDialog } from './generate-key-dialog';
import { PasteKeysDialog } from './paste-keys-dialog';
import { keysOf } from './read-key-set';

export type WayOfAdding = 'generate' | 'paste';

export interface AddKeysProps {
  readonly way: WayOfAdding;
  /** What else changes in the same moment. */
  readonly also?: ClientPatch;
  readonly onClose: () => void;
}

/** Registers public keys beside those that are there. */
export function AddKeys({ way, also = {}, onClose }: AddKeysProps) {
  const { client, clientId } = useLoadedClient();
  const change = useClientChange();
  const registered = keysOf(client.jwks);
  const AddDialog = way === 'generate' ? GenerateKeyDialog : PasteKeysDialog;
  return (
    <AddDialog
      clientId={clientId}
      registered={registered}
      onClose={onClose}
      onKeys={async (keys) => {
        await change({ ...also, jwks: { keys: [...registered, ...keys] } });
        announce(keys.length === 1 ? 'The public key was added' : `${keys.length} public keys were added`);
        onClose();
      }}
    />
  );
}
