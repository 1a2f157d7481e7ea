import Mustache
import UndersignedCore

/// The templates of one language: static words are in place, only a page's own values are left to fill in.
struct TemplateLibrary: Sendable {
    /// Why the templates can't be used.
    enum Fault: Error, Equatable, CustomStringConvertible {
        case missingWords(template: String, key: String)
        case openMark(template: String)
        case noCatalogue(language: String)

        var description: String {
            switch self {
            case .missingWords(let template, let key): "template \(template) names ‘\(key)’, which no catalogue has"
            case .openMark(let template): "template \(template) has ‘[[’ without ‘]]’"
            case .noCatalogue(let language): "there is no catalogue for the language \(language)"
            }
        }
    }

    let words: Words
    private let library: MustacheLibrary

    init(words: Words) throws {
        self.words = words
        MustacheContentTypes.register(MarkupContentType(), named: MarkupContentType.name)
        var library = MustacheLibrary()
        for (name, source) in TemplateSources.all {
            // A partial starts again with the library's own escaping, so each template names ours.
            let pragma = "{{% CONTENT_TYPE:\(MarkupContentType.name)}}"
            try library.register(pragma + Self.filled(source, template: name, words), named: name)
        }
        self.library = library
    }

    func render(_ view: any Sendable, template: String) -> String {
        guard let text = library.render(view, withTemplate: template) else {
            preconditionFailure("there is no template \(template)")
        }
        return text
    }

    /// The template's source with `[[key]]` replaced by the language's words.
    ///
    /// `[[key]]` in an element's content may be marked as another language where the words fall back; in an attribute
    /// it must be written `[[=key]]`, which puts in the words alone.
    static func filled(_ source: String, template: String, _ words: Words) throws -> String {
        var result = ""
        var rest = Substring(source)
        while let start = rest.firstRange(of: "[[") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "]]") else { throw Fault.openMark(template: template) }
            let mark = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            let isBare = mark.hasPrefix("=")
            let key = String(isBare ? mark.dropFirst() : mark)
            guard words.catalogue.has(key) else { throw Fault.missingWords(template: template, key: key) }
            let wording = words.catalogue.lookup(key)
            let escaped = MarkupContentType().escapeText(wording.text)
            let marked = "<span lang=\"\(wording.language)\" dir=\"\(wording.language.direction)\">\(escaped)</span>"
            result += wording.isFallback && !isBare ? marked : escaped
        }
        return result + rest
    }
}

/// Escapes text for HTML content and quoted attributes.
///
/// The library's own escaping compares characters, so that a combining mark after `"` or `<` lets it through; this one
/// looks at bytes. It also escapes braces, so that no text is read as a template again.
struct MarkupContentType: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
            case UInt8(ascii: "{"): bytes += Array("&#123;".utf8)
            case UInt8(ascii: "}"): bytes += Array("&#125;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
