import Crypto
import Foundation
import TransparencyLog

/// The SHA-256 work that nobody who verifies a log can avoid, and nothing else.
///
/// One hash an entry over 1 + its bytes, and one hash less than there are entries over 65 bytes each (RFC 6962 section
/// 2.1), from memory, on one thread.
struct RawHashing {
    /// The input of every leaf hash, one after the other.
    private var leaves: [UInt8] = []
    /// Where each input ends in `leaves`.
    private var ends: [Int] = []

    /// - Parameter folder: A log as `SampleLog` writes it.
    /// - Throws: What the file system refuses, or `MalformedInput` where the folder holds no log.
    init(folder: String) throws {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        let note = try SignedNote(parsing: Array(Data(contentsOf: root.appendingPathComponent("checkpoint"))))
        let size = try Checkpoint(parsing: note.text).size
        for bundle in BundleCoordinate.covering(size: size) {
            let bytes = try Array(Data(contentsOf: root.appendingPathComponent(bundle.path)))
            for entry in try EntryBundle.decode(bytes, count: bundle.width) {
                leaves.append(0)
                leaves += entry
                ends.append(leaves.count)
            }
        }
    }

    /// Hashes everything some times over; JSON with the seconds of each round.
    func json(rounds: Int) -> String {
        var mix: UInt8 = 0
        let seconds = (0..<rounds).map { _ in
            let start = ContinuousClock.now
            mix ^= hashLeaves() ^ hashNodes()
            let duration = (ContinuousClock.now - start).components
            return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
        }
        let nodeCount = max(0, ends.count - 1)
        let byteCount = leaves.count + nodeCount * 65
        return """
            {"leaves": \(ends.count), "nodes": \(nodeCount), "bytes": \(byteCount), "seconds": \(seconds), "mix": \(mix)}
            """
    }

    /// The digests mixed into one byte, so that none is left out.
    private func hashLeaves() -> UInt8 {
        leaves.withUnsafeBytes { bytes in
            var mix: UInt8 = 0
            var start = 0
            for end in ends {
                mix ^= Self.mix(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
            return mix
        }
    }

    private func hashNodes() -> UInt8 {
        var node = [UInt8](repeating: 1, count: 65)
        var mix: UInt8 = 0
        for _ in 0..<max(0, ends.count - 1) {
            mix ^= node.withUnsafeBytes { Self.mix(of: $0) }
            // The next input differs, as in a tree.
            node[64] = mix
        }
        return mix
    }

    private static func mix(of bytes: UnsafeRawBufferPointer) -> UInt8 {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize().withUnsafeBytes { $0[0] }
    }
}
