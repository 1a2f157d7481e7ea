import Foundation

/// The folder in which the site's mails arrive, one file each.
struct DemoMailbox: Sendable {
    let folder: String
    /// Files that were there before, and are not looked at.
    private let earlier: Set<String>

    /// No mail for so long: then none will come.
    private static let patience = Duration.seconds(30)

    /// - Parameter folder: May not exist yet.
    init(folder: String) {
        self.folder = folder
        earlier = Self.files(in: folder)
    }

    /// Every mail in a folder, in the order of the file names.
    static func all(in folder: String) -> [DemoMail] {
        files(in: folder).sorted().compactMap { mail($0, in: folder) }
    }

    /// The mails that came since this mailbox was opened, once there are enough of them.
    ///
    /// - Parameters:
    ///   - total: How many are waited for.
    ///   - progress: Told how many of them came.
    ///   - missing: Whose mails are still missing, given those that came.
    /// - Returns: At least the mails that were waited for.
    /// - Throws: `DemoFailure` when none came for half a minute.
    func wait(
        for total: Int,
        progress: (Int, Int) -> Void,
        missing: ([DemoMail]) -> [String]
    ) async throws -> [DemoMail] {
        var known: [String: DemoMail] = [:]
        var last = ContinuousClock.now
        while true {
            for file in Self.files(in: folder).subtracting(earlier) where known[file] == nil {
                guard let mail = Self.mail(file, in: folder) else {
                    throw DemoFailure("the file \(file) in \(folder) does not read as a mail")
                }
                known[file] = mail
                last = .now
            }
            let mails = Array(known.values)
            let recipients = missing(mails)
            progress(total - recipients.count, total)
            if recipients.isEmpty { return mails }
            guard ContinuousClock.now - last < Self.patience else {
                let some = recipients.sorted().prefix(3).joined(separator: ", ")
                throw DemoFailure(
                    "\(recipients.count) of \(total) mails did not arrive in \(folder); among them those to \(some)"
                )
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func files(in folder: String) -> Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []  // made at the first mail
        return Set(names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") })
    }

    private static func mail(_ file: String, in folder: String) -> DemoMail? {
        FileManager.default.contents(atPath: "\(folder)/\(file)").flatMap { DemoMail(parsing: Array($0)) }
    }
}
