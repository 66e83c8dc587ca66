// The other side of typed_arrays.hpp: the name of such a type is that of its constructor.
if ('$readPointer' in LibraryManager.library) {
  addToLibrary({
    // For smart pointers alone, and none crosses the boundary.
    $Emval__deps: [],
    $Emval: {
      toHandle: (value) => value,
    },
    _embind_register_user_type__deps: [
      '$Emval', '$registerType', '$readLatin1String', '$readPointer', '$throwBindingError', 'malloc', 'free',
    ],
    _embind_register_user_type: (rawType, name) => {
      const text = readLatin1String(name);
      const List = text == 'Uint8Array' ? Uint8Array : BigInt64Array;
      registerType(rawType, {
        name: text,
        'fromWireType': (value) => {
          const length = HEAPU32[value >> 2];
          const list = new List(HEAPU8.slice(value + 4, value + 4 + length).buffer);
          _free(value);
          return list;
        },
        'toWireType': (destructors, list) => {
          if (!(list instanceof List)) throwBindingError(`Cannot pass anything else as ${text}`);
          const value = _malloc(4 + list.byteLength);
          HEAPU32[value >> 2] = list.byteLength;
          HEAPU8.set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength), value + 4);
          if (destructors) destructors.push(_free, value);
          return value;
        },
        argPackAdvance: 8,
        'readValueFromPointer': readPointer,
        destructorFunction: (value) => _free(value),
      });
    },
  });
}
