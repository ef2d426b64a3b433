'use client';
import { SecretReveal } from '../../ui/secret-reveal';

/** A generated password, on the screen once. */
export function PasswordOnce({
  username,
  password,
  onClose,
}: {
  readonly username: string;
  readonly password: string;
  readonly onClose: () => void;
}) {
  return (
    <SecretReveal
      title={`The new password of ${username}`}
      secret={password}
      what="password"
      lead="This is the only time that it is shown. Give it to the user over a channel that you both trust."
      confirmation="I have passed it on or stored it safely"
      onClose={onClose}
    />
  );
}
