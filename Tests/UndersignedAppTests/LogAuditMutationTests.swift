import Testing
import TransparencyLog
import UndersignedApp
import UndersignedCore

struct LogAuditMutationTests {
    private static let size = 300

    // One bit at a time in every kind of file; the place that is named is the place that was changed.
    @Test func `every flipped bit is found, and named`() async throws {
        let sound = try LogAuditSample(LogAuditEntries(count: Self.size).bytes)
        for (path, bytes) in sound.files.sorted(by: { $0.key < $1.key }) {
            // About 2,000 places in all: a prime step visits every byte's place in a hash and in a line.
            let step = path == "checkpoint" ? 1 : path.hasPrefix("tile/entries/000") ? 13 : 17
            for place in stride(from: 0, to: bytes.count, by: step) {
                var sample = sound
                sample.files[path]?[place] ^= 1 << UInt8(place % 8)
                guard let problem = try await sample.problem() else {
                    Issue.record("\(path): bit \(place % 8) of byte \(place) was passed over")
                    return
                }
                guard problem.file == path else {
                    Issue.record("\(path), byte \(place): \(problem) was named instead")
                    return
                }
            }
        }
    }

    @Test func `a changed entry is named by its index, a changed hash by its tile`() async throws {
        let entries = LogAuditEntries(count: Self.size).bytes
        let sound = try LogAuditSample(entries)
        for index in stride(from: 0, to: Self.size, by: 7) {
            var changed = entries
            changed[index] = Array("signed mail \(MerkleTree.emptyRoot.base64)".utf8)
            var sample = sound
            let other = try LogAuditSample(changed)
            let path = index < 256 ? "tile/entries/000" : "tile/entries/001.p/44"
            sample.files[path] = other.files[path]
            #expect(
                try await sample.problem() == LogAuditProblem(.entry(UInt64(index), file: path), .notCommitted)
            )
            var tiled = sound
            let tile = index < 256 ? "tile/0/000" : "tile/0/001.p/44"
            tiled.files[tile] = other.files[tile]
            #expect(
                try await tiled.problem() == LogAuditProblem(.file(tile), .wrongHash(position: index % 256))
            )
        }
    }

    @Test func `files that are missing, cut short, longer or of another place are found`() async throws {
        let sound = try LogAuditSample(LogAuditEntries(count: Self.size).bytes)
        for (path, bytes) in sound.files {
            var missing = sound
            missing.files[path] = nil
            #expect(try await missing.problem() == LogAuditProblem(.file(path), .missing))
            for wrong in [Array(bytes.dropLast()), Array(bytes.dropFirst()), bytes + [0], [], Array(bytes.prefix(32))]
            where wrong != bytes {
                var sample = sound
                sample.files[path] = wrong
                #expect(try await sample.problem()?.file == path, "\(path) of \(wrong.count) bytes")
            }
        }
    }

    @Test func `entries in another order are found`() async throws {
        let entries = LogAuditEntries(count: Self.size).bytes
        let sound = try LogAuditSample(entries)
        for index in [2, 3, 100, 257] {
            var swapped = entries
            swapped.swapAt(index, index + 1)
            var sample = sound
            let path = index < 256 ? "tile/entries/000" : "tile/entries/001.p/44"
            sample.files[path] = try LogAuditSample(swapped).files[path]
            #expect(
                try await sample.problem() == LogAuditProblem(.entry(UInt64(index), file: path), .notCommitted)
            )
        }
    }

    // A host that signs what it likes: the tree is sound, the entries break a rule.
    @Test(arguments: [
        (40, "removed 8 withdrawn", LogAuditProblem.Fault.againstRules(.alreadyRemoved(index: 8))),
        (290, "removed 290 order", .againstRules(.notEarlier(index: 290))),
        (290, "removed 0 order", .againstRules(.notCounting(index: 0))),
        (290, "removed 8 order", .againstRules(.alreadyRemoved(index: 8))),
        (100, "retracted 5", .malformedEntry(.unknownVerb)),
        (100, "", .malformedEntry(.unknownVerb)),
        (100, "opened\n", .malformedEntry(.unknownVerb)),
        (100, "signed mail 1", .malformedEntry(.wrongFields(verb: "signed"))),
        (261, "hour 2018-06-20T14Z", .againstRules(.clockWentBack)),
        (120, "hour 2018-06-20T19Z", .againstRules(.clockWentBack)),
        (262, "day 2018-08-01", .againstRules(.mixedClocks)),
        (1, "signed mail AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", .againstRules(.beforeFirstMark)),
        (0, "opened", .againstRules(.noPetitionFirst)),
        (299, "text 3 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", .againstRules(.wrongTextVersion(expected: 2))),
        (299, "undersigned/v1 petition AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", .againstRules(.secondPetition)),
        (299, "amended 8 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", .againstRules(.alreadyRemoved(index: 8))),
    ])
    func `a dishonest host is found by the rules`(index: Int, entry: String, fault: LogAuditProblem.Fault) async throws
    {
        var entries = LogAuditEntries(count: Self.size).bytes
        entries[index] = Array(entry.utf8)
        let problem = try await LogAuditSample(entries).problem()
        #expect(problem?.fault == fault)
        #expect(problem?.index == UInt64(index))
    }
}

extension LogAuditProblem {
    /// The file that the problem is in.
    var file: String {
        switch place {
        case .file(let path), .entry(_, let path): path
        }
    }

    /// The entry that the problem is in.
    var index: UInt64? {
        guard case .entry(let index, _) = place else { return nil }
        return index
    }
}
