/** The typed arrays that columns are made of. */
interface ColumnKinds {
  readonly Float64Array: Float64Array;
  readonly Int8Array: Int8Array;
  readonly Int32Array: Int32Array;
  readonly Uint8Array: Uint8Array;
  readonly Uint16Array: Uint16Array;
  readonly Uint32Array: Uint32Array;
}
/** The kind of a column. */
export type ColumnKind = keyof ColumnKinds;

/** What every typed array inherits. Its tag is a getter that answers by what an array is, not by what it says it is. */
const inherited: object = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** Whether a value is a typed array of this kind. Not by `instanceof`, since an array may come from another realm, and not by its own tag, which any object can have. */
export const isTypedArray = <Kind extends ColumnKind>(value: unknown, kind: Kind): value is ColumnKinds[Kind] => Reflect.get(inherited, Symbol.toStringTag, value) === kind;
