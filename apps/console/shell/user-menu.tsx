'use client';
import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../ui/me';
import { useTimeZoneChoice } from '../ui/time';
import { chooseTimeZone } from '../ui/time-zone';
import { showShortcuts } from './open-palette';
import { signOut } from './sign-out';
import { readShortcutsChoice, writeShortcutsChoice } from './shortcuts-choice';
import styles from './user-menu.module.css';

/** Who is signed in, how the console looks, and the way out. */
export function UserMenu() {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const zone = useTimeZoneChoice();
  const [singleKeys, setSingleKeys] = useState(true);
  const name = me.name ?? me.username ?? me.id;
  return (
    <div className={styles['menu']}>
      <button
        type="button"
        className={styles['opener']}
        popoverTarget="user-menu"
        aria-label={`Account menu of ${name}`}
        onClick={() => setSingleKeys(readShortcutsChoice())}
      >
        {name.slice(0, 1).toUpperCase()}
      </button>
      <div id="user-menu" popover="auto" className={styles['panel']}>
        <p className={styles['who']}>
          <strong>{name}</strong>
          <span>{me.roles.length > 0 ? me.roles.join(', ') : 'no role'}</span>
        </p>
        <Choice
          legend="Theme"
          name="theme"
          value={colorScheme}
          options={{ auto: 'System', light: 'Light', dark: 'Dark' }}
          onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
        />
        <Choice
          legend="Times"
          name="zone"
          value={zone}
          options={{ local: 'My time zone', utc: 'UTC' }}
          onChange={(value) => chooseTimeZone(value as 'local' | 'utc')}
        />
        <Choice
          legend="Single-key shortcuts"
          name="shortcuts"
          value={singleKeys ? 'on' : 'off'}
          options={{ on: 'On', off: 'Off' }}
          onChange={(value) => {
            writeShortcutsChoice(value === 'on');
            setSingleKeys(value === 'on');
          }}
        />
        <button type="button" className={styles['item']} onClick={showShortcuts}>
          Keyboard shortcuts <kbd>?</kbd>
        </button>
        <a className={styles['item']} href={`${me.issuerUrl}/`}>
          To the sign-in service
        </a>
        <button type="button" className={styles['item']} onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly legend: string;
  readonly name: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
}

function Choice({ legend, name, value, options, onChange }: ChoiceProps) {
  return (
    <fieldset className={styles['choice']}>
      <legend>{legend}</legend>
      {Object.entries(options).map(([option, label]) => (
        <label key={option}>
          <input type="radio" name={name} checked={value === option} onChange={() => onChange(option)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
