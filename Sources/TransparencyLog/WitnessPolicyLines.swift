/// The lines of a policy, read one after the other.
///
/// Names are compared byte for byte and need not be UTF-8.
struct WitnessPolicyLines {
    private(set) var logs: [WitnessPolicy.Log] = []
    private(set) var witnesses: [WitnessPolicy.Witness] = []
    private(set) var groups: [WitnessGroup] = []
    private(set) var quorum: WitnessQuorum?

    private typealias Word = ArraySlice<UInt8>

    private var members: [[UInt8]: WitnessMember] = [:]
    private var taken: Set<WitnessMember> = []
    private var lineNumber = 0

    /// Reads a whole file.
    mutating func read(_ bytes: [UInt8]) throws {
        guard bytes.count <= WitnessPolicy.limitBytes else {
            throw MalformedInput(code: .tooLong, detail: "a policy of \(bytes.count) bytes, more than 1 MiB")
        }
        // A file that was cut short could name a weaker quorum.
        guard bytes.last == 0x0A else {
            throw MalformedInput(code: .policyShape, detail: "the last line of a policy ends with a line feed")
        }
        for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            lineNumber += 1
            try read(line: line)
        }
    }

    private mutating func read(line: Word) throws {
        guard line.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
            throw fault(.policyShape, "a control character")
        }
        let words = line.split { $0 == 0x20 || $0 == 0x09 }[...]
        guard let verb = words.first, verb.first != UInt8(ascii: "#") else { return }
        let rest = words.dropFirst()
        switch String(decoding: verb, as: UTF8.self) {
        case "log": try readLog(rest)
        case "witness": try readWitness(rest)
        case "group": try readGroup(rest)
        case "quorum": try readQuorum(rest)
        default: throw fault(.policyShape, "a line begins with log, witness, group, quorum or #")
        }
    }

    private mutating func readLog(_ words: ArraySlice<Word>) throws {
        guard (1...2).contains(words.count), let keyText = words.first else {
            throw fault(.policyShape, "log is followed by a verifier key and perhaps an address")
        }
        let key = try key(keyText, .ed25519)
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw fault(.policyName, "this log's key stands in an earlier line")
        }
        logs.append(WitnessPolicy.Log(key: key, url: words.dropFirst().first.map(Self.text)))
    }

    private mutating func readWitness(_ words: ArraySlice<Word>) throws {
        guard (2...3).contains(words.count), let name = words.first, let keyText = words.dropFirst().first else {
            throw fault(.policyShape, "witness is followed by a name, a verifier key and perhaps an address")
        }
        let key = try key(keyText, .cosignature)
        // The same key under two names would count twice.
        guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw fault(.policyName, "this witness's key stands in an earlier line")
        }
        try define(name, as: .witness(witnesses.count))
        let url = words.dropFirst(2).first.map(Self.text)
        witnesses.append(WitnessPolicy.Witness(name: Self.text(name), key: key, url: url))
    }

    private mutating func readGroup(_ words: ArraySlice<Word>) throws {
        guard words.count >= 3, let name = words.first, let number = words.dropFirst().first else {
            throw fault(.policyShape, "group is followed by a name, all, any or a number, and at least one member")
        }
        let names = words.dropFirst(2)
        let threshold = try threshold(number, of: names.count)
        let group = try names.map { name in
            guard let member = members[Array(name)] else {
                throw fault(.policyName, "\(Self.text(name)) is not defined above")
            }
            guard taken.insert(member).inserted else {
                throw fault(.policyName, "\(Self.text(name)) is a member already, and may be one once")
            }
            return member
        }
        try define(name, as: .group(groups.count))
        groups.append(WitnessGroup(name: Self.text(name), threshold: threshold, members: group))
    }

    private mutating func readQuorum(_ words: ArraySlice<Word>) throws {
        guard words.count == 1, let name = words.first else {
            throw fault(.policyShape, "quorum is followed by one name, or by none")
        }
        guard quorum == nil else { throw fault(.policyQuorum, "a policy has one quorum line") }
        if name.elementsEqual(Self.none) {
            quorum = WitnessQuorum.none
        } else if let member = members[Array(name)] {
            quorum = .member(member)
        } else {
            throw fault(.policyName, "\(Self.text(name)) is not defined above")
        }
    }

    private mutating func define(_ name: Word, as member: WitnessMember) throws {
        guard !name.elementsEqual(Self.none) else { throw fault(.policyName, "none can't be defined") }
        guard members.updateValue(member, forKey: Array(name)) == nil else {
            throw fault(.policyName, "\(Self.text(name)) is defined twice")
        }
    }

    private func threshold(_ word: Word, of count: Int) throws -> Int {
        if word.elementsEqual("any".utf8) { return 1 }
        if word.elementsEqual("all".utf8) { return count }
        guard let number = CanonicalDecimal.parse(word) else {
            throw fault(.policyShape, "a group needs all, any or a number of its members")
        }
        guard (1...UInt64(count)).contains(number) else {
            throw fault(.policyQuorum, "\(number) of \(count) members can't be reached, or means nothing")
        }
        return Int(number)
    }

    private func key(_ word: Word, _ algorithm: NoteAlgorithm) throws -> NoteVerifierKey {
        guard let text = String(validating: word, as: UTF8.self) else {
            throw fault(.notUTF8, "a key name that is not UTF-8")
        }
        let key: NoteVerifierKey
        do {
            key = try NoteVerifierKey(text)
        } catch let malformed as MalformedInput {
            throw fault(malformed.code, malformed.detail)
        }
        guard key.algorithm == algorithm else {
            throw fault(.wrongAlgorithm, "a log's key is of type 1, a witness's of type 4")
        }
        return key
    }

    private func fault(_ code: MalformedInput.Code, _ detail: String) -> MalformedInput {
        MalformedInput(code: code, detail: "line \(lineNumber): \(detail)")
    }

    private static let none = Array("none".utf8)

    private static func text(_ word: Word) -> String { String(decoding: word, as: UTF8.self) }
}
