'use client';
import type { AdminRole } from '@gatehouse/contracts';
import { api, tagged } from '../../ui/admin-api';
import { ConflictDialog } from '../../ui/conflict-dialog';
import { FormCard } from '../../ui/form-card';
import { useMe } from '../../ui/me';
import { Note } from '../../ui/problem-alert';
import { useEditor } from '../../ui/use-editor';
import { errorAt, explained } from './problem-words';
import { RoleChoice } from './role-choice';
import { type UserDetail, useStoreUser, useUser } from './user-context';

interface RolesDraft {
  readonly roles: readonly AdminRole[];
}

/** What the user may do in the console. */
export function RolesCard() {
  const stored = useUser();
  const me = useMe();
  const store = useStoreUser();
  const path = { user_id: stored.value.id };
  const editor = useEditor<UserDetail, RolesDraft>({
    stored,
    draftOf: ({ roles }) => ({ roles }),
    send: async ({ roles = [] }, etag) => {
      const request = api.PUT('/admin/v1/users/{user_id}/roles', {
        body: { roles: [...roles] },
        params: { path, header: { 'If-Match': etag } },
      });
      const { value, etag: now } = await tagged(request).catch((error: unknown) => {
        throw explained(error);
      });
      return { value: { ...stored.value, ...value }, etag: now };
    },
    read: () => tagged(api.GET('/admin/v1/users/{user_id}', { params: { path } })),
    onStored: store,
  });
  const { draft } = editor;
  const losesOwner = stored.value.roles.includes('owner') && !draft.roles.includes('owner');
  return (
    <>
      <FormCard
        title="Roles"
        lead="Nobody can give a role that allows more than they may do themselves. There is always one owner who can sign in."
        needs="users:write"
        changes={editor.changed.length}
        saving={editor.saving}
        error={editor.error}
        onSave={editor.save}
        onDiscard={editor.discard}
      >
        <RoleChoice
          roles={draft.roles}
          onChange={(roles) => editor.change({ roles })}
          error={errorAt(editor.error, '/roles')}
        />
        {losesOwner && (
          <Note
            tone="doubt"
            title={me.id === stored.value.id ? 'You give up being an owner' : 'They will be no owner any more'}
          >
            Only another owner can make them an owner again. The last owner cannot be unmade.
          </Note>
        )}
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={`The roles of ${stored.value.username}`}
          draft={draft}
          conflict={editor.conflict}
          labels={{ roles: 'Roles' }}
          onClose={editor.conflict.dismiss}
        />
      )}
    </>
  );
}
