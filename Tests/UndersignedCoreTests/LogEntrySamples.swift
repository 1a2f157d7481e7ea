import TransparencyLog
import UndersignedCore

/// Entries of every kind, and a small source of chance that gives the same numbers on every run.
enum LogEntrySamples {
    static func hash(_ seed: UInt8) -> MerkleHash {
        MerkleTree.leafHash(of: [seed])
    }

    static let token: [UInt8] = [0, 2] + (0..<352).map { UInt8($0 & 255) }

    static let all: [LogEntry] = [
        .petition(documentHash: hash(0)),
        .text(version: 2, documentHash: hash(1)),
        .hour(Moment(seconds: 1_529_503_200)),
        .day(Moment(seconds: 1_529_452_800)),
        .signedMail(commitment: hash(2)),
        .signedOrganisation(commitment: hash(3)),
        .signedPaper(sheetHash: hash(4), lines: 25),
        .member(token: token),
        .removed(index: 17, reason: .withdrawn),
        .removed(index: 0, reason: .bounced),
        .removed(index: 1_000_000, reason: .duplicate),
        .removed(index: 3, reason: .invalid(rule: "free-mail")),
        .removed(index: 4, reason: .order),
        .issued(0),
        .reveal,
        .amended(index: 9, commitment: hash(5)),
        .goal(1_000, documentHash: hash(6)),
        .opened,
        .closed,
        .delivered(documentHash: hash(7)),
        .response(documentHash: hash(8)),
        .audit(documentHash: hash(9)),
        .note(documentHash: hash(10)),
    ]

    /// Changes some bytes: replaces, inserts, removes, or cuts; chance decides.
    static func mutated(_ bytes: [UInt8], by chance: inout SeededChance) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int(chance.next() % 3) {
            let place = Int(chance.next() % UInt64(bytes.count + 1))
            let byte = UInt8(truncatingIfNeeded: chance.next())
            switch chance.next() % 5 {
            case 0 where place < bytes.count: bytes[place] = byte
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.insert(byte & 0x7F, at: place)
            case 3: bytes.insert(UInt8(ascii: " "), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
