import Foundation
import Testing
import TransparencyLog
import UndersignedCore

/// Issue 7, 2: anyone compares the program that pages give to members with the one that the log names.
struct MemberCheckCommandTests {
    private static let code = ["member-page.js": Array("run()".utf8), "member.js": Array("export const run = 1".utf8)]

    /// As the site sends it.
    private static let policy = """
        Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'\r\n
        """

    private static func hash(_ bytes: [UInt8]) -> MerkleHash? { MerkleHash(bytes.sha256) }

    private static func note(_ files: [String: String]) throws -> [UInt8] {
        try PublicNote(petition: MemberCommandLetter.origin, title: "Program", text: "Hashes", client: files)
            .canonical()
    }

    private static func page(_ note: [UInt8], entry: Int = 2, _ more: String = "") -> [UInt8] {
        let links = code.map { name, bytes in
            let pin = #"integrity="sha256-\#(hash(bytes)?.base64 ?? "")""#
            return name == "member.js"
                ? #"<link rel="modulepreload" href="/assets/member-1/\#(name)" \#(pin)>"#
                : #"<script type="module" src="/assets/member-1/\#(name)" \#(pin)></script>"#
        }
        let html = """
            <!doctype html><link rel="stylesheet" href="/assets/style.css"><p data-entry="\(entry)" \
            data-document="\(hash(note)?.hex ?? "")">Nothing runs on click = here</p>\(links.joined())\(more)
            """
        return Array(html.utf8)
    }

    /// A letter whose pages run what its entry 2 names; entry 3 is another note.
    private static func letter() throws -> (letter: MemberCommandLetter, note: [UInt8], other: [UInt8]) {
        let note = try note(code.mapValues { hash($0)?.hex ?? "" })
        let other = try PublicNote(petition: MemberCommandLetter.origin, title: "A word", text: "Thanks.").canonical()
        var letter = try MemberCommandLetter(notes: [note, other])
        letter.files["members"] = page(note)
        letter.files["members/sign"] = page(note)
        for (name, bytes) in code { letter.files["/assets/member-1/\(name)"] = bytes }
        for name in ["members", "members/sign"] { letter.heads[name] = policy }
        return (letter, note, other)
    }

    private static func check(_ letter: MemberCommandLetter) throws -> BuiltProgram {
        let (site, run) = (try MemberCommandSite(), try MemberCommandRun())
        defer { site.stop() }
        defer { run.remove() }
        site.show(letter)
        let program = try BuiltProgram(["member", "check", site.address], in: run.folder)
        #expect(site.posts.isEmpty)
        return program
    }

    @Test func `pages that run what the log names pass, and the files are listed`() throws {
        let ran = try Self.check(try Self.letter().letter)
        #expect(ran.status == 0, "\(ran.errors)")
        let listed = "\(Self.hash(Self.code["member.js"] ?? [])?.hex ?? "-")  member.js"
        #expect(ran.output.contains(listed) && ran.output.contains("as entry 2 of the log says"))
    }

    @Test func `a letter that gives out no program has nothing to compare`() throws {
        var letter = try Self.letter().letter
        letter.files["members"] = Array("<p>Too few hold a token.</p>".utf8)
        letter.files["members/sign"] = nil
        let ran = try Self.check(letter)
        #expect(ran.status == 1 && ran.errors.contains("no program now"), "\(ran.errors)")
    }

    /// A site that gives out something else, and what is said of it.
    enum Wrong: String, CaseIterable {
        case file, pin, fileAndPin, extraFile, otherPage, unnamed, otherEntry, pastTheLog, otherNote, otherWords, inline
        case handler, address, frame, elsewhere, noPolicy, loosePolicy, missingDirective, refresh, form, formAction,
            sheet

        var words: String {
            switch self {
            case .file, .fileAndPin: "is another file than entry 2 of the log names"
            case .pin: "does not hold the browser to this file"
            case .extraFile: "runs other files than entry 2 of the log names"
            case .otherPage: "runs another program than the page before it"
            case .unnamed: "names no entry of the log"
            case .otherEntry: "does not name documents/"
            case .pastTheLog: "the log has no entry 300"
            case .otherNote: "names no program"
            case .otherWords: "has another hash than its name says"
            case .inline, .elsewhere: "runs something that is no file of the site"
            case .handler: "has a handler that would run"
            case .address: "has an address that would run"
            case .frame: "has ‘iframe’ in it"
            case .noPolicy, .loosePolicy, .missingDirective: "lets a browser run or ask more than it must"
            case .refresh: "sends the browser elsewhere"
            case .form: "has a form for another site"
            case .formAction: "a button that leads elsewhere"
            case .sheet: "has a style sheet that is no file of the site’s"
            }
        }

