/// The host of an address that does not leave this machine.
enum LoopbackHost {
    /// Whether a host, as an address has it, is one.
    static func isOne(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}
