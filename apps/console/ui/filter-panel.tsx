'use client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FilterField, Filters } from './filter-bar';

const toLocal = (value: string): string => {
  const at = Number(value);
  if (value === '' || !Number.isFinite(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const fromLocal = (value: string): string | undefined => {
  const at = new Date(value).getTime();
  return Number.isFinite(at) ? String(at) : undefined;
};

/** A field for each filter that is not always in sight. */
export function FilterPanel({
  fields,
  filters,
}: {
  readonly fields: readonly FilterField[];
  readonly filters: Filters;
}) {
  return fields.map((field) => (
    <Field key={`${field.name}=${filters.values[field.name] ?? ''}`} field={field} filters={filters} />
  ));
}

function Field({ field, filters }: { readonly field: FilterField; readonly filters: Filters }) {
  const { name, label, kind, options = [], placeholder } = field;
  const value = filters.values[name] ?? '';
  const [text, setText] = useState(kind === 'time' ? toLocal(value) : value);
  if (kind === 'choice') {
    return (
      <NativeSelect
        label={label}
        value={value}
        onChange={(event) => filters.set({ [name]: event.currentTarget.value || undefined })}
        data={[{ value: '', label: 'Any' }, ...options]}
      />
    );
  }
  const apply = () => filters.set({ [name]: (kind === 'time' ? fromLocal(text) : text.trim()) || undefined });
  return (
    <TextInput
      label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      type={kind === 'time' ? 'datetime-local' : 'text'}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply();
      }}
    />
  );
}
