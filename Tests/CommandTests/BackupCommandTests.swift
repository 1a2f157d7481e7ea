import Foundation
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedTestSupport

/// `undersigned backup` and `verify-backup`: what they say, and by which day a backup is to go (P-20).
struct BackupCommandTests {
    private func reported(_ site: CommandSite, _ file: String) throws -> BuiltProgram {
        try BuiltProgram(["verify-backup", file], in: site.folder)
    }

    @Test(arguments: TestDatabase.all)
    func `a backup says what it holds and when to delete it, and reads`(_ kind: TestDatabase) async throws {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        let petition = try await site.test.open()
        for number in 1...3 { try await site.test.sign(Samples.person(number), petition) }
        let made = try site.run("backup", "site.undersigned")
        #expect(made.status == 0 && made.errors.isEmpty, "\(made.errors)")
        let day = CalendarDate(Moment(seconds: Int64(Date().timeIntervalSince1970)) + .days(30)).dayText
        #expect(made.output.contains("site.undersigned: "))
        #expect(made.output.contains("Delete it by \(day): what is deleted here lives on in it.\n"), "\(made.output)")
        let read = try reported(site, "site.undersigned")
        #expect(read.status == 0 && read.output.contains("ok  \(petition.slug): "), "\(read.errors)")
        #expect(read.output.contains("count 3,") && !read.output.contains("old "))
        #expect(try !Data(contentsOf: site.folder.appending(path: "site.undersigned")).isEmpty)
    }

    @Test func `a restore leaves nothing of its own behind`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        _ = try await site.test.open()
        #expect(try site.run("backup", "site.undersigned").status == 0)
        let restore = ["restore", "--data", "new", "site.undersigned"]
        for arguments in [restore, restore + ["--replace", "new"]] {
            let run = try BuiltProgram(arguments, in: site.folder)
            #expect(run.status == 0, "\(run.errors)")
            let names = try FileManager.default.contentsOfDirectory(atPath: site.folder.appending(path: "new").path)
            #expect(names.contains("undersigned.sqlite") && !names.contains { $0.contains("restoring") }, "\(names)")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `to standard output goes the backup alone, and the words beside it`(_ kind: TestDatabase) async throws {
        let site = try await CommandSite(kind)
        defer { site.remove() }
        _ = try await site.test.open()
        let piped = try site.run("backup", "-")
        #expect(piped.status == 0 && piped.errors.contains("Delete it by "))
        #expect(!piped.output.contains("Delete it by ") && !piped.output.isEmpty)
    }

    // P-20: a backup of another day
    @Test func `one that is older than 30 days is said to be old, and still reads`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        _ = try await site.test.open()
        for (days, isOld) in [(Int64(29), false), (31, true)] {
            let file = site.folder.appending(path: "\(days).undersigned")
            let taken = Moment(seconds: Int64(Date().timeIntervalSince1970)) - .days(days)
            let stream = try DurableStream(file)
            let ambient = Ambient(now: { taken }, randomBytes: Samples.randomBytes)
            _ = try await BackingUp(database: site.test.database, ambient: ambient).write(to: stream.descriptor)
            try stream.commit()
            let read = try reported(site, file.lastPathComponent)
            #expect(read.status == 0, "\(read.errors)")
            #expect(read.output.contains("more than 30 days") == isOld, "\(days): \(read.output)")
        }
    }

    @Test func `what can't be backed up or read says what to do, and an earlier backup stays`() async throws {
        let site = try await CommandSite(.sqlite)
        defer { site.remove() }
        _ = try await site.test.open()
        let folder = site.folder
        try Data("a letter".utf8).write(to: folder.appending(path: "letter"))
        #expect(try site.run("backup", "whole").status == 0)
        let whole = try Data(contentsOf: folder.appending(path: "whole"))
        try whole.dropLast(10).write(to: folder.appending(path: "cut"))
        var damaged = whole
        damaged[damaged.count / 2] ^= 1
        try damaged.write(to: folder.appending(path: "damaged"))
        let cases: [([String], Int32, String)] = [
            (["backup"] + site.place, 2, "name one file"),
            (["backup", "a", "--keys", "b"] + site.place, 2, "name one file"),
            (["backup", "no/such/folder/file"] + site.place, 1, "no/such/folder/file"),
            (["verify-backup", "letter"], 2, "this is no backup"), (["verify-backup", "cut"], 3, "cut"),
            (["verify-backup", "damaged"], 3, "damaged"), (["verify-backup", "absent"], 2, "absent"),
        ]
        for (arguments, status, words) in cases {
            let run = try BuiltProgram(arguments, in: folder)
            #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.status) \(run.errors)")
        }
        #expect(try Data(contentsOf: folder.appending(path: "whole")) == whole)
        let keys = try site.run("backup", "--keys", "keys.undersigned")
        #expect(keys.status == 0 && keys.output.contains("Keep it apart from the data."), "\(keys.errors)")
        let read = try reported(site, "keys.undersigned")
        #expect(read.status == 0 && read.output.contains("a backup of keys"), "\(read.errors)")
    }
}
