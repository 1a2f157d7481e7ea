import Foundation
import Synchronization
import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// A site collects cosignatures; whatever a witness does, signers notice nothing.
struct WitnessingTests {
    let site: TestSite
    let petition: Petition
    let logKey: NoteVerifierKey

    init() async throws {
        site = try await TestSite()
        petition = try await site.open()
        logKey = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
    }

    private func witnessing(_ client: any WitnessClient, _ policy: WitnessPolicy) -> Witnessing {
        Witnessing(site: site.site, policy: policy, client: client)
    }

    private func policy(_ witnesses: TestWitness..., rule: String) throws -> WitnessPolicy {
        let names = witnesses.map(\.key.verifierKey.name).joined(separator: " ")
        let lines = witnesses.map(\.policyLine).joined()
        return try WitnessPolicy(parsing: "\(lines)group all-of-them \(rule) \(names)\nquorum all-of-them\n")
    }

    private func served(_ policy: WitnessPolicy?) async throws -> (head: SignedNote, witnessed: SignedNote?) {
        let reading = LogReading(database: site.database, policy: policy)
        let head = try await Samples.required(reading.checkpoint(of: petition.id))
        let witnessed = try await reading.witnessed(of: petition.id)
        return (try SignedNote(parsing: head), try witnessed.map { try SignedNote(parsing: $0) })
    }

    private func storedCount() async throws -> Int {
        let petitionID = petition.id
        return try await site.database.read { try $0.cosignatures(of: petitionID).count }
    }

    @Test func `a head is cosigned, served with the line, and cosigned again when it grew`() async throws {
        let witness = try await TestWitness(watching: [logKey])
        let policy = try policy(witness, rule: "all")
        let witnessing = witnessing(witness, policy)
        #expect(try await served(policy).witnessed == nil)
        for person in [Samples.amina, Samples.wei] {
            try await witnessing.askAll()
            let (head, witnessed) = try await served(policy)
            #expect(policy.verify(head, logKey: logKey).value?.sightings.count == 1)
            #expect(witnessed == head)
            try await site.sign(person, petition)
            let (ahead, older) = try await served(policy)
            #expect(ahead.signatures.count == 1 && older == head)
        }
        try await witnessing.askAll()
        let now = try await served(policy).head
        #expect(policy.verify(now, logKey: logKey).value != nil)
        #expect(try await storedCount() == 1)
    }

    @Test func `a witness that knows more than is remembered here names its size and is asked from there`() async throws
    {
        let witness = try await TestWitness(watching: [logKey])
        let policy = try policy(witness, rule: "all")
        let head = try await served(policy).head
        let first = try WitnessRequest(oldSize: 0, hashes: [], checkpoint: head)
        _ = try await witness.witness.add(Array(first.string.utf8))
        try await site.sign(Samples.amina, petition)
        try await witnessing(witness, policy).askAll()
        let now = try await served(policy).head
        #expect(policy.verify(now, logKey: logKey).value != nil)
    }

