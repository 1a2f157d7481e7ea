import Testing
import TransparencyLog

struct WitnessedCheckpointTests {
    let keys: WitnessPolicyKeys
    let policy: WitnessPolicy
    let checkpoint: Checkpoint
    let note: SignedNote

    init() throws {
        keys = try WitnessPolicyKeys(count: 3)
        policy = try WitnessPolicy(
            parsing: """
                log \(keys.log.verifierKey)
                witness one \(keys[0])
                witness two \(keys[1])
                group both all one two
                quorum both

                """
        )
        let root = MerkleTree.leafHash(of: [1])
        checkpoint = try Checkpoint(origin: WitnessPolicyTests.log, size: 1, root: root)
        note = try checkpoint.signed(by: keys.log)
    }

    func line(_ place: Int, time: UInt64 = 7) throws -> NoteSignature {
        try Cosignature(of: checkpoint, time: time, key: keys.witnesses[place]).line
    }

    @Test func `a checkpoint that the quorum cosigned is valid, whatever others signed too`() throws {
        let cosigned = try note.adding([line(2), line(1, time: 9), line(0), line(1, time: 8)])
        let found = try #require(policy.verify(cosigned).value)
        #expect(found.checkpoint == checkpoint && found.logKey == keys.log.verifierKey)
        #expect(found.sightings.map(\.witness.name) == ["one", "two"])
        #expect(found.sightings.map(\.cosignature.time) == [7, 9])
    }

    @Test func `too few cosignatures are told from wrong ones`() throws {
        let few = try note.adding([line(0), line(2)])
        #expect(policy.verify(few).reason?.code == .quorumNotMet)
        #expect(policy.sightings(in: few).value?.sightings.map(\.witness.name) == ["one"])
        let root = MerkleTree.leafHash(of: [2])
        let other = try Checkpoint(origin: WitnessPolicyTests.log, size: 1, root: root)
        let wrong = try Cosignature(of: other, time: 7, key: keys.witnesses[1]).line
        #expect(try policy.verify(note.adding([line(0), line(1), wrong])).reason?.code == .signatureFails)
        let short = try NoteSignature(name: line(1).name, keyID: line(1).keyID, signature: [1])
        #expect(try policy.verify(note.adding([line(0), short])).reason?.code == .signatureFails)
        let late = try line(1, time: 1 << 63)
        #expect(try policy.verify(note.adding([line(0), late])).reason?.code == .signatureFails)
    }

    @Test func `a log that the policy does not name is refused, unless its key is known from elsewhere`() throws {
        let other = try NoteSigningKey(name: WitnessPolicyTests.log, seed: Array(1..<33))
        let foreign = try checkpoint.signed(by: other).adding([line(0), line(1)])
        #expect(policy.verify(foreign).reason?.code == .notSigned)
        #expect(policy.verify(foreign, logKey: other.verifierKey).value?.sightings.count == 2)
        #expect(try WitnessPolicy(parsing: "quorum none\n").verify(note).reason?.code == .notSigned)
        let none = try WitnessPolicy(parsing: "quorum none\n").verify(note, logKey: keys.log.verifierKey)
        #expect(none.value?.sightings == [])
    }
}
