/// Neighbouring entries, stored and served together: each with its length as two bytes, big-endian, before it.
///
/// Source: c2sp.org/tlog-tiles "Log Entries".
public enum EntryBundle {
    /// The most bytes of an entry.
    public static let entryLimitBytes = 65_535

    /// Writes entries in log order.
    ///
    /// - Parameter entries: At most 256, each of at most 65,535 bytes; an empty one is legal.
    /// - Returns: The bytes of the bundle.
    /// - Throws: `MalformedInput` with code `entryTooLong` or, for more than 256 entries, `bundleShape`.
    public static func encode(_ entries: [[UInt8]]) throws -> [UInt8] {
        guard entries.count <= TilePath.fullWidth else {
            throw MalformedInput(code: .bundleShape, detail: "\(entries.count) entries, and a bundle has at most 256")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            guard entry.count <= entryLimitBytes else {
                throw MalformedInput(code: .entryTooLong, detail: "an entry of \(entry.count) bytes")
            }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 255))
            bytes += entry
        }
        return bytes
    }

    /// Reads the entries of a bundle.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle.
    ///   - count: How many entries it must have, 0…256.
    /// - Returns: Exactly `count` entries in log order.
    /// - Throws: `MalformedInput` with code `bundleShape` when the bytes end early or some are left over.
    public static func decode(_ bytes: [UInt8], count: Int) throws -> [[UInt8]] {
        try ranges(in: bytes, count: count).map { Array(bytes[$0]) }
    }

    /// Where the entries of a bundle stand in its bytes: for reading them in place.
    ///
    /// - Parameters:
    ///   - bytes: The whole bundle.
    ///   - count: How many entries it must have, 0…256.
    /// - Returns: Exactly `count` ranges in log order, each at least two bytes behind the one before.
    /// - Throws: `MalformedInput` with code `bundleShape` when the bytes end early or some are left over.
    public static func ranges(in bytes: [UInt8], count: Int) throws -> [Range<Int>] {
        guard (0...TilePath.fullWidth).contains(count) else {
            throw MalformedInput(code: .bundleShape, detail: "\(count) entries asked for, and a bundle has 0 to 256")
        }
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count)
        var start = 0
        for place in 0..<count {
            guard bytes.count - start >= 2 else {
                throw MalformedInput(code: .bundleShape, detail: "ends after \(place) of \(count) entries")
            }
            let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
            start += 2
            guard bytes.count - start >= length else {
                throw MalformedInput(code: .bundleShape, detail: "ends within entry \(place) of \(count)")
            }
            ranges.append(start..<start + length)
            start += length
        }
        guard start == bytes.count else {
            throw MalformedInput(code: .bundleShape, detail: "\(bytes.count - start) bytes follow \(count) entries")
        }
        return ranges
    }
}
