import Foundation
import Testing
import UndersignedApp
import UndersignedTestSupport

/// Files with other people's addresses in them: whole, or not there.
struct NewFileTests {
    private func names(_ folder: TestFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    }

    @Test func `nothing has a name until all of it is there, so that nothing stays of a program that is killed`() throws
    {
        let folder = try TestFolder()
        let path = folder.url.appending(path: "contacts.csv").path
        do {
            let file = try NewFile(path)
            try file.write([UInt8](repeating: 7, count: 600_000))
            #expect(try names(folder).isEmpty)
        }
        #expect(try names(folder).isEmpty)
        let file = try NewFile(path)
        try file.write("a,b".utf8)
        try file.finish()
        #expect(try names(folder) == ["contacts.csv"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "a,b")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `of two that are made at once the second is refused, and the first stays as it is`() throws {
        let folder = try TestFolder()
        let path = folder.url.appending(path: "contacts.csv").path
        let (one, two) = (try NewFile(path), try NewFile(path))
        try one.write("one".utf8)
        try two.write("two".utf8)
        try one.finish()
        #expect(throws: NewFile.Taken.self) { try two.finish() }
        #expect(throws: NewFile.Taken.self) { try NewFile(path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "one")
        #expect(try names(folder) == ["contacts.csv"])
    }
}
