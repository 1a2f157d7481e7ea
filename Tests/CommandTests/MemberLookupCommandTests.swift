import Foundation
import MemberTokens
import Testing
import TransparencyLog

/// Issue 7, points 2 and 8: what is made sure of before anything is blinded or sent.
struct MemberLookupCommandTests {
    /// A letter that is wrong in one thing, and what is said of it.
    enum Wrong: String, CaseIterable {
        case document, entry, tile, otherTile, shortTile, missingTile, checkpoint, otherLog, slug, noMembers,
            otherKeyForm
        case empty

        var words: String {
            switch self {
            case .document: "document.json: has the hash"
            case .entry, .tile, .otherTile:
                "entry 0 (in tile/entries/000): is not the entry that the checkpoint commits to"
            case .shortTile: "has 1376 bytes instead of 1408"
            case .missingTile: "there is no such file"
            case .checkpoint: "checkpoint: is not a checkpoint of this log by this key"
            case .otherLog: "checkpoint: is not a checkpoint of this log by this key"
            case .slug: "document.json: does not read: it is another petition's"
            case .noMembers: "takes no members' tokens"
            case .otherKeyForm: "has no key as RFC 9578 says"
            case .empty: "the log is empty"
            }
        }

        func letter() throws -> MemberCommandLetter {
            var letter = try MemberCommandLetter(
                slug: self == .slug ? "other" : "dear-board",
                members: self != .noMembers
            )
            switch self {
            case .document:
                // Another key for one person, in a document that nobody else sees.
                letter.files["document.json"] = try MemberCommandLetter().files["document.json"]
            case .entry: letter.flip(40, of: "log/tile/entries/000")
            case .tile: letter.flip(32 * 5, of: "log/tile/0/000")
            case .otherTile: letter.flip(0, of: "log/tile/0/001.p/44")
            case .shortTile: letter.files["log/tile/0/001.p/44"]?.removeLast(32)
            case .missingTile: letter.files["log/tile/0/000"] = nil
            case .checkpoint:
                // The log's signature of something else.
                let other = try MemberCommandLetter().note.signatures
                letter.files["log/checkpoint"] = try SignedNote(text: letter.note.text, signatures: other).bytes
            case .otherLog: letter.files["log/checkpoint"] = try MemberCommandLetter(seed: 2).files["log/checkpoint"]
            case .otherKeyForm:
                let text = String(decoding: letter.files["document.json"] ?? [], as: UTF8.self)
                letter.files["document.json"] = Array(text.replacing("IDAQAB", with: "IDAQAD").utf8)
            case .empty:
                let zero = try Checkpoint(origin: MemberCommandLetter.origin, size: 0, root: MerkleTree.emptyRoot)
                letter.files["log/checkpoint"] = try zero.signed(by: letter.logKey).bytes
            case .slug, .noMembers: break
            }
            return letter
        }
    }

    @Test(arguments: Wrong.allCases)
    func `a letter that is not what everybody sees gets nothing`(wrong: Wrong) throws {
        let (letter, run) = (try wrong.letter(), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let asked = try run.ask(site.address)
        #expect(asked.status == 3)
        #expect(asked.errors.contains(wrong.words), "\(asked.errors)")
        #expect(asked.errors.contains("Nothing was sent."))
        try run.keep(letter, at: site.address)
        #expect(try run.sign().status == 3)
        #expect(site.posts.isEmpty)
        #expect(!run.has(run.request), "nothing is blinded either")
    }

    @Test func `where the full tile took a partial one's place, it is read`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        var moved = letter
        for path in ["log/tile/0/000", "log/tile/entries/000"] {
            let bytes = moved.files.removeValue(forKey: path + ".p/5")
            moved.files[path] = try #require(bytes) + [UInt8](repeating: 7, count: 32 * 251)
        }
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(moved)
        let asked = try run.ask(site.address)
        #expect(asked.status == 0, "\(asked.errors)")
    }

    @Test func `a key that is known from elsewhere must be the log's`() throws {
        let (letter, run) = (try MemberCommandLetter(entries: 5), try MemberCommandRun())
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let other = try MemberCommandLetter(seed: 2).logKey.verifierKey
        let refused = try run.ask(site.address, ["--key", "\(other)"])
        #expect(refused.status == 3)
        #expect(refused.errors.contains("another log key than the one that you gave"), "\(refused.errors)")
        #expect(site.posts.isEmpty)
        #expect(try run.ask(site.address, ["--key", "\(letter.logKey.verifierKey)"]).status == 0)
    }

    @Test func `witnesses who are asked for must have cosigned, the newest checkpoint or the one beside it`() throws {
        var letter = try MemberCommandLetter(entries: 5)
        let run = try MemberCommandRun()
        let site = try MemberCommandSite(answers: letter.answers())
        defer { site.stop() }
        defer { run.remove() }
        let keys = try (0..<3).map { number in
            try NoteSigningKey(
                name: "witness-\(number).example",
                seed: [UInt8](repeating: 10 + UInt8(number), count: 32),
                algorithm: .cosignature
            )
        }
        let options = keys.flatMap { ["--witness", "\($0.verifierKey)"] }
        site.show(letter)
        let nobody = try run.ask(site.address, options + ["--quorum", "2"])
        #expect(nobody.status == 3)
        #expect(nobody.errors.contains("no quorum of --witness cosigned this log"), "\(nobody.errors)")
        let lines = try keys.prefix(2).map { try Cosignature(of: letter.checkpoint, time: 1_800_000_000, key: $0).line }
        letter.files["log/witnessed"] = try letter.note.adding(lines).bytes
        site.show(letter)
        let some = try run.ask(site.address, options)
        #expect(some.status == 3, "all three are asked for")
        #expect(site.posts.isEmpty)
        let asked = try run.ask(site.address, options + ["--quorum", "2"])
        #expect(asked.status == 0, "\(asked.errors)")
        #expect(asked.errors.contains("cosigned by  witness-0.example, witness-1.example"), "\(asked.errors)")
        for wrong in [
            ["--quorum", "2"], options + ["--quorum", "4"], options + ["--policy", "x"], ["--witness", "x+y"],
        ] {
            #expect(try run.sign(wrong).status == 2)
        }
    }

    // Issue 7, point 8: key partitioning.
    @Test func `a letter that shows another key than the file's gets nothing`() throws {
        let (letter, other, run) = (try MemberCommandLetter(), try MemberCommandLetter(), try MemberCommandRun())
        let site = try MemberCommandSite(answers: other.answers())
        defer { site.stop() }
        defer { run.remove() }
        site.show(other)
        _ = try run.keepRequest(letter, at: site.address)
        let asked = try run.ask(site.address)
        #expect(asked.status == 3)
        #expect(asked.errors.contains("another key than the one in token.txt.request"), "\(asked.errors)")
        #expect(run.has(run.request))
        try run.keep(letter, at: site.address)
        let signed = try run.sign()
        #expect(signed.status == 3)
        #expect(signed.errors.contains("another key than the one in token.txt"), "\(signed.errors)")
        // The same key, and another entry 0.
        try run.keep(
            try MemberCommandLetter(issuer: other.issuer, issuerAddress: "https://a.example"),
            at: site.address
        )
        #expect(try run.sign().status == 3)
        #expect(site.posts.isEmpty)
    }
}
