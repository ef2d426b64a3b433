'use client';
/** The settings, read once for all of their cards. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, type Shape, tagged, type Tagged } from '../../ui/admin-api';

export type Settings = Shape<'SettingsAnswer'>;
export type Definition = Shape<'SettingDefinitionAnswer'>;
export type Group = 'retention' | 'failures' | 'sweeps';
/** Members of a group without the group's name. */
export type GroupValues = Readonly<Record<string, number | boolean>>;

const KEY = ['settings'];

export function readSettings(): Promise<Tagged<Settings>> {
  return tagged(api.GET('/admin/v1/settings'));
}

export function useSettings() {
  return useQuery({ queryKey: KEY, queryFn: readSettings });
}

export function usePutSettings(): (stored: Tagged<Settings>) => void {
  const queries = useQueryClient();
  return (stored) => queries.setQueryData(KEY, stored);
}

/** @throws ApiProblem 412 when somebody was faster */
export function sendSettings(group: Group, part: GroupValues, etag: string): Promise<Tagged<Settings>> {
  return tagged(api.PATCH('/admin/v1/settings', { params: { header: { 'If-Match': etag } }, body: { [group]: part } }));
}

/** The definitions of one group, by member. */
export function definitionsOf({ definitions }: Settings, group: Group): readonly (readonly [string, Definition])[] {
  return definitions
    .filter(({ name }) => name.startsWith(`${group}.`))
    .map((definition) => [definition.name.slice(group.length + 1), definition] as const);
}
