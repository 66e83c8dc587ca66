// What Emscripten's runtime brings along for other programs, left out: 2 KB, gzip.
const nothing = () => {};
const { $FS, $IDBFS } = LibraryManager.library;

// A file system of snapshots has no terminal, no devices and no standard streams.
Object.assign($FS, {
  createDefaultDirectories: nothing,
  createDefaultDevices: nothing,
  createSpecialDirectories: nothing,
  createStandardStreams: nothing,
});

// It is told when to synchronise: nothing has to watch the writes.
Object.assign($IDBFS, {
  mount: (mount) => MEMFS.mount(mount),
  indexedDB: () => indexedDB,
});

addToLibrary({
  // Embind would bind UTF-16 and UTF-32 strings too; none crosses the boundary.
  _embind_register_std_wstring__deps: [],
  _embind_register_std_wstring: nothing,
});
