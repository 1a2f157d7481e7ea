import Foundation
import Testing
import UndersignedTestSupport

/// Whether the tests on PostgreSQL ran at all.
struct ServerPresenceTests {
    @Test func `there is a server to test on, or it is said loudly that there is none`() {
        guard TestDatabase.postgresAddress == nil else { return }
        let isInCI = ProcessInfo.processInfo.environment["CI"] == "true"
        if isInCI { Issue.record("no PostgreSQL: UNDERSIGNED_TEST_POSTGRES names no server (bin/test starts one)") }
        let words = "!! NO POSTGRESQL: nothing was tested on it. Run bin/test, or bin/postgres start FOLDER.\n"
        FileHandle.standardError.write(Data(words.utf8))
    }
}
