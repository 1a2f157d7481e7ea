import Testing
import TransparencyLog
import UndersignedCore

struct StatementTests {
    static let amina = """
        undersigned/v1 signature
        petition petitions.example.org/petitions/save-the-library/log
        text 2
        email amina@example.org
        name Amina O’Hara-Şahin
        shown yes

        """

    static let ngo =
        amina.replacing("shown yes", with: "shown no")
        + "organisation Readers’ Union\nrole Chair of the board\n"

    @Test func `a statement is the lines of the format`() throws {
        let statement = try Statement(
            origin: "petitions.example.org/petitions/save-the-library/log",
            textVersion: 2,
            email: "amina@example.org",
            name: "Amina O’Hara-Şahin",
            isShown: true
        )
        #expect(statement.text == Self.amina)
        #expect(try Statement(parsing: Array(Self.amina.utf8)) == statement)
    }

    @Test func `an organisation adds two lines and another verb`() throws {
        let statement = try Statement(parsing: Array(Self.ngo.utf8))
        #expect(statement.organisation == Statement.Organisation(name: "Readers’ Union", role: "Chair of the board"))
        #expect(statement.text == Self.ngo)
        let salt = [UInt8](repeating: 7, count: 32)
        #expect(statement.entry(salt: salt) == .signedOrganisation(commitment: statement.commitment(salt: salt)))
    }

    // SHA-256 of 32 zero bytes and the statement, computed with Python's hashlib.
    @Test func `the commitment is the hash of salt and text`() throws {
        let statement = try Statement(parsing: Array(Self.amina.utf8))
        let commitment = statement.commitment(salt: [UInt8](repeating: 0, count: 32))
        #expect(commitment.hex == "424d88a9b215b1457a9aaebd45119177c77e3d13bc72e779e68b3b48d4d8c290")
        #expect(commitment != statement.commitment(salt: [UInt8](repeating: 1, count: 32)))
    }

    @Test func `a value that is empty or not one line is refused`() {
        for value in [
            "", "two\nlines", "carriage\rreturn", "nul\0", "next\u{85}line", "line\u{2028}separator", "\u{7F}",
        ] {
            #expect(throws: Statement.Malformed.value(field: "name")) {
                try Statement(origin: "o", textVersion: 1, email: "e", name: value, isShown: true)
            }
            #expect(throws: Statement.Malformed.value(field: "petition")) {
                try Statement(origin: value, textVersion: 1, email: "e", name: "n", isShown: true)
            }
            #expect(throws: Statement.Malformed.value(field: "email")) {
                try Statement(origin: "o", textVersion: 1, email: value, name: "n", isShown: true)
            }
            let organisation = Statement.Organisation(name: "o", role: value)
            #expect(throws: Statement.Malformed.value(field: "role")) {
                try Statement(
                    origin: "o",
                    textVersion: 1,
                    email: "e",
                    name: "n",
                    isShown: true,
                    organisation: organisation
                )
            }
        }
    }

    @Test func `lines in another order, missing or added are refused`() {
        let lines = Self.amina.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for line in 0..<6 {
            var fewer = lines
            fewer.remove(at: line)
            var twice = lines
            twice.insert(lines[line], at: line)
            var swapped = lines
            swapped.swapAt(line, (line + 1) % 6)
            for wrong in [fewer, twice, swapped] {
                #expect(throws: Statement.Malformed.self) {
                    try Statement(parsing: Array(wrong.joined(separator: "\n").utf8))
                }
            }
        }
        for wrong in ["shown Yes", "shown", "shown yes "] {
            #expect(throws: Statement.Malformed.lines) {
                try Statement(parsing: Array(Self.amina.replacing("shown yes", with: wrong).utf8))
            }
        }
        #expect(throws: Statement.Malformed.value(field: "text")) {
            try Statement(parsing: Array(Self.amina.replacing("text 2", with: "text 0").utf8))
        }
    }

    @Test func `what parses prints back byte for byte, over 100,000 mutations`() {
        var chance = SeededChance(seed: 5)
        var parsed = 0
        for round in 0..<100_000 {
            let sample = round.isMultiple(of: 2) ? Self.amina : Self.ngo
            let bytes = LogEntrySamples.mutated(Array(sample.utf8), by: &chance)
            guard let statement = try? Statement(parsing: bytes) else { continue }  // most mutations are refused
            parsed += 1
            guard Array(statement.text.utf8) == bytes else {
                Issue.record("\(bytes) parsed as \(statement)")
                return
            }
        }
        #expect(parsed > 1_000)
    }
}
