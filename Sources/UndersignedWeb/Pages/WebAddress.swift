/// Which addresses a page may link to.
enum WebAddress {
    /// The address when it is plain `http` or `https`, else nil (S-02).
    static func link(_ address: String?) -> String? {
        guard let address, isWeb(address) else { return nil }
        return address
    }

    static func isWeb(_ address: String) -> Bool {
        hasScheme(address, "https://") || hasScheme(address, "http://")
    }

    static func isMail(_ address: String) -> Bool {
        hasScheme(address, "mailto:")
    }

    /// Bytes, not characters: a combining mark must not hide a letter, nor a control or a backslash a scheme.
    private static func hasScheme(_ address: String, _ scheme: String) -> Bool {
        let bytes = Array(address.utf8)
        let start = bytes.prefix(scheme.utf8.count).map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        guard start.elementsEqual(scheme.utf8), bytes.count > scheme.utf8.count else { return false }
        return bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
    }
}
