/** What the decorators of class-transformer leave behind; its package has no types for this file. */
declare module 'class-transformer/cjs/storage' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage';
}
