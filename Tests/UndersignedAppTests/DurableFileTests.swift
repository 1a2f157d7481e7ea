import Foundation
import Testing
import UndersignedApp
import UndersignedTestSupport

@Suite struct DurableFileTests {
    @Test func `a folder is made with all that is missing above it, and left alone where it exists`() throws {
        let top = try TestFolder()
        let deep = top.url.appending(path: "a/b c/d", directoryHint: .isDirectory)
        try DurableFile.makeFolder(deep)
        try DurableFile.write([1], to: deep.appending(path: "file"))
        try DurableFile.makeFolder(deep)
        #expect(try Data(contentsOf: deep.appending(path: "file")) == Data([1]))
        let made = try FileManager.default.attributesOfItem(atPath: deep.path(percentEncoded: false))
        #expect(made[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a folder below a file is refused with the step and errno`() throws {
        let top = try TestFolder()
        let file = top.url.appending(path: "file")
        try DurableFile.write([1], to: file)
        let failure = #expect(throws: DurableFile.Failure.self) {
            try DurableFile.makeFolder(file.appending(path: "below", directoryHint: .isDirectory))
        }
        #expect(failure?.step == "mkdir")
        #expect(failure?.code == ENOTDIR)
    }
}
