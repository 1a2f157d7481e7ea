/// HTML taken apart the way a browser's tokenizer would, as far as our own pages go.
struct PageMarkup {
    enum Token: Equatable {
        case open(String, [Attribute])
        case close(String)
        case text(String)
    }

    struct Attribute: Equatable {
        let name: String
        let value: String
    }

    let tokens: [Token]

    init(_ html: String) {
        var reader = Reader(bytes: Array(html.utf8))
        tokens = reader.tokens()
    }

    var elements: [(name: String, attributes: [Attribute])] {
        tokens.compactMap { token in
            guard case .open(let name, let attributes) = token else { return nil }
            return (name, attributes)
        }
    }

    var texts: [String] {
        tokens.compactMap { token in
            guard case .text(let text) = token else { return nil }
            return text
        }
    }

    /// Tags and attribute names alone: what a hostile value must not change.
    var shape: [String] {
        tokens.compactMap { token in
            switch token {
            case .open(let name, let attributes): ([name] + attributes.map(\.name)).joined(separator: " ")
            case .close(let name): "/" + name
            case .text: nil
            }
        }
    }

    func values(of attribute: String) -> [String] {
        elements.flatMap { element in element.attributes.filter { $0.name == attribute }.map(\.value) }
    }

    private static let entities = [
        "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "#39": "'", "#123": "{", "#125": "}",
    ]

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        mutating func tokens() -> [Token] {
            var tokens: [Token] = []
            while place < bytes.count {
                let start = place
                while place < bytes.count, !isTag(place) { place += 1 }
                if place > start { tokens.append(.text(Self.decoded(bytes[start..<place]))) }
                if place < bytes.count { tokens.append(tag()) }
            }
            return tokens
        }

        /// `<` opens a tag only before a letter, `/` or `!`.
        private func isTag(_ index: Int) -> Bool {
            guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return false }
            let next = bytes[index + 1]
            return (0x61...0x7A).contains(next | 0x20) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
        }

        private mutating func tag() -> Token {
            place += 1
            let isClosing = bytes[place] == UInt8(ascii: "/")
            if isClosing { place += 1 }
            let name = word(until: " \t\n/>")
            var attributes: [Attribute] = []
            while place < bytes.count, bytes[place] != UInt8(ascii: ">") {
                if " \t\n/".utf8.contains(bytes[place]) {
                    place += 1
                } else {
                    attributes.append(attribute())
                }
            }
            place += 1
            return isClosing ? .close(name) : .open(name, attributes)
        }

        private mutating func attribute() -> Attribute {
            let name = word(until: "= \t\n/>")
            guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
                if place < bytes.count, name.isEmpty { place += 1 }
                return Attribute(name: name, value: "")
            }
            place += 1
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                return Attribute(name: name, value: word(until: " \t\n>"))
            }
            place += 1
            let value = word(until: "\"")
            place += 1
            return Attribute(name: name, value: value)
        }

        private mutating func word(until ends: String) -> String {
            let start = place
            while place < bytes.count, !ends.utf8.contains(bytes[place]) { place += 1 }
            return Self.decoded(bytes[start..<place])
        }

        private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
            guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
            var text: [UInt8] = []
            var rest = bytes
            while let first = rest.first {
                let name = rest.dropFirst().prefix(5).prefix { $0 != UInt8(ascii: ";") }
                if first == UInt8(ascii: "&"), let plain = PageMarkup.entities[String(decoding: name, as: UTF8.self)] {
                    text += Array(plain.utf8)
                    rest = rest.dropFirst(name.count + 2)
                } else {
                    text.append(first)
                    rest = rest.dropFirst()
                }
            }
            return String(decoding: text, as: UTF8.self)
        }
    }
}
