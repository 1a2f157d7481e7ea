/// Small damage to valid bytes: what finds the corner a parser forgot.
struct Mutation {
    private var random: RandomSource
    private let alphabet = Array("\n\r\t +-/=.0189AZaz\u{2014}\u{E9}\u{0}\u{7F}".utf8) + [0xFF, 0xC0, 0x80]

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
    }

    /// One of some samples, damaged one to three times; now and then bytes without any sense.
    mutating func bytes(from samples: [[UInt8]]) -> [UInt8] {
        if random.below(32) == 0 {
            return (0..<random.below(80)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
        var bytes = samples[random.below(samples.count)]
        for _ in 0...random.below(3) { damage(&bytes, samples) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8], _ samples: [[UInt8]]) {
        let place = random.below(bytes.count + 1)
        let isEnd = place == bytes.count
        switch random.below(8) {
        case 0 where !isEnd: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1 where !isEnd: bytes[place] = alphabet[random.below(alphabet.count)]
        case 2 where !isEnd: bytes.remove(at: place)
        case 3: bytes.insert(alphabet[random.below(alphabet.count)], at: place)
        case 4: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(8)))
        case 5: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.below(40))], at: place)
        case 6: bytes.removeSubrange(place...)
        default:
            let other = samples[random.below(samples.count)]
            bytes.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
        }
    }
}
