import ArgumentParser
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedMail
import UndersignedStore

/// `undersigned doctor`: whether a data folder is fit to serve.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check a data folder: durability, keys, every log's right edge, the outbox.",
        discussion: "undersigned doctor --data ./data"
    )

    @OptionGroup var options: DataOptions

    @Flag(
        help: "Say that this machine's clock is right, although a log's last mark or all that is stored says otherwise."
    )
    var acceptClock = false

    @Flag(help: "Read every entry and every signature's row, also of logs of more than 50,000 entries.")
    var deep = false

    func run() async throws {
        // Opening it reads `synchronous` back, reads the keys folder and checks each log against its checkpoint.
        let configuration = try await options.configuration()
        let assembly = try await Assembly(
            configuration,
            logger: .quiet,
            mayBeNew: false,
            rollbacks: .refusedByWitnesses
        )
        print("ok  the database commits durably, and each log's right edge is what its checkpoint signs")
        if deep {
            let faults = try await assembly.faults(.all)
            guard faults.isEmpty else { throw Assembly.refusal(of: faults) }
            print("ok  every signature's row is what its entry in the log says")
        }
        try await readKeys(assembly)
        print("ok  the keys of every opened petition read")
        if acceptClock { try await accept(assembly.site) }
        printModes(assembly.configuration)
        printSpace(assembly.configuration)
        let states = try await assembly.database.read { try $0.outboxCounts() }
        for (state, count) in states.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("    mail \(state.rawValue): \(count)")
        }
        try await printWitnesses(assembly)
        if let backup = assembly.configuration.backup { printAge(of: backup, at: assembly.site.ambient.now()) }
        try await printSender(assembly)
        if assembly.configuration.mail.isInsecure { print("!!  mail goes out over a connection that nobody checks") }
        try await assembly.close()
    }

    private func accept(_ site: Site) async throws {
        try await site.database.write { transaction in
            try ClockMemory(known: site.ambient.now()).save(transaction)
            let marks = try transaction.petitions().compactMap { try transaction.head($0.id)?.lastMark }
            if let latest = marks.max() { try transaction.setMetaValue("accepted_mark", latest.seconds) }
        }
        print("ok  the clock is accepted: what is due by it is deleted and closed")
        print("ok  marks that lie ahead of the clock are accepted; no new one is written until time has caught up")
    }

    private func readKeys(_ assembly: Assembly) async throws {
        for petition in try await assembly.database.read({ try $0.petitions() }) where petition.log != nil {
            do {
                _ = try assembly.site.keys.keys(of: petition.slug)
                if let log = petition.log { _ = try assembly.site.keys.noteKey(of: petition.slug, log: log.number) }
            } catch let fault as KeyFolder.Unreadable {
                throw stop(1, "\(fault.logWords); restore it from the backup of the keys folder")
            }
        }
    }

    /// Who sees a list of mails sees the sender of each, whatever the mail itself leaves out (P-25).
    private func printSender(_ assembly: Assembly) async throws {
        for words in try await assembly.tellingSenders() { print("!!  \(words)") }
    }

    private func printSpace(_ configuration: ServeConfiguration) {
        for folder in Set([configuration.data, configuration.keys]).sorted() {
            guard let space = FreeSpace(of: folder) else { continue }
            print("\(space.isLow ? "!!" : "ok")  \(space.words) for \(folder)")
        }
    }

    private func printAge(of backup: String, at now: Moment) {
        do {
            let file = try BackupInput(backup)
            defer { withExtendedLifetime(file) {} }
            guard let taken = try Restoring.header(file.descriptor).takenAt else {
                throw BackupFault.damaged("its time")
            }
            let age = now - taken
            let mark = age > .days(2) ? "!! " : "ok "
            print(
                "\(mark) the backup \(backup) is of \(CalendarDate(taken).secondText), \(age.seconds / 3_600) hours old"
            )
        } catch {
            print("!!  the backup \(backup) does not read; see undersigned verify-backup")
        }
    }

    /// How far each witness is behind each log.
    private func printWitnesses(_ assembly: Assembly) async throws {
        let policy = assembly.configuration.witnesses
        let heads = try await assembly.database.read { transaction in
            try transaction.petitions().map { ($0.slug, $0.id, try transaction.head($0.id)?.size ?? 0) }
        }
        for witness in policy?.witnesses ?? [] {
            for (slug, petitionID, size) in heads where size > 0 {
                let last = try await assembly.database.read { transaction in
                    try transaction.cosignatures(of: petitionID).first { $0.witness == "\(witness.key)" }
                }
                let what = last.map {
                    "\(size - min(size, $0.size)) entries behind, last at \(CalendarDate($0.time).secondText)"
                }
                print("    witness \(witness.key.name), \(slug): \(what ?? "has cosigned nothing yet")")
            }
        }
    }
}
