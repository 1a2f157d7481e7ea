import Testing
import TransparencyLog

struct WitnessPolicyTests {
    static let log = "log.example.org/log"

    /// The example of c2sp.org/tlog-policy: two of three X and any of three Y.
    static func example(_ keys: WitnessPolicyKeys) -> String {
        """
        # two levels of groups
        log \(keys.log.verifierKey) https://log.example.org/log

        witness X1 \(keys[0])
        witness X2 \(keys[1]) https://x2.example.org
        witness\tX3   \(keys[2])
        group X-witnesses 2 X1 X2 X3

          # indented
        witness Y1 \(keys[3])
        witness Y2 \(keys[4])
        witness Y3 \(keys[5])
        group Y-witnesses any Y1 Y2 Y3

        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y \t

        """
    }

    let keys: WitnessPolicyKeys
    let policy: WitnessPolicy

    init() throws {
        keys = try WitnessPolicyKeys(count: 6)
        policy = try WitnessPolicy(parsing: Self.example(keys))
    }

    @Test func `the specification's example reads, and prints as a policy that is the same`() throws {
        #expect(policy.logs.map(\.key) == [keys.log.verifierKey])
        #expect(policy.logs.first?.url == "https://log.example.org/log")
        #expect(policy.witnesses.map(\.name) == ["X1", "X2", "X3", "Y1", "Y2", "Y3"])
        #expect(policy.witnesses.map(\.url) == [nil, "https://x2.example.org", nil, nil, nil, nil])
        #expect(policy.needsWitnesses)
        #expect(try WitnessPolicy(parsing: policy.description) == policy)
    }

    /// All 64 subsets of the six witnesses.
    @Test func `two of X and one of Y are the quorum, and nothing less is`() {
        for subset in 0..<64 {
            let cosigned = (0..<6).filter { subset >> $0 & 1 == 1 }
            let expected = cosigned.count { $0 < 3 } >= 2 && cosigned.contains { $0 >= 3 }
            #expect(policy.isSatisfied(by: cosigned.map { keys.witnesses[$0].verifierKey }) == expected, "\(cosigned)")
        }
    }

    @Test func `the fewest that can be enough are those of the smallest subset that is`() throws {
        let enough = (0..<64).filter { subset in
            policy.isSatisfied(by: (0..<6).filter { subset >> $0 & 1 == 1 }.map { keys.witnesses[$0].verifierKey })
        }
        #expect(policy.leastCosignatures == enough.map(\.nonzeroBitCount).min() && policy.leastCosignatures == 3)
        let three = try WitnessPolicy(
            parsing: "witness a \(keys[0])\nwitness b \(keys[1])\nwitness c \(keys[2])\n"
                + "group two all b c\ngroup some any two a\nquorum some\n"
        )
        #expect(three.leastCosignatures == 1)
        #expect(try WitnessPolicy(parsing: "quorum none\n").leastCosignatures == 0)
    }

    @Test func `a quorum of none needs nobody, a witness alone can be one, and strangers never count`() throws {
        let none = try WitnessPolicy(parsing: "quorum none\n")
        #expect(none.isSatisfied(by: []) && !none.needsWitnesses)
        let one = try WitnessPolicy(parsing: "witness w \(keys[0])\nquorum w\n")
        #expect(one.isSatisfied(by: [keys.witnesses[0].verifierKey]))
        #expect(!one.isSatisfied(by: [keys.witnesses[1].verifierKey]))
        #expect(!one.isSatisfied(by: []))
    }

