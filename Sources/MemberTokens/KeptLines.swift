import FoundationEssentials

/// The lines of a kept file: a first one that tells the kind, then a name and a value each.
enum KeptLines {
    /// What a file has to say, in the order of its lines.
    static func text(kind: String, names: [String], values: [String]) -> String {
        let lines = zip(names, values).map { "\($0) \($1)" }
        return ([head(kind)] + lines).map { $0 + "\n" }.joined()
    }

    /// The values of a file that has these lines and no others; nil for any other file.
    static func values(in bytes: [UInt8], kind: String, names: [String]) -> [String]? {
        // Printable ASCII has one way to be written; what is not may look like what it is not.
        guard bytes.allSatisfy({ $0 == 0x0A || (0x20...0x7E).contains($0) }) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == names.count + 2, lines[0] == head(kind), lines[names.count + 1].isEmpty else { return nil }
        let values = zip(names, lines.dropFirst()).compactMap { name, line -> String? in
            guard line.hasPrefix(name + " ") else { return nil }
            let value = line.dropFirst(name.count + 1)
            return value.isEmpty || value.contains(" ") ? nil : String(value)
        }
        guard values.count == names.count, isLog(values[1]) else { return nil }
        return values
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// What base64 says when it is written in the one way, and as long as it must be.
    static func bytes(_ base64: String, count: Int? = nil) -> [UInt8]? {
        guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64,
            data.count == count ?? data.count
        else { return nil }
        return Array(data)
    }

    private static func head(_ kind: String) -> String { "undersigned/v1 member \(kind)" }

    /// Whether a log can have that origin: it ends with `log`, or `log/` and a number.
    private static func isLog(_ origin: String) -> Bool {
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        let isNumbered = parts.last.map { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } } ?? false
        return (isNumbered ? parts.dropLast() : parts[...]).last?.hasSuffix("log") == true
    }
}
