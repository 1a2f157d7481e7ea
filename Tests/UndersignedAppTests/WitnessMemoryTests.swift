import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// what only a witness knows is asked for before anything is signed.
@Suite struct WitnessMemoryTests {
    // DESIGN 11.19: "last published or cosigned"
    @Test func `a witness that saw more than an older copy of data and keys has is heard before anything is signed`()
        async throws
    {
        let first = try await TestSite(.sqlite, limits: .off)
        let petition = try await first.open()
        let key = try NoteVerifierKey(Samples.required(petition.log).verifierKey)
        let witness = try await TestWitness(watching: [key])
        let policy = try WitnessPolicy(parsing: witness.policyLine + "quorum none\n")
        try await first.sign(Samples.amina, petition)
        let (copy, head) = (
            try await first.copy(), try Samples.required(try await first.database.read { try $0.head(petition.id) })
        )
        try await first.sign(Samples.wei, petition)
        let seen = try Samples.required(try await first.database.read { try $0.head(petition.id) })
        try await Witnessing(site: first.site, policy: policy, client: witness).askAll()
        #expect(try await WitnessMemory(site: first.site, policy: policy, client: witness).faults() == [])
        await first.site.sequencer.close()
        // The keys went back with the data.
        try first.site.keys.saveHighWater(head.checkpoint, of: petition.slug, log: 1)

        let old = try await TestSite(.sqlite, limits: .off, restoring: copy)
        #expect(try await LogSoundness(site: old.site).faults() == [], "nothing here knows of it")
        let fault = try #require(
            try await WitnessMemory(site: old.site, policy: policy, client: witness).faults().first
        )
        let rollback = try #require(fault.rollback)
        #expect(rollback.publishedSize == seen.size && rollback.storedSize == head.size)
        #expect(fault.what.contains("says the witness witness.example.org"))
        let next = try await LogSuccession(site: old.site).accept(rollback, of: petition.slug)
        #expect(next.carried == head.size)
        try await old.expectSoundLog(old.petition(id: petition.id))
        let silent = SilentWitness()
        #expect(try await WitnessMemory(site: old.site, policy: policy, client: silent).faults() == [], "it starts")
    }
}

private struct SilentWitness: WitnessClient {
    func addCheckpoint(_ body: [UInt8], at prefix: String) async throws -> WitnessAnswer {
        throw WitnessSilent(what: "nobody is there")
    }
}