        func change(_ letter: inout MemberCommandLetter, _ note: [UInt8], _ other: [UInt8]) throws {
            let path = "/assets/member-1/member.js"
            switch self {
            case .file: letter.files[path]?.append(0x20)
            case .pin: letter.replace("integrity=", "data-integrity=", in: "members/sign")
            case .fileAndPin:
                letter.files[path]?.append(0x20)
                let (old, new) = (hash(code["member.js"] ?? []), hash(letter.files[path] ?? []))
                letter.replace(old?.base64 ?? "-", new?.base64 ?? "-", in: "members")
            case .extraFile:
                letter.files["members"] = page(note, #"<script src="/assets/more.js"></script>"#)
            case .otherPage:
                let same = try MemberCheckCommandTests.note(code.mapValues { hash($0)?.hex ?? "" }) + [0x0a]
                var changed = try MemberCommandLetter(notes: [note, same])
                changed.files.merge(letter.files.filter { !$0.key.hasPrefix("log/") && $0.key != "document.json" }) {
                    own,
                    _ in own
                }
                changed.files["members/sign"] = page(same, entry: 3)
                changed.heads = letter.heads
                letter = changed
            case .unnamed: letter.replace("data-entry", "data-entries", in: "members")
            case .otherEntry: letter.files["members"] = page(note, entry: 3)
            case .pastTheLog: letter.files["members"] = page(note, entry: 300)
            case .otherNote: letter.files["members"] = page(other, entry: 3)
            case .otherWords: letter.files["documents/\(hash(note)?.hex ?? "")"]?.append(0x20)
            case .inline: letter.files["members"] = page(note, "<ScRiPt>steal()</sCrIpT>")
            case .handler: letter.files["members/sign"] = page(note, "<img src=x OnError=steal()>")
            case .address: letter.files["members"] = page(note, #"<a href="JavaScript:steal()">on</a>"#)
            case .frame: letter.files["members"] = page(note, "<iframe src=/x></iframe>")
            case .elsewhere:
                letter.replace("/assets/member-1/member.js", "https://example.org/member.js", in: "members")
            default: changeSurroundings(of: &letter, note)
            }
        }

        /// What a browser may do in the page besides running the program.
        private func changeSurroundings(of letter: inout MemberCommandLetter, _ note: [UInt8]) {
            switch self {
            case .noPolicy: letter.heads["members"] = nil
            case .loosePolicy:
                letter.heads["members/sign"] = policy.replacing("connect-src 'self'", with: "connect-src *")
            case .missingDirective: letter.heads["members"] = policy.replacing("form-action 'self'; ", with: "")
            case .refresh: letter.heads["members"] = policy + "Refresh: 0; url=https://example.org/\r\n"
            case .form: letter.files["members"] = page(note, #"<form action="https://example.org/x"></form>"#)
            case .formAction:
                letter.files["members"] = page(note, "<button formaction=https://example.org/x>On</button>")
            case .sheet:
                letter.files["members"] = page(note, #"<link rel="stylesheet" href="https://example.org/x.css">"#)
            default: Issue.record("nothing is changed")
            }
        }

        private func page(_ note: [UInt8], entry: Int = 2, _ more: String = "") -> [UInt8] {
            MemberCheckCommandTests.page(note, entry: entry, more)
        }

        private func page(_ note: [UInt8], _ more: String) -> [UInt8] { page(note, entry: 2, more) }

        private var code: [String: [UInt8]] { MemberCheckCommandTests.code }

        private var policy: String { MemberCheckCommandTests.policy }

        private func hash(_ bytes: [UInt8]) -> MerkleHash? { MemberCheckCommandTests.hash(bytes) }
    }

    @Test(arguments: Wrong.allCases)
    func `a page that would run anything else is told`(_ wrong: Wrong) throws {
        var (letter, note, other) = try Self.letter()
        try wrong.change(&letter, note, other)
        let ran = try Self.check(letter)
        #expect(ran.status == 3 && ran.errors.contains(wrong.words), "\(ran.status): \(ran.errors)")
    }
}

extension MemberCommandLetter {
    /// Writes something else in a file.
    fileprivate mutating func replace(_ old: String, _ new: String, in path: String) {
        files[path] = Array(String(decoding: files[path] ?? [], as: UTF8.self).replacing(old, with: new).utf8)
    }
}
