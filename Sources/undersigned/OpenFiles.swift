import Foundation

/// How many files and connections this process may have open.
enum OpenFiles {
    /// For the database, mails, the operator's socket and what the libraries open.
    private static let ownCount = 256

    /// Raises the limit to what the system allows, as programs may by themselves.
    ///
    /// - Returns: How many connections there is room for.
    static func raiseLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        let wanted = min(limit.rlim_max, 1 << 20)
        if limit.rlim_cur < wanted {
            limit.rlim_cur = wanted
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return max(64, Int(clamping: limit.rlim_cur) - ownCount)
    }
}
