import Testing

/// A name tells where to look: words that fit anything are banned from files, folders and types.
struct NameTests {
    @Test func `no file, folder or type has a banned name`() throws {
        expectNone(try Checkout.allSwiftFiles().flatMap(bannedNames))
    }

    @Test(arguments: [
        "Sources/A/PetitionManager.swift", "Sources/A/MailUtils.swift", "Sources/A/Petition+Closing.swift",
        "Sources/A/Utilities/Petition.swift", "Sources/A/PetitionExtensions.swift", "Sources/A/Common/Petition.swift",
        "Sources/A/New/Petition.swift",
    ])
    func `a banned file name is found`(path: String) {
        #expect(bannedNames(SwiftFile(path: path, text: "")).count == 1)
    }

    @Test(arguments: [
        "package final class MailService {}", "struct OutboxHandler: Sendable {", "    private enum URLHelper {",
        "actor SequencerImpl {", "protocol PetitionManaging {}\nstruct PetitionManager {}",
    ])
    func `a banned type name is found`(source: String) {
        #expect(bannedNames(SwiftFile(path: "Sources/A/B.swift", text: source)).count == 1)
    }

    @Test func `a longer word that only contains a banned one is fine`() {
        let source = "struct Commonwealth {}\nstruct Serviceable {}\nfunc handler() {}\nstruct DataSize {}\n"
        #expect(bannedNames(SwiftFile(path: "Sources/A/Implication.swift", text: source)).isEmpty)
    }

    private let bannedWords: Set<String> = [
        "Utils", "Util", "Utilities", "Helper", "Helpers", "Manager", "Service", "Handler", "Impl", "Common",
        "Extensions", "Extension",
    ]
    /// Fine in front of another word, empty at the end of a name.
    private let bannedEndings: Set<String> = ["Data", "Info"]

    private func bannedNames(_ file: SwiftFile) -> [Violation] {
        let folders = file.path.split(separator: "/").dropFirst(2).dropLast()
        var found = (folders.map(String.init) + [file.baseName])
            .filter { isBanned($0) || $0.contains("+") || $0 == "New" }
            .map { Violation(path: file.path, line: 0, what: "the name \($0)") }
        for (offset, line) in file.codeLines.enumerated() {
            if let name = declaredType(line), isBanned(name) {
                found.append(Violation(path: file.path, line: offset + 1, what: "the name \(name)"))
            }
        }
        return found
    }

    private func isBanned(_ name: String) -> Bool {
        let words = words(of: name)
        return words.contains { bannedWords.contains($0) } || words.last.map(bannedEndings.contains) == true
    }

    /// `["URL", "Helper"]` of `URLHelper`: a word begins where a capital follows or is followed by a small letter.
    private func words(of name: String) -> [String] {
        let letters = Array(name)
        var words: [String] = []
        for (index, letter) in letters.enumerated() {
            let followsSmall = index > 0 && !letters[index - 1].isUppercase
            let precedesSmall = index + 1 < letters.count && letters[index + 1].isLowercase
            if words.isEmpty || (letter.isUppercase && (followsSmall || precedesSmall)) { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words
    }

    private func declaredType(_ line: Substring) -> String? {
        let words = line.split { " :<({".contains($0) }
        let kinds = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        guard let kind = words.firstIndex(where: { kinds.contains(String($0)) }), kind + 1 < words.count else {
            return nil
        }
        let name = words[kind + 1]
        return name.first?.isUppercase == true ? String(name) : nil
    }
}
