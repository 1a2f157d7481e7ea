import Foundation
import TransparencyLog

/// A petition's published files in a temporary folder, as a server or a mirror would hold them.
struct VerifyCommandSample {
    static let origin = "petitions.example.org/petitions/save-the-library/log"

    let folder: URL
    let key: NoteSigningKey
    let root: MerkleHash
    /// A receipt for the last entry.
    let receipt: URL

    /// 32 zero bytes, and the statement that they commit to in entry 5.
    static let salt = String(repeating: "A", count: 43) + "="
    static let statement = """
        undersigned/v1 signature
        petition \(origin)
        text 1
        email amina@example.org
        name Amina
        shown no

        """

    /// SHA-256 of `document`, and of the salt and `statement`; computed with Python's hashlib.
    private static let documentHash = "9WzE2msy05PiehI58Ds5wuYVHiqyGuvvwX/JFHTgzP4="
    private static let commitment = "HlMuIq6xM19ZM3+qTWaGBvXIkZGM7APAZ9ep0s9s3jA="

    init() throws {
        key = try NoteSigningKey(name: Self.origin, seed: [UInt8](repeating: 1, count: 32))
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("undersigned-verify-\(UUID().uuidString)", isDirectory: true)
        let other = MerkleTree.emptyRoot.base64
        let entries = [
            "undersigned/v1 petition \(Self.documentHash)", "hour 2018-06-20T14Z", "signed mail \(other)",
            "hour 2018-06-20T16Z", "removed 2 withdrawn", "signed mail \(Self.commitment)",
        ].map { Array($0.utf8) }
        let leaves = entries.map(MerkleTree.leafHash(of:))
        root = MerkleTree.root(of: leaves)
        let size = UInt64(entries.count)
        let checkpoint = try Checkpoint(origin: Self.origin, size: size, root: root).signed(by: key)
        receipt = folder.appendingPathComponent("signature.tlog-proof")

        try write(checkpoint.bytes, to: "log/checkpoint")
        try write(Tile(level: 0, index: 0, hashes: leaves).bytes, to: "log/tile/0/000.p/\(size)")
        try write(EntryBundle.encode(entries), to: "log/tile/entries/000.p/\(size)")
        try write(Array(Self.document(key: key).utf8), to: "document.json")
        try write(Array(Self.count(mail: 1).utf8), to: "count.json")
        let proof = try InclusionProof(index: 5, treeSize: size) { _ in leaves }
        let extra = "undersigned/v1 receipt\nvkey \(key.verifierKey)\nsalt \(Self.salt)\n\(Self.statement)"
        let file = LogProof(extra: Array(extra.utf8), index: 5, hashes: proof.hashes, checkpoint: checkpoint)
        try write(Array(file.string.utf8), to: "signature.tlog-proof")
    }

    static func document(key: NoteSigningKey) -> String {
        #"{"slug":"save-the-library","log":{"origin":"\#(origin)","vkey":"\#(key.verifierKey)"}}"#
    }

    static func count(mail: Int) -> String {
        #"{"slug":"save-the-library","count":\#(mail),"size":6,"as_of":"2018-06-20T16:05Z","removed":1,"#
            + #""classes":{"mail":\#(mail),"org":0,"member":0,"paper":0}}"#
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }

    func flip(_ place: Int, of path: String) throws {
        var bytes = Array(try Data(contentsOf: folder.appendingPathComponent(path)))
        bytes[place] ^= 1
        try write(bytes, to: path)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)  // a folder left behind harms no other test
    }
}

/// One run of the built program.
typealias VerifyCommandRun = BuiltProgram
