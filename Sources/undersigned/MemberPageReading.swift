import UndersignedApp
import UndersignedWeb

/// What a page of an open letter runs in a browser.
///
/// It reads pages of this software, and takes whatever else could run for a fault: it need not understand it.
struct MemberPageReading {
    /// A file that the page runs.
    struct Module: Hashable {
        let path: String
        /// As in Subresource Integrity.
        let integrity: String

        var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
    }

    /// Something in it that this software does not write there.
    struct Foreign: Error, Hashable {
        let what: String
    }

    private(set) var modules: [Module] = []
    /// Of the log's entry that names the program; nil where the page names none.
    private(set) var index: UInt64?
    /// SHA-256 in hex of that entry's document.
    private(set) var document: String?

    private static let harmless: Set = ["icon", "canonical", "alternate", "search"]

    /// - Parameters:
    ///   - page: As a browser gets it.
    ///   - issuer: The address of another issuer that the page may ask; nil for none.
    /// - Throws: What else could run in it, or be asked by it.
    init(_ page: PublishedPage, connects issuer: String?) throws(Foreign) {
        if page.refresh != nil { throw Foreign(what: "it sends the browser elsewhere") }
        guard let policy = page.policy, PagePolicy(policy).isAsStrict(as: MemberModules.policy(connects: issuer)) else {
            throw Foreign(what: "its Content-Security-Policy lets a browser run or ask more than it must")
        }
        let html = String(decoding: page.bytes, as: UTF8.self)
        for tag in html.matches(of: /<([A-Za-z][^\s>\/]*)([^>]*)>/) {
            let (name, rest) = (tag.output.1.lowercased(), String(tag.output.2))
            let attributes = Self.attributes(rest)
            if attributes.keys.contains(where: { $0.hasPrefix("on") || ["srcdoc", "formaction", "ping"].contains($0) })
            {
                throw Foreign(what: "it has a handler that would run, or a button that leads elsewhere")
            }
            if attributes.values.contains(where: { $0.lowercased().contains("javascript:") }) {
                throw Foreign(what: "it has an address that would run")
            }
            try take(name, attributes)
            if let index = attributes["data-entry"], let document = attributes["data-document"] {
                (self.index, self.document) = (UInt64(index), document)
            }
        }
    }

    private mutating func take(_ name: String, _ attributes: [String: String]) throws(Foreign) {
        switch name {
        case "script": try add(attributes["src"], attributes["integrity"])
        case "link" where attributes["rel"] == "modulepreload": try add(attributes["href"], attributes["integrity"])
        case "form":
            guard Self.isOnSite(attributes["action"] ?? "/") else {
                throw Foreign(what: "it has a form for another site")
            }
        case "link" where attributes["rel"] == "stylesheet":
            guard attributes["href"]?.hasPrefix("/assets/") == true else {
                throw Foreign(what: "it has a style sheet that is no file of the site’s")
            }
        case "link":
            guard Self.harmless.contains(attributes["rel"] ?? "") else {
                throw Foreign(what: "it links something that could run")
            }
        case "iframe", "frame", "object", "embed", "base", "svg": throw Foreign(what: "it has ‘\(name)’ in it")
        case "meta" where attributes["http-equiv"] != nil: throw Foreign(what: "it has ‘http-equiv’ in it")
        default: break
        }
    }

    private mutating func add(_ path: String?, _ integrity: String?) throws(Foreign) {
        guard let path, path.hasPrefix("/assets/"), !path.contains("..") else {
            throw Foreign(what: "it runs something that is no file of the site’s")
        }
        modules.append(Module(path: path, integrity: integrity ?? ""))
    }

    private static func isOnSite(_ address: String) -> Bool { address.hasPrefix("/") && !address.hasPrefix("//") }

    private static func attributes(_ text: String) -> [String: String] {
        var attributes: [String: String] = [:]
        for match in text.matches(of: /([^\s"'=\/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/) {
            let value = match.output.2 ?? match.output.3 ?? match.output.4 ?? ""
            attributes[match.output.1.lowercased()] = String(value)
        }
        return attributes
    }
}