    @Test func `what the format forbids is refused with its line`() throws {
        let (one, two) = (keys[0], keys[1])
        let sameKey = try NoteVerifierKey(
            name: "other.example.org",
            algorithm: .cosignature,
            publicKey: keys.witnesses[0].verifierKey.publicKey
        )
        let cases: [(String, MalformedInput.Code)] = [
            ("", .policyShape), ("quorum none", .policyShape), ("\n", .policyQuorum),
            ("quorum none\nquorum none\n", .policyQuorum), ("quorum w\nwitness w \(one)\n", .policyName),
            ("Quorum none\n", .policyShape), ("quorum none none\n", .policyShape), ("quorum\n", .policyShape),
            ("quorum none\r\n", .policyShape), ("quorum none # why\n", .policyShape),
            ("\u{0}quorum none\n", .policyShape),
            ("quorum none\u{7F}\n", .policyShape), ("witness w\nquorum none\n", .policyShape),
            ("witness none \(one)\nquorum none\n", .policyName),
            ("witness w \(one)\nwitness w \(two)\nquorum w\n", .policyName),
            ("witness w \(one)\nwitness v \(one)\nquorum w\n", .policyName),
            ("witness w \(one)\nwitness v \(sameKey)\nquorum w\n", .policyName),
            ("log \(keys.log.verifierKey)\nlog \(keys.log.verifierKey)\nquorum none\n", .policyName),
            ("log \(one)\nquorum none\n", .wrongAlgorithm),
            ("witness w \(keys.log.verifierKey)\nquorum w\n", .wrongAlgorithm),
            ("witness w \(one)x\nquorum w\n", .keyShape),
            ("witness w \(one)\ngroup g 0 w\nquorum g\n", .policyQuorum),
            ("witness w \(one)\ngroup g 2 w\nquorum g\n", .policyQuorum),
            ("witness w \(one)\ngroup g 01 w\nquorum g\n", .policyShape),
            ("witness w \(one)\ngroup g some w\nquorum g\n", .policyShape),
            ("witness w \(one)\ngroup g any\nquorum g\n", .policyShape),
            ("witness w \(one)\ngroup g any w w\nquorum g\n", .policyName),
            ("witness w \(one)\ngroup g any w\ngroup h any w\nquorum h\n", .policyName),
            ("witness w \(one)\ngroup g any g\nquorum g\n", .policyName),
            ("witness w \(one)\ngroup g any none\nquorum g\n", .policyName),
            ("witness w \(one)\ngroup w any w\nquorum w\n", .policyName),
        ]
        for (text, code) in cases {
            #expect(throws: MalformedInput(code: code, detail: ""), "\(text.debugDescription)") {
                try WitnessPolicy(parsing: text)
            }
        }
    }

    @Test func `a refusal names the line`() {
        let malformed = #expect(throws: MalformedInput.self) { try WitnessPolicy(parsing: "# fine\n\nquorum v\n") }
        #expect(malformed?.detail.hasPrefix("line 3: ") == true)
    }

    @Test func `names are octets: a Kelvin sign is no K, and what is no UTF-8 is a name too`() throws {
        let kelvin = "witness K \(keys[0])\nwitness \u{212A} \(keys[1])\nquorum \u{212A}\n"
        let policy = try WitnessPolicy(parsing: kelvin)
        #expect(policy.isSatisfied(by: [keys.witnesses[1].verifierKey]))
        #expect(!policy.isSatisfied(by: [keys.witnesses[0].verifierKey]))
        let accents = "witness \u{E9} \(keys[0])\nwitness e\u{301} \(keys[1])\nquorum e\u{301}\n"
        #expect(try WitnessPolicy(parsing: accents).isSatisfied(by: [keys.witnesses[1].verifierKey]))
        var bytes = Array("witness ".utf8) + [0xFF] + Array(" \(keys[0])\nwitness ".utf8) + [0xFE]
        bytes += Array(" \(keys[1])\nquorum ".utf8) + [0xFE, 0x0A]
        #expect(try WitnessPolicy(parsing: bytes).isSatisfied(by: [keys.witnesses[1].verifierKey]))
    }

    @Test func `damaged policies crash nothing, and what parses prints as the same policy`() throws {
        var mutation = Mutation(seed: 13)
        let one = "witness w \(keys[0])\ngroup g 1 w\nquorum g\n"
        let samples = [Self.example(keys), one, "quorum none\n"].map { Array($0.utf8) }
        var parsed = 0
        for _ in 0..<40_000 {
            guard let policy = try? WitnessPolicy(parsing: mutation.bytes(from: samples)) else { continue }  // refused
            parsed += 1
            // A name that is no UTF-8 is shown, not printed back.
            guard !policy.description.unicodeScalars.contains("\u{FFFD}") else { continue }
            let again = try WitnessPolicy(parsing: policy.description)
            if again != policy { Issue.record("another policy came back: \(policy)") }
        }
        #expect(parsed > 100)
    }

    @Test func `thirty-two logs, witnesses and groups are read`() throws {
        let many = try WitnessPolicyKeys(count: 32)
        var text = ""
        for place in 0..<32 {
            let log = try NoteSigningKey(name: "log\(place)", seed: [UInt8](repeating: UInt8(100 + place), count: 32))
            text += "log \(log.verifierKey)\nwitness w\(place) \(many[place])\n"
            text += "group g\(place) all w\(place)" + (place == 0 ? "\n" : " g\(place - 1)\n")
        }
        let policy = try WitnessPolicy(parsing: text + "quorum g31\n")
        let all = many.witnesses.map(\.verifierKey)
        #expect(policy.isSatisfied(by: all) && !policy.isSatisfied(by: all.dropFirst()))
    }
}

/// A log's key and some witnesses' keys, all fixed.
struct WitnessPolicyKeys {
    let log: NoteSigningKey
    let witnesses: [NoteSigningKey]

    init(count: Int) throws {
        log = try NoteSigningKey(name: WitnessPolicyTests.log, seed: Array(0..<32))
        witnesses = try (0..<count).map { place in
            let seed = [UInt8](repeating: UInt8(200 - place), count: 32)
            return try NoteSigningKey(name: "w\(place).example.org", seed: seed, algorithm: .cosignature)
        }
    }

    subscript(place: Int) -> String { "\(witnesses[place].verifierKey)" }
}
