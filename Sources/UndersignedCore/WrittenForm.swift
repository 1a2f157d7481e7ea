/// What is wrong with what an organiser wrote.
package struct WritingProblem: Error, Hashable, Sendable {
    /// Why.
    package enum Reason: Hashable, Sendable {
        case empty
        case tooLong(limit: Int)
        /// More bytes than a letter may have, in however few characters.
        case tooLarge(limit: Int)
        /// Characters that deceive a reader or break a line.
        case characters
        /// No address that begins with https:// or http://.
        case address
        /// No mail address.
        case mailbox
        /// No date like 2018-06-20.
        case date
        /// No number, or one out of bounds.
        case number
        /// A line lacks a part that it needs.
        case parts
        /// No short name: a-z, 0-9 and dashes; or given twice.
        case shortName
        /// No public key that contact data can be sealed to.
        case key
        /// A key whose private half this server holds: nothing would be sealed against it.
        case keyOfServer
        /// Not among what can be chosen.
        case choice
        /// The name is taken by another campaign or petition.
        case taken
        /// It stands in an open petition.
        case fixed
        /// No tag of a language (RFC 5646).
        case tag
        /// No tag of a language, or one that the petition is written in already.
        case language
        /// Another number of lines than this.
        case lines(count: Int)
        /// A mail domain that another organisation in the list has.
        case sharedDomain
        /// Who may sign as a member is not said as it must be.
        case members(MemberRules.Problem)
        /// A claim does not say what it must.
        case claim(ClaimProblem)
    }

    /// The form's field.
    package let field: String
    /// 1-based, in fields that hold one thing a line.
    package let line: Int?
    package let reason: Reason

    package init(_ field: String, line: Int? = nil, _ reason: Reason) {
        self.field = field
        self.line = line
        self.reason = reason
    }
}

/// Reads the fields of an organiser's form, and gathers all that is wrong with them.
struct WrittenForm {
    static let titleLimit = 200
    static let summaryLimit = 500
    static let lineLimit = 200

    private(set) var problems: [WritingProblem] = []

    mutating func note(_ field: String, line: Int? = nil, _ reason: WritingProblem.Reason) {
        problems.append(WritingProblem(field, line: line, reason))
    }

    /// A text of one line; empty where something is wrong with it.
    mutating func line(_ field: String, _ typed: String, limit: Int) -> String {
        read(field) { () throws(PlainText.Problem) in try PlainText.line(typed, limit: limit) } ?? ""
    }

    /// A text of several lines, such as Markdown; empty where something is wrong with it.
    mutating func text(_ field: String, _ typed: String, limit: Int) -> String {
        read(field) { () throws(PlainText.Problem) in try PlainText.lines(typed, limit: limit) } ?? ""
    }

    /// The same, or nil where nothing was typed.
    mutating func optionalText(_ field: String, _ typed: String, limit: Int) -> String? {
        typed.allSatisfy(\.isWhitespace) ? nil : text(field, typed, limit: limit)
    }

    /// One thing a line, its parts as `WrittenLine` reads them; empty lines are passed over.
    ///
    /// - Parameters:
    ///   - field: The form's field.
    ///   - typed: All lines.
    ///   - count: The most parts that a line may have; those left out at its end are empty.
    /// - Returns: Each line's number and its parts, cleaned.
    mutating func lines(_ field: String, _ typed: String, parts count: Int) -> [(number: Int, parts: [String])] {
        var result: [(Int, [String])] = []
        let lines = typed.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
            // Where a line is one thing, nothing in it is special.
            let parts = count == 1 ? [String(line)] : WrittenLine.parts(of: line, atMost: count)
            let clean = parts.map { part -> String in
                part.allSatisfy(\.isWhitespace)
                    ? ""
                    : read(field, line: index + 1) { () throws(PlainText.Problem) in
                        try PlainText.line(part, limit: Self.summaryLimit)
                    } ?? ""
            }
            result.append((index + 1, clean + Array(repeating: "", count: count - parts.count)))
        }
        return result
    }

    /// A web address, or nil where nothing was typed (S-02).
    mutating func address(_ field: String, line: Int? = nil, _ typed: String) -> String? {
        guard !typed.isEmpty else { return nil }
        let rest = ["https://", "http://"].first { typed.hasPrefix($0) }.map { typed.dropFirst($0.count) }
        let isPlain = typed.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"\\<>\"".unicodeScalars.contains($0)
        }
        guard let rest, isPlain, let first = rest.first, first != "/", first != ":" else {
            note(field, line: line, .address)
            return nil
        }
        return typed
    }

    /// A mail address, or nil where nothing was typed.
    mutating func mailbox(_ field: String, line: Int, _ typed: String) -> String? {
        guard !typed.isEmpty else { return nil }
        let address = try? EmailAddress(typed)  // said beside the field
        if address == nil { note(field, line: line, .mailbox) }
        return address?.mailbox
    }

    /// A date, or nil where nothing was typed.
    mutating func date(_ field: String, line: Int? = nil, _ typed: String) -> String? {
        guard !typed.isEmpty else { return nil }
        guard let date = CalendarDate(typed) else {
            note(field, line: line, .date)
            return nil
        }
        return date.dayText
    }

    /// The name of something new in addresses: as typed, else made of its title.
    ///
    /// `new` is where the empty form is.
    ///
    /// - Parameters:
    ///   - typed: The short name; empty for none.
    ///   - title: The title.
    /// - Returns: Nil where neither reads; that is noted, unless it is the title alone that is wrong and noted.
    mutating func name(_ typed: String, of title: String) -> Slug? {
        if typed.isEmpty, problems.contains(where: { $0.field == "title" }) { return nil }
        guard let slug = typed.isEmpty ? Slug.made(of: title) : Slug(typed) else {
            note("slug", .shortName)
            return nil
        }
        if slug.text == "new" { note("slug", .taken) }
        return slug
    }

    /// The short name that was typed, else one made of a name; each once.
    mutating func shortName(
        _ field: String,
        line: Int,
        _ typed: String,
        of name: String,
        used: inout Set<Slug>
    ) -> Slug? {
        let made = typed.isEmpty ? Slug.made(of: name) ?? Slug("n\(line)") : Slug(typed)
        guard let slug = made, used.insert(slug).inserted else {
            note(field, line: line, .shortName)
            return nil
        }
        return slug
    }

    private mutating func read(
        _ field: String,
        line: Int? = nil,
        _ read: () throws(PlainText.Problem) -> String
    ) -> String? {
        do throws(PlainText.Problem) {
            return try read()
        } catch {
            switch error {
            case .empty: note(field, line: line, .empty)
            case .tooLong(let limit): note(field, line: line, .tooLong(limit: limit))
            case .control, .bidi, .character, .marks: note(field, line: line, .characters)
            }
            return nil
        }
    }
}

extension Slug {
    /// A name for an address, made of a title: its letters and digits in ASCII, joined by dashes; nil where it has none.
    ///
    /// No initialiser: a bare `Slug.init` would mean it, where a name from an address is read.
    package static func made(of title: String) -> Slug? {
        let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let text = words.joined(separator: "-").prefix(60)
        return Slug(String(text).split(separator: "-").joined(separator: "-"))
    }
}
