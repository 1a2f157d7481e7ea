import Testing
import TransparencyLog
import UndersignedCore

@Suite struct SignedEntryReaderTests {
    private let reader = SignedEntryReader()

    private func named(_ bytes: [UInt8]) -> SignatureClass? {
        reader.signatureClass(of: bytes.span)
    }

    /// What the strict parser says of the two kinds that the reader names.
    private func parsed(_ bytes: [UInt8]) -> SignatureClass? {
        switch try? LogEntry(parsing: bytes) {  // malformed bytes are no entry of any class
        case .signedMail: .mail
        case .signedOrganisation: .organisation
        default: nil
        }
    }

    @Test func `every entry of the grammar is named as the parser names it`() {
        let samples = LogEntrySamples.all.map(\.bytes) + [[], Array("signed mail ".utf8), Array("signed mail".utf8)]
        for bytes in samples { #expect(named(bytes) == parsed(bytes)) }
    }

    @Test func `every single changed byte is judged as the parser judges it`() {
        let hash = MerkleTree.leafHash(of: [7])
        for entry in [LogEntry.signedMail(commitment: hash), .signedOrganisation(commitment: hash)] {
            for place in entry.bytes.indices {
                for value in UInt8.min...UInt8.max {
                    var bytes = entry.bytes
                    bytes[place] = value
                    #expect(named(bytes) == parsed(bytes))
                }
            }
        }
    }

    @Test func `bytes cut, lengthened and shuffled at random are judged as the parser judges them`() {
        var generator = SystemRandomNumberGenerator()
        let hash = MerkleTree.leafHash(of: [9])
        let starts = [LogEntry.signedMail(commitment: hash).bytes, LogEntry.signedOrganisation(commitment: hash).bytes]
        for round in 0..<20_000 {
            var bytes = starts[round % 2]
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(UInt8.random(in: 32...127, using: &generator), at: place)
                case 2: bytes.swapAt(place, bytes.count - 1)
                default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                }
            }
            #expect(named(bytes) == parsed(bytes))
        }
    }

    @Test func `a recount by the short way is the recount by the long way`() throws {
        var short = Recount()
        var long = Recount()
        let hash = MerkleTree.leafHash(of: [3])
        let entries: [LogEntry] = [
            .petition(documentHash: hash), .hour(Moment(seconds: 0)), .signedMail(commitment: hash),
            .signedOrganisation(commitment: hash), .removed(index: 2, reason: .withdrawn),
            .signedMail(commitment: hash),
        ]
        for (index, entry) in entries.enumerated() {
            try long.add(entry, at: UInt64(index))
            if let signatureClass = named(entry.bytes) {
                try short.addSigned(as: signatureClass, at: UInt64(index))
            } else {
                try short.add(entry, at: UInt64(index))
            }
        }
        #expect(short.counts == long.counts && short.hours == long.hours && short.size == long.size)
        #expect(throws: RecountProblem.notNext(expected: 6)) { try short.addSigned(as: .mail, at: 5) }
        var empty = Recount()
        #expect(throws: RecountProblem.noPetitionFirst) { try empty.addSigned(as: .mail, at: 0) }
        try empty.add(entries[0], at: 0)
        #expect(throws: RecountProblem.beforeFirstMark) { try empty.addSigned(as: .mail, at: 1) }
    }
}
