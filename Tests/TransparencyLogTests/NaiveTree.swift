import Crypto
import TransparencyLog

/// The tree as RFC 6962 defines it, by recursion over byte arrays: slow, and sharing no line with the library.
final class NaiveTree {
    let leaves: [[UInt8]]
    private var known: [Range<Int>: [UInt8]] = [:]

    /// A tree over some entries.
    init(entries: [[UInt8]]) {
        leaves = entries.map { Array(SHA256.hash(data: [0] + $0)) }
    }

    /// A tree of a size whose entries are the decimal numbers from 0.
    convenience init(count: Int) {
        self.init(entries: (0..<count).map { Array("\($0)".utf8) })
    }

    /// The leaves as the library holds them.
    var leafHashes: [MerkleHash] { hashes(leaves) }

    /// MTH(D[range]).
    func root(_ range: Range<Int>) -> [UInt8] {
        if range.isEmpty { return Array(SHA256.hash(data: [UInt8]())) }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let root = known[range] { return root }
        let middle = range.lowerBound + split(range.count)
        let root = Array(
            SHA256.hash(data: [1] + root(range.lowerBound..<middle) + root(middle..<range.upperBound))
        )
        known[range] = root
        return root
    }

    /// The root of the first leaves.
    func root(size: Int) -> MerkleHash? {
        MerkleHash(root(0..<size))
    }

    /// PATH(m, D[range]).
    func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + split(range.count)
        return index < middle
            ? path(index, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : path(index, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    /// PROOF(old, D[0 ..< new]).
    func consistency(_ old: Int, _ new: Int) -> [[UInt8]] {
        subproof(old, 0..<new, isWhole: true)
    }

    /// Byte arrays of 32 as hashes.
    func hashes(_ arrays: [[UInt8]]) -> [MerkleHash] {
        arrays.compactMap { MerkleHash($0) }
    }

    private func subproof(_ end: Int, _ range: Range<Int>, isWhole: Bool) -> [[UInt8]] {
        if end == range.upperBound { return isWhole ? [] : [root(range)] }
        let middle = range.lowerBound + split(range.count)
        return end <= middle
            ? subproof(end, range.lowerBound..<middle, isWhole: isWhole) + [root(middle..<range.upperBound)]
            : subproof(end, middle..<range.upperBound, isWhole: false) + [root(range.lowerBound..<middle)]
    }

    private func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
