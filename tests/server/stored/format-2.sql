-- A data file of format 2, as the first server of that format laid it out.
PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE subject (
  name      TEXT PRIMARY KEY,
  pseudonym TEXT NOT NULL UNIQUE,
  enrolled  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
  token   TEXT PRIMARY KEY,
  csrf    TEXT NOT NULL,
  subject TEXT NOT NULL,
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE consent (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  id      TEXT NOT NULL,
  arrived INTEGER NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (subject, id)
) STRICT;
CREATE INDEX consent_arrival ON consent (subject, seq);
CREATE TABLE statement (
  seq     INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  id      TEXT NOT NULL,
  stored  INTEGER NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (subject, id)
) STRICT;
CREATE INDEX statement_arrival ON statement (subject, seq);
CREATE TABLE record (
  subject   TEXT NOT NULL,
  chain     TEXT NOT NULL,
  number    INTEGER NOT NULL,
  id        TEXT NOT NULL,
  hash      TEXT NOT NULL,
  arrived   INTEGER NOT NULL,
  text      TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (subject, chain, number),
  UNIQUE (subject, id)
) STRICT;
INSERT INTO subject VALUES ('ada', 'pseudonym', 1);
INSERT INTO session VALUES ('token', 'csrf', 'pseudonym', 1000);
INSERT INTO consent VALUES (1, 'pseudonym', 'c1', 1000, 'granted');
INSERT INTO consent VALUES (2, 'pseudonym', 'c2', 1100, 'refused');
INSERT INTO statement VALUES (1, 'pseudonym', 's1', 1050, 'one');
INSERT INTO statement VALUES (2, 'pseudonym', 's2', 1060, 'two');
INSERT INTO record VALUES ('pseudonym', 'key', 1, 'c1', 'hash', 1000, 'record', 'signature');
PRAGMA application_id = 1130459756;
PRAGMA user_version = 2;
COMMIT;
