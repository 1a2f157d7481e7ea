#include <sqlite3.h>

/// Without statistics of memory, each of which costs a lock that all threads share; before the first connection.
///
/// `sqlite3_config` takes arguments of any number, which Swift can't call.
static inline int undersigned_sqlite_without_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
