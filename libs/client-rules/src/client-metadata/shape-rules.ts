/** C01, C02 and C22: is each member of the type it has to be, within its bounds? RFC 7591 §2 and §3.2.2. */
import type { RuleFinding } from '../rule-finding';
import { isRecord } from './is-record';
import { clientMetadataMembers, memberShapes, type MemberShape } from './metadata-members';

const maximumStringLength = 4096;
const maximumEntries = 200;

/** What is wrong with the types and ranges of the known members. Unknown members are none of our business. */
export function shapeRules(metadata: Readonly<Record<string, unknown>>): RuleFinding[] {
  return clientMetadataMembers.flatMap((member) => {
    const value = Object.hasOwn(metadata, member) ? metadata[member] : undefined;
    return value === undefined ? [] : shapeFindings(member, value, memberShapes[member]);
  });
}

function shapeFindings(member: string, value: unknown, shape: MemberShape): RuleFinding[] {
  const finding = (rule: string, message: string, fix: string, path: (string | number)[] = [member]): RuleFinding[] => [
    { rule, level: 'error', path, message, fix },
  ];
  switch (shape.type) {
    case 'string':
      return stringFault(value) === undefined
        ? []
        : finding('C01', `“${member}” ${stringFault(value)}.`, 'Give a text.');
    case 'boolean':
      return typeof value === 'boolean'
        ? []
        : finding('C01', `“${member}” has to be true or false.`, 'Write true or false, without quotes.');
    case 'object':
      return isRecord(value) ? [] : finding('C01', `“${member}” has to be an object.`, 'Give a JSON object.');
    case 'literal':
      if (typeof value === 'string' && shape.values.includes(value)) return [];
      return finding('C02', `“${member}” has a value that is not known.`, `Use one of: ${shape.values.join(', ')}.`);
    case 'seconds':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
        return finding('C01', `“${member}” has to be a whole number of seconds.`, 'Give a number without quotes.');
      }
      if (value >= shape.minimum && value <= shape.maximum) return [];
      return finding(
        'C22',
        `“${member}” is out of range: ${value} seconds.`,
        `Use ${shape.minimum} to ${shape.maximum} seconds.`,
      );
    case 'strings':
      if (!Array.isArray(value)) return finding('C01', `“${member}” has to be a list.`, 'Give a list of texts.');
      if (value.length > maximumEntries)
        return finding('C01', `“${member}” has more than ${maximumEntries} entries.`, 'Remove some.');
      return value.flatMap((entry: unknown, index) => {
        const fault = stringFault(entry);
        return fault === undefined
          ? []
          : finding('C01', `An entry of “${member}” ${fault}.`, 'Give a text.', [member, index]);
      });
  }
}

function stringFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'has to be a text';
  return value.length > maximumStringLength ? `is longer than ${maximumStringLength} characters` : undefined;
}
