/// What makes an asset's address change with its bytes.
enum AssetHash {
    /// 64 bits of FNV-1a in hex: it tells versions apart and protects nothing.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let value = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// `/assets/<name>-<hash>`, over the bytes of all its files: what is in it may be cached for ever.
    static func folder(_ name: String, of files: [String: [UInt8]]) -> String {
        "/assets/\(name)-\(text(files.keys.sorted().flatMap { files[$0] ?? [] }))"
    }
}
