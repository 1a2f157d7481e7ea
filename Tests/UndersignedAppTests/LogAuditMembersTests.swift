import MemberTokens
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

struct LogAuditMembersTests {
    @Test func `every token of a sound log is verified, those of removed members too`() async throws {
        let petition = try MemberPetition()
        let tokens = try (0..<5).map { _ in try petition.token() }
        let sample = try petition.log(tokens, [.removed(index: 3, reason: .withdrawn)])
        let report = try await petition.audited(sample)
        #expect(report.tokenCount == 5)
        #expect(report.counts.member == 4)
        #expect(report.counts.removed == 1)
        #expect(try await sample.audited().tokenCount == nil)
    }

    @Test func `a log without members has no token to verify`() async throws {
        let petition = try MemberPetition()
        #expect(try await petition.audited(petition.log([])).tokenCount == 0)
    }

    @Test func `a forged token is named by its entry and its file`() async throws {
        let petition = try MemberPetition()
        var forged = try petition.token()
        forged[353] ^= 1
        #expect(
            try await petition.problem(petition.log([petition.token(), forged]))
                == LogAuditProblem(.entry(3, file: "tile/entries/000.p/4"), .memberToken(.notSigned))
        )
        // Nobody who does not know the issuer can tell.
        #expect(try await petition.log([forged]).problem() == nil)
        let many = (0..<254).map { LogEntry.signedMail(commitment: MerkleTree.leafHash(of: [UInt8($0)])) }
        #expect(
            try await petition.problem(petition.log([petition.token()], many + [.member(token: forged)]))
                == LogAuditProblem(.entry(257, file: "tile/entries/001.p/2"), .memberToken(.notSigned))
        )
    }

    @Test func `a token of another petition, key or type is told from a forged one`() async throws {
        let (petition, other) = (try MemberPetition(), try MemberPetition())
        var otherType = try petition.token()
        otherType[1] = 1
        let wrong: [([UInt8], MemberToken.Problem)] = [
            (try petition.token(slug: "save-the-park"), .otherPetition),
            (try petition.token(issuerName: "other.example.org"), .otherPetition),
            (try petition.token(signedBy: other.privateKey), .otherKey),
            (otherType, .otherType(1)),
        ]
        for (token, problem) in wrong {
            let found = try await petition.problem(petition.log([petition.token(), token]))
            #expect(found?.fault == .memberToken(problem))
        }
    }

    @Test func `the issuer is the one of the document that entry 0 names`() async throws {
        let (petition, other) = (try MemberPetition(), try MemberPetition())
        let sample = try petition.log([petition.token()])
        #expect(
            try await other.problem(sample)
                == LogAuditProblem(.file("document.json"), .otherDocument(computed: other.documentHash))
        )
    }

    // Tokens that no issuer signed are cheap to make: enough of them to fill two batches.
    @Test func `a long log's tokens are verified on the way, and not all at its end`() async throws {
        let petition = try MemberPetition()
        let first = try petition.token()
        let junk = (0..<10_000).map { number in
            var token = first
            (token[2], token[3], token[33]) = (UInt8(number >> 8), UInt8(number & 255), token[33] ^ 1)
            return token
        }
        let sample = try petition.log([first] + junk)
        var files: UInt64 = 0
        let problem = await #expect(throws: LogAuditProblem.self) {
            try await petition.audit(sample).report(checkpoint: sample.files["checkpoint"]) { files = $0.done }
        }
        #expect(problem == LogAuditProblem(.entry(3, file: "tile/entries/000"), .memberToken(.notSigned)))
        #expect(files > 30 && files < 40)
    }

    @Test func `a document names the issuer, or says that nobody is`() throws {
        let petition = try MemberPetition()
        let document = try LogAudit.PublishedDocument(parsing: petition.document)
        #expect(document.members == petition.members)
        for members in ["", #","members":{}"#, #","members":{"domains":["example.org"]}"#] {
            let text = MemberPetition.document(members: members)
            #expect(try LogAudit.PublishedDocument(parsing: Array(text.utf8)).members == nil)
        }
        let key = petition.privateKey.publicKey.base64
        let wrong = [
            #"{"issuer":{"name":"members.example.org"}}"#, #"{"issuer":{"key":"\#(key)"}}"#, #"{"issuer":1}"#,
            #"{"issuer":{"key":"\#(key.dropLast(4))","name":"members.example.org"}}"#,
            #"{"issuer":{"key":"\#(key)","name":""}}"#, #"{"issuer":{"key":"\#(key)","name":"bücher.example"}}"#,
        ]
        for members in wrong {
            let text = MemberPetition.document(members: #","members":\#(members)"#)
            let problem = #expect(throws: LogAuditProblem.self) {
                try LogAudit.PublishedDocument(parsing: Array(text.utf8))
            }
            #expect(problem?.place == .file("document.json"))
        }
    }
}
