import Foundation
import Testing

/// Documents that name every route and every configuration key there is.
struct DocumentTests {
    @Test func `every configuration key is in docs configuration`() throws {
        let files = try Checkout.allSwiftFiles().filter {
            $0.target == "undersigned" && $0.baseName.hasSuffix("Configuration")
        }
        #expect(!files.isEmpty, "Sources/undersigned/*Configuration.swift is absent")
        let keys = Set(files.flatMap(configurationKeys))
        #expect(!keys.isEmpty, "no key was found in Sources/undersigned/*Configuration.swift")
        let document = try Checkout.text("docs/configuration.md")
        #expect(undocumented(keys, in: document) == [])
    }

    @Test func `every route is in ARCHITECTURE`() throws {
        let files = try Checkout.allSwiftFiles().filter { $0.path.hasPrefix("Sources/UndersignedWeb/Routes/") }
        let routes = Set(files.flatMap(routes))
        #expect(!routes.isEmpty, "no route was found in Sources/UndersignedWeb/Routes")
        #expect(unlisted(routes, in: try Checkout.text("ARCHITECTURE.md")) == [])
    }

    @Test func `every file that ARCHITECTURE names exists`() throws {
        let sources = Set(try Checkout.allSwiftFiles().map(\.path))
        #expect(absentFiles(in: try Checkout.text("ARCHITECTURE.md"), sources: sources) == [])
    }

    @Test func `every link between documents leads somewhere`() throws {
        let documents = try Checkout.documents()
        #expect(documents.count > 10)
        expectNone(documents.flatMap { brokenLinks($0, exists: Checkout.exists) })
    }

    @Test func `an absent file and a broken link are found`() {
        let text = "`UndersignedApp/Signing` `UndersignedApp/Gone` `undersigned serve` `UndersignedWeb`"
        let sources: Set = ["Sources/UndersignedApp/Signing.swift"]
        #expect(absentFiles(in: text, sources: sources) == ["UndersignedApp/Gone"])
        let file = TextFile(
            path: "docs/a/b.md",
            text: "[x](../c.md) [y](gone.md#part) [z](https://c2sp.org) [w](#here)"
        )
        #expect(brokenLinks(file) { $0 == "docs/c.md" }.map(\.what) == ["no docs/a/gone.md"])
    }

    @Test func `an undocumented key is found`() {
        let source = """
            let a = reader.string(forKey: "mail.courier")
            let b = ConfigKey("listen")
            let c = "not.a.key"
            """
        let keys = configurationKeys(SwiftFile(path: "Sources/undersigned/Configuration.swift", text: source))
        #expect(Set(keys) == ["mail.courier", "listen"])
        #expect(undocumented(Set(keys), in: "| `listen` | where |") == ["mail.courier"])
    }

    @Test func `an unlisted route is found`() {
        let source = """
            router.get("/petitions/:slug/count.json") { }
            group.post("signatures", use: ask)
            router.get("hidden") { }
            """
        let found = routes(SwiftFile(path: "Sources/UndersignedWeb/Routes/A.swift", text: source))
        #expect(found.count == 3)
        let document = "`GET /petitions/{slug}/count.json` `POST /petitions/{slug}/signatures`"
        #expect(unlisted(Set(found), in: document) == ["GET hidden"])
        #expect(unlisted(["POST signatures"], in: "`GET /petitions/{slug}/signatures`") == ["POST signatures"])
    }

    private func absentFiles(in document: String, sources: Set<String>) -> [String] {
        document.components(separatedBy: "`").filter { span in
            ImportTable.arrows.keys.contains { span.hasPrefix($0 + "/") } && !span.contains(" ")
                && !sources.contains("Sources/\(span).swift")
        }
    }

    private func brokenLinks(_ file: TextFile, exists: (String) -> Bool) -> [Violation] {
        let folder = URL(filePath: "/" + file.path).deletingLastPathComponent()
        return file.text.components(separatedBy: "](").dropFirst().compactMap { rest in
            let target = rest.prefix { $0 != ")" && $0 != "#" }
            guard !target.isEmpty, !target.contains(":"), !target.contains("\n") else { return nil }
            let path = folder.appending(path: String(target)).standardizedFileURL.path.dropFirst()
            return exists(String(path)) ? nil : Violation(path: file.path, line: 0, what: "no \(path)")
        }
    }

    private func configurationKeys(_ file: SwiftFile) -> [String] {
        literals(of: file, after: ["forKey: ", "ConfigKey(", "AbsoluteConfigKey(", "key: "])
    }

    private func undocumented(_ keys: Set<String>, in document: String) -> [String] {
        keys.filter { !document.contains("`\($0)`") }.sorted()
    }

    /// `GET petitions/{}/count.json` of `.get("/petitions/:slug/count.json")`.
    private func routes(_ file: SwiftFile) -> [String] {
        ["get", "post", "head", "put", "delete"].flatMap { method in
            literals(of: file, after: [".\(method)("]).filter { !$0.isEmpty }
                .map { "\(method.uppercased()) \(normal($0))" }
        }
    }

    /// The routes that no documented route ends with; a group's own path may stand in front.
    private func unlisted(_ routes: Set<String>, in document: String) -> [String] {
        let documented = document.components(separatedBy: "`").flatMap { span -> [(Set<Substring>, String)] in
            let words = span.split(separator: " ")
            guard words.count == 2, words[1].hasPrefix("/") else { return [] }
            return [(Set(words[0].split(separator: "|")), normal(String(words[1])))]
        }
        return routes.filter { route in
            let words = route.split(separator: " ", omittingEmptySubsequences: false)
            return !documented.contains { methods, path in
                methods.contains(words[0]) && (path == words[1] || path.hasSuffix("/" + words[1]))
            }
        }.sorted()
    }

    private func normal(_ path: String) -> String {
        path.split(separator: "/").map { part in
            part.hasPrefix(":") || part.hasPrefix("{") || part.contains("*") || part == "…" ? "{}" : String(part)
        }.joined(separator: "/")
    }

    private func literals(of file: SwiftFile, after marks: [String]) -> [String] {
        file.codeLines.enumerated().flatMap { offset, code -> [String] in
            // `context.parameters.get("slug")` reads a part of an address and is no route.
            guard marks.contains(where: { code.contains($0 + "\"") }), !code.contains("parameters.get(") else {
                return []
            }
            let parts = marks.map { file.lines[offset].components(separatedBy: $0 + "\"").dropFirst() }
            return parts.flatMap { $0.map { String($0.prefix { $0 != "\"" }) } }
        }
    }
}
