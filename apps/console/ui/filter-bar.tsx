'use client';
/** Filters of a list. They live in the address, so that a reload, the Back button and a shared link show the same rows. */
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { parseAsString, useQueryStates } from 'nuqs';
import { type FormEvent, type ReactNode, useId, useMemo, useState } from 'react';
import styles from './filter-bar.module.css';

// Loaded when somebody opens it.
const FilterPanel = dynamic(() => import('./filter-panel').then((module) => module.FilterPanel), { ssr: false });

export interface FilterField {
  /** Its name in the address, and mostly in the admin API as well. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'search' | 'text' | 'choice' | 'time';
  readonly placeholder?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What a chip shows for a value; the value itself by default. */
  readonly shown?: (value: string) => string;
}

export type FilterValues = Readonly<Record<string, string | undefined>>;

export interface Filters {
  readonly fields: readonly FilterField[];
  /** Only what is set. Times are epoch milliseconds as text. */
  readonly values: FilterValues;
  readonly set: (values: FilterValues) => void;
  readonly clear: () => void;
  readonly count: number;
}

/** Reads and writes the filters of a list in the address. @param fields made once, outside of the component */
export function useFilters(fields: readonly FilterField[]): Filters {
  const parsers = useMemo(() => Object.fromEntries(fields.map(({ name }) => [name, parseAsString])), [fields]);
  const [state, setState] = useQueryStates(parsers, { history: 'push', scroll: false });
  const values = useMemo(
    () => Object.fromEntries(Object.entries(state).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    [state],
  );
  const set = (changes: FilterValues) =>
    void setState(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || null])));
  return {
    fields,
    values,
    set,
    clear: () => set(Object.fromEntries(fields.map(({ name }) => [name, undefined]))),
    count: Object.keys(values).length,
  };
}

/** A search box, a panel with every other filter, and a chip for each that is set. */
export function FilterBar({
  filters,
  label,
  children,
}: {
  readonly filters: Filters;
  readonly label: string;
  /** A search box of the page's own, in front of the button. */
  readonly children?: ReactNode;
}) {
  const { fields, values, set, clear } = filters;
  const [open, setOpen] = useState(false);
  const panel = useId();
  const search = fields.find(({ kind }) => kind === 'search');
  const others = fields.filter(({ kind }) => kind !== 'search');
  const chips = others.filter(({ name }) => values[name] !== undefined);
  return (
    <div className={styles['bar']} role="search" aria-label={`Filter ${label}`}>
      <div className={styles['line']}>
        {children}
        {search && <SearchBox key={values[search.name] ?? ''} field={search} filters={filters} />}
        {others.length > 0 && (
          <Button variant="default" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
            {chips.length > 0 ? `Filters (${chips.length})` : 'Filters'}
          </Button>
        )}
      </div>
      {open && (
        <div id={panel} className={styles['panel']}>
          <FilterPanel fields={others} filters={filters} />
        </div>
      )}
      {chips.length > 0 && (
        <ul className={styles['chips']} aria-label="Active filters">
          {chips.map(({ name, label: fieldLabel, kind, options, shown }) => {
            const value = values[name] ?? '';
            const text =
              kind === 'time'
                ? new Date(Number(value)).toLocaleString('en-GB')
                : (options?.find((option) => option.value === value)?.label ?? shown?.(value) ?? value);
            return (
              <li key={name}>
                <button
                  type="button"
                  onClick={() => set({ [name]: undefined })}
                  aria-label={`Remove filter ${fieldLabel}: ${text}`}
                >
                  <span>{fieldLabel}:</span> {text} <span aria-hidden="true">×</span>
                </button>
              </li>
            );
          })}
          <li>
            <button type="button" className={styles['clear']} onClick={clear}>
              Clear all
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}

function SearchBox({ field, filters }: { readonly field: FilterField; readonly filters: Filters }) {
  const [text, setText] = useState(filters.values[field.name] ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    filters.set({ [field.name]: text.trim() || undefined });
  };
  return (
    <form onSubmit={submit} className={styles['search']}>
      <input
        type="search"
        className={styles['box']}
        aria-label={field.label}
        placeholder={field.placeholder ?? field.label}
        value={text}
        data-page-filter
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => {
          if (text.trim() !== (filters.values[field.name] ?? ''))
            filters.set({ [field.name]: text.trim() || undefined });
        }}
      />
    </form>
  );
}
