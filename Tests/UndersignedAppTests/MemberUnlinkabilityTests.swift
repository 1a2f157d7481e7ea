import MemberTokens
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// P-24: whoever has every byte of issuing, and the log, guesses whose a signature is no better than by drawing lots.
///
/// Each guess is right with one in 200 by chance, and three in 200 are allowed. A day on which chance exceeds that is
/// followed by more of them: what leaks does so every day.
@Suite struct MemberUnlinkabilityTests {
    private static let memberCount = 200
    private static let dayLimit = 6
    private static let allowedRate = 1 / Double(memberCount) + 0.01

    /// What the issuer saw of a member, and the token that this led to.
    private struct Member {
        let request: [UInt8]
        let response: [UInt8]
        let token: MemberToken
    }

    /// A day's members in the order in which they asked.
    private func members(_ letter: MemberLetter) async throws -> [Member] {
        let issuing = MemberIssuing(site: letter.test.site)
        var members: [Member] = []
        for _ in 0..<Self.memberCount {
            let code = MemberVoucher(bytes: Samples.randomBytes(16))
            _ = try await issuing.invite([code.hash], to: letter.petition)
            let pending = letter.pending()
            let request = pending.request.bytes
            let issued = try await issuing.issue(voucher: code.text, request: request, petition: letter.petition)
            let token = try pending.token(from: issued.response)
            members.append(Member(request: request, response: issued.response.bytes, token: token))
        }
        try await letter.countHolders()
        return members
    }

    /// For each member, the token that an attacker takes to be theirs, out of those of the day.
    private typealias Attack = ([Member], [[UInt8]]) -> [[UInt8]]

    private static func likest(_ seen: KeyPath<Member, [UInt8]>, _ from: Int) -> Attack {
        { members, tokens in
            members.map { member in
                let own = Array(member[keyPath: seen].suffix(256).prefix(32))
                return tokens.min { distance(own, $0[from..<from + 32]) < distance(own, $1[from..<from + 32]) } ?? []
            }
        }
    }

    private static func distance(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Int {
        zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
    }

    private static func rank(_ seen: KeyPath<Member, [UInt8]>, _ from: Int) -> Attack {
        { members, tokens in
            let ranked = tokens.sorted { $0[from...].lexicographicallyPrecedes($1[from...]) }
            let order = members.indices.sorted {
                members[$0][keyPath: seen].suffix(256).lexicographicallyPrecedes(members[$1][keyPath: seen].suffix(256))
            }
            var guess = [[UInt8]](repeating: [], count: members.count)
            for (place, member) in order.enumerated() where place < ranked.count { guess[member] = ranked[place] }
            return guess
        }
    }

    private static var attacks: [(name: String, attack: Attack)] {
        [
            ("as the log orders them", { _, tokens in tokens }),
            ("against the log's order", { _, tokens in tokens.reversed() }),
            ("a request like the nonce", likest(\.request, 2)),
            ("a request like the authenticator", likest(\.request, 98)),
            ("an answer like the authenticator", likest(\.response, 98)), ("requests by size", rank(\.request, 98)),
            ("answers by size", rank(\.response, 98)),
        ]
    }

    @Test func `neither the order nor the bytes of issuing tell whose a published signature is`() async throws {
        let letter = try await MemberLetter(.sqlite, limits: .off)
        var hits: [String: Int] = [:]
        var allowed = 0.0
        for _ in 1...Self.dayLimit {
            for (name, count) in try await dayHits(letter) { hits[name, default: 0] += count }
            allowed += Self.allowedRate * Double(Self.memberCount)
            if hits.values.allSatisfy({ Double($0) <= allowed }) { break }
        }
        for (name, count) in hits { #expect(Double(count) <= allowed, "\(name)") }
        #expect(hits.count == Self.attacks.count + 1)
    }

    /// How often each attack is right about the members of a day.
    private func dayHits(_ letter: MemberLetter) async throws -> [String: Int] {
        let known = try await published(letter).count
        let members = try await members(letter)
        // The worst there is: each signs at once, in the order of asking, and nobody looked while they did.
        for member in members { _ = try await letter.sign(member.token) }
        try await letter.passDay()
        let tokens = try await Array(published(letter).dropFirst(known))
        #expect(tokens.count == Self.memberCount)
        var hits = ["a copy of the database": try await hitsByRows(letter, members)]
        for (name, attack) in Self.attacks {
            hits[name] = zip(attack(members, tokens), members).count { $0 == $1.token.bytes }
        }
        return hits
    }

    private func published(_ letter: MemberLetter) async throws -> [[UInt8]] {
        try await letter.test.entries(letter.petition)
            .compactMap { if case .member(let token) = $0 { token } else { nil } }
    }

    /// Whoever seizes the database alone takes members in the order of their rows.
    private func hitsByRows(_ letter: MemberLetter, _ members: [Member]) async throws -> Int {
        let (asked, signed) = try await letter.test.database.read { transaction in
            (
                try transaction.rows("SELECT request_hash FROM member_voucher").map { try $0.blob("request_hash") },
                try transaction.rows("SELECT position FROM signature ORDER BY id DESC LIMIT \(Self.memberCount)")
                    .map { Int(try $0.integer("position")) }
            )
        }
        let hashes = Dictionary(uniqueKeysWithValues: members.map { ($0.request.sha256, $0.token.bytes) })
        let ofToday = asked.compactMap { hashes[$0] }
        let entries = try await letter.test.entries(letter.petition)
        let tokens = signed.reversed().map { position -> [UInt8] in
            if case .member(let token) = entries[position] { token } else { [] }
        }
        #expect(ofToday.count == members.count && tokens.count == members.count)
        return zip(ofToday, tokens).count { $0 == $1 }
    }

    @Test func `the same attacks find everybody where bytes or order tell`() async throws {
        let tokens = (0..<Self.memberCount).map { _ in Samples.randomBytes(MemberToken.byteCount) }
        let telling = try tokens.map { token in
            let bytes = [0, 2] + token[2...]
            return Member(
                request: [0, 2, 7] + token[98...],
                response: Array(token[98...]),
                token: try MemberToken(bytes)
            )
        }
        let published = telling.map(\.token.bytes)
        for name in ["as the log orders them", "a request like the authenticator", "answers by size"] {
            let attack = try #require(Self.attacks.first { $0.name == name })
            #expect(attack.attack(telling, published) == published, "\(name)")
        }
    }
}
