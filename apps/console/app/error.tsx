'use client';

/** When the shell itself could not be shown, mostly because the API does not answer. */
export default function ShellError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main style={{ maxWidth: '34rem', margin: '15vh auto', padding: '0 1.25rem' }}>
      <h1>The API does not answer</h1>
      <p>The console runs, but it could not ask the API who you are. Check that the API runs, then try again.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
