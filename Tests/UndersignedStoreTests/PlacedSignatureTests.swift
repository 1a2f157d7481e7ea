import Testing
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// What the check at start counts.
@Suite struct PlacedSignatureTests {
    @Test(arguments: TestDatabase.all)
    func `rows are counted by state, those with a place apart, and of this petition alone`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await TestSite(kind)
        let petition = try await site.open()
        let other = try await site.open(Samples.petition("second"))
        try await site.sign(Samples.amina, other)
        // One row more for each state; every second one names a place.
        let wanted = SignatureState.allCases.enumerated().flatMap { index, state in
            (0...index).map { (state, $0 % 2 == 1) }
        }
        for number in wanted.indices { try await site.ask(Samples.person(number), petition) }
        let id = petition.id
        try await site.database.write { transaction in
            let rows = try transaction.rows("SELECT id FROM signature WHERE petition_id = \(id) ORDER BY id")
            for (row, (state, isPlaced)) in zip(rows, wanted) {
                let signature = try row.integer("id")
                let position: Int64? = isPlaced ? signature + 1_000 : nil
                try transaction.execute(
                    "UPDATE signature SET state = \(state.rawValue), position = \(position) WHERE id = \(signature)"
                )
            }
        }
        let counts = try await site.database.read { try $0.signatureCounts(of: id) }
        for (index, state) in SignatureState.allCases.enumerated() {
            #expect(counts[state]?.rows == index + 1, "\(state)")
            #expect(counts[state]?.placed == (index + 1) / 2, "\(state)")
        }
        #expect(try await site.database.read { try $0.signatureCounts(of: other.id)[.counted]?.rows } == 1)
        #expect(try await site.database.read { try $0.signatureCounts(of: -1) }.isEmpty)
    }
}
