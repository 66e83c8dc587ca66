// The IDBFS mount of snapshots. Everything that touches FS is compiled with the runtime: Closure
// renames the methods of an exported FS. One mount a module instance; its path names the database.
addToLibrary({
  $carrelSnapshots: { root: '' },

  $snapshotsMount__deps: ['$FS', '$IDBFS', '$carrelSnapshots', '$snapshotsSync'],
  $snapshotsMount: async (profile) => {
    const root = '/carrel/' + profile + '/snapshots';
    if (!carrelSnapshots.root) {
      FS.mkdirTree(root);
      FS.mount(IDBFS, {}, root);
      carrelSnapshots.root = root;
    }
    await snapshotsSync(true);
    // Else a tab that only has it mounted would hold up its deletion.
    const db = IDBFS.dbs[root];
    db.onversionchange = () => {
      db.close();
      delete IDBFS.dbs[root];
    };
  },

  // Generations on the mount, newest first.
  $snapshotsList__deps: ['$FS', '$carrelSnapshots'],
  $snapshotsList: () =>
    FS.readdir(carrelSnapshots.root)
      .filter((name) => /^snap-[0-9]+$/.test(name))
      .map((name) => Number(name.slice(5)))
      .sort((a, b) => b - a),

  $snapshotsRead__deps: ['$FS', '$carrelSnapshots', '$snapshotsList'],
  $snapshotsRead: (generation) =>
    snapshotsList().includes(generation)
      ? FS.readFile(carrelSnapshots.root + '/snap-' + generation)
      : null,

  $snapshotsWrite__deps: ['$FS', '$carrelSnapshots'],
  $snapshotsWrite: (generation, bytes) =>
    FS.writeFile(carrelSnapshots.root + '/snap-' + generation, bytes),

  $snapshotsRemove__deps: ['$FS', '$carrelSnapshots', '$snapshotsList'],
  $snapshotsRemove: (generation) => {
    if (snapshotsList().includes(generation)) FS.unlink(carrelSnapshots.root + '/snap-' + generation);
  },

  // Memory to IndexedDB; `fromStore` the other way round, to read back what was written.
  $snapshotsSync__deps: ['$FS'],
  $snapshotsSync: (fromStore) =>
    new Promise((resolve, reject) =>
      FS.syncfs(!!fromStore, (error) => (error ? reject(error) : resolve())),
    ),
});
