import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport
import UndersignedWeb

/// The statuses of c2sp.org/tlog-witness, and what a site serves of cosignatures.
struct WitnessRoutesTests {
    let log: WitnessedLog
    let fork: WitnessedLog
    let test: TestWitness

    init() async throws {
        log = try WitnessedLog()
        fork = try WitnessedLog(branch: 1)
        test = try await TestWitness(watching: [log.key.verifierKey])
    }

    private func visit(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let router = WitnessRouter(test.witness, logger: try await TestSite().site.logger).built
        try await Application(router: router).test(.router) { try await body($0) }
    }

    @Test func `each answer has the specification's status and type`() async throws {
        let (log, fork, key) = (log, fork, test.key.verifierKey)
        try await visit { client in
            func add(_ bytes: [UInt8]) async throws -> TestResponse {
                try await client.execute(uri: "/add-checkpoint", method: .post, body: ByteBuffer(bytes: bytes))
            }
            let first = try await add(log.request(from: 0, to: 8))
            #expect(first.status == .ok && first.text.hasSuffix("\n"))
            let line = try Cosignature(NoteSignature(parsing: String(first.text.dropLast())))
            #expect(try line.isValid(for: log.checkpoint(8), key: key))
            let stale = try await add(log.request(from: 4, to: 9))
            #expect(stale.status == .conflict && stale.text == "8\n")
            #expect(stale.headers[.contentType] == "text/x.tlog.size")
            #expect(try await add(fork.request(from: 8, to: 8)).status == .unprocessableContent)
            #expect(try await add(fork.request(from: 8, to: 9)).status == .unprocessableContent)
            #expect(try await add(log.request(from: 8, to: 4)).status == .badRequest)
            #expect(try await add(Array("rubbish".utf8)).status == .badRequest)
            let stranger = try NoteSigningKey(name: WitnessedLog.origin, seed: Array(0..<32))
            #expect(try await add(log.request(from: 8, to: 9, by: stranger)).status == .forbidden)
            #expect(try await add([UInt8](repeating: 0x61, count: 70_000)).status == .contentTooLarge)
            #expect(try await add(log.request(from: 8, to: 9)).status == .ok)
        }
    }

    @Test func `monitors read the newest checkpoint by the origin's hash`() async throws {
        let log = log
        let hash = Witness.hash(of: WitnessedLog.origin)
        _ = try await test.witness.add(log.request(from: 0, to: 3))
        try await visit { client in
            let found = try await client.execute(uri: "/\(hash)/checkpoint", method: .get)
            #expect(found.status == .ok && found.text.hasPrefix("\(WitnessedLog.origin)\n3\n"))
            #expect(found.headers[.contentSecurityPolicy] != nil)
            for path in [
                "/\(hash.dropLast())0x/checkpoint", "/\(String(repeating: "0", count: 64))/checkpoint", "/none",
            ] {
                #expect(try await client.execute(uri: path, method: .get).status == .notFound)
            }
            #expect(try await client.execute(uri: "/add-checkpoint", method: .get).status.code >= 400)
            #expect(try await client.execute(uri: "/healthz", method: .get).status == .ok)
        }
    }

    @Test func `a site serves its cosigned checkpoint and names the witness on its page`() async throws {
        let site = try await WebSite()
        let petition = try await site.test.open()
        let key = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
        let witness = try await TestWitness(watching: [key])
        let policy = try WitnessPolicy(parsing: witness.policyLine + "quorum \(witness.key.verifierKey.name)\n")
        let path = "/petitions/\(petition.slug)"
        try await site.visit { visitor in
            #expect(try await visitor.get(path + "/log/witnessed").status == .notFound)
            #expect(try await visitor.get(path + "/how-we-count").text.contains("No independent witness"))
            try await Witnessing(site: site.test.site, policy: policy, client: witness).askAll()
            let head = try await visitor.get(path + "/log/checkpoint")
            let note = try SignedNote(parsing: head.text)
            #expect(policy.verify(note, logKey: key).value != nil)
            try await site.test.sign(Samples.amina, petition)
            let witnessed = try await visitor.get(path + "/log/witnessed")
            #expect(witnessed.status == .ok && witnessed.text == head.text)
            let ahead = try await visitor.get(path + "/log/checkpoint").text
            #expect(try SignedNote(parsing: ahead).signatures.count == 1)
            let page = try await visitor.get(path + "/how-we-count").text
            #expect(page.contains("witness.example.org") && page.contains("20 June 2018"))
        }
    }
}
