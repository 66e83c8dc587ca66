// What Emscripten's file system brings along for other programs, left out.
const nothing = () => {};
const { $FS, $IDBFS, $MEMFS } = LibraryManager.library;

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

// Snapshots are files that are written whole: no links, other names or mappings.
for (const name of ['rename', 'symlink', 'readlink']) delete $MEMFS.node_ops[name];
for (const name of ['allocate', 'mmap', 'msync']) delete $MEMFS.stream_ops[name];
