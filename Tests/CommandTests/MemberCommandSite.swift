import Foundation
import MemberTokens
import Synchronization
import TransparencyLog
import UndersignedCore

/// An open letter on loopback: its files, and an issuer that signs what it is sent to the code 12345678.
final class MemberCommandSite: Sendable {
    /// A form as it came.
    struct Post: Sendable {
        let path: String
        let head: String
        let fields: [String: String]
    }

    struct Answer: Sendable {
        let status: Int
        var type: String
        var body: [UInt8]
        /// More of its head, each line ended.
        var head = ""

        init(_ status: Int, _ type: String = "text/plain", _ body: [UInt8] = []) {
            (self.status, self.type, self.body) = (status, type, body)
        }
    }

    /// What is answered to a form; nil where the connection ends without an answer.
    typealias Answers = @Sendable (Post) -> Answer?

    static let petition = "/petitions/dear-board"

    var port: UInt16 { listener.port }
    private let listener: LoopbackListener
    private let files = Mutex<(bytes: [String: [UInt8]], heads: [String: String])>(([:], [:]))
    private let asked = Mutex<(gets: [String], posts: [Post])>(([], []))
    private let answers: Answers

    var address: String { "http://127.0.0.1:\(port)\(Self.petition)" }

    var gets: [String] { asked.withLock { $0.gets } }

    var posts: [Post] { asked.withLock { $0.posts } }

    init(answers: @escaping Answers = { _ in Answer(404) }) throws {
        self.answers = answers
        listener = try LoopbackListener()
        listener.serve(respond)
    }

    /// Gives out a letter's files from now on.
    func show(_ letter: MemberCommandLetter) {
        files.withLock { $0 = (letter.files, letter.heads) }
    }

    func stop() { listener.stop() }

