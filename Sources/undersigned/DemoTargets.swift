import Foundation
import UndersignedCore

/// Those whom the campaigns of the demonstration ask: where they stand, and the documents that say so.
struct DemoTargets {
    let visitor: DemoVisitor

    /// One target's figures over all campaigns.
    struct Line: Encodable, Sendable {
        let id: String
        let name: String
        let states: [String: Int]
    }

    /// `/targets.json`, as far as it is read here.
    private struct File: Decodable {
        struct Row: Decodable {
            let document: String?
            let state: Target.Standing
        }

        struct Campaign: Decodable {
            let history: [Row]
        }

        struct Item: Decodable {
            let id: Slug
            let name: String
            let organisation: String?
            let states: [String: Int]
            let campaigns: [Campaign]
        }

        let data: [Item]
    }

    /// Reads the first page of targets, and checks the document of every answer.
    ///
    /// - Throws: `DemoFailure` where a document is not what its address says.
    func check() async throws -> [Line] {
        let answer = try await visitor.get("/targets.json")
        guard answer.status == 200 else { throw DemoFailure("GET /targets.json answered \(answer.status)") }
        let file = try JSONDecoder().decode(File.self, from: Data(answer.body))
        for item in file.data {
            for row in item.campaigns.flatMap(\.history) {
                guard let address = row.document else {
                    guard row.state == .noAnswer else { throw DemoFailure("an answer of \(item.id) has no document") }
                    continue
                }
                try await check(address, row.state, of: item.id)
            }
        }
        return file.data.map { item in
            let name = [item.name, item.organisation].compactMap { $0 }.joined(separator: ", ")
            return Line(id: item.id.text, name: name, states: item.states.filter { $0.value > 0 })
        }
    }

    private func check(_ address: String, _ state: Target.Standing, of target: Slug) async throws {
        guard address.hasPrefix(visitor.site + "/petitions/") else { throw DemoFailure("\(address) is elsewhere") }
        let answer = try await visitor.get(String(address.dropFirst(visitor.site.count)))
        guard answer.status == 200, address.hasSuffix(Hexadecimal.encode(answer.body.sha256)) else {
            throw DemoFailure("\(address) is not the document that it names")
        }
        let document = try ResponseDocument(parsing: answer.body)
        guard document.state == state, document.target.id == target else {
            throw DemoFailure("\(address) says something else than /targets.json")
        }
    }
}
