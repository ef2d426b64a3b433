'use client';
import { Button } from '@mantine/core';
import { announce } from '../../ui/announcer';
import { useEnvironmentChecks } from '../../ui/first-steps';
import { useMay } from '../../ui/me';
import { BlockSkeleton, LoadFailed, Readable } from '../../ui/states';
import { CheckList } from './check-list';

/** Whether this installation is reached as it believes to be. */
export function ChecksStep() {
  return (
    <Readable scope="settings:read">
      <Checks />
    </Readable>
  );
}

function Checks() {
  const { data, error, isFetching, refetch } = useEnvironmentChecks(useMay('settings:read'));
  const again = async () => {
    const { data: found = [] } = await refetch();
    const open = found.filter(({ level }) => level !== 'good').length;
    announce(open === 0 ? 'Checked again: everything is fine.' : `Checked again: ${open} to look at.`);
  };
  if (!data)
    return error ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <BlockSkeleton height={240} />;
  return (
    <>
      <p>The server of the console has just looked at Gatehouse through its public addresses.</p>
      <CheckList checks={data} />
      <div>
        <Button variant="default" loading={isFetching} onClick={() => void again()}>
          Check again
        </Button>
      </div>
    </>
  );
}
