import { type ValidationError, ValidationPipe } from '@nestjs/common';
import { Problem } from './errors/problem';

/**
 * For DTOs of the admin API: unknown members are refused, nothing is converted silently, and every fault is listed with
 * its JSON pointer (RFC 6901).
 */
export function adminValidationPipe(code = 'validation_failed', title = 'Some members are not valid'): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new Problem(400, code, title, {
        errors: errors.flatMap((error) => faults(error)),
      }),
  });
}

function faults(error: ValidationError, parent = ''): { pointer: string; detail: string }[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.values(error.constraints ?? {}).map((detail) => ({ pointer, detail }));
  return [...own, ...(error.children ?? []).flatMap((child) => faults(child, pointer))];
}