    private func respond(to connection: Int32) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n"), text[end.upperBound...].utf8.count >= Self.length(text) { break }
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            bytes += buffer[..<count]
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        guard text.hasPrefix("POST ") else {
            asked.withLock { $0.gets.append(path) }
            let name = path.hasPrefix(Self.petition + "/") ? String(path.dropFirst(Self.petition.count + 1)) : path
            let (body, head) = files.withLock { ($0.bytes[name], $0.heads[name]) }
            var answer = Answer(body == nil ? 404 : 200, "application/octet-stream", body ?? [])
            answer.head = head ?? ""
            return send(answer, to: connection)
        }
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
        let post = Post(path: path, head: parts[0], fields: Self.fields(parts.count > 1 ? parts[1] : ""))
        asked.withLock { $0.posts.append(post) }
        if let answer = answers(post) { send(answer, to: connection) }
    }

    private static func length(_ text: String) -> Int {
        let line = text.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length: ") }
        return line.flatMap { Int($0.dropFirst("content-length: ".count)) } ?? 0
    }

    private static func fields(_ body: String) -> [String: String] {
        let pairs = body.split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides[1].replacing("+", with: " ")
            return (String(sides[0]), String(value).removingPercentEncoding ?? "")
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    private func send(_ answer: Answer, to connection: Int32) {
        let head =
            "HTTP/1.1 \(answer.status) A\r\nContent-Type: \(answer.type)\r\nSet-Cookie: seen=1\r\n\(answer.head)"
            + "Content-Length: \(answer.body.count)\r\nConnection: close\r\n\r\n"
        var rest = (Array(head.utf8) + answer.body)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// The files of an open letter with so many entries; each is made to be changed by a test.
struct MemberCommandLetter {
    static let origin = "petitions.example.org/petitions/dear-board/log"

    let issuer: IssuerPrivateKey
    let logKey: NoteSigningKey
    let checkpoint: Checkpoint
    let note: SignedNote
    let challenge: TokenChallenge
    /// What the document of a log that carries this one on says of its entry 0.
    let context: String
    /// By their paths below the petition's address.
    var files: [String: [UInt8]]
    /// More of the head of some of them, each line ended.
    var heads: [String: String] = [:]

    /// - Parameters:
    ///   - issuer: Its key; a new one where there is none.
    ///   - issuerAddress: Where the document says that tokens are asked for.
    ///   - slug: As the document has it.
    ///   - seed: Of the log's key.
    ///   - entries: How many, at least 2.
    ///   - members: Whether the document names an issuer.
    ///   - notes: Documents that as many entries name, from index 2 on.
    ///   - number: Of the petition's log; from 2 on it carries on another one.
    ///   - context: As the document has it, in quotation marks where it is a text; nil for none.
    /// - Throws: A fault of the keys.
    init(
        issuer: IssuerPrivateKey? = nil,
        issuerAddress: String? = nil,
        slug: String = "dear-board",
        seed: UInt8 = 1,
        entries: Int = 300,
        members: Bool = true,
        notes: [[UInt8]] = [],
        number: Int = 1,
        context: String? = nil
    ) throws {
        let issuer = try issuer ?? IssuerPrivateKey()
        let place = number == 1 ? "log" : "log/\(number)"
        let origin = number == 1 ? Self.origin : "\(Self.origin)/\(number)"
        logKey = try NoteSigningKey(name: origin, seed: [UInt8](repeating: seed, count: 32))
        let url = issuerAddress.map { #","url":"\#($0)""# } ?? ""
        let first = context.map { #","context":\#($0)"# } ?? ""
        let key = issuer.publicKey.base64
        let named = #","members":{"issuer":{"name":"members.example.org","key":"\#(key)"\#(url)\#(first)}}"#
        let log = #""log":{"origin":"\#(origin)","vkey":"\#(logKey.verifierKey)"}"#
        let document = Array(#"{"slug":"\#(slug)",\#(log)\#(members ? named : "")}"#.utf8)
        let zero = "undersigned/v1 petition \(Data(document.sha256).base64EncodedString())"
        let all = Self.entries(entries, zero, naming: notes)
        let leaves = all.map(MerkleTree.leafHash(of:))
        checkpoint = try Checkpoint(origin: origin, size: UInt64(entries), root: MerkleTree.root(of: leaves))
        note = try checkpoint.signed(by: logKey)
        guard let challenge = TokenChallenge(issuerName: "members.example.org", entryZero: Array(zero.utf8)) else {
            throw POSIXError(.EINVAL)
        }
        self.challenge = challenge
        self.issuer = issuer
        self.context = "\"\(Data(Array(zero.utf8).sha256).base64EncodedString())\""
        files = try Self.files(of: all, leaves, below: place)
        files["document.json"] = document
        files["\(place)/checkpoint"] = note.bytes
        for note in notes { files["documents/\(MerkleHash(note.sha256)?.hex ?? "")"] = note }
    }

    private static func entries(_ count: Int, _ zero: String, naming notes: [[UInt8]]) -> [[UInt8]] {
        let texts = (2..<count).map { index in
            guard index - 2 < notes.count else { return "issued \(index)" }
            return "note \(Data(notes[index - 2].sha256).base64EncodedString())"
        }
        return ([zero, "day 2018-06-20"] + texts).map { Array($0.utf8) }
    }

    /// Tiles and bundles.
    private static func files(
        of entries: [[UInt8]],
        _ leaves: [MerkleHash],
        below place: String
    ) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for start in stride(from: 0, to: entries.count, by: 256) {
            let end = min(start + 256, entries.count)
            let tile = Tile(level: 0, index: UInt64(start / 256), hashes: Array(leaves[start..<end]))
            files["\(place)/\(tile.coordinate.path)"] = tile.bytes
            let bundle = BundleCoordinate(index: UInt64(start / 256), width: end - start)
            files["\(place)/\(bundle.path)"] = try EntryBundle.encode(Array(entries[start..<end]))
        }
        return files
    }

    /// A site with an issuer who signs to the right code, and counts no one.
    func answers() -> MemberCommandSite.Answers {
        let issuer = issuer
        return { post in
            switch post.path.split(separator: "/").last {
            case "codes": return MemberCommandSite.Answer(202, "application/json")
            case "signatures":
                return MemberCommandSite.Answer(
                    200,
                    "application/json",
                    Array(#"{"link":"https://petitions.example.org/s/abc"}"#.utf8)
                )
            default:
                guard post.fields["code"] == "12345678" else { return MemberCommandSite.Answer(403) }
                return Self.signed(post, by: issuer)
            }
        }
    }

    static func signed(_ post: MemberCommandSite.Post, by issuer: IssuerPrivateKey) -> MemberCommandSite.Answer? {
        guard let request = post.fields["request"].flatMap({ Data(base64Encoded: $0) }),
            let response = try? issuer.response(to: TokenRequest(Array(request)))  // what is none is answered so
        else { return MemberCommandSite.Answer(422) }
        return MemberCommandSite.Answer(200, TokenResponse.mediaType, response.bytes)
    }

    /// Flips a bit of a file.
    mutating func flip(_ place: Int, of path: String) {
        files[path]?[place] ^= 1
    }
}
