import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { adminValidationPipe } from '../admin-validation.pipe';

/** Bodies and queries against their DTO classes, each under its own problem code. What a decorator of ours gives is sound. */
@Injectable()
export class AdminPipe implements PipeTransform {
  private readonly query = adminValidationPipe('query_invalid', 'Some parameters are not valid');
  private readonly body = adminValidationPipe();

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'query') return this.query.transform(value, metadata);
    return metadata.type === 'body' ? this.body.transform(value, metadata) : value;
  }
}