    @Test func `witnesses are asked for the same checkpoint, and the last one with a quorum stays`() async throws {
        let one = try await TestWitness("one.example.org", watching: [logKey])
        let two = try await TestWitness("two.example.org", watching: [logKey])
        let policy = try policy(one, two, rule: "all")
        let both = Several(clients: ["https://one.example.org": one, "https://two.example.org": two])
        let witnessing = witnessing(both, policy)
        try await witnessing.askAll()
        let quorum = try await served(policy).head
        #expect(policy.verify(quorum, logKey: logKey).value?.sightings.count == 2)
        both.silent.withLock { _ = $0.insert("https://two.example.org") }
        for person in [Samples.amina, Samples.wei] {
            try await site.sign(person, petition)
            try await witnessing.askAll()
            let (head, witnessed) = try await served(policy)
            #expect(
                policy.sightings(in: head, logKey: logKey).value?.sightings.map(\.witness.name) == ["one.example.org"]
            )
            #expect(witnessed == quorum)
        }
        #expect(try await storedCount() == 3)
    }

    @Test func `a receipt takes the newest cosigned checkpoint that has its entry`() async throws {
        let witness = try await TestWitness(watching: [logKey])
        let policy = try policy(witness, rule: "all")
        let token = try await site.sign(Samples.amina, petition)
        let plain = try await Samples.required(Receipts(site: site.site).receipt(token))
        #expect(plain.proof.checkpoint.signatures.count == 1)
        try await witnessing(witness, policy).askAll()
        let later = try await site.sign(Samples.wei, petition)
        let covered = try await Samples.required(Receipts(site: site.site).receipt(token))
        #expect(policy.verify(covered.proof.checkpoint, logKey: logKey).value != nil)
        let size = try covered.verified(by: logKey).size
        #expect(try plain.verified(by: logKey).size == size)
        let ahead = try await Samples.required(Receipts(site: site.site).receipt(later))
        #expect(ahead.proof.checkpoint.signatures.count == 1)
        #expect(try ahead.verified(by: logKey).size > size)
    }

    @Test(arguments: WitnessTrouble.allCases)
    func `a witness that answers rubbish, nothing or too much changes nothing`(_ trouble: WitnessTrouble) async throws {
        let witness = try await TestWitness(watching: [logKey])
        let policy = try policy(witness, rule: "all")
        let client = TroubledWitness(trouble: trouble, other: try WitnessedLog(), key: witness.key)
        let witnessing = witnessing(client, policy)
        try await witnessing.askAll()
        let asked = client.count.withLock { $0 }
        #expect((1...3).contains(asked))
        try await witnessing.askAll()
        #expect(client.count.withLock { $0 } == asked, "it is left alone for a while")
        site.advance(.seconds(60))
        try await witnessing.askAll()
        #expect(client.count.withLock { $0 } > asked, "and then asked again")
        try await site.sign(Samples.amina, petition)
        let (head, witnessed) = try await served(policy)
        #expect(head.signatures.count == 1 && witnessed == nil)
    }
}

/// Some witnesses by address; some of them silent.
private final class Several: WitnessClient {
    let clients: [String: TestWitness]
    let silent = Mutex<Set<String>>([])

    init(clients: [String: TestWitness]) {
        self.clients = clients
    }

    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        guard let client = clients[prefix], !silent.withLock({ $0.contains(prefix) }) else {
            throw WitnessSilent(what: "nobody is there")
        }
        return try await client.addCheckpoint(body, at: prefix)
    }
}

/// What a witness may do wrong.
enum WitnessTrouble: String, CaseIterable, Sendable {
    case silent, fault, unknown, empty, rubbish, otherCheckpoint, conflictWithoutSize, conflictForEver, sameSize, larger
}

private final class TroubledWitness: WitnessClient {
    let trouble: WitnessTrouble
    let other: WitnessedLog
    let key: NoteSigningKey
    let count = Mutex(0)

    init(trouble: WitnessTrouble, other: WitnessedLog, key: NoteSigningKey) {
        self.trouble = trouble
        self.other = other
        self.key = key
    }

    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let sizes = "text/x.tlog.size"
        switch trouble {
        case .silent: throw WitnessSilent(what: "nobody is there")
        case .fault: return answer(500, "")
        case .unknown: return answer(404, "")
        case .empty: return answer(200, "")
        case .rubbish: return WitnessAnswer(status: 200, mediaType: "", body: [UInt8](repeating: 0xFF, count: 60_000))
        case .otherCheckpoint:
            return answer(200, try Cosignature(of: other.checkpoint(3), time: 7, key: key).line.line + "\n")
        case .conflictWithoutSize: return answer(409, "much\n", sizes)
        case .conflictForEver: return answer(409, "\(number % 2 + 1)\n", sizes)
        case .sameSize: return answer(409, "0\n", sizes)
        case .larger: return answer(409, "99999999\n", sizes)
        }
    }

    private func answer(_ status: Int, _ text: String, _ type: String = "text/plain") -> WitnessAnswer {
        WitnessAnswer(status: status, mediaType: type, body: Array(text.utf8))
    }
}
