import Crypto
import Foundation
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What somebody gets who walks off with a server: its files, and the rows in its database.
///
/// Not the machine's memory. The keys folder is among the files or not, as the test says.
struct Seizure {
    let files: [(name: String, bytes: Data)]
    let dump: DatabaseDump

    /// - Parameters:
    ///   - test: The site.
    ///   - more: Files beside those of the site's folder: backups, configuration.
    ///   - withKeys: Whether the keys folder is taken, too.
    /// - Throws: A fault of the database or of the disk.
    init(_ test: TestSite, and more: [Data] = [], withKeys: Bool) async throws {
        dump = try await DatabaseDump(test.database)
        let raw = try await PostgresFiles.bytes(of: test.database)
        files =
            try Self.files(below: test.folder.url).filter { withKeys || !$0.name.hasPrefix("keys/") }
            + (more + raw).enumerated().map { ("taken-\($0)", $1) }
    }

    /// Every file below a folder, by its path there; SQLite's log and its shared memory, too.
    private static func files(below folder: URL) throws -> [(name: String, bytes: Data)] {
        let root = folder.path
        return try FileManager.default.subpathsOfDirectory(atPath: root).compactMap { name in
            var isFolder: ObjCBool = false
            let path = root + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                return nil
            }
            return (name, try Data(contentsOf: URL(filePath: path)))
        }
    }

    // MARK: Without knowing whom to look for

    /// All addresses of a domain that stand anywhere as they are, in two bytes a letter, or behind base64.
    func plainAddresses(at domain: String) -> Set<String> {
        files.reduce(into: []) { found, file in
            found.formUnion(Self.addresses(in: file.bytes, at: domain))
            let narrow = file.bytes.filter { $0 != 0 }
            found.formUnion(Self.addresses(in: narrow, at: domain))
            for text in Self.base64Runs(in: file.bytes) { found.formUnion(Self.addresses(in: text, at: domain)) }
        }
    }

    /// What opens with any 32 bytes that were taken: a custody key, wherever it lies.
    func openedContacts(_ petition: Petition, _ site: Site) async throws -> Set<String> {
        guard let log = petition.log else { return [] }
        let rows = try await site.database.read { transaction in
            try transaction.sealedSignatures(1...100_000, of: petition.id)
        }
        var found: Set<String> = []
        // One record shows whether a key is the right one.
        let probes = rows.prefix(1).compactMap { row in row.seal.map { (row.id, $0) } }
        for bytes in keys {
            guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes),  // any 32 bytes are one
                probes.contains(where: { (try? Self.contact($1, $0, key, petition, log)) != nil })  // not this key
            else { continue }
            for row in rows {
                guard let seal = row.seal else { continue }
                found.insert(try Self.contact(seal, row.id, key, petition, log).email)
            }
        }
        return found
    }

    private static func contact(
        _ seal: SealedContact,
        _ id: Int64,
        _ key: Curve25519.KeyAgreement.PrivateKey,
        _ petition: Petition,
        _ log: LogIdentity
    ) throws -> Contact {
        let context = Custody.Context(
            petitionID: petition.id,
            signatureID: id,
            recipient: seal.recipient,
            textVersion: seal.textVersion,
            logNumber: seal.logNumber,
            wordingHash: log.documentHash
        )
        return try JSONDecoder().decode(Contact.self, from: Data(try Custody.open(seal, with: key, context)))
    }

    // MARK: With a list of people who may be in it

    /// The addresses of a list that can be told to be in the data: a hash of theirs, keyed by anything that was taken, or
    /// by nothing, stands in a row.
    func confirmed(among addresses: [String]) -> Set<String> {
        let stored = Set(dump.blobs)
        let keys = keys.map { KeyedHash(key: $0) }
        return Set(
            addresses.filter { address in
                let bytes = Array(address.utf8)
                return stored.contains(bytes.sha256) || keys.contains { stored.contains($0.code(bytes)) }
            }
        )
    }

    /// Everything of 32 bytes that may be a key: values in rows, and files as they are or in base64.
    private var keys: Set<[UInt8]> {
        let ofFiles = files.compactMap { file -> [UInt8]? in
            let text = String(decoding: file.bytes.prefix(200), as: UTF8.self)
            let decoded = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines))
            return [decoded, file.bytes].compactMap(\.self).first { $0.count == 32 }.map(Array.init)
        }
        return Set(ofFiles + dump.blobs.filter { $0.count == 32 })
    }

    private static func addresses(in bytes: Data, at domain: String) -> Set<String> {
        let needle = Data("@\(domain)".utf8)
        var found: Set<String> = []
        var start = bytes.startIndex
        while let hit = bytes.range(of: needle, in: start..<bytes.endIndex) {
            let name = bytes[..<hit.lowerBound].reversed().prefix { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            }
            found.insert(String(decoding: name.reversed(), as: UTF8.self) + "@\(domain)")
            start = hit.upperBound
        }
        return found
    }

    /// What stands in base64, of either alphabet, read at each of the places where it may begin.
    private static func base64Runs(in bytes: Data) -> [Data] {
        let runs = bytes.split { byte in
            !((0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2B, 0x2F, 0x2D, 0x5F].contains(byte))
        }.filter { $0.count >= 16 }
        return runs.flatMap { run in
            (0..<4).compactMap { skipped in
                let text = String(decoding: run.dropFirst(skipped), as: UTF8.self)
                    .replacing("-", with: "+").replacing("_", with: "/")
                return Data(base64Encoded: String(text.prefix(text.utf8.count / 4 * 4)))
            }
        }
    }
}
