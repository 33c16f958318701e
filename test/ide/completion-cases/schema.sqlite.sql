CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
CREATE TABLE albums (id INTEGER PRIMARY KEY, title TEXT NOT NULL, artist_id INTEGER NOT NULL REFERENCES artists (id), released TEXT, format TEXT CHECK (format IN ('cd', 'vinyl', 'tape')));
CREATE TABLE tracks (id INTEGER PRIMARY KEY, album_id INTEGER REFERENCES albums (id), title TEXT, seconds INTEGER, price REAL, meta TEXT);
CREATE TABLE playlists (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE playlist_tracks (playlist_id INTEGER REFERENCES playlists (id), track_id INTEGER REFERENCES tracks (id), position INTEGER, PRIMARY KEY (playlist_id, track_id));
CREATE TABLE "play log" ("at" TEXT, "track id" INTEGER, "group" TEXT);
CREATE VIEW long_tracks AS SELECT id, title, seconds FROM tracks WHERE seconds > 600;
CREATE INDEX tracks_album_idx ON tracks (album_id);
