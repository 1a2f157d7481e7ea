import CSQLite

/// The write-ahead log is moved into the database when it has grown long.
private enum WriteAheadLog {
    /// Pages of 4 KiB: some 16 MB.
    static let longPageCount: Int32 = 4_000
}

extension SQLiteConnection {
    /// Instead of `PRAGMA wal_autocheckpoint`, which does not tell when its sync fails.
    ///
    /// The commit stands then, but is reported as failed: the next one could not be believed.
    func moveLogWhenLong() {
        sqlite3_wal_hook(
            handle,
            { _, connection, name, pageCount in
                guard pageCount >= WriteAheadLog.longPageCount else { return SQLITE_OK }
                let code = sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                let fault = DiskFault(code, systemCode: sqlite3_system_errno(connection))
                // A full disk takes the pages later; until then the write-ahead log grows.
                return fault == .breakdown ? code : SQLITE_OK
            },
            nil
        )
    }
}
