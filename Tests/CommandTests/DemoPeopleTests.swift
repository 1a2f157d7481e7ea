import Testing

struct DemoPeopleTests {
    private struct Person: Decodable, Hashable {
        let name: String
        let email: String
    }

    private func people(_ arguments: [String] = []) throws -> [Person] {
        let run = try BuiltProgram(["demo", "--list-people"] + arguments)
        #expect(run.status == 0, "\(run.errors)")
        return try run.lines(of: Person.self)
    }

    @Test func `at least 200 people, each with an address of their own at example.org`() throws {
        let people = try people()
        #expect(people.count >= 200)
        #expect(Set(people.map(\.email)).count == people.count)
        for person in people {
            let parts = person.email.split(separator: "@", omittingEmptySubsequences: false)
            #expect(parts.count == 2 && parts[1] == "example.org", "\(person.email)")
            #expect(parts[0].allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || ".-".contains($0)) })
            #expect(parts[0].first?.isLetter == true && !parts[0].contains(".."), "\(person.email)")
        }
    }

    @Test func `the same seed gives the same people, another seed others`() throws {
        let first = try people()
        #expect(try people() == first)
        #expect(try people(["--seed", "2019"]).map(\.name) != first.map(\.name))
    }

    // S-60, U-04: names as people have them.
    @Test(arguments: [
        ("Latin", 0x41...0x5A), ("Latin with marks", 0xC0...0x17F), ("Cyrillic", 0x400...0x4FF),
        ("Arabic", 0x600...0x6FF), ("Devanagari", 0x900...0x97F), ("Vietnamese", 0x1EA0...0x1EFF),
        ("Chinese", 0x4E00...0x9FFF), ("apostrophe", 0x27...0x27), ("typographic apostrophe", 0x2019...0x2019),
        ("hyphen", 0x2D...0x2D),
    ])
    func `every script is there`(script: String, range: ClosedRange<Int>) throws {
        let found = try people().filter { person in
            person.name.unicodeScalars.contains { range.contains(Int($0.value)) }
        }
        #expect(found.count >= 3, "\(script): \(found.count) people")
    }

    @Test func `there are names of one word, of one letter and of very many`() throws {
        let names = try people().map(\.name)
        #expect(names.filter { !$0.contains(" ") && $0.utf8.count == $0.count }.count >= 3)
        #expect(names.contains("X"))
        #expect(names.contains { $0.unicodeScalars.count > 60 })
        #expect(names.allSatisfy { $0.unicodeScalars.count <= 200 })
    }
}
