// What Embind's runtime brings along for other programs, left out: with trimmed_files.js 2 KB, gzip.
addToLibrary({
  // For smart pointers alone, and none crosses the boundary.
  $attachFinalizer__deps: [],
  $attachFinalizer: (handle) => handle,
});

if ('$readPointer' in LibraryManager.library) {
  addToLibrary({
    // All that cross are UTF-8; most that come out are empty.
    _embind_register_std_string__deps: [
      '$registerType', '$readLatin1String', '$readPointer', '$throwBindingError', '$UTF8Decoder',
      '$lengthBytesUTF8', '$stringToUTF8', 'malloc', 'free',
    ],
    _embind_register_std_string: (rawType, name) => {
      registerType(rawType, {
        name: readLatin1String(name),
        'fromWireType': (value) => {
          const length = HEAPU32[value >> 2];
          const from = value + 4;
          const text = length ? UTF8Decoder.decode(HEAPU8.subarray(from, from + length)) : '';
          _free(value);
          return text;
        },
        'toWireType': (destructors, text) => {
          if (typeof text != 'string') throwBindingError('Cannot pass non-string to std::string');
          const length = lengthBytesUTF8(text);
          const value = _malloc(4 + length + 1);
          HEAPU32[value >> 2] = length;
          stringToUTF8(text, value + 4, length + 1);
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
