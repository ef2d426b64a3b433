/** What is wrong with a request before its content matters; each kind has a fixed public name. */
export type MalformedRequestCode =
  | 'bad_encoding'
  | 'bad_json'
  | 'bad_path'
  | 'body_interrupted'
  | 'body_too_large'
  | 'too_many_parameters'
  | 'unsupported_content_encoding'
  | 'unsupported_content_type';

/** A request that cannot be read. Each audience's error filter gives it the form that is due there. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';

  /** @param description public words in the character set of RFC 6749 §5.2 */
  constructor(
    readonly status: 400 | 413 | 415,
    readonly code: MalformedRequestCode,
    readonly description: string,
  ) {
    super(description);
  }
}
