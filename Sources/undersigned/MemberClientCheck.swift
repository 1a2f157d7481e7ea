import Foundation
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// Compares what members' pages run with what an entry of the letter's log names (docs/formats/note.md).
struct MemberClientCheck {
    let lookup: MemberLookup
    let found: MemberPetition

    private static let pages = ["members", "members/sign"]

    /// The program of the pages, once each of its files was compared; nil where no page runs one.
    ///
    /// - Throws: `LogAuditProblem` for what does not agree, `LogSourceFailure`.
    func client() async throws -> MemberClientNotes.Named? {
        var named: MemberClientNotes.Named?
        for name in Self.pages {
            guard let published = try await lookup.source.petitionPage(name) else { continue }
            let place = LogAuditProblem.Place.file(name)
            let page: MemberPageReading
            do throws(MemberPageReading.Foreign) {
                page = try MemberPageReading(published, connects: name == "members" ? found.issuerAddress : nil)
            } catch {
                throw LogAuditProblem(place, .malformed(error.what))
            }
            guard !page.modules.isEmpty else { continue }
            guard let index = page.index, let hash = page.document else {
                throw LogAuditProblem(place, .malformed("it names no entry of the log for the program that it runs"))
            }
            let client = try await client(at: index, hash)
            guard Set(page.modules.map(\.name)) == Set(client.files.keys) else {
                throw LogAuditProblem(place, .malformed("it runs other files than entry \(index) of the log names"))
            }
            for module in page.modules { try await check(module, against: client) }
            guard named == nil || named == client else {
                throw LogAuditProblem(place, .malformed("it runs another program than the page before it"))
            }
            named = client
        }
        return named
    }

    /// What the entry that a page names says, once it was proven to be in the log.
    private func client(at index: UInt64, _ hash: String) async throws -> MemberClientNotes.Named {
        let place = LogAuditProblem.Place.file("documents/\(hash)")
        guard let content = try await lookup.source.petitionFile("documents/\(hash)") else {
            throw LogAuditProblem(place, .missing)
        }
        guard let computed = MerkleHash(content.sha256), computed.hex == hash else {
            throw LogAuditProblem(place, .malformed("it has another hash than its name says"))
        }
        guard try await lookup.entry(index, of: found) == LogEntry.note(documentHash: computed).bytes else {
            throw LogAuditProblem(.entry(index, file: "log"), .malformed("it does not name documents/\(hash)"))
        }
        guard let files = (try? PublicNote(parsing: content))?.client else {  // any other document names none
            throw LogAuditProblem(place, .malformed("it names no program"))
        }
        return MemberClientNotes.Named(index: index, hash: computed.bytes, files: files)
    }

    private func check(_ module: MemberPageReading.Module, against client: MemberClientNotes.Named) async throws {
        let place = LogAuditProblem.Place.file(module.path)
        guard let bytes = try await lookup.source.siteFile(module.path), let hash = MerkleHash(bytes.sha256) else {
            throw LogAuditProblem(place, .missing)
        }
        guard hash.hex == client.files[module.name] else {
            throw LogAuditProblem(place, .malformed("it is another file than entry \(client.index) of the log names"))
        }
        guard module.integrity == "sha256-\(hash.base64)" else {
            throw LogAuditProblem(place, .malformed("the page does not hold the browser to this file"))
        }
    }
}
