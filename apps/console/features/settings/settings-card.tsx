'use client';
import { Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ApiProblem, type Tagged } from '../../ui/admin-api';
import { ConflictDialog } from '../../ui/conflict-dialog';
import { FormCard } from '../../ui/form-card';
import { useMay } from '../../ui/me';
import { useEditor } from '../../ui/use-editor';
import { NumberField } from './number-field';
import {
  definitionsOf,
  type Group,
  type GroupValues,
  readSettings,
  sendSettings,
  type Settings,
  usePutSettings,
} from './settings-data';
import styles from './settings.module.css';
import { numberFault } from './units';

interface SettingsCardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly group: Group;
  readonly stored: Tagged<Settings>;
}

/** One group of settings, saved together. What may be set, and between which bounds, the API says. */
export function SettingsCard({ title, lead, group, stored }: SettingsCardProps) {
  const [tried, setTried] = useState(false);
  const put = usePutSettings();
  const isReadOnly = !useMay('settings:write');
  const editor = useEditor<Settings, GroupValues>({
    stored,
    draftOf: (settings) => ({ ...settings[group] }) as GroupValues,
    send: (part, etag) => sendSettings(group, part as GroupValues, etag),
    read: readSettings,
    onStored: put,
  });
  const fields = definitionsOf(stored.value, group);
  const labels = Object.fromEntries(fields.map(([member, definition]) => [member, definition.title]));
  const faultOf = (member: string): string | undefined => {
    const definition = fields.find(([name]) => name === member)?.[1];
    const value = editor.draft[member];
    const ours = definition && typeof value === 'number' ? numberFault(value, definition) : undefined;
    if (ours !== undefined) return tried || editor.changed.includes(member) ? ours : undefined;
    if (!(editor.error instanceof ApiProblem)) return undefined;
    return editor.error.errors.find(({ pointer }) => pointer === `/${group}/${member}`)?.detail;
  };
  const isSound = fields.every(([member, definition]) => {
    const value = editor.draft[member];
    return typeof value !== 'number' || numberFault(value, definition) === undefined;
  });
  return (
    <>
      <FormCard
        title={title}
        lead={lead}
        needs="settings:write"
        changes={editor.changed.length}
        saving={editor.saving}
        error={editor.error ?? (tried && !isSound ? new Error('Some values cannot be saved. They are marked.') : null)}
        onSave={() => {
          setTried(!isSound);
          if (isSound) editor.save();
        }}
        onDiscard={() => {
          setTried(false);
          editor.discard();
        }}
      >
        <div className={styles['fields']}>
          {fields.map(([member, definition]) => {
            const value = editor.draft[member];
            if (typeof value === 'boolean') {
              return (
                <Switch
                  key={member}
                  label={definition.title}
                  description={`By default ${definition.default === 1 ? 'on' : 'off'}.`}
                  checked={value}
                  disabled={isReadOnly}
                  onChange={(event) => editor.change({ [member]: event.currentTarget.checked })}
                />
              );
            }
            return (
              <NumberField
                key={member}
                definition={definition}
                value={value ?? Number.NaN}
                error={faultOf(member)}
                readOnly={isReadOnly}
                onChange={(next) => editor.change({ [member]: next })}
              />
            );
          })}
        </div>
      </FormCard>
      {editor.conflict && (
        <ConflictDialog
          what={title}
          draft={editor.draft}
          conflict={editor.conflict}
          labels={labels}
          onClose={editor.conflict.dismiss}
        />
      )}
    </>
  );
}
