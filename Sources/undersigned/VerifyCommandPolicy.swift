import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// The trust policy of `undersigned verify --policy FILE`: which logs are known, and which witnesses must have cosigned.
///
/// Source of the format: c2sp.org/tlog-policy.
struct VerifyCommandPolicy {
    /// A checkpoint and the witnesses of the policy who cosigned it.
    struct Witnessed {
        let checkpoint: Checkpoint
        let sightings: [Sighting]

        /// When the quorum had been reached: the latest of the cosignatures' times.
        var time: Moment? { sightings.map(\.time).max() }
    }

    /// What one witness saw, and when.
    struct Sighting {
        let name: String
        let key: NoteVerifierKey
        let size: UInt64
        let time: Moment
    }

    /// What it is called where it is not met.
    private let name: String
    private let policy: WitnessPolicy

    /// - Throws: `ExitCode(2)` with a message that names the line.
    init(file: String) throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw stop(2, "--policy: the file \(file) can't be read")
        }
        do {
            policy = try WitnessPolicy(parsing: Array(bytes))
        } catch {
            throw stop(2, "--policy: \(file) is no policy: \(error)")
        }
        name = "the policy \(file)"
    }

    /// A policy of some witnesses, so many of whom must have cosigned.
    ///
    /// - Throws: `ExitCode(2)` with a message that names the option.
    init(witnesses: [String], quorum: Int) throws {
        let keys = witnesses.map { $0.filter { !$0.isWhitespace } }
        // No key's name has a plus in it, so that the group's is not one of theirs.
        let names = keys.map { String($0.prefix { $0 != "+" }) }
        let lines = zip(names, keys).map { "witness \($0) \($1)\n" }
        guard (1...names.count).contains(quorum) else {
            throw stop(2, "--quorum: give a number from 1 to \(names.count), the number of witnesses")
        }
        let ending = "group +all \(quorum) \(names.joined(separator: " "))\nquorum +all\n"
        do {
            policy = try WitnessPolicy(parsing: lines.joined() + ending)
        } catch {
            throw stop(2, "--witness: not the keys of witnesses: \(error)")
        }
        name = "--witness"
    }

    /// The key that the policy names for the log of a checkpoint.
    ///
    /// - Parameter note: The checkpoint as served; only its origin is read.
    /// - Returns: Nil where the policy names no logs at all.
    /// - Throws: `VerifyCommandDisagreement` when the policy names other logs only.
    func key(forLogOf note: [UInt8]?) throws -> NoteVerifierKey? {
        guard !policy.logs.isEmpty else { return nil }
        guard let origin = note.flatMap(Self.origin) else { return policy.logs.first?.key }
        guard let log = policy.logs.first(where: { $0.key.name.utf8.elementsEqual(origin.utf8) }) else {
            let known = policy.logs.map(\.key.name).joined(separator: ", ")
            throw VerifyCommandDisagreement("the policy knows \(known), and this is the log \(origin)")
        }
        return log.key
    }

    /// Whether the policy names logs, and this key is not one of theirs.
    func excludes(_ key: NoteVerifierKey) -> Bool {
        !policy.logs.isEmpty && !policy.logs.contains { $0.key == key }
    }

    /// The newest checkpoint that a quorum cosigned: the one that is served, else the one beside it.
    ///
    /// - Parameters:
    ///   - checkpoint: As served.
    ///   - source: Where `witnessed` is.
    ///   - key: The log's key.
    ///   - lagHours: How old the one beside it may be: witnesses that refuse a second history cosign nothing any more.
    /// - Returns: Nil when the checkpoint is not one of the log's; the audit tells why.
    /// - Throws: `VerifyCommandDisagreement` when there is no quorum.
    func witnessed(
        _ checkpoint: [UInt8]?,
        from source: any PublishedPetition,
        key: NoteVerifierKey,
        lagHours: Int
    ) async throws -> Witnessed? {
        guard let own = checkpoint.flatMap({ sightings(in: $0, key: key) }) else { return nil }
        if isQuorum(own.sightings) { return own }
        let beside = try await source.file("witnessed").flatMap { sightings(in: $0, key: key) }
        if let beside, isQuorum(beside.sightings) {
            let age = Int64(Date().timeIntervalSince1970) - (beside.time?.seconds ?? 0)
            guard age <= Int64(lagHours) * 3_600 else {
                throw VerifyCommandDisagreement(
                    "a quorum cosigned the first \(beside.checkpoint.size) entries \(age / 3_600) hours ago, and nothing of "
                        + "what came after: the witnesses may have refused it (--witness-lag HOURS allows more)"
                )
            }
            return beside
        }
        throw VerifyCommandDisagreement(noQuorum(own, beside))
    }

    private func isQuorum(_ sightings: [Sighting]) -> Bool {
        policy.isSatisfied(by: sightings.map(\.key))
    }

    /// A line that names a witness and does not verify is no cosignature of it.
    private func sightings(in bytes: [UInt8], key: NoteVerifierKey) -> Witnessed? {
        guard let note = try? SignedNote(parsing: bytes),  // what is no note was cosigned by nobody
            let checkpoint = Checkpoint.verify(note, key: key).value
        else { return nil }
        let sightings = policy.witnesses.compactMap { witness -> Sighting? in
            let times = note.signatures.compactMap { line -> UInt64? in
                guard let cosignature = try? Cosignature(line),  // a line of another kind of key
                    cosignature.isValid(for: checkpoint, key: witness.key)
                else { return nil }
                return cosignature.time
            }
            return times.max().flatMap { Int64(exactly: $0) }.map {
                Sighting(
                    name: witness.name,
                    key: witness.key,
                    size: checkpoint.size,
                    time: Moment(seconds: $0)
                )
            }
        }
        return Witnessed(checkpoint: checkpoint, sightings: sightings)
    }

    private func noQuorum(_ own: Witnessed, _ beside: Witnessed?) -> String {
        let best = beside.map { $0.sightings.count >= own.sightings.count ? $0 : own } ?? own
        let signed = best.sightings.map(\.name)
        let missing = policy.witnesses.map(\.name).filter { !signed.contains($0) }
        func list(_ names: [String]) -> String { names.isEmpty ? "nobody" : names.joined(separator: ", ") }
        return "no quorum of \(name) cosigned this log: signed by \(list(signed)) "
            + "(\(best.checkpoint.size) entries), missing \(list(missing))"
            + (beside == nil ? "; no cosigned checkpoint is served beside the log" : "")
    }

    private static func origin(of note: [UInt8]) -> String? {
        // A checkpoint that does not read has no origin here; the audit says what is wrong with it.
        guard let note = try? SignedNote(parsing: note) else { return nil }  // as above
        return try? Checkpoint(parsing: note.text).origin  // as above
    }
}
