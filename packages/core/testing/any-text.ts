import fc from 'fast-check'

/**
 * Text of any code points, lone surrogates among them, which JSON can carry and UTF-8 cannot. The `binary` unit of
 * fast-check leaves those out, and indexes all of Unicode first: half a second in every suite.
 */
export function anyText(constraints: Omit<fc.StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  const codePoint = fc.nat({ max: 0x10ffff }).map((value) => String.fromCodePoint(value))
  return fc.string({
    ...constraints,
    unit: fc.oneof({ arbitrary: fc.string({ minLength: 1, maxLength: 1 }), weight: 1 }, codePoint),
  })
}
