import Testing
import UndersignedCore

/// What a member chooses to show comes before the public, and nothing else of what was typed (issue 7).
@Suite struct MemberDisplayTests {
    private func display(_ extent: MemberDisplay.Extent) -> MemberDisplay {
        MemberDisplay(extent, role: " Nurse ", team: "Ward 3", name: "Ada  Example")
    }

    @Test(arguments: [
        (MemberDisplay.Extent.nothing, nil), (.role, "Nurse"), (.team, "Nurse, Ward 3"),
        (.name, "Ada Example, Nurse, Ward 3"),
    ])
    func `each step shows one thing more`(_ extent: MemberDisplay.Extent, _ text: String?) throws {
        #expect(try display(extent).text() == text)
    }

    @Test func `a step may leave out what the steps before it show`() throws {
        #expect(try MemberDisplay(.team, team: "Ward 3").text() == "Ward 3")
        #expect(try MemberDisplay(.name, team: "  ", name: "Ada Example").text() == "Ada Example")
    }

    @Test(arguments: [MemberDisplay.Extent.role, .team, .name])
    func `what is said to be shown has to be written`(_ extent: MemberDisplay.Extent) {
        #expect(throws: MemberDisplay.Problem.missing(extent)) { try MemberDisplay(extent, role: " ").text() }
    }

    // S-61
    @Test func `what can't be shown is refused, and what is not to be shown is not looked at`() throws {
        let long = String(repeating: "x", count: PlainText.nameLimit + 1)
        let display = MemberDisplay(.role, role: "Nurse", name: long)
        #expect(try display.text() == "Nurse")
        let wrong = MemberDisplay(.name, role: "a\u{202E}b", name: long)
        #expect(throws: MemberDisplay.Problem.self) { try wrong.text() }
        #expect(throws: MemberDisplay.Problem.self) { try MemberDisplay(.role, role: "a\u{202E}b").text() }
    }
}

/// What tokens name a site by that issues them (issue 7).
@Suite struct OwnIssuerNameTests {
    @Test(arguments: [
        ("petitions.example.org/petitions/dear-board/log", "petitions.example.org"),
        ("localhost:8080/petitions/dear-board/log", "localhost"),
        ("[::1]:8080/petitions/dear-board/log/2", "[::1]:8080"),
    ])
    func `it is the host of the log's origin`(_ origin: String, _ name: String) {
        #expect(PetitionSheet.ownIssuerName(origin: origin) == name)
    }
}
