import Crypto
import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// What `undersigned verify --state FILE` remembers: the last checkpoint that it verified, as a whole signed note.
///
/// Format: docs/formats/verify-state.md.
struct VerifyCommandState: Sendable {
    let verifiedAt: Moment
    /// The key that the log had.
    let key: NoteVerifierKey
    let checkpoint: Checkpoint
    private let note: SignedNote

    private static let heading = "undersigned/v1 verified "

    /// What is remembered after a log was verified.
    ///
    /// - Parameters:
    ///   - note: The checkpoint's bytes.
    ///   - key: The log's key.
    ///   - now: When it was verified.
    /// - Throws: `MalformedInput` when the note is none; one that was verified is one.
    init(note: [UInt8], key: NoteVerifierKey, now: Moment) throws {
        self.note = try SignedNote(parsing: note)
        self.key = key
        verifiedAt = now
        guard let checkpoint = Checkpoint.verify(self.note, key: key).value else {
            throw MalformedInput(code: .noteShape, detail: "a checkpoint that its key did not sign")
        }
        self.checkpoint = checkpoint
    }

    /// Reads the file; nil where there is none yet.
    ///
    /// - Throws: `ExitCode(2)` with a message that says what to do.
    static func read(_ file: String) throws -> VerifyCommandState? {
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let advice = "look at it, and move it away to begin anew"
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw stop(2, "--state: the file \(file) can't be read; \(advice)")
        }
        guard let state = VerifyCommandState(parsing: Array(bytes)) else {
            throw stop(2, "--state: \(file) is not a file that verify wrote, or was damaged; \(advice)")
        }
        return state
    }

    private init?(parsing bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0].starts(with: Self.heading.utf8), lines[2].isEmpty,
            let time = String(validating: lines[0].dropFirst(Self.heading.utf8.count), as: UTF8.self),
            let date = CalendarDate(time), date.secondText == time,
            let keyText = String(validating: lines[1], as: UTF8.self),
            let key = try? NoteVerifierKey(keyText),  // any fault is a fault of the file
            let state = try? VerifyCommandState(note: Array(lines[3]), key: key, now: date.moment)  // as above
        else { return nil }
        self = state
    }

    private var bytes: [UInt8] {
        Array("\(Self.heading)\(CalendarDate(verifiedAt).secondText)\n\(key)\n\n".utf8) + note.bytes
    }

    /// Replaces the file as a whole.
    ///
    /// - Throws: `ExitCode(2)` with a message that says what to do.
    func save(as file: String) throws {
        do {
            try DurableFile.write(bytes, to: URL(fileURLWithPath: file))
        } catch {
            throw stop(
                2,
                "--state: the file \(file) can't be written; check that its folder exists and its permissions"
            )
        }
    }

    /// What two signed checkpoints show by themselves, before the log is read; nil where nothing speaks against it.
    func contradiction(of found: Checkpoint, key foundKey: NoteVerifierKey) -> String? {
        let own = checkpoint
        if foundKey != key {
            return "this is another log than the remembered one: it is \(found.origin) by the key \(foundKey), and was "
                + "\(own.origin) by the key \(key)"
        }
        if found.size < own.size {
            return "the log went back: it has \(found.size) entries, and \(own.size) were verified at \(time)"
        }
        return found.size == own.size && found.root != own.root ? fork : nil
    }

    /// What the log itself shows; nil where the remembered checkpoint is its beginning.
    func contradiction(of report: LogAudit.Report) -> String? {
        report.roots[checkpoint.size] == checkpoint.root ? nil : fork
    }

    /// To the minute.
    var time: String { CalendarDate(verifiedAt).minuteText }

    private var fork: String {
        "the log was forked: its first \(checkpoint.size) entries are not those that were verified at \(time)"
    }

    /// Keeps both checkpoints beside the state file, under names that follow from what they hold: what is there already
    /// stays, and a monitor that runs every hour does not fill the folder.
    ///
    /// - Parameters:
    ///   - found: The other checkpoint, as served.
    ///   - file: The state file.
    /// - Returns: The names of the two files.
    /// - Throws: The file system's error.
    func keepEvidence(against found: [UInt8], beside file: String) throws -> [String] {
        try [("remembered", note.bytes), ("found", found)].map { kind, bytes in
            let hash = MerkleHash(bytes.sha256)?.hex.prefix(16) ?? ""
            let name = "\(file).\(kind)-\(hash)"
            if !FileManager.default.fileExists(atPath: name) {
                try DurableFile.write(bytes, to: URL(fileURLWithPath: name))
            }
            return name
        }
    }
}
