import Crypto
import UndersignedDatabase

/// Tells whether two tables hold the same rows, in whatever order: each engine has its own.
///
/// It finds accidents. It is no proof against somebody who makes rows for it.
struct TableDigest: Hashable {
    private var rowCount = 0
    private var sums: [UInt64] = [0, 0, 0, 0]

    /// Takes a row, as its values in the order of the table's columns.
    mutating func add(_ values: [QueryValue]) {
        var bytes: [UInt8] = []
        for value in values { bytes.append(value: value) }
        rowCount += 1
        SHA256.hash(data: bytes).withUnsafeBytes { hash in
            for place in sums.indices { sums[place] &+= hash.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self) }
        }
    }
}
