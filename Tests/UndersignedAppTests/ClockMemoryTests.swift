import Testing
import UndersignedApp
import UndersignedCore
import UndersignedDatabase
import UndersignedStore
import UndersignedTestSupport

/// a process that starts far ahead can't tell a wrong clock from days switched off.
struct ClockMemoryTests {
    /// A petition with an end in three days, and somebody who asked.
    private struct Scene {
        let test: TestSite
        let petition: Petition
        let token: LinkToken

        init() async throws {
            test = try await TestSite()
            petition = try await test.open(closesAt: test.now + .days(3))
            token = try Samples.required(try await test.ask(Samples.amina, petition))
            try await Housekeeping(site: test.site).doDue()
        }

        /// Whether the ask and the petition are as they were.
        func isUntouched() async throws -> Bool {
            let row = try await test.database.read { try $0.signature(tokenHash: token.hash, in: petition.id) }
            let state = try await test.petition(id: petition.id).state
            return row?.box != nil && state == .open
        }

        func start() async throws -> Site {
            let site = try await test.restarted()
            try await Housekeeping(site: site).doDue()
            return site
        }
    }

    @Test func `a start days ahead ends nothing, and the clock can be mended`() async throws {
        let scene = try await Scene()
        scene.test.jump(.days(8))
        let site = try await scene.start()
        scene.test.advance(.hours(23))
        try await Housekeeping(site: site).doDue()
        #expect(try await scene.isUntouched())
        scene.test.jump(.days(-8))
        let mended = try await scene.start()
        #expect(try await Links(site: mended).confirm(scene.token, textVersion: 1) == .counted)
    }

    @Test func `a site that was switched off signs at once, and keeps its deadlines a day later`() async throws {
        let scene = try await Scene()
        let other = try await scene.test.open(Samples.petition("keep-the-garden"))
        scene.test.jump(.days(8))
        let site = try await scene.start()
        _ = try await Signing(site: site).ask(Samples.wei, petition: other, language: .english, source: nil)
        let token = try Samples.required(try await scene.test.links().last)
        #expect(try await Links(site: site).confirm(token, textVersion: 1) == .counted)
        #expect(try await scene.isUntouched())
        scene.test.advance(.hours(24))
        try await Housekeeping(site: site).doDue()
        let row = try await scene.test.database.read {
            try $0.signature(tokenHash: scene.token.hash, in: scene.petition.id)
        }
        #expect(row?.box == nil)
        #expect(try await scene.test.petition(id: scene.petition.id).state == .closed)
    }

    @Test func `the day counts over restarts, and a restart forgets no doubt`() async throws {
        let scene = try await Scene()
        let other = try await scene.test.open(Samples.petition("keep-the-garden"))
        scene.test.jump(.days(8))
        let site = try await scene.start()
        _ = try await Signing(site: site).ask(Samples.wei, petition: other, language: .english, source: nil)
        let token = try Samples.required(try await scene.test.links().last)
        #expect(try await Links(site: site).confirm(token, textVersion: 1) == .counted, "and the log has a mark ahead")
        for _ in 0..<2 {
            #expect(try await scene.isUntouched())
            let later = try await scene.start()
            #expect(try await scene.isUntouched())
            scene.test.advance(.hours(13))
            try await Housekeeping(site: later).doDue()
        }
        #expect(try await !scene.isUntouched())
    }

    // P-21: what is closed stays closed, and no clock has to be trusted for it.
    @Test func `a letter that was closed by hand loses its issuer's key whatever the clock says`() async throws {
        let scene = try await Scene()
        let letter = try await MemberLetter(in: scene.test)
        scene.test.jump(.days(8))
        let site = try await scene.start()
        let keys = { try site.keys.keys(of: letter.petition.sheet.slug) }
        #expect(try keys().issuer != nil)
        _ = try await site.sequencer.submit(.close(petitionID: letter.petition.id))
        try await Housekeeping(site: site).doDue()
        #expect(try keys().issuer == nil && keys().issuerPublic != nil)
        #expect(try await scene.isUntouched())
    }

    @Test func `a clock that the operator accepted is trusted at once`() async throws {
        let scene = try await Scene()
        scene.test.jump(.days(8))
        try await scene.test.database.write { [now = scene.test.now] in try ClockMemory(known: now).save($0) }
        _ = try await scene.start()
        #expect(try await !scene.isUntouched())
    }

    @Test func `a site of an older program compares with its logs`() async throws {
        let test = try await TestSite()
        _ = try await test.open()
        #expect(try await test.database.read { try ClockMemory(reading: $0) } == ClockMemory(known: test.now))
    }
}
